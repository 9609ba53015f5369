package io.iopulse.record;

import io.iopulse.measure.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a recording says of itself, without its intervals being added up.
 *
 * @param runs what began
 * @param verdicts what came to an end
 * @param isBeingWritten its run is still under way
 * @param problem what is wrong with it; empty: nothing
 */
public record RecordingSummary(
        List<RunFacts> runs,
        List<Verdict> verdicts,
        long intervals,
        boolean isBeingWritten,
        Optional<String> problem) {
    public RecordingSummary {
        runs = List.copyOf(runs);
        verdicts = List.copyOf(verdicts);
    }

    public static RecordingSummary of(Path directory) throws IOException {
        boolean isBeingWritten = RunsDirectory.isBeingWritten(directory);
        List<RunFacts> runs = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        long intervals = 0;
        Optional<String> problem = Optional.of("no end mark");
        try (DocumentReader documents = DocumentReader.of(directory)) {
            for (Optional<Document> next = documents.next();
                    next.isPresent();
                    next = documents.next()) {
                switch (next.get().kind()) {
                    case RUN -> runs.add(next.get().read(RunFacts.class));
                    case INTERVAL -> intervals++;
                    case END -> {}
                    case VERDICT -> verdicts.add(next.get().read(Verdict.class));
                    case CLOSED -> problem = Optional.empty();
                }
            }
        } catch (RecordingException e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // whatever a document leads to that no recorder wrote
            problem = Optional.of(String.valueOf(e.getMessage()));
        }
        return new RecordingSummary(runs, verdicts, intervals, isBeingWritten, problem);
    }

    /** {@code complete, 12 intervals}. */
    public String inWords() {
        if (isBeingWritten) {
            return "running, %s intervals so far".formatted(Figure.count(intervals));
        }
        String how =
                verdicts.isEmpty()
                        ? "unfinished"
                        : verdicts.get(verdicts.size() - 1).status().label();
        return "%s, %s intervals%s"
                .formatted(how, Figure.count(intervals), problem.map(why -> ", " + why).orElse(""));
    }

    /** A few lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            RunFacts run = runs.get(i);
            lines.add("run        " + run.workload().name() + ", " + run.startedAt());
            lines.add(
                    "workload   "
                            + WorkloadHash.of(run.workload())
                            + ", seed "
                            + run.workload().seed());
            lines.add("tool       iopulse " + run.toolVersion());
            if (i < verdicts.size()) {
                Verdict verdict = verdicts.get(i);
                lines.add(
                        "outcome    "
                                + verdict.status().label()
                                + ", exit code "
                                + verdict.exitCode());
                verdict.caveats().forEach(caveat -> lines.add("caveat     " + caveat));
            }
        }
        lines.add("recording  " + inWords());
        return lines;
    }
}
