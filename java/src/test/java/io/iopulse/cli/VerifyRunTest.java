package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is verified, in the same run and in a later one; damage is found and told. */
class VerifyRunTest {
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 64;
    private static final int VERIFICATION_FAILED = 3;

    @TempDir Path directory;
    private Path data;
    private Path state;

    @BeforeEach
    void name() {
        data = directory.resolve("data");
        state = directory.resolve("data.iopulse-verify");
    }

    @Test
    void whatIsWrittenIsVerifiedInTheSameRunAndInALaterOne() {
        Call after = write("--verify", "after");
        assertThat(after.err()).isEmpty();
        assertThat(after.code()).isZero();
        assertThat(after.out())
                .contains(
                        "blocks of 4KiB verified when read and at the end",
                        "  verified   64 blocks, 256 KiB as written; 64 read back; read through"
                                + " the page cache")
                .containsPattern("\n  total +64 +256 KiB")
                .doesNotContain("FAILED", "law", "never written");
        assertThat(state).exists();
        Call later = verify();
        assertThat(later.err()).isEmpty();
        assertThat(later.code()).isZero();
        assertThat(later.out())
                .contains("  verified   64 blocks, 256 KiB as written; read through")
                .doesNotContain("FAILED");
    }

    @Test
    void theResultForProgramsKeepsReadingBackApart() {
        Call run = write("--verify", "after", "--json", "-");
        assertThat(run.out().lines().map(String::strip))
                .containsSubsequence(
                        "\"measured\" : {",
                        "\"read\" : {",
                        "\"operations\" : 0,",
                        "\"write\" : {",
                        "\"operations\" : 64,")
                .containsSubsequence(
                        "\"verify\" : {",
                        "\"read\" : 64,",
                        "\"verification\" : {",
                        "\"blocks\" : 64,",
                        "\"read_back_operations\" : 64,",
                        "\"failed_blocks\" : 0,");
    }

