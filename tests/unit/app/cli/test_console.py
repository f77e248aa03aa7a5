from __future__ import annotations

import io

import pytest

from app.cli.console import Console, Style, fitting, standard_console
from app.cli.index import progress_text
from app.engine.messages import Phase, Progress
from app.printable import printable


def _console(*, coloured: bool = False, live: bool = False, width: int = 20) -> Console:
    return Console(io.StringIO(), io.StringIO(), coloured, live, width)


def _text(stream: object) -> str:
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def test_styles_are_shown_in_a_terminal_alone() -> None:
    assert _console().styled("word", Style.EXACT) == "word"
    assert _console(coloured=True).styled("word", Style.EXACT) == "\x1b[1;33mword\x1b[0m"
    assert _console(coloured=True).styled("word", Style.PLAIN) == "word"


def test_a_live_line_is_cleared_before_a_lasting_one() -> None:
    console = _console(live=True)
    console.show_line("half way there, and so on and on")
    console.note("done")
    assert _text(console.err) == "\r\x1b[Khalf way there, and\r\x1b[Kdone\n"


def test_there_is_no_live_line_in_a_pipe() -> None:
    console = _console()
    console.show_line("half way")
    assert _text(console.err) == ""


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}])
def test_a_pipe_has_no_colours_whatever_the_environment(environment: dict[str, str]) -> None:
    assert not standard_console(environment).coloured


@pytest.mark.parametrize(
    "text", ["\x1b[2J", "a\rb", "a\nb", "\x9b31m", "\u202egpj.exe", "caf\udce9", "\x7f"]
)
def test_no_sign_that_steers_a_terminal_passes(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    shown.encode()
    assert not set("\x1b\r\n\x9b\u202e\x7f") & set(shown)


def test_letters_of_all_scripts_pass() -> None:
    text = "naïve Ελλάδα 日本語 עברית 👩\u200d🔬"
    assert printable(text) == text


def test_wide_letters_take_two_columns() -> None:
    assert fitting("日本語", 5) == "日本"


def test_progress_says_what_is_known() -> None:
    assert (
        progress_text(Progress(Phase.READING))
        == "0 of 0 files · 0 new passages by words · 0 by meaning"
    )
    full = Progress(Phase.READING, 3, 4, 1000, 400, 600, 1234.5, 5.0, 75.0)
    assert progress_text(full) == (
        "3 of 4 files · 1,000 new passages by words · 400 by meaning · 600 waiting · "
        "1,234 tokens/s · 1 min 15 s left"
    )


def test_after_the_last_file_progress_tells_of_meaning_alone() -> None:
    begun = Progress(Phase.ENCODING, 0, 0, 0, 0, 600)
    assert progress_text(begun) == "0 of 600 passages by meaning · loading the model"
    half = Progress(Phase.ENCODING, 0, 0, 0, 400, 200, 1234.5, 5.0, 75.0)
    assert progress_text(half) == (
        "400 of 600 passages by meaning · 1,234 tokens/s · 1 min 15 s left"
    )
