# When requests reached the kernel, as the kernel saw it: the same witness for every program. Traces
# io_uring in a tracing instance of its own, which is removed when the stack is closed.

import os
import platform
import re
import subprocess
import tempfile

EVENTS = ("io_uring/io_uring_submit_req", "io_uring/io_uring_submit_sqe")  # new kernels, old ones
CLOCK = "x86-tsc"  # the other clocks are told in microseconds
BUFFER_KIB = 32 << 10
STAMP = re.compile(r"\] \S+ +(\d+): io_uring_submit_\w+:.*opcode (?:READ|22|4\b)")
ENTRIES = re.compile(r"entries-in-buffer/entries-written: (\d+)/(\d+)")


class Witness:
    """Sees the reads of the programs that this process starts; an OSError where it cannot."""

    def __init__(self, stack):
        if os.geteuid() != 0:
            raise OSError("tracing needs root")
        if platform.machine() != "x86_64":
            raise OSError(f"the {CLOCK} of traces is needed to tell gaps of nanoseconds")
        self.directory = os.path.join(tracing(stack), "instances", f"iopulse-bench.{os.getpid()}")
        os.mkdir(self.directory)
        stack.callback(os.rmdir, self.directory)
        events = [e for e in EVENTS if os.path.isdir(self.path("events", e))]
        if not events:
            raise OSError("the kernel does not trace io_uring")
        self.event = os.path.join("events", events[0], "enable")
        self.write("trace_clock", CLOCK)
        self.write("buffer_size_kb", str(BUFFER_KIB))
        self.write("options/event-fork", "1")
        self.write("set_event_pid", str(os.getpid()))

    def path(self, *parts):
        return os.path.join(self.directory, *parts)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="ascii") as file:
            file.write(text)

    def gaps(self, run):
        """Ticks between the reads that are submitted while run() goes on."""
        self.write("trace", "")
        self.write(self.event, "1")
        try:
            run()
        finally:
            self.write(self.event, "0")
        with open(self.path("trace"), encoding="ascii", errors="replace") as trace:
            return gaps_of(trace.read())


def tracing(stack):
    """Where the kernel's traces are; mounted for this benchmark when they are nowhere."""
    for place in ("/sys/kernel/tracing", "/sys/kernel/debug/tracing"):
        if os.path.isdir(os.path.join(place, "instances")):
            return place
    place = tempfile.mkdtemp(prefix="iopulse-bench.")
    stack.callback(os.rmdir, place)
    subprocess.run(["mount", "-t", "tracefs", "none", place], check=True)
    stack.callback(subprocess.run, ["umount", place], check=True)
    return place


def gaps_of(trace):
    kept, seen = map(int, ENTRIES.search(trace).groups())
    if kept != seen:
        raise ValueError(f"the trace kept {kept} of {seen} events")
    ticks = sorted(int(stamp) for stamp in STAMP.findall(trace))
    return [after - before for before, after in zip(ticks, ticks[1:])]
