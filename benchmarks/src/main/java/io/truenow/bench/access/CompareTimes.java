package io.truenow.bench.access;

import io.truenow.events.access.KeySecret;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Welch's t test of times: does a comparison of secrets take longer when the first difference comes later? For the hash of an API key, for the code of a
 * signed request, and for {@link Arrays#equals(byte[], byte[])} over a long array, which is known to, so that the test is seen to find it. Both sides are
 * drawn at random for each time; times above the 95th percentile of both are left out, because they are the machine's. By the convention of such
 * tests (Reparaz, Balasch, Verbauwhede, 2017) |t| above 4.5 is a difference.
 *
 * <p>{@code java -cp … io.truenow.bench.access.CompareTimes TIMES} prints a line for each comparison: the times of both sides in nanoseconds, and t.
 */
public final class CompareTimes {

    /** Comparisons in one time: the clock's own steps are longer than one. */
    private static final int TOGETHER = 32;

    private static final int LONG_BYTES = 4_096;
    private static final double KEPT = 0.95;
    private static final long SEED = 20_261_128;

    private CompareTimes() {}

    /** Prints the three lines. */
    public static void main(String[] arguments) {
        int times = Integer.parseInt(arguments[0]);
        String right = "5".repeat(64);
        KeySecret secret = new KeySecret("0123456789abcdef", right);
        KeySecret early = new KeySecret("0123456789abcdef", "6" + right.substring(1));
        KeySecret late = new KeySecret("0123456789abcdef", right.substring(1) + "6");
        print("hash of a key", times, () -> secret.matches(early), () -> secret.matches(late));

        byte[] message = new byte[128];
        byte[] code = secret.sign(message);
        byte[] first = code.clone();
        first[0] ^= 1;
        byte[] last = code.clone();
        last[last.length - 1] ^= 1;
        print("code of a request", times, () -> secret.signed(message, first), () -> secret.signed(message, last));

        byte[] known = new byte[LONG_BYTES];
        byte[] differsFirst = new byte[LONG_BYTES];
        differsFirst[0] = 1;
        byte[] differsLast = new byte[LONG_BYTES];
        differsLast[LONG_BYTES - 1] = 1;
        print(
                "Arrays.equals, which tells",
                times,
                () -> Arrays.equals(known, differsFirst),
                () -> Arrays.equals(known, differsLast));
    }

    private static void print(String what, int times, BooleanSupplier first, BooleanSupplier last) {
        Random random = new Random(SEED);
        measure(times / 4 + 1, random, first, last);
        long[][] nanos = measure(times, random, first, last);
        System.out.println(line(what, nanos[0], nanos[1]));
    }

    private static long[][] measure(int times, Random random, BooleanSupplier first, BooleanSupplier last) {
        long[][] nanos = new long[2][times];
        int[] counts = new int[2];
        boolean equal = false;
        while (counts[0] < times && counts[1] < times) {
            int side = random.nextBoolean() ? 1 : 0;
            BooleanSupplier compared = side == 0 ? first : last;
            long begin = System.nanoTime();
            for (int i = 0; i < TOGETHER; i++) {
                equal |= compared.getAsBoolean();
            }
            nanos[side][counts[side]++] = System.nanoTime() - begin;
        }
        if (equal) {
            throw new IllegalStateException("What differs was found equal.");
        }
        return new long[][] {Arrays.copyOf(nanos[0], counts[0]), Arrays.copyOf(nanos[1], counts[1])};
    }

    private static String line(String what, long[] first, long[] last) {
        long[] both = Arrays.copyOf(first, first.length + last.length);
        System.arraycopy(last, 0, both, first.length, last.length);
        Arrays.sort(both);
        long most = both[(int) (KEPT * (both.length - 1))];
        double[] a = moments(first, most);
        double[] b = moments(last, most);
        double t = (a[1] - b[1]) / Math.sqrt(a[2] / a[0] + b[2] / b[0]);
        return String.format(
                "%s: differs first %.2f ns, last %.2f ns, n %.0f and %.0f, t %.2f",
                what, a[1] / TOGETHER, b[1] / TOGETHER, a[0], b[0], t);
    }

    /** Number, mean and variance of the times that are not above a bound. */
    private static double[] moments(long[] nanos, long most) {
        double n = 0;
        double mean = 0;
        double squares = 0;
        for (long value : nanos) {
            if (value <= most) {
                n++;
                double step = value - mean;
                mean += step / n;
                squares += step * (value - mean);
            }
        }
        return new double[] {n, mean, squares / (n - 1)};
    }
}
