package io.iopulse.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The kernel's text files below a root directory: {@code /} on a running machine, a recorded tree
 * in a test. Paths are given relative to the root. Whatever cannot be read is absent.
 */
public final class HostTree {
    private static final int FILE_BYTES_MAX = 4 << 20;

    private final Path root;

    public HostTree(Path root) {
        this.root = root;
    }

    public static HostTree ofThisMachine() {
        return new HostTree(Path.of("/"));
    }

    /** The path below the root; one that the platform cannot express becomes the root itself. */
    Path at(String relative) {
        try {
            return root.resolve(relative);
        } catch (InvalidPathException e) {
            return root;
        }
    }

    Optional<String> text(String relative) {
        return text(at(relative));
    }

    Optional<String> line(String relative) {
        return line(at(relative));
    }

    OptionalLong number(String relative) {
        return number(at(relative));
    }

    Optional<Path> directory(String relative) {
        return directory(at(relative));
    }

    List<String> names(String relative) {
        return names(at(relative));
    }

    boolean has(String relative) {
        return Files.exists(at(relative));
    }

    /** The directory itself, or the one that a symbolic link stands for. */
    static Optional<Path> directory(Path path) {
        try {
            Path real = path.toRealPath();
            return Files.isDirectory(real) ? Optional.of(real) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<String> text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(FILE_BYTES_MAX), UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The first line without surrounding blanks; an empty one is absent. */
    static Optional<String> line(Path file) {
        return text(file)
                .flatMap(text -> text.lines().findFirst())
                .map(String::strip)
                .filter(line -> !line.isEmpty());
    }

    static OptionalLong number(Path file) {
        Optional<String> line = line(file);
        return line.isPresent() ? parseLong(line.get()) : OptionalLong.empty();
    }

    static OptionalInt smallNumber(Path file) {
        OptionalLong number = number(file);
        return number.isPresent() && number.getAsLong() == (int) number.getAsLong()
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    /** True for anything but 0; absent when the file holds no number. */
    static Optional<Boolean> flag(Path file) {
        OptionalLong number = number(file);
        return number.isPresent() ? Optional.of(number.getAsLong() != 0) : Optional.empty();
    }

    static List<String> names(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    static OptionalLong parseLong(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
