package io.iopulse.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file beside a recording that is locked for as long as its writer lives: the kernel gives the
 * lock up with the process, whatever ends it.
 */
final class WriterMark implements AutoCloseable {
    static final String NAME = "writing";

    private final Path path;
    private final FileChannel channel;

    private WriterMark(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static WriterMark of(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock(); // its own file, which nobody else has open yet
        return new WriterMark(path, channel);
    }

    /** Whether somebody writes the recording in a directory. */
    static boolean isHeld(Path directory) {
        Path path = directory.resolve(NAME);
        if (!Files.exists(path)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true; // by this process
        } catch (IOException e) {
            return false; // it has just been removed, or is not ours to look at
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        channel.close();
    }
}
