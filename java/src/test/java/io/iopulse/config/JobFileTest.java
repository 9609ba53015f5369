package io.iopulse.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.iopulse.units.Span;
import io.iopulse.workload.Access;
import io.iopulse.workload.Component;
import io.iopulse.workload.Distribution;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.Target;
import io.iopulse.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class JobFileTest {
    private static final String JOB =
            """
            # every shape a value can have
            name: "nightly # 1"
            targets:
              - /data/one
              - '/data/two, or three'
            block-size: 8k
            iodepth: 16
            random: true
            read-percent: 66.6
            duration: 1m
            fadvise: [rand, noreuse]
            cpu-cores: 0-1
            no-fixed-buffers: true
            sqpoll: 1
            live: "off"
            """;

    private static final List<String> MISTAKES =
            List.of(
                    "blok-size: 4k ⇒ line 1: blok-size is not an option; did you mean block-size?",
                    "\n# x\n\nnodirect: true ⇒ line 4: nodirect is not an option; did you mean"
                            + " direct?",
                    "warp-speed: 1.2 ⇒ line 1: warp-speed is not an option",
                    "block_size: 4k ⇒ line 1: block_size is not an option; did you mean"
                            + " block-size?",
                    "targets: f\nduration: 10x ⇒ line 2: duration 10x is not a time from 0s to"
                            + " 365d, such as 500ms, 1.5s, 2m, 1h or 30 (seconds)",
                    "targets: f\nduration: 1\nengine: sync\nqueue-depth: 4 ⇒ line 4: queue-depth 4"
                            + " needs an engine that keeps several operations in flight, and"
                            + " --engine sync does one at a time; use --engine io_uring or libaio,"
                            + " or more --threads",
                    "bs: 4k\ndirect: true\nblock-size: 8k ⇒ line 3: block-size is given twice;"
                            + " give it once",
                    "direct: true\nno-direct: true ⇒ line 2: direct is given twice; give it once",
                    "direct: maybe ⇒ line 1: direct is a switch and does not take maybe; give true"
                            + " or false",
                    "duration: ⇒ line 1: duration has no value; give TIME",
                    "targets: [] ⇒ line 1: targets has an empty list; leave it out",
                    "targets: [a, [b]] ⇒ line 1: targets takes a list of plain values",
                    "duration: [1, 2] ⇒ line 1: duration takes one value, not a list",
                    "duration: {a: 1} ⇒ line 1: duration has a map for a value; give it plainly",
                    "name: &x a\nduration: *x ⇒ line 1: anchors and tags have no use in a job"
                            + " file; leave them out",
                    "name: !!str a ⇒ line 1: anchors and tags have no use in a job file; leave"
                            + " them out",
                    "- a ⇒ line 1: a job file is a map of options, one 'name: value' a line",
                    "just text ⇒ line 1: a job file is a map of options, one 'name: value' a line",
                    "? [a]\n: b ⇒ line 1: an option name belongs here",
                    "name: a\n---\nname: b ⇒ line 2: a second document; a job file has one",
                    "config: other.yaml ⇒ line 1: config is for the command line only; leave it"
                            + " out",
                    "components:\n  - name: a\n    duration: 5 ⇒ line 3: duration is not of a"
                            + " component; write it beside the components",
                    "phases:\n  - live: off ⇒ line 2: live is not of a phase; write it beside the"
                            + " phases",
                    "components:\n  - phases: a ⇒ line 2: a component has no phases of its own;"
                            + " leave them out",
                    "components: a ⇒ line 1: components is a list; begin each entry with '- name:"
                            + " …'",
                    "components: [] ⇒ line 1: components has an empty list; leave it out",
                    "phases: [a] ⇒ line 1: a phase is a map of options, one 'name: value' a line",
                    "name: a\n\tbad: b ⇒ line 2: this is no YAML: found character '\\t(TAB)' that"
                            + " cannot start any token. (Do not use \\t(TAB) for indentation)",
                    "name: 'a ⇒ line 1: this is no YAML: found unexpected end of stream");

    private static final String COMPOSITE =
            """
            name: oltp
            duration: 10s
            block-size: 8k
            components:
              - name: reads
                targets: data
                random: true
              - name: log
                targets: log
                rw: write
                block-size: 4k
                fdatasync-every: 1
            """;

    @Test
    void everyShapeOfAValueIsRead() {
        Job job = Line.parse(JobFile.parse("job.yaml", JOB.getBytes(UTF_8)));
        Workload workload = Line.only(job);
        Component component = Line.onlyComponent(job);
        assertThat(workload.name()).isEqualTo("nightly # 1");
        assertThat(component.targets())
                .extracting(Target::path)
                .containsExactly("/data/one", "/data/two, or three");
        assertThat(component.load().queueDepth()).isEqualTo(16);
        assertThat(component.load().mix().write()).hasToString("33.4%");
        assertThat(workload.completion().duration()).contains(Span.ofSeconds(60));
        assertThat(component.placement().cpuCores()).containsExactly(0, 1);
        assertThat(component.load().engine().sqpollCpu()).hasValue(1);
        assertThat(job.outputs().live()).isEqualTo(LiveMode.OFF);
    }

    @Test
    void nullIsAnEngineAndNotNothing() {
        Job job = Line.parse(Line.file("engine: null\nduration: 1"));
        assertThat(Line.onlyComponent(job).load().engine().kind()).isEqualTo(EngineKind.NULL);
    }

    @Test
    void componentsTakeWhatTheyDoNotSayFromTheRun() {
        Workload workload = Line.only(Line.parse(Line.file(COMPOSITE)));
        assertThat(workload.name()).isEqualTo("oltp");
        assertThat(workload.components())
                .extracting(Component::name)
                .containsExactly("reads", "log");
        Component reads = workload.components().get(0);
        Component log = workload.components().get(1);
        assertThat(reads.load().blockSize()).hasToString("8KiB");
        assertThat(reads.load().mix().reads()).isTrue();
        assertThat(log.load().blockSize()).hasToString("4KiB");
        assertThat(log.load().sync().fdatasyncEvery()).isEqualTo(1);
        assertThat(log.targets()).extracting(Target::path).containsExactly("log");
    }

    @Test
    void theCommandLineWinsOverComponentsToo() {
        Job job =
                new WorkloadParser(() -> Line.SEED)
                        .parse(Line.settings("--block-size=64k --name=x"), Line.file(COMPOSITE));
        assertThat(Line.only(job).name()).isEqualTo("x");
        assertThat(Line.only(job).components())
                .allSatisfy(part -> assertThat(part.load().blockSize()).hasToString("64KiB"))
                .extracting(Component::name)
                .containsExactly("reads", "log");
    }

    @Test
    void phasesAreWorkloadsOneAfterAnother() {
        Job job =
                Line.parse(
                        Line.file(
                                """
                                name: n
                                targets: f
                                duration: 5s
                                phases:
                                  - name: load
                                    rw: write
                                    run-until-complete: true
                                  - duration: 1m
                                    components:
                                      - name: a
                                      - name: b
                                        random: true
                                """));
        assertThat(job.phases()).extracting(Workload::name).containsExactly("load", "n 2");
        Workload load = job.phases().get(0);
        Workload second = job.phases().get(1);
        assertThat(load.completion().duration()).isEmpty();
        assertThat(load.components().get(0).limits().untilComplete()).isTrue();
        assertThat(second.completion().duration()).contains(Span.ofSeconds(60));
        assertThat(second.components()).hasSize(2);
        assertThat(second.seed()).isEqualTo(load.seed());
    }

    @Test
    void jobsOfComponentsAndPhasesPrintAsJobsThatReadBackEqual() {
        String phases = "phases:\n  - name: one\n  - name: two\n    duration: 1s\n";
        for (String text : List.of(COMPOSITE, COMPOSITE + phases)) {
            Job job = Line.parse(Line.file(text));
            String printed = String.join("\n", JobText.of(job.phases()));
            assertThat(Line.parse(Line.file(printed)).phases())
                    .describedAs("%s", printed)
                    .isEqualTo(job.phases());
        }
    }

    @Test
    void anEmptyFileSaysNothing() {
        JobTree tree = Line.file("# nothing\n");
        assertThat(Arrays.stream(Option.values())).noneMatch(tree.settings()::has);
        assertThat(tree.components()).isEmpty();
        assertThat(tree.phases()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> aMistakeIsReportedWithItsLine() {
        return MISTAKES.stream().map(JobFileTest::check);
    }

    @Test
    void theCommandLineWins() {
        String file =
                "targets: [a, b]\nduration: 60s\nrandom: true\nread-percent: 70\nblock-size: 8k";
        JobTree weaker = Line.file(file);
        Component merged = merged("c --total-ops=5 --write-percent=10 --no-random", weaker);
        assertThat(merged.targets()).extracting(Target::path).containsExactly("c");
        assertThat(merged.limits().totalOps()).hasValue(5);
        assertThat(merged.load().mix().read()).hasToString("90%");
        assertThat(merged.load().access()).isEqualTo(Access.SEQUENTIAL);
        assertThat(merged.load().blockSize()).hasToString("8KiB");
        assertThat(merged("--rw=write", weaker).load().mix().write()).hasToString("100%");
    }

    @Test
    void anotherDistributionLeavesTheParametersOfTheFirstBehind() {
        String zipf = "targets: f\nduration: 1\nrandom: true\ndistribution: zipf\nzipf-theta: 0.9";
        String zoned =
                "targets: f\nduration: 1\nrandom: true\ndistribution: zoned\nzones: 90:10,10:90";
        String uniform = "--distribution=uniform";
        assertThat(merged(uniform, Line.file(zipf)).load().access()).isEqualTo(Access.UNIFORM);
        assertThat(merged(uniform, Line.file(zoned)).load().access()).isEqualTo(Access.UNIFORM);
        assertThat(merged("--zipf-theta=1.5", Line.file(zipf)).load().access().distribution())
                .isEqualTo(new Distribution.Zipf(1.5));
        assertThat(
                        merged("--distribution=gaussian:0.1", Line.file(zipf))
                                .load()
                                .access()
                                .distribution())
                .isInstanceOf(Distribution.Gaussian.class);
    }

    @Test
    void aContradictionNamesTheLineOfItsFirstHalf() {
        JobTree weaker = JobFile.parse("j.yaml", "targets: f\n\nrw: read".getBytes(UTF_8));
        assertThatThrownBy(() -> merged("--duration=1 --write-percent=5", weaker))
                .hasMessage(
                        "j.yaml, line 3: rw read means 0% writes, which --write-percent 5"
                                + " contradicts; leave one of them out");
    }

    @Test
    void aFileThatCannotBeReadIsTheUsersMistake(@TempDir Path directory) throws Exception {
        Path large = directory.resolve("large");
        Files.write(large, new byte[JobFile.FILE_BYTES_MAX + 1]);
        Path binary = directory.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xff, 0, 1});
        String missing = directory.resolve("missing").toString();
        assertThatThrownBy(() -> JobFile.read(missing))
                .isInstanceOf(UsageError.class)
                .hasMessage("--config " + missing + " does not exist");
        assertThatThrownBy(() -> JobFile.read(directory.toString()))
                .isInstanceOf(UsageError.class)
                .hasMessage("--config " + directory + " cannot be read: Is a directory");
        assertThatThrownBy(() -> JobFile.read(large.toString()))
                .isInstanceOf(UsageError.class)
                .hasMessage(
                        "--config %s is longer than 1048576 bytes; a job file is a list of options",
                        large);
        assertThatThrownBy(() -> JobFile.read(binary.toString()))
                .isInstanceOf(UsageError.class)
                .hasMessage("%s: this is no text in UTF-8", binary);
    }

    @Test
    void deepAndWideFilesAreRefusedQuickly() {
        String deep = "name: " + "[".repeat(200_000);
        String wide = "targets: [" + "a,".repeat(200_000) + "]";
        for (String text : List.of(deep, wide, "? ".repeat(100_000), "- ".repeat(100_000))) {
            assertThatThrownBy(() -> JobFile.parse("j", text.getBytes(UTF_8)))
                    .isInstanceOf(UsageError.class);
        }
    }

    @Test
    void anyBytesGiveAWorkloadOrASentence() {
        long seed = Long.getLong("iopulse.fuzz.seed", 20_260_101L);
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = round % 4 == 0 ? noise(random) : mutated(random);
            check(bytes, seed, round);
        }
    }

    private static void check(byte[] bytes, long seed, int round) {
        Throwable thrown =
                catchThrowableOfType(Throwable.class, () -> Line.parse(JobFile.parse("j", bytes)));
        if (thrown != null) {
            assertThat(thrown)
                    .describedAs("seed %d, round %d: %s", seed, round, new String(bytes, UTF_8))
                    .isInstanceOf(UsageError.class);
            assertThat(thrown.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (bytes[i] & 0x7f);
            }
        }
        return bytes;
    }

    /** Lines swapped between names and values of the table, then a few bytes changed. */
    private static byte[] mutated(Random random) {
        String[] values = {
            "0", "1", "4k", "1G", "true", "off", "null", "auto", "70", "[a, b]", "-"
        };
        List<Option> options = List.of(Option.values());
        StringBuilder text =
                new StringBuilder(List.of(JOB, "targets: f\n", COMPOSITE).get(random.nextInt(3)));
        for (int i = random.nextInt(6); i > 0; i--) {
            Option option = options.get(random.nextInt(options.size()));
            String usual = option.defaultValue().isEmpty() ? "1s" : option.defaultValue();
            String value = random.nextInt(3) == 0 ? usual : values[random.nextInt(values.length)];
            text.append(option.longName()).append(": ").append(value).append('\n');
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] =
                    (byte) random.nextInt(random.nextBoolean() ? 128 : 256);
        }
        return Arrays.copyOf(
                bytes, random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length);
    }

    private static Component merged(String line, JobTree weaker) {
        Job job = new WorkloadParser(() -> Line.SEED).parse(Line.settings(line), weaker);
        return Line.onlyComponent(job);
    }

    private static DynamicTest check(String example) {
        String[] parts = example.split(" ⇒ ", -1);
        return DynamicTest.dynamicTest(
                parts[1],
                () ->
                        assertThatThrownBy(
                                        () ->
                                                Line.parse(
                                                        JobFile.parse(
                                                                "job.yaml",
                                                                parts[0].getBytes(UTF_8))))
                                .isInstanceOf(UsageError.class)
                                .hasMessage("job.yaml, " + parts[1]));
    }
}
