from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import pytest

from app.engine.events import Event, Notice, NoticeKind
from app.engine.news import News
from app.engine.second_try import try_again_mended
from sparkbert.errors import IndexCorruptError


def done(value: object) -> Future[Any]:
    future: Future[Any] = Future()
    if isinstance(value, Exception):
        future.set_exception(value)
    else:
        future.set_result(value)
    return future


def test_damage_is_mended_and_the_request_made_again() -> None:
    answers: list[object] = [IndexCorruptError("a segment"), "found"]
    mended: list[IndexCorruptError] = []

    def mend(error: IndexCorruptError) -> Future[Any]:
        mended.append(error)
        return done(None)

    assert try_again_mended(lambda: done(answers.pop(0)), mend).result() == "found"
    assert len(mended) == 1


@pytest.mark.parametrize("error", [ValueError("a bug"), IndexCorruptError("still")])
def test_other_errors_and_lasting_damage_reach_the_asker(error: Exception) -> None:
    asked = try_again_mended(lambda: done(error), lambda error: done(None))
    with pytest.raises(type(error)):
        asked.result()


def test_what_can_not_be_mended_reaches_the_asker() -> None:
    asked = try_again_mended(
        lambda: done(IndexCorruptError("the catalog")), lambda error: done(error)
    )
    with pytest.raises(IndexCorruptError):
        asked.result()


def test_a_request_that_was_replaced_stays_cancelled() -> None:
    first: Future[Any] = Future()
    asked = try_again_mended(lambda: first, lambda error: done(None))
    first.cancel()
    first.set_running_or_notify_cancel()
    assert asked.cancelled()


def test_news_wait_for_the_first_client_that_asks() -> None:
    told: list[tuple[Event, int | None]] = []
    news = News(lambda event, client: told.append((event, client)))
    early, late = Notice(NoticeKind.MENDED, "early"), Notice(NoticeKind.MENDED, "late")
    news.tell(early)
    assert told == []
    news.asked(4)
    news.asked(5)
    news.tell(late)
    assert told == [(early, 4), (late, None)]
