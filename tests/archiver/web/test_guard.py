import asyncio
from base64 import b64encode

import pytest

from archiver.web.app import application
from archiver.web.guard import Door, Guard, names
from archiver.web.room import Room
from tests.archiver.web.client import HOST, Client


def basic(password: str, user: str = "reader") -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


@pytest.fixture
def closed(room: Room) -> Client:
    door = Door(hosts=frozenset({HOST}), password="forty ropes: ü")
    app = application(room, door)
    assert isinstance(app, Guard)
    return Client(Guard(app.app, door, pause=0))


@pytest.mark.parametrize("host", ["evil.example:8000", "127.0.0.1", "127.0.0.1:8001", ""])
def test_a_foreign_name_gets_no_answer(client: Client, host: str) -> None:
    answer = client.get("/my-archive/", host=host)

    assert (answer.status, answer.body) == (421, b"")


@pytest.mark.parametrize(
    ("server", "host", "status"),
    [
        ("192.0.2.7", "192.0.2.7:8000", 200),
        ("::ffff:192.0.2.7", "192.0.2.7:8000", 200),
        ("2001:db8::7", "[2001:DB8::7]:8000", 200),
        ("fe80::7%eth0", "[fe80::7]:8000", 200),
        ("192.0.2.7", "192.0.2.8:8000", 421),
        ("192.0.2.7", "192.0.2.7:8001", 421),
        ("192.0.2.7", "192.0.2.7.evil.example:8000", 421),
    ],
)
def test_the_address_that_was_connected_to_is_a_name(
    room: Room, server: str, host: str, status: int
) -> None:
    app = application(room, Door(hosts=frozenset({HOST})))

    assert Client(app, server=(server, 8000)).get("/my-archive/", host=host).status == status


def test_two_names_get_no_answer(client: Client) -> None:
    assert client.get("/my-archive/", HOST=HOST).status == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_there_is_nothing_but_reading(client: Client, method: str) -> None:
    answer = client.get("/my-archive/", method)

    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_head_is_answered(client: Client) -> None:
    assert client.get("/my-archive/", "HEAD").status == 200


def test_a_service_worker_cannot_be_registered(client: Client) -> None:
    assert client.get("/static/room.css", service_worker="script").status == 403


@pytest.mark.parametrize(
    "address", ["/", "/my-archive/", "/static/room.css", "/nothing", "/my-archive/nothing"]
)
def test_every_answer_has_the_policy(client: Client, address: str) -> None:
    headers = client.get(address).headers

    assert headers["content-security-policy"].startswith("default-src 'none'; base-uri 'none'")
    assert "script-src" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    "authorization",
    [
        basic("forty ropes"),
        basic(""),
        basic("FORTY ROPES: Ü"),
        "Basic ///",
        "Basic",
        "Bearer " + b64encode(b"reader:forty ropes: \xc3\xbc").decode(),
    ],
)
def test_a_wrong_password_is_asked_for_again(closed: Client, authorization: str) -> None:
    answer = closed.get("/my-archive/", authorization=authorization)

    assert answer.status == 401
    assert answer.headers["www-authenticate"] == 'Basic realm="Reading room", charset="UTF-8"'
    assert b"my-archive" not in answer.body


def test_no_page_is_without_the_password(closed: Client) -> None:
    pages = ["/", "/static/room.css", "/my-archive/", "/my-archive/search.csv", "/nothing"]

    assert [closed.get(page).status for page in pages] == [401] * 5


@pytest.mark.parametrize("user", ["reader", "", "somebody"])
def test_the_password_opens_whatever_the_user_is_called(closed: Client, user: str) -> None:
    answer = closed.get("/my-archive/", authorization=basic("forty ropes: ü", user))

    assert answer.status == 200


def test_who_tries_many_passwords_at_once_is_turned_away(room: Room) -> None:
    door = Door(hosts=frozenset({HOST}), password="x")
    guard = Guard(application(room, door), door, pause=0.2)
    client = Client(guard)

    async def all_at_once() -> list[int]:
        asked = [client.ask("/", authorization=basic("y")) for _ in range(70)]
        return [answer.status for answer in await asyncio.gather(*asked)]

    statuses = asyncio.run(all_at_once())

    assert (statuses.count(401), statuses.count(429)) == (64, 6)


def test_names_have_the_port_as_browsers_write_it() -> None:
    assert names({"127.0.0.1", "::1"}, 8000) == {"127.0.0.1:8000", "[::1]:8000"}
    assert names({"Archive.example"}, 80) == {"archive.example:80", "archive.example"}
