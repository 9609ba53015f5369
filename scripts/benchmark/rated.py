# Figures of rated runs: how far the rate is off the one asked for, and how far the gaps between
# requests, as the kernel sees both programs, are off the law asked for.

import math

from rows import FIO, OURS, Row, Variant

DEPTH = 32
OFF_MAX_PERCENT = 0.5
GAP_TOLERANCE = 0.1
RATES = {
    "constant": (10_000, 100_000, 300_000),
    "poisson": (100_000, 300_000),  # 20,000 events in two seconds are off by 0.7 % by chance
}
GAP_RATES = (10_000, 100_000)
FIO_PROCESS = {"constant": "linear", "poisson": "poisson"}


def rated_figures(figure, programs, places):
    """Made by figure(name, unit, limit, measures)."""

    def run(contender, row):
        return programs.run(contender, row, places.get(row.place))

    def off(law, rate):
        row = rated_row(law, rate)
        return {
            who: lambda who=who: 100 * abs(run(who, row).iops / rate - 1) for who in (OURS, FIO)
        }

    def gaps(law, rate, measure):
        row = rated_row(law, rate)
        return {
            who: lambda who=who: 100 * measure(places.get("witness").gaps(lambda: run(who, row)))
            for who in (OURS, FIO)
        }

    for law, rates in RATES.items():
        for rate in rates:
            yield figure(f"{rate} IOPS {law}, rate off by", "%", OFF_MAX_PERCENT, off(law, rate))
    for rate in GAP_RATES:
        yield figure(f"{rate} IOPS constant, gaps off by 10 %", "%", None,
                     gaps("constant", rate, share_off))
    for rate in GAP_RATES:
        yield figure(f"{rate} IOPS poisson, gaps to exponential", "%", None,
                     gaps("poisson", rate, distance_to_exponential))


def rated_row(law, rate):
    asked = Variant(
        f"{law} {rate}",
        ("--rate-iops", str(rate), "--arrivals", law),
        (f"--rate_iops={rate}", f"--rate_process={FIO_PROCESS[law]}"),
    )
    return Row("io_uring", "hot", "randread", "4k", DEPTH, {}, None, asked)


def share_off(gaps):
    """Of the gaps, how many are longer or shorter than their mean by more than the tolerance."""
    mean = sum(gaps) / len(gaps)
    return sum(abs(gap / mean - 1) > GAP_TOLERANCE for gap in gaps) / len(gaps)


def distance_to_exponential(gaps):
    """Of Kolmogorov and Smirnov: the greatest distance to the law of the same mean."""
    mean = sum(gaps) / len(gaps)
    expected = [1 - math.exp(-gap / mean) for gap in sorted(gaps)]
    steps = len(gaps)
    return max(max(e - i / steps, (i + 1) / steps - e) for i, e in enumerate(expected))
