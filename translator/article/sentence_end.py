"""Whether a full stop, question or exclamation mark ends a sentence of Indonesian news.

The kind of test is that of Punkt (Kiss & Strunk 2006), with lists instead of statistics: what stands before the mark
(abbreviation, initial, list number), what encloses it (quote, bracket), and what follows (a word that can begin a
sentence, a speaker verb that continues one).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from translator.article.enclosure import CLOSERS, Enclosures, Pair

_END = re.compile(r"\.(?:[ \xa0]\.){2,}|[.!?…]+|[。！？]+")
_NOTE = re.compile(
    r"(?:[ \xa0]?\[\d{1,3}\]|[⁰¹²³⁴-⁹]+|\*+|\s*\*{2,}|\s*[(\[]\*+[)\]]"
    r"|\s?[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+)+"
)
_NON_SPACE = re.compile(r"\S")
_WORD = re.compile(r"[\w'’-]+")
_TOKEN_BREAK = re.compile(r"[\s“”„«»‘\"(\[—–;]|[:,](?!\d)")
_ENUMERATOR = re.compile(r"\d{1,3}(?:\.\d{1,2})*|[A-Za-z]|[IVX]{1,5}")
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.)+[A-Z][A-Za-z]{0,3}\.")
_VOWELLESS = re.compile(r"[A-Z][b-df-hj-np-tv-xz]{1,3}\.")  # Tb., Nh., Rd.: no Indonesian word lacks a vowel
_INITIALS = re.compile(r"(?:[A-Z]\.-?)*[A-Z]\.")
_CODE = re.compile(r"\d|[A-Z]{1,4}\b|[A-Z][a-z]{1,2}\.")
_SPACED = re.compile(r"\d{1,3}(?:\.\d{3})*\.\s\d{2,3}\b")
_LOWER_BRAND = re.compile(r"[a-z]{1,2}[A-Z]|e-\w|https?://|www\.|[a-z]\.\s+[A-Z]")
_SIGNATURE = re.compile(r"[(\[][a-z]{2,5}(?:/[a-z]{1,5})+[)\]]")
_GLUED = re.compile(r"[A-Z][a-z]+\b|[“«„\"]\s?[A-Z]")
_ADDRESS = re.compile(r"@|://|www\.|/")
_NAME_VERB = re.compile(r"(?:[A-Z][\w'.-]*\s){1,3}?([a-z]+)")
_OPENING = "“„«‘\"'(["
_HEADS = "“„«‘\"'@#$€£¥¿¡"
_LEAD = re.compile(r"[–—*•±~….-]+\s*")
_SHORT_TITLE = 6  # words; a longer quote is speech


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark ``text[start:close]``, the ``end`` behind closing quotes and notes, the ``next`` visible character."""

    start: int
    close: int
    end: int
    next: int


def ends(text: str) -> Iterator[int]:
    """Offsets behind each sentence of one paragraph, the last one left out."""
    enclosures = Enclosures(text)
    start = _past_space(text, 0)
    for match in _END.finditer(text):
        mark = _mark(text, match, enclosures)
        if mark.start < start or mark.next >= len(text):
            continue
        if _is_end(text, start, mark, enclosures):
            yield mark.end
            start = mark.next


def _mark(text: str, match: re.Match[str], enclosures: Enclosures) -> Mark:
    end = _closed(text, match.end(), enclosures)
    note = _NOTE.match(text, end)
    end = _closed(text, note.end(), enclosures) if note else end
    return Mark(match.start(), match.end(), end, _past_space(text, end))


def _past_space(text: str, position: int) -> int:
    match = _NON_SPACE.search(text, position)
    return match.start() if match else len(text)


def _closed(text: str, end: int, enclosures: Enclosures) -> int:
    """Behind the closing quotes and brackets at ``end``."""
    while end < len(text) and (end in enclosures.closers or (text[end] in CLOSERS and not enclosures.opens(end))):
        end += 1
    return end


