package io.iopulse.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {
    @ParameterizedTest
    @CsvSource({
        "512, 512",
        "0, 0",
        "4k, 4096",
        "4K, 4096",
        "4kb, 4096",
        "4KiB, 4096",
        "1MiB, 1048576",
        "1.5G, 1610612736",
        "1.5 GiB, 1610612736",
        ".5k, 512",
        "2t, 2199023255552",
        "7p, 7881299347898368",
        "10b, 10",
    })
    void readsPowersOf1024(String text, long bytes) {
        assertThat(Size.parse(text)).isEqualTo(new Size(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "k",
                "4x",
                "-4k",
                "+4k",
                "4k4",
                "1e9",
                "1.k",
                "1..5k",
                "0x10",
                "9999p9",
                "99999999999999999999",
                "9000p",
                "∞",
                "4%",
                "4k/s",
                "1.0001k",
                "0.5",
                "0.1G"
            })
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Size.parse(text))
                .isInstanceOf(UnitFormatException.class)
                .hasMessage("'" + text + "' is not a size such as 4k, 1.5G, 1MiB or 512");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "511, 511",
        "512, 512",
        "1024, 1KiB",
        "1280, 1.25KiB",
        "1025, 1025",
        "1610612736, 1.5GiB",
        "1073741823, 1073741823",
        "9223372036854775807, 9223372036854775807",
    })
    void printsTheLargestExactUnit(long bytes, String text) {
        assertThat(new Size(bytes)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1023, 1023", "1024, 1KiB", "84249264128, 78.4GiB", "1048575, 1023.9KiB"})
    void approximatesForPeople(long bytes, String text) {
        assertThat(new Size(bytes).approximate()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 4096, 0", "1, 4096, 4096", "4096, 4096, 4096", "10001, 1000, 11000"})
    void roundsUpToWholeUnits(long bytes, long unit, long rounded) {
        assertThat(new Size(bytes).roundedUpTo(new Size(unit))).isEqualTo(new Size(rounded));
    }

    @Test
    void readsBackWhatItPrints() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Size size = new Size((random.nextLong() >>> 1) >>> random.nextInt(63));
            Size round = new Size(Math.min(size.bytes(), 1L << 52) << random.nextInt(10));
            assertThat(Size.parse(size.toString())).isEqualTo(size);
            assertThat(Size.parse(round.toString())).isEqualTo(round);
        }
    }

    @Test
    void isNeverNegative() {
        assertThatThrownBy(() -> new Size(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
