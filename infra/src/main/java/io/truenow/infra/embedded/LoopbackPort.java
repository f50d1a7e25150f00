package io.truenow.infra.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on the loopback address. */
public final class LoopbackPort {

    private LoopbackPort() {}

    /** Whether nobody listens on the port. Another process may take it right after. */
    public static boolean isFree(int port) {
        return isFree(InetAddress.getLoopbackAddress(), port);
    }

    /** The same of another address of this machine. */
    public static boolean isFree(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The one line for a port that is taken. */
    public static String takenSentence(String what, int port, String setting) {
        return "The port [" + port + "] of " + what + " is taken by another process; set [" + setting
                + "] or start with --port-offset.";
    }
}
