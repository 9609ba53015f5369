# The contenders: which command measures a row, and what its output means.

import contextlib
import ctypes
import json
import math
import os
import re
import select
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from typing import NamedTuple

from places import output_of, settle
from rows import BATCH, BEST, FIO, KIB, MIB, OURS, TURING

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
IOPULSE = os.path.join(ROOT, "scripts", "iopulse")
PR_SET_CHILD_SUBREAPER = 36  # of <linux/prctl.h>
RUN_SECONDS_MAX = 120  # on top of the measured time, before a run counts as hung

# What fio can be told beyond its defaults while it still records every latency.
BEST_URING = ("--fixedbufs=1", "--registerfiles=1", "--nonvectored=1")
BEST_BATCHES = ("submit", "complete_min", "complete_max")


class Failure(Exception):
    """A program that was to be measured did not do its work."""


class Sample(NamedTuple):
    """What one run of one program gave; times in nanoseconds."""

    iops: float
    p50: float = math.nan
    p99: float = math.nan
    cpu: float = math.nan

    def as_json(self):
        return {name: value for name, value in self._asdict().items() if not math.isnan(value)}


class Programs:
    """The commands of the contenders and what their output means."""

    def __init__(self, options):
        self.seconds = options.seconds
        self.cpu = options.cpu
        self.pin = options.pin
        self.t_io_uring = find_t_io_uring()

    def version(self, contender):
        return output_of(IOPULSE if contender == OURS else "fio", "--version").strip()

    def takes_part(self, contender, row):
        if contender == BEST:
            return row.engine != "mmap"
        if contender == TURING:
            asynchronous = row.engine in ("io_uring", "libaio")
            plain = not row.writes and not row.variant
            return bool(self.t_io_uring) and asynchronous and plain
        return True

    def run(self, contender, row, target):
        settle(target, row.writes)
        measure = {OURS: self.run_iopulse, TURING: self.run_t_io_uring}
        if contender in measure:
            return measure[contender](row, target)
        return self.run_fio(row, target, contender == BEST)

    def pinned(self, *command):
        return ["taskset", "--cpu-list", str(self.cpu), *command]

    def iopulse_command(self, row, target, *more):
        command = [IOPULSE, "run", target.path, "--engine", row.engine, "--rw", row.rw]
        command += ["--block-size", row.block, "--queue-depth", str(row.depth)]
        command += ["--file-size", str(target.bytes), "--live", "off", "--json", "-"]
        command += row.variant.ours if row.variant else ()
        return command + (["--direct"] if target.direct else []) + list(more)

    def run_iopulse(self, row, target):
        more = ["--cpu-cores", str(self.cpu)]
        if row.reads_back:
            more += ["--verify-state", new_state(target)]
        else:
            more += ["--duration", f"{round(self.seconds * 1000)}ms"]
        command = self.iopulse_command(row, target, *more)
        if self.pin == "process":
            command = self.pinned(*command)
        result = json.loads(execute(command, self.seconds).output)
        if row.reads_back:
            return read_back_sample(result, row, target)
        return iopulse_sample(result, row.operations)

    def fio_command(self, row, target, best, *more):
        engine = {"sync": "psync"}.get(row.engine, row.engine)
        path = target.path.replace(":", "\\:")
        command = ["fio", "--name=bench", f"--filename={path}", f"--size={target.bytes}"]
        command += [f"--rw={row.rw}", f"--bs={row.block}", f"--ioengine={engine}"]
        command += [f"--iodepth={row.depth}", f"--direct={int(target.direct)}", "--invalidate=0"]
        command += ["--allow_file_create=0", "--randrepeat=0", "--output-format=json"]
        command += row.variant.fio if row.variant else ()
        return command + (best_flags(row) if best else []) + list(more)

    def run_fio(self, row, target, best):
        more = []
        if not row.reads_back:
            more += ["--time_based", f"--runtime={round(self.seconds * 1000)}ms"]
        if row.latency:
            more += ["--lat_percentiles=1", "--clat_percentiles=0"]
        command = self.pinned(*self.fio_command(row, target, best, *more))
        output = execute(command, self.seconds).output
        job = json.loads(output[output.index("{") :])["jobs"][0]
        if row.reads_back:
            require_all(sum(job[counted]["io_bytes"] for counted in row.operations), target)
        return fio_sample(job, row.operations)

    def run_t_io_uring(self, row, target):
        """It prints each whole second but the last."""
        seconds = max(1, math.ceil(self.seconds))
        command = [self.t_io_uring, "-p0", f"-O{int(target.direct)}", "-B1", "-F1", "-X1", "-n1"]
        command += [f"-R{int(row.rw == 'randread')}", f"-a{int(row.engine == 'libaio')}"]
        command += [f"-d{row.depth}", f"-b{block_bytes(row.block)}", f"-r{seconds + 1}"]
        output = execute(self.pinned(*command, target.path), seconds).output
        figures = re.findall(r"^IOPS=([\d.]+)([KM]?),", output, re.MULTILINE)
        if not figures or "IO errors" in output:
            raise Failure(f"{TURING} measured nothing: {output.splitlines()[-1:]}")
        unit = {"": 1, "K": 1e3, "M": 1e6}
        return Sample(statistics.fmean(float(number) * unit[k] for number, k in figures))

    def loop_cpu(self, histograms, *workload):
        """CPU time per I/O of the loop alone, without Java, and on request without histograms."""
        name = "hot_path" if histograms else "hot_path_bare"
        build = os.path.join(ROOT, "build", "native")
        output_of("cmake", "--build", build, "--target", name)
        command = self.pinned(os.path.join(build, name), *workload)
        output = execute(command, self.seconds).output
        return float(re.search(r"([\d.]+) CPU ns each", output).group(1))


