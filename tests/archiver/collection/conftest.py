"""A small collection that a test may change, and a clock."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.archiver.collection.test_session import START, captured, store
from tests.archiver.collection.verified import session_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection of two sealed files: a publication, two readings, a page; two readings."""
    root = tmp_path / "c"
    session = session_in(root)
    session.keep_publication("paper", b'name = "Paper"\n')
    store(session, "https://paper.example/a")
    store(session, "https://paper.example/b", text="They moved.")
    captured(session, "https://paper.example/list")
    session.close()
    session = session_in(root, START + timedelta(minutes=1))
    store(session, "https://paper.example/c")
    store(session, "https://paper.example/d")
    session.close()
    return root


@pytest.fixture
def clock() -> Iterator[datetime]:
    """A second passes each time that it is asked."""
    return (START + timedelta(seconds=n) for n in itertools.count())
