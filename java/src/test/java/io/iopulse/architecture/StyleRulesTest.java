package io.iopulse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StyleRulesTest {
    private static List<SourceFile> project;

    @BeforeAll
    static void readTheProject() {
        project = SourceFile.ofProject();
    }

    private static void projectKeeps(Function<SourceFile, List<String>> rule) {
        assertThat(project.stream().flatMap(file -> rule.apply(file).stream())).isEmpty();
    }

    private static SourceFile c(String text) {
        return new SourceFile("native/room/file.c", text);
    }

    private static SourceFile java(String text) {
        return new SourceFile("java/src/main/java/io/iopulse/room/File.java", text);
    }

    @Test
    void theProjectWasRead() {
        assertThat(project).anyMatch(SourceFile::isC).anyMatch(SourceFile::isJava);
    }

    @Test
    void functionsFitOnAScreen() {
        projectKeeps(StyleRules::longFunctions);
    }

    @Test
    void aLongFunctionIsSeen() {
        String text =
                "struct s {\n"
                        + "    int n;\n"
                        + "};\n\n"
                        + "__attribute__((cold)) static int\n"
                        + "long_one(int a)\n"
                        + "{\n"
                        + "    a++; /* { */\n".repeat(67)
                        + "}\nstatic const int t[] = {\n"
                        + "    1,\n".repeat(80)
                        + "};\nint next(void)\n{\n    return 1;\n}\n";
        assertThat(StyleRules.longFunctions(c(text)))
                .containsExactly("native/room/file.c:5: long_one has 71 lines, at most 70");
        assertThat(StyleRules.longFunctions(c(text.replaceFirst(" {4}a.*\n", "")))).isEmpty();
    }

    @Test
    void aLongMethodIsSeen() {
        String text =
                "class A {\n    int a;\n\n    void m() {\n"
                        + "        a++; // {\n".repeat(59)
                        + "    }\n}\n";
        assertThat(StyleRules.longFunctions(java(text)))
                .containsExactly(
                        "java/src/main/java/io/iopulse/room/File.java:4: m has 61 lines, at most"
                                + " 60");
        assertThat(StyleRules.longFunctions(java(text.replaceFirst(" {8}a.*\n", "")))).isEmpty();
    }

    @Test
    void filesAreShort() {
        projectKeeps(StyleRules::longFiles);
    }

    @Test
    void aLongFileIsSeen() {
        assertThat(StyleRules.longFiles(c("\n".repeat(600)))).isEmpty();
        assertThat(StyleRules.longFiles(c("\n".repeat(601)))).hasSize(1);
        assertThat(StyleRules.longFiles(java("\n".repeat(501)))).hasSize(1);
    }

    @Test
    void linesAreShort() {
        projectKeeps(StyleRules::longLines);
    }

    @Test
    void aLongLineIsSeen() {
        String line = "é".repeat(101);
        assertThat(StyleRules.longLines(c("\n" + line)))
                .containsExactly("native/room/file.c:2: 101 columns, at most 100");
        assertThat(StyleRules.longLines(java(line))).hasSize(1);
        assertThat(StyleRules.longLines(new SourceFile("scripts/a", "#!/bin/sh\n" + line)))
                .hasSize(1);
        assertThat(StyleRules.longLines(new SourceFile("docs/guide.md", line))).isEmpty();
        assertThat(StyleRules.longLines(java("import " + line + ";"))).isEmpty();
    }

    @Test
    void namesSaySomething() {
        projectKeeps(StyleRules::emptyNames);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "native/common/x.c",
                "native/room/file_util.c",
                "java/src/main/java/io/iopulse/core/A.java",
                "java/src/main/java/io/iopulse/run/RunManager.java",
                "scripts/helpers",
            })
    void anEmptyNameIsSeen(String path) {
        assertThat(StyleRules.emptyNames(new SourceFile(path, ""))).hasSize(1);
    }

    @Test
    void anEmptyNameOfATypeIsSeenAndPartsOfWordsAreNot() {
        assertThat(StyleRules.emptyNames(java("final class A {\n    class NodeImpl {}\n}")))
                .containsExactly(
                        "java/src/main/java/io/iopulse/room/File.java:2: "
                                + "the name says nothing: impl");
        assertThat(StyleRules.emptyNames(java("enum CpuCores { DATABASE } // class Base")))
                .isEmpty();
    }

    @Test
    void nothingIsUnfinished() {
        projectKeeps(StyleRules::unfinishedWork);
    }

    @Test
    void unfinishedWorkIsSeen() {
        String mark = "/* " + "TO" + "DO later */";
        assertThat(StyleRules.unfinishedWork(c("\n" + mark)))
                .containsExactly("native/room/file.c:2: " + "TO" + "DO is unfinished work");
        assertThat(StyleRules.unfinishedWork(new SourceFile("a.md", "FIX" + "ME"))).hasSize(1);
        assertThat(StyleRules.unfinishedWork(c("mktemp iopulse.XX" + "XXXX"))).isEmpty();
    }

    @Test
    void noCodeIsCommentedOut() {
        projectKeeps(StyleRules::commentedOutCode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// return value;",
                "foo(); // foo(a, b);",
                "/*\n * int n = 3;\n */",
                "// if (a > b) {",
                "// }",
                "// #include <stdio.h>",
                "// state->count = next(state, 1);",
                "// import java.util.List;",
            })
    void commentedOutCodeIsSeen(String text) {
        assertThat(StyleRules.commentedOutCode(c(text))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/* Returns the count; never negative. */",
                "/* bytes; it may be 0 (see above);\n * so there */",
                "int a; // the first one (there are more)",
                "// for a file: length; for a device: size",
                "char *s = \"// return 1;\";",
                "/** <pre>\n * return 1;\n * </pre> */",
            })
    void proseIsNotCode(String text) {
        assertThat(StyleRules.commentedOutCode(c(text))).isEmpty();
    }

    @Test
    void filesOpenWithWhatTheyAreFor() {
        projectKeeps(StyleRules::missingOpening);
    }

    @Test
    void aFileWithoutAnOpeningIsSeen() {
        assertThat(StyleRules.missingOpening(c("#include <stdio.h>\n/* What it is for. */")))
                .hasSize(1);
        assertThat(StyleRules.missingOpening(c("/* file */\nint a;"))).hasSize(1);
        assertThat(StyleRules.missingOpening(new SourceFile("scripts/x", "#!/bin/sh\nset -e")))
                .hasSize(1);
        assertThat(StyleRules.missingOpening(c("/*\n * Says what this file is for.\n */")))
                .isEmpty();
    }

    @Test
    void programsAreTestsToolsOrBenchmarks() {
        projectKeeps(StyleRules::strayMains);
    }

    @Test
    void aStrayProgramIsSeen() {
        String text = "int main(void)\n{\n}\n";
        assertThat(StyleRules.strayMains(c(text))).hasSize(1);
        assertThat(StyleRules.strayMains(c("/* int main(void) */"))).isEmpty();
        assertThat(StyleRules.strayMains(new SourceFile("native/test/a_test.c", text))).isEmpty();
    }

    @Test
    void packagesStateTheirPromise() {
        assertThat(StyleRules.missingPackageInfo(project)).isEmpty();
    }

    @Test
    void aPackageWithoutAPromiseIsSeen() {
        String room = "java/src/main/java/io/iopulse/";
        assertThat(
                        StyleRules.missingPackageInfo(
                                List.of(
                                        new SourceFile(room + "a/A.java", ""),
                                        new SourceFile(room + "b/B.java", ""),
                                        new SourceFile(room + "b/package-info.java", "@NullMarked"),
                                        new SourceFile(
                                                room + "c/package-info.java",
                                                "/** Promise. @NullMarked */ package c;"),
                                        new SourceFile(
                                                room + "d/package-info.java",
                                                "/** Promise. */ @NullMarked package d;"))))
                .hasSize(3)
                .noneMatch(violation -> violation.contains("/d"));
    }
}
