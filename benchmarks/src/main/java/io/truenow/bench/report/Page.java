package io.truenow.bench.report;

import io.truenow.bench.profile.Profile;
import io.truenow.bench.question.Engine;
import io.truenow.bench.question.Growth;
import io.truenow.bench.question.Questioning.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run as a page of Markdown. Stateless. */
public final class Page {

    private static final double SCAN_TARGET = 1.2;
    private static final double MEAN_TARGET = 3;

    private Page() {}

    /**
     * The page.
     *
     * @param chart file name of the chart beside it
     */
    public static String markdown(Found found, String chart) {
        List<String> lines = new ArrayList<>();
        lines.add("# W1 side by side");
        lines.add("");
        lines.add(
                "This page is written by `./truenow bench --out FILE`; what is measured and how is in `performance.md`.");
        lines.add("");
        lines.add("| | |");
        lines.add("|---|---|");
        found.circumstances().forEach((name, value) -> lines.add("| " + name + " | " + cell(value) + " |"));
        lines.add("");
        lines.add("![Ratios of the run](" + chart + ")");
        comparisons(found, lines);
        questions(found.questions(), lines);
        growth(found.growth(), lines);
        memory(found.memory(), lines);
        found.profiles().forEach(profile -> profile(profile, lines));
        if (!found.notes().isEmpty()) {
            lines.add("");
            lines.add("## Notes");
            lines.add("");
            found.notes().forEach(note -> lines.add("- " + note));
        }
        lines.add("");
        return String.join("\n", lines);
    }

    private static void comparisons(Found found, List<String> lines) {
        if (found.comparisons().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("## The table");
        lines.add("");
        lines.add(
                "Medians of the rounds, with the smallest and the largest. The ratio says how many times better TrueNow is; below 1 it is"
                        + " worse. In brackets: the ratios of single rounds.");
        lines.add("");
        lines.add("| # | what | TrueNow | peer, same run | ratio | to reach |");
        lines.add("|---|---|---|---|---|---|");
        for (Comparison c : found.comparisons()) {
            lines.add("| " + c.id() + " | " + c.what() + " | " + figure(c.ours(), c.unit(), c.oursNote()) + " | "
                    + (c.peer().isEmpty() ? "–" : c.peer() + ": " + figure(c.theirs(), c.unit(), c.theirsNote()))
                    + " | "
                    + ratio(c) + " | " + (c.target() == 0 ? "–" : "≥ " + number(c.target())) + " |");
        }
    }

    private static String ratio(Comparison c) {
        return c.hasRatio()
                ? "**" + number(c.ratio()) + "** (" + number(c.ratios().min()) + "–"
                        + number(c.ratios().max()) + ")"
                : "–";
    }

    private static String figure(Figure figure, String unit, String note) {
        if (!figure.exists()) {
            return cell(figure.missing());
        }
        String spread =
                figure.rounds().size() == 1 ? "" : " (" + number(figure.min()) + "–" + number(figure.max()) + ")";
        return number(figure.median()) + " " + unit + spread + (note.isEmpty() ? "" : "; " + cell(note));
    }

    private static void questions(List<Asked> questions, List<String> lines) {
        if (questions.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("## R4: W1's questions");
        lines.add("");
        lines.add(
                "Milliseconds, median (smallest–largest). TrueNow over its JDBC route, QuestDB over the PostgreSQL wire, both prepared;"
                        + " ClickHouse inside of its process, no wire. Every answer was held against TrueNow's; an answer that differs has no figure."
                        + " Approximate: `approximate distinct users` and `p95 by region`; there TrueNow's are exact as yet.");
        lines.add("");
        lines.add("| question | TrueNow | QuestDB | ClickHouse | faster peer / TrueNow | to reach |");
        lines.add("|---|---|---|---|---|---|");
        for (Asked asked : questions) {
            double ratio = asked.ratio();
            lines.add("| " + asked.question().title() + " | " + millis(asked.of(Engine.Side.TRUENOW)) + " | "
                    + millis(asked.of(Engine.Side.QUESTDB)) + " | " + millis(asked.of(Engine.Side.CLICKHOUSE)) + " | "
                    + (Double.isNaN(ratio) ? "–" : "**" + number(ratio) + "**") + " | "
                    + (asked.question().scan() ? "≥ " + number(SCAN_TARGET) : "not slower") + " |");
        }
        double mean = scanMean(questions);
        lines.add("");
        lines.add(
                Double.isNaN(mean)
                        ? "A geometric mean of the scans is not given, because a scan has no ratio."
                        : "Geometric mean of the scans: **" + number(mean) + "** (to reach: " + number(MEAN_TARGET)
                                + ").");
    }

    private static void growth(List<Growth> growth, List<String> lines) {
        if (growth.isEmpty()) {
            return;
        }
        Growth first = growth.getFirst();
        lines.add("");
        lines.add("## R11: what a longer history costs");
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Milliseconds for a million further events, by the medians of the same questions over %,d and %,d events. To reach: not more than"
                        + " the peer with the smaller figure.",
                first.shortEvents(),
                first.longEvents()));
        lines.add("");
        lines.add("| question | TrueNow | QuestDB | ClickHouse | smaller peer / TrueNow |");
        lines.add("|---|---|---|---|---|");
        for (Growth each : growth) {
            double ratio = each.peerSlope() / each.slope(Engine.Side.TRUENOW);
            lines.add("| " + each.large().question().title() + " | " + slope(each, Engine.Side.TRUENOW) + " | "
                    + slope(each, Engine.Side.QUESTDB) + " | " + slope(each, Engine.Side.CLICKHOUSE) + " | "
                    + (ratio > 0 && Double.isFinite(ratio) ? "**" + number(ratio) + "**" : "–") + " |");
        }
    }

