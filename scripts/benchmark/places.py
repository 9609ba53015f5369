# Files and devices to read and write, and who looks on. Each is made at first use, of random data,
# and removed when the stack given to Places is closed. What this machine cannot have is a Skip with
# the reason.

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from typing import NamedTuple

from rows import KIB, MIB
from witness import Witness


class Skip(Exception):
    """A row cannot be measured on this machine."""


class Target(NamedTuple):
    path: str
    bytes: int
    direct: bool = False
    cached: bool = False


class Places:
    """Makes what is read and written, at first use; everything goes when the stack is closed."""

    def __init__(self, stack):
        self.stack = stack
        self.made = {}
        self.directory = None
        self.keep_recordings_apart()

    def keep_recordings_apart(self):
        """Runs are recorded as they are by default, but not among the user's recordings."""
        memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
        recordings = tempfile.mkdtemp(prefix="iopulse-bench.", dir=memory)
        self.stack.callback(shutil.rmtree, recordings)
        os.environ["XDG_DATA_HOME"] = recordings

    def get(self, name):
        if name not in self.made:
            try:
                self.made[name] = getattr(self, "make_" + name)()
            except (Skip, OSError, subprocess.CalledProcessError) as error:
                self.made[name] = Skip(f"{name}: {error}")
        target = self.made[name]
        if isinstance(target, Skip):
            raise target
        return target

    def make_none(self):
        return Target("null", 1 << 30)

    def make_zero(self):
        return Target("/dev/zero", 1 << 30)

    def make_cached(self):
        return Target(self.file("cached", 256 * MIB), 256 * MIB, cached=True)

    def make_hot(self):
        return Target(self.file("hot", 8 * MIB), 8 * MIB, cached=True)

    def make_write(self):
        return Target(self.file("write", 256 * MIB), 256 * MIB, cached=True)

    def make_disk(self):
        path = self.file("disk", 256 * MIB)
        if file_system(path) in ("tmpfs", "ramfs"):
            raise Skip("the directory for files is in memory, not on a disk")
        os.close(os.open(path, os.O_RDONLY | os.O_DIRECT))
        forget_pages(path)
        return Target(path, 256 * MIB, direct=True)

    def make_zram(self):
        require_root_and_memory(2048 * MIB)
        with contextlib.suppress(OSError):
            subprocess.run(["modprobe", "zram"], capture_output=True, check=False)
        if not os.path.exists("/sys/class/zram-control/hot_add"):
            raise Skip("the kernel has no zram")
        number = read_text("/sys/class/zram-control/hot_add")
        self.stack.callback(remove_zram, number)
        write_text(f"/sys/block/zram{number}/disksize", str(512 * MIB))
        fill(f"/dev/zram{number}", 512 * MIB)
        return Target(f"/dev/zram{number}", 512 * MIB, direct=True)

    def make_loop(self):
        require_root_and_memory(1024 * MIB)
        if not os.path.isdir("/dev/shm") or file_system("/dev/shm") != "tmpfs":
            raise Skip("/dev/shm is no tmpfs")
        handle, path = tempfile.mkstemp(prefix="iopulse-bench.", dir="/dev/shm")
        os.close(handle)
        self.stack.callback(os.unlink, path)
        fill(path, 256 * MIB)
        device = output_of("losetup", "--find", "--show", path).strip()
        self.stack.callback(output_of, "losetup", "--detach", device)
        return Target(device, 256 * MIB, direct=True)

    def make_witness(self):
        return Witness(self.stack)

    def file(self, name, size):
        if self.directory is None:
            self.directory = tempfile.mkdtemp(prefix="iopulse-bench.")
            self.stack.callback(shutil.rmtree, self.directory)
        if shutil.disk_usage(self.directory).free < size + 256 * MIB:
            raise Skip(f"no room for {size // MIB} MiB in {self.directory}")
        path = os.path.join(self.directory, name)
        fill(path, size)
        return path


def require_root_and_memory(size):
    if os.geteuid() != 0:
        raise Skip("needs root")
    available = re.search(r"MemAvailable:\s*(\d+)", read_text("/proc/meminfo"))
    if available and int(available.group(1)) * KIB < size:
        raise Skip(f"less than {size // MIB} MiB of memory available")


def fill(path, size):
    """Writes random data, so that nothing is sparse and nothing compresses."""
    with open(path, "r+b" if os.path.exists(path) else "xb", buffering=0) as file:
        for _ in range(size // MIB):
            file.write(os.urandom(MIB))
        os.fsync(file.fileno())


def forget_pages(path):
    with open(path, "rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def settle(target, writes):
    """Before each run: the file is in the page cache, and nothing of the last run is dirty."""
    if target.cached:
        with open(target.path, "rb", buffering=0) as file:
            if writes:
                os.fsync(file.fileno())
            while file.read(4 * MIB):
                pass


def remove_zram(number):
    """A device just closed may be busy for a moment."""
    for attempt in range(20):
        try:
            write_text(f"/sys/block/zram{number}/reset", "1")
            return write_text("/sys/class/zram-control/hot_remove", number)
        except OSError:
            if attempt == 19:
                raise
            time.sleep(0.1)


def read_text(path):
    with open(path, encoding="ascii", errors="replace") as file:
        return file.read().strip()


def write_text(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def file_system(path):
    return output_of("stat", "--file-system", "--format=%T", path).strip()
