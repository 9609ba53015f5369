package io.iopulse.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** Compiles small classes that break a rule, so that a test can show the rule seeing it. */
final class Snippets {
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|enum|record) (\\w+)");

    private Snippets() {}

    static JavaClasses compile(Path directory, String... sources) {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none"));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
        Path classes = directory.resolve("classes");
        arguments.addAll(List.of("-d", classes.toString()));
        try {
            for (String source : sources) {
                arguments.add(write(directory, source).toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new AssertionError("the snippet does not compile");
        }
        return new ClassFileImporter().importPath(classes);
    }

    private static Path write(Path directory, String source) throws IOException {
        String place = first(PACKAGE, source).replace('.', '/') + "/" + first(TYPE, source);
        Path file = directory.resolve(place + ".java");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, source);
    }

    private static String first(Pattern pattern, String source) {
        Matcher found = pattern.matcher(source);
        if (!found.find()) {
            throw new IllegalArgumentException(source);
        }
        return found.group(1);
    }
}
