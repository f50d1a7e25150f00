package io.truenow.launcher.role;

/** Somebody else listens on the port of a role. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The sentence for the person. */
    public PortTakenException(Role role, int port) {
        super("Port " + port + " of " + role.title() + " is taken; set " + role.portVariable()
                + " to another, or move all ports with --port-offset.");
    }
}
