"""How does quality stand against size, at a glance?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sparkbert.errors import CollectionError
from sparkbert.evaluation.extras import extra
from sparkbert.evaluation.report import Report, Row, published_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SUFFIXES = (".png", ".svg")

_OURS, _OTHERS, _PUBLISHED = "#0b6e69", "#555b66", "#b05a1e"
_PANEL_INCHES = (6.4, 4.6)
_DPI = 150


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
    for report, axes in zip(reports, panels[0], strict=True):
        _draw(report, axes)
    try:
        figure.savefig(path, dpi=_DPI)
    except OSError as error:
        raise CollectionError(f"{path} can't be written: {error.strerror}") from error
    finally:
        pyplot.close(figure)


def _draw(report: Report, axes: Axes) -> None:
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
    for row in sorted(lines, key=lambda one: one.ndcg_10 or 0.0):
        _draw_line(row, axes)


def _draw_point(row: Row, axes: Axes) -> None:
    colour = _colour(row)
    place = (row.bytes_disk or 1.0, row.ndcg_10 or 0.0)
    axes.plot(
        *place,
        marker="o",
        markersize=8,
        markeredgewidth=1.6,
        markeredgecolor=colour,
        markerfacecolor="none" if row.is_published else colour,
    )
    axes.annotate(
        row.label,
        place,
        xytext=(0, 8),
        textcoords="offset points",
        ha="center",
        fontsize=8.5,
        color=colour,
    )


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
    axes.annotate(
        f"{row.label}, size unknown",
        (0.97, height),
        xycoords=axes.get_yaxis_transform(),
        xytext=(0, 3),
        textcoords="offset points",
        ha="right",
        fontsize=7.5,
        color=_PUBLISHED,
    )


def _colour(row: Row) -> str:
    if row.is_published:
        return _PUBLISHED
    return _OURS if row.system in ("sparkbert", "sparkbert-hybrid") else _OTHERS
