"""What a docx holds beside its text: macros, tracked changes, references to files elsewhere."""

from __future__ import annotations

import io
import re
import zipfile

_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_CHANGE = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[\s/>]")
_KIND = re.compile(rb"""\sType\s*=\s*["'][^"']*/(\w+)["']""")


def remarks(data: bytes) -> tuple[str, ...]:
    """What a document that was read holds beside its text: macros, tracked changes, references, in words."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        changed = any(_CHANGE.search(archive.read(name)) for name in names if name.startswith("word/"))
        relations = [tag for name in names if name.endswith(".rels") for tag in _RELATION.findall(archive.read(name))]
    kinds = sorted({found[1].decode() for tag in relations if b"External" in tag and (found := _KIND.search(tag))})
    elsewhere = [kind for kind in kinds if kind != "hyperlink"]
    macros = ["macros, which were not run and stay"] if any("vbaProject" in name for name in names) else []
    files = [f"references to files elsewhere ({', '.join(elsewhere)}), which were not opened"] if elsewhere else []
    changes = ["tracked changes, which were taken as accepted"] if changed else []
    return tuple(f"holds {what}" for what in (*macros, *files, *changes))
