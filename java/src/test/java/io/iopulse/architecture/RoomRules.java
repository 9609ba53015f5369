package io.iopulse.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules over the compiled Java classes. Each returns one sentence per violation. */
final class RoomRules {
    static final int NATIVE_METHODS_MAX = 14;
    private static final String ROOT = "io.iopulse.";
    private static final String NATIVE_HOME = ROOT + "engine.NativeEngine";

    /** Room to the rooms it may use. */
    private static final Map<String, Set<String>> EDGES =
            Map.ofEntries(
                    Map.entry("units", Set.of()),
                    Map.entry("workload", Set.of("units")),
                    Map.entry("config", Set.of("workload", "units")),
                    Map.entry("access", Set.of("workload", "units")),
                    Map.entry("measure", Set.of("units")),
                    Map.entry("host", Set.of("units")),
                    Map.entry("engine", Set.of("access", "workload", "measure", "units")),
                    Map.entry("record", Set.of("measure", "workload", "units")),
                    Map.entry("compare", Set.of("record", "measure", "workload", "units")),
                    Map.entry(
                            "report", Set.of("compare", "record", "measure", "workload", "units")),
                    Map.entry("live", Set.of("record", "measure", "workload", "units")),
                    Map.entry(
                            "run",
                            Set.of("engine", "record", "measure", "host", "workload", "units")),
                    Map.entry("fleet", Set.of("run", "record", "measure", "workload", "units")),
                    Map.entry(
                            "cli",
                            Set.of(
                                    "units",
                                    "workload",
                                    "config",
                                    "access",
                                    "measure",
                                    "host",
                                    "engine",
                                    "record",
                                    "compare",
                                    "report",
                                    "live",
                                    "run",
                                    "fleet")));

    /** The package of a library to the rooms that may use it. */
    private static final Map<String, Set<String>> LIBRARY_HOMES =
            Map.ofEntries(
                    Map.entry("picocli.", Set.of("cli")),
                    Map.entry("net.openhft.", Set.of("engine", "record")),
                    Map.entry("org.HdrHistogram.", Set.of("measure", "record")),
                    Map.entry("org.snakeyaml.", Set.of("config")),
                    Map.entry("com.fasterxml.jackson.", Set.of("report")),
                    Map.entry("io.prometheus.", Set.of("report")),
                    Map.entry("io.grpc.", Set.of("fleet")),
                    Map.entry("com.google.protobuf.", Set.of("fleet")),
                    Map.entry("org.jline.", Set.of("live")));

    private static final Set<String> MUTABLE_TYPES =
            Set.of(
                    "java.lang.StringBuilder",
                    "java.lang.StringBuffer",
                    "java.lang.ThreadLocal",
                    "java.util.BitSet",
                    "java.util.Random",
                    "java.util.SplittableRandom");

    private RoomRules() {}

    static List<String> forbiddenEdges(JavaClasses classes) {
        List<String> found = new ArrayList<>();
        for (JavaClass origin : classes) {
            if (!EDGES.containsKey(room(origin))) {
                found.add(origin.getName() + " lies in no room of the table");
                continue;
            }
            Set<String> allowed = EDGES.get(room(origin));
            dependencies(origin)
                    .filter(d -> target(d).getPackageName().startsWith(ROOT))
                    .filter(d -> !room(target(d)).equals(room(origin)))
                    .filter(d -> !allowed.contains(room(target(d))))
                    .forEach(d -> found.add(d.getDescription()));
        }
        return found;
    }

    static List<String> librariesAwayFromHome(JavaClasses classes) {
        List<String> found = new ArrayList<>();
        for (JavaClass origin : classes) {
            LIBRARY_HOMES.forEach(
                    (library, homes) -> {
                        if (!homes.contains(room(origin))) {
                            dependencies(origin)
                                    .filter(d -> target(d).getName().startsWith(library))
                                    .forEach(d -> found.add(d.getDescription()));
                        }
                    });
        }
        return found;
    }

