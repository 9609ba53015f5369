package io.iopulse.report;

import io.iopulse.compare.GateCase;
import io.iopulse.units.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What had to hold, a line each. */
public final class GateText {
    private GateText() {}

    /**
     * The lines under a title, each ended; nothing without cases.
     *
     * @param title one line
     */
    public static String of(String title, List<GateCase> cases) {
        if (cases.isEmpty()) {
            return "";
        }
        int widest =
                cases.stream().map(GateCase::group).distinct().count() == 1
                        ? 0
                        : cases.stream()
                                .mapToInt(judged -> Printable.of(judged.group()).length())
                                .max()
                                .orElse(0);
        TextTable table = new TextTable();
        for (GateCase judged : cases) {
            table.add(
                    List.of(
                            (judged.failed() ? "FAIL  " : "pass  ")
                                    + (widest == 0 ? "" : padded(judged.group(), widest))
                                    + judged.name(),
                            judged.value()));
        }
        List<String> lines = new ArrayList<>(List.of(title));
        lines.addAll(table.lines());
        return lines.stream().map(line -> Printable.of(line) + "\n").collect(Collectors.joining());
    }

    private static String padded(String group, int width) {
        String shown = Printable.of(group);
        return shown + " ".repeat(width - shown.length() + 2);
    }
}
