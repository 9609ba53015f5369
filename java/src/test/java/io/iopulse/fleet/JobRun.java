package io.iopulse.fleet;

import io.iopulse.config.JobFile;
import io.iopulse.config.Settings;
import io.iopulse.config.WorkloadParser;
import io.iopulse.record.Recorder;
import io.iopulse.record.Recording;
import io.iopulse.run.Node;
import io.iopulse.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the text of a job of one phase through the whole of Java and native, with seed 7. */
final class JobRun {
    private JobRun() {}

    /** The file of the job is made in the directory. */
    static Recording of(Path directory, String job) throws Exception {
        Path file = Files.writeString(directory.resolve("job.yaml"), job);
        Workload workload =
                new WorkloadParser(() -> 7)
                        .parse(new Settings(), JobFile.read(file.toString()))
                        .phases()
                        .get(0);
        try (Coordinator coordinator =
                new Coordinator(new LocalLink(new Node("test", Recorder.none(), event -> {})))) {
            return coordinator.run(workload);
        }
    }
}
