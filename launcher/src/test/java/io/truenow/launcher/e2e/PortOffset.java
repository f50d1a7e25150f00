package io.truenow.launcher.e2e;

import io.truenow.launcher.role.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds an offset at which every port of the product is free on loopback. */
final class PortOffset {

    /** Embedded Kafka, its controller, embedded PostgreSQL; the same and Redis outside of the product. */
    private static final List<Integer> INNER_PORTS = List.of(19_092, 19_093, 15_432, 18_092, 18_093, 14_432, 16_379);

    /** Highest offset that keeps the ports which we open below the range that the system hands out itself. */
    private static final int MAX = 13_000;

    private static final int STEP = 211;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 37 % MAX));

    private PortOffset() {}

    /** A free offset; a later call gives another. */
    static int free() {
        for (int tries = 0; tries < MAX; tries++) {
            int offset = 200 + NEXT.getAndAdd(STEP) % MAX;
            if (ports(offset).stream().allMatch(PortOffset::isFree)) {
                return offset;
            }
        }
        throw new AssertionError("No offset with free ports.");
    }

    private static List<Integer> ports(int offset) {
        List<Integer> ports = new ArrayList<>();
        for (Role role : Role.values()) {
            ports.add(role.defaultPort() + offset);
        }
        INNER_PORTS.forEach(port -> ports.add(port + offset));
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
