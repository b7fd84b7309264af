"""Kill a batch run at random moments, resume it until it is done, and compare with an undisturbed run.

``python -m tests.batch.kill --files 1000 --kills 50`` by hand; the tests do it with fewer.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.batch.folders import batch, fill, fill_tables, start, tree

OPTIONS = ("--workers", 2, "--column", "title,body")


@dataclass(frozen=True, slots=True)
class Report:
    """What the killed runs left: whether the trees are equal, and engine calls that were made more than once."""

    files: int
    equal: bool
    kills: int
    kills_at_work: int
    repeated_calls: int
    calls: int
    leftovers: list[str]


def try_kills(folder: Path, files: int, kills: int, *, seed: int = 7, seconds: float = 0.02) -> Report:
    """Fill a folder, run undisturbed into one folder and with kills into another."""
    source, calm, rough, log = folder / "in", folder / "calm", folder / "rough", folder / "calls.log"
    fill(source, files * 9 // 10)
    fill_tables(source, files - files * 9 // 10)
    batch(source, calm, *OPTIONS)
    rng = random.Random(seed)
    done = at_work = 0
    while done < kills:
        before = _lines(log)
        if not _killed(source, rough, log, rng, seconds):
            break
        done += 1
        at_work += _lines(log) > before
    batch(source, rough, *OPTIONS, log=log)
    counts = Counter(line.split()[0] for line in log.read_text("utf-8").splitlines())
    repeated = sum(count - 1 for count in counts.values())
    leftovers = [str(p) for p in rough.rglob("*") if p.suffix == ".tmp" or (p.parent.name == "staging" and p.is_file())]
    same = tree(calm) == tree(rough)
    return Report(len(tree(rough)), same, done, at_work, repeated, sum(counts.values()), leftovers)


def _killed(source: Path, output: Path, log: Path, rng: random.Random, seconds: float) -> bool:
    """Whether the run was still at it when SIGKILL came: mostly while files are translated, else at any moment."""
    before, begin = _lines(log), time.monotonic()
    process = start(source, output, *OPTIONS, log=log, seconds=seconds)
    if rng.random() < 0.8:
        while process.poll() is None and _lines(log) == before and time.monotonic() < begin + 60:
            time.sleep(0.01)
    try:
        process.communicate(timeout=rng.uniform(0, 1.0))
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    assert process.returncode == 0
    return False


def _lines(log: Path) -> int:
    return log.read_bytes().count(b"\n") if log.exists() else 0


def main() -> None:
    """Print the report; exit with 1 if something differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = try_kills(Path(folder), options.files, options.kills, seed=options.seed)
    print(report, f"{time.monotonic() - begin:.0f} s")
    raise SystemExit(0 if report.equal and not report.leftovers else 1)


if __name__ == "__main__":
    main()
