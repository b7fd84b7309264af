"""Word documents: a docx file to blocks by paragraph style, blocks to a docx file, and back into their own document.

A docx is a zip of XML files from anywhere, so it is checked before python-docx opens it (:mod:`.container`). Read are
the body's paragraphs, lists, tables and text boxes, with tracked insertions and without tracked deletions, then
footnotes and endnotes, then headers and footers; comments are not.

Beside the meaning of a run's look, a block's markup holds what only its own document understands, by number in its
paragraph: ``<w:r n="3">`` a run with its own look, ``<w:sdt n="0">`` an element around runs, ``<w:x n="1">`` what
stands between words (a picture, a note's mark, a field, the bounds of a comment). :func:`write_into` gives them back.
"""

from translator.article.formats.docx.into import write_into
from translator.article.formats.docx.new import write
from translator.article.formats.docx.reader import read
from translator.article.formats.docx.remarks import remarks

__all__ = ["read", "remarks", "write", "write_into"]
