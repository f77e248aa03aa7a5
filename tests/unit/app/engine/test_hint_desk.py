from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.hint_desk import HintDesk
from app.engine.hints import FindNames, FindSpelling, NameKind, NamesFound, SpellingFound
from tests.support.engines import Bench

PATIENCE_S = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "Leases").mkdir(parents=True)
    (folder / "harbour.txt").write_text("The lantern of the Café Zanzibar burns.")
    (folder / "Leases" / "old.txt").write_text("The tenant repairs the washing machine.")
    return folder


@pytest.fixture
def bench(tmp_path: Path, folder: Path) -> Bench:
    bench = Bench(tmp_path / "index")
    bench.index(folder)
    return bench


@pytest.fixture
def desk(bench: Bench) -> Iterator[HintDesk]:
    desk = HintDesk(bench.directory)
    yield desk
    desk.close()


def spelling(desk: HintDesk, typed: str, *unknown: str) -> SpellingFound:
    return desk.spelling(FindSpelling(typed, unknown)).result(PATIENCE_S)


def test_words_are_offered_as_they_are_written(desk: HintDesk) -> None:
    assert spelling(desk, "zanzibr cafés -washng", "zanzibr") == SpellingFound(
        "Zanzibar cafés -washng", ((0, 8),)
    )
    assert spelling(desk, "qqqqqqq", "qqqqqqq") == SpellingFound(None)


def test_what_is_gone_is_not_offered(desk: HintDesk, bench: Bench, folder: Path) -> None:
    assert spelling(desk, "lantrn", "lantrn").typed == "lantern"
    (folder / "harbour.txt").unlink()
    bench.index(folder)
    assert spelling(desk, "lantrn", "lantrn").typed is None  # though the book may know it still


def test_names_follow_the_index(desk: HintDesk) -> None:
    def names(kind: NameKind, part: str) -> NamesFound:
        return desk.names(FindNames(kind, part)).result(PATIENCE_S)

    assert names(NameKind.FOLDER, "lea") == NamesFound(("Leases",))
    assert names(NameKind.FILE, "our") == NamesFound(("harbour.txt",))


def test_nothing_is_read_while_it_is_held(desk: HintDesk) -> None:
    with desk.held():
        waiting = desk.spelling(FindSpelling("washng", ("washng",)))
        names = desk.names(FindNames(NameKind.FILE, "old"))
        assert not waiting.done()
    assert waiting.result(PATIENCE_S).typed == "washing"
    assert names.result(PATIENCE_S).names == ("old.txt",)
