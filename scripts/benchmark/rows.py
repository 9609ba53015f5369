# The table of what is measured, and the least ratio to each peer that is aimed at.

from typing import NamedTuple, Optional

KIB, MIB = 1 << 10, 1 << 20
BATCH = 32

OURS, FIO, BEST, TURING = "iopulse", "fio", "fio best", "t/io_uring"
PEERS = (FIO, BEST, TURING)
CONTENDERS = (OURS,) + PEERS


class Variant(NamedTuple):
    """What a row asks beyond engine, place and block, in the words of each program."""

    name: str
    ours: tuple
    fio: tuple
    reads_back: bool = False  # writes everything once, then reads it all; one of both is counted


ZIPF = Variant(
    "zipf",
    ("--distribution", "zipf", "--zipf-theta", "1.2"),
    ("--random_distribution=zipf:1.2",),
)
PARETO = Variant(
    "pareto",
    ("--distribution", "selfsimilar", "--selfsimilar-h", "0.2"),
    ("--random_distribution=pareto:0.2",),
)
GAUSSIAN = Variant(
    "gaussian",
    ("--distribution", "gaussian", "--gaussian-stddev", "0.1"),
    ("--random_distribution=normal:10",),
)
MIXED = Variant("70/30", ("--read-percent", "70"), ("--rwmixread=70",))
REFILL = Variant("refill", ("--write-pattern", "random"), ("--refill_buffers=1",))
CRC32C = Variant(
    "crc32c",
    ("--verify", "after", "--run-until-complete"),
    ("--verify=crc32c", "--do_verify=1", "--verify_fatal=1", "--verify_state_save=0"),
    reads_back=True,
)


class Row(NamedTuple):
    """One workload; goals are least ratios to a peer, latency the greatest to fio's."""

    engine: str
    place: str
    rw: str
    block: str
    depth: int
    goals: dict
    latency: Optional[float] = None
    variant: Optional[Variant] = None
    counts: str = ""  # of a variant that reads back: write or read

    @property
    def name(self):
        plain = f"{self.engine} {self.place} {self.rw} {self.block} {self.depth}"
        return " ".join([plain, self.variant.name, self.counts]).rstrip() if self.variant else plain

    @property
    def reads_back(self):
        return bool(self.variant and self.variant.reads_back)

    @property
    def writes(self):
        return "write" in self.rw or self.rw in ("rw", "randrw")

    @property
    def operations(self):
        """What of it is counted."""
        if self.counts:
            return (self.counts,)
        if self.rw in ("rw", "randrw"):
            return ("read", "write")
        return ("write",) if self.writes else ("read",)


ROWS = (
    Row("io_uring", "cached", "randread", "4k", 1, {FIO: 1.5, TURING: 1.0}),
    Row("io_uring", "cached", "randread", "4k", 32, {FIO: 2.0, BEST: 1.35, TURING: 1.0}),
    Row("io_uring", "cached", "randread", "4k", 128, {FIO: 2.0, BEST: 1.35, TURING: 1.0}),
    Row("io_uring", "hot", "randread", "4k", 1, {FIO: 1.5, TURING: 1.0}),
    Row("io_uring", "hot", "randread", "4k", 32, {FIO: 2.9, TURING: 1.0}),
    Row("io_uring", "hot", "randread", "4k", 128, {FIO: 2.9, TURING: 1.0}),
    Row("io_uring", "hot", "read", "4k", 32, {FIO: 2.8}),
    Row("io_uring", "cached", "read", "128k", 32, {}),
    Row("io_uring", "cached", "read", "1m", 8, {}),
    Row("io_uring", "write", "randwrite", "4k", 32, {FIO: 1.0}),
    Row("libaio", "cached", "randread", "4k", 1, {}),
    Row("libaio", "cached", "randread", "4k", 32, {FIO: 2.0, BEST: 1.2}),
    Row("libaio", "zram", "randread", "4k", 32, {FIO: 2.0, BEST: 1.2}),
    Row("sync", "cached", "randread", "4k", 1, {FIO: 1.2}),
    Row("sync", "zero", "randread", "4k", 1, {FIO: 1.7}),
    Row("sync", "hot", "read", "4k", 1, {FIO: 1.6}),
    Row("sync", "write", "randwrite", "4k", 1, {FIO: 1.4}),
    Row("mmap", "hot", "randread", "4k", 1, {FIO: 3.0}),
    Row("mmap", "cached", "randread", "4k", 1, {FIO: 1.5}),
    Row("io_uring", "loop", "randread", "4k", 1, {FIO: 1.0}),
    Row("io_uring", "loop", "randread", "4k", 32, {FIO: 1.0}),
    Row("io_uring", "loop", "randread", "4k", 128, {FIO: 1.0}),
    Row("io_uring", "disk", "randread", "4k", 1, {FIO: 1.0}, 1.03),
    Row("io_uring", "disk", "randread", "4k", 32, {FIO: 1.0}, 1.03),
    Row("io_uring", "disk", "randread", "4k", 128, {FIO: 1.0}, 1.03),
)

# Beside the plain rows: what a workload of an application asks for.
ROWS += (
    Row("io_uring", "cached", "randread", "4k", 32, {FIO: 2.0}, None, ZIPF),
    Row("io_uring", "cached", "randread", "4k", 32, {FIO: 2.0}, None, PARETO),
    Row("io_uring", "cached", "randread", "4k", 32, {FIO: 2.0}, None, GAUSSIAN),
    Row("null", "none", "randread", "4k", 32, {}, None, ZIPF),
    Row("null", "none", "randread", "4k", 32, {}, None, PARETO),
    Row("null", "none", "randread", "4k", 32, {}, None, GAUSSIAN),
    Row("io_uring", "write", "randrw", "4k", 32, {FIO: 1.0}, None, MIXED),
    Row("sync", "write", "randrw", "4k", 1, {FIO: 1.0}, None, MIXED),
    Row("io_uring", "write", "randwrite", "4k", 32, {FIO: 1.0}, None, REFILL),
    Row("sync", "write", "randwrite", "4k", 1, {FIO: 1.0}, None, REFILL),
    Row("io_uring", "write", "randwrite", "4k", 32, {FIO: 1.0}, None, CRC32C, "write"),
    Row("io_uring", "write", "randwrite", "4k", 32, {FIO: 1.0}, None, CRC32C, "read"),
    Row("sync", "write", "write", "128k", 1, {FIO: 1.0}, None, CRC32C, "write"),
    Row("sync", "write", "write", "128k", 1, {FIO: 1.0}, None, CRC32C, "read"),
)

NULL_ROW = Row("null", "none", "randread", "4k", BATCH, {})
