"""The clutter patterns of ``data/clutter.tsv`` and the matching of one line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from translator.article.clean.data import rows, words
from translator.article.clean.dates import DATE
from translator.article.clean.line import Line, capitals, fold, undecorated
from translator.article.model import Kind

MAX_CLUTTER = 400
"""Characters: no line longer than this is taken for clutter by its wording."""

_LABEL = (
    r"(?:publish(?:ed)?|terbit|diterbitkan|dipublikasikan|tayang|diposting|post(?:ed|ing)|updated?"
    r"|last updated?|diperbarui|diperbaharui"
    r"|pembaruan|dibuat|rilis|tanggal|pada|on|diupdate|dimuat)(?: pada| on| at| tanggal)? ?:? ?|[-|•·] ?"
)
_MACROS = {
    "{site}": r"(?:[\w-]+\.)+(?:com|co|id|net|org|tv|news|info|web\.id)",
    "{label}": _LABEL,
    "{date}": DATE,
    "{sep}": r" ?(?:[-|/,•·]|pukul|at|jam)? ?",
    "{clock}": r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?(?:am|pm))?(?: ?\(?(?:wib|wita|wit|gmt.{0,6}))?\)?",
}
_NAMES = re.compile(r"[^\W\d_][\w.'-]*")
_BETWEEN_NAMES = re.compile(r"[,/|&]|\b(?:editor|penulis|reporter|redaktur|jurnalis|red|foto)\b *:?", re.IGNORECASE)
_LABELLED = re.compile(r"[^\W\d_][\w /()-]{1,30} ?[:=] ?\S")


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of clutter: ``scope`` says where it holds, ``roles`` what follows from it (see clutter.tsv)."""

    name: str
    scope: str
    roles: frozenset[str]
    pattern: re.Pattern[str]


@cache
def _rules() -> tuple[Rule, ...]:
    """In file order, those that hold anywhere first: a line that two rules fit is dropped where either holds."""
    return tuple(sorted(map(_rule, rows("clutter.tsv")), key=lambda rule: rule.scope != "any"))


@cache
def _prefilter() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{re.sub(r'[?]P<rest>', '?:', rule.pattern.pattern)})" for rule in _rules()))


def _rule(row: str) -> Rule:
    name, scope, roles, pattern = row.split("\t")
    for macro, form in {**_MACROS, "{outlet}": "|".join(map(re.escape, sorted(_outlets())))}.items():
        pattern = pattern.replace(macro, f"(?:{form})")
    return Rule(name, scope, frozenset(roles.split(",")) - {"-"}, re.compile(pattern))


_SHARE_BAR = Rule("share", "edge", frozenset(), re.compile(""))
_OUTLET = Rule("site", "edge", frozenset(), re.compile(""))
_SECTION = Rule("channel", "head", frozenset(), re.compile(""))


def match(line: Line) -> Rule | None:
    """The first rule whose wording fits the whole line, wherever the rule holds."""
    if not line.fold or len(line.fold) > MAX_CLUTTER or line.kind is Kind.VERBATIM:
        return None
    bare = undecorated(line.bare or line.text)
    rule = _match(line.fold, bare)
    if line.bare != line.text:
        rule = _match(fold(line.text), undecorated(line.text)) or rule
    if line.kind is Kind.TABLE_CELL:  # a table holds data; some portals set links to other articles in one
        return rule if rule and rule.name == "related" else None
    return rule or _match_parts(line.fold, bare)


@lru_cache(maxsize=4096)
def _match(folded: str, text: str) -> Rule | None:
    if _prefilter().fullmatch(folded):
        for rule in _rules():
            found = rule.pattern.fullmatch(folded)
            if found and _rest_fits(rule, found, text):
                return rule
    tokens = re.split(r"[ ,|/•·:-]+", folded.strip(" ,|/•·:-"))
    if all(token in words("share_words.txt") for token in tokens):
        return _SHARE_BAR
    if folded in _outlets():
        return _OUTLET
    bar = len(tokens) > 2 and all(token in words("sections.txt") for token in folded.split())
    return _SECTION if bar or folded in words("sections.txt") else None


def _match_parts(folded: str, text: str) -> Rule | None:
    """The rule of a line of several parts that are clutter each: ``Oleh: admin | Dibaca: 9 kali``."""
    parts = re.split(r" [|•·] ", folded)
    if len(parts) < 2 or len(folded) != len(text):
        return None
    found = [_match(part.strip(), bare.strip()) for part, bare in zip(parts, re.split(r" [|•·] ", text), strict=True)]
    rules = [rule for rule in found if rule is not None]
    if len(rules) < len(parts):
        return None
    stamped = [rule for rule in rules if "stamp" in rule.roles]
    return replace((stamped or rules)[0], scope="edge", roles=frozenset({"stamp"} if stamped else ()))


@cache
def _outlets() -> frozenset[str]:
    return frozenset(name.lower() for name in words("outlets.txt"))


def _rest_fits(rule: Rule, found: re.Match[str], text: str) -> bool:
    """Whether what follows the label is what the rule needs: person names or a headline, in their original case."""
    wanted = rule.roles & {"names", "headline"}
    if not wanted or found["rest"] is None:
        return True
    if len(text) != len(found.string):  # a letter whose lower case is longer: no Indonesian name
        return False
    rest = text[found.start("rest") : found.end("rest")].strip()
    return names(rest) if "names" in wanted else _headline(rest)


def names(text: str) -> bool:
    """Whether a text is a list of person names: capitalised words, no sentence. An empty text is one."""
    if text.endswith((".", "?", "!")) and not re.search(r"\b[A-Z][\w]{0,3}\.$", text):
        return False
    if re.search(r"\d{3}|[\"“”?!;]", text):
        return False
    people = [_NAMES.findall(person) for person in _BETWEEN_NAMES.split(text)]
    return sum(map(len, people)) <= 14 and all(map(_is_name, people))


def _is_name(parts: list[str]) -> bool:
    """A person's name, or a single word of any case (``admin``, ``muslimah``: an account's name)."""
    return len(parts) <= 1 or all(part[0].isupper() or part in words("byline_words.txt") for part in parts)


def _headline(text: str) -> bool:
    if re.search(r"[.!?] ?\([^()]+\)$", text):  # a sentence with the name of its photographer
        return False
    quoted = text.endswith((".", '."', ".”", '"', "”")) and not text.startswith(("'", '"', "“", "‘"))
    return not quoted and len(text.split()) >= 4 and capitals(text) >= 0.6


def labelled(line: Line) -> bool:
    """Whether the line is of the form ``Label: value``."""
    return line.words <= 14 and not line.final and _LABELLED.match(line.text) is not None
