package io.iopulse.workload;

import static io.iopulse.workload.AdviceFlag.DONTNEED;
import static io.iopulse.workload.AdviceFlag.HUGEPAGE;
import static io.iopulse.workload.AdviceFlag.NOHUGEPAGE;
import static io.iopulse.workload.AdviceFlag.NOREUSE;
import static io.iopulse.workload.AdviceFlag.RAND;
import static io.iopulse.workload.AdviceFlag.SEQ;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Hints to the kernel, for files and for mappings. */
public record Advice(Set<AdviceFlag> fadvise, Set<AdviceFlag> madvise) {
    /** What {@code posix_fadvise} takes. */
    public static final Set<AdviceFlag> FOR_FILES =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(HUGEPAGE, NOHUGEPAGE)));

    /** What {@code madvise} takes and what changes a mapping that nobody has touched yet. */
    public static final Set<AdviceFlag> FOR_MAPPINGS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(DONTNEED, NOREUSE)));

    /** Advice about the page cache's way of reading, which direct I/O does not go. */
    public static final Set<AdviceFlag> FOR_BUFFERED =
            Collections.unmodifiableSet(EnumSet.of(SEQ, RAND, NOREUSE));

    /** Of each pair the kernel takes in the last one only. */
    public static final List<Set<AdviceFlag>> OPPOSITES =
            List.of(Set.of(SEQ, RAND), Set.of(HUGEPAGE, NOHUGEPAGE));

    public static final Advice NONE = new Advice(Set.of(), Set.of());

    public Advice {
        fadvise = copy(fadvise);
        madvise = copy(madvise);
        Require.that(FOR_FILES.containsAll(fadvise), "file advice", fadvise);
        Require.that(FOR_MAPPINGS.containsAll(madvise), "mapping advice", madvise);
    }

    private static Set<AdviceFlag> copy(Set<AdviceFlag> flags) {
        EnumSet<AdviceFlag> copy = EnumSet.noneOf(AdviceFlag.class);
        copy.addAll(flags);
        return Collections.unmodifiableSet(copy);
    }
}
