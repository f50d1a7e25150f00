package io.truenow.truth.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A report as text for a person and as JSON for a program. */
public final class ReportForms {

    /** Differences of a table that the text shows; the JSON has all that were kept. */
    private static final int SHOWN = 5;

    private ReportForms() {}

    /** Lines: a table each, what is wrong below it, damage of the log, the totals. */
    public static String text(VerifyReport report) {
        StringBuilder text = new StringBuilder();
        for (TableReport table : report.tables()) {
            line(text, "%-12s  %s", table.state(), table.table());
            line(
                    text,
                    "    %,d logged = %,d stored + %,d duplicates + %,d conflicting; %,d rows served, distinct ids %,d and %s",
                    table.logged(),
                    table.inLog(),
                    table.duplicates(),
                    table.conflicting(),
                    table.served(),
                    table.distinctInLog(),
                    table.distinctServed() < 0 ? "unknown" : String.format(Locale.ROOT, "%,d", table.distinctServed()));
            line(text, "    hash %s log, %s served", orDash(table.hashInLog()), orDash(table.hashServed()));
            for (TableReport.Sum sum : table.sums()) {
                line(
                        text,
                        "    SUM(%s) %s log, %s served, may differ by %s (n ulp)",
                        sum.metric(),
                        sum.inLog(),
                        orDash(sum.served()),
                        sum.bound());
            }
            table.reasons().forEach(reason -> line(text, "    %s", reason));
            table.notes().forEach(note -> line(text, "    %s", note));
            if (table.unapplied() > 0) {
                line(text, "    %,d events in the log behind it are not served.", table.unapplied());
            }
            List<Difference> differences = table.differences();
            for (int i = 0; i < Math.min(SHOWN, differences.size()); i++) {
                line(text, "    %s%s", i == 0 ? "first difference, " : "", differences.get(i));
            }
            if (table.differenceCount() > SHOWN) {
                line(text, "    %,d differences in all", table.differenceCount());
            }
        }
        report.damages().forEach(damage -> line(text, "damaged log: %s", damage));
        report.problems().forEach(problem -> line(text, "%s", problem));
        line(
                text,
                "%s: %d tables equal, %d different, %d not verified; %,d events of the log folded, %,.0f events/s",
                report.state(),
                report.count(TableReport.State.EQUAL),
                report.count(TableReport.State.DIFFERENT),
                report.count(TableReport.State.NOT_VERIFIED),
                report.events(),
                report.eventsPerSecond());
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    /** One JSON object. */
    public static String json(VerifyReport report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("state", report.state().toString());
        json.put("exit_code", report.exitCode());
        json.put("equal", report.count(TableReport.State.EQUAL));
        json.put("different", report.count(TableReport.State.DIFFERENT));
        json.put("not_verified", report.count(TableReport.State.NOT_VERIFIED));
        json.put("events_folded", report.events());
        json.put("events_per_second", Math.round(report.eventsPerSecond()));
        json.put("problems", report.problems());
        json.put("damages", report.damages().stream().map(ReportForms::damage).toList());
        json.put("tables", report.tables().stream().map(ReportForms::table).toList());
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static Map<String, @Nullable Object> damage(Damage damage) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("partition", damage.partition());
        json.put("from_offset", damage.fromOffset());
        json.put("to_offset", damage.toOffset());
        json.put("reason", damage.reason());
        return json;
    }

    private static Map<String, @Nullable Object> table(TableReport table) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("namespace", table.table().namespace());
        json.put("table", table.table().table());
        json.put("state", table.state().toString());
        json.put("reasons", table.reasons());
        json.put("notes", table.notes());
        json.put("logged", table.logged());
        json.put("stored", table.inLog());
        json.put("duplicates", table.duplicates());
        json.put("conflicting", table.conflicting());
        json.put("served", table.served());
        json.put("distinct_ids_log", table.distinctInLog());
        json.put("distinct_ids_served", table.distinctServed() < 0 ? null : table.distinctServed());
        json.put("evicted", table.evicted());
        json.put("unapplied", table.unapplied());
        json.put(
                "hash_log", table.hashInLog() == null ? null : table.hashInLog().toString());
        json.put(
                "hash_served",
                table.hashServed() == null ? null : table.hashServed().toString());
        List<Map<String, @Nullable Object>> sums = new ArrayList<>();
        for (TableReport.Sum sum : table.sums()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("metric", sum.metric());
            one.put("values", sum.values());
            one.put("log", sum.inLog());
            one.put("served", sum.served());
            one.put("bound", sum.bound());
            sums.add(one);
        }
        json.put("sums", sums);
        json.put("difference_count", table.differenceCount());
        json.put(
                "differences",
                table.differences().stream().map(ReportForms::difference).toList());
        return json;
    }

    private static Map<String, @Nullable Object> difference(Difference difference) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", difference.kind().name().toLowerCase(Locale.ROOT));
        json.put("shard", difference.shard());
        json.put("event_id", difference.eventId());
        json.put("column", difference.column());
        json.put("log", difference.inLog());
        json.put("served", difference.served());
        json.put(
                "position",
                difference.position() == null ? null : difference.position().toString());
        return json;
    }
}
