package io.truenow.command.limit;

/** Whose events a rate limit counts, from the narrowest to the widest. */
public enum LimitLevel {
    KEY("key", "one API key"),
    TENANT("tenant", "one tenant"),
    GLOBAL("global", "all callers together");

    private final String label;
    private final String noun;

    LimitLevel(String label, String noun) {
        this.label = label;
        this.noun = noun;
    }

    /** As meters call it. */
    public String label() {
        return label;
    }

    /** As a sentence calls it. */
    String noun() {
        return noun;
    }
}
