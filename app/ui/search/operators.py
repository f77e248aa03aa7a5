"""How does the window call operators, kinds of files, spans of time and orders?"""

from __future__ import annotations

from enum import Enum

from app.engine.query_language import Operator
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
        Operator.TYPE: tr("file type: pdf, word, markdown, text, or an extension"),
        Operator.IN: tr("files in folders with this name"),
        Operator.NAME: tr("files with this in their name"),
        Operator.AFTER: tr("files changed since a day, month or year: 2024-03"),
        Operator.BEFORE: tr("files changed before a day, month or year"),
        Operator.PAGE: tr("pages: 3, or 3-7"),
    }[operator]


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
