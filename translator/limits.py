"""Limits on what is read, in one place. Beyond a limit the reader raises ``InputError``; nothing is cut silently."""

from __future__ import annotations

from typing import Final

MEBIBYTE: Final = 1024 * 1024

MAX_TEXT_BYTES: Final = 6 * MEBIBYTE
"""Largest txt, Markdown or HTML document: 5 MB of text and room for its markup."""

MAX_ARTICLE_CHARS: Final = 100_000
"""Most characters of one article that are marked and translated: about 700 sentences, more than a paper prints as one.

Reading takes more (``MAX_TEXT_BYTES``): a page has its clutter."""

MAX_UNBROKEN_CHARS: Final = 10_000
"""Longest run of characters without white space; a longer one is data, not text."""

MAX_BLOCKS: Final = 100_000
"""Most paragraphs, list items and cells in one article; more is a data file, not an article."""

MAX_LINES: Final = 250_000
"""Most lines of a txt or Markdown document, blank ones included."""

MAX_INLINE_CHARS: Final = 20_000
"""Longest Markdown paragraph whose inline markup is parsed; a longer one is kept as it stands."""

MAX_INLINE_BRACKETS: Final = 200
"""Most ``[`` in such a paragraph: the search for their partners takes quadratic time."""

MAX_CONTROL_SHARE: Final = 0.10
"""Largest share of control characters in a text; above it the file is binary."""

MAX_DOCX_BYTES: Final = 20 * MEBIBYTE
"""Largest docx file, pictures included."""

MAX_DOCX_MEMBERS: Final = 2_000
"""Most files inside one docx."""

MAX_DOCX_UNPACKED_BYTES: Final = 100 * MEBIBYTE
"""Most bytes of all files inside one docx, unpacked."""

MAX_DOCX_XML_BYTES: Final = 32 * MEBIBYTE
"""Largest single XML file inside one docx, unpacked."""

MAX_DOCX_RATIO: Final = 200
"""Largest unpacked over packed size of one file inside a docx (text packs 5 to 50 times, deflate ends at 1032)."""

DOCX_RATIO_FROM_BYTES: Final = MEBIBYTE
"""Files smaller than this (unpacked) are not held to the ratio."""

MAX_EXCHANGE_BYTES: Final = 2048 * MEBIBYTE
"""Largest XLIFF, TMX or WordPress file; they are read as a stream, one unit in memory at a time."""

MAX_RECORD_BYTES: Final = 16 * MEBIBYTE
"""Longest line of a JSONL file, and longest field of a CSV file."""

MAX_JSON_BYTES: Final = 256 * MEBIBYTE
"""Largest JSON file, which is read whole; a larger archive is JSONL."""
