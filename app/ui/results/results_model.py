"""Which rows does the list of results have: documents with their best passage, and more of it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from app.engine.search_messages import FoundPassage, SearchResults
from app.ui.opening.opener import url_of
from app.ui.results.citation import passage_data
from app.ui.results.result_rows import FoundDocument, ResultRow, RowKind
from app.ui.results.row_text import file_text, row_text

__all__ = ["FoundDocument", "Order", "ResultRow", "ResultsModel", "RowKind", "group_by_document"]

Index = QModelIndex | QPersistentModelIndex


class Order(Enum):
    """By what documents are put in order."""

    RELEVANCE = "relevance"
    DATE = "date"
    NAME = "name"


def group_by_document(
    results: SearchResults, order: Order = Order.RELEVANCE
) -> list[FoundDocument]:
    """Return documents with their passages, best first; what is equal keeps the order of rank."""
    groups: dict[Path, list[FoundPassage]] = {}
    for passage in results.passages:
        groups.setdefault(passage.place.path, []).append(passage)
    documents = [
        FoundDocument(path, results.files.get(path), tuple(passages))
        for path, passages in groups.items()
    ]
    match order:
        case Order.RELEVANCE:
            likely = {one.place.path for one in results.passages[: results.n_likely]}
            if len(likely) < len(documents):  # they come first
                documents[len(likely)] = replace(documents[len(likely)], begins_less_likely=True)
        case Order.DATE:
            documents.sort(key=lambda one: -(one.facts.mtime_ns if one.facts else 0))
        case Order.NAME:
            documents.sort(key=lambda one: one.path.name.casefold())
    return documents


class ResultsModel(QAbstractListModel):
    """The rows of the list; a `ResultRow` stands in the user role of each."""

    ROW_ROLE = int(Qt.ItemDataRole.UserRole)

    def __init__(self) -> None:
        super().__init__()
        self._documents: list[FoundDocument] = []
        self._numbers: dict[Path, int] = {}
        self._open: set[Path] = set()
        self._rows: list[ResultRow] = []
        self._order = Order.RELEVANCE

    @property
    def documents(self) -> Sequence[FoundDocument]:
        """The documents in order."""
        return self._documents

    @property
    def order(self) -> Order:
        """By what documents are put in order when results are next shown."""
        return self._order

    @order.setter
    def order(self, order: Order) -> None:
        self._order = order

    def show(self, results: SearchResults, *, keep_open: bool) -> None:
        """Replace all rows; with `keep_open`, unfolded documents stay so."""
        self.beginResetModel()
        self._documents = group_by_document(results, self._order)
        self._numbers = {one.path: n for n, one in enumerate(self._documents, start=1)}
        if not keep_open:
            self._open.clear()
        self._rows = list(self._all_rows())
        self.endResetModel()

    def clear(self) -> None:
        """Take all rows away."""
        self.beginResetModel()
        self._documents, self._rows = [], []
        self._open.clear()
        self.endResetModel()

    def toggle(self, row: int) -> None:
        """Unfold a document's other passages, or fold them again."""
        document = self._rows[row].document
        if len(document.passages) < 2:
            return
        at = next(n for n, one in enumerate(self._rows) if one.document is document)
        if document.path in self._open:
            self._open.discard(document.path)
            self.beginRemoveRows(QModelIndex(), at + 1, at + len(document.passages) - 1)
            del self._rows[at + 1 : at + len(document.passages)]
            self.endRemoveRows()
        else:
            self._open.add(document.path)
            self.beginInsertRows(QModelIndex(), at + 1, at + len(document.passages) - 1)
            self._rows[at + 1 : at + 1] = [
                ResultRow(RowKind.PASSAGE, document, number)
                for number in range(1, len(document.passages))
            ]
            self.endInsertRows()
        last = at + len(document.passages) if document.path in self._open else at + 1
        self.dataChanged.emit(self.index(last), self.index(last))

    def is_open(self, document: FoundDocument) -> bool:
        """Whether a document's other passages are shown."""
        return document.path in self._open

    def row_of(self, path: Path, number: int = 0) -> int | None:
        """Return the row of a document's passage, if it is shown."""
        for at, row in enumerate(self._rows):
            is_passage = row.kind is not RowKind.MORE
            if is_passage and row.document.path == path and row.number == number:
                return at
        return None

    def reveal(self, path: Path, number: int) -> int | None:
        """Return the row of a document's passage, unfolding the document if need be."""
        at = self.row_of(path, number)
        if at is None and (first := self.row_of(path)) is not None:
            document = self._rows[first].document
            if number < len(document.passages) and not self.is_open(document):
                self.toggle(first)
                at = self.row_of(path, number)
        return at

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a row, or what screen readers say of it."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == self.ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row_text(row, self._position(row), is_open=self.is_open(row.document))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return file_text(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let files be dragged out of the list."""
        flags = super().flags(index)
        if index.isValid() and self._rows[index.row()].kind is not RowKind.MORE:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        """Return what a dragged row is: a file, and for what takes none its passage."""
        return ["text/uri-list", "text/plain", "text/html"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the file and the passage of a row that is dragged."""
        rows = [self._rows[one.row()] for one in indexes]
        data = QMimeData()
        if rows:
            data = passage_data(rows[0])
        data.setUrls([url_of(row.passage.place.path) for row in rows])
        return data

    def _position(self, row: ResultRow) -> tuple[int, int]:
        """Return the how-manieth of how many documents, or passages of its document, a row is."""
        if row.kind is RowKind.PASSAGE:
            return row.number + 1, len(row.document.passages)
        return self._numbers[row.document.path], len(self._documents)

    def _all_rows(self) -> list[ResultRow]:
        rows: list[ResultRow] = []
        for document in self._documents:
            rows.append(ResultRow(RowKind.DOCUMENT, document, 0))
            if document.path in self._open:
                rows += [
                    ResultRow(RowKind.PASSAGE, document, number)
                    for number in range(1, len(document.passages))
                ]
            if len(document.passages) > 1:
                rows.append(ResultRow(RowKind.MORE, document, 0))
        return rows
