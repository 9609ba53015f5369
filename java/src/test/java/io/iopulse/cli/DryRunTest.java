package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dry run through the whole program, beside the real run of the same arguments. */
class DryRunTest {
    private static final Set<String> NAMES =
            Set.of(
                    ".",
                    "data",
                    "./data",
                    "hard",
                    "hole",
                    "job",
                    "./job",
                    "new",
                    "./new",
                    "none",
                    "none/file",
                    "loop",
                    "link",
                    "data/under",
                    "none/result.json");

    /** Free space changes under us. */
    private static final Pattern FREE = Pattern.compile("has [^;]* left");

    @TempDir Path directory;

    @Test
    void aDryRunPrintsAJobFileAndRunsNothing() throws IOException {
        Path file = Files.write(directory.resolve("data"), data(10_000));
        Call dry =
                call(
                        file
                                + " --engine sync --dry-run -d 5 --seed=7 --rw=randrw --name=n -t 2"
                                + " --allow-write-conflicts");
        assertThat(dry)
                .isEqualTo(
                        new Call(
                                ExitCode.OK,
                                """
                                name: n
                                seed: 7
                                duration: 5s
                                interval: 1s
                                targets:
                                  - FILE
                                threads: 2
                                block-size: 4KiB
                                queue-depth: 1
                                random: true
                                read-percent: 50%
                                write-percent: 50%
                                trim-percent: 0%
                                allow-write-conflicts: true
                                engine: sync
                                # space: FILE is a file of 10000, 8KiB in use from offset 0, \
                                1808 at the end not used
                                # memory: 8KiB of I/O buffers (workers 2 × depth 1 × block 4KiB), \
                                2.6MiB of histograms
                                """
                                        .replace("FILE", file.toString()),
                                ""));
        assertThat(file).hasBinaryContent(data(10_000));
    }

    @Test
    void aDryRunTellsWhatWouldBeCreatedAndFilled() throws IOException {
        Path half = Files.write(directory.resolve("half"), data(4096));
        Path made = directory.resolve("made");
        Call dry = call(half + " " + made + " --engine auto --fill -s 8k --total-ops 9 --dry-run");
        assertThat(dry.code()).isEqualTo(ExitCode.OK);
        assertThat(dry.out())
                .contains("engine: auto")
                .contains(" works here)")
                .contains(half + " is a file of 4KiB, 8KiB in use from offset 0, 4KiB filled first")
                .containsPattern(
                        made + " would be created, 8KiB, of .* free on .*, 8KiB filled first");
        assertThat(made).doesNotExist();
        assertThat(half).hasBinaryContent(data(4096));
    }

    @Test
    void whatIsTooShortForABlockAtTheEndIsToldByDryRunAndResult() throws IOException {
        Files.write(directory.resolve("data"), data(10_000));
        assertThat(call("data -d 1 --engine sync --dry-run").out())
                .contains("8KiB in use from offset 0, 1808 at the end not used\n");
        assertThat(call("new -s 100k -b 8k -d 1 --rw write --dry-run").out())
                .contains("would be created, 96KiB")
                .contains(", 4KiB at the end not used\n");
        assertThat(call("data --engine sync --run-until-complete").out())
                .contains("data: file, 8.00 KiB, 1,808 B at the end are not used");
    }

