package io.truenow.admin.port;

/** Ports of the doors, for commands that a person copies. Hosts come from the person's own browser. */
public record Endpoints(int ingestPort, int queryPort, int jdbcPort) {

    /** Legal port numbers only. */
    public Endpoints {
        require(ingestPort);
        require(queryPort);
        require(jdbcPort);
    }

    /** The documented ports, moved by an offset. */
    public static Endpoints documented(int portOffset) {
        return new Endpoints(8088 + portOffset, 8081 + portOffset, 8765 + portOffset);
    }

    private static void require(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port [" + port + "] is outside 1..65535");
        }
    }
}
