"""How is a passage taken along: as text with its source, in Markdown, or with a link?"""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QMimeData

from app.engine.search_messages import Place
from app.ui.opening.opener import url_of
from app.ui.results.result_rows import ResultRow
from app.ui.translation import tr

_OF_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|])")


def plain_citation(row: ResultRow) -> str:
    """Return a passage as one would quote it: its text, file, page and heading."""
    source = ", ".join((row.passage.place.path.name, *_where(row.passage.place)))
    return tr("“{text}”\n— {source}").format(text=_text(row), source=source)


def markdown_citation(row: ResultRow) -> str:
    """Return a passage as a quotation in Markdown, with a link to the file at its page."""
    place = row.passage.place
    name = _OF_MARKDOWN.sub(r"\\\1", place.path.name)
    source = ", ".join((f"[{name}]({_link(place)})", *_where(place)))
    text = row.passage.hit.text.strip().replace("<", r"\<")  # else it may be taken for HTML
    lines = [" ".join(line.split()) for line in text.splitlines()]
    quoted = "\n".join(f"> {line}".rstrip() for line in lines)
    return f"{quoted}\n>\n> — {source}\n"


def html_citation(row: ResultRow) -> str:
    """Return a passage as a quotation for word processors and mail, with a link to the file."""
    place = row.passage.place
    link = f'<a href="{html.escape(_link(place))}">{html.escape(place.path.name)}</a>'
    source = ", ".join((link, *map(html.escape, _where(place))))
    return f"<blockquote><p>{html.escape(_text(row))}</p><p>— {source}</p></blockquote>"


def passage_data(row: ResultRow) -> QMimeData:
    """Return a passage for the clipboard: whoever takes it chooses between plain and rich text."""
    data = QMimeData()
    data.setText(plain_citation(row))
    data.setHtml(html_citation(row))
    return data


def _text(row: ResultRow) -> str:
    return " ".join(row.passage.hit.text.split())


def _where(place: Place) -> list[str]:
    parts = [] if place.page is None else [tr("page %Ln", "", place.page)]
    return [*parts, place.heading] if place.heading else parts


def _link(place: Place) -> str:
    link = bytes(url_of(place.path).toEncoded().data()).decode("ascii")
    link = link.replace("(", "%28").replace(")", "%29")
    return link if place.page is None else f"{link}#page={place.page}"
