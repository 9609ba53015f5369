package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every mistake has its exact sentence. */
class SentencesTest {
    private static final String SIZE = "in whole bytes, such as 4k, 1.5G, 1MiB or 512";
    private static final String TIME = "such as 500ms, 1.5s, 2m, 1h or 30 (seconds)";

    /** Each pair: a command line, and after {@code ⇒} what is said about it. */
    private static final List<String> SINGLE =
            List.of(
                    "f --duration=x ⇒ --duration x is not a time from 0s to 365d, " + TIME,
                    "f --duration=366d ⇒ --duration 366d is not a time from 0s to 365d, " + TIME,
                    "f --block-size=4x ⇒ --block-size 4x is not a size from 512 to 1GiB " + SIZE,
                    "f --bs=1.0001k ⇒ --block-size 1.0001k is not a size from 512 to 1GiB " + SIZE,
                    "f --bs=511 ⇒ --block-size 511 is not a size from 512 to 1GiB " + SIZE,
                    "f --bs=2G ⇒ --block-size 2G is not a size from 512 to 1GiB " + SIZE,
                    "f --bs=4k:60,16k:30 ⇒ --block-size 4k:60,16k:30 has shares that sum to 90, not"
                            + " 100; leave one out to give it the rest",
                    "f --bs=4k:60,16k:50 ⇒ --block-size 4k:60,16k:50 has shares that sum to 110,"
                            + " not 100; leave one out to give it the rest",
                    "f --bs=4k,16k ⇒ --block-size 4k,16k leaves out more than one share; give all"
                            + " of them but one",
                    "f --bs=4k:60,256:40 ⇒ --block-size 4k:60,256:40 is not a mix of sizes from 512"
                            + " to 1GiB, such as 4k:60,16k:40 or 4k-64k",
                    "f --bs=4k:x,8k ⇒ --block-size 4k:x,8k is not a mix of sizes from 512 to 1GiB,"
                            + " such as 4k:60,16k:40 or 4k-64k",
                    "f --bs=4k-9k ⇒ --block-size 4k-9k: 4k-9k is not a range: its end must be whole"
                            + " steps of 4KiB above its start",
                    "f --write-block-size=8k-4k ⇒ --write-block-size 8k-4k: 8k-4k is not a range:"
                            + " its end must be whole steps of 8KiB above its start",
                    "f --file-distribution=private ⇒ --file-distribution private is not one of"
                            + " shared, partitioned, per-worker",
                    "f --offset-strategy=sane ⇒ --offset-strategy sane is not one of same,"
                            + " different, interleaved; did you mean same?",
                    "f --file-size=-1 ⇒ --file-size -1 is not a size from 1 to"
                            + " 8191PiB "
                            + SIZE,
                    "f --queue-depth=0 ⇒ --queue-depth 0 is not a whole number from 1 to 4096",
                    "f --iodepth=4097 ⇒ --queue-depth 4097 is not a whole number from 1 to 4096",
                    "f --threads=1.5 ⇒ --threads 1.5 is not a whole number from 1 to 1024",
                    "f --threads=99999999999999999999 ⇒ --threads 99999999999999999999 is not a"
                            + " whole number from 1 to 1024",
                    "f --seed=-1 ⇒ --seed -1 is not a whole number from 0 to 9223372036854775807",
                    "f --total-ops=0 ⇒ --total-ops 0 is not a whole number from 1 to"
                            + " 9223372036854775807",
                    "f --vectors=65 ⇒ --vectors 65 is not a whole number from 1 to 64",
                    "f --read-percent=101 ⇒ --read-percent 101 is not a percentage from 0 to 100,"
                            + " such as 70 or 33.3",
                    "f --engine=io_urin ⇒ --engine io_urin is not one of io_uring, libaio, sync,"
                            + " mmap, null, sim, auto; did you mean io_uring?",
                    "f --engine=spdk ⇒ --engine spdk is not one of io_uring, libaio, sync, mmap,"
                            + " null, sim, auto",
                    "f --rw=randred ⇒ --rw randred is not one of read, write, randread,"
                            + " randwrite, rw, readwrite, randrw, trim, randtrim; did you mean"
                            + " randread?",
                    "f --sync=fsync ⇒ --sync fsync is not one of none, sync, dsync; did you mean"
                            + " dsync?",
                    "f --on-error=ignore ⇒ --on-error ignore is not one of stop, continue",
                    "f --live=lien ⇒ --live lien is not one of auto, full, line, lines, off; did"
                            + " you mean line?",
                    "f --fadvise=seq,randm ⇒ --fadvise randm is not one of seq, rand, willneed,"
                            + " dontneed, noreuse; did you mean rand?",
                    "f --engine=mmap --madvise=noreuse ⇒ --madvise noreuse is not one of seq,"
                            + " rand, willneed, hugepage, nohugepage",
                    "f --engine=mmap --madvise=dontneed ⇒ --madvise dontneed is not one of seq,"
                            + " rand, willneed, hugepage, nohugepage",
                    "f --cpu-cores=0,4-2 ⇒ --cpu-cores 4-2 is not a list of numbers from 0 to"
                            + " 8191, such as 0,2-4",
                    "f --cpu-cores=0-2,1 ⇒ --cpu-cores 1 names 1 a second time; name each once",
                    "f --cpu-cores=0- ⇒ --cpu-cores 0- is not a list of numbers from 0 to 8191,"
                            + " such as 0,2-4",
                    "f --numa-nodes=4096 ⇒ --numa-nodes 4096 is not a list of numbers from 0 to"
                            + " 1023, such as 0,2-4",
                    "f --numa-nodes=auto,1 ⇒ --numa-nodes auto stands alone; name nodes, or give"
                            + " auto only",
                    "f --drain-timeout=0 ⇒ --drain-timeout 0 is not a time from 100ms to 1d, "
                            + TIME,
                    "f --interval=10ms ⇒ --interval 10ms is not a time from 100ms to 1m, " + TIME,
                    "f --direct=maybe ⇒ --direct is a switch and does not take maybe; give true or"
                            + " false",
                    "f --sqpoll=x ⇒ --sqpoll is a switch and does not take x; give true or false,"
                            + " or a CPU number",
                    "f --sqpoll=9000 ⇒ --sqpoll 9000 is not a whole number from 0 to 8191",
                    "f --heatmap --heatmap-buckets=0 ⇒ --heatmap-buckets 0 is not a whole number"
                            + " from 1 to 10000",
                    "f --distribution=zip ⇒ --distribution zip is not one of uniform, zipf, pareto,"
                            + " selfsimilar, gaussian, zoned; did you mean zipf?",
                    "f --distribution=zipf:4 ⇒ --distribution zipf:4 is not a theta from 0 to 3,"
                            + " such as 1.2",
                    "f --distribution=zipf: ⇒ --distribution zipf: is not a theta from 0 to 3, such"
                            + " as 1.2",
                    "f --distribution=pareto:0.2 ⇒ --distribution pareto:0.2 may mean fio's pareto,"
                            + " which is selfsimilar here; give --distribution selfsimilar:0.2, or"
                            + " --distribution pareto --pareto-h H",
                    "f --distribution=uniform:1 ⇒ --distribution uniform:1 has a parameter behind"
                            + " its colon, which only zipf, selfsimilar and gaussian take there",
                    "f --zipf-theta=4 ⇒ --zipf-theta 4 is not a theta from 0 to 3, such as 1.2",
                    "f --zipf-theta=-1 ⇒ --zipf-theta -1 is not a theta from 0 to 3, such as 1.2",
                    "f --pareto-h=11 ⇒ --pareto-h 11 is not an exponent from 0 to 10, such as 0.9",
                    "f --selfsimilar-h=1 ⇒ --selfsimilar-h 1 is not a share from 0.000001 to"
                            + " 0.999999, such as 0.2",
                    "f --gaussian-center=1.5 ⇒ --gaussian-center 1.5 is not a share of the space"
                            + " from 0 to 1, such as 0.5",
                    "f --gaussian-stddev=0 ⇒ --gaussian-stddev 0 is not a share of the space from"
                            + " 0.000001 to 100, such as 0.1",
                    "f --zones=80 ⇒ --zones 80 is not percent of accesses:percent of the space, or"
                            + " percent:SIZE, such as 80:20 or 80:1GiB",
                    "f --zones=101:20 ⇒ --zones 101:20 is not percent of accesses:percent of the"
                            + " space, or percent:SIZE, such as 80:20 or 80:1GiB",
                    "f --hot-set=mine ⇒ --hot-set mine is not one of shared, per-worker",
                    "f --random-percent=0 ⇒ --random-percent 0 lets no operation jump; leave out"
                            + " --random for sequential offsets",
                    "f --run-length=9-4 ⇒ --run-length 9-4 is not a range of blocks from 1 to"
                            + " 1000000000, such as 4-16 or 8",
                    "f --bs=4k --block-size=8k ⇒ --block-size is given twice; give it once");

