"""Collections that are not as they should be, and articles that are odd."""

import csv
import shutil
import socket
from contextlib import suppress
from io import StringIO
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from click.testing import CliRunner
from jinja2 import DictLoader, Environment
from starlette.types import Receive, Scope, Send

from archiver.article import Article
from archiver.cli import main
from archiver.collection import Session
from archiver.replay import Viewer
from archiver.report import Report, Yield
from archiver.web.app import application
from archiver.web.guard import Door
from archiver.web.replaying import Replays
from archiver.web.room import Room
from archiver.web.shelves import shelves
from tests.archiver.collection.redaction.making import capture, ticking
from tests.archiver.web import odd
from tests.archiver.web.client import HOST, Answer, Client
from tests.archiver.web.holding import QUAY, SITE, make


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return odd.make(tmp_path_factory.mktemp("odd") / "my-archive")


def opened(*folders: Path, replays: Replays | None = None) -> tuple[Room, Client]:
    room = Room(shelves(folders), replays or Replays(off="not in this test"))
    return room, Client(application(room, Door(hosts=frozenset({HOST}))))


def test_a_collection_that_is_gone_hides_no_other(tmp_path: Path) -> None:
    room, client = opened(make(tmp_path / "kept"), make(tmp_path / "lost"))
    shutil.rmtree(tmp_path / "lost")

    entrance, front = client.get("/"), client.get("/lost/")
    table, lines = client.get("/lost/search.csv"), client.get("/lost/search.jsonl")
    room.close()

    assert entrance.status == 200
    assert "kept 3 articles · 4 versions" in entrance.words
    assert "lost Cannot be shown: " in entrance.words
    assert [each.status for each in (front, table, lines)] == [503, 503, 503]