    @Test
    void aMissingTargetWithoutASizeIsToldWhatIsReallyMissing() throws IOException {
        Files.write(directory.resolve("data"), data(4096));
        Path loop = directory.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("none"));
        refuses("new -d 1", 1, "new does not exist; give --file-size");
        refuses("loop -d 1", 2, "Too many levels of symbolic links");
        refuses("link -d 1", 2, "symbolic link to something that");
        refuses("data/under -d 1", 2, "under: Not a directory");
        refuses("none/file -d 1", 2, "nor does its directory");
    }

    private void refuses(String line, int code, String part) {
        Call result = call(line);
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.err()).contains(part).hasLineCount(1);
    }

    @Test
    void aByteLimitIsShownInTheWholeBlocksThatAreDone() throws IOException {
        Files.write(directory.resolve("data"), data(65_536));
        assertThat(call("data --engine sync -b 4k --total-bytes 10001 --dry-run").out())
                .contains("total-bytes: 12KiB\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            value = {
                "none -d 1 ⇒ 1",
                ". -d 1 ⇒ 1",
                "data -d 1 -b 1M ⇒ 1",
                "--engine=null -d 1 -t 1024 -q 4096 -b 1G ⇒ 1",
                "data -d 1 -s 1M ⇒ 1",
                "data -d 1 --offset 1M ⇒ 1",
                "data -d 1 --direct -b 512 --offset 256 ⇒ 1",
                "data ./data -d 1 ⇒ 1",
                "new ./new -s 1M -d 1 ⇒ 1",
                "data hard --rw write -d 1 ⇒ 1",
                "data --rw write -d 1 --allow-device data ⇒ 1",
                "data --rw write -d 1 --allow-device hard ⇒ 1",
                "/dev/null --rw write -s 4k -d 1 --allow-device /dev/null --destroy-data data ⇒ 1",
                "-c job --json ./job ⇒ 1",
                "data -d 1 --json hard ⇒ 1",
                "hole -d 1 ⇒ 1",
                "new hole -s 64k -d 1 ⇒ 1",
                "new none/file -s 4k -d 1 ⇒ 2",
                "new -s 8000P -d 1 ⇒ 2",
                "new data -s 4k -d 1 --allow-device /dev/full ⇒ 1",
                "new /dev/iopulse-is-not-there -s 1M -d 1 ⇒ 1",
                "new /dev/tty --rw write -s 4k -d 1 ⇒ 1",
                "/dev/zero --rw trim -s 4k -d 1 ⇒ 1",
                "/dev/zero --fill -s 4k -d 1 ⇒ 1",
                "data -d 1 --engine mmap --madvise dontneed ⇒ 1",
                "data -d 1 --fadvise rand --direct ⇒ 1",
                "new -s 4k -d 1 --sqpoll=8191 ⇒ 1",
                "new -s 4k -d 1 --cpu-cores 8191 ⇒ 1",
                "new -s 4k -d 1 --numa-nodes 1023 ⇒ 1",
                "new -s 4k -d 1 --json none/result.json ⇒ 2",
                "new -s 4k -d 1 --json . ⇒ 1",
            })
    void aDryRunRefusesWhatTheRunRefusesAndNeitherLeavesAFile(String line, int code)
            throws IOException {
        Path file = Files.write(directory.resolve("data"), data(65_536));
        Files.createLink(directory.resolve("hard"), file);
        Path job = directory.resolve("job");
        Files.writeString(job, "targets: " + file + "\nengine: sync\ntotal-ops: 1\n");
        try (RandomAccessFile hole =
                new RandomAccessFile(directory.resolve("hole").toFile(), "rw")) {
            hole.setLength(65_536);
        }
        Call dry = call(line.strip() + " --dry-run");
        Call real = call(line.strip());
        assertThat(dry).isEqualTo(real);
        assertThat(real.code()).as(real.err()).isEqualTo(code);
        assertThat(real.err()).startsWith("iopulse: ").hasLineCount(1).doesNotContain(" fault ");
        assertThat(real.out()).isEmpty();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("data", "hard", "hole", "job");
        }
        assertThat(job).content().startsWith("targets: ");
    }

    @Test
    void whatIsTheSameUnderTwoNamesIsToldSo() throws IOException {
        Path file = Files.write(directory.resolve("data"), data(65_536));
        Files.createLink(directory.resolve("hard"), file);
        Files.writeString(directory.resolve("job"), "targets: " + file + "\ntotal-ops: 1\n");
        assertThat(call("data hard -d 1").err())
                .endsWith("/hard is the same file as " + file + "\n");
        assertThat(call("data -d 1 --allow-device hard").err())
                .endsWith("/hard permits nothing: it is a file; leave it out\n");
        assertThat(call("-c job --json ./job").err())
                .endsWith("/job is the job file itself; name another file\n");
    }

    @Test
    void aNameWithControlCharactersIsPrintedEscaped() throws IOException {
        Path file = Files.write(directory.resolve("a\nb\u001b[31m"), data(8192));
        String shown = directory + "/a\\nb\\u001b[31m";
        assertThat(call(file + " --engine sync --total-ops 1").out()).contains(shown + ": file");
        assertThat(call(file + " --total-ops 1 --dry-run").out()).contains(shown + " is a file");
        assertThat(call(file + " -b 1M --total-ops 1").err())
                .startsWith("iopulse: " + shown + " has no whole block")
                .hasLineCount(1);
    }

    @Test
    void aPlaceThatDoesNotExistIsNamedWithItsOption() {
        assertThat(call("new -s 4k -d 1 --sqpoll=8191").err())
                .startsWith("iopulse: --sqpoll: CPU 8191 does not exist or is offline;");
        assertThat(call("new -s 4k -d 1 --cpu-cores=8191").err())
                .startsWith("iopulse: --cpu-cores: CPU 8191 does not exist or is offline;");
        assertThat(call("new -s 4k -d 1 --numa-nodes=1023").err())
                .startsWith("iopulse: --numa-nodes: NUMA node 1023 does not exist;");
    }

    private static byte[] data(int bytes) {
        byte[] data = new byte[bytes];
        Arrays.fill(data, (byte) 7);
        return data;
    }

    /** The names lie in the directory. */
    private Call call(String line) {
        List<String> arguments = Stream.of(line.split(" ", -1)).map(this::placed).toList();
        Call call = Call.of(arguments);
        return new Call(call.code(), call.out(), FREE.matcher(call.err()).replaceAll(""));
    }

    private String placed(String argument) {
        return NAMES.contains(argument) ? directory + "/" + argument : argument;
    }
}
