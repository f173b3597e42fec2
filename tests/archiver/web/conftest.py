"""One collection for all tests of this folder: they look at it and change nothing in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.web.app import application
from archiver.web.guard import Door
from archiver.web.replaying import Replays
from archiver.web.room import Room
from archiver.web.shelves import shelves
from tests.archiver.web.client import HOST, Client
from tests.archiver.web.holding import make


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("room") / "my-archive")


@pytest.fixture(scope="module")
def room(folder: Path) -> Iterator[Room]:
    room = Room(shelves([folder]), Replays(off="not in this test"))
    yield room
    room.close()


@pytest.fixture(scope="module")
def client(room: Room) -> Client:
    return Client(application(room, Door(hosts=frozenset({HOST}))))
