package io.iopulse.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where recordings are kept: a directory each, named by the time and the name of the run. */
public final class RunsDirectory {
    /** In place of a name: the newest recording. */
    public static final String LAST = "last";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final int NAME_CHARS_MAX = 60;
    private static final String QUEUE_FILES = "*.cq4";
    private static final String METADATA = "metadata.cq4t";

    private final Path path;

    public RunsDirectory(Path path) {
        this.path = path;
    }

    /** As the XDG base directory specification has it; empty where no home is known. */
    public static Optional<RunsDirectory> ofUser(Map<String, String> environment) {
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        if (data.startsWith("/")) {
            return Optional.of(new RunsDirectory(Path.of(data, "iopulse", "runs")));
        }
        return home.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RunsDirectory(Path.of(home, ".local", "share", "iopulse", "runs")));
    }

    public Path path() {
        return path;
    }

    /** Makes the directory of a run that begins. */
    public Path create(Instant time, String name) throws IOException {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-");
        String cut = plain.substring(0, Math.min(NAME_CHARS_MAX, plain.length()));
        Files.createDirectories(path);
        return Files.createDirectory(path.resolve(TIME.format(time) + "-" + cut));
    }

    /** Removes a directory that was made for a recording; what else lies in it stays. */
    public static void discard(Path directory) {
        try {
            for (Path file : queueFiles(directory)) {
                Files.delete(file);
            }
            Files.deleteIfExists(directory.resolve(METADATA));
            Files.deleteIfExists(directory.resolve(WriterMark.NAME));
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recordings, oldest first. */
    public List<Path> list() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> entries =
                    Files.newDirectoryStream(path, RunsDirectory::isRecording)) {
                entries.forEach(found::add);
            }
        }
        Collections.sort(found);
        return found;
    }

    /** Whether the run of a recording is still under way. */
    public static boolean isBeingWritten(Path directory) {
        return WriterMark.isHeld(directory);
    }

    /** Whether a directory looks like a recording. */
    static boolean isRecording(Path directory) throws IOException {
        return Files.isDirectory(directory) && !queueFiles(directory).isEmpty();
    }

    static List<Path> queueFiles(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, QUEUE_FILES)) {
            found.forEach(files::add);
        }
        return files;
    }

    /** The one file of a recording. */
    static Path queueFile(Path directory) throws IOException, RecordingException {
        List<Path> files = queueFiles(directory);
        if (files.size() != 1) {
            throw new RecordingException(
                    "%s is not a recording: it has %d files of a queue, and not 1"
                            .formatted(directory, files.size()));
        }
        return files.get(0);
    }

    /** Bytes of the files of a recording; the queue's own has holes, which count. */
    public static long bytes(Path directory) throws IOException {
        long bytes = 0;
        for (Path file : queueFiles(directory)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /**
     * The directory of the recording that is meant by a path, a name, a part of one name only, or
     * {@link #LAST}.
     */
    public Path find(String word) throws IOException, RecordingException {
        Path direct = Path.of(word);
        if (word.contains("/") && Files.isDirectory(direct)) {
            return direct;
        }
        List<Path> all = list();
        List<Path> matching =
                all.stream()
                        .filter(
                                run ->
                                        word.equals(LAST)
                                                || run.getFileName().toString().contains(word))
                        .toList();
        Optional<Path> exact =
                all.stream().filter(run -> run.getFileName().toString().equals(word)).findFirst();
        if (exact.isPresent()) {
            return exact.get();
        }
        if (matching.size() == 1 || (word.equals(LAST) && !matching.isEmpty())) {
            return matching.get(matching.size() - 1);
        }
        if (matching.isEmpty() && Files.isDirectory(direct)) {
            return direct;
        }
        throw new RecordingException(
                matching.isEmpty()
                        ? "there is no recording '%s' in %s; iopulse runs lists them"
                                .formatted(word, path)
                        : "'%s' is a part of %d names in %s; give more of it"
                                .formatted(word, matching.size(), path));
    }
}