    private static final List<String> BETWEEN =
            List.of(
                    " ⇒ TARGET is missing; name a file or device, as in: iopulse run data.bin"
                            + " --file-size 1G --duration 10s",
                    "f f --duration=1 ⇒ TARGET f is given twice; name it once",
                    "f --duration=60s --total-ops=5 --steady-state=iops:5% ⇒ --steady-state iops:5%"
                            + " ends a run that --duration limits, and no other limit; give"
                            + " --duration alone",
                    "f --duration=5s --steady-state=iops:5% ⇒ --steady-state iops:5%: the window of"
                            + " 10s is longer than --duration 5s",
                    "f --duration=60s --rate-iops=ramp:from=1,to=5,over=10s --steady-state=iops:5%"
                            + " ⇒ --steady-state iops:5% is of a load that stays the same; leave"
                            + " the curve of the rate or of the depth out",
                    "--engine=sim --duration=60s --steady-state=iops:5% ⇒ --steady-state iops:5% is"
                            + " judged while a run goes on, and the time of --engine sim runs"
                            + " ahead; name another engine",
                    "f ⇒ nothing ends the run; give --duration, --total-bytes, --total-ops or"
                            + " --run-until-complete",
                    "f --total-ops=9 --total-bytes=1M ⇒ --total-bytes 1M and --total-ops 9 both"
                            + " limit the run; give one of them, beside --duration if"
                            + " wanted",
                    "f --duration=0 --total-ops=9 ⇒ --total-ops 9 and --duration 0 both limit the"
                            + " run; give one of them, beside --duration if wanted",
                    "f --run-until-complete --warmup=1s ⇒ --warmup 1s would touch blocks before a"
                            + " run until complete counts them; leave it out",
                    "f --preallocate --duration=1s ⇒ --preallocate is for runs that write; a file"
                            + " made for reading is written whole",
                    "f --rw=read --random ⇒ --rw read means sequential, which --random"
                            + " contradicts; leave one of them out",
                    "f --rw=randread --no-random ⇒ --rw randread means random, which --no-random"
                            + " contradicts; leave one of them out",
                    "f --rw=read --rwmixread=70 ⇒ --rw read means 100% reads, which"
                            + " --read-percent 70 contradicts; leave one of them out",
                    "f --rw=randrw --trim-percent=5 ⇒ --rw randrw means no trims, which"
                            + " --trim-percent 5 contradicts; leave one of them out",
                    "f --read-percent=60 --write-percent=30 ⇒ --read-percent 60 and"
                            + " --write-percent 30 sum to 90, not 100; leave one out to give it"
                            + " the rest",
                    "f --write-percent=60 --trim-percent=60 ⇒ --write-percent 60 and"
                            + " --trim-percent 60 sum to 120, not 100; leave one out to give it"
                            + " the rest",
                    "f --heatmap-buckets=64 --duration=1s ⇒ --heatmap-buckets 64 is of a heatmap;"
                            + " add --heatmap",
                    "f --full-coverage ⇒ --full-coverage is for random offsets; add --random, or"
                            + " leave it out: sequential access covers everything",
                    "f --distribution=zipf ⇒ --distribution zipf is for random offsets; add"
                            + " --random, or leave it out",
                    "f --run-length=8 ⇒ --run-length 8 is for random offsets; add --random, or"
                            + " leave it out",
                    "f --random --backward ⇒ --backward is for sequential offsets, and these are"
                            + " random; leave it out, or --random",
                    "f --stride=6k ⇒ --stride 6k is not a multiple of --block-size 4k, or no more"
                            + " than that; give a larger one, such as 16KiB",
                    "f --random --distribution=zipf --pareto-h=1 ⇒ --pareto-h 1 is for"
                            + " --distribution pareto, not for zipf; leave one of them out",
                    "f --random --distribution=zipf:1 --zipf-theta=1 ⇒ --distribution zipf:1 and"
                            + " --zipf-theta 1 both give the parameter; leave one of them out",
                    "f --random --distribution=gaussian ⇒ --distribution gaussian needs a width;"
                            + " add --gaussian-stddev as a share of the space, such as 0.1",
                    "f --random --distribution=zoned ⇒ --distribution zoned needs zones; add"
                            + " --zones, such as 80:20,20:80",
                    "f --random --distribution=zoned --zones=80:20,20:1G ⇒ --zones 80:20,20:1G"
                            + " mixes percents of the space and sizes; use one of them",
                    "f --random --distribution=zoned --zones=80:20,10:80 ⇒ --zones 80:20,10:80 has"
                            + " accesses that sum to 90, not 100",
                    "f --random --distribution=zoned --zones=80:20,20:70 ⇒ --zones 80:20,20:70"
                            + " covers 90 percent of the space, not 100; add 0:P for a part left"
                            + " alone",
                    "f --random --distribution=zipf --full-coverage ⇒ --distribution zipf draws"
                            + " blocks again and again and leaves others out, so nothing is"
                            + " covered once; leave out --full-coverage",
                    "f --random --run-length=8 --run-until-complete --duration=1 ⇒ --run-length 8"
                            + " draws blocks again and again and leaves others out, so nothing is"
                            + " covered once; leave out --run-until-complete",
                    "f --random --random-percent=9 --run-length=8 ⇒ --random-percent 9 and"
                            + " --run-length 8 both say when offsets jump; give one of them",
                    "f --stride=64k --block-size=4k:50,8k:50 ⇒ --stride 64k steps from block to"
                            + " block and needs one block size; give one, or leave it out",
                    "f --random --distribution=zipf --threads=2 --hot-set=per-worker"
                            + " --file-distribution=partitioned ⇒ --hot-set per-worker is for"
                            + " blocks that workers share, and with --file-distribution partitioned"
                            + " each has hot blocks in its own anyway; leave it out",
                    "f --random --scatter ⇒ --scatter places hot blocks, and a uniform distribution"
                            + " has none; add --distribution, or leave it out",
                    "f --random --distribution=zipf --hot-set=per-worker ⇒ --hot-set per-worker is"
                            + " for several workers; add --threads, or leave it out",
                    "f --engine=sync --queue-depth=8 ⇒ --queue-depth 8 needs an engine that keeps"
                            + " several operations in flight, and --engine sync does one at a"
                            + " time; use --engine io_uring or libaio, or more --threads",
                    "f --engine=libaio --sqpoll ⇒ --sqpoll works only with --engine io_uring, not"
                            + " with libaio",
                    "f --engine=auto --iopoll ⇒ --iopoll works only with --engine io_uring, not"
                            + " with auto",
                    "f --engine=mmap --nowait ⇒ --nowait works only with --engine io_uring or"
                            + " libaio or sync, not with mmap",
                    "f --engine=sync --no-fixed-buffers ⇒ --no-fixed-buffers works only with"
                            + " --engine io_uring, not with sync",
                    "f --no-ring-reap ⇒ --no-ring-reap works only with --engine libaio, not with"
                            + " io_uring",
                    "f --engine=mmap --busy-reap ⇒ --busy-reap works only with --engine io_uring"
                            + " or libaio, not with mmap",
                    "f --sim=latency=1ms ⇒ --sim latency=1ms describes a virtual device; add"
                            + " --engine sim, or leave it out",
                    "--engine=null --direct ⇒ --direct has no effect with --engine null, which"
                            + " opens no target; leave it out",
                    "f --engine=mmap --direct ⇒ --direct bypasses the page cache, and --engine"
                            + " mmap is the page cache; use another engine",
                    "f --engine=mmap --sync=dsync ⇒ --sync dsync has no effect on mappings; use"
                            + " --fsync-every",
                    "f --madvise=seq ⇒ --madvise seq is for --engine mmap, not for io_uring; use"
                            + " --fadvise",
                    "f --direct --fadvise=willneed,rand ⇒ --fadvise willneed: rand has no effect"
                            + " with --direct, which bypasses the page cache; leave one of them"
                            + " out",
                    "f --fadvise=rand,seq ⇒ --fadvise rand: seq and rand contradict each other;"
                            + " leave one of them out",
                    "f --engine=mmap --madvise=seq,rand ⇒ --madvise seq: seq and rand contradict"
                            + " each other; leave one of them out",
                    "f --engine=mmap --madvise=hugepage,nohugepage ⇒ --madvise hugepage: hugepage"
                            + " and nohugepage contradict each other; leave one of them out",
                    "f --rw=trim --vectors=4 ⇒ --vectors 4 cuts the buffers of reads and writes,"
                            + " and this run has none; leave it out",
                    "f --record=a --no-record ⇒ --record a and --no-record exclude each"
                            + " other; give one of them",
                    "f --csv=t --per-worker --no-record ⇒ --csv t with --per-worker takes the"
                            + " intervals of each worker from the recording; leave --no-record"
                            + " out",
                    "f --dry-run --csv=- ⇒ --csv - has no effect with --dry-run, which has no"
                            + " result; leave it out",
                    "f --dry-run --json=- ⇒ --json - has no effect with --dry-run, which has no"
                            + " result; leave it out",
                    "f --engine=mmap --vectors=4 ⇒ --vectors 4 does not work with --engine mmap;"
                            + " use io_uring, libaio or sync",
                    "f --direct --vectors=16 ⇒ --vectors 16 cuts --block-size 4k into parts below"
                            + " 512 bytes; give a block size of at least 8KiB",
                    "f --bs=512 --vectors=9 ⇒ --vectors 9 cuts --block-size 512 into parts below"
                            + " 512 bytes; give a block size of at least 4.5KiB",
                    "f --direct --bs=1000 ⇒ --block-size 1000 is not a multiple of 512, which"
                            + " --direct needs",
                    "f --direct --offset=100 ⇒ --offset 100 is not a multiple of 512, which"
                            + " --direct needs",
                    "f --bs=8k --size=4k ⇒ --file-size 4k holds no block of 8KiB; give at least"
                            + " one block",
                    "f --offset=8191P --size=2P ⇒ --offset 8191P plus a size of 2PiB is beyond"
                            + " 8191PiB",
                    "f --bs=8k --total-bytes=4k ⇒ --total-bytes 4k is less than one block of 8KiB;"
                            + " give at least one block",
                    "f --iopoll ⇒ --iopoll polls the device itself; add --direct",
                    "f --iopoll --direct --trim-percent=1 ⇒ --iopoll can only read and write;"
                            + " leave out trims and fsyncs, or use --sync dsync",
                    "f --uncached --direct ⇒ --uncached is for buffered I/O, and --direct is not;"
                            + " leave one of them out",
                    "f --sqpoll --defer-taskrun ⇒ --defer-taskrun cannot be had with --sqpoll;"
                            + " leave one of them out",
                    "f --no-single-issuer --defer-taskrun ⇒ --defer-taskrun cannot be had with"
                            + " --no-single-issuer; leave one of them out",
                    "f --fsync-every=8 ⇒ --fsync-every 8 is about writes, and this run has none;"
                            + " add --write-percent, or leave it out",
                    "f --end-fsync --rw=trim ⇒ --end-fsync is about writes, and this run"
                            + " has none; add --write-percent, or leave it out",
                    "f --max-errors=5 ⇒ --max-errors 5 has no effect when the first error stops"
                            + " the run; add --on-error continue",
                    "f --cpu-cores=0 --numa-nodes=0 ⇒ --cpu-cores 0 and --numa-nodes 0 both place"
                            + " the workers; give one of them",
                    "f --rate-iops=5 --rate-bytes=1M ⇒ --rate-iops 5 and --rate-bytes 1M are two"
                            + " rates; give one of them",
                    "f --read-block-size=8k --rw=write ⇒ --read-block-size 8k is about reads, and"
                            + " this run has none; leave it out",
                    "f --write-block-size=8k ⇒ --write-block-size 8k is about writes and trims, and"
                            + " this run has none; leave it out",
                    "f --rw=rw --bs=4k --read-block-size=8k --write-block-size=16k ⇒ --block-size"
                        + " 4k has no effect beside --read-block-size and --write-block-size; leave"
                        + " it out",
                    "f --random --full-coverage --bs=4k:50,8k:50 ⇒ --block-size 4k:50,8k:50 mixes"
                            + " sizes, and --full-coverage in random order needs blocks of one"
                            + " size; give one size, or leave out --random",
                    "f --vectors=2 --bs=4k-64k ⇒ --vectors 2 cuts blocks of one size, and"
                            + " --block-size 4k-64k mixes sizes; leave one of them out",
                    "f --random --offset-strategy=same ⇒ --offset-strategy same is for sequential"
                        + " offsets, and these are random; leave it out, or give each worker its"
                        + " own part with --file-distribution partitioned",
                    "f --file-distribution=partitioned --offset-strategy=same ⇒ --offset-strategy"
                            + " same is for targets that workers share, and --file-distribution"
                            + " partitioned shares none; leave one of them out",
                    "f --offset-strategy=interleaved --bs=4k:50,8k ⇒ --offset-strategy interleaved"
                            + " needs blocks of one size, and --block-size 4k:50,8k mixes sizes;"
                            + " leave one of them out",
                    "f --offset-strategy=same --threads=2 --duration=0 ⇒ --offset-strategy same has"
                            + " every worker touch every block, and a run until complete touches"
                            + " each once; leave one of them out",
                    "--engine=null --file-distribution=per-worker ⇒ --file-distribution per-worker"
                            + " has no effect with --engine null, which opens no target; leave it"
                            + " out",
                    "--engine=null --lock-mode=range ⇒ --lock-mode range has no effect with"
                            + " --engine null, which opens no target; leave it out",
                    "f --allow-write-conflicts ⇒ --allow-write-conflicts is about writes and trims,"
                            + " and this run has none; leave it out",
                    "f --write-pattern=ones ⇒ --write-pattern ones is about writes, and this run"
                            + " has none; add --write-percent, or leave it out",
                    "f --verify=after ⇒ --verify after reads back what the run writes, and it"
                            + " writes nothing; use --verify reads, or add --write-percent",
                    "f --json=f ⇒ --json f would overwrite a target; name another file",
                    "--engine=sim --sim=latency ⇒ --sim latency: latency has no value; give"
                            + " KEY=VALUE",
                    "--engine=sim --sim=stal=1s ⇒ --sim stal=1s: stal is not one of latency, law,"
                            + " high, channels, stall-at, stall, short, error, errno, again; did"
                            + " you mean stall?",
                    "--engine=sim --sim=law=normal ⇒ --sim law=normal: law=normal is not one of"
                            + " constant, uniform, exponential",
                    "--engine=sim --sim=errno=0 ⇒ --sim errno=0: errno=0 is not a whole number"
                            + " from 1 to 4095",
                    "--engine=sim --sim=errno=5 ⇒ --sim errno=5: errno says more about error, and"
                            + " there is none; add error above 0, or leave it out",
                    "--engine=sim --sim=stall-at=1s ⇒ --sim stall-at=1s: stall-at says more about"
                            + " stall, and there is none; add stall above 0, or leave it out",
                    "--engine=sim --sim=latency=0 ⇒ --sim latency=0: a device takes time; give a"
                            + " latency above 0",
                    "--engine=sim --sim=short=0.00001 ⇒ --sim short=0.00001: short=0.00001 is not"
                            + " a percentage from 0 to 100 in steps of 0.0001",
                    "--engine=sim --sim=high=1s ⇒ --sim high=1s: high is for law=uniform only;"
                            + " leave it out",
                    "--engine=sim --sim=law=uniform,high=1us ⇒ --sim law=uniform,high=1us:"
                            + " high=1us is below latency=100us; swap them",
                    "--engine=sim --sim=short=60,error=60 ⇒ --sim short=60,error=60: short, error"
                            + " and again sum to more than 100; lower one");

    @TestFactory
    Stream<DynamicTest> aMistakeInOneOption() {
        return new Examples(SINGLE, SentencesTest::line).tests();
    }

    @TestFactory
    Stream<DynamicTest> aContradictionBetweenOptions() {
        return new Examples(BETWEEN, SentencesTest::line).tests();
    }

    @Test
    void everyRuleIsBrokenByAnExample() {
        assertThat(new Examples(BETWEEN, SentencesTest::line).notBroken(Rules.ALL)).isEmpty();
    }

    /** The command line of an example, ended by a duration where that is not its point. */
    private static String line(String options) {
        boolean ended =
                options.equals("f")
                        || options.contains("--duration")
                        || options.contains("--total-");
        return ended ? options : options + " --duration=1";
    }
}
