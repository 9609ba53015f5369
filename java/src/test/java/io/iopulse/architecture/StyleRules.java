package io.iopulse.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules of style that text alone can show. Each returns one sentence per violation. */
final class StyleRules {
    static final int COLUMNS_MAX = 100;
    static final int C_FUNCTION_LINES_MAX = 70;
    static final int JAVA_METHOD_LINES_MAX = 60;
    static final int C_FILE_LINES_MAX = 600;
    static final int JAVA_FILE_LINES_MAX = 500;
    private static final int OPENING_WORDS_MIN = 5;

    private static final Set<String> BANNED_NAMES =
            Set.of(
                    "util",
                    "utils",
                    "common",
                    "commons",
                    "misc",
                    "helper",
                    "helpers",
                    "manager",
                    "managers",
                    "core",
                    "base",
                    "impl");
    // taken apart, so that this file does not break its own rule
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern TYPE_NAME =
            Pattern.compile("\\b(?:class|interface|enum|record)\\s+([A-Z]\\w*)");
    private static final Pattern MAIN = Pattern.compile("\\bint\\s+main\\s*\\(");
    private static final Pattern STATEMENT =
            Pattern.compile(
                    "(return\\b.*|(else )?(if|for|while|switch) ?\\(.*|[\\w.>\\[\\]*-]+\\(.*\\)"
                            + "|[\\w.<>\\[\\]*& -]+ [+|&-]?= .*|break|continue);"
                            + "|(if|for|while|switch|else if) ?\\(.*\\) ?\\{?|\\}( else \\{)?"
                            + "|import [\\w.]+;|#\\s*(include|define|if|ifdef|endif|else)\\b.*");

    private StyleRules() {}

    static List<String> longFunctions(SourceFile file) {
        if (!file.isC() && !file.isJava()) {
            return List.of();
        }
        int most = file.isC() ? C_FUNCTION_LINES_MAX : JAVA_METHOD_LINES_MAX;
        return Function.of(file).stream()
                .filter(function -> function.lines() > most)
                .map(
                        function ->
                                file.at(
                                        function.firstLine(),
                                        "%s has %d lines, at most %d"
                                                .formatted(
                                                        function.name(), function.lines(), most)))
                .toList();
    }

    static List<String> longFiles(SourceFile file) {
        int lines = file.lines().size();
        int most =
                file.isC()
                        ? C_FILE_LINES_MAX
                        : file.isJava() ? JAVA_FILE_LINES_MAX : Integer.MAX_VALUE;
        return lines > most
                ? List.of(
                        file.at(lines, "the file has %d lines, at most %d".formatted(lines, most)))
                : List.of();
    }

    /** An import is one word and cannot be broken. */
    static List<String> longLines(SourceFile file) {
        boolean looked = file.isC() || file.isJava() || file.isScript();
        if (!looked) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        int number = 0;
        for (String line : file.lines()) {
            number++;
            int columns = line.codePointCount(0, line.length());
            if (columns > COLUMNS_MAX && !line.startsWith("import ")) {
                found.add(file.at(number, columns + " columns, at most " + COLUMNS_MAX));
            }
        }
        return found;
    }

    static List<String> emptyNames(SourceFile file) {
        List<String> found = new ArrayList<>();
        for (String segment : file.path().split("/", -1)) {
            bannedWord(segment)
                    .forEach(word -> found.add(file.at(1, "the name says nothing: " + word)));
        }
        if (file.isJava()) {
            String code = SplitText.of(file.text()).code();
            Matcher type = TYPE_NAME.matcher(code);
            while (type.find()) {
                int line = SplitText.lineOf(code, type.start());
                bannedWord(type.group(1))
                        .forEach(
                                word -> found.add(file.at(line, "the name says nothing: " + word)));
            }
        }
        return found.stream().distinct().toList();
    }

    private static List<String> bannedWord(String name) {
        String spaced = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
        return Pattern.compile("[^A-Za-z0-9]+")
                .splitAsStream(spaced)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(BANNED_NAMES::contains)
                .toList();
    }

    static List<String> unfinishedWork(SourceFile file) {
        List<String> found = new ArrayList<>();
        Matcher mark = UNFINISHED.matcher(file.text());
        while (mark.find()) {
            int line = SplitText.lineOf(file.text(), mark.start());
            found.add(file.at(line, mark.group() + " is unfinished work"));
        }
        return found;
    }

    /** Comment lines that read as statements; what lies inside {@code <pre>} is an example. */
    static List<String> commentedOutCode(SourceFile file) {
        if (!file.isC() && !file.isJava()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        boolean example = false;
        int number = 0;
        for (String line : SplitText.of(file.text()).comments().lines().toList()) {
            number++;
            example = (example || line.contains("<pre>")) && !line.contains("</pre>");
            String words = line.replaceFirst("^\\s*(/\\*+|\\*+/|//+|\\*)?", "").strip();
            words = words.replaceFirst("\\s*\\*/$", "");
            if (!example && STATEMENT.matcher(words).matches()) {
                found.add(file.at(number, "commented-out code: " + words));
            }
        }
        return found;
    }

    /** A C file says first what it is for; a script does so behind its first line. */
    static List<String> missingOpening(SourceFile file) {
        String opening;
        if (file.isC()) {
            String text = file.text().stripLeading();
            opening =
                    text.startsWith("/*") ? text.substring(0, Math.max(2, text.indexOf("*/"))) : "";
        } else if (file.isScript() && file.text().startsWith("#!")) {
            opening =
                    file.lines().stream()
                            .skip(1)
                            .takeWhile(line -> line.startsWith("#"))
                            .collect(Collectors.joining("\n"));
        } else {
            return List.of();
        }
        long words = Pattern.compile("\\w+").matcher(opening).results().count();
        return words < OPENING_WORDS_MIN
                ? List.of(file.at(1, "opens without a comment that says what it is for"))
                : List.of();
    }

    static List<String> strayMains(SourceFile file) {
        boolean allowed = file.path().matches("native/(test|bench|layout)/.*");
        return file.isC() && !allowed && MAIN.matcher(SplitText.of(file.text()).code()).find()
                ? List.of(file.at(1, "a program outside native/test, native/bench, native/layout"))
                : List.of();
    }

    /** Every package of the main sources states its promise and is free of nulls. */
    static List<String> missingPackageInfo(List<SourceFile> files) {
        List<SourceFile> mains =
                files.stream()
                        .filter(f -> f.isJava() && f.path().startsWith("java/src/main/java/"))
                        .toList();
        Set<String> promised =
                mains.stream()
                        .filter(StyleRules::statesItsPromise)
                        .map(StyleRules::directoryOf)
                        .collect(Collectors.toSet());
        return mains.stream()
                .map(StyleRules::directoryOf)
                .distinct()
                .filter(directory -> !promised.contains(directory))
                .map(name -> name + ": no package-info.java with a comment and @NullMarked")
                .toList();
    }

    private static String directoryOf(SourceFile file) {
        return file.path().substring(0, file.path().lastIndexOf('/'));
    }

    private static boolean statesItsPromise(SourceFile file) {
        return file.path().endsWith("/package-info.java")
                && file.text().stripLeading().startsWith("/**")
                && SplitText.of(file.text()).code().contains("@NullMarked");
    }
}
