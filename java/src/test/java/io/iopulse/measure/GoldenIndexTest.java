package io.iopulse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** The index of a value is one and the same in HdrHistogram, in Java and, by this file, in C. */
class GoldenIndexTest {
    private static final Path GOLDEN = Path.of("native/test/golden/hist_index.txt");

    @Test
    void goldenIndexesAreThoseOfHdrHistogram() throws Exception {
        Histogram histogram = new Histogram(1, Latency.HIGHEST_NS, 3);
        Method countsArrayIndex =
                AbstractHistogram.class.getDeclaredMethod("countsArrayIndex", long.class);
        countsArrayIndex.setAccessible(true);
        List<String> lines =
                Files.readAllLines(GOLDEN).stream().filter(line -> !line.startsWith("#")).toList();

        assertThat(lines).hasSizeGreaterThanOrEqualTo(400);
        for (String line : lines) {
            String[] fields = line.split(" ", 2);
            long value = Long.parseLong(fields[0]);
            int index = Integer.parseInt(fields[1]);
            assertThat(countsArrayIndex.invoke(histogram, value))
                    .as("of %d", value)
                    .isEqualTo(index);
            assertThat(Latency.indexOf(value)).as("of %d", value).isEqualTo(index);
        }
    }
}
