package io.truenow.infra.server;

/**
 * Which log it is, wherever it answers: a topic that was made again, or one of another cluster, is another log.
 *
 * @param clusterId as the brokers say
 * @param topicId as the brokers say; all zeros where a broker gives its topics none
 */
public record LogIdentity(String clusterId, String topicId) {

    @Override
    public String toString() {
        return "cluster " + clusterId + ", topic " + topicId;
    }
}
