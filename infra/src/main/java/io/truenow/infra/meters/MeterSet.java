package io.truenow.infra.meters;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.truenow.events.meter.DurationHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Meters of one role that read what a part counts by itself, at each scrape and never in between. A figure that is unknown is absent: its
 * family stays, without a series. Thread-safe; what the suppliers read must be.
 */
public final class MeterSet {

    private static final double MICROS = 1e6;

    private final PrometheusRegistry registry;
    private final Labels own;

    MeterSet(PrometheusRegistry registry, Labels own) {
        this.registry = registry;
        this.own = own;
    }

    /** A number that rises and falls; absent while it is null or not a number. */
    public MeterSet gauge(String name, String help, Supplier<? extends @Nullable Number> value) {
        return add(name, () -> {
            GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
            Number now = value.get();
            if (now != null && !Double.isNaN(now.doubleValue())) {
                family.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(own)
                        .value(now.doubleValue())
                        .build());
            }
            return family.build();
        });
    }

    /** A number that only rises. Its series is called NAME_total. */
    public MeterSet counter(String name, String help, LongSupplier value) {
        return counters(name, help, List.of(), () -> Map.of(List.of(), value.getAsLong()));
    }

    /**
     * Numbers that only rise, told apart by labels. Their series are called NAME_total.
     *
     * @param values by the labels' values, in the order of their names; the caller bounds how many there are
     */
    public MeterSet counters(
            String name, String help, List<String> labelNames, Supplier<Map<List<String>, Long>> values) {
        String[] names = labelNames.toArray(String[]::new);
        return add(name, () -> {
            CounterSnapshot.Builder family =
                    CounterSnapshot.builder().name(name).help(help);
            values.get()
                    .forEach((labels, value) -> family.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(own.merge(names, labels.toArray(String[]::new)))
                            .value(value)
                            .build()));
            return family.build();
        });
    }

    /** A text that stays, as the label of a series that is always 1. Its series is called NAME_info. */
    public MeterSet info(String name, String help, String label, String text) {
        return add(name, () -> InfoSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(own.merge(Labels.of(label, text)))
                        .build())
                .build());
    }

    /** Durations in buckets, in seconds. */
    public MeterSet histogram(String name, String help, DurationHistogram durations) {
        return histogram(name, help, durations, MICROS);
    }

    /** Durations in buckets, in milliseconds. */
    public MeterSet histogramMillis(String name, String help, DurationHistogram durations) {
        return histogram(name, help, durations, 1e3);
    }

    private MeterSet histogram(String name, String help, DurationHistogram durations, double microsPerUnit) {
        List<Double> bounds = new ArrayList<>();
        for (long micros : durations.boundsMicros()) {
            bounds.add(micros / microsPerUnit);
        }
        bounds.add(Double.POSITIVE_INFINITY);
        return add(name, () -> {
            List<Number> counts = new ArrayList<>(bounds.size());
            for (long count : durations.counts()) {
                counts.add(count);
            }
            return HistogramSnapshot.builder()
                    .name(name)
                    .help(help)
                    .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                            .labels(own)
                            .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                            .sum(durations.sumMicros() / microsPerUnit)
                            .build())
                    .build();
        });
    }

    private MeterSet add(String name, Supplier<MetricSnapshot> family) {
        registry.register(new Collector() {
            @Override
            public MetricSnapshot collect() {
                return family.get();
            }

            @Override
            public String getPrometheusName() {
                return name;
            }
        });
        return this;
    }
}
