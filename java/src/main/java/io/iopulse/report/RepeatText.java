package io.iopulse.report;

import io.iopulse.compare.Metric;
import io.iopulse.compare.RepeatedPhase;
import io.iopulse.compare.RepeatedPhase.Column;
import io.iopulse.measure.Caveat;
import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.Figure;
import io.iopulse.record.Outcome;
import io.iopulse.record.Recording;
import io.iopulse.units.Printable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A job that was done several times: a line per run, and what the runs have in common. */
public final class RepeatText {
    private final List<String> lines = new ArrayList<>();

    private RepeatText() {}

    /** The whole report, each line ended. */
    public static String of(List<RepeatedPhase> phases) {
        RepeatText text = new RepeatText();
        phases.forEach(text::add);
        return text.lines.stream()
                .map(line -> Printable.of(line) + "\n")
                .collect(Collectors.joining());
    }

    private void add(RepeatedPhase phase) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(phase.name() + ": " + WorkloadText.counted(phase.runs().size(), "run"));
        TextTable table = new TextTable();
        List<String> head = new ArrayList<>(List.of("run"));
        phase.columns().forEach(column -> head.add(column.metric().name()));
        table.add(head);
        for (int i = 0; i < phase.runs().size(); i++) {
            table.add(row(phase, i));
        }
        table.add(summary(phase, "median", column -> column.sample().median()));
        table.add(summary(phase, "min", column -> column.sample().min()));
        table.add(summary(phase, "max", column -> column.sample().max()));
        table.add(spread(phase));
        lines.addAll(table.lines());
        addCaveats(phase.runs());
    }

    private static List<String> row(RepeatedPhase phase, int run) {
        Recording recording = phase.runs().get(run);
        Outcome outcome = recording.outcome();
        String how =
                outcome.status() == Outcome.Status.COMPLETE
                        ? ""
                        : ", " + outcome.status().label() + ": " + outcome.reason();
        List<String> cells = new ArrayList<>(List.of(run + 1 + how));
        for (Column column : phase.columns()) {
            Metric metric = column.metric();
            cells.add(
                    metric.read(recording).value().isPresent()
                            ? metric.unit().format(metric.read(recording).value().getAsDouble())
                            : "-");
        }
        return cells;
    }

    private static List<String> summary(
            RepeatedPhase phase, String label, ToDoubleFunction<Column> figure) {
        List<String> cells = new ArrayList<>(List.of(label));
        for (Column column : phase.columns()) {
            cells.add(column.metric().unit().format(figure.applyAsDouble(column)));
        }
        return cells;
    }

    /** From the least to the greatest, as a share of the median. */
    private static List<String> spread(RepeatedPhase phase) {
        List<String> cells = new ArrayList<>(List.of("spread"));
        for (Column column : phase.columns()) {
            double range = column.sample().max() - column.sample().min();
            cells.add(
                    column.sample().median() == 0
                            ? "-"
                            : Figure.percent(range / column.sample().median()));
        }
        return cells;
    }

    /** Each kind once, as the first run that has it says it. */
    private void addCaveats(List<Recording> runs) {
        Map<Caveat, String> sentences = new LinkedHashMap<>();
        Map<Caveat, Integer> counts = new EnumMap<>(Caveat.class);
        for (Recording run : runs) {
            run.caveats().forEach(note -> sentences.putIfAbsent(note.caveat(), note.sentence()));
            run.caveats().stream()
                    .map(CaveatNote::caveat)
                    .distinct()
                    .forEach(caveat -> counts.merge(caveat, 1, Integer::sum));
        }
        sentences.forEach(
                (caveat, sentence) ->
                        lines.add(
                                "  caveat     %s (%d of %d runs)"
                                        .formatted(sentence, counts.get(caveat), runs.size())));
    }
}
