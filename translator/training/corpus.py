"""Parallel text for training: what is read, what is left out and why.

A line is left out, and counted, when it has a fault that teaches the model something wrong. Nothing is mended; names of
living people are replaced where the corpus folder says so (:mod:`translator.training.replaced_names`).
"""

from __future__ import annotations

import gzip
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from translator.article.language import ENGLISH, JAPANESE, language
from translator.errors import InputError
from translator.training import masking, replaced_names

MAX_CHARS = 2_000
"""Longest side of a pair; longer lines are paragraphs or data."""

RATIOS = {("id", "en"): (0.5, 2.0), ("id", "ja"): (0.15, 1.2), ("en", "ja"): (0.15, 1.2)}
"""Length of target over source, in characters, outside which a pair of some length is no translation."""
RATIO_FROM = 40

OVERLAP_WORDS, OVERLAP_CHARS = 8, 20
"""A line that shares so many words in a row (Japanese: characters) with an evaluation set is left out."""


@dataclass(frozen=True, slots=True)
class Source:
    """Files of the corpus (a pattern in its folder), their columns and languages, sampling share and licence."""

    pattern: str
    columns: tuple[int, int]
    languages: tuple[str, str]
    share: float
    licence: str


@dataclass(frozen=True, slots=True)
class Example:
    """One training pair, its target language and, for masking, its aligned fixed stretches."""

    source: str
    target: str
    language: str
    pairs: tuple[masking.Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """The examples of a source, the lines left out by reason, the SHA-256 of its files, and lines renamed."""

    source: Source
    examples: tuple[Example, ...]
    left_out: Counter[str] = field(default_factory=Counter)
    digests: tuple[tuple[str, str], ...] = ()
    renamed: int = 0


SOURCES = "sources.tsv"


def sources(corpus: Path) -> tuple[Source, ...]:
    """What is trained on: by ``sources.tsv`` in the corpus folder, or as the shipped model was.

    Raises:
        InputError: a row has not its seven columns (pattern, two column numbers, two languages, share, licence).
    """
    own = corpus / SOURCES
    shipped = files("translator.training").joinpath("data", SOURCES)
    lines = (own if own.is_file() else shipped).read_text(encoding="utf-8").splitlines()
    return tuple(_source(line, f"{own}:{i}") for i, line in enumerate(lines, 1) if line and not line.startswith("#"))


def _source(line: str, where: str) -> Source:
    try:
        pattern, i, j, source, target, share, licence = line.split("\t")
        found = Source(pattern, (int(i), int(j)), (source, target), float(share), licence)
    except ValueError as error:
        mend = "Write pattern, source column, target column, source, target, share, licence, with tabs between."
        raise InputError("no row of sources.", where=where, mend=mend) from error
    if found.languages not in RATIOS or found.share <= 0:
        mend = "Use id en, id ja or en ja, and a share above 0."
        raise InputError("there is no such direction or share.", where=where, mend=mend)
    return found


def read_pool(corpus: Path, source: Source, held_out: frozenset[str] = frozenset()) -> Pool:
    """All good examples of a source. ``held_out``: :func:`shingles` of the evaluation sets.

    Raises:
        InputError: no file has the source's pattern, or one cannot be read.
    """
    paths = sorted(corpus.glob(source.pattern))
    if not paths:
        raise InputError(
            f"no file {source.pattern} in the corpus.",
            where=str(corpus),
            mend="Give the folder that holds authored.tsv.gz.",
        )
    left_out: Counter[str] = Counter()
    terms, names = read_lexicon(corpus, *source.languages), replaced_names.read_names(corpus)
    renamed = 0
    seen: set[tuple[str, str]] = set()
    examples: list[Example] = []
    for path in paths:
        for line in read_lines(path):
            named = replaced_names.replace_names(line, names)
            renamed += named != line
            pair = pair_of(named, source.columns)
            reason = fault(pair, source.languages, held_out) if pair else "columns missing or empty"
            if pair and reason is None and pair in seen:
                reason = "seen before"
            if pair is None or reason is not None:
                left_out[reason or ""] += 1
                continue
            seen.add(pair)
            aligned = masking.align(*pair, *source.languages, terms)
            examples.append(Example(*pair, source.languages[1], tuple(aligned)))
    read = [*paths, corpus / replaced_names.FILE] if renamed else paths
    digests = tuple((path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in read)
    return Pool(source, tuple(examples), left_out, digests, renamed)


def read_lines(path: Path) -> Iterator[str]:
    """Lines of a text file, gzipped or not; bytes that are no UTF-8 become U+FFFD.

    Raises:
        InputError: the file is cut short, or no gzip file.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8", errors="replace") as file:
            for line in file:
                yield line.rstrip("\r\n")
    except (EOFError, OSError) as error:
        raise InputError(f"the file cannot be read: {error}.", where=str(path), mend="Fetch it again.") from error


def read_rows(path: Path) -> Iterator[list[str]]:
    """Rows of a tab-separated file."""
    return (line.split("\t") for line in read_lines(path))


def read_lexicon(corpus: Path, source: str, target: str) -> dict[str, str]:
    """Lower-case source word → target word, from the corpus's dictionaries; empty where there are none."""
    terms: dict[str, str] = {}
    for path in sorted((corpus / "lexicon").glob(f"*.{source}-{target}.tsv.gz")):
        for row in read_rows(path):
            if len(row) == 2 and row[0] and row[1] and row[1].lower() != row[0].lower():
                terms.setdefault(row[0].lower(), row[1].lower())
    return terms


def pair_of(line: str, columns: tuple[int, int]) -> tuple[str, str] | None:
    """The two columns of a line, in NFC without outer white space; None where one is missing or empty."""
    row = line.split("\t")
    if len(row) <= max(columns):
        return None
    source, target = (unicodedata.normalize("NFC", row[i]).strip() for i in columns)
    return (source, target) if source and target else None


def fault(pair: tuple[str, str], languages: tuple[str, str], held_out: frozenset[str] = frozenset()) -> str | None:
    """Why a pair is left out, in words for the record; None for a good one."""
    source, target = pair
    if "\ufffd" in source or "\ufffd" in target:
        return "not UTF-8"
    if max(len(source), len(target)) > MAX_CHARS:
        return f"longer than {MAX_CHARS} characters"
    if not all(_may_be(text, code) for text, code in zip(pair, languages, strict=True)):
        return "another language"
    if source.casefold() == target.casefold():
        return "copied"
    low, high = RATIOS[languages]
    if len(source) > RATIO_FROM and not low <= len(target) / len(source) <= high:
        return "lengths differ"
    if _numbers_differ(pair, languages):
        return "numbers differ"
    if held_out and any(not held_out.isdisjoint(shingles(text)) for text in pair):
        return "in an evaluation set"
    return None


def _may_be(text: str, code: str) -> bool:
    """Whether a text may be in a language: single sentences show little but their script, and plain English."""
    japanese = bool(re.search(r"[ぁ-んァ-ヶ一-鿿]", text))
    if code == JAPANESE or japanese:
        return japanese and code == JAPANESE
    return code == ENGLISH or language(text) != ENGLISH


def _numbers_differ(pair: tuple[str, str], languages: tuple[str, str]) -> bool:
    """Both sides have years or other long numbers in digits, and none is the same."""
    found = [masking.values(text, code) for text, code in zip(pair, languages, strict=True)]
    large = [{n for n in numbers if n >= 100} for numbers in found]
    return all(large) and large[0].isdisjoint(large[1])


def shingles(text: str) -> Iterator[str]:
    """All runs of ``OVERLAP_WORDS`` words, in lower case, or of ``OVERLAP_CHARS`` characters of Japanese."""
    if re.search(r"[ぁ-んァ-ヶ]", text):
        letters = re.sub(r"[\W_]", "", text)
        yield from (letters[i : i + OVERLAP_CHARS] for i in range(len(letters) - OVERLAP_CHARS + 1))
    else:
        words = re.findall(r"\w+", text.lower())
        yield from (" ".join(words[i : i + OVERLAP_WORDS]) for i in range(len(words) - OVERLAP_WORDS + 1))


def held_out_shingles(folders: list[Path]) -> frozenset[str]:
    """The shingles of all lines of all files in some folders."""
    paths = [path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()]
    return frozenset(s for path in paths for line in read_lines(path) for s in shingles(line))
