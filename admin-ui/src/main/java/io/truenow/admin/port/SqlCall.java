package io.truenow.admin.port;

/** One statement on its way. {@link #run()} is called once; {@link #cancel()} from any thread, any number of times. */
public interface SqlCall {

    /** Runs the statement and waits for its answer. Refusals and broken connections are in {@link ResultRows#failure()}. */
    ResultRows run();

    /** Stops the statement, before or while it runs; the answer then is a failure with {@link SqlFailure#cancelled()}. Returns at once. */
    void cancel();
}
