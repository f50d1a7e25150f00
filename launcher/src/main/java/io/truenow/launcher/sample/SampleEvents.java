package io.truenow.launcher.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The events of {@code truenow populate}: a pure function of a seed and a time, so that whoever knows both knows every right answer. The
 * first event carries the time, so that it can be found again.
 *
 * @param seed which events
 * @param baseMicros when "now" was, in microseconds since 1970
 * @param hour events over the hour before
 * @param now events of the last moment
 */
public record SampleEvents(long seed, long baseMicros, int hour, int now) {

    /** The documented number: 1,000 events of the hour and 50 of now. */
    public static final int DOCUMENTED = 1_050;

    /** Fewest events, one of them of now. */
    public static final int FEWEST = 21;

    /** Most events, which are all in memory at once. */
    public static final int MOST = 100_000;

    private static final int OF_NOW = 50;

    /** Dimension that all of them carry, so that other events in a table do no harm. */
    public static final String SOURCE = "source";

    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final int QUARTERS = 4_000;

    /** So many events: at most {@value #OF_NOW} of them of now, of a few as large a part as of the documented number. */
    public static SampleEvents of(long seed, long baseMicros, int count) {
        int now = Math.min(OF_NOW, count * OF_NOW / DOCUMENTED);
        return new SampleEvents(seed, baseMicros, count - now, now);
    }

    /** Value of {@link #SOURCE}; other than for the documented number it names the number, so that each set is one of its own. */
    public String source() {
        int count = hour + now;
        return "populate-" + seed + (count == DOCUMENTED ? "" : "-" + count);
    }

    /** Id of the first event, whose time is {@link #baseMicros()}. */
    public String firstId() {
        return source() + "-0";
    }

    /** Table of the first event. */
    public static SampleTable firstTable() {
        return SampleTable.ALL.getFirst();
    }

    /** All events in the order in which they are sent. */
    public List<SampleEvent> all() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<SampleEvent> events = new ArrayList<>(hour + now);
        for (int i = 0; i < hour + now; i++) {
            long age = i == 0 ? 0 : i < hour ? random.nextLong(HOUR_MICROS) : i;
            SampleTable table = i == 0 ? firstTable() : SampleTable.ALL.get(random.nextInt(SampleTable.ALL.size()));
            events.add(event(table, i, baseMicros - age, random));
        }
        return events;
    }

    private SampleEvent event(SampleTable table, int i, long timeMicros, RandomGenerator random) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        dimensions.put(SOURCE, source());
        new TreeMap<>(table.dimensions())
                .forEach((name, values) -> dimensions.put(name, values.get(random.nextInt(values.size()))));
        Map<String, Double> metrics = new LinkedHashMap<>();
        table.metrics().forEach(name -> metrics.put(name, random.nextInt(QUARTERS) / 4.0));
        return new SampleEvent(table, source() + "-" + i, timeMicros, dimensions, metrics);
    }

    /** The events of a table, in the order in which they are sent. */
    public List<SampleEvent> of(SampleTable table) {
        return all().stream().filter(event -> event.table().equals(table)).toList();
    }
}