    @Test
    void writesAreReadBackEverySoOften() {
        Call run = write("--verify", "reads", "--verify-every", "16");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).containsPattern("verified +(48|64) blocks, .* (48|64) read back");
    }

    @Test
    void severalWorkersMixReadsAndWritesWithoutAlarm() {
        for (String distribution : List.of("partitioned", "per-worker")) {
            Call run =
                    run(
                            List.of(
                                    "--rw=randrw",
                                    "--threads=3",
                                    "--total-ops=3000",
                                    "--file-distribution=" + distribution,
                                    "--drain-timeout=10s",
                                    "--verify=after"));
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isZero();
            assertThat(run.out()).containsPattern("verified +[1-9]").doesNotContain("FAILED");
        }
    }

    @Test
    void damageIsToldByClassAndPlace() throws IOException {
        write("--verify", "reads");
        poke(5 * BLOCK + 1000, (byte) 0xee, 3);
        swap(10, 20);
        poke(30 * BLOCK, (byte) 0, BLOCK);
        poke(40 * BLOCK + 2048, (byte) 0, 2048);
        Call run = verify("--on-error", "continue");
        assertThat(run.code()).isEqualTo(VERIFICATION_FAILED);
        assertThat(run.err())
                .contains(
                        "verification failed: 5 blocks are not as they were written: 1 corrupted,"
                                + " 1 torn, 2 misdirected, 1 lost");
        assertThat(run.out())
                .contains(
                        "  verified   59 blocks",
                        "  FAILED     5 blocks are not as they were written",
                        "  corrupted  4,096 bytes at 20,480 of " + data + ": generation 1 was",
                        "  misdirected 4,096 bytes at 40,960 of " + data,
                        "generation 1 of offset 81,920",
                        "  lost       4,096 bytes at 122,880 of " + data,
                        "first difference at byte 1000 of it",
                        "ee ee ee");
    }

    @Test
    void anOldCopyIsStale() throws IOException {
        write("--verify", "reads");
        Path copy = directory.resolve("copy");
        Files.copy(data, copy);
        write("--verify", "reads");
        Files.move(copy, data, StandardCopyOption.REPLACE_EXISTING);
        Call run = verify("--on-error", "continue");
        assertThat(run.code()).isEqualTo(VERIFICATION_FAILED);
        assertThat(run.out()).contains("64 blocks are not as they were written: 64 stale");
        assertThat(run.out()).contains("generation 2 was expected, generation 1 of offset 0");
        assertThat(run.out()).contains("and 56 blocks more");
    }

    @Test
    void theFirstFailureEndsTheRunUnlessToldOtherwise() throws IOException {
        write("--verify", "reads");
        poke(BLOCK, (byte) 1, BLOCK);
        Call run = verify();
        assertThat(run.code()).isEqualTo(VERIFICATION_FAILED);
        assertThat(run.out())
                .contains("EILSEQ (verification: the block is not as it was written)")
                .contains("1 block is not as it was written: 1 ");
    }

    @Test
    void whatWasNeverWrittenIsNotJudged() throws IOException {
        run(List.of("--rw", "write", "--total-ops", "16", "--verify", "reads"));
        Call some = verify();
        assertThat(some.err()).isEmpty();
        assertThat(some.code()).isZero();
        assertThat(some.out()).contains("  verified   16 blocks", "48 never written");
        Files.delete(state);
        run(List.of("--rw", "write", "--total-ops", "1", "--verify", "reads"));
        Call none = run(List.of("--offset", "128k", "--run-until-complete", "--verify", "reads"));
        assertThat(none.err()).contains("nothing was verified: 32 blocks were read");
        assertThat(none.code()).isEqualTo(4);
    }

    @Test
    void aStateIsKeptTrue() throws IOException {
        Call absent = run(List.of("--rw", "write", "--total-ops", "1"));
        assertThat(absent.code()).isZero();
        assertThat(verify().err())
                .contains("there is no state of verification", "write it with --verify first");
        write("--verify", "reads");
        Call untold = run(List.of("--rw", "write", "--total-ops", "1"));
        assertThat(untold.code()).isEqualTo(ExitCode.USAGE);
        assertThat(untold.err()).contains("which this run would make untrue; add --verify");
        Files.delete(data);
        Call anew = write("--verify", "reads");
        assertThat(anew.code()).isEqualTo(ExitCode.USAGE);
        assertThat(anew.err()).contains("is new, but", "remove it to begin anew");
    }

    @Test
    void aComponentThatWritesAVerifiedFileTellsItsState() throws IOException {
        Path job = directory.resolve("job.yaml");
        Files.writeString(
                job,
                """
                targets: [%s]
                file-size: 256k
                engine: sync
                total-ops: 10
                allow-write-conflicts: true
                components:
                  - name: told
                    rw: write
                    verify: reads
                  - name: untold
                    rw: write
                """
                        .formatted(data));
        Call run = Call.of(List.of("run", "-c", job.toString()));
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("is verified by told, and untold writes it without");
    }

    private Call write(String... more) {
        List<String> all = new ArrayList<>(List.of("--rw", "write", "--run-until-complete"));
        all.addAll(List.of(more));
        return run(all);
    }

    private Call verify(String... more) {
        List<String> all = new ArrayList<>(List.of("--run-until-complete", "--verify", "reads"));
        all.addAll(List.of(more));
        return run(all);
    }

    private Call run(List<String> more) {
        List<String> all = new ArrayList<>(List.of("run", data.toString(), "--engine", "sync"));
        if (!more.contains("--offset")) {
            all.addAll(List.of("--file-size", Integer.toString(BLOCKS * BLOCK)));
        }
        all.addAll(more);
        return Call.of(all);
    }

    private void poke(long at, byte value, int count) throws IOException {
        byte[] bytes = new byte[count];
        java.util.Arrays.fill(bytes, value);
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
            file.seek(at);
            file.write(bytes);
        }
    }

    private void swap(long one, long other) throws IOException {
        byte[] first = new byte[BLOCK];
        byte[] second = new byte[BLOCK];
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
            file.seek(one * BLOCK);
            file.readFully(first);
            file.seek(other * BLOCK);
            file.readFully(second);
            file.seek(one * BLOCK);
            file.write(second);
            file.seek(other * BLOCK);
            file.write(first);
        }
    }
}
