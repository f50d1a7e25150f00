package io.truenow.infra.cache;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a Redis server is: {@code host:port}, or {@code redis://…} or {@code rediss://…} (with TLS), with {@code user:password@} where
 * it asks for them. Immutable.
 */
public record RedisAddress(URI uri) {

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with a sentence that shows no password
     */
    public static RedisAddress parse(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "redis://" + text);
            boolean known = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
            if (known && uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= 65_535) {
                return new RedisAddress(uri);
            }
        } catch (URISyntaxException notAnAddress) {
            // Said below.
        }
        throw new IllegalArgumentException("is to be host:port, redis://host:port or rediss://host:port.");
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return uri.getHost() + ":" + uri.getPort();
    }
}
