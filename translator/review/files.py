"""Files that the desk offers for download: each in a folder of its own with an unguessable name."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path


def offered(data: bytes, name: str) -> str:
    """Write ``data`` where Gradio takes it from, under a harmless form of ``name``; the path."""
    folder = Path(tempfile.mkdtemp(prefix="translator-"))
    path = folder / harmless(name)
    path.write_bytes(data)
    return str(path)


def harmless(name: str) -> str:
    """A file name without folders, controls and characters that some system forbids; at most 100 characters."""
    stem, dot, suffix = name.rpartition(".")
    clean = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+', "-", stem).strip(" .-")
    return f"{clean[:90] or 'article'}{dot}{suffix}"
