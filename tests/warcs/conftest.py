"""A recorder that is sealed when the test is over, so that no file is left open."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.warcs.recording import pinned
from warcs import Recorder, WriteFailed


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    """Writes into ``tmp_path``, with pinned clock and identifiers."""
    recorder = pinned(tmp_path)
    yield recorder
    with suppress(WriteFailed):
        recorder.seal()
