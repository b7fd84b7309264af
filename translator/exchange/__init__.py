"""Exchange with other tools: XLIFF, TMX and WordPress exports. TBX is with the glossary."""

from translator.exchange.bilingual import Document, Progress, Segment, Unit, from_page, from_result
from translator.exchange.merge import Merge, Merged, Outcome, merge_xliff
from translator.exchange.tmx import Imported, TranslationUnit, import_tmx, read_tmx, write_tmx
from translator.exchange.wordpress import Post, is_content, is_wxr, read_wxr, translated, write_wxr
from translator.exchange.xliff import dumps_xliff, write_xliff
from translator.exchange.xliff_read import Pair, read_xliff

__all__ = [
    "Document",
    "Imported",
    "Merge",
    "Merged",
    "Outcome",
    "Pair",
    "Post",
    "Progress",
    "Segment",
    "TranslationUnit",
    "Unit",
    "dumps_xliff",
    "from_page",
    "from_result",
    "import_tmx",
    "is_content",
    "is_wxr",
    "merge_xliff",
    "read_tmx",
    "read_wxr",
    "read_xliff",
    "translated",
    "write_tmx",
    "write_wxr",
    "write_xliff",
]
