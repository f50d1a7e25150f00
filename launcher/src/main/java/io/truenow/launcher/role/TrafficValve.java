package io.truenow.launcher.role;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Counts what goes over a role's port. It stands where Tomcat writes its access log: every request comes by once, when its answer is
 * complete, also one that a filter refused, or whose answer was given later. Thread-safe.
 */
final class TrafficValve extends ValveBase implements AccessLog {

    private final RoleTraffic traffic;

    TrafficValve(RoleTraffic traffic) {
        super(true);
        this.traffic = traffic;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        traffic.answered(
                response.getStatus(),
                nanos / 1_000,
                request.getCoyoteRequest().getBytesRead(),
                response.getBytesWritten(true));
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        // Nothing is read from request attributes.
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}
