package io.iopulse.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class IntervalTest {
    @Test
    void trimmedBytesAreNoTransfer() {
        OperationCounts counts = OperationCounts.of(1, 2, 4, 8, 16);
        assertThat(counts.total()).isEqualTo(7);
        assertThat(counts.transfers()).isEqualTo(3);
        assertThat(counts.syncs()).isEqualTo(24);
        assertThat(counts.plus(counts)).isEqualTo(OperationCounts.of(2, 4, 8, 16, 32));
    }

    @Test
    void countersOfAnotherNumberOfKindsAreRefused() {
        assertThatThrownBy(() -> OperationCounts.of(1, 2, 3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 kinds");
    }

    @Test
    void everyKindHasItsOwnNumber() {
        OperationCounts counts = OperationCounts.of(1, 2, 4, 8, 16);
        long expected = 1;
        for (OperationKind kind : OperationKind.values()) {
            assertThat(counts.get(kind)).as(kind.label()).isEqualTo(expected);
            expected *= 2;
        }
    }

    @Test
    void anIntervalCannotEndBeforeItStarts() {
        assertThatThrownBy(
                        () ->
                                new Interval(
                                        0,
                                        7,
                                        1,
                                        Phase.MEASURE,
                                        9,
                                        8,
                                        OperationCounts.ZERO,
                                        OperationCounts.ZERO,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        PaceCounts.NONE,
                                        Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval 7");
    }

    @Test
    void preparationKnowsItsProgressFromTheBytes() {
        Snapshot half = Snapshot.preparing(1, 500, 1000, 250);
        assertThat(half.progress()).hasValue(0.5);
        assertThat(half.remainingNs()).isEqualTo(OptionalLong.of(2_000_000_000L));
        assertThat(Snapshot.preparing(1, 0, 0, 0).progress()).isEmpty();
    }

    @Test
    void aCaveatIsOneSentenceWithItsEvidence() {
        assertThat(new CaveatNote(Caveat.STEAL_TIME, "12 %").sentence())
                .isEqualTo("the hypervisor took CPU time away: 12 %");
    }
}
