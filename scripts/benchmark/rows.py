# The table of what is measured, and the least ratio to each peer that is aimed at.

from typing import NamedTuple, Optional

KIB, MIB = 1 << 10, 1 << 20
BATCH = 32

OURS, FIO, BEST, TURING = "iopulse", "fio", "fio best", "t/io_uring"
PEERS = (FIO, BEST, TURING)
CONTENDERS = (OURS,) + PEERS


class Row(NamedTuple):
    """One workload; goals are least ratios to a peer, latency the greatest to fio's."""

    engine: str
    place: str
    rw: str
    block: str
    depth: int
    goals: dict
    latency: Optional[float] = None

    @property
    def name(self):
        return f"{self.engine} {self.place} {self.rw} {self.block} {self.depth}"

    @property
    def writes(self):
        return "write" in self.rw


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

NULL_ROW = Row("null", "none", "randread", "4k", BATCH, {})
