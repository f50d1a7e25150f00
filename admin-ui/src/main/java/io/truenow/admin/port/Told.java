package io.truenow.admin.port;

/** What came of a question to the control plane. */
public sealed interface Told<T> {

    /** An answer. */
    record Answer<T>(T value) implements Told<T> {}

    /** None, with the reason. */
    record Refused<T>(Refusal refusal) implements Told<T> {}
}
