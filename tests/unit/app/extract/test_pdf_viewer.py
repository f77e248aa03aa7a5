"""Does the process that shows PDFs tell what stands where, whatever it is given?"""

from __future__ import annotations

import io
import os
import pickle
from array import array
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.annotations import Link as LinkAnnotation
from pypdf.generic import Fit

from app.extract.base import Limits
from app.extract.pdf_child import serve
from app.extract.pdf_messages import (
    Find,
    Found,
    Letters,
    Locate,
    Located,
    Measure,
    Measured,
    Open,
    Opened,
    Paint,
    Painted,
    PaintPart,
    Refused,
    Select,
    Selected,
    Spot,
    Trouble,
)
from app.extract.pdf_viewer import Viewer
from app.extract.registry import extract_file
from tests.support.passages import ROOT

PDF = ROOT / "resources/samples/Rental agreement Lindenhof Street.pdf"


@pytest.fixture
def viewer() -> Viewer:
    viewer = Viewer()
    opened = viewer.answer(Open(PDF))
    assert isinstance(opened, Opened)
    assert opened.n_pages == 3
    return viewer


def test_every_indexed_word_has_its_boxes(viewer: Viewer) -> None:
    for number, section in enumerate(extract_file(PDF, Limits()).sections):
        words = [one for one in section.text.split(" ") if one.isalpha()]
        letters = []
        at = 0
        for word in words:
            at = section.text.index(word, at)
            start, end = section.offsets.source_span(at, at + len(word))
            letters.append(Letters(start, end, word))
        measured = viewer.answer(Measure(number, tuple(letters)))
        assert isinstance(measured, Measured)
        assert len(measured.boxes) == len(words) > 50
        for boxes in measured.boxes:
            assert boxes
            for left, top, width, height in boxes:
                assert 0 <= left <= left + width <= measured.width
                assert 0 <= top <= top + height <= measured.height


def test_other_letters_have_no_boxes(viewer: Viewer) -> None:
    measured = viewer.answer(Measure(0, (Letters(0, 5, "tiger"), Letters(10**6, 10**6 + 3, "x"))))
    assert isinstance(measured, Measured)
    assert measured.boxes == ((), ())


def test_pages_are_painted_within_a_size(viewer: Viewer) -> None:
    painted = viewer.answer(Paint(1, 300, 300))
    assert isinstance(painted, Painted)
    assert max(painted.width, painted.height) == 300
    assert len(painted.pixels) == 4 * painted.width * painted.height
    dark = sum(one < 100 for one in painted.pixels[::4])
    assert 100 < dark < painted.width * painted.height / 2


def test_a_picture_without_measure_is_made_smaller(viewer: Viewer) -> None:
    painted = viewer.answer(Paint(0, 10**6, 10**6))
    assert isinstance(painted, Painted)
    assert painted.width * painted.height <= 24_000_000


def test_parts_make_up_the_whole_picture(viewer: Viewer) -> None:
    whole = viewer.answer(PaintPart(0, 400, 566, (0, 0, 400, 566)))
    assert isinstance(whole, Painted)
    parts = []
    for top, height in ((0, 300), (300, 266)):
        part = viewer.answer(PaintPart(0, 400, 566, (0, top, 400, height)))
        assert isinstance(part, Painted)
        assert (part.width, part.height) == (400, height)
        parts.append(part.pixels)
    pairs = zip(b"".join(parts), whole.pixels, strict=True)
    assert sum(abs(one - other) > 40 for one, other in pairs) < 0.001 * len(whole.pixels)
    no_part = viewer.answer(PaintPart(0, 400, 566, (0, 0, 10**6, 10**6)))
    assert no_part == Refused(Trouble.DAMAGED, "no such part")


def test_a_selection_goes_over_pages(viewer: Viewer) -> None:
    first, second = Spot(0, 60, 700), Spot(1, 400, 120)
    selected = viewer.answer(Select(first, second))
    assert isinstance(selected, Selected)
    assert [page for page, _ in selected.boxes] == [0, 1]
    assert all(boxes for _, boxes in selected.boxes)
    backwards = viewer.answer(Select(second, first))
    assert backwards == selected
    texts = [one.text for one in extract_file(PDF, Limits()).sections]
    begin, end = selected.text.split()[0], selected.text.split()[-1]
    assert begin in texts[0]
    assert end in texts[1]


def test_links_lead_to_places_the_web_and_nowhere_else(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PDF)
    address = "https://example.org/rent?a=1"
    there = Fit.xyz(left=50, top=400)
    writer.add_annotation(0, LinkAnnotation(rect=(50, 500, 150, 520), url=address))
    writer.add_annotation(
        0, LinkAnnotation(rect=(50, 400, 150, 420), target_page_index=2, fit=there)
    )
    writer.add_annotation(0, LinkAnnotation(rect=(50, 300, 150, 320), url="file:///etc/passwd"))
    writer.add_annotation(0, LinkAnnotation(rect=(50, 200, 150, 220), url="javascript:alert(1)"))
    writer.write(tmp_path / "linked.pdf")
    viewer = Viewer()
    assert isinstance(viewer.answer(Open(tmp_path / "linked.pdf")), Opened)
    measured = viewer.answer(Measure(0))
    assert isinstance(measured, Measured)
    web, inside = measured.links
    height = measured.height
    assert web.address == address
    assert web.boxes[0] == pytest.approx((50.0, height - 520, 100.0, 20.0), abs=0.1)
    assert (inside.page, inside.address) == (2, "")
    located = viewer.answer(Locate(2, inside.spot))
    assert isinstance(located, Located)
    assert located.y == pytest.approx(height - 400, abs=0.1)
    assert viewer.answer(Locate(2, (None, None))) == Located(2, 0.0, 0.0)


