"""When does what comes out of a family of files change? (Then a number here goes up.)"""

from __future__ import annotations

from app.extract.registry import (
    DOCX_EXTENSIONS,
    MARKDOWN_EXTENSIONS,
    PDF_EXTENSIONS,
    TEXT_EXTENSIONS,
)

FIRST = 1

READER_VERSIONS = {
    PDF_EXTENSIONS: 3,  # 2: fewer headings by mistake; 3: fewer headers and footers in the text
    DOCX_EXTENSIONS: 1,
    # 2: the title of front matter is a heading, keywords come last; 3: in a section of their own
    MARKDOWN_EXTENSIONS: 3,
    TEXT_EXTENSIONS: 1,
}
"""By the extensions of a family; an index remembers them by extension."""
