# What a file holds, as witnesses see it that are not ours: zlib, a hash of every block, a string
# repeated by Python. Prints one JSON object, or a complaint per line for a string.
#
#   written.py shares FILE BLOCK_BYTES UNIT_BYTES   {"compressed_away": P, "repeated": P}
#   written.py string FILE OFFSET STRING_FILE       nothing when FILE holds it from OFFSET on

import hashlib
import json
import sys
import zlib


def blocks(data, size):
    return [data[i : i + size] for i in range(0, len(data), size)]


def shares(path, block, unit):
    with open(path, "rb") as file:
        data = file.read()
    units = blocks(data, unit)
    compressed = sum(min(len(zlib.compress(part, 6)), len(part)) for part in units)
    whole = blocks(data, block)
    different = len({hashlib.sha256(part).digest() for part in whole})
    return {
        "compressed_away": 100 * (1 - compressed / len(data)),
        "repeated": 100 * (1 - different / len(whole)),
    }


def first_difference(path, offset, string_path):
    with open(path, "rb") as file:
        file.seek(offset)
        data = file.read()
    with open(string_path, "rb") as file:
        string = file.read()
    phase = offset % len(string)
    expected = (string * (len(data) // len(string) + 2))[phase : phase + len(data)]
    if not data:
        return "the file is empty"
    for at, (found, wanted) in enumerate(zip(data, expected)):
        if found != wanted:
            return f"byte {offset + at} is {found}, not {wanted}"
    return None


def main(what, path, *rest):
    if what == "shares":
        print(json.dumps(shares(path, int(rest[0]), int(rest[1]))))
        return
    difference = first_difference(path, int(rest[0]), rest[1])
    if difference:
        print(difference)


main(*sys.argv[1:])