def _is_end(text: str, start: int, mark: Mark, enclosures: Enclosures) -> bool:
    if not any(c.isalnum() for c in text[start : min(mark.start, start + 80)]):
        return False
    if text[mark.start] in "。！？":
        return text[mark.next] not in "とっ、。" and not text[mark.next].islower()
    if not (_starts(text, mark.next) if mark.next > mark.end else _glued(text, mark, enclosures)):
        return False
    if _spoken_on(text, mark) or not _allowed_inside(text, start, mark, enclosures):
        return False
    written = text[mark.start : mark.close]
    if written.startswith(("..", "…")) and _counts(text, mark):
        return False
    if written == ".":
        return _stop_ends(text, start, mark)
    return not (written == "!" and _word_before(text, mark.start).lower() in _words("shout"))


def _counts(text: str, mark: Mark) -> bool:
    """Whether numbers stand on both sides: ``3... 2... 1...``."""
    return text[mark.next].isdigit() and _word_before(text, mark.start).isdigit()


def _starts(text: str, position: int) -> bool:
    """Whether a sentence can begin at ``position``."""
    char = text[position]
    if char.isupper() or char.isdigit() or ord(char) > 0x2E80 or char in _HEADS:
        return True
    if char in "([":
        return _opens_sentence(text, position + 1) or bool(_SIGNATURE.match(text, position))
    if char in "–—-•*±~….":
        return _opens_sentence(text, _past_lead(text, position))
    return bool(_LOWER_BRAND.match(text, position)) or _word_at(text, position) in _words("brand")


def _past_lead(text: str, position: int) -> int:
    lead = _LEAD.match(text, position)
    return lead.end() if lead else position


def _opens_sentence(text: str, position: int) -> bool:
    char = text[position : position + 1]
    return char.isupper() or char.isdigit() or char in ("“", '"')


def _glued(text: str, mark: Mark, enclosures: Enclosures) -> bool:
    """Whether a sentence begins right behind the mark, its space forgotten: ``selesai.Kemudian``."""
    if not _GLUED.match(text, mark.next) or _word_at(text, mark.next).lower() in _words("domain"):
        return False
    if text[mark.next] in '“«„"':
        return enclosures.opens(mark.next)
    token = text[_token_start(text, mark.start) : mark.start]
    if _ADDRESS.search(token) or "/" in _word_with_slash(text, mark.next):
        return False
    if text[mark.start] != "." or mark.end > mark.close:
        return True
    return token[-2:].islower() or token[-1:].isdigit() or token[-1:] == "%" or (len(token) > 2 and token.isupper())


def _word_with_slash(text: str, position: int) -> str:
    return text[position : position + 40].split(maxsplit=1)[0]


def _spoken_on(text: str, mark: Mark) -> bool:
    """Whether a speaker verb follows the closing quote: ``“Apa itu?” Tanya Budi.``"""
    if not any(c in "”\"»’'“" for c in text[mark.close : mark.end]):
        return False
    word = _word_at(text, mark.next)
    asks = _NAME_VERB.match(text, mark.next) if text[mark.close - 1] in "?!" else None
    return _speaks(word.lower(), "speaking") or (asks is not None and asks[1] in _words("asks"))


def _speaks(word: str, name: str) -> bool:
    return word in _words(name) or word.removesuffix("nya") in _words(name)


def _allowed_inside(text: str, start: int, mark: Mark, enclosures: Enclosures) -> bool:
    """Whether the quotes and brackets around the mark let a sentence end there."""
    around = enclosures.around(mark.start)
    ellipsis = (
        text[mark.close - 1] == "…" or text.startswith("..", mark.start) or ". ." in text[mark.start : mark.close]
    )
    while around is not None:
        closed = around.end < mark.end
        if around.start > start and around.bracket:
            return closed and (text[mark.start] == "." or _word_at(text, mark.next).lower() in _words("starter"))
        if not closed and not around.bracket and (ellipsis or _title_goes_on(text, start, around)):
            return False
        around = around.parent
    return True


def _title_goes_on(text: str, start: int, quote: Pair) -> bool:
    """Whether the quote is a short title or slogan within its sentence: ``film “Ada Apa? Jakarta” diputar``."""
    before = text[max(start, quote.start - 8) : quote.start].rstrip()
    after = text[quote.end + 1 : quote.end + 30].lstrip()
    short = text.count(" ", quote.start, quote.end) < _SHORT_TITLE
    if not before or before[-1] in ",:" or not short or not after[:1].islower():
        return False
    return not _speaks(_word_at(after, 0), "speaker")


