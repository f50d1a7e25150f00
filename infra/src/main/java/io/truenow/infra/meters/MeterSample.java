package io.truenow.infra.meters;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The value of one series at a moment, under the name that a scrape has. Of histograms and summaries there are the count and the sum.
 *
 * @param tags {@code name=value} with commas between, by name
 * @param kind {@code counter}, {@code gauge}, {@code histogram}, {@code summary} or {@code info}
 */
public record MeterSample(String name, String tags, String kind, double value, String help) {

    /** Samples of a registry. */
    static List<MeterSample> of(PrometheusRegistry registry) {
        List<MeterSample> samples = new ArrayList<>();
        for (MetricSnapshot family : registry.scrape()) {
            String name = family.getMetadata().getPrometheusName();
            String help = String.valueOf(family.getMetadata().getHelp());
            switch (family) {
                case CounterSnapshot counters ->
                    counters.getDataPoints()
                            .forEach(p -> samples.add(new MeterSample(
                                    name + "_total", tags(p.getLabels()), "counter", p.getValue(), help)));
                case GaugeSnapshot gauges ->
                    gauges.getDataPoints()
                            .forEach(p -> samples.add(
                                    new MeterSample(name, tags(p.getLabels()), "gauge", p.getValue(), help)));
                case HistogramSnapshot histograms ->
                    histograms.getDataPoints().forEach(p -> {
                        String tags = tags(p.getLabels());
                        samples.add(new MeterSample(name + "_count", tags, "histogram", p.getCount(), help));
                        samples.add(new MeterSample(name + "_sum", tags, "histogram", p.getSum(), help));
                    });
                case SummarySnapshot summaries ->
                    summaries.getDataPoints().forEach(p -> {
                        String tags = tags(p.getLabels());
                        samples.add(new MeterSample(name + "_count", tags, "summary", p.getCount(), help));
                        samples.add(new MeterSample(name + "_sum", tags, "summary", p.getSum(), help));
                    });
                case InfoSnapshot infos ->
                    infos.getDataPoints()
                            .forEach(p ->
                                    samples.add(new MeterSample(name + "_info", tags(p.getLabels()), "info", 1, help)));
                default -> {
                    // No meter of ours is of another kind.
                }
            }
        }
        return samples;
    }

    private static String tags(Labels labels) {
        return StreamSupport.stream(labels.spliterator(), false)
                .map((Label label) -> label.getName() + "=" + label.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }
}
