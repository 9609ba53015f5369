package io.iopulse.report;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class JsonReportTest {
    @ParameterizedTest
    @EnumSource
    void theWholeReportIsAsKept(SampleRecordings sample) throws IOException {
        String name = sample.name().toLowerCase(Locale.ROOT);
        Golden.check(name + ".json", json(sample, true));
    }

    static String json(SampleRecordings sample, boolean perWorker) throws IOException {
        StringWriter out = new StringWriter();
        JsonReport.write(sample.get(), perWorker, out);
        return out.toString();
    }
}
