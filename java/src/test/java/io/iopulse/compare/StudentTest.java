package io.iopulse.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distributions against tables and against python3, which integrates their densities. */
class StudentTest {
    /** Two-sided p of pairs of t and degrees of freedom, by Simpson's rule over the density. */
    private static final String INTEGRAL =
            """
            import math, sys
            def density(x, v):
                return math.exp(math.lgamma((v + 1) / 2) - math.lgamma(v / 2)) \\
                    / math.sqrt(v * math.pi) * (1 + x * x / v) ** (-(v + 1) / 2)
            for pair in sys.argv[1:]:
                t, v = map(float, pair.split(','))
                n = 20000
                h = t / n
                s = density(0, v) + density(t, v)
                s += sum((4 if i % 2 else 2) * density(i * h, v) for i in range(1, n))
                print(repr(1 - 2 * s * h / 3))
            """;

    @Test
    void tailsAreThoseThatPythonIntegrates() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "-c", INTEGRAL));
        List<double[]> pairs = new ArrayList<>();
        for (double freedom : new double[] {1, 1.5, 2, 4, 7.3, 30, 400}) {
            for (double t : new double[] {0.1, 1, 2.5, 6}) {
                pairs.add(new double[] {t, freedom});
                command.add(t + "," + freedom);
            }
        }
        List<String> integrated = lines(command);
        assertThat(integrated).hasSameSizeAs(pairs);
        for (int i = 0; i < pairs.size(); i++) {
            assertThat(Student.twoSided(pairs.get(i)[0], pairs.get(i)[1]))
                    .as(command.get(i + 3))
                    .isCloseTo(Double.parseDouble(integrated.get(i)), within(1e-10));
        }
    }

    private static List<String> lines(List<String> command)
            throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Assumptions.abort("SKIP: python3 is not installed");
        }
        List<String> lines =
                new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
        assertThat(process.waitFor()).as("%s", lines).isZero();
        return lines;
    }

    /** Of printed tables, as in Abramowitz and Stegun, table 26.10. */
    @ParameterizedTest
    @CsvSource({
        "0.05, 1, 12.706",
        "0.05, 4, 2.776",
        "0.05, 8, 2.306",
        "0.01, 8, 3.355",
        "0.001, 30, 3.646",
        "0.05, 1e6, 1.960"
    })
    void criticalValuesAreThoseOfTables(double level, double freedom, double t) {
        assertThat(Student.critical(level, freedom)).isCloseTo(t, within(5e-4));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1.959963984540054, 0.975",
        "-2.575829303548901, 0.005",
        "-5, 2.866515718791939e-7",
        "-40, 0"
    })
    void theNormalDistributionIsThatOfTables(double x, double share) {
        assertThat(Student.normal(x)).isCloseTo(share, within(1e-14));
    }

    /** Student's own sleep data; R's t.test gives t = -1.8608, df = 17.776, p = 0.07939. */
    @Test
    void welchTestsSleep() {
        Welch test =
                Welch.of(
                        new double[] {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4},
                        new double[] {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0});
        assertThat(test.t()).isCloseTo(-1.8608, within(5e-5));
        assertThat(test.freedom()).isCloseTo(17.776, within(5e-4));
        assertThat(test.p()).isCloseTo(0.07939, within(5e-6));
    }

    @Test
    void withoutSpreadMeansDifferOrNot() {
        double[] fives = {5, 5, 5};
        assertThat(Welch.of(fives, fives).p()).isEqualTo(1);
        assertThat(Welch.of(fives, new double[] {6, 6}).p()).isZero();
    }
}
