package io.truenow.bench.report;

import io.truenow.bench.question.Questioning.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ratios of a run as bars on a logarithmic scale, in SVG that reads on light and dark ground. Stateless. */
public final class Chart {

    private static final int LEFT = 300;
    private static final int WIDTH = 860;
    private static final int ROW = 22;
    private static final int TOP = 46;
    private static final double SMALLEST = 0.05;
    private static final double LARGEST = 20;

    private Chart() {}

    private record Bar(String label, double ratio, double target) {}

    /** The chart; it says so if there is nothing to show. */
    public static String svg(Found found) {
        List<Bar> bars = new ArrayList<>();
        for (Comparison c : found.comparisons()) {
            if (c.hasRatio()) {
                bars.add(new Bar(c.id() + " " + c.what(), c.ratio(), c.target()));
            }
        }
        for (Asked asked : found.questions()) {
            if (!Double.isNaN(asked.ratio())) {
                bars.add(new Bar(
                        "R4 " + asked.question().title(),
                        asked.ratio(),
                        asked.question().scan() ? 1.2 : 1));
            }
        }
        int height = TOP + bars.size() * ROW + 20;
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH,
                height,
                WIDTH));
        out.append(
                "<style>text{fill:#334}line{stroke:#99a}@media(prefers-color-scheme:dark){text{fill:#dde}}</style>\n");
        text(out, 8, 18, "start", "How many times better than the peer (logarithmic; a tick is the ratio to reach)");
        for (double at : new double[] {0.1, 0.2, 0.5, 1, 2, 5, 10}) {
            line(out, x(at), TOP - 6, x(at), height - 14, at == 1 ? 2 : 0.5);
            text(out, x(at), TOP - 10, "middle", at < 1 ? Double.toString(at) : Integer.toString((int) at));
        }
        for (int i = 0; i < bars.size(); i++) {
            bar(out, bars.get(i), TOP + i * ROW);
        }
        if (bars.isEmpty()) {
            text(out, 8, TOP + 10, "start", "No ratio was taken.");
        }
        return out.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder out, Bar bar, int y) {
        double from = Math.min(x(1), x(bar.ratio()));
        double to = Math.max(x(1), x(bar.ratio()));
        String colour = bar.ratio() >= Math.max(bar.target(), 1) ? "#2a9d63" : bar.ratio() >= 1 ? "#d9a521" : "#c8553d";
        out.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"14\" rx=\"2\" fill=\"%s\"/>%n",
                from,
                y,
                Math.max(1, to - from),
                colour));
        if (bar.target() > 0) {
            line(out, x(bar.target()), y - 3, x(bar.target()), y + 17, 2.5);
        }
        String label = bar.label().length() > 46 ? bar.label().substring(0, 45) + "…" : bar.label();
        text(out, LEFT - 8, y + 11, "end", label);
        text(out, WIDTH - 6, y + 11, "end", Page.number(bar.ratio()));
    }

    private static double x(double ratio) {
        double bounded = Math.min(LARGEST, Math.max(SMALLEST, ratio));
        double share = Math.log(bounded / SMALLEST) / Math.log(LARGEST / SMALLEST);
        return LEFT + share * (WIDTH - 60 - LEFT);
    }

    private static void line(StringBuilder out, double x, double y, double toX, double toY, double width) {
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke-width=\"%.1f\"/>%n",
                x,
                y,
                toX,
                toY,
                width));
    }

    private static void text(StringBuilder out, double x, double y, String anchor, String words) {
        String safe = words.replace("&", "&amp;").replace("<", "&lt;");
        out.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, safe));
    }
}
