package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.workload.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake about the content of writes has its exact sentence. */
class ContentSentencesTest {
    private static final String WRITES = "--write-percent=100 ";
    private static final String LIST =
            " is not one of random, zeros, ones, sequential, text:STRING, hex:DIGITS, file:PATH";
    private static final String DIGITS = " is not pairs of hexadecimal digits, such as hex:c0ffee";
    private static final String NONE =
            " is about writes, and this run has none; add --write-percent, or leave it out";
    private static final String FIXED = " is the same in every write; leave one of them out";

    /** Each pair: a command line, and after {@code ⇒} what is said about it. */
    private static final Examples EXAMPLES =
            new Examples(
                    List.of(
                            "--write-pattern=zeros ⇒ --write-pattern zeros" + NONE,
                            "--compress-percent=50 ⇒ --compress-percent 50" + NONE,
                            "--dedupe-percent=50 --trim-percent=50 --read-percent=50 ⇒"
                                    + " --dedupe-percent 50"
                                    + NONE,
                            WRITES
                                    + "--engine=sim --write-pattern=ones ⇒ --write-pattern ones has"
                                    + " no effect with --engine sim, which moves no data; leave it"
                                    + " out",
                            WRITES
                                    + "--write-pattern=zeros --compress-percent=50 ⇒"
                                    + " --compress-percent 50 is about random data, and"
                                    + " --write-pattern zeros"
                                    + FIXED,
                            WRITES
                                    + "--write-pattern=text:a --dedupe-percent=0.5 ⇒"
                                    + " --dedupe-percent 0.5 is about random data, and"
                                    + " --write-pattern text:a"
                                    + FIXED,
                            WRITES
                                    + "--compress-percent=101 ⇒ --compress-percent 101 is not a"
                                    + " percentage from 0 to 100, such as 70 or 33.3",
                            WRITES
                                    + "--dedupe-percent=-1 ⇒ --dedupe-percent -1 is not a"
                                    + " percentage from 0 to 100, such as 70 or 33.3",
                            WRITES
                                    + "--write-pattern=zeroes ⇒ --write-pattern zeroes"
                                    + LIST
                                    + "; did you mean zeros?",
                            WRITES + "--write-pattern=0xff ⇒ --write-pattern 0xff" + LIST,
                            WRITES
                                    + "--write-pattern=text: ⇒ --write-pattern text: has no text"
                                    + " behind text:; give at least one character",
                            WRITES
                                    + "--write-pattern=text:\ufffd ⇒ --write-pattern text:\ufffd"
                                    + " has characters that this locale cannot read; set"
                                    + " LC_ALL=C.UTF-8",
                            WRITES + "--write-pattern=hex: ⇒ --write-pattern hex:" + DIGITS,
                            WRITES + "--write-pattern=hex:abc ⇒ --write-pattern hex:abc" + DIGITS,
                            WRITES + "--write-pattern=hex:0g ⇒ --write-pattern hex:0g" + DIGITS,
                            WRITES
                                    + "--write-pattern=file:/nowhere ⇒ --write-pattern"
                                    + " file:/nowhere cannot be read; name a file of 1 to 1048576"
                                    + " bytes",
                            WRITES
                                    + "--write-pattern=file:/proc ⇒ --write-pattern file:/proc"
                                    + " cannot be read; name a file of 1 to 1048576 bytes",
                            WRITES
                                    + "--write-pattern=file:/dev/null ⇒ --write-pattern"
                                    + " file:/dev/null is empty; name a file of 1 to 1048576 bytes",
                            WRITES
                                    + "--write-pattern=file:/dev/zero ⇒ --write-pattern"
                                    + " file:/dev/zero is too long; name a file of 1 to 1048576"
                                    + " bytes"),
                    ContentSentencesTest::line);

    @TestFactory
    Stream<DynamicTest> aMistake() {
        return EXAMPLES.tests();
    }

    @Test
    void everyRuleIsBrokenByAnExample() {
        assertThat(EXAMPLES.notBroken(ContentRules.ALL)).isEmpty();
    }

    @Test
    void aFileMayBeAsLongAsIsSaid(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("string");
        Files.write(file, new byte[Content.STRING_BYTES_MAX]);
        Content content =
                Line.component("f --duration=1 --write-percent=9 --write-pattern=file:" + file)
                        .load()
                        .content();
        assertThat(content.string()).hasSize(1048576);
    }

    private static String line(String options) {
        return "f --duration=1 " + options;
    }
}
