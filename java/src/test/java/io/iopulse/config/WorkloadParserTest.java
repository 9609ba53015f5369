package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.workload.Access;
import io.iopulse.workload.AdviceFlag;
import io.iopulse.workload.Component;
import io.iopulse.workload.Distribution;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.Jumps;
import io.iopulse.workload.Load;
import io.iopulse.workload.Mix;
import io.iopulse.workload.NumaChoice;
import io.iopulse.workload.SimDevice;
import io.iopulse.workload.SimLaw;
import io.iopulse.workload.SyncMode;
import io.iopulse.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadParserTest {
    @Test
    void defaultsAreAReadOfOneBlockAtATime() {
        Workload workload = Line.workload("f --duration=10");
        Component component = workload.components().get(0);
        Load load = component.load();
        assertThat(component.targets())
                .singleElement()
                .hasToString("Target[path=f, offset=0, size=Optional.empty]");
        assertThat(workload.name()).isEqualTo("run");
        assertThat(workload.workers()).isEqualTo(1);
        assertThat(workload.seed()).isEqualTo(Line.SEED);
        assertThat(workload.interval()).isEqualTo(Span.ofSeconds(1));
        assertThat(workload.completion().duration()).contains(Span.ofSeconds(10));
        assertThat(load.engine().kind()).isEqualTo(EngineKind.IO_URING);
        assertThat(load.queueDepth()).isEqualTo(1);
        assertThat(load.blockSize()).isEqualTo(Size.ofKiB(4));
        assertThat(load.access()).isEqualTo(Access.SEQUENTIAL);
        assertThat(load.mix()).isEqualTo(Mix.READ_ONLY);
        assertThat(load.direct()).isFalse();
    }

    @Test
    void outputDefaultsAreQuiet() {
        Job job = Line.job("f --duration=10");
        assertThat(job.outputs())
                .isEqualTo(
                        new OutputOptions(
                                LiveMode.AUTO,
                                List.of(),
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                false));
        assertThat(job.dryRun()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 100, 0, 0",
        "--read-percent=70, 70, 30, 0",
        "--write-percent=33.3, 66.7, 33.3, 0",
        "--trim-percent=10, 90, 0, 10",
        "--read-percent=50 --trim-percent=10, 50, 40, 10",
        "--write-percent=50 --trim-percent=10, 40, 50, 10",
        "--read-percent=33.3 --write-percent=33.3 --trim-percent=33.4, 33.3, 33.3, 33.4",
        "--rw=read, 100, 0, 0",
        "--rw=write, 0, 100, 0",
        "--rw=rw, 50, 50, 0",
        "--rw=randrw, 50, 50, 0",
        "--readwrite=readwrite --rwmixread=70, 70, 30, 0",
        "--rw=randrw --rwmixwrite=10, 90, 10, 0",
        "--rw=randtrim, 0, 0, 100",
        "--rw=trim --trim-percent=100, 0, 0, 100",
        "--rw=randwrite --write-percent=100, 0, 100, 0",
        "--rw=read --read-percent=100 --write-percent=0, 100, 0, 0",
    })
    void sharesFillUpToAHundred(String options, double read, double write, double trim) {
        assertThat(Line.component("f --duration=1 " + options).load().mix())
                .isEqualTo(new Mix(new Percent(read), new Percent(write), new Percent(trim)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', SEQUENTIAL",
        "--random, RANDOM",
        "--random --full-coverage, PERMUTATION",
        "--rw=randread, RANDOM",
        "--rw=randread --random, RANDOM",
        "--rw=randwrite --full-coverage, PERMUTATION",
        "--rw=trim, SEQUENTIAL",
        "--random --run-until-complete, PERMUTATION",
        "--run-until-complete, SEQUENTIAL",
    })
    void orderFollowsFromRandomAndCoverage(String options, Access.Order order) {
        assertThat(Line.component("f --duration=1 " + options).load().access().order())
                .isEqualTo(order);
    }

    @Test
    void distributionsTakeTheirParameters() {
        assertThat(access("--random --distribution=zipf"))
                .isEqualTo(random(new Distribution.Zipf(1.2)));
        assertThat(access("--random --distribution=zipf:1"))
                .isEqualTo(random(new Distribution.Zipf(1)));
        assertThat(access("--random --distribution=zipf --zipf-theta=0.5"))
                .isEqualTo(random(new Distribution.Zipf(0.5)));
        assertThat(access("--random --distribution=pareto"))
                .isEqualTo(random(new Distribution.Pareto(0.9)));
        assertThat(access("--random --distribution=selfsimilar:.3"))
                .isEqualTo(random(new Distribution.SelfSimilar(0.3)));
        assertThat(access("--random --distribution=gaussian --gaussian-stddev=0.1"))
                .isEqualTo(random(new Distribution.Gaussian(0.5, 0.1)));
        Access zoned = access("--random --distribution=zoned --zones=80:20,20:80%");
        assertThat(((Distribution.Zoned) zoned.distribution()).zones()).hasSize(2);
    }

    @Test
    void jumpsStridesAndHotSetsAreRead() {
        assertThat(access("--random --percentage_random=30").jumps())
                .isEqualTo(new Jumps(new Percent(30), 0, 0));
        assertThat(access("--random --run-length=8").jumps())
                .isEqualTo(new Jumps(Percent.ALL, 8, 8));
        assertThat(access("--stride=16k --backward"))
                .isEqualTo(Access.sequential(Optional.of(new Size(16384)), true));
        Access hot =
                access("--random --distribution=zipf --scatter --hot-set=per-worker --threads=2");
        assertThat(hot.scatter()).isTrue();
        assertThat(hot.ownHotSet()).isTrue();
    }

    private static Access access(String options) {
        return Line.component("f --duration=1 " + options).load().access();
    }

    private static Access random(Distribution distribution) {
        return Access.random(distribution, Jumps.ALWAYS, false, false);
    }

    @Test
    void aDurationOfZeroRunsUntilComplete() {
        Workload workload = Line.workload("f --duration=0 --random");
        assertThat(workload.components().get(0).limits().untilComplete()).isTrue();
        assertThat(workload.completion().duration()).isEmpty();
    }

    @Test
    void aLimitMayStandBesideTheDuration() {
        Workload workload = Line.workload("f --duration=5s --total-bytes=1G");
        assertThat(workload.completion().duration()).contains(Span.ofSeconds(5));
        assertThat(workload.components().get(0).limits().totalBytes()).contains(Size.ofGiB(1));
    }

    @Test
    void fioNamesMeanTheSame() {
        Workload fio =
                Line.workload(
                        "--filename=f --bs=8k --iodepth=32 --rw=randrw --rwmixread=70"
                                + " --ioengine=libaio --numjobs=4 --runtime=60 --size=1G"
                                + " --direct=1 --ramp_time=5 --randseed=7");
        Workload own =
                Line.workload(
                        "f --block-size=8k --queue-depth=32 --random --read-percent=70"
                                + " --engine=libaio --threads=4 --duration=60 --file-size=1G"
                                + " --direct --warmup=5 --seed=7");
        assertThat(fio).isEqualTo(own);
        assertThat(Line.workload("f --runtime=1 --ioengine=psync --direct=0"))
                .isEqualTo(Line.workload("f --duration=1 --engine=sync"));
    }

    @Test
    void uringHasAllItsFeaturesUnlessTheyAreSwitchedOff() {
        assertThat(options(""))
                .containsExactlyInAnyOrder(
                        EngineOption.REGISTERED_FILES,
                        EngineOption.FIXED_BUFFERS,
                        EngineOption.REGISTERED_RING,
                        EngineOption.SINGLE_ISSUER,
                        EngineOption.DEFER_TASKRUN,
                        EngineOption.COOP_TASKRUN,
                        EngineOption.IOWQ_AFFINITY);
        assertThat(options("--no-fixed-buffers --no-registered-ring"))
                .doesNotContain(EngineOption.FIXED_BUFFERS, EngineOption.REGISTERED_RING)
                .contains(EngineOption.REGISTERED_FILES);
        assertThat(options("--no-single-issuer"))
                .doesNotContain(EngineOption.SINGLE_ISSUER, EngineOption.DEFER_TASKRUN);
        assertThat(options("--sqpoll"))
                .contains(EngineOption.SQPOLL)
                .doesNotContain(EngineOption.DEFER_TASKRUN, EngineOption.COOP_TASKRUN);
    }

    @Test
    void otherEnginesHaveTheirOwn() {
        assertThat(options("--engine=libaio")).containsExactly(EngineOption.RING_REAP);
        assertThat(options("--engine=libaio --no-ring-reap --busy-reap"))
                .containsExactly(EngineOption.BUSY_REAP);
        assertThat(options("--engine=sync")).isEmpty();
        assertThat(options("--engine=auto"))
                .contains(EngineOption.RING_REAP, EngineOption.FIXED_BUFFERS);
    }

    @ParameterizedTest
    @CsvSource({"--sqpoll, -1", "--sqpoll=3, 3", "--sqpoll=0, 0", "--sqpoll=true, -1"})
    void aSubmissionThreadMayHaveACpu(String option, int cpu) {
        var engine = Line.component("f --duration=1 " + option).load().engine();
        assertThat(engine.options()).contains(EngineOption.SQPOLL);
        assertThat(engine.sqpollCpu())
                .isEqualTo(cpu < 0 ? OptionalInt.empty() : OptionalInt.of(cpu));
    }

    @Test
    void nullAndSimNeedNoTarget() {
        Component component = Line.component("--engine=null --duration=1");
        assertThat(component.targets())
                .singleElement()
                .satisfies(
                        target -> {
                            assertThat(target.path()).isEqualTo("null");
                            assertThat(target.size()).contains(Size.ofGiB(1));
                        });
    }

    @Test
    void theVirtualDeviceIsDescribedInOneOption() {
        String law =
                "latency=1ms,law=uniform,high=2ms,channels=8,stall-at=2s,stall=500ms,short=0.1,"
                        + "error=1,errno=61,again=0.0001";
        assertThat(Line.component("--engine=sim --duration=1 --sim=" + law).load().engine())
                .satisfies(
                        engine ->
                                assertThat(engine.sim())
                                        .contains(
                                                new SimDevice(
                                                        SimLaw.UNIFORM,
                                                        8,
                                                        Span.ofMillis(1),
                                                        Span.ofMillis(2),
                                                        Span.ofSeconds(2),
                                                        Span.ofMillis(500),
                                                        1_000,
                                                        10_000,
                                                        61,
                                                        1)));
    }

    @Test
    void listsAreCommaSeparatedRepeatedOrRanges() {
        Component workload =
                Line.component(
                        "f --duration=1 --fadvise=seq,willneed --fadvise=noreuse"
                                + " --cpu-cores=6,0,2-4");
        assertThat(workload.load().advice().fadvise())
                .containsExactlyInAnyOrder(AdviceFlag.SEQ, AdviceFlag.WILLNEED, AdviceFlag.NOREUSE);
        assertThat(workload.placement().cpuCores()).containsExactly(6, 0, 2, 3, 4);
        assertThat(Line.component("f --duration=1 --numa-nodes=0-1").placement().numa())
                .isEqualTo(NumaChoice.of(List.of(0, 1)));
        assertThat(Line.component("f --duration=1 --numa-nodes=auto").placement().numa())
                .isEqualTo(NumaChoice.AUTO);
    }

    @Test
    void relativeTargetsLieInTheDirectory() {
        assertThat(Line.component("a /b --duration=1 --directory=d").targets())
                .extracting(target -> target.path())
                .containsExactly("d/a", "/b");
        assertThat(Line.component("--engine=null --duration=1 --directory=d").targets())
                .extracting(target -> target.path())
                .containsExactly("null");
    }

    @Test
    void pathsKeepTheirCommas() {
        assertThat(Line.component("a,b c --duration=1").targets())
                .extracting(target -> target.path())
                .containsExactly("a,b", "c");
    }

    @Test
    void syncsAreForWrites() {
        var sync =
                Line.component("f --duration=1 --rw=write --sync=dsync --fsync-every=8 --end-fsync")
                        .load()
                        .sync();
        assertThat(sync.mode()).isEqualTo(SyncMode.DSYNC);
        assertThat(sync.fsyncEvery()).isEqualTo(8);
        assertThat(sync.endFsync()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f --duration=1 --random --distribution=zipf:1 --scatter --hot-set=per-worker"
                        + " --threads=2",
                "f --duration=1 --random --distribution=pareto --pareto-h=2.5 --run-length=4-16",
                "f --duration=1 --random --distribution=selfsimilar --random-percent=12.5",
                "f --duration=1 --random --distribution=gaussian:0.1 --gaussian-center=0.25",
                "f --duration=1 --random --distribution=zoned --zones=80:20,20:80",
                "f --duration=1 --random --distribution=zoned --zones=80:1M,20:1.5M",
                "f --duration=1 --stride=64k --backward",
                "f --duration=1",
                "f g --duration=90s --warmup=500ms --size=1G --offset=4k --rw=randrw --direct",
                "f --run-until-complete --random --write-percent=33.3 --fsync-every=3 --name=a:b#c",
                "f --total-ops=9 --sqpoll=3 --no-fixed-buffers --nowait --seed=7 --threads=8",
                "f --total-bytes=1G --sqpoll --no-registered-ring --force-async --lat-submission",
                "f --duration=1 --no-single-issuer --vectors=4 --huge-pages --interval=100ms",
                "f --duration=1 --engine=libaio --no-ring-reap --busy-reap --queue-depth=128",
                "f --duration=1 --engine=mmap --madvise=rand,hugepage --fadvise=dontneed",
                "f --duration=1 --engine=auto --cpu-cores=0,2-4 --on-error=continue --max-errors=3",
                "f --duration=1 --numa-nodes=auto --allow-device=a\"b\\c --destroy-data=-x --fill",
                "--engine=sim --duration=1 --sim=law=exponential,latency=80us,short=0.1",
                "--engine=sim --duration=1 --sim=law=uniform,latency=1us,high=1ms,stall=3s",
                "--engine=null --duration=1 --trim-percent=0.5 --numa-nodes=0,3",
                "f --duration=1 --write-percent=1 --sync=sync --fdatasync-every=5 --preallocate",
                "f --duration=1 --drain-timeout=1.5h",
                "f /abs --duration=1 --directory=/dir/ --description=why",
            })
    void aWorkloadPrintsAsAJobThatReadsBackEqual(String line) {
        Workload workload = Line.workload(line);
        List<String> text = JobText.of(List.of(workload));
        byte[] bytes = String.join("\n", text).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(Line.only(Line.parse(JobFile.parse("job.yaml", bytes))))
                .describedAs("%s", text)
                .isEqualTo(workload);
    }

    private static java.util.Set<EngineOption> options(String line) {
        return Line.component("f --duration=1 " + line).load().engine().options();
    }
}