def find_t_io_uring():
    return os.environ.get("T_IO_URING") or shutil.which("t_io_uring") or shutil.which("io_uring")


def best_flags(row):
    """Without its map fio would write some blocks twice and others never."""
    flags = ["--norandommap=1"] if row.rw.startswith("rand") and not row.reads_back else []
    if row.engine == "io_uring":
        flags += BEST_URING
    if row.engine in ("io_uring", "libaio", "null"):
        flags += [f"--iodepth_batch_{part}={min(BATCH, row.depth)}" for part in BEST_BATCHES]
    return flags


def block_bytes(text):
    return int(text[:-1]) * {"k": KIB, "m": MIB}[text[-1]]


def iopulse_sample(result, operations):
    """The rate of all the operations, the percentiles of the first."""
    measured = result["measured"]
    latency = result["latency"]["service"][operations[0]]
    percentiles = latency["percentiles_ns"]
    return Sample(
        sum(measured["operations"][o]["operations_per_second"] for o in operations),
        percentiles["50"],
        percentiles["99"],
        measured["cpu_ns_per_operation"],
    )


def read_back_sample(result, row, target):
    """The rate of the phase that is counted, which must have gone over all of the target."""
    if row.operations == ("write",):
        require_all(result["measured"]["operations"]["write"]["bytes"], target)
        return iopulse_sample(result, row.operations)
    found = result["components"][0]["verification"]
    require_all(found["bytes"], target)
    back = [i for i in result["intervals"] if i["phase"] == "verify"]
    wall_ns = back[-1]["end_ns"] - back[0]["start_ns"]
    return Sample(found["read_back_operations"] * 1e9 / wall_ns)


def require_all(done, target):
    if done != target.bytes:
        raise Failure(f"{done} bytes of {target.bytes} were written or verified")


def new_state(target):
    """Nothing of what an earlier run knew: a peer has written since."""
    path = target.path + ".state"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    return path


def fio_sample(job, operations):
    sides = [job[operation] for operation in operations]
    done = sum(side["total_ios"] for side in sides)
    if job["error"] or not done:
        raise Failure(f"fio did no I/O, error {job['error']}")
    cpu_ns = (job["usr_cpu"] + job["sys_cpu"]) / 100 * job["job_runtime"] * 1e6
    percentile = sides[0]["lat_ns"].get("percentile", {})
    return Sample(
        sum(side["iops"] for side in sides),
        percentile.get("50.000000", math.nan),
        percentile.get("99.000000", math.nan),
        cpu_ns / done,
    )


class Finished(NamedTuple):
    output: str
    seconds: float
    resident_mib: float


def execute(command, seconds=0.0):
    """Runs a program in a process group of its own, of which nothing is left afterwards."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = time.monotonic()
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True
        )
        try:
            usage = await_end(child, began + seconds + RUN_SECONDS_MAX)
        finally:
            end_group(child)
        ended = time.monotonic()
        out.seek(0)
        err.seek(0)
        if child.returncode != 0:
            words = reason(out.read(), err.read())
            raise Failure(f"{command_name(command)} ended with {child.returncode}: {words}")
        return Finished(out.read(), ended - began, usage.ru_maxrss / KIB)


def reason(output, errors):
    """What a program that failed says about it: in its result, or in its last line."""
    try:
        result = json.loads(output)
        fatal = [caveat["evidence"] for caveat in result["caveats"] if caveat["fatal"]]
        return "; ".join([result["outcome"]["reason"], *fatal])
    except (KeyError, TypeError, ValueError):
        return "".join((errors.strip() or output.strip()).splitlines()[-1:])


def await_end(child, deadline):
    """Like Popen.wait, for the resource usage of the child and of those it waited for."""
    handle = os.pidfd_open(child.pid)
    try:
        if not select.select([handle], [], [], deadline - time.monotonic())[0]:
            raise Failure(f"{command_name(child.args)} did not end")
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        return usage
    finally:
        os.close(handle)


def end_group(child):
    """Kills what is left of it and waits, so that none of it holds a device any more."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-child.pid, 0):
            pass
    child.returncode = -signal.SIGKILL if child.returncode is None else child.returncode


def adopt_orphans():
    """Makes children of children ours once their parent is gone, for end_group to wait for."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def command_name(command):
    return os.path.basename(command[3] if command[0] == "taskset" else command[0])
