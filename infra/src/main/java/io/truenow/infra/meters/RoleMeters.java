package io.truenow.infra.meters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A registry of meters per role, for that role's {@code /metrics}, and one for the JVM and the process. The whole process is all of
 * them in one text, each role's meters with the tag {@code role}. Thread-safe.
 */
public final class RoleMeters implements AutoCloseable {

    /** Media type of the text. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry process = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, PrometheusMeterRegistry> roles = new TreeMap<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** One registry per role. */
    public RoleMeters(Collection<String> roleNames) {
        new ClassLoaderMetrics().bindTo(process);
        new JvmMemoryMetrics().bindTo(process);
        new JvmThreadMetrics().bindTo(process);
        new ProcessorMetrics().bindTo(process);
        new UptimeMetrics().bindTo(process);
        new FileDescriptorMetrics().bindTo(process);
        collections.bindTo(process);
        for (String role : roleNames) {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            registry.config().commonTags("role", role);
            roles.put(role, registry);
        }
    }

    /** Registry of the JVM, the process and what belongs to no role. */
    public MeterRegistry process() {
        return process;
    }

    /** Meters of the process that read what its parts count. */
    public MeterSet ofProcess() {
        return new MeterSet(process.getPrometheusRegistry(), Labels.EMPTY);
    }

    /** Meters of a role that read what its parts count. */
    public MeterSet of(String role) {
        return new MeterSet(registry(role).getPrometheusRegistry(), Labels.of("role", role));
    }

    /** Registry of a role. */
    public MeterRegistry role(String role) {
        return registry(role);
    }

    /** Prometheus text of a role's own meters. */
    public String textOf(String role) {
        return registry(role).scrape();
    }

    /** Prometheus text of the whole process: roles that share a meter's name share its heading. */
    public String text() {
        return PrometheusText.merge(process, roles.values());
    }

    /** Values of all series of the whole process now. */
    public List<MeterSample> samples() {
        List<MeterSample> samples = new ArrayList<>(MeterSample.of(process.getPrometheusRegistry()));
        roles.values().forEach(registry -> samples.addAll(MeterSample.of(registry.getPrometheusRegistry())));
        return samples;
    }

    @Override
    public void close() {
        collections.close();
        roles.values().forEach(MeterRegistry::close);
        process.close();
    }

    private PrometheusMeterRegistry registry(String role) {
        PrometheusMeterRegistry registry = roles.get(role);
        if (registry == null) {
            throw new IllegalArgumentException("There is no role [" + role + "].");
        }
        return registry;
    }
}
