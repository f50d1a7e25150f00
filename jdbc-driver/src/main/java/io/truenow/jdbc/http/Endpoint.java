package io.truenow.jdbc.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is and how to reach it. Thread-safe.
 *
 * @param tls makes TLS sockets; null for plain ones
 * @param connectMillis longest wait for a connection; 0 for no limit
 */
public record Endpoint(String host, int port, @Nullable SSLSocketFactory tls, int connectMillis) {

    /** Opens a socket; with TLS the server's name is checked. */
    Socket open() throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.connect(new InetSocketAddress(host, port), connectMillis);
            return tls == null ? plain : secured(plain, tls);
        } catch (IOException | RuntimeException failure) {
            plain.close();
            throw failure;
        }
    }

    private Socket secured(Socket plain, SSLSocketFactory factory) throws IOException {
        plain.setSoTimeout(connectMillis);
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** As the Host header has it. */
    String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
