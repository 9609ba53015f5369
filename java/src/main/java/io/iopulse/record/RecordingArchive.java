package io.iopulse.record;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** A recording as one compressed file, the queue's own with gzip, to go to another machine. */
public final class RecordingArchive {
    private static final int PART_BYTES = 1 << 20;

    /** As Chronicle names the file of a day. */
    private static final DateTimeFormatter QUEUE_FILE =
            DateTimeFormatter.ofPattern("yyyyMMdd'F.cq4'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RecordingArchive() {}

    /** Returns the file, which did not exist. */
    public static Path write(Path directory, Path file) throws IOException, RecordingException {
        Path queue = RunsDirectory.queueFile(directory);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
                OutputStream packed = new GZIPOutputStream(out, PART_BYTES)) {
            Files.copy(queue, packed);
        }
        return file;
    }

    /** Returns the new directory among the runs; leaves nothing when the file is no recording. */
    public static Path read(Path file, RunsDirectory runs) throws IOException, RecordingException {
        Path part = Files.createTempDirectory(Files.createDirectories(runs.path()), ".import");
        Path queue = part.resolve("part.cq4");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                InputStream plain = new GZIPInputStream(in, PART_BYTES)) {
            unpack(plain, queue);
            RunFacts first = firstRun(part, file);
            Path directory = runs.create(first.startedAt(), first.workload().name());
            Files.move(queue, directory.resolve(QUEUE_FILE.format(first.startedAt())));
            return directory;
        } catch (ZipException | EOFException e) {
            throw new RecordingException("%s is no exported recording: %s".formatted(file, e));
        } finally {
            RunsDirectory.discard(part);
        }
    }

    private static void unpack(InputStream plain, Path queue) throws IOException {
        try (OutputStream out = Files.newOutputStream(queue, StandardOpenOption.CREATE_NEW)) {
            byte[] bytes = plain.readNBytes(PART_BYTES);
            while (bytes.length > 0) {
                if (queue.toFile().getUsableSpace() < QueueAppender.FREE_MIN.bytes()) {
                    throw new IOException("too little space is left in " + queue.getParent());
                }
                out.write(bytes);
                bytes = plain.readNBytes(PART_BYTES);
            }
        }
    }

    private static RunFacts firstRun(Path directory, Path file)
            throws IOException, RecordingException {
        Optional<RunFacts> first = RecordingSummary.of(directory).runs().stream().findFirst();
        return first.orElseThrow(() -> new RecordingException("%s holds no run".formatted(file)));
    }
}
