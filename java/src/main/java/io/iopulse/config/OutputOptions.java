package io.iopulse.config;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a run shows and leaves behind.
 *
 * @param files for the result, beside the text
 * @param record directory for the recording; empty: one among the user's
 * @param recorded whether the run is recorded
 * @param prometheus where to listen for scrapes, not resolved; empty: nowhere
 * @param perWorker results of each worker beside their sum
 */
public record OutputOptions(
        LiveMode live,
        List<OutputFile> files,
        Optional<String> record,
        boolean recorded,
        Optional<InetSocketAddress> prometheus,
        boolean perWorker) {
    public OutputOptions {
        files = List.copyOf(files);
    }
}
