package io.iopulse.cli;

import io.iopulse.config.UsageError;
import io.iopulse.record.Recording;
import io.iopulse.record.RecordingArchive;
import io.iopulse.record.RecordingException;
import io.iopulse.record.Replay;
import io.iopulse.record.RunsDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Recordings kept under a name, beside those of the user's runs and independent of them: a
 * directory each, which holds exported recordings.
 */
final class Baselines {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final String FILES = "*.gz";

    private final Path path;

    Baselines(RunsDirectory runs) {
        path = runs.path().resolveSibling("baselines");
    }

    /** Keeps copies of recordings; a name in use is refused. */
    Path save(String name, List<Path> recordings) throws IOException, RecordingException {
        Path directory = place(name);
        if (Files.exists(directory)) {
            throw new UsageError(
                    "there is a baseline '%s' already; iopulse baseline rm %s removes it"
                            .formatted(name, name));
        }
        Files.createDirectories(directory);
        try {
            int number = 0;
            for (Path recording : recordings) {
                number++;
                RecordingArchive.write(recording, directory.resolve("%03d.gz".formatted(number)));
            }
            return directory;
        } catch (IOException | RecordingException e) {
            remove(name);
            throw e;
        }
    }

    /** All runs of a baseline. */
    List<Recording> read(String name) throws IOException, RecordingException {
        List<Path> files = files(found(name));
        Path unpacked = Files.createTempDirectory("iopulse-baseline");
        RunsDirectory place = new RunsDirectory(unpacked);
        List<Recording> recordings = new ArrayList<>();
        try {
            for (Path file : files) {
                Path recording = RecordingArchive.read(file, place);
                recordings.addAll(Replay.of(recording, false));
                RunsDirectory.discard(recording);
            }
            return recordings;
        } finally {
            for (Path left : place.list()) {
                RunsDirectory.discard(left);
            }
            Files.delete(unpacked);
        }
    }

    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
            }
        }
        Collections.sort(names);
        return names;
    }

    void remove(String name) throws IOException {
        Path directory = found(name);
        for (Path file : files(directory)) {
            Files.delete(file);
        }
        Files.delete(directory);
    }

    private Path found(String name) {
        Path directory = place(name);
        if (!Files.isDirectory(directory)) {
            throw new UsageError(
                    "there is no baseline '%s' in %s; iopulse baseline list names them"
                            .formatted(name, path));
        }
        return directory;
    }

    private Path place(String name) {
        if (!name.matches(NAME)) {
            throw new UsageError(
                    "'%s' is not a name of a baseline: letters, digits, points, dashes"
                            .formatted(name));
        }
        return path.resolve(name);
    }

    private static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, FILES)) {
            found.forEach(files::add);
        }
        Collections.sort(files);
        return files;
    }
}
