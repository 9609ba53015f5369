package io.iopulse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoomRulesTest {
    private static JavaClasses project;

    @TempDir Path directory;

    @BeforeAll
    static void readTheProject() {
        Path classes = SourceFile.projectDirectory().resolve("target/classes");
        project = new ClassFileImporter().importPath(classes);
    }

    private JavaClasses snippet(String... sources) {
        return Snippets.compile(directory, sources);
    }

    @Test
    void theProjectWasRead() {
        assertThat(project).isNotEmpty();
    }

    @Test
    void roomsUseOnlyTheRoomsBelowThem() {
        assertThat(RoomRules.forbiddenEdges(project)).isEmpty();
    }

    @Test
    void anEdgeThatIsNotInTheTableIsSeen() {
        JavaClasses bad =
                snippet(
                        "package io.iopulse.workload; public final class Plan {}",
                        "package io.iopulse.units; final class Size { io.iopulse.workload.Plan p;"
                                + " }",
                        "package io.iopulse.host; final class Uses { Object o = String[].class; }",
                        "package io.iopulse.attic; final class Lost {}");
        assertThat(RoomRules.forbiddenEdges(bad))
                .anyMatch(v -> v.contains("units.Size.p") && v.contains("workload.Plan"))
                .anyMatch(v -> v.contains("attic.Lost lies in no room"))
                .hasSize(2);
    }

    @Test
    void nothingDependsOnTheCommandLine() {
        JavaClasses bad =
                snippet(
                        "package io.iopulse.cli; public final class Main {}",
                        "package io.iopulse.run; final class Run { io.iopulse.cli.Main[] m; }");
        assertThat(RoomRules.forbiddenEdges(bad)).isNotEmpty().allMatch(v -> v.contains("Run.m"));
    }

    @Test
    void librariesStayAtHome() {
        assertThat(RoomRules.librariesAwayFromHome(project)).isEmpty();
    }

    @Test
    void aLibraryAwayFromHomeIsSeen() {
        JavaClasses bad =
                snippet(
                        "package io.iopulse.run; final class A { picocli.CommandLine c; }",
                        "package io.iopulse.run; final class B {"
                                + " net.openhft.chronicle.bytes.Bytes<?> b; }",
                        "package io.iopulse.run; final class C { org.HdrHistogram.Histogram h; }",
                        "package io.iopulse.run; final class D { org.snakeyaml.engine.v2.api.Load"
                                + " l; }",
                        "package io.iopulse.run; final class E {"
                                + " com.fasterxml.jackson.core.JsonGenerator g; }",
                        "package io.iopulse.cli; final class F { picocli.CommandLine c; }",
                        "package io.iopulse.record; final class G { org.HdrHistogram.Histogram h;"
                                + " }");
        assertThat(RoomRules.librariesAwayFromHome(bad))
                .hasSize(5)
                .allMatch(v -> v.contains("io.iopulse.run."));
    }

    @Test
    void nativeMethodsAreFewAndInOnePlace() {
        assertThat(RoomRules.strayNativeMethods(project)).isEmpty();
    }

    @Test
    void aNativeMethodElsewhereAndTooManyOfThemAreSeen() {
        StringBuilder many = new StringBuilder("package io.iopulse.engine; class NativeEngine {");
        for (int i = 0; i < RoomRules.NATIVE_METHODS_MAX; i++) {
            many.append("native void m").append(i).append("();");
        }
        JavaClasses bad =
                snippet(
                        many + "}",
                        "package io.iopulse.host; final class Fast { native void call(); }");
        assertThat(RoomRules.strayNativeMethods(bad))
                .containsExactlyInAnyOrder(
                        "io.iopulse.host.Fast.call() is native outside "
                                + "io.iopulse.engine.NativeEngine",
                        "15 native methods, at most 14");
    }

    @Test
    void onlyTheCommandLineTouchesTheProcess() {
        assertThat(RoomRules.processAccessOutsideCli(project)).isEmpty();
    }

    @Test
    void printingAndExitingOutsideTheCommandLineAreSeen() {
        JavaClasses bad =
                snippet(
                        "package io.iopulse.run; final class A { void a() { System.exit(1); } }",
                        "package io.iopulse.run; final class B { Object o = System.out; }",
                        "package io.iopulse.run; final class C { Object o = System.err; }",
                        "package io.iopulse.run; final class D {"
                                + " void d() { Runtime.getRuntime().halt(1); } }",
                        "package io.iopulse.run; final class E {"
                                + " void e() { new Exception().printStackTrace(); } }",
                        "package io.iopulse.run; final class F {"
                                + " java.util.function.IntConsumer f = System::exit; }",
                        "package io.iopulse.cli; final class G { void a() { System.exit(1); } }");
        assertThat(RoomRules.processAccessOutsideCli(bad))
                .hasSize(6)
                .allMatch(v -> v.contains("io.iopulse.run."));
    }

    @Test
    void theClockIsReadInOnePlace() {
        assertThat(RoomRules.clockReadings(project)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void everyReadingOfTheClockIsSeen() {
        JavaClasses bad =
                snippet(
                        "package io.iopulse.run; final class A {"
                                + " java.util.function.LongSupplier now = System::nanoTime;"
                                + " long a = System.nanoTime(); }");
        assertThat(RoomRules.clockReadings(bad)).hasSize(2);
    }

    @Test
    void nothingStaticChanges() {
        assertThat(RoomRules.staticMutableState(project)).isEmpty();
    }

    @Test
    void staticMutableStateIsSeen() {
        JavaClasses bad =
                snippet(
                        "package io.iopulse.run; final class A {"
                                + " static int count;"
                                + " static final java.util.HashMap<String, String> CACHE ="
                                + " new java.util.HashMap<>();"
                                + " static final int[] SHARED = {1};"
                                + " static final java.util.concurrent.atomic.AtomicLong NEXT ="
                                + " new java.util.concurrent.atomic.AtomicLong();"
                                + " private static final int[] POWERS = {1, 10};"
                                + " static final java.util.List<String> NAMES ="
                                + " java.util.List.of(); }",
                        "package io.iopulse.run; enum B { ONE }");
        assertThat(RoomRules.staticMutableState(bad))
                .hasSize(4)
                .noneMatch(v -> v.contains("POWERS") || v.contains("NAMES"));
    }

    @Test
    void roomsFormNoCycle() {
        assertThat(RoomRules.cycles(project)).isEmpty();
    }

    @Test
    void aCycleIsSeen() {
        JavaClasses bad =
                snippet(
                        "package io.iopulse.run; public final class A { io.iopulse.live.B b; }",
                        "package io.iopulse.live; public final class B { io.iopulse.run.A a; }");
        assertThat(RoomRules.cycles(bad)).isNotEmpty();
    }

    @Test
    void classesAreFinal() {
        assertThat(RoomRules.openClasses(project)).isEmpty();
    }

    @Test
    void anOpenClassIsSeen() {
        JavaClasses bad =
                snippet(
                        "package io.iopulse.run; class Open { Object o = new Object() {}; }",
                        "package io.iopulse.run; record Value(int n) {}",
                        "package io.iopulse.run; enum Kind { A { @Override int n() { return 1; } };"
                                + " int n() { return 0; } }");
        assertThat(RoomRules.openClasses(bad)).containsExactly("io.iopulse.run.Open is not final");
    }
}