    static List<String> strayNativeMethods(JavaClasses classes) {
        List<String> found = new ArrayList<>();
        int count = 0;
        for (JavaMethod method : methods(classes)) {
            if (method.getModifiers().contains(JavaModifier.NATIVE)) {
                count++;
                if (!method.getOwner().getName().equals(NATIVE_HOME)) {
                    found.add(method.getFullName() + " is native outside " + NATIVE_HOME);
                }
            }
        }
        if (count > NATIVE_METHODS_MAX) {
            found.add(count + " native methods, at most " + NATIVE_METHODS_MAX);
        }
        return found;
    }

    /** Standard streams and the end of the process belong to the command line. */
    static List<String> processAccessOutsideCli(JavaClasses classes) {
        Predicate<JavaAccess<?>> forbidden =
                access ->
                        isMember(access, "java.lang.System", Set.of("out", "err", "in", "exit"))
                                || isMember(access, "java.lang.Runtime", Set.of("exit", "halt"))
                                || access.getTarget().getFullName().endsWith(".printStackTrace()");
        return accesses(classes)
                .filter(access -> !room(access.getOriginOwner()).equals("cli"))
                .filter(forbidden)
                .map(JavaAccess::getDescription)
                .toList();
    }

    static List<String> clockReadings(JavaClasses classes) {
        return accesses(classes)
                .filter(access -> isMember(access, "java.lang.System", Set.of("nanoTime")))
                .map(JavaAccess::getDescription)
                .toList();
    }

    static List<String> staticMutableState(JavaClasses classes) {
        List<String> found = new ArrayList<>();
        for (JavaClass owner : classes) {
            for (JavaField field : owner.getFields()) {
                Set<JavaModifier> modifiers = field.getModifiers();
                if (modifiers.contains(JavaModifier.STATIC)
                        && !modifiers.contains(JavaModifier.SYNTHETIC)
                        && !field.getName().contains("$")
                        && isMutable(field)) {
                    found.add(field.getFullName() + " is static and mutable");
                }
            }
        }
        return found;
    }

    private static boolean isMutable(JavaField field) {
        JavaClass type = field.getRawType();
        boolean collection =
                !type.isInterface()
                        && (type.isAssignableTo(Collection.class)
                                || type.isAssignableTo(Map.class));
        return !field.getModifiers().contains(JavaModifier.FINAL)
                || (type.isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE))
                || collection
                || type.getPackageName().equals(AtomicReference.class.getPackageName())
                || MUTABLE_TYPES.contains(type.getName());
    }

    static List<String> cycles(JavaClasses classes) {
        return slices().matching(ROOT + "(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .evaluate(classes)
                .getFailureReport()
                .getDetails();
    }

    /** A class that is neither final nor abstract invites inheritance for reuse. */
    static List<String> openClasses(JavaClasses classes) {
        return classes.stream()
                .filter(c -> !c.isInterface() && !c.isEnum() && !c.isAnonymousClass())
                .filter(c -> !c.getModifiers().contains(JavaModifier.FINAL))
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(c -> !c.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(c -> c.getName() + " is not final")
                .toList();
    }

    private static List<JavaMethod> methods(JavaClasses classes) {
        return classes.stream().flatMap(c -> c.getMethods().stream()).toList();
    }

    private static Stream<JavaAccess<?>> accesses(JavaClasses classes) {
        return classes.stream()
                .flatMap(
                        c ->
                                Stream.concat(
                                        c.getFieldAccessesFromSelf().stream(),
                                        c.getCodeUnitAccessesFromSelf().stream()));
    }

    private static boolean isMember(JavaAccess<?> access, String owner, Set<String> names) {
        return access.getTargetOwner().getName().equals(owner)
                && names.contains(access.getTarget().getName());
    }

    private static Stream<Dependency> dependencies(JavaClass origin) {
        return origin.getDirectDependenciesFromSelf().stream();
    }

    private static JavaClass target(Dependency dependency) {
        JavaClass type = dependency.getTargetClass();
        return type.isArray() ? type.getBaseComponentType() : type;
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT)) {
            return "";
        }
        String below = name.substring(ROOT.length());
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }
}
