package io.truenow.infra.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A signed request whose body was read and is read again from memory, until it is closed. Not thread-safe. */
final class SignedBody extends HttpServletRequestWrapper implements AutoCloseable {

    private final String sha256;
    private final BodyStream stream;
    private final Runnable release;

    /** @param release gives back the room of the body */
    SignedBody(HttpServletRequest request, byte[] body, String sha256, Runnable release) {
        super(request);
        this.sha256 = sha256;
        this.stream = new BodyStream(new ByteArrayInputStream(body));
        this.release = release;
    }

    /** Of the body, in hexadecimal digits. */
    String sha256() {
        return sha256;
    }

    @Override
    public ServletInputStream getInputStream() {
        return stream;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        release.run();
    }

    private static final class BodyStream extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        BodyStream(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int count) {
            return bytes.read(into, from, count);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body is here already.");
        }
    }
}
