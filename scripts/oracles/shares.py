# How much of all operations the hottest blocks took, as two witnesses see it that are not ours: the
# offsets that strace saw, and fio-genzipf, which draws once for every block of its space and counts
# by block. Both are ranked by their counts, so chance makes both look hotter alike as long as they
# draw equally often. The table that fio-genzipf prints is of the blocks that it has touched; its
# counts (-c) are taken here as parts of all blocks, as ours are.
#
#   shares.py BLOCKS offsets FILE     an offset in the second column of each line
#   shares.py BLOCKS genzipf FILE     what fio-genzipf -c printed
#
# Prints the percentages of the hottest 1, 5, 10 and 20 % of all blocks, one a line.

import collections
import sys


def counts(what, lines):
    if what == "genzipf":
        return [int(line.split(",")[1]) for line in lines if line[0].isdigit()]
    return collections.Counter(line.split()[1] for line in lines).values()


def main(blocks, what, path):
    with open(path) as file:
        hottest_first = sorted(counts(what, file), reverse=True)
    for percent in (1, 5, 10, 20):
        part = hottest_first[: int(blocks) * percent // 100]
        print(100 * sum(part) / sum(hottest_first))


main(*sys.argv[1:])
