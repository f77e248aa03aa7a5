"""Which rows does the list of results have: documents with their best passage, and more of it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QUrl,
)

from app.engine.search_messages import FileFacts, FoundPassage, SearchResults
from app.printable import printable

Index = QModelIndex | QPersistentModelIndex


class Order(Enum):
    """By what documents are put in order."""

    RELEVANCE = "Best first"
    DATE = "Newest first"
    NAME = "By name"


class RowKind(IntEnum):
    """What a row shows: a document with its best passage, another passage, or a way to see more."""

    DOCUMENT = 0
    PASSAGE = 1
    MORE = 2


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A file with its passages, best first."""

    path: Path
    facts: FileFacts | None
    passages: tuple[FoundPassage, ...]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A row of the list; `number` counts the document's passages from 0."""

    kind: RowKind
    document: FoundDocument
    number: int

    @property
    def passage(self) -> FoundPassage:
        """The passage that the row stands for."""
        return self.document.passages[self.number]

    @property
    def n_more(self) -> int:
        """How many passages the document has beside its best."""
        return len(self.document.passages) - 1


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
            pass
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
            if row.kind is RowKind.MORE:
                return f"{row.n_more} more passages in {printable(row.document.path.name)}"
            facts = row.document.facts
            mark = " (offline)" if facts is not None and facts.is_away else ""
            return f"{printable(row.document.path.name)}{mark}: {row.passage.hit.text[:200]}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let files be dragged out of the list."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return what a dragged row is: a file."""
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the files of rows that are dragged."""
        data = QMimeData()
        data.setUrls(
            [QUrl.fromLocalFile(str(self._rows[one.row()].passage.place.path)) for one in indexes]
        )
        return data

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
