package io.iopulse.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A text file of the project.
 *
 * @param path relative to the project's directory, with slashes
 */
record SourceFile(String path, String text) {
    private static final Set<String> NOT_OURS =
            Set.of(".git", "build", "target", ".cache", ".idea", ".vscode");
    private static final Set<String> TEXT_SUFFIXES =
            Set.of("java", "c", "h", "cmake", "txt", "xml", "md", "yaml", "yml", "json", "sh", "");

    /** The directory that holds pom.xml; Maven runs the tests there and says so. */
    static Path projectDirectory() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    }

    /** Every text file of the project, in the order of their paths. */
    static List<SourceFile> ofProject() {
        return below(projectDirectory());
    }

    static List<SourceFile> below(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.map(path -> directory.relativize(path))
                    .filter(SourceFile::isOurs)
                    .filter(path -> TEXT_SUFFIXES.contains(suffix(path.toString())))
                    .filter(path -> Files.isRegularFile(directory.resolve(path)))
                    .sorted()
                    .map(path -> read(directory, path))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path path) {
        for (Path segment : path) {
            if (NOT_OURS.contains(segment.toString())) {
                return false;
            }
        }
        return true;
    }

    private static SourceFile read(Path directory, Path path) {
        try {
            byte[] bytes = Files.readAllBytes(directory.resolve(path));
            return new SourceFile(path.toString(), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String suffix(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1);
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isC() {
        return path.startsWith("native/") && (path.endsWith(".c") || path.endsWith(".h"));
    }

    boolean isScript() {
        return path.endsWith(".sh") || text.startsWith("#!");
    }

    List<String> lines() {
        return text.lines().toList();
    }

    String at(int line, String what) {
        return path + ":" + line + ": " + what;
    }
}
