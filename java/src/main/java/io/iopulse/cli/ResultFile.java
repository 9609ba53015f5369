package io.iopulse.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A result under its name only when it is whole: written beside it and renamed. What cannot be
 * replaced (a pipe, a character device, a file in a directory closed to the user) is written in
 * place.
 */
final class ResultFile {
    /** Writes the whole result; the writer is closed by the caller. */
    interface Content {
        void write(Writer out) throws IOException;
    }

    private ResultFile() {}

    static void write(Path file, Content content) throws IOException {
        boolean replaces = Files.isRegularFile(file);
        Path place = replaces ? file.toRealPath() : file.toAbsolutePath();
        Path directory = place.getParent();
        boolean replaceable = replaces || !Files.exists(file);
        if (directory == null || !replaceable || !Files.isWritable(directory)) {
            writeInPlace(file, content);
            return;
        }
        Path begun =
                directory.resolve("." + place.getFileName() + "." + ProcessHandle.current().pid());
        try {
            writeAndRename(begun, place, content);
        } finally {
            Files.deleteIfExists(begun);
        }
    }

    private static void writeInPlace(Path file, Content content) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            content.write(out);
        }
    }

    private static void writeAndRename(Path begun, Path place, Content content) throws IOException {
        try (Writer out = Files.newBufferedWriter(begun, StandardOpenOption.CREATE_NEW)) {
            if (Files.exists(place)) {
                Files.setPosixFilePermissions(begun, Files.getPosixFilePermissions(place));
            }
            content.write(out);
        }
        Files.move(begun, place, StandardCopyOption.ATOMIC_MOVE);
    }
}
