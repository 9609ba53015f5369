# Figures that are no ratio: CPU per I/O on an engine that does none, start time, memory, rates.

import ctypes
import os
import select
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Callable, NamedTuple, Optional

from places import settle
from programs import IOPULSE, Failure, execute
from rated import rated_figures
from rows import BATCH, BEST, FIO, NULL_ROW, OURS, Row

IN_ACCESS = 1  # of <sys/inotify.h>: somebody has read
EXTRA_WORKERS = 16
FIRST_READ = Row("io_uring", "hot", "randread", "4k", 1, {})


class Figure(NamedTuple):
    """A number of each contender, the less the better; the limit, if any, is for iopulse."""

    name: str
    unit: str
    limit: Optional[float]
    measures: dict[str, Callable[[], float]]


def figures(programs, places):
    null = places.get("none")
    first = ("--total-ops", "1")

    def cpu(contender):
        return lambda: programs.run(contender, NULL_ROW, null).cpu

    def ours(*more):
        return programs.iopulse_command(NULL_ROW, null, "--duration", "1s", *more)

    def fio(*more):
        return programs.fio_command(NULL_ROW, null, False, "--time_based", "--runtime=1", *more)

    def first_read(command, *more):
        target = places.get(FIRST_READ.place)
        settle(target, False)
        return seconds_to_first_read(command(FIRST_READ, target, *more), target.path)

    def fio_default(row, target):
        return programs.fio_command(row, target, False, "--number_ios=1")

    def histogram_share():
        """Of the time of a read from the page cache, in percent."""
        hot = places.get("hot")
        nothing = ("null", str(BATCH), str(programs.seconds))
        read = ("io_uring", str(BATCH), str(programs.seconds), hot.path, str(hot.bytes))
        cost = programs.loop_cpu(True, *nothing) - programs.loop_cpu(False, *nothing)
        return 100 * cost / programs.loop_cpu(True, *read)

    return (
        Figure("CPU per I/O, null engine, depth 32", "ns", 20,
               {OURS: cpu(OURS), FIO: cpu(FIO), BEST: cpu(BEST)}),
        Figure("histograms, of a cached read, depth 32", "%", 1, {OURS: histogram_share}),
        Figure("--help, from start to end", "s", 0.2,
               {OURS: lambda: execute([IOPULSE, "--help"]).seconds,
                FIO: lambda: execute(["fio", "--help"]).seconds}),
        Figure("first I/O after the command starts", "s", 0.5,
               {OURS: lambda: first_read(programs.iopulse_command, *first),
                FIO: lambda: first_read(fio_default)}),
        Figure("resident memory, null engine, depth 32", "MiB", 130,
               {OURS: lambda: execute(ours()).resident_mib,
                FIO: lambda: execute(fio()).resident_mib}),
        Figure("resident memory of one more worker", "MiB", 2,
               {OURS: lambda: memory_per_worker(ours)}),
        *rated_figures(Figure, programs, places),
    )


def memory_per_worker(command):
    one = execute(command()).resident_mib
    many = execute(command("--threads", str(1 + EXTRA_WORKERS))).resident_mib
    return (many - one) / EXTRA_WORKERS


def seconds_to_first_read(command, path):
    """From starting the command to the kernel's note that the file has been read."""
    libc = ctypes.CDLL(None, use_errno=True)
    notes = libc.inotify_init1(os.O_CLOEXEC)
    if notes < 0 or libc.inotify_add_watch(notes, os.fsencode(path), IN_ACCESS) < 0:
        raise Failure(f"inotify: {os.strerror(ctypes.get_errno())}")
    try:
        with ThreadPoolExecutor(1) as pool:
            began = time.monotonic()
            noted = pool.submit(moment_of_note, notes)
            execute(command)
            return noted.result() - began
    finally:
        os.close(notes)


def moment_of_note(notes):
    if not select.select([notes], [], [], 30)[0]:
        raise Failure("nothing read the file")
    return time.monotonic()
