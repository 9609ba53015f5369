# What is printed, at most 120 columns wide, and the same as JSON.

import os
import platform
import re
import statistics
from typing import NamedTuple, Optional

from rows import BEST, CONTENDERS, FIO, OURS, PEERS, TURING

NAME_WIDTH, CELL_WIDTH, FIGURE_WIDTH = 32, 29, 46
PEER_TITLES = {FIO: "to fio", BEST: "to fio, best flags", TURING: "to t/io_uring"}
ROUNDS_MIN = 5
LOAD_MAX = 0.5


class Spread(NamedTuple):
    """The median over the rounds with its range, and the goal set for it, if any."""

    median: float
    least: float
    greatest: float
    goal: Optional[float] = None
    less_is_better: bool = False

    @classmethod
    def of(cls, values, goal=None, less_is_better=False):
        return cls(statistics.median(values), min(values), max(values), goal, less_is_better)

    @property
    def met(self):
        if self.goal is None:
            return None
        return self.median <= self.goal if self.less_is_better else self.median >= self.goal

    @property
    def verdict(self):
        if self.goal is None:
            return ""
        sign = "<=" if self.less_is_better else ">="
        return f"{sign}{self.goal:.2f} {'met' if self.met else 'missed'}"

    @property
    def shown(self):
        """Rounded, but not to a goal that was missed."""
        text = f"{self.median:.2f}"
        if self.met is False and float(text) == self.goal:
            text = f"{self.goal + (0.01 if self.less_is_better else -0.01):.2f}"
        return text

    def as_json(self):
        return {**self._asdict(), "met": self.met}


def judge(row, samples):
    """The spreads of a row by line (its rate, its latencies) and peer."""

    def ratios(peer, quantity):
        pairs = zip(samples[OURS], samples[peer])
        return [getattr(ours, quantity) / getattr(theirs, quantity) for ours, theirs in pairs]

    peers = [peer for peer in PEERS if peer in samples]
    lines = {row.name: {p: Spread.of(ratios(p, "iops"), row.goals.get(p)) for p in peers}}
    if row.latency:
        for quantity in ("p50", "p99"):
            spread = Spread.of(ratios(FIO, quantity), row.latency, less_is_better=True)
            lines[f"    its {quantity} latency"] = {FIO: spread}
    return lines


def heading(programs, options):
    yield f"iopulse beside its peers, {options.rounds} rounds of {options.seconds:g} s each in turn"
    third = programs.t_io_uring or "not found"
    yield f"  {programs.version(OURS)}, {programs.version(FIO)}, t/io_uring: {third}"
    yield f"  {cpu_model()}, {os.cpu_count()} CPUs, Linux {platform.release()}"
    whole = "the whole process" if options.pin == "process" else "the worker only"
    yield f"  peers pinned to CPU {options.cpu}; iopulse: {whole}"
    yield from doubts(options)


def doubts(options):
    """What makes the figures worth less than they look."""
    if options.rounds < ROUNDS_MIN:
        yield f"  NOTE: fewer than {ROUNDS_MIN} rounds"
    load = os.getloadavg()[0]
    if load > LOAD_MAX:
        yield f"  NOTE: the machine is busy (load {load:.1f}); measure again when it is quiet"


def cpu_model():
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
        found = re.search(r"model name\s*:\s*(.*)", file.read())
    return found.group(1) if found else platform.machine()


def ratio_heading():
    yield ""
    yield "Ratio of I/Os per second: median of the rounds, least-greatest, target"
    titles = "".join(PEER_TITLES[peer].ljust(CELL_WIDTH) for peer in PEERS)
    yield "engine place access block depth".ljust(NAME_WIDTH) + titles.rstrip()


def ratio_lines(lines):
    for name, by_peer in lines.items():
        cells = "".join(cell(by_peer.get(peer)).ljust(CELL_WIDTH) for peer in PEERS)
        yield name.ljust(NAME_WIDTH - 1) + " " + cells.rstrip()


def cell(spread):
    if spread is None:
        return "-"
    text = f"{spread.shown} {spread.least:.2f}-{spread.greatest:.2f} {spread.verdict}"
    return text.rstrip()


def rate_lines(results):
    yield ""
    yield "Thousands of I/Os per second: median (for orientation; they are this machine's today)"
    yield " " * NAME_WIDTH + "".join(name.rjust(13) for name in CONTENDERS)
    for row, samples in results:
        medians = (thousands(samples.get(contender)) for contender in CONTENDERS)
        yield row.name.ljust(NAME_WIDTH - 1) + " " + "".join(text.rjust(13) for text in medians)


def thousands(samples):
    return f"{statistics.median(s.iops for s in samples) / 1e3:,.1f}" if samples else "-"


def figure_heading():
    yield ""
    yield "Figures: median of the rounds, least-greatest, target"
    yield " " * FIGURE_WIDTH + "iopulse".ljust(CELL_WIDTH) + "      fio  fio best"


def figure_line(figure, spreads):
    peers = "".join(
        (f"{spreads[peer].median:.2f}" if peer in spreads else "-").rjust(10)
        for peer in (FIO, BEST)
    )
    title = f"{figure.name} [{figure.unit}]"
    yield title.ljust(FIGURE_WIDTH) + cell(spreads[OURS]).ljust(CELL_WIDTH) + peers


def summary(spreads, skipped, failed):
    verdicts = [spread.met for spread in spreads]
    yield ""
    yield (
        f"{verdicts.count(True)} targets met, {verdicts.count(False)} missed;"
        f" skipped: {len(skipped)}, failed: {len(failed)}"
    )