    private static String slope(Growth growth, Engine.Side side) {
        double slope = growth.slope(side);
        return Double.isNaN(slope)
                ? "–"
                : number(slope) + " (" + number(growth.small().of(side).median()) + " → "
                        + number(growth.large().of(side).median()) + ")";
    }

    /** Geometric mean of the ratios of the scans; NaN if one has none. */
    static double scanMean(List<Asked> questions) {
        return Math.exp(questions.stream()
                .filter(asked -> asked.question().scan())
                .mapToDouble(asked -> Math.log(asked.ratio()))
                .average()
                .orElse(Double.NaN));
    }

    private static String millis(Figure figure) {
        return figure.exists()
                ? number(figure.median()) + " (" + number(figure.min()) + "–" + number(figure.max()) + ")"
                : cell(figure.missing());
    }

    private static void memory(List<Found.Memory> memory, List<String> lines) {
        if (memory.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("## R10: bytes an event in memory");
        lines.add("");
        for (Found.Memory each : memory) {
            String parts = each.missing().isEmpty()
                    ? each.bytes().entrySet().stream()
                            .map(part -> part.getKey() + " " + number(part.getValue()))
                            .collect(Collectors.joining(", "))
                    : each.missing();
            lines.add("- " + each.what() + ": " + parts + " (to reach: " + number(each.target())
                    + ", dictionaries left out)");
        }
    }

    private static void profile(Profile profile, List<String> lines) {
        lines.add("");
        lines.add("## Where the time goes: " + profile.load());
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%.1f s of core time, %d samples of Java code (one each 10 ms of core time, Flight Recorder). A sample counts for the part"
                        + " whose frame is nearest to the top of its stack.",
                profile.coreSeconds(),
                profile.samples()));
        lines.add("");
        lines.add("| share of the samples | part |");
        lines.add("|---|---|");
        profile.parts().forEach(share -> lines.add("| " + percent(share.of()) + " | " + share.name() + " |"));
        lines.add("");
        lines.add("Threads, by core time: " + list(profile.threads()) + ".");
        lines.add("");
        lines.add("Methods on top: " + list(profile.methods()) + ".");
    }

    private static String list(List<Profile.Share> shares) {
        return shares.stream()
                .map(share -> "`" + share.name() + "` " + percent(share.of()))
                .collect(Collectors.joining(", "));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static String cell(String text) {
        String line = text.replaceAll("\\s+", " ").replace("|", "\\|").strip();
        return line.length() > 240 ? line.substring(0, 240) + " …" : line;
    }

    /** Three significant digits, thousands as k. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 10_000) {
            return String.format(Locale.ROOT, "%.0f k", value / 1000);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
