"""How does quality stand against size, at a glance?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sparkbert.errors import CollectionError
from sparkbert.evaluation.extras import extra
from sparkbert.evaluation.report import Report, Row, published_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

SUFFIXES = (".png", ".svg")

_Align = Literal["left", "center", "right"]
_Spot = tuple[tuple[float, float], tuple[float, float], _Align]

_OURS, _OTHERS, _PUBLISHED = "#0b6e69", "#555b66", "#b05a1e"
_PANEL_INCHES = (6.4, 4.6)
_DPI = 150
_FONT_POINTS = 8
_MARKER_PIXELS = 7.0
_AROUND: tuple[tuple[tuple[float, float], _Align], ...] = (
    ((0, 12), "center"),
    ((9, 0), "left"),
    ((-9, 0), "right"),
    ((0, -12), "center"),
    ((7, 10), "left"),
    ((-7, 10), "right"),
    ((7, -10), "left"),
    ((-7, -10), "right"),
)
"""Where a name may stand: points from its marker, and which of its ends is there."""
_ALONG = (0.97, 0.7, 0.45)
"""Where on a line a name may end, as a share of the panel's width."""


def save_plot(reports: Sequence[Report], path: Path) -> None:
    """Draw NDCG@10 against bytes per document on disk, a panel for each collection.

    Published systems are hollow; one whose size nobody has published is a line across the panel.

    Parameters
    ----------
    reports
        What was measured.
    path
        Ends in .png or .svg.

    Raises
    ------
    CollectionError
        The suffix is another one, the file can't be written, or matplotlib is not installed.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise CollectionError(f"A plot is a file that ends in {' or '.join(SUFFIXES)}, not {path}")
    extra("matplotlib").use("agg")
    pyplot = extra("matplotlib.pyplot")
    width, height = _PANEL_INCHES
    figure, panels = pyplot.subplots(
        1, len(reports), figsize=(width * len(reports), height), squeeze=False, layout="constrained"
    )
    drawn = [_draw(report, axes) for report, axes in zip(reports, panels[0], strict=True)]
    figure.draw_without_rendering()  # only now is it known where points and lines will be
    for (points, lines), axes in zip(drawn, panels[0], strict=True):
        _label(points, lines, axes)
    try:
        figure.savefig(path, dpi=_DPI)
    except OSError as error:
        raise CollectionError(f"{path} can't be written: {error.strerror}") from error
    finally:
        pyplot.close(figure)


def _draw(report: Report, axes: Axes) -> tuple[list[Row], list[Row]]:
    """Draw all but the names; return what is drawn as points, and as lines."""
    rows = [*report.rows, *published_rows(report.collection, report.split)]
    axes.set_xscale("log")
    axes.set_title(f"{report.collection} ({report.split})")
    axes.set_xlabel("bytes per document on disk, vocabulary and texts apart")
    axes.set_ylabel("NDCG@10")
    axes.grid(visible=True, which="major", color="#e3e5e8", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.22, y=0.12)
    placed = [row for row in rows if row.ndcg_10 is not None and row.bytes_disk]
    for row in placed:
        _draw_point(row, axes)
    lines = [row for row in rows if row.ndcg_10 is not None and not row.bytes_disk]
    for row in lines:
        _draw_line(row, axes)
    return placed, lines


def _draw_point(row: Row, axes: Axes) -> None:
    colour = _colour(row)
    axes.plot(
        *_place(row),
        marker="o",
        markersize=8,
        markeredgewidth=1.6,
        markeredgecolor=colour,
        markerfacecolor="none" if row.is_published else colour,
    )


def _label(placed: Sequence[Row], lines: Sequence[Row], axes: Axes) -> None:
    """Write names beside points and on lines, each where it covers the least of what is there."""
    taken: list[Bbox] = []
    for row in placed:
        x, y = axes.transData.transform(_place(row))
        taken.append(_bbox(x, y, _MARKER_PIXELS))
    for row in lines:
        spots: list[_Spot] = [((one, row.ndcg_10 or 0.0), (0, 3), "right") for one in _ALONG]
        _write(f"{row.label}, size unknown", _PUBLISHED, spots, axes, taken, along=True)
    for row in placed:
        around: list[_Spot] = [(_place(row), offset, align) for offset, align in _AROUND]
        _write(row.label, _colour(row), around, axes, taken)


def _write(
    text: str,
    colour: str,
    spots: Sequence[_Spot],
    axes: Axes,
    taken: list[Bbox],
    *,
    along: bool = False,
) -> None:
    """Write a text at that of some spots where it covers the least."""
    written = [
        axes.annotate(
            text,
            place,
            xycoords=axes.get_yaxis_transform() if along else "data",
            xytext=offset,
            textcoords="offset points",
            ha=align,
            va="bottom" if along else "center",
            fontsize=_FONT_POINTS,
            color=colour,
        )
        for place, offset, align in spots
    ]
    boxes = [one.get_window_extent() for one in written]
    covered = [sum(_overlap(box, other) for other in taken) for box in boxes]
    chosen = covered.index(min(covered))
    for number, one in enumerate(written):
        if number != chosen:
            one.remove()
    taken.append(boxes[chosen])


def _bbox(x: float, y: float, half: float) -> Bbox:
    box: Bbox = extra("matplotlib.transforms").Bbox.from_extents(
        x - half, y - half, x + half, y + half
    )
    return box


def _overlap(one: Bbox, other: Bbox) -> float:
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return float(max(width, 0) * max(height, 0))


def _place(row: Row) -> tuple[float, float]:
    return row.bytes_disk or 1.0, row.ndcg_10 or 0.0


def _draw_line(row: Row, axes: Axes) -> None:
    height = row.ndcg_10 or 0.0
    axes.axhline(height, color=_PUBLISHED, linewidth=0.8, linestyle=(0, (4, 4)), zorder=1)
    axes.plot(
        0.985,
        height,
        transform=axes.get_yaxis_transform(),
        marker="o",
        markersize=7,
        markeredgecolor=_PUBLISHED,
        markerfacecolor="white",
        clip_on=False,
    )


def _colour(row: Row) -> str:
    if row.is_published:
        return _PUBLISHED
    return _OURS if row.system in ("sparkbert", "sparkbert-hybrid") else _OTHERS
