"""Files a minute of the shipped model by workers and threads: ``python -m tests.batch.speed [FOLDER]``.

1 worker with 1 thread, 2 workers with 1 thread each, 1 worker with 2 threads, on as many processors. Runs take turns,
so that other work on the machine slows all; processor seconds do not depend on it. Without FOLDER, articles of six
sentences. Two rounds take under six minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.batch.folders import ROOT, article

SHAPES = ((1, 1), (2, 1), (1, 2))
"""Workers, and threads of each."""


def measure(source: Path, workers: int, threads: int) -> tuple[int, float, float]:
    """Files, seconds and processor seconds of one run, which divides its processors among the workers."""
    processors = sorted(os.sched_getaffinity(0))[: workers * threads]
    with tempfile.TemporaryDirectory() as output:
        arguments = ["batch", str(source), output, "--workers", str(workers), "--json"]
        before = os.times()
        done = subprocess.run(
            [sys.executable, "-c", "from translator.cli import main; main()", *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            preexec_fn=lambda: os.sched_setaffinity(0, processors),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        after = os.times()
    totals = json.loads(done.stdout)
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return totals["files"]["done"], totals["seconds"], used


def fill(folder: Path, count: int) -> Path:
    """A folder of articles."""
    for number in range(count):
        (folder / f"{number}.txt").write_text(article(number, 6), encoding="utf-8")
    return folder


def main() -> None:
    """Print one line a run, and how many times the files a minute of the first shape each of the others makes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    speeds: dict[tuple[int, int], list[float]] = {shape: [] for shape in SHAPES}
    with tempfile.TemporaryDirectory() as made:
        source = options.articles or fill(Path(made), 10)
        for _ in range(options.rounds):
            for shape in SHAPES:
                files, seconds, used = measure(source, *shape)
                speeds[shape].append(60 * files / seconds)
                print(
                    f"{named(shape)}: {files} files, {seconds:.1f} s, {speeds[shape][-1]:.2f} files/min,"
                    f" {used:.1f} processor s",
                    flush=True,
                )
    one, *others = (statistics.mean(speeds[shape]) for shape in SHAPES)
    for shape, speed in zip(SHAPES[1:], others, strict=True):
        print(f"{named(shape)}: {speed / one:.2f} times {named(SHAPES[0])}")


def named(shape: tuple[int, int]) -> str:
    """``2 workers x 1 thread``."""
    workers, threads = shape
    return f"{workers} worker{'s' * (workers > 1)} x {threads} thread{'s' * (threads > 1)}"


if __name__ == "__main__":
    main()
