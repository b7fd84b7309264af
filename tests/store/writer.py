"""Run as a process of its own: edits one segment again and again and says each edit that the store acknowledged."""

import sys
from pathlib import Path

from translator.errors import StoreConflict
from translator.store import Store


def write(store: Store, segment_id: int, author: str, count: int) -> None:
    version = store.segments.get(segment_id).targets["en"].version
    for number in range(count):
        text = f"{author} {number}"
        while True:
            try:
                version = store.segments.edit(segment_id, "en", text, version, author).targets["en"].version
                break
            except StoreConflict as conflict:
                version = conflict.version
        print(text, flush=True)


if __name__ == "__main__":
    with Store(Path(sys.argv[1])) as opened:
        write(opened, int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