def _stop_ends(text: str, start: int, mark: Mark) -> bool:
    """Whether a single full stop ends the sentence, by the token before it."""
    begin = _token_start(text, mark.start)
    token = text[begin : mark.start + 1]
    if _is_enumerator(text, start, begin, token[:-1]) or _is_spaced_amount(text, begin, mark):
        return False
    before = _word_before(text, begin)
    kind = _class(token, before, after_comma=text[max(0, begin - 3) : begin].rstrip()[-1:] == ",")
    following = text[mark.next]
    starter = _word_at(text, mark.next).lower() in _words("starter")
    match kind:
        case "inner":
            return False
        case "label":
            return starter or not _CODE.match(text, mark.next)
        case "number":
            return starter or before.isdigit() or not _CODE.match(text, mark.next)
        case "month":
            return not following.isdigit()
        case "either":
            return following not in "(["
        case "degree":
            return following not in "([" and not _is_degree(text, mark.next)
        case "initial":
            return starter or not (following.isupper() or following == "(")
    return True


def _is_enumerator(text: str, start: int, begin: int, token: str) -> bool:
    """``1.``, ``2.1.``, ``a.``, ``IV.`` at the head of a sentence or of a part after a semicolon or colon."""
    if not _ENUMERATOR.fullmatch(token):
        return False
    head = text[max(start, begin - 8) : begin].strip('“"(‘*• \xa0')
    if not head or head[-1] not in ";:,":
        return not head
    # behind a comma a number beyond 9 is an age: "kata Bu Halimah, 61."
    return token.islower() or (token.isdigit() and (head[-1] != "," or len(token) == 1))


def _is_spaced_amount(text: str, begin: int, mark: Mark) -> bool:
    """The point within a number that is written with a space: ``Rp 13. 000``, ``pukul 09. 30``."""
    if not _SPACED.match(text, begin) or _word_before(text, begin).lower() not in _words("amount"):
        return False
    return text[mark.start - 1].isdigit()


def _class(token: str, before: str, *, after_comma: bool) -> str:
    """Class of an abbreviation with its full stop, ``initial``, or an empty string for a word."""
    if len(token) == 2 and before.removeprefix("ke-").isdigit():  # a unit or era: 1447 H., 500 g., abad ke-7 M.
        return ""
    known = _known(token) or _known(token.rsplit("/", 1)[-1])
    follows = after_comma or bool(_DEGREE.fullmatch(before))
    if known and (known != "degree" or follows or not _INITIALS.fullmatch(token)):
        return known
    if _INITIALS.fullmatch(token):
        return "initial" if _is_initial(token, before) else ""
    if _VOWELLESS.fullmatch(token):
        return "initial"
    return "degree" if _DEGREE.fullmatch(token) and not token.isupper() else ""


def _known(token: str) -> str:
    return _abbreviations().get(token) or _abbreviations().get(token.lower(), "")


def _is_initial(token: str, before: str) -> bool:
    if len(token) > 2:
        return True
    return token != "X." and before.lower() not in _words("letter") and not before.isdigit()


def _is_degree(text: str, position: int) -> bool:
    token = text[position : position + 12].split(maxsplit=1)[0].rstrip(",")
    return bool(_DEGREE.fullmatch(token)) or _known(token) == "degree"


def _token_start(text: str, end: int) -> int:
    begin = end
    while begin > 0 and end - begin < 80 and not _TOKEN_BREAK.match(text, begin - 1):
        begin -= 1
    return begin


def _word_before(text: str, end: int) -> str:
    """The token that ends before ``end``, white space between left out."""
    words = text[max(0, end - 40) : end].split()
    return words[-1].strip("“”\"'(),") if words else ""


def _word_at(text: str, position: int) -> str:
    """The word at ``position``, opening quotes and brackets before it left out."""
    match = _WORD.search(text, position, position + 60)
    return match.group().strip("'’-") if match and not text[position : match.start()].strip(_OPENING) else ""


@cache
def _abbreviations() -> dict[str, str]:
    """Form with its full stop → class."""
    return {form: name for name, _, forms in _rows("abbreviations.tsv") for form in forms.split()}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for row in _rows("words.tsv") if row[0] == name for word in row[1].split())


def _rows(name: str) -> list[list[str]]:
    data = (files("translator.article") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in data.splitlines() if line and not line.startswith("#")]
