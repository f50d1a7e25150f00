package io.truenow.launcher.role;

import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Puts a role's {@link RoleTraffic} into its web server. */
record TrafficCounting(RoleTraffic traffic) implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new TrafficValve(traffic));
    }

    /** Lets the traffic see the open connections of the started server. */
    void started(ConfigurableApplicationContext context) {
        if (context instanceof WebServerApplicationContext web
                && web.getWebServer() instanceof TomcatWebServer tomcat
                && tomcat.getTomcat().getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            // Tomcat counts the place for the next connection, too.
            traffic.connections(() -> (int) Math.max(0, protocol.getConnectionCount() - 1));
        }
    }
}