def test_words_are_found_in_any_case_and_across_lines(viewer: Viewer) -> None:
    found = viewer.answer(Find("RENTAL agreement", 0, 2))
    assert isinstance(found, Found)
    page, letters = found.places[0]
    assert (page, letters.text) == (0, "Rental agreement")
    assert found.next_page == 2
    whole = viewer.answer(Select(Spot(0, 50, 150), Spot(0, 400, 400)))
    assert isinstance(whole, Selected)
    above, below = whole.text.splitlines()[3:5]
    broken = f"{above.split()[-1]} {below.split()[0]}"
    found = viewer.answer(Find(broken, 0, 1))
    assert isinstance(found, Found)
    assert [one.text.split() for _, one in found.places] == [broken.split()]
    assert viewer.answer(Find("no such words", 2, 20)) == Found((), None)
    assert viewer.answer(Find(" ", 0, 20)) == Found((), None)


def test_a_word_and_a_stretch_can_be_selected(viewer: Viewer) -> None:
    found = viewer.answer(Find("Olsen", 0, 1))
    assert isinstance(found, Found)
    letters = found.places[0][1]
    measured = viewer.answer(Measure(0, (letters,)))
    assert isinstance(measured, Measured)
    [(left, top, width, height)] = measured.boxes[0]
    middle = (left + width / 2, top + height / 2)
    word = viewer.answer(Select(Spot(0, *middle), Spot(0, *middle), is_word=True))
    assert isinstance(word, Selected)
    assert word.text == "Olsen"
    begin, end = (left + 1, middle[1]), (left + width - 1, middle[1])
    for one, other in ((begin, end), (end, begin)):
        stretch = viewer.answer(Select(Spot(0, *one), Spot(0, *other)))
        assert isinstance(stretch, Selected)
        assert stretch.text == "Olsen"
        assert [(page, len(boxes)) for page, boxes in stretch.boxes] == [(0, 1)]


def test_what_can_not_be_shown_has_its_reason(tmp_path: Path) -> None:
    viewer = Viewer()
    assert viewer.answer(Measure(0)) == Refused(Trouble.DAMAGED, "no file is open")
    assert viewer.answer(Open(tmp_path / "gone.pdf")) == Refused(Trouble.GONE)
    assert viewer.answer(Open(tmp_path)) == Refused(Trouble.UNREADABLE, "not an ordinary file")
    (tmp_path / "not.pdf").write_text("plain")
    assert viewer.answer(Open(tmp_path / "not.pdf")) == Refused(Trouble.UNFINISHED)
    os.utime(tmp_path / "not.pdf", (1e9, 1e9))
    assert viewer.answer(Open(tmp_path / "not.pdf")) == Refused(Trouble.DAMAGED)
    locked = PdfWriter(clone_from=PDF)
    locked.encrypt("secret")
    locked.write(tmp_path / "locked.pdf")
    assert viewer.answer(Open(tmp_path / "locked.pdf")) == Refused(Trouble.LOCKED)


def test_turned_and_cut_pages_have_boxes_where_words_are_shown(tmp_path: Path) -> None:
    turned = PdfWriter(clone_from=PDF)
    turned.pages[0].rotate(90)
    page = turned.pages[1]
    page.cropbox.lower_left = (40, 40)
    turned.write(tmp_path / "turned.pdf")
    viewer = Viewer()
    opened = viewer.answer(Open(tmp_path / "turned.pdf"))
    assert isinstance(opened, Opened)
    sizes = array("f", opened.sizes)
    assert len(sizes) == 6
    assert sizes[0] > sizes[1]
    assert sizes[4] < sizes[5]
    for number in (0, 1):
        found = viewer.answer(Find("the", number, 1))
        assert isinstance(found, Found)
        letters = found.places[0][1]
        measured = viewer.answer(Measure(number, (letters,)))
        assert isinstance(measured, Measured)
        painted = viewer.answer(Paint(number, 1200, 1200))
        assert isinstance(painted, Painted)
        scale = painted.width / measured.width
        [(left, top, width, height)] = measured.boxes[0]
        rows = range(int(top * scale), int((top + height) * scale))
        columns = range(int(left * scale), int((left + width) * scale))
        ink = [painted.pixels[4 * (y * painted.width + x)] < 128 for y in rows for x in columns]
        assert 0.05 < sum(ink) / len(ink) < 0.9


def test_the_process_answers_until_nobody_asks() -> None:
    requests = io.BytesIO()
    for one in (Open(PDF), Measure(7), Measure(0)):
        pickle.dump(one, requests)
    requests.seek(0)
    answers = io.BytesIO()
    serve(requests, answers)
    answers.seek(0)
    replies = [pickle.load(answers) for _ in range(3)]
    assert replies[0].n_pages == 3
    assert replies[1].trouble is Trouble.DAMAGED
    assert isinstance(replies[2], Measured)
