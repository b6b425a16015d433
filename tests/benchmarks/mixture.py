"""What the mixture costs: seconds and memory for 100,000 examples, then the cost per example far past that.

    python -m tests.benchmarks.mixture                           # to 1,000,000 examples, minutes
    python -m tests.benchmarks.mixture --examples 10000000       # to 10 million

Every path is the course's own: rows become text by `helpers.data.as_text` as `helpers.data.mix` draws them. The first
table draws from nano's sets, started again as often as needed. The second streams without end, once over rows that
cost nothing (each task's first hundred, again and again), so that the mixing alone shows, and once over rows that the
generator makes as they are drawn. Seconds are those of the processor, so that other programs count little. Run it with
OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psutil

from helpers.profiles import TASK_NAMES, Profile
from helpers.setup import start

SETTINGS = {  # name: cap, temperature
    "this profile's": (None, None),
    "proportional": (None, 1.0),
    "capped, T = 2": (2_000, 2.0),
    "equal": (1, 1.0),
}
CHECKED_EVERY = 5_000  # examples


@dataclass(frozen=True)
class Point:
    """Where a stream stood: examples so far, processor seconds, MiB now and at most, examples of each task."""

    examples: int
    seconds: float
    memory: float
    peak: float
    seen: Counter[str]

    def largest_miss(self, rates: Sequence[float]) -> float:
        """Largest distance between a task's share asked for and seen."""
        return max(abs(self.seen[t] / self.examples - r) for t, r in zip(TASK_NAMES, rates, strict=True))


def memory_now() -> float:
    """Return the memory of this process in MiB, mapped files included."""
    return psutil.Process().memory_info().rss / 2**20


def decades(last: int) -> list[int]:
    """Return 1,000, 10,000 and so on, and `last`.

    >>> decades(50_000)
    [1000, 10000, 50000]
    """
    return [10**k for k in range(3, 12) if 10**k < last] + [last]


def measure(stream: Any, stops: Sequence[int], label: str) -> Iterator[Point]:
    """Draw from a stream and yield a point at each stop; say on stderr every half minute how far it is."""
    seen: Counter[str] = Counter()
    peak, began = memory_now(), time.process_time()
    told = began
    for number, example in enumerate(stream.take(stops[-1]), 1):
        seen[example["task"]] += 1
        if number % CHECKED_EVERY == 0 or number in stops:
            now, memory = time.process_time(), memory_now()
            peak = max(peak, memory)
            if number in stops:
                yield Point(number, now - began, memory, peak, seen.copy())
            if now - told > 30:
                told, left = now, (now - began) / number * (stops[-1] - number)
                print(f"{label}: {number:,} of {stops[-1]:,}, about {left:.0f} s left", file=sys.stderr, flush=True)


def time_profile(profile: Profile, examples: int) -> None:
    """Build `examples` from the profile's own sets at several rates; print seconds, memory growth and rates."""
    from helpers.data import as_text, mix, mixing_rates, task_rows

    rows = {task: task_rows(profile, task, "train") for task in TASK_NAMES}
    sizes = [len(r) for r in rows.values()]
    texts = [as_text(r.to_iterable_dataset(), task).repeat(None) for task, r in rows.items()]
    for _ in mix(texts, mixing_rates(sizes), profile.seed).take(sum(sizes)):
        pass  # what the mapped files and the libraries' buffers take once is there before the measuring begins
    print(f"{examples:,} examples from the sets of {profile.name} ({sum(sizes):,} rows), repeated")
    print(f"{'rates':<18}{'s':>8}{'µs each':>10}{'MiB at 10 %':>13}{'growth after':>14}{'asked - seen':>14}")
    for name, (cap, temperature) in SETTINGS.items():
        if temperature is None:
            cap, temperature = profile.mix_cap, profile.mix_temperature
        rates = mixing_rates(sizes, cap, temperature)
        early, last = measure(mix(texts, rates, profile.seed), [max(1, examples // 10), examples], name)
        print(
            f"{name:<18}{last.seconds:>8.2f}{last.seconds / examples * 1e6:>10.1f}{early.memory:>13.1f}"
            f"{last.peak - early.peak:>14.1f}{last.largest_miss(rates):>14.4f}",
            flush=True,
        )


def cheap_texts(seed: int) -> list[Any]:
    """Return endless text over each task's first hundred rows, which are made only once."""
    from datasets import Dataset

    from data.generator.mixture import row_stream
    from helpers.data import as_text

    rows = {task: Dataset.from_list(list(row_stream(task, "mixed", seed).take(100))) for task in TASK_NAMES}
    return [as_text(r.to_iterable_dataset(), task).repeat(None) for task, r in rows.items()]


def time_decades(profile: Profile, kind: str, examples: int) -> None:
    """Stream without end and print, decade by decade, what an example costs, the memory, and the rates."""
    from data.generator.build import SEED
    from data.generator.mixture import mixed
    from helpers.data import mix, mixing_rates

    sizes = [profile.counts[task].train for task in TASK_NAMES]
    rates = mixing_rates(sizes, profile.mix_cap, profile.mix_temperature)
    stream = mix(cheap_texts(SEED), rates, profile.seed) if kind == "cheap" else mixed("mixed", SEED, rates)
    print(f"\nWithout end, {'rows that cost nothing' if kind == 'cheap' else 'rows as the generator makes them'}")
    print(f"{'examples':>12}{'µs each':>10}{'s so far':>10}{'MiB':>9}{'MiB at most':>13}{'asked - seen':>14}")
    before, spent = 0, 0.0
    for point in measure(stream, decades(examples), kind):
        each = (point.seconds - spent) / (point.examples - before) * 1e6
        print(
            f"{point.examples:>12,}{each:>10.1f}{point.seconds:>10.1f}{point.memory:>9.1f}{point.peak:>13.1f}"
            f"{point.largest_miss(rates):>14.4f}",
            flush=True,
        )
        before, spent = point.examples, point.seconds
    for task, rate in zip(TASK_NAMES, rates, strict=True):
        print(f"  {task:<20} asked {rate:.4f}, seen {point.seen[task] / point.examples:.4f}")


def main() -> None:
    """Parse the command line and print the tables."""
    parser = argparse.ArgumentParser(description="What the mixture costs per example, and in memory.")
    parser.add_argument("--examples", type=int, default=1_000_000, help="length of the endless streams")
    parser.add_argument("--rows", choices=["cheap", "generator", "both"], default="both", help="of the endless streams")
    arguments = parser.parse_args()
    profile = start()
    time_profile(profile, min(100_000, arguments.examples))
    for kind in ("cheap", "generator") if arguments.rows == "both" else (arguments.rows,):
        time_decades(profile, kind, arguments.examples)


if __name__ == "__main__":
    main()