def test_a_mistake_of_ours_is_a_page_and_no_answer_without_the_policy(folder: Path) -> None:
    templates = Environment(
        loader=DictLoader({"error.html": "{{ title }}", "front.html": "{{ 1 / 0 }}"}),
        autoescape=True,
    )
    room = Room(shelves([folder]), Replays(off="not in this test"), templates)
    app = application(room, Door(hosts=frozenset({HOST})))

    async def logged(scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(ZeroDivisionError):  # the server puts it into its log
            await app(scope, receive, send)

    answer = Client(logged).get("/my-archive/")
    room.close()

    assert (answer.status, "A mistake of ours" in answer.words) == (500, True)
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_only_the_name_of_a_collection_leads_to_a_front(client: Client) -> None:
    assert client.get("/my-archive").headers["location"] == "/my-archive/"
    assert client.get("/favicon.ico").status == 404


def test_articles_of_no_publication_have_a_chart_of_their_own(client: Client) -> None:
    text = client.get("/my-archive/publications").text

    assert "2 articles from 1998 to 2026, at most 1 in one year" in text
    assert f"<bdi>{odd.LONG}</bdi> " in text


@pytest.mark.parametrize("page", ["2", "999999999", "99999999999999", "0", "-1", "NaN"])
def test_there_is_no_page_behind_the_last(client: Client, page: str) -> None:
    runs, authors = (client.get(f"/my-archive/{x}?page={page}").words for x in ("runs", "authors"))

    assert "1 March 2026, 12:00 UTC paper" in runs
    assert "eva Brandt" in authors


def test_names_stand_under_a_letter_or_under_the_sign_for_all_others(client: Client) -> None:
    answer = client.get("/my-archive/authors?begin=E")

    assert "All # E Z" in answer.words
    assert "Élodie Aubert 1 eva Brandt 1" in answer.words
    assert "Zoe" not in answer.words
    assert "王小明" in client.get("/my-archive/authors?begin=%23").words


def test_the_items_of_an_ordered_list_keep_their_numbers(client: Client) -> None:
    text = client.get(f"/my-archive/article?url={quote(f'{SITE}/one', safe='')}").text

    assert '<ul dir="ltr"><li>Loose</li></ul>' in text
    assert '<ol dir="ltr"><li value="3">Third</li><li value="4">Fourth</li></ol>' in text


def test_an_article_without_anything_is_shown(client: Client) -> None:
    words = client.get(f"/my-archive/article?url={quote(f'{SITE}/three', safe='')}").words

    assert f"{SITE}/three The page does not say when it was published" in words
    assert "No text was read from this page." in words


def test_many_publications_are_on_several_pages(tmp_path: Path) -> None:
    session = Session(tmp_path / "many", now=ticking())
    run = session.begin_run(["paper"])
    for number in range(45):
        odd.keep(session, f"p{number:02}", Article(url=f"{SITE}/{number}", title="Rope"))
    brought = [Yield(publication=f"p{number:02}", new=1) for number in range(45)]
    session.end_run(run, Report(started=session.now(), publications=("p",), yields=brought))
    session.close()
    room, client = opened(tmp_path / "many")
    addresses = ("publications", "publications?page=2", "runs", "runs?series=2", "runs?series=9")
    pages = {address: client.get(f"/many/{address}").text for address in addresses}
    room.close()

    heads = {x: page.count("?publication=p") - page.count("channel=") for x, page in pages.items()}
    assert heads == dict(zip(addresses, (40, 5, 24, 21, 21), strict=True))
    assert "Page 2 of 2" in pages["runs?series=9"]
    assert 'href="/many/runs?series=2"' in pages["runs"]


def test_of_many_captures_of_an_address_the_last_are_listed(tmp_path: Path) -> None:
    session = Session(tmp_path / "hourly", now=ticking())
    first, *_, last = [capture(session, f"{SITE}/feed", f"{n}".encode()) for n in range(205)]
    session.close()
    room, client = opened(tmp_path / "hourly")
    pages = [client.get(f"/hourly/capture?record={x.ref.record_id}") for x in (first, last)]
    room.close()

    assert [page.text.count('<th scope="row"><a ') for page in pages] == [200, 200]
    assert ["and 4 earlier ones" in page.words for page in pages] == [True, True]
    assert quote(last.ref.record_id, safe="") in pages[0].text


def test_a_cell_is_no_formula(client: Client) -> None:
    rows = list(csv.DictReader(StringIO(client.get("/my-archive/search.csv?until=1999").text)))

    assert [row["title"] for row in rows] == ["'=1+1"]


def test_asking_for_the_head_of_a_file_reads_no_article(client: Client) -> None:
    answers = [client.get(f"/my-archive/search.{x}", "HEAD") for x in ("csv", "jsonl")]

    assert [(answer.status, answer.body) for answer in answers] == [(200, b""), (200, b"")]


def test_no_browser_keeps_what_was_captured(tmp_path: Path) -> None:
    room, client = opened(make(tmp_path / "mine"))
    url = quote(QUAY, safe="")
    page = client.get(f"/mine/article?url={url}")
    picture = page.text.partition('<img src="')[2].partition('"')[0].replace("&amp;", "&")
    places = [f"/mine/copy?url={url}", f"/mine/source?url={url}", picture, "/mine/search.csv"]

    kept = [client.get(place).headers["cache-control"] for place in places]
    room.close()

    assert picture.startswith("/mine/picture?record=urn")
    assert kept == ["no-store"] * 4


def test_what_is_redacted_is_gone_from_a_room_that_is_open(tmp_path: Path) -> None:
    room, client = opened(make(tmp_path / "mine"))
    url = quote(QUAY, safe="")
    with room.shelves["mine"].opened() as collection:
        record = quote(next(iter(collection.captures(QUAY))).ref.record_id, safe="")
    lists = ("", "search?q=ropes", "authors", "search.atom", "search.csv")
    own = (f"article?url={url}", f"versions?url={url}", f"copy?url={url}", f"source?url={url}")
    told = ("ropes of the quay", "Ada Lindqvist")
    before = [client.get(f"/mine/{page}") for page in (*lists, *own)]
    command = ["redact", QUAY, "-c", str(tmp_path / "mine"), "--reason", "a court's order"]
    result = CliRunner().invoke(main, command)
    after = [client.get(f"/mine/{page}") for page in (*lists, *own)]
    capture = client.get(f"/mine/capture?record={record}")
    room.close()

    assert result.exit_code == 0, result.output
    assert [any(x in answer.words for x in told) for answer in before] == [True] * 9
    assert [any(x in answer.words for x in told) for answer in after] == [False] * 9
    assert [answer.status for answer in (*after, capture)] == [200] * 5 + [404] * 5


def test_nothing_that_was_counted_outlives_a_catalogue_that_is_made_anew(tmp_path: Path) -> None:
    room, client = opened(make(tmp_path / "mine"))
    before = [client.get(f"/mine/{page}").words for page in ("authors", "publications")]
    (odd.make(tmp_path / "other") / "catalogue.sqlite").replace(
        tmp_path / "mine" / "catalogue.sqlite"
    )
    after = [client.get(f"/mine/{page}").words for page in ("authors", "publications")]
    room.close()

    assert ["Ada Lindqvist" in before[0], "3 articles" in before[1]] == [True, True]
    assert ["Ada Lindqvist" in after[0], "3 articles" in after[1]] == [False, False]


@pytest.fixture
def free_ports() -> int:
    """The first of two ports that are free."""
    for _ in range(50):
        with socket.create_server(("127.0.0.1", 0)) as first:
            port = int(first.getsockname()[1])
            with suppress(OSError, OverflowError), socket.create_server(("127.0.0.1", port + 1)):
                return port
    raise AssertionError("no two ports are free")


def test_each_collection_keeps_the_port_of_its_replay(tmp_path: Path, free_ports: int) -> None:
    folders = make(tmp_path / "first"), make(tmp_path / "second")
    scripts = Viewer(ui=b"", worker=b"")
    room, client = opened(*folders, replays=Replays(viewer=lambda: scripts, port=free_ports))

    before = _places(client, "first", "second")
    with (folders[0] / "manifest.jsonl").open("a") as manifest:
        manifest.write("\n")  # as if something had been sealed
    after = _places(client, "first", "second")
    room.close()

    assert before == after == [free_ports, free_ports + 1]


def _places(client: Client, *names: str) -> list[int | None]:
    answers: list[Answer] = [
        client.get(f"/{name}/replay?url={quote(QUAY, safe='')}") for name in names
    ]
    return [_port(answer) for answer in answers]


def _port(answer: Answer) -> int | None:
    return urlsplit(answer.headers.get("location", "")).port
