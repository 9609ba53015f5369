package io.iopulse.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may not be called once the loop runs: in the files that are the loop, and in an engine's
 * submit and reap with every function of the same file that they reach.
 */
final class HotPathRules {
    private static final Set<String> HOT_FILES =
            Set.of(
                    "native/worker/worker.c",
                    "native/worker/issue.h",
                    "native/worker/sized.c",
                    "native/measure/hist.h",
                    "native/worker/heat.c",
                    "native/measure/heat.h",
                    "native/measure/counters.h",
                    "native/access/offset.h",
                    "native/access/table.h",
                    "native/access/visit.c",
                    "native/access/mix.c",
                    "native/access/mix.h",
                    "native/access/sizes.h",
                    "native/access/permutation.h",
                    "native/access/rng.h");
    private static final String SIM = "native/engine/sim.c";
    private static final Pattern CALL_THAT_WAITS =
            Pattern.compile(
                    "\\b(malloc|calloc|realloc|free|posix_memalign|aligned_alloc|strdup|v?f?printf"
                            + "|puts|fputs|pthread_mutex_lock|pthread_cond_wait|sem_wait|open"
                            + "|openat|fopen)\\s*\\(");
    private static final Pattern SLOW_MATHS = Pattern.compile("\\b(pow|log|log2|exp|sqrt)\\s*\\(");
    private static final Pattern CLOCK_READING =
            Pattern.compile("\\b(clock_gettime|gettimeofday|time|_*rdtscp?|iop_clock_\\w+)\\s*\\(");
    private static final Pattern TABLE_ENTRY =
            Pattern.compile("\\.(?:submit|reap)\\s*=\\s*&?(\\w+)");

    private HotPathRules() {}

    static List<String> slowCalls(SourceFile file) {
        if (HOT_FILES.contains(file.path())) {
            String code = SplitText.of(file.text()).code();
            List<String> found = calls(file, code, 1, CALL_THAT_WAITS);
            found.addAll(calls(file, code, 1, SLOW_MATHS));
            return found;
        }
        return file.path().matches("native/engine/\\w+\\.c") ? inEngine(file) : List.of();
    }

    /** An engine never reads a clock; the simulated device drives the virtual one. */
    static List<String> clockReadings(SourceFile file) {
        boolean engine = file.isC() && file.path().startsWith("native/engine/");
        return engine && !file.path().equals(SIM)
                ? calls(file, SplitText.of(file.text()).code(), 1, CLOCK_READING)
                : List.of();
    }

    /** A hot file that was renamed would no longer be looked at. */
    static List<String> hotFilesThatAreGone(List<SourceFile> files) {
        List<String> gone = new ArrayList<>();
        boolean loopExists = files.stream().anyMatch(f -> f.path().startsWith("native/worker/"));
        for (String hot : new TreeSet<>(HOT_FILES)) {
            if (loopExists && files.stream().noneMatch(f -> f.path().equals(hot))) {
                gone.add(hot + " is in the list of hot files but not there");
            }
        }
        return gone;
    }

    private static List<String> inEngine(SourceFile file) {
        List<String> found = new ArrayList<>();
        for (Function function : reachedFromTable(file)) {
            int line = function.firstLine();
            found.addAll(calls(file, function.body(), line, CALL_THAT_WAITS));
            if (!file.path().equals(SIM)) { // its latency laws cost no measured time
                found.addAll(calls(file, function.body(), line, SLOW_MATHS));
            }
        }
        return found;
    }

    private static List<Function> reachedFromTable(SourceFile file) {
        Map<String, Function> functions = new HashMap<>();
        Function.of(file).forEach(function -> functions.put(function.name(), function));
        Deque<String> next = new ArrayDeque<>();
        TABLE_ENTRY
                .matcher(SplitText.of(file.text()).code())
                .results()
                .forEach(entry -> next.add(entry.group(1)));
        Set<String> seen = new TreeSet<>();
        List<Function> reached = new ArrayList<>();
        while (!next.isEmpty()) {
            Function function = functions.get(next.remove());
            if (function != null && seen.add(function.name())) {
                reached.add(function);
                functions.keySet().stream()
                        .filter(name -> function.body().matches("(?s).*\\b" + name + "\\b.*"))
                        .forEach(next::add);
            }
        }
        return reached;
    }

    private static List<String> calls(
            SourceFile file, String code, int firstLine, Pattern forbidden) {
        List<String> found = new ArrayList<>();
        Matcher call = forbidden.matcher(code);
        while (call.find()) {
            int line = firstLine + SplitText.lineOf(code, call.start()) - 1;
            found.add(file.at(line, call.group(1) + " on the hot path"));
        }
        return found;
    }
}
