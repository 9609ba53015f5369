package io.iopulse.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Writes a recorded machine, one compact text resource, as a tree of files and links. */
final class RecordedTree {
    private static final String LINK = " -> ";
    private static final String TEXT = " =";

    private RecordedTree() {}

    static HostTree of(String resource, Path directory) {
        String name = "/host/" + resource + ".txt";
        try (InputStream in = RecordedTree.class.getResourceAsStream(name)) {
            unpack(new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HostTree(directory);
    }

    static void unpack(String recording, Path directory) {
        recording
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> unpackLine(line, directory));
    }

    private static void unpackLine(String line, Path directory) {
        boolean link = line.contains(LINK);
        int end = line.indexOf(link ? LINK : TEXT);
        Path path = directory.resolve(line.substring(0, end));
        String value = line.substring(end + (link ? LINK : TEXT).length());
        try {
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            if (link) {
                Files.createSymbolicLink(path, Path.of(value));
            } else {
                String text = value.strip().replace("\\n", "\n").replace("\\t", "\t");
                Files.writeString(path, text + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
