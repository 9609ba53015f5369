package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every mistake about verification has its exact sentence, and job files say it again. */
class VerifySentencesTest {
    /** Each pair: a command line, and after {@code ⇒} what is said about it. */
    private static final Examples EXAMPLES =
            new Examples(
                    List.of(
                            "--verify=crc ⇒ --verify crc is not one of none, reads, after",
                            "--verify-every=5 ⇒ --verify-every 5 is about verification; add"
                                    + " --verify reads or --verify after, or leave it out",
                            "--verify=none --verify-state=s ⇒ --verify-state s is about"
                                + " verification; add --verify reads or --verify after, or leave it"
                                + " out",
                            "--verify=reads --engine=null ⇒ --verify reads has no effect with"
                                    + " --engine null, which opens no target; leave it out",
                            "--verify=reads --trim-percent=5 ⇒ --verify reads cannot judge what a"
                                    + " trim leaves behind; leave out the trims, or leave it out",
                            "--verify=reads --rw=write --dedupe-percent=5 ⇒ --dedupe-percent 5"
                                    + " repeats blocks, and with --verify reads each tells its own"
                                    + " place; leave one of them out",
                            "--verify=after ⇒ --verify after reads back what the run writes, and it"
                                    + " writes nothing; use --verify reads, or add --write-percent",
                            "--verify=reads --verify-every=5 ⇒ --verify-every 5 reads back what the"
                                    + " run writes, and it writes nothing; leave it out",
                            "--verify=reads --verify-every=5 --rw=write --rate-iops=9 ⇒"
                                    + " --verify-every 5 reads between the writes, which a rate or"
                                    + " think time does not allow for; use --verify after",
                            "--verify=reads --verify-every=1048577 ⇒ --verify-every 1048577 is not"
                                    + " a whole number from 0 to 1048576",
                            "--verify=reads --block-size=1000 ⇒ --block-size 1000 is not a multiple"
                                    + " of 512, which a verified block is",
                            "--verify=reads --verify-block=700 ⇒ --verify-block 700 is not a"
                                    + " multiple of 512, which a verified block is",
                            "--verify=reads --verify-block=8k ⇒ --verify-block 8k does not divide"
                                    + " --block-size 4k; give a divisor of it",
                            "--verify=reads --offset=512 ⇒ --offset 512 is not a multiple of 4KiB,"
                                    + " the size of a verified block; give one that is, or another"
                                    + " --verify-block",
                            "g --verify=reads --verify-state=s ⇒ --verify-state s is the state of"
                                + " one target, and this run has several; leave it out, then each"
                                + " has its own beside it",
                            "--verify=reads --verify-state=f ⇒ --verify-state f is a target or the"
                                    + " result of the run; name another file"),
                    VerifySentencesTest::line);

    @TestFactory
    Stream<DynamicTest> aMistake() {
        return EXAMPLES.tests();
    }

    @Test
    void everyRuleIsBrokenByAnExample() {
        assertThat(EXAMPLES.notBroken(VerifyRules.ALL)).isEmpty();
    }

    @Test
    void aJobFileSaysTheSame() {
        Job job =
                Line.job(
                        "f --rw=rw --verify=after --verify-every=9 --verify-block=1k"
                                + " --verify-state=s --duration=1");
        assertThat(JobText.of(job.phases()))
                .contains(
                        "verify: after",
                        "verify-every: 9",
                        "verify-block: 1KiB",
                        "verify-state: s");
        assertThat(JobText.of(Line.job("f --duration=1").phases()))
                .noneMatch(line -> line.startsWith("verify"));
    }

    private static String line(String options) {
        return "f " + options + " --duration=1";
    }
}
