package io.iopulse.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The kernel's way to write sets of CPUs and nodes: {@code 0-3,8,10-11}. */
final class CpuList {
    /** Above every CPU number that Linux can be built for; keeps a bad file from filling memory. */
    static final int NUMBER_MAX = 65_535;

    private CpuList() {}

    /** Ascending, each number once. An empty text is the empty list; a malformed one is absent. */
    static Optional<List<Integer>> parse(String text) {
        TreeSet<Integer> numbers = new TreeSet<>();
        if (text.isBlank()) {
            return Optional.of(List.of());
        }
        for (String part : text.strip().split(",", -1)) {
            int dash = part.indexOf('-');
            OptionalLong first = number(dash < 0 ? part : part.substring(0, dash));
            OptionalLong last = dash < 0 ? first : number(part.substring(dash + 1));
            if (first.isEmpty() || last.isEmpty() || last.getAsLong() < first.getAsLong()) {
                return Optional.empty();
            }
            for (long number = first.getAsLong(); number <= last.getAsLong(); number++) {
                numbers.add((int) number);
            }
        }
        return Optional.of(List.copyOf(numbers));
    }

    /** The inverse of parse, with ranges as long as they go. */
    static String format(Collection<Integer> numbers) {
        List<String> parts = new ArrayList<>();
        List<Integer> sorted = new ArrayList<>(new TreeSet<>(numbers));
        for (int i = 0; i < sorted.size(); ) {
            int end = i;
            while (end + 1 < sorted.size() && sorted.get(end + 1) == sorted.get(end) + 1) {
                end++;
            }
            parts.add(end == i ? "" + sorted.get(i) : sorted.get(i) + "-" + sorted.get(end));
            i = end + 1;
        }
        return String.join(",", parts);
    }

    private static OptionalLong number(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        OptionalLong number = digits ? HostTree.parseLong(text) : OptionalLong.empty();
        return number.isPresent() && number.getAsLong() <= NUMBER_MAX
                ? number
                : OptionalLong.empty();
    }
}
