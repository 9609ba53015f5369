package io.iopulse.cli;

import io.iopulse.config.JobText;
import io.iopulse.engine.JobTarget;
import io.iopulse.host.FileSystem;
import io.iopulse.host.TargetFacts;
import io.iopulse.run.MemoryNeed;
import io.iopulse.run.Preparation;
import io.iopulse.units.Size;
import io.iopulse.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a checked run would do and need: a job file, with engine, space and memory as comments. */
final class DryRun {
    private DryRun() {}

    /** The lines to print; {@code resolved} is what became of each phase on its machine. */
    static List<String> lines(List<Workload> asked, List<Preparation> resolved) {
        List<String> lines = new ArrayList<>(JobText.of(asked));
        for (Preparation phase : resolved) {
            if (resolved.size() > 1) {
                lines.add("# phase: " + phase.job().workload().name());
            }
            addNeeds(lines, phase);
        }
        return lines;
    }

    private static void addNeeds(List<String> lines, Preparation resolved) {
        for (int i = 0; i < resolved.parts().size(); i++) {
            String engine = resolved.job().loads().get(i).engine().label();
            resolved.parts()
                    .get(i)
                    .engineReason()
                    .ifPresent(why -> lines.add("# engine: " + engine + " (" + why + ")"));
        }
        List<TargetFacts> facts = resolved.targets();
        List<JobTarget> targets = resolved.job().targets();
        for (int i = 0; i < targets.size(); i++) {
            JobTarget target = targets.get(i);
            Size filled = new Size(resolved.checked().get(i).filledBytes());
            lines.add(
                    "# space: "
                            + target.path()
                            + space(target, facts.get(i))
                            + (target.tailBytes() > 0
                                    ? ", " + new Size(target.tailBytes()) + " at the end not used"
                                    : "")
                            + (filled.bytes() > 0 ? ", " + filled + " filled first" : ""));
        }
        lines.add("# memory: " + MemoryNeed.of(resolved.job().workload()).text());
    }

    private static String space(JobTarget target, TargetFacts facts) {
        if (target.kind() == JobTarget.Kind.NONE) {
            return " is not opened, %s in use".formatted(new Size(target.bytes()));
        }
        if (!facts.exists()) {
            Size end = new Size(target.offset() + target.bytes());
            return " would be created, " + end + free(facts.fileSystem(), end);
        }
        String what = target.kind() == JobTarget.Kind.FILE ? " is a file" : " is a device";
        String whole =
                facts.bytes().isPresent() ? " of " + new Size(facts.bytes().getAsLong()) : "";
        return "%s%s, %s in use from offset %s"
                .formatted(what, whole, new Size(target.bytes()), new Size(target.offset()));
    }

    private static String free(Optional<FileSystem> fileSystem, Size wanted) {
        if (fileSystem.isEmpty() || fileSystem.get().freeBytes().isEmpty()) {
            return "";
        }
        Size free = new Size(fileSystem.get().freeBytes().getAsLong());
        return (free.compareTo(wanted) < 0 ? ", more than the " : ", of ")
                + free.approximate()
                + " free on "
                + fileSystem.get().mountPoint();
    }
}
