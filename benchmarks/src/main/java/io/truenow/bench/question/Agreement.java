package io.truenow.bench.question;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds two answers against each other, whatever the order of their rows. */
final class Agreement {

    private static final double EXACT = 1e-9;
    private static final double APPROXIMATE = 0.1;

    private Agreement() {}

    /** How they differ; empty if they agree. */
    static String difference(
            Question.Check check, List<List<@Nullable Object>> left, List<List<@Nullable Object>> right) {
        if (left.size() != right.size()) {
            return left.size() + " rows beside " + right.size();
        }
        List<List<@Nullable Object>> a = sorted(left);
        List<List<@Nullable Object>> b = sorted(right);
        for (int row = 0; row < a.size(); row++) {
            if (!agree(check, a.get(row), b.get(row))) {
                return a.get(row) + " beside " + b.get(row);
            }
        }
        return "";
    }

    private static boolean agree(Question.Check check, List<@Nullable Object> a, List<@Nullable Object> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            Object x = a.get(i);
            Object y = b.get(i);
            boolean same = x instanceof Double d && y instanceof Double e ? close(check, d, e) : equal(x, y);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(@Nullable Object x, @Nullable Object y) {
        return x == null ? y == null : x.equals(y);
    }

    private static boolean close(Question.Check check, double x, double y) {
        double tolerance = check == Question.Check.EXACT ? EXACT : APPROXIMATE;
        return Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y));
    }

    /** By text first, then by numbers, so that keys decide and the last bits of a sum do not. */
    private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
        List<List<@Nullable Object>> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Agreement::texts).thenComparing(Agreement::numbers, Agreement::byNumbers));
        return sorted;
    }

    private static String texts(List<@Nullable Object> row) {
        StringBuilder texts = new StringBuilder();
        for (Object value : row) {
            if (value instanceof String text) {
                texts.append(text).append('\0');
            }
        }
        return texts.toString();
    }

    private static List<Double> numbers(List<@Nullable Object> row) {
        List<Double> numbers = new ArrayList<>();
        for (Object value : row) {
            if (value instanceof Double number) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static int byNumbers(List<Double> a, List<Double> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = Double.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
