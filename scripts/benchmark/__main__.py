# Reads the options, measures row by row in rounds, prints each row when it is known.

import argparse
import contextlib
import json
import os
import re
import signal
import subprocess
import sys

import report
from figures import figures
from places import Places, Skip
from programs import Failure, Programs, adopt_orphans
from report import Spread
from rows import CONTENDERS, OURS, ROWS

EXIT_USAGE, EXIT_FAILED, EXIT_INTERRUPTED = 1, 2, 130


def read_options():
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Measures iopulse beside fio and, if found, t/io_uring (T_IO_URING or PATH).",
    )
    add = parser.add_argument
    add("--rounds", type=positive(int), default=5, help="measurements of each (default 5)")
    add("--seconds", type=positive(float), default=2, help="length of each (default 2)")
    add("--rows", type=re.compile, default=re.compile(""), metavar="PATTERN",
        help="only rows and figures whose name matches this regular expression")
    add("--list", action="store_true", help="print the names of rows and figures and stop")
    add("--cpu", type=int, default=max(os.sched_getaffinity(0)),
        help="CPU for all of them (default: the last allowed one)")
    add("--pin", choices=("process", "worker"), default="process",
        help="what of iopulse is pinned (default: process, as with the peers)")
    add("--json", metavar="FILE", help="write every sample and ratio there as well")
    return parser.parse_args()


def positive(kind):
    def read(text):
        if kind(text) <= 0:
            raise ValueError
        return kind(text)

    read.__name__ = "positive number"  # argparse names the type so
    return read


class Session:
    """One call of scripts/bench: what was measured so far, and what went wrong."""

    def __init__(self, options, programs, places):
        self.options = options
        self.programs = programs
        self.places = places
        matches = options.rows.search
        self.rows = [row for row in ROWS if matches(row.name)]
        self.wanted = [figure for figure in figures(programs, places) if matches(figure.name)]
        self.results = []
        self.figures = []
        self.spreads = []
        self.skipped = []
        self.failed = []
        self.heading = []

    def run(self):
        self.heading = list(report.heading(self.programs, self.options))
        show(self.heading)
        self.run_rows()
        self.run_figures()
        show(report.summary(self.spreads, self.skipped, self.failed))

    def run_rows(self):
        if self.rows:
            show(report.ratio_heading())
        for row in self.rows:
            with self.noting_trouble(row.name):
                samples = self.measure_row(row)
                lines = report.judge(row, samples)
                show(report.ratio_lines(lines))
                self.results.append((row, samples, lines))
                self.spreads += [s for peers in lines.values() for s in peers.values()]
        if self.results:
            show(report.rate_lines([(row, samples) for row, samples, _ in self.results]))

    def measure_row(self, row):
        target = self.places.get(row.place)
        part = [name for name in CONTENDERS if self.programs.takes_part(name, row)]
        return self.in_rounds({
            name: lambda name=name: self.programs.run(name, row, target) for name in part
        })

    def run_figures(self):
        if self.wanted:
            show(report.figure_heading())
        for figure in self.wanted:
            with self.noting_trouble(figure.name):
                values = self.in_rounds(figure.measures)
                spreads = {name: Spread.of(values[name]) for name in values}
                spreads[OURS] = Spread.of(values[OURS], figure.limit, less_is_better=True)
                show(report.figure_line(figure, spreads))
                self.figures.append((figure, values, spreads))
                self.spreads.append(spreads[OURS])

    def in_rounds(self, measures):
        """A B C A B C: what each measure gave, in the order of the rounds."""
        taken = {name: [] for name in measures}
        for _ in range(self.options.rounds):
            for name, measure in measures.items():
                taken[name].append(measure())
        return taken

    @contextlib.contextmanager
    def noting_trouble(self, name):
        try:
            yield
        except Skip as reason:
            self.skipped.append(f"{name}: {reason}")
            show([f"SKIPPED: {self.skipped[-1]}"])
        except (Failure, OSError, KeyError, ValueError) as reason:
            words = str(reason) if isinstance(reason, Failure) else repr(reason)
            self.failed.append(f"{name}: {words}")
            show([f"FAILED: {self.failed[-1]}"])

    def as_json(self):
        return {
            "format": "iopulse-bench/1",
            "conditions": self.heading,
            "rows": [
                {
                    "name": row.name,
                    "samples": {n: [s.as_json() for s in samples[n]] for n in samples},
                    "ratios": {
                        line.strip(): {peer: s.as_json() for peer, s in peers.items()}
                        for line, peers in lines.items()
                    },
                }
                for row, samples, lines in self.results
            ],
            "figures": [
                {
                    "name": figure.name,
                    "unit": figure.unit,
                    "samples": values,
                    "spreads": {name: spread.as_json() for name, spread in spreads.items()},
                }
                for figure, values, spreads in self.figures
            ],
            "skipped": self.skipped,
            "failed": self.failed,
        }


def show(lines):
    for line in lines:
        print(line, flush=True)


def ignore_signals():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def measure(options, made):
    session = Session(options, Programs(options), Places(made))
    names = [each.name for each in (*session.rows, *session.wanted)]
    if not names:
        print(f"no row matches {options.rows.pattern}; --list names them", file=sys.stderr)
        return EXIT_USAGE
    if options.list:
        show(names)
        return 0
    with open(options.json or os.devnull, "w", encoding="ascii") as file:
        session.run()
        json.dump(session.as_json(), file, indent=1)
        file.write("\n")
    return EXIT_FAILED if session.failed else 0


def main():
    options = read_options()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    adopt_orphans()
    with contextlib.ExitStack() as made:
        try:
            return measure(options, made)
        except KeyboardInterrupt:
            print("scripts/bench: interrupted", file=sys.stderr)
            return EXIT_INTERRUPTED
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return EXIT_FAILED
        except (Failure, OSError, subprocess.CalledProcessError) as reason:
            print(f"scripts/bench: {reason}", file=sys.stderr)
            return EXIT_FAILED
        finally:
            ignore_signals()


sys.exit(main())
