"""Files per minute of the shipped model with one worker and with two: ``python -m tests.batch.speed ARTICLES``.

ARTICLES is a folder. Runs take turns, so that other work on the machine slows both; processor seconds do not depend on
it. The threads of each worker are the processors divided by the workers.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def measure(source: Path, workers: int) -> tuple[int, float, float]:
    """Files, seconds and processor seconds of one run."""
    command = [str(Path(sys.executable).parent / "translator"), "batch", str(source)]
    with tempfile.TemporaryDirectory() as output:
        before = os.times()
        done = subprocess.run(
            [*command, output, "--workers", str(workers), "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        after = os.times()
    totals = json.loads(done.stdout)
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return totals["files"]["done"], totals["seconds"], used


def main() -> None:
    """Print one line a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    for _ in range(options.rounds):
        for workers in (1, 2):
            files, seconds, used = measure(options.articles, workers)
            speed = 60 * files / seconds
            print(
                f"{workers} workers: {files} files, {seconds:.1f} s, {speed:.2f} files/min, {used:.1f} processor s",
                flush=True,
            )


if __name__ == "__main__":
    main()
