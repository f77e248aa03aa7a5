"""How does the window call operators, kinds of files, spans of time and orders?"""

from __future__ import annotations

from enum import Enum

from app.engine.file_types import FILE_TYPES
from app.engine.query_language import Operator, slips
from app.printable import printable
from app.ui.results.results_model import Order
from app.ui.translation import tr


class Span(Enum):
    """So many days back, today included."""

    TODAY = 1
    WEEK = 7
    MONTH = 31
    YEAR = 366


def meaning_of(operator: Operator) -> str:
    """Return what an operator asks for, in a few words."""
    return {
        Operator.TYPE: tr("pdf, word, markdown, text, or an extension"),
        Operator.IN: tr("files in folders with this name"),
        Operator.NAME: tr("files with this in their name"),
        Operator.AFTER: tr("files changed since a day, month or year: 2024-03"),
        Operator.BEFORE: tr("files changed before a day, month or year"),
        Operator.PAGE: tr("3, or 3-7"),
    }[operator]


def slip_text(typed: str, *, has_found: bool) -> str:
    """Return what is wrong with an operator of a query, in a sentence; empty if nothing is.

    If something was found, its types are: a file that was added by itself may have any.
    """
    found = (one for one in slips(typed) if not has_found or one.operator is not Operator.TYPE)
    slip = next(found, None)
    if slip is None:
        return ""
    match slip.operator:
        case Operator.TYPE:
            kinds = ", ".join(type_name(kind) for kind in FILE_TYPES)
            text = tr("Files of the type “{name}” are not read in folders. These are: {kinds}.")
            return text.format(name=printable(slip.value), kinds=kinds)
        case Operator.PAGE:
            text = tr("“{item}” is searched as words: pages are written 3 or 3-7.")
        case _:
            text = tr(
                "“{item}” is searched as words: dates are written 2025, 2025-03 or 2025-03-31."
            )
    return text.format(item=printable(slip.item))


def type_name(kind: str) -> str:
    """Return what a kind of `FILE_TYPES` is called; formats have the same name everywhere."""
    return tr("Text") if kind == "Text" else kind


def span_name(span: Span) -> str:
    """Return what a span of time is called."""
    return {
        Span.TODAY: tr("Today"),
        Span.WEEK: tr("Last week"),
        Span.MONTH: tr("Last month"),
        Span.YEAR: tr("Last year"),
    }[span]


def changed_in(span: Span) -> str:
    """Return what a chip says that lets files of a span count alone."""
    return {
        Span.TODAY: tr("Changed: today"),
        Span.WEEK: tr("Changed: last week"),
        Span.MONTH: tr("Changed: last month"),
        Span.YEAR: tr("Changed: last year"),
    }[span]


def order_name(order: Order) -> str:
    """Return what an order of results is called."""
    return {
        Order.RELEVANCE: tr("Best first"),
        Order.DATE: tr("Newest first"),
        Order.NAME: tr("By name"),
    }[order]
