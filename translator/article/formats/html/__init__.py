"""HTML pages: the main article of a page to blocks, blocks to a new page, and blocks back into their page.

Nothing is fetched and nothing is run. White space is collapsed as a browser does it; hidden elements, scripts, menus,
forms and side columns are left out. Inline elements are kept as they stand, attributes and all, and so are pictures,
comments and scripts between words (markup that covers nothing). Only :func:`write_into` gives them back, into their own
page; other documents get the meaning of inline markup alone (:func:`translator.article.formats.common.markup`), so that
a page's scripts and styles cannot travel.
"""

from translator.article.formats.html.into import write_into
from translator.article.formats.html.new import write
from translator.article.formats.html.reader import Page, read

__all__ = ["Page", "read", "write", "write_into"]
