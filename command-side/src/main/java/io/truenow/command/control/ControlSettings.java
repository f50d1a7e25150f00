package io.truenow.command.control;

/**
 * Patience with the control plane.
 *
 * @param timeoutMillis how long a caller waits for a command
 * @param restMillis for how long a control plane that was away is not asked again
 * @param maxAttempts how often a command is sent when writers meet
 */
public record ControlSettings(int timeoutMillis, int restMillis, int maxAttempts) {

    /** 5 seconds, 500 ms of rest, 20 attempts. */
    public static final ControlSettings DEFAULT = new ControlSettings(5_000, 500, 20);
}
