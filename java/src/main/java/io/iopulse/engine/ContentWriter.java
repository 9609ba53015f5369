package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.workload.Content;
import net.openhft.chronicle.bytes.BytesStore;

/** Lays out what the writes of a job contain; strings lie among the job's text. */
final class ContentWriter {
    private ContentWriter() {}

    /** Bytes of text that all loads need. */
    static long textBytes(Job job) {
        return job.loads().stream()
                .mapToLong(load -> load.component().load().content().hex().length() / 2)
                .sum();
    }

    /** Returns the bytes of text that it took at {@code textEnd}. */
    static int write(
            BytesStore<?, Void> memory, long at, Content content, long textOffset, long textEnd) {
        byte[] string = content.string();
        memory.writeInt(
                at + JOB_CONTENT_PATTERN,
                content.isRandom() ? JOB_PATTERN_RANDOM : JOB_PATTERN_STRING);
        memory.writeInt(at + JOB_CONTENT_STRING_OFFSET, (int) textEnd);
        memory.writeInt(at + JOB_CONTENT_STRING_BYTES, string.length);
        memory.writeLong(
                at + JOB_CONTENT_COMPRESS_LIMIT, JobWriter.share(content.compress().value()));
        memory.writeLong(at + JOB_CONTENT_DEDUPE_LIMIT, JobWriter.share(content.dedupe().value()));
        memory.write(textOffset + textEnd, string, 0, string.length);
        return string.length;
    }
}
