package io.iopulse.report;

import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.record.LatencyTable;
import io.iopulse.record.Recording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Percentile distributions of the measured phase as HdrHistogram prints and plotters read them. */
public final class HgrmReport {
    private static final List<OperationKind> BOTH =
            List.of(OperationKind.READ, OperationKind.WRITE);

    private HgrmReport() {}

    /** Names of files, such as {@code service-read.hgrm}, and what goes into them. */
    public static Map<String, String> files(List<Recording> recordings) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < recordings.size(); i++) {
            String run = RunTitles.prefix(recordings, i);
            add(files, run.isEmpty() ? "" : run + "-", recordings.get(i).measured().latencies());
        }
        return files;
    }

    private static void add(Map<String, String> files, String prefix, LatencyTable latencies) {
        for (LatencyKind timed : latencies.kinds()) {
            String begin = prefix + timed.label() + "-";
            for (OperationKind kind : latencies.operations(timed)) {
                latencies
                        .get(timed, kind)
                        .ifPresent(latency -> add(files, begin + kind.label(), latency));
            }
            if (latencies.operations(timed).containsAll(BOTH)) {
                latencies.merged(timed, BOTH).ifPresent(sum -> add(files, begin + "both", sum));
            }
        }
    }

    private static void add(Map<String, String> files, String name, Latency latency) {
        files.put(name + ".hgrm", latency.percentileText());
    }
}
