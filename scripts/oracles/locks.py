# Record locks, as programs see them that are not ours.
#
#   locks.py hold FILE OFFSET BYTES SECONDS   an application that locks part of FILE, says so, and
#                                             gives it back after that time
#   locks.py brackets TRACE RANGE             reads what strace -f saw of fcntl, pread64, pwrite64:
#                                             prints the first complaints about transfers that
#                                             their thread does not do under a lock of RANGE
#                                             (range: of their bytes; full: of all) and locks
#                                             that are not given back

import fcntl
import os
import re
import sys
import time

LOCK = re.compile(
    r"(\d+) fcntl\((\d+), F_OFD_SETLK, \{l_type=F_(\w+), l_whence=SEEK_SET, "
    r"l_start=(\d+), l_len=(\d+).*= (-?\d+)"
)
TRANSFER = re.compile(r"(\d+) p(read|write)64\((\d+), .*, (\d+), (\d+)\) += (\d+)")


def hold(path, offset, count, seconds):
    file = os.open(path, os.O_RDWR)
    fcntl.lockf(file, fcntl.LOCK_EX, int(count), int(offset))
    print("held", flush=True)
    time.sleep(float(seconds))


def calls(lines):
    """Calls that strace shows in two halves, another thread between them, are put together."""
    begun = {}
    for line in lines:
        thread, _, call = line.rstrip().partition(" ")
        if call.endswith(" <unfinished ...>"):
            begun[thread] = call[: -len(" <unfinished ...>")]
        elif call.startswith("<... "):
            yield thread + " " + begun.pop(thread) + call.partition(" resumed>")[2]
        else:
            yield line.rstrip()


def complaints(lines, wanted):
    held, transfers = {}, 0
    for line in lines:
        lock, transfer = LOCK.match(line), TRANSFER.match(line)
        if lock and lock[6] == "0":
            thread, file, kind, start, length = lock.group(1, 2, 3, 4, 5)
            if kind == "UNLCK" and held.pop((thread, file, start, length), None) is None:
                yield "gives back what it does not hold: " + line
            elif kind != "UNLCK":
                held[thread, file, start, length] = kind
        elif transfer:
            thread, way, file, length, start, _ = transfer.groups()
            own = ("0", "0") if wanted == "full" else (start, length)
            transfers += 1
            if held.get((thread, file, *own)) != {"read": "RDLCK", "write": "WRLCK"}[way]:
                yield "not under its lock: " + line
    if held:
        yield "never given back: " + str(held)
    if not transfers:
        yield "strace saw no transfers"


if sys.argv[1] == "hold":
    hold(*sys.argv[2:])
else:
    with open(sys.argv[2]) as trace:
        print("\n".join(list(complaints(calls(trace), sys.argv[3]))[:3]))
