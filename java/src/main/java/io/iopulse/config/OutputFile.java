package io.iopulse.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A file for the result.
 *
 * @param path {@link #STANDARD_OUTPUT}: there, in place of the text
 */
public record OutputFile(OutputFormat format, String path) {
    public static final String STANDARD_OUTPUT = "-";

    /**
     * The files that were asked for.
     *
     * @param written what was written for an option, if anything
     * @throws UsageError when two formats go to the same place
     */
    public static List<OutputFile> of(Function<Option, Optional<String>> written) {
        List<OutputFile> files = new ArrayList<>();
        for (OutputFormat format : OutputFormat.values()) {
            written.apply(format.option())
                    .map(path -> new OutputFile(format, path))
                    .ifPresent(file -> add(files, file));
        }
        return List.copyOf(files);
    }

    private static void add(List<OutputFile> files, OutputFile added) {
        if (added.format().isDirectory() && added.isStandardOutput()) {
            throw new UsageError(added.spelled() + " is several files; name a directory");
        }
        for (OutputFile file : files) {
            if (file.path().equals(added.path())) {
                throw new UsageError(
                        "%s and %s go to one place; name another for one of them"
                                .formatted(file.spelled(), added.spelled()));
            }
        }
        files.add(added);
    }

    public boolean isStandardOutput() {
        return path.equals(STANDARD_OUTPUT);
    }

    /** As on the command line. */
    public String spelled() {
        return "--" + format.option().longName() + " " + path;
    }
}
