"""Japanese punctuation for models that write it in ASCII.

NLLB and M2M100 write ``,`` ``.`` ``"`` ``(`` in Japanese. Full-width marks and no spaces between Japanese characters
follow the JTF Style Guide for Japanese (日本翻訳連盟, JTF日本語標準スタイルガイド).
"""

from __future__ import annotations

import re

_KANA_AND_KANJI = "\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f々〆"
_MARKS = "、。，．「」『』（）！？：；・【】〈〉《》〔〕"
_JA = f"[{_KANA_AND_KANJI}{_MARKS}\uff01-\uff65]"
_SPACE = "[ \u00a0\u2009]*"

_JAPANESE_WORD = re.compile(f"[{_KANA_AND_KANJI}]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]*[\w/=&#]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_LATIN_END = re.compile(r"[A-Za-z0-9] *$")
_LATIN_START = re.compile(r" *[A-Za-z0-9]")
_AFTER_QUOTATION = re.compile(rf"{_SPACE}(?:と|って|など|[.。!?！？）)]|$)")
_PARENTHESES = re.compile(rf"(?P<left>{_JA}?)(?P<space>{_SPACE})\((?P<inner>[^()]*)\)(?={_SPACE}(?P<right>{_JA})?)")
# A comma with no space behind it is a list comma unless it groups digits; "Hello, world" keeps its own.
_COMMA = re.compile(rf"(?<={_JA}){_SPACE},{_SPACE}|{_SPACE},{_SPACE}(?={_JA})|(?<!\d),(?!\s)|,(?![\s\d])")
_STOP_AFTER_JAPANESE = re.compile(rf"(?<={_JA}){_SPACE}(?<!\.)\.(?!\.|[a-z]|NET(?![A-Za-z])){_SPACE}")
_STOP_AFTER_LATIN = re.compile(rf"(?<=[A-Za-z0-9%℃\ue000-\uf8ff])\.(?={_SPACE}(?:{_JA}|$))")
_ABBREVIATION = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z]|Dr|Drs|Ir|Mr|Mrs|Ms|Prof|Jr|Sr|St|No|vs|Inc|Ltd|Co|Corp|Tbk)$")
_LIST_NUMBER = re.compile(r"\s*\d+$")
_CRY = re.compile(rf"(?<={_JA}){_SPACE}[!?]+|(?<=[A-Za-z0-9%.…])[!?]+(?={_SPACE}$)")
_COLON = re.compile(rf"(?<={_JA}){_SPACE}([:;]){_SPACE}|(?<=\w)([:;])(?={_JA})")
_LOOSE_SPACE = re.compile(
    rf"(?<={_JA})[ \u00a0\u2009]+(?={_JA})|(?<=[{_MARKS}])[ \u00a0\u2009]+|[ \u00a0\u2009]+(?=[{_MARKS}])"
)

_FULL_WIDTH = str.maketrans("!?:;", "！？：；")
_CLOSERS = "」』）】)]\"'”’»"
_FINAL_MARKS = "。．.！？!?…:：;；,、"


def normalise(text: str, source: str = "") -> str:
    """Write the punctuation of a Japanese text in Japanese (、。「」『』（）？！：；) and close up its characters.

    Decimals, times, addresses, abbreviations, ellipses and Latin phrases keep their ASCII marks; a text without
    Japanese characters is returned as it is. With ``source`` the final 。 follows the source: added where the source
    ends with a full stop and the text with no mark, dropped from a single sentence whose source (a headline, a
    caption) has none.

    >>> normalise('ジョコ氏は "3,5%減少した" と述べた.')
    'ジョコ氏は「3,5%減少した」と述べた。'
    """
    if not _JAPANESE_WORD.search(text):
        return text
    addresses = _ADDRESS.findall(text)
    kept = iter(addresses)
    masked = _ADDRESS.sub("\ue000", text)
    for rule in (_quotes, _parentheses, _commas, _stops, _cries, _colons, _spaces):
        masked = rule(masked)
    return _final_stop(re.sub("\ue000", lambda _: next(kept), masked), source)


def _quotes(text: str) -> str:
    """Turn curly and straight double quotes into 「」, those inside others into 『』."""
    written, *rest = text.replace("“", "「").replace("”", "」").split('"')
    while len(rest) > 1:
        quoted, after, *rest = rest
        written += _quotation(written, quoted, after) + after
    for after in rest:
        written += f"」{after}" if _closes(written, after) else _opened(written, after)
    return _nest(written)


def _quotation(before: str, quoted: str, after: str) -> str:
    """``quoted`` in its marks: ASCII ones inside a Latin phrase."""
    if _LATIN_END.search(before) and _LATIN_START.match(after) and not _JAPANESE_WORD.search(quoted):
        return f'"{quoted}"'
    return f"{_opened(before, quoted.strip())}」"


def _opened(before: str, quoted: str) -> str:
    """Opening quote with the text; NLLB puts the comma before a quotation into it (述べ",次は…"): it goes back out."""
    if before.strip() and quoted.startswith((",", "、")):
        return f"{quoted[0]}「{quoted[1:]}"
    return f"「{quoted}"


def _closes(before: str, after: str) -> bool:
    """Whether a quote without a partner ends a quotation that began in an earlier sentence."""
    return bool(before.strip()) and _AFTER_QUOTATION.match(after) is not None


def _nest(text: str) -> str:
    depth, written = 0, []
    for character in text:
        depth -= character == "」" and depth > 0
        written.append({"「": "『", "」": "』"}.get(character, character) if depth else character)
        depth += character == "「"
    return "".join(written)


def _parentheses(text: str) -> str:
    """Full-width parentheses where Japanese stands inside or beside them."""

    def widen(match: re.Match[str]) -> str:
        if not (match["left"] or match["right"] or _JAPANESE_WORD.search(match["inner"])):
            return match[0]
        return f"{match['left']}（{match['inner'].strip()}）"

    widened = _PARENTHESES.sub(widen, text)
    return widened if widened == text else _parentheses(widened)  # the outer pair of a nested one


def _commas(text: str) -> str:
    return _COMMA.sub("、", text)


def _stops(text: str) -> str:
    """。 after Japanese, and after Latin words that are neither abbreviations, initials nor list numbers."""

    def after_latin(match: re.Match[str]) -> str:
        before = text[: match.start()]
        return "." if _ABBREVIATION.search(before) or _LIST_NUMBER.fullmatch(before) else "。"

    text = _STOP_AFTER_JAPANESE.sub("。", text)
    return _STOP_AFTER_LATIN.sub(after_latin, text)


def _cries(text: str) -> str:
    return _CRY.sub(lambda match: match[0].strip().translate(_FULL_WIDTH), text)


def _colons(text: str) -> str:
    return _COLON.sub(lambda match: match[0].strip().translate(_FULL_WIDTH), text)


def _spaces(text: str) -> str:
    return _LOOSE_SPACE.sub("", text)


def _final_stop(text: str, source: str) -> str:
    """Make the final 。 follow the source; nothing is known of an empty one."""
    source, text = source.rstrip(), text.rstrip()
    if source.endswith(".") and not source.endswith("..") and text[-1] not in _FINAL_MARKS:
        return f"{text}。"
    if source and source.rstrip(_CLOSERS)[-1:] not in _FINAL_MARKS and text.count("。") == 1:
        return text.removesuffix("。")
    return text
