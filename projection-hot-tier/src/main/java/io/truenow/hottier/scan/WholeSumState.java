package io.truenow.hottier.scan;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Exact sums of whole numbers by group, in 128 bits, which no number of rows can leave.
 * For each group the low and the high half lie side by side.
 */
final class WholeSumState extends WholeAccumulator {

    private final ScanGuard guard;
    private long[] state = new long[0];
    private boolean[] present = new boolean[0];

    WholeSumState(int slot, ScanGuard guard) {
        super(slot);
        this.guard = guard;
    }

    @Override
    public void ensure(int groups) {
        int old = present.length;
        if (groups > old) {
            int size = Math.max(groups, Math.min(old, 1 << 29) * 2);
            guard.reserve(17L * (size - old));
            state = Arrays.copyOf(state, size * 2);
            present = Arrays.copyOf(present, size);
        }
    }

    @Override
    void addValues(long[] source, int @Nullable [] groups, int count) {
        if (groups == null) {
            addToOne(source, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            add(groups[i], source[i], source[i] >> 63);
        }
    }

    /** The halves of each value are summed by themselves: a block has too few rows for either sum to leave 64 bits. */
    private void addToOne(long[] source, int count) {
        long low = 0;
        long high = 0;
        for (int i = 0; i < count; i++) {
            low += source[i] & 0xFFFF_FFFFL;
            high += source[i] >> 32;
        }
        if (count > 0) {
            add(0, high << 32, high >> 32);
            add(0, low, 0);
        }
    }

    private void add(int group, long low, long high) {
        int at = group * 2;
        long sum = state[at] + low;
        state[at] = sum;
        state[at + 1] += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        present[group] = true;
    }

    @Override
    public void merge(Accumulator other, int[] map) {
        WholeSumState theirs = (WholeSumState) other;
        for (int group = 0; group < Math.min(map.length, theirs.present.length); group++) {
            if (map[group] >= 0 && theirs.present[group]) {
                add(map[group], theirs.state[group * 2], theirs.state[group * 2 + 1]);
            }
        }
    }

    boolean isEmpty(int group) {
        return !present[group];
    }

    /** Whether the sum is a long. */
    boolean fits(int group) {
        return state[group * 2 + 1] == state[group * 2] >> 63;
    }

    /** The sum, if it fits. */
    long sum(int group) {
        return state[group * 2];
    }

    /** The sum, whatever it is. */
    BigInteger wide(int group) {
        BigInteger low =
                BigInteger.valueOf(state[group * 2] >>> 1).shiftLeft(1).or(BigInteger.valueOf(state[group * 2] & 1));
        return BigInteger.valueOf(state[group * 2 + 1]).shiftLeft(64).add(low);
    }

    /** How the sums of two groups stand to each other. */
    int compare(int left, int right) {
        int high = Long.compare(state[left * 2 + 1], state[right * 2 + 1]);
        return high != 0 ? high : Long.compareUnsigned(state[left * 2], state[right * 2]);
    }

    /** The sum divided by a number of values: whole part and rest by themselves, so that large sums lose nothing. */
    double mean(int group, long count) {
        if (fits(group)) {
            return sum(group) / count + (double) (sum(group) % count) / count;
        }
        BigInteger sum = wide(group);
        BigInteger[] parts = sum.divideAndRemainder(BigInteger.valueOf(count));
        return parts[0].longValueExact() + parts[1].doubleValue() / count;
    }
}
