"""The registry of settled names: what an editor decided once holds everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from translator.errors import GlossaryError, OutputError
from translator.files import write_whole
from translator.fixed import FixedSpan, Origin, SpanKind

_HEADER = ("id", "en", "ja", "kind", "short")
_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ.-]+[^\W_]+)*['’ʼ]?")


@dataclass(frozen=True, slots=True)
class SettledName:
    """One settled name.

    ``id``: the Indonesian form, matched as whole words and with its capitals.
    ``short``: forms of a later mention, Indonesian → (English, Japanese).
    """

    id: str
    en: str
    ja: str
    kind: SpanKind = SpanKind.PERSON
    short: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """Settled names, immutable: :meth:`settle` and :meth:`forget` return a new registry."""

    names: tuple[SettledName, ...] = ()
    _forms: MappingProxyType[str, tuple[str, str, SpanKind]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index all forms once."""
        forms: dict[str, tuple[str, str, SpanKind]] = {}
        for name in self.names:
            for short, en, ja in name.short:
                forms.setdefault(_key(short), (en, ja, name.kind))
        forms.update({_key(name.id): (name.en, name.ja, name.kind) for name in self.names})
        object.__setattr__(self, "_forms", MappingProxyType(forms))

    def settle(
        self,
        id: str,
        *,
        en: str,
        ja: str,
        kind: SpanKind = SpanKind.PERSON,
        short: Iterable[tuple[str, str, str]] = (),
    ) -> Registry:
        """The registry with this name settled; an earlier decision on the same form is replaced."""
        name = SettledName(id=id, en=en, ja=ja, kind=kind, short=tuple(short))
        return Registry((*(n for n in self.names if _key(n.id) != _key(id)), name))

    def forget(self, id: str) -> Registry:
        """The registry without this name."""
        return Registry(tuple(n for n in self.names if _key(n.id) != _key(id)))

    def get(self, id: str) -> SettledName | None:
        """The settled name with this Indonesian form, or None."""
        return next((n for n in self.names if _key(n.id) == _key(id)), None)

    def find(self, text: str, taken: Sequence[FixedSpan] = ()) -> list[FixedSpan]:
        """Settled names in ``text`` outside ``taken``, longest first, origin ``registry``, without proposals."""
        if not self._forms:
            return []
        words = [m.span() for m in _WORD.finditer(text)]
        longest = max(len(key.split()) for key in self._forms)
        found: list[FixedSpan] = []
        i = 0
        while i < len(words):
            span, used = self._at(text, words, i, longest)
            if span and not any(span.overlaps(other) for other in taken):
                found.append(span)
                i += used
            else:
                i += 1
        return found

    def _at(self, text: str, words: list[tuple[int, int]], first: int, longest: int) -> tuple[FixedSpan | None, int]:
        for count in range(min(longest, len(words) - first), 0, -1):
            start, end = words[first][0], words[first + count - 1][1]
            form = self._forms.get(_key(text[start:end]))
            if form:
                en, ja, kind = form
                return FixedSpan(start, end, text[start:end], kind, en, ja, Origin.REGISTRY), count
        return None, 0

    @classmethod
    def load(cls, path: Path) -> Registry:
        """Read a registry from TSV: ``id, en, ja, kind, short`` (``Tri=Tri=トリ; …``); an absent file is empty.

        Raises:
            GlossaryError: a line has too few columns, an unknown kind, or settles a name a second time.
        """
        if not path.exists():
            return cls()
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise GlossaryError(f"cannot be read: {error}", where=path, mend="Save it as UTF-8 text.") from error
        names: dict[str, SettledName] = {}
        for number, line in enumerate(lines, 1):
            cells = line.split("\t")
            if not line.strip() or line.startswith("#") or tuple(cells[:3]) == _HEADER[:3]:
                continue
            name = _parse(cells, f"{path}:{number}")
            if _key(name.id) in names:
                raise GlossaryError(f"{name.id} is settled twice", where=f"{path}:{number}", mend="Keep one line.")
            names[_key(name.id)] = name
        return cls(tuple(names.values()))

    def save(self, path: Path) -> None:
        """Write the registry as TSV, atomically.

        Raises:
            OutputError: the file cannot be written.
        """
        rows = [_HEADER, *(_cells(name) for name in sorted(self.names, key=lambda n: n.id))]
        try:
            write_whole(path, "".join("\t".join(row) + "\n" for row in rows).encode())
        except OSError as error:
            raise OutputError(f"cannot be written: {error}", where=path, mend="Check the folder's rights.") from error


def _key(form: str) -> str:
    """Whole-word key: white space and apostrophes normalised, capitals kept."""
    return " ".join(re.sub("[’‘ʼ]", "'", form).split())


def _parse(cells: list[str], where: str) -> SettledName:
    if len(cells) < 4 or not all(cell.strip() for cell in cells[:4]):
        raise GlossaryError("needs id, en, ja and kind", where=where, mend="Fill the four columns, separated by tabs.")
    try:
        kind = SpanKind(cells[3].strip())
    except ValueError:
        known = ", ".join(k.value for k in SpanKind)
        raise GlossaryError(f"unknown kind {cells[3]!r}", where=where, mend=f"Use one of {known}.") from None
    short = tuple(_parse_short(item, where) for item in ";".join(cells[4:5]).split(";") if item.strip())
    return SettledName(cells[0].strip(), cells[1].strip(), cells[2].strip(), kind, short)


def _parse_short(item: str, where: str) -> tuple[str, str, str]:
    forms = [part.strip() for part in item.split("=")]
    if len(forms) != 3 or not all(forms):
        raise GlossaryError(f"short form {item.strip()!r} is malformed", where=where, mend="Write id=en=ja.")
    return forms[0], forms[1], forms[2]


def _cells(name: SettledName) -> tuple[str, ...]:
    short = "; ".join("=".join(forms) for forms in name.short)
    return (name.id, name.en, name.ja, name.kind.value, short)


NO_NAMES = Registry()
"""A registry in which nothing is settled."""
