package io.truenow.sql.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.ActionHook;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each request its {@link ClientConnection}. Tomcat tells nobody that a client is gone before it writes to it, so a statement that
 * computes would go on for nobody. Its socket can be asked without waiting, and keeps what it finds for the next request; but only Tomcat's
 * own classes get at it, so this reaches for it. Thread-safe.
 */
final class ConnectionValve extends ValveBase {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionValve.class);

    private final VarHandle hook;
    private final MethodHandle socket;

    ConnectionValve() {
        super(true);
        try {
            hook = MethodHandles.privateLookupIn(org.apache.coyote.Request.class, MethodHandles.lookup())
                    .findVarHandle(org.apache.coyote.Request.class, "hook", ActionHook.class);
            socket = MethodHandles.privateLookupIn(AbstractProcessor.class, MethodHandles.lookup())
                    .findVirtual(
                            AbstractProcessor.class,
                            "getSocketWrapper",
                            MethodType.methodType(SocketWrapperBase.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Tomcat shows no sockets.", e);
        }
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        request.setAttribute(ClientConnection.ATTRIBUTE, (ClientConnection) () -> isGone(coyote));
        getNext().invoke(request, response);
    }

    private boolean isGone(org.apache.coyote.Request request) {
        try {
            if (hook.getVolatile(request) instanceof AbstractProcessor processor) {
                ((SocketWrapperBase<?>) socket.invoke(processor)).isReadyForRead();
            }
            return false;
        } catch (IOException gone) {
            LOG.debug("A client is gone.", gone);
            return true;
        } catch (Throwable defect) {
            LOG.warn("A connection cannot be looked at.", defect);
            return false;
        }
    }
}
