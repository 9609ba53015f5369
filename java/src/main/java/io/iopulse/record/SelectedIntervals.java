package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.record.RunSelection.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Hands on what is selected; keeps what the receiver throws apart from what documents lead to. */
final class SelectedIntervals implements RecordedRuns.Visitor {
    private final Selection selection;
    private final List<Window> active;
    private final BiConsumer<RunFacts, Interval> receiver;
    private Optional<RunFacts> facts = Optional.empty();
    private Optional<RunSelection> chosen = Optional.empty();
    private Optional<RuntimeException> thrown = Optional.empty();
    private final RunNames names = new RunNames();
    private int runs;

    SelectedIntervals(
            Selection selection, List<Window> active, BiConsumer<RunFacts, Interval> receiver) {
        this.selection = selection;
        this.active = active;
        this.receiver = receiver;
    }

    @Override
    public void begin(RunFacts begun) {
        Window window = runs < active.size() ? active.get(runs) : Window.ALWAYS;
        names.see(begun);
        facts = Optional.of(begun);
        chosen = Optional.of(new RunSelection(selection, begun, window));
        runs++;
    }

    @Override
    public void accept(Interval interval) {
        if (chosen.orElseThrow().takes(interval)) {
            try {
                receiver.accept(facts.orElseThrow(), interval);
            } catch (RuntimeException e) {
                thrown = Optional.of(e);
                throw e;
            }
        }
    }

    /** Throws what the receiver threw, or that a name of the selection is not known. */
    void finish() {
        if (thrown.isPresent()) {
            throw thrown.get();
        }
        names.require(selection);
    }
}
