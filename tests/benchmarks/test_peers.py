"""What other readers answer is brought into one form; what they do to a process is bounded."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.benchmarks import peers
from tests.benchmarks.peers import PARSERS, PEERS, Peer
from tests.benchmarks.workers import FIRST, ask, listing


def test_a_peer_that_is_missing_has_no_version() -> None:
    assert Peer("no-such-reader", "no_such_reader", frozenset(), peers.ours).version is None


def test_each_reader_is_listed() -> None:
    assert [line[:18].strip() for line in listing().splitlines()] == [*PEERS, *PARSERS]


@pytest.mark.filterwarnings("ignore")  # theirs
@pytest.mark.parametrize("name", PEERS)
def test_an_answer_has_the_fields_that_the_reader_gives(name: str) -> None:
    if not PEERS[name].version:
        pytest.skip(f"{name} is not installed")
    answer = ask(PEERS[name].make(), FIRST, "https://paper.example/a", 20)
    keys = {"date": "published"}

    assert answer.error is None
    assert {keys.get(field, field) for field in PEERS[name].gives} <= {*answer.found}


def test_moments_are_written_in_iso() -> None:
    assert peers.iso(datetime(2024, 5, 1, 12, tzinfo=UTC)) == "2024-05-01T12:00:00+00:00"
    assert peers.iso("2024-05-01") == "2024-05-01"
    assert peers.iso(None) is None


def test_names_are_taken_from_texts_objects_and_lists() -> None:
    value = ["Ann Lee", {"name": "Bo Falk"}, {"name": ["Cy Moss"]}, {}, " ", 5]

    assert list(peers.names(value)) == ["Ann Lee", "Bo Falk", "Cy Moss"]


def test_objects_are_found_in_graphs() -> None:
    value = [{"@graph": [{"@type": "NewsArticle"}]}, {"@type": ["Thing", "Report"]}]

    assert [peers.types(item) for item in peers.objects(value)] == [
        [],
        ["NewsArticle"],
        ["Thing", "Report"],
    ]


def test_a_reader_that_fails_is_an_answer_with_its_error() -> None:
    def fail(html: bytes, url: str | None) -> dict[str, Any]:
        raise ValueError("no tree")

    assert ask(fail, b"", None, 1).error == "ValueError: no tree"


def test_a_reader_that_hangs_is_stopped() -> None:
    def hang(html: bytes, url: str | None) -> dict[str, Any]:
        time.sleep(5)
        return {}

    assert ask(hang, b"", None, 0.05).error == "longer than 0.05 s"
