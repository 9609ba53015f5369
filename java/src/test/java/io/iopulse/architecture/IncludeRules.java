package io.iopulse.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which room of native/ may include which, read from the include lines. */
final class IncludeRules {
    /** Room to the rooms or single headers it may include; its own are always allowed. */
    private static final Map<String, Set<String>> ALLOWED =
            Map.ofEntries(
                    Map.entry("error", Set.of("layout")),
                    Map.entry("layout", Set.of("error")),
                    Map.entry("clock", Set.of("layout", "error")),
                    Map.entry("access", Set.of("layout", "error")),
                    Map.entry("measure", Set.of("layout", "error")),
                    Map.entry("memory", Set.of("layout", "error", "access/rng.h")),
                    Map.entry(
                            "target",
                            Set.of("layout", "error", "access/rng.h", "memory/pattern.h")),
                    Map.entry("engine", Set.of("layout", "error")),
                    Map.entry(
                            "worker",
                            Set.of(
                                    "engine", "access", "measure", "clock", "memory", "target",
                                    "layout", "error")),
                    Map.entry(
                            "api",
                            Set.of(
                                    "worker", "engine", "target", "memory", "measure", "layout",
                                    "clock", "error")),
                    Map.entry("jni", Set.of("api", "io_iopulse_engine_NativeEngine.h")));

    /** Single files that may include more than their room. */
    private static final Map<String, Set<String>> ALSO_ALLOWED =
            Map.of(
                    // the simulated device draws from a seed and drives the virtual clock
                    "native/engine/sim.c", Set.of("clock", "access/rng.h"),
                    // prints the engine's option bits for Java
                    "native/layout/layout_gen.c", Set.of("engine/engine.h"));

    private static final Set<String> PROGRAMS = Set.of("test", "bench");
    private static final Pattern INCLUDE =
            Pattern.compile("^\\s*#\\s*include\\s*([\"<])([^\">]+)[\">]");

    private IncludeRules() {}

    static List<String> forbiddenIncludes(SourceFile file) {
        if (!file.isC()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        int number = 0;
        for (String line : file.lines()) {
            number++;
            Matcher include = INCLUDE.matcher(line);
            if (include.find() && !allows(file, include.group(1), include.group(2))) {
                found.add(file.at(number, "may not include " + include.group(2)));
            }
        }
        return found;
    }

    private static boolean allows(SourceFile file, String quote, String header) {
        String room = roomOf(file.path().substring("native/".length()));
        if (quote.equals("<")) {
            return room.equals("jni") || !header.matches("jni(_md)?\\.h");
        }
        String other = roomOf(header);
        if (other.equals(room)) {
            return true;
        }
        if (PROGRAMS.contains(room)) {
            boolean tested = ALLOWED.containsKey(other) && !other.equals("jni");
            boolean rig = other.equals("test") || !header.contains("/");
            return tested || rig;
        }
        return includes(ALLOWED.getOrDefault(room, Set.of()), header)
                || includes(ALSO_ALLOWED.getOrDefault(file.path(), Set.of()), header);
    }

    private static boolean includes(Set<String> allowed, String header) {
        return allowed.contains(header) || allowed.contains(roomOf(header));
    }

    private static String roomOf(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
