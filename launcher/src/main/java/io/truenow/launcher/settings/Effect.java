package io.truenow.launcher.settings;

/** What a value of a setting does in this version. */
public sealed interface Effect {

    /** It has its effect. */
    Effect NOW = new Now();

    /** The start script reads it, no file. */
    Effect OF_THE_SCRIPT = new OfTheScript();

    /** It is of a role that is not built. */
    Effect ROLE_NOT_BUILT = new NotBuilt();

    /** It is read and checked, and nothing follows from it yet; the reason completes "has no effect yet: …". */
    static Effect notYet(String reason) {
        return new NotYet(reason);
    }

    /** See {@link #NOW}. */
    record Now() implements Effect {}

    /** See {@link #OF_THE_SCRIPT}. */
    record OfTheScript() implements Effect {}

    /** See {@link #ROLE_NOT_BUILT}. */
    record NotBuilt() implements Effect {}

    /** See {@link #notYet(String)}. */
    record NotYet(String reason) implements Effect {}
}
