package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every mistake about the pace has its exact sentence. */
class PaceSentencesTest {
    private static final String IOPS =
            " is not operations a second, such as 500, 2.5k or 1M, or a curve such as"
                    + " ramp:from=A,to=B,over=TIME";

    /** Each pair: a command line, and after {@code ⇒} what is said about it. */
    private static final Examples EXAMPLES =
            new Examples(
                    List.of(
                            "--rate-iops=5 --rate-bytes=1M ⇒ --rate-iops 5 and --rate-bytes 1M are"
                                    + " two rates; give one of them",
                            "--arrivals=poisson ⇒ --arrivals poisson is about a rate, and none is"
                                    + " given; add --rate-iops or --rate-bytes, or leave it out",
                            "--rate-per-worker ⇒ --rate-per-worker is about a rate, and none is"
                                    + " given; add --rate-iops or --rate-bytes, or leave it out",
                            "--rate-iops=5 --arrivals=burst ⇒ --arrivals burst needs --burst-size,"
                                    + " from 2 to 1000000",
                            "--rate-iops=5 --burst-size=4 ⇒ --burst-size 4 is for --arrivals burst;"
                                    + " add it, or leave this out",
                            "--rate-iops=5 --think-time=1ms ⇒ --think-time 1ms is for a closed"
                                + " loop, and --rate-iops 5 starts operations whatever became of"
                                + " those before; leave one of them out",
                            "--rate-bytes=1M --depth-load=ramp:from=1,to=2,over=1s ⇒ --depth-load"
                                + " ramp:from=1,to=2,over=1s is for a closed loop, and --rate-bytes"
                                + " 1M starts operations whatever became of those before; leave one"
                                + " of them out",
                            "--queue-depth=2 --depth-load=ramp:from=1,to=2,over=1s ⇒ --depth-load"
                                + " ramp:from=1,to=2,over=1s and --queue-depth 2 are two depths;"
                                + " give one of them",
                            "--think-time=write=1ms ⇒ --think-time write=1ms: the load has no"
                                    + " writes to think after; leave that out",
                            "--think-every=4 ⇒ --think-every 4 leaves nothing to think about; give"
                                + " a --think-time or --think-adaptive above 0, or leave it out",
                            "--think-time=0 ⇒ --think-time 0 leaves nothing to think about; give a"
                                    + " --think-time or --think-adaptive above 0, or leave it out",
                            "--wait-mode=spin ⇒ --wait-mode spin is for a rate, think time or a"
                                    + " depth over time, and there is none; leave it out",
                            "--rate-iops=ramp:from=9,to=0,over=1s --total-ops=9 ⇒"
                                + " ramp:from=9,to=0,over=1s ends at 0, where nothing is done any"
                                + " more and no limit is reached; add --duration",
                            "--rate-iops=0 ⇒ --rate-iops 0 is 0 all the time; give operations a"
                                    + " second, such as 500, 2.5k or 1M",
                            "--rate-iops=steps:from=1,to=9,by=0,every=1s ⇒ --rate-iops"
                                    + " steps:from=1,to=9,by=0,every=1s: by 0 makes no step; give"
                                    + " more",
                            "--rate-iops=steps:from=1,to=1M,by=1,every=1s ⇒ --rate-iops"
                                    + " steps:from=1,to=1M,by=1,every=1s has more than 100000"
                                    + " steps",
                            "--rate-iops=fast ⇒ --rate-iops fast" + IOPS,
                            "--rate-iops=-1 ⇒ --rate-iops -1" + IOPS,
                            "--rate-bytes=1X ⇒ --rate-bytes 1X is not bytes a second, such as 500k"
                                    + " or 1.5G, or a curve such as ramp:from=A,to=B,over=TIME",
                            "--rate-iops=rmap:from=1 ⇒ --rate-iops rmap:from=1: rmap is not one of"
                                + " constant, ramp, steps, spike, burst, sine, csv; did you mean"
                                + " ramp?",
                            "--rate-iops=ramp:from=1,to=2 ⇒ --rate-iops ramp:from=1,to=2: over is"
                                    + " missing; give ramp:from=,to=,over=",
                            "--rate-iops=ramp:from=1,till=2 ⇒ --rate-iops ramp:from=1,till=2: till"
                                    + " is none of ramp:from=,to=,over=",
                            "--rate-iops=ramp:from=x,to=2,over=1s ⇒ --rate-iops"
                                + " ramp:from=x,to=2,over=1s: from x is not operations a second,"
                                + " such as 500, 2.5k or 1M",
                            "--rate-iops=ramp:from=1,to=2,over=0 ⇒ --rate-iops"
                                + " ramp:from=1,to=2,over=0: over 0 is not a time from 1us to 365d",
                            "--rate-iops=burst:low=0,high=9,every=1s,for=2s ⇒ --rate-iops"
                                    + " burst:low=0,high=9,every=1s,for=2s: for is not shorter than"
                                    + " every",
                            "--rate-iops=sine:min=0,max=0,period=2s ⇒ --rate-iops"
                                    + " sine:min=0,max=0,period=2s is 0 all the time",
                            "--rate-iops=csv:/nowhere.csv ⇒ --rate-iops csv:/nowhere.csv does not"
                                    + " exist",
                            "--rate-iops=csv:/dev/zero ⇒ --rate-iops csv:/dev/zero is not a regular"
                                    + " file",
                            "--rate-iops=csv: ⇒ --rate-iops csv: is not a regular file",
                            "--engine=sync --depth-load=ramp:from=1,to=8,over=1s ⇒ --depth-load"
                                + " ramp:from=1,to=8,over=1s needs an engine that keeps several"
                                + " operations in flight, and --engine sync does one at a time; use"
                                + " --engine io_uring or libaio, or more --threads",
                            "--depth-load=ramp:from=1,to=9999,over=1s ⇒ --depth-load"
                                    + " ramp:from=1,to=9999,over=1s: to 9999 is not a number of"
                                    + " operations from 0 to 4096",
                            "--think-time=soon ⇒ --think-time soon is not a time from 0s to 1d for"
                                    + " all, or one each as in read=1ms,write=5ms",
                            "--think-time=read=1ms,read=2ms ⇒ --think-time read=1ms: the"
                                    + " time of read is given twice; give it once",
                            "--think-time=1ms,2ms ⇒ --think-time 1ms: the time for all is given"
                                    + " twice; give it once",
                            "--think-adaptive=x ⇒ --think-adaptive x is not a percentage from 0 to"
                                    + " 1000000, such as 50 or 150",
                            "--rate-iops=5 --arrivals=poison ⇒ --arrivals poison is not one of"
                                    + " constant, poisson, burst; did you mean poisson?"),
                    PaceSentencesTest::line);

    @TestFactory
    Stream<DynamicTest> aMistake() {
        return EXAMPLES.tests();
    }

    @Test
    void everyRuleIsBrokenByAnExample() {
        assertThat(EXAMPLES.notBroken(PaceRules.ALL)).isEmpty();
    }

    private static String line(String options) {
        String line = "f " + options;
        return line.contains("--total-") ? line : line + " --duration=1";
    }
}
