"""Do errors come to the engine's clients as what they are?"""

from __future__ import annotations

import inspect
import pickle

import pytest

import app.errors
import sparkbert.errors

ERRORS = [
    one
    for module in (app.errors, sparkbert.errors)
    for _, one in inspect.getmembers(module, inspect.isclass)
    if issubclass(one, Exception) and one.__module__ == module.__name__
]


@pytest.mark.parametrize("error", ERRORS)
def test_errors_are_made_of_their_text_alone(error: type[Exception]) -> None:
    """As the engine makes them anew, without what led to them, before they cross the line."""
    come = pickle.loads(pickle.dumps(error("What is wrong. What to do.")))
    assert type(come) is error
    assert str(come) == "What is wrong. What to do."
