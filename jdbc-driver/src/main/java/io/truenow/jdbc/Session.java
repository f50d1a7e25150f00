package io.truenow.jdbc;

import io.truenow.jdbc.http.ChannelPool;
import io.truenow.jdbc.http.HttpAnswer;
import io.truenow.jdbc.wire.Operation;
import io.truenow.jdbc.wire.Wire;
import io.truenow.jdbc.wire.WireException;
import io.truenow.jdbc.wire.WireReader;
import io.truenow.jdbc.wire.WireWriter;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one connection. All of them only read, so one whose answer was lost with its socket goes out again, for as long as
 * {@code reconnectTimeout} says, once the connection has worked. Thread-safe.
 */
final class Session implements AutoCloseable {

    private static final long MIN_PAUSE_MILLIS = 20;
    private static final long MAX_PAUSE_MILLIS = 500;

    private final String id = UUID.randomUUID().toString();
    private final ChannelPool channels;
    private final long reconnectNanos;
    private final String place;
    private volatile int socketMillis;
    private volatile @Nullable String applicationName;
    private volatile boolean worked;
    private volatile boolean closed;

    Session(ConnectionSettings settings) throws SQLException {
        this.channels =
                new ChannelPool(settings.endpoint(), settings.key(), "truenow-jdbc/" + TrueNowDriver.driverVersion());
        this.reconnectNanos = settings.number(Property.RECONNECT_TIMEOUT) * 1_000_000L;
        this.socketMillis = settings.number(Property.SOCKET_TIMEOUT);
        this.applicationName = settings.value(Property.APPLICATION_NAME);
        this.place = settings.url();
    }

    /** Longest wait for an answer, in milliseconds; 0 for no limit. */
    int socketMillis() {
        return socketMillis;
    }

    void socketMillis(int millis) {
        socketMillis = millis;
    }

    @Nullable
    String applicationName() {
        return applicationName;
    }

    void applicationName(@Nullable String name) {
        applicationName = name;
    }

    /** A request to be filled. */
    WireWriter request(Operation operation) {
        return new WireWriter(256)
                .u8(Wire.VERSION)
                .u8(operation.code())
                .text(id)
                .text(applicationName);
    }

    /** Sends a request; the answer is read from behind its first byte. */
    WireReader call(WireWriter request) throws SQLException {
        return call(request, socketMillis, reconnectNanos);
    }

    /** Sends a request with a time limit of its own. */
    WireReader call(WireWriter request, int timeoutMillis) throws SQLException {
        return call(request, timeoutMillis, reconnectNanos);
    }

    /** Sends a request with time limits of its own. */
    WireReader call(WireWriter request, int timeoutMillis, long patienceNanos) throws SQLException {
        long started = System.nanoTime();
        long pause = MIN_PAUSE_MILLIS;
        while (true) {
            SQLException failure;
            try {
                WireReader answer = read(channels.post(request, timeoutMillis));
                worked = true;
                return answer;
            } catch (SocketTimeoutException silent) {
                throw worked || !isConnecting(silent) ? silent(timeoutMillis, silent) : unreachable(silent);
            } catch (IOException | WireException broken) {
                failure = unreachable(broken);
            } catch (NotReadyException notReady) {
                failure = notReady.failure;
            }
            if (!worked || closed || System.nanoTime() - started > patienceNanos) {
                throw failure;
            }
            pause(pause, failure);
            pause = Math.min(MAX_PAUSE_MILLIS, pause * 2);
        }
    }

    private static boolean isConnecting(SocketTimeoutException silent) {
        String message = silent.getMessage();
        return message != null && message.toLowerCase(java.util.Locale.ROOT).contains("connect");
    }

    private static SQLException silent(int timeoutMillis, SocketTimeoutException cause) {
        return Errors.of(
                Errors.CONNECTION_BROKEN,
                0,
                "",
                "The server sent nothing for [" + timeoutMillis + "] ms (socketTimeout).",
                cause);
    }

    private SQLException unreachable(Exception cause) {
        String state = worked ? Errors.CONNECTION_BROKEN : Errors.CANNOT_CONNECT;
        return Errors.of(state, 0, "", "The server of [" + place + "] is not reached: " + cause.getMessage(), cause);
    }

    private static void pause(long millis, SQLException failure) throws SQLException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private static WireReader read(HttpAnswer answer) throws SQLException, NotReadyException {
        if (!answer.contentType().startsWith(Wire.CONTENT_TYPE)) {
            throw foreign(answer.status());
        }
        WireReader in = new WireReader(answer.body(), 0);
        if (in.u8() == Wire.OK) {
            return in;
        }
        String code = in.requiredText();
        int vendorCode = in.count();
        String state = in.requiredText();
        SQLException failure = Errors.of(state, vendorCode, code, in.requiredText(), null);
        if (code.equals("NOT_READY")) {
            throw new NotReadyException(failure);
        }
        throw failure;
    }

    private static SQLException foreign(int status) throws NotReadyException {
        if (status >= 502 && status <= 504) {
            throw new NotReadyException(Errors.of(
                    Errors.CANNOT_CONNECT, "What stands before the server answers with status [" + status + "]."));
        }
        return switch (status) {
            case 401, 403 -> Errors.of(Errors.NOT_AUTHORIZED, "The server refuses the key (status [" + status + "]).");
            case 413 -> Errors.of("54000", "The statement and its values are larger than the server takes.");
            default ->
                Errors.of(
                        Errors.CANNOT_CONNECT,
                        "This is no SQL port of TrueNow, or one of another version (status [" + status + "]).");
        };
    }

    /** Sends a request that nobody needs the answer of: a server that is not reached has forgotten what it would forget now. */
    void tell(WireWriter request) {
        if (!closed && worked) {
            try {
                channels.post(request, socketMillis);
            } catch (IOException gone) {
                // see above
            }
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Tells the server, and closes. */
    @Override
    public void close() {
        if (!closed) {
            tell(request(Operation.END));
            closed = true;
            channels.close();
        }
    }

    /** Closes at once; requests that are under way end with an error. */
    void abort() {
        closed = true;
        channels.abort();
    }

    void requireOpen() throws SQLException {
        if (closed) {
            throw Errors.of(Errors.CONNECTION_CLOSED, "The connection is closed.");
        }
    }

    /** The server is there, but not yet able to answer. */
    private static final class NotReadyException extends Exception {

        private static final long serialVersionUID = 1L;
        private final SQLException failure;

        NotReadyException(SQLException failure) {
            super(failure.getMessage());
            this.failure = failure;
        }
    }
}
