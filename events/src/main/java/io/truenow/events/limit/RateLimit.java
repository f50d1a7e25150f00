package io.truenow.events.limit;

/**
 * What the control plane says of one rate limit: the fold of its facts. Immutable.
 *
 * @param perSecond events a second; 0 if the settings say
 * @param burst seconds of its rate that pass at once after as long a rest
 * @param version so many facts of it so far
 */
public record RateLimit(
        LimitSubject subject, int perSecond, double burst, long version, String changedBy, long changedMicros) {

    /** One that nobody set. */
    public static RateLimit unset(LimitSubject subject) {
        return new RateLimit(subject, 0, 1, 0, "", 0);
    }

    /** Whether the control plane says anything, and not the settings. */
    public boolean isSet() {
        return perSecond > 0;
    }

    /** With one fact more. */
    public RateLimit with(RateLimitSet fact) {
        return new RateLimit(
                subject, fact.perSecond(), fact.burst(), version + 1, fact.requestedBy(), fact.setMicros());
    }

    /** With one fact more. */
    public RateLimit with(RateLimitCleared fact) {
        return new RateLimit(subject, 0, 1, version + 1, fact.requestedBy(), fact.clearedMicros());
    }
}
