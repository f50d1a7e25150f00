package io.truenow.sql.proof;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares answers: doubles within {@link #TOLERANCE}, all else exactly, rows in their order or as multisets. */
final class Answers {

    /** Largest difference of two doubles that count as equal, relative to the larger. */
    static final double TOLERANCE = 1e-9;

    /** Largest difference, whatever their size: less than any number of the data but 0. */
    private static final double NEAR_ZERO = 1e-12;

    private static final int SHOWN = 12;

    /** Most rows of which every pairing is tried, which takes the cube of them. */
    private static final int MATCHED = 300;

    private Answers() {}

    /** What differs, in one sentence; null if nothing does. */
    static @Nullable String difference(
            List<List<@Nullable Object>> left, List<List<@Nullable Object>> right, boolean ordered) {
        if (left.size() != right.size()) {
            return left.size() + " rows, not " + right.size() + shown(left, right);
        }
        List<List<@Nullable Object>> first = ordered ? left : sorted(left);
        List<List<@Nullable Object>> second = ordered ? right : sorted(right);
        boolean same = true;
        for (int i = 0; i < first.size() && same; i++) {
            same = sameRow(first.get(i), second.get(i));
        }
        if (same || !ordered && (paired(first, second) || first.size() <= MATCHED && matched(first, second))) {
            return null;
        }
        return "other rows" + shown(first, second);
    }

    /** Whether each row finds one of its own if the first that is free is taken. */
    private static boolean paired(List<List<@Nullable Object>> left, List<List<@Nullable Object>> right) {
        List<List<@Nullable Object>> free = new ArrayList<>(right);
        for (List<@Nullable Object> row : left) {
            int found = -1;
            for (int i = 0; i < free.size() && found < 0; i++) {
                found = sameRow(row, free.get(i)) ? i : -1;
            }
            if (found < 0) {
                return false;
            }
            free.remove(found);
        }
        return true;
    }

    /** Whether each row finds one of its own, for rows that rounding sorts apart. Who came first gives way where it can have another. */
    private static boolean matched(List<List<@Nullable Object>> left, List<List<@Nullable Object>> right) {
        int[] owner = new int[right.size()];
        Arrays.fill(owner, -1);
        for (int row = 0; row < left.size(); row++) {
            if (!finds(row, left, right, owner, new boolean[right.size()])) {
                return false;
            }
        }
        return true;
    }

    private static boolean finds(
            int row,
            List<List<@Nullable Object>> left,
            List<List<@Nullable Object>> right,
            int[] owner,
            boolean[] asked) {
        for (int other = 0; other < owner.length; other++) {
            if (!asked[other] && sameRow(left.get(row), right.get(other))) {
                asked[other] = true;
                if (owner[other] < 0 || finds(owner[other], left, right, owner, asked)) {
                    owner[other] = row;
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean sameRow(List<@Nullable Object> left, List<@Nullable Object> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!sameValue(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameValue(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right;
        }
        if (left instanceof Number a && right instanceof Number b) {
            if (isWhole(a) && isWhole(b)) {
                return decimal(a).compareTo(decimal(b)) == 0;
            }
            double x = a.doubleValue();
            double y = b.doubleValue();
            return Double.compare(x, y) == 0
                    || Math.abs(x - y) <= Math.max(NEAR_ZERO, TOLERANCE * Math.max(Math.abs(x), Math.abs(y)))
                            && Double.isFinite(x - y);
        }
        return left.equals(right);
    }

    private static boolean isWhole(Number number) {
        return number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger;
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
        List<List<@Nullable Object>> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Answers::key));
        return sorted;
    }

    private static String key(List<@Nullable Object> row) {
        StringBuilder key = new StringBuilder();
        for (Object value : row) {
            key.append(value instanceof Number n ? String.format(Locale.ROOT, "%.6e", n.doubleValue() + 0.0) : value)
                    .append('\u0001');
        }
        return key.toString();
    }

    private static String shown(List<List<@Nullable Object>> left, List<List<@Nullable Object>> right) {
        List<List<@Nullable Object>> onlyLeft = new ArrayList<>(left);
        List<List<@Nullable Object>> onlyRight = new ArrayList<>(right);
        for (List<@Nullable Object> row : left) {
            for (int i = 0; i < onlyRight.size(); i++) {
                if (sameRow(row, onlyRight.get(i))) {
                    onlyRight.remove(i);
                    onlyLeft.remove(row);
                    break;
                }
            }
        }
        return ": only one side " + onlyLeft.subList(0, Math.min(SHOWN, onlyLeft.size())) + ", only the other "
                + onlyRight.subList(0, Math.min(SHOWN, onlyRight.size()));
    }
}
