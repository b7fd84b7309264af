"""Memory of a batch run over many small files: ``python -m tests.batch.memory --files 10000``; or over one archive,
whose records are such files: ``python -m tests.batch.memory --records 10000``.

Prints the resident memory of the parent and of the largest worker at ten moments of the run, in MB.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.batch.folders import COMMAND, ROOT, article, environment


def resident(process: psutil.Process) -> int:
    """Resident memory in MB; 0 when the process is gone."""
    try:
        return int(process.memory_info().rss) // 2**20
    except psutil.NoSuchProcess:
        return 0


def measure(source: Path, output: Path, command: list[str]) -> list[tuple[float, int, int, int]]:
    """Seconds, files written, MB of the parent, MB of the largest worker; once a second."""
    begin = time.monotonic()
    process = subprocess.Popen([*command, str(source), str(output), "--to", "en"], cwd=ROOT, env=environment())
    parent = psutil.Process(process.pid)
    rows = []
    while process.poll() is None:
        children = parent.children() if parent.is_running() else []
        written = sum(1 for _ in (output / "en").iterdir()) if (output / "en").is_dir() else 0
        rows.append(
            (
                time.monotonic() - begin,
                written,
                resident(parent),
                max((resident(child) for child in children), default=0),
            )
        )
        time.sleep(1)
    return rows


def fill(folder: Path, files: int, records: int, segments: int) -> None:
    """Text files, or one archive of records with as many sentences each."""
    if records:
        with (folder / "archive.jsonl").open("w", encoding="utf-8") as archive:
            archive.writelines(json.dumps({"body": article(n, segments)}) + "\n" for n in range(records))
        return
    for number in range(files):
        (folder / f"{number}.txt").write_text(article(number, segments), encoding="utf-8")


def main() -> None:
    """Fill a folder, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--records", type=int, default=0, help="One JSONL archive of so many instead.")
    parser.add_argument("--segments", type=int, default=2, help="Sentences of each file or record.")
    parser.add_argument("--real", action="store_true", help="With the shipped model.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in"
        source.mkdir()
        fill(source, options.files, options.records, options.segments)
        command = [str(Path(sys.executable).parent / "translator"), "batch"] if options.real else COMMAND
        rows = measure(source, Path(folder) / "out", [*command, "--column", "body"])
    print("seconds  files  parent MB  worker MB")
    for row in rows[:: max(1, len(rows) // 10)] + rows[-1:]:
        print(f"{row[0]:7.0f} {row[1]:6} {row[2]:10} {row[3]:10}")
    print("most:", max(row[2] for row in rows), max(row[3] for row in rows))


if __name__ == "__main__":
    main()
