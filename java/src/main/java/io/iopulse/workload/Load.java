package io.iopulse.workload;

import io.iopulse.units.Size;

/**
 * What one worker does.
 *
 * @param queueDepth requests in flight per worker
 * @param blocks sizes of its operations
 * @param vectors parts that every buffer is cut into; 1: not vectored
 * @param submissionLatency also record the time inside submit
 * @param heatmapBuckets parts of the targets' space whose accesses are shown; 0: no heatmap
 * @param pace when the next operation starts
 * @param content of its writes
 * @param verification whether what is read is compared with what was written
 */
public record Load(
        EngineChoice engine,
        int queueDepth,
        Blocks blocks,
        Access access,
        Mix mix,
        SyncPolicy sync,
        Advice advice,
        int vectors,
        boolean direct,
        boolean hugePages,
        boolean submissionLatency,
        int heatmapBuckets,
        Pace pace,
        Content content,
        Verification verification) {

    public static final int DEPTH_MAX = 4096;
    public static final int VECTORS_MAX = 64;
    public static final int HEATMAP_BUCKETS_MAX = 10_000;

    /** Enough to tell a share of 1 %. */
    private static final int HEAT_BUCKETS_UNASKED = 100;

    public static final Size BLOCK_MIN = new Size(512);
    public static final Size BLOCK_MAX = Size.ofGiB(1);

    /** The smallest unit that a device moves without the page cache. */
    public static final int SECTOR_BYTES = 512;

    public Load {
        Require.that(queueDepth >= 1 && queueDepth <= DEPTH_MAX, "depth", queueDepth);
        Require.that(
                queueDepth == 1 || engine.kind().queues(),
                "depth and engine",
                queueDepth,
                engine.kind());
        Require.that(vectors >= 1 && vectors <= VECTORS_MAX, "vectors", vectors);
        Require.that(
                vectors == 1 || engine.kind().takesVectors(), "vectors with engine", engine.kind());
        Require.that(vectors == 1 || !blocks.areMixed(), "vectors of several sizes", blocks);
        Require.that(
                blocks.smallest().compareTo(blockMin(vectors)) >= 0
                        && (!direct || blocks.unit().isMultipleOf(SECTOR_BYTES)),
                "block size, parts, direct",
                blocks,
                vectors,
                direct);
        Require.that(
                !direct || (engine.kind() != EngineKind.MMAP && engine.kind().opensTargets()),
                "direct I/O with engine",
                engine.kind());
        Require.that(
                heatmapBuckets >= 0 && heatmapBuckets <= HEATMAP_BUCKETS_MAX,
                "heatmap buckets",
                heatmapBuckets);
        Require.that(
                pace.depth().isEmpty() || pace.depth().get().max() == queueDepth,
                "depth and the depth over time",
                queueDepth,
                pace.depth());
        Require.that(
                (pace.think().read().isZero() || mix.reads())
                        && (pace.think().write().isZero() || mix.writes())
                        && (pace.think().trim().isZero() || mix.trims()),
                "think time after operations that never come",
                pace.think());
        Require.that(
                mix.writes() || verification.isOn() || content.equals(Content.UNIQUE),
                "content without writes",
                content);
        Require.that(
                verification.fits(blocks.unit(), mix, pace, content)
                        && (!verification.isOn()
                                || engine.kind() == EngineKind.AUTO
                                || engine.kind().opensTargets()),
                "verification of such a load",
                verification);
        Require.that(!sync.needsWrites() || mix.writes(), "syncs without writes");
        Require.that(
                advice.madvise().isEmpty() || engine.kind() == EngineKind.MMAP,
                "mapping advice with engine",
                engine.kind());
    }

    /** The smallest block that can be cut into so many parts. */
    public static Size blockMin(int vectors) {
        return new Size(Math.max(BLOCK_MIN.bytes(), (long) vectors * SECTOR_BYTES));
    }

    /** What targets are counted in: the size of every operation where they have one. */
    public Size blockSize() {
        return blocks.unit();
    }

    /** The same load on another engine. */
    public Load withEngine(EngineChoice choice) {
        return new Load(
                choice,
                queueDepth,
                blocks,
                access,
                mix,
                sync,
                advice,
                vectors,
                direct,
                hugePages,
                submissionLatency,
                heatmapBuckets,
                pace,
                content,
                verification);
    }

    /**
     * In how many parts accesses are counted, so that results tell the skew; 0: they are not. A
     * skewed law tells what became of it unasked.
     */
    public int heatBuckets() {
        return heatmapBuckets == 0 && access.isSkewed() ? HEAT_BUCKETS_UNASKED : heatmapBuckets;
    }
}
