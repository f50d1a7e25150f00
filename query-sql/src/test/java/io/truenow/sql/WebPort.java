package io.truenow.sql;

import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServerFactoryCustomizerBeanPostProcessor;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** A role's web context on a free loopback port, as the launcher makes them: beans in a parent, routes in a child. */
public final class WebPort implements AutoCloseable {

    private final GenericApplicationContext parent = new GenericApplicationContext();
    private final AnnotationConfigServletWebServerApplicationContext child =
            new AnnotationConfigServletWebServerApplicationContext();

    /** Starts a port with one configuration over some beans. */
    public WebPort(Class<?> configuration, Filter filter, Map<String, Object> beans) {
        this(configuration, filter, beans, 0);
    }

    /** Starts a port of a number. */
    public WebPort(Class<?> configuration, Filter filter, Map<String, Object> beans, int port) {
        beans.forEach((name, bean) -> register(parent, name, bean));
        parent.refresh();
        child.setParent(parent);
        child.registerBean(TomcatServletWebServerFactory.class, () -> {
            TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(port);
            factory.setAddress(InetAddress.getLoopbackAddress());
            // As the product's ports: what has begun is answered to its end.
            factory.setShutdown(Shutdown.GRACEFUL);
            return factory;
        });
        child.registerBean(WebServerFactoryCustomizerBeanPostProcessor.class);
        child.registerBean("dispatcherServlet", DispatcherServlet.class, () -> new DispatcherServlet());
        child.registerBean("testFilter", Filter.class, () -> filter);
        child.register(configuration);
        child.refresh();
    }

    @SuppressWarnings("unchecked")
    private static <T> void register(GenericApplicationContext context, String name, T bean) {
        context.registerBean(name, (Class<T>) bean.getClass(), (Supplier<T>) () -> bean);
    }

    /** The port. */
    public int port() {
        return java.util.Objects.requireNonNull(child.getWebServer()).getPort();
    }

    @Override
    public void close() {
        child.close();
        parent.close();
    }
}
