package io.iopulse.report;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** HistogramFilesTest has the library read them; here is how they look. */
final class HistogramFormatsTest {
    @Test
    void theDistributionsAreAsKept() throws IOException {
        Map<String, String> files = HgrmReport.files(List.of(SampleRecordings.EVERYTHING.get()));
        Golden.check(
                "everything.hgrm.txt",
                files.entrySet().stream()
                        .map(file -> file.getKey() + "\n" + file.getValue())
                        .collect(Collectors.joining()));
    }

    /** What the histograms compress to depends on the machine's zlib. */
    @Test
    void theLogIsAsKept() throws IOException {
        StringWriter out = new StringWriter();
        HlogReport.write(List.of(SampleRecordings.EVERYTHING.get()), out);
        Golden.check("everything.hlog", out.toString().replaceAll("HISTF[A-Za-z0-9+/=]+", "HISTF"));
    }
}
