package io.iopulse.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The newest value of each of some workers that follow one another by number, and their sum. */
final class LastOfWorkers {
    private static final long NONE = Long.MIN_VALUE;

    private final int first;
    private final int workers;
    private long @Nullable [] values;
    private long sum;

    LastOfWorkers(int first, int workers) {
        this.first = first;
        this.workers = workers;
    }

    void set(int worker, long value) {
        long[] known = known();
        long before = known[worker - first];
        sum += value - (before == NONE ? 0 : before);
        known[worker - first] = value;
    }

    private long[] known() {
        long[] known = values;
        if (known == null) {
            known = new long[workers];
            Arrays.fill(known, NONE);
            values = known;
        }
        return known;
    }

    /** Takes the values that another one of the same workers has. */
    void setAll(LastOfWorkers later) {
        for (int i = 0; later.values != null && i < workers; i++) {
            if (later.values[i] != NONE) {
                set(first + i, later.values[i]);
            }
        }
    }

    /** Takes in other workers. */
    void absorb(LastOfWorkers others) {
        sum += others.sum;
    }

    /** Keeps the sum only: no worker has a value to come. */
    void seal() {
        values = null;
    }

    long sum() {
        return sum;
    }
}
