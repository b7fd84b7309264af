"""WordPress exports (WXR): posts out to be translated, and back into the same file.

The file is read as a stream, one post in memory at a time. A translated file is the source byte for byte, but for the
title, the content and the excerpt of the posts that were translated.

Example::

    posts = (translated(post, into_english) for post in read_wxr(source))
    write_wxr(posts, Path("site.en.xml"), source=source)
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from translator.errors import InputError
from translator.exchange.xml import check_file, without_forbidden
from translator.files import whole

_CONTENT = "http://purl.org/rss/1.0/modules/content/ encoded"
_WORDPRESS = re.compile(r"http://wordpress\.org/export/[\d.]+/(excerpt/)? (\w+)")
_FIELDS = {
    "title": "title",
    _CONTENT: "content",
    "excerpt encoded": "excerpt",
    "post_id": "id",
    "post_type": "type",
    "status": "status",
}
_TEXTS = ("title", "content", "excerpt")
HEAD = 8192
"""Bytes from which an export is known."""
_CHUNK = 1 << 16
_MEND = "Export it again from WordPress (Tools, Export)."


@dataclass(frozen=True, slots=True)
class Post:
    """One item of the export. ``number``: from 1, in the order of the file. ``line``: where it begins.

    ``content`` and ``excerpt`` are HTML, with WordPress's block comments; ``title`` is text that may hold entities.
    ``type``: ``post``, ``page``, ``attachment``, ``nav_menu_item``, …
    """

    number: int
    id: str
    type: str
    status: str
    title: str
    content: str
    excerpt: str
    line: int


def read_wxr(path: Path) -> Iterator[Post]:
    """The posts of an export, pages and attachments included, in order.

    Raises:
        InputError: the file cannot be read, is no WordPress export in UTF-8, is damaged, or declares entities.
    """
    return (item.post for item in _items(path))


def is_wxr(start: bytes) -> bool:
    """Whether a file that begins so is a WordPress export; ``start``: its first ``HEAD`` bytes."""
    return b"<rss" in start and b"://wordpress.org/export/" in start


def is_content(post: Post) -> bool:
    """Whether the post was written to be read: nothing that WordPress keeps for itself, nothing thrown away."""
    return post.type not in _INTERNAL and post.status not in ("trash", "auto-draft")


# Post types of WordPress's core whose content is code, settings or a copy (wp-includes/post.php, version 6.8).
_INTERNAL = frozenset(
    (
        "revision",
        "custom_css",
        "customize_changeset",
        "oembed_cache",
        "user_request",
        "wp_template",
        "wp_template_part",
        "wp_global_styles",
        "wp_navigation",
        "wp_font_family",
        "wp_font_face",
    )
)


def translated(post: Post, translate: Callable[[str], str]) -> Post:
    """The post with its texts translated by a function from HTML to HTML; what is empty or no text stays.

    A content without blocks, as the classic editor writes it, goes line by line: its line breaks are what WordPress
    makes paragraphs of. Shortcodes stay. The title of an attachment, mostly the name of its file, stays.
    """
    return replace(
        post,
        title=post.title if post.type == "attachment" else _classic(post.title, translate),
        content=_content(post.content, translate),
        excerpt=_content(post.excerpt, translate),
    )


_BLOCKS = re.compile(r"<!--\s*wp:", re.IGNORECASE)
_KEPT_BLOCK = re.compile(r"<!--\s*wp:(shortcode|code)\b.*?<!--\s*/wp:\1\s*-->", re.DOTALL)
_PLACE = "<!-- kept {} -->"
_TOKEN = re.compile(
    r"(?P<gap>\s*\n\s*)"
    r"|<(?P<close>/?)(?P<tag>p|div|[uod]l|table|figure|h[1-6]|blockquote|section|pre|script|style|iframe)(?=[\s>])[^>]*>"
    r"|(?P<code>\[/[\w-]+\]|\[[\w-]+(?:\s+[\w-]+=[^\]\n]*|\s*/)\]|\[(?P<name>[\w-]+)\](?=.*?\[/(?P=name)\]))",
    re.IGNORECASE | re.DOTALL,
)
_WORDS = re.compile(r"[^\W\d_]{2}")
_SHORTCODES = re.compile(r"\s*(?:\[/?[\w-]+[^\]\n]*\]\s*)+")


def _content(text: str, translate: Callable[[str], str]) -> str:
    """A text of blocks as a whole, so that its sentences are seen together; blocks of code and shortcodes stay."""
    if not _BLOCKS.search(text):
        return _classic(text, translate)
    kept = [found[0] for found in _KEPT_BLOCK.finditer(text)]
    places = iter(range(len(kept)))
    made = _translated(_KEPT_BLOCK.sub(lambda _: _PLACE.format(next(places)), text), translate)
    for n, block in enumerate(kept):
        made = made.replace(_PLACE.format(n), block)
    return made


def _classic(text: str, translate: Callable[[str], str]) -> str:
    return "".join(_translated(piece, translate) for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """Lines, elements and shortcodes of a classic text: put together again they are the text."""
    start = depth = 0
    for token in _TOKEN.finditer(text):
        opens, closes = token["tag"] and not token["close"], token["tag"] and token["close"]
        if depth == 0 and not closes:
            yield text[start : token.start()]
            start = token.start()
        depth += 1 if opens else -1 if closes and depth else 0
        if depth == 0:
            yield text[start : token.end()]
            start = token.end()
    yield text[start:]


def _translated(piece: str, translate: Callable[[str], str]) -> str:
    bare = re.sub(r"<[^>]*>|https?://\S+", "", piece)  # an address on a line of its own is shown as what it leads to
    if _WORDS.search(bare) is None or _SHORTCODES.fullmatch(bare):
        return piece
    text = piece.strip()
    start = piece.index(text)
    return piece[:start] + translate(text).strip() + piece[start + len(text) :]


def write_wxr(posts: Iterable[Post], path: Path, *, source: Path, force: bool = False) -> int:
    """Write ``source`` with the texts of ``posts``, which come in its order; how many posts it holds.

    Posts that are not given, and texts that are equal, stand byte for byte as they are. The file appears whole or not
    at all.

    Raises:
        OutputError: the file exists and ``force`` is not given, or cannot be written.
        InputError: as :func:`read_wxr`.
    """
    with whole(path, force=force) as out:
        return _copy(iter(posts), source, out)


def _copy(posts: Iterator[Post], source: Path, out: BinaryIO) -> int:
    place = count = 0
    wanted = next(posts, None)
    with source.open("rb") as file:
        for item in _items(source):
            count += 1
            while wanted is not None and wanted.number < item.post.number:
                wanted = next(posts, None)
            if wanted is not None and wanted.number == item.post.number:
                place = _replace(item, wanted, file, out, place)
        _pass_on(file, out, place, os.fstat(file.fileno()).st_size)
    return count


def _replace(item: _Item, new: Post, file: BinaryIO, out: BinaryIO, place: int) -> int:
    """Write up to the last changed text of a post; the place in the source that was reached."""
    for name, (start, end) in sorted(item.places.items(), key=lambda pair: pair[1]):
        text = getattr(new, name)
        if text != getattr(item.post, name):
            _pass_on(file, out, place, _after_tag(file, start))
            out.write(_cdata(text))
            place = end
    return place


def _after_tag(file: BinaryIO, start: int) -> int:
    """Where the start tag that begins at ``start`` ends."""
    file.seek(start)
    found = _TAG.match(file.read(_CHUNK))
    return start + (found.end() if found else 0)


_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")


def _pass_on(file: BinaryIO, out: BinaryIO, start: int, end: int) -> None:
    file.seek(start)
    while start < end and (data := file.read(min(_CHUNK, end - start))):
        out.write(data)
        start += len(data)


def _cdata(text: str) -> bytes:
    safe = without_forbidden(text).replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{safe}]]>".encode()


# Reading -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    """A post, and the places of its texts in bytes: from their start tag to their end tag."""

    post: Post
    places: Mapping[str, tuple[int, int]]


def _items(path: Path) -> Iterator[_Item]:
    check_file(path)
    scanner = _Scanner(path)
    try:
        with path.open("rb") as file:
            while data := file.read(_CHUNK):
                if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and file.tell() <= _CHUNK:
                    raise InputError("Is in UTF-16.", where=path, mend="Save it as UTF-8.")
                yield from scanner.feed(data)
            yield from scanner.feed(b"", last=True)
    except expat.ExpatError as error:
        what = f"No well-formed XML: {expat.errors.messages[error.code]}."
        raise InputError(what, where=f"{path}:{error.lineno}", mend=_MEND) from error
    except OSError as error:
        mend = "Check the name and the file's permissions."
        raise InputError(f"Cannot be read: {error.strerror}.", where=path, mend=mend) from error


class _Scanner:
    """Gathers the items of an export with the places of their texts, from chunks of bytes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.EntityDeclHandler = self._refuse_entity
        self._parser.XmlDeclHandler = self._check_encoding
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._ready: list[_Item] = []
        self._count = self._depth = self._item_depth = self._line = 0
        self._field = ""
        self._field_start = -1
        self._pieces: list[str] = []
        self._fields: dict[str, str] = {}
        self._places: dict[str, tuple[int, int]] = {}

    def feed(self, data: bytes, *, last: bool = False) -> list[_Item]:
        """The items that end in ``data``."""
        self._parser.Parse(data, last)
        ready, self._ready = self._ready, []
        return ready

    def _fail(self, what: str, mend: str = _MEND) -> InputError:
        return InputError(what, where=f"{self._path}:{self._parser.CurrentLineNumber}", mend=mend)

    def _refuse_entity(self, *_: object) -> None:
        raise self._fail("Declares entities, which are not expanded.")

    def _check_encoding(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
            raise self._fail(f"Is in {encoding}.", "Save it as UTF-8.")

    def _start(self, name: str, _attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name != "rss":
            raise self._fail(f"The root is <{name.rpartition(' ')[2]}>.", "It must be <rss>.")
        if name == "item" and not self._item_depth:
            self._item_depth, self._line = self._depth, self._parser.CurrentLineNumber
            self._fields, self._places = {}, {}
        elif self._item_depth and self._depth == self._item_depth + 1:
            self._field = _field(name)
            self._pieces = []
            self._field_start = self._parser.CurrentByteIndex

    def _text(self, text: str) -> None:
        if self._field:
            self._pieces.append(text)

    def _end(self, name: str) -> None:
        if self._field and self._depth == self._item_depth + 1:
            if self._field not in self._fields:
                self._fields[self._field] = "".join(self._pieces)
                if self._field in _TEXTS and self._fields[self._field]:
                    self._places[self._field] = (self._field_start, self._parser.CurrentByteIndex)
            self._field = ""
        elif self._depth == self._item_depth:
            self._finish()
            self._item_depth = 0
        self._depth -= 1

    def _finish(self) -> None:
        self._count += 1
        found = {name: self._fields.get(name, "") for name in _FIELDS.values()}
        self._ready.append(_Item(Post(number=self._count, line=self._line, **found), self._places))


def _field(name: str) -> str:
    """The field of a post that an element holds, by its expanded name; else empty."""
    if found := _WORDPRESS.fullmatch(name):
        name = f"excerpt {found[2]}" if found[1] else found[2]
    return _FIELDS.get(name, "")
