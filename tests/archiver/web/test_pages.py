import csv
from html import unescape
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest

from archiver.article import Article
from archiver.web.app import application
from archiver.web.guard import Door
from archiver.web.replaying import Replays
from archiver.web.room import Room
from archiver.web.shelves import shelves
from tests.archiver.web.client import HOST, Client
from tests.archiver.web.holding import LOAF, PICTURE, PORT, QUAY, SECOND, SITE, make


def at(page: str, url: str, more: str = "") -> str:
    return f"/my-archive/{page}?url={quote(url, safe='')}{more}"


def test_the_entrance_leads_to_the_only_collection(client: Client) -> None:
    answer = client.get("/")

    assert answer.status == 307
    assert answer.headers["location"] == "/my-archive/"


def test_the_front_says_what_is_there(client: Client) -> None:
    words = client.get("/my-archive/").words

    assert "articles 3" in words
    assert "versions 4" in words
    assert "Articles by day" in words
    assert "The ropes of the quay 27 February 2026, 09:30 UTC+01:00" in words
    assert "1 alarm is open : paper : the feed does not come: HTTP 404" in words


def test_an_article_is_shown_with_its_structure(client: Client) -> None:
    answer = client.get(at("article", QUAY))

    assert answer.status == 200
    assert "<h1>The ropes of the quay</h1>" in answer.text
    assert '<h2 dir="ltr">What is counted</h2>' in answer.text
    assert "<li>The lamps, of which there may be two.</li></ul>" in answer.text
    assert '<blockquote dir="ltr"><p>I have counted' in answer.text
    assert "<td>eastern</td><td>40</td>" in answer.text
    assert "By Ada Lindqvist" in answer.words
    assert "noarchive (meta:robots)" in answer.words


def test_a_date_has_the_zone_that_the_page_gives(client: Client) -> None:
    words = client.get(at("article", QUAY)).words

    assert "Published 27 February 2026, 09:30 UTC+01:00 (zone as the page has it)" in words
    assert "The page does not say when it was published" in client.get(at("article", LOAF)).words


def test_what_is_archived_opens_here_and_the_rest_at_its_site(client: Client) -> None:
    text = unescape(client.get(at("article", QUAY)).text)

    assert f'<a class="here" href="{at("article", LOAF)}">sells its last loaf on Saturday' in text
    assert '<a class="out" href="http://elsewhere.example/story/scales" rel="noreferrer' in text


def test_a_text_runs_as_its_script_does(client: Client) -> None:
    text = client.get(at("article", PORT)).text

    assert '<article class="story" lang="ar" dir="rtl">' in text


def test_an_earlier_version_says_that_it_is_one(client: Client) -> None:
    newest, first = client.get(at("article", QUAY)), client.get(at("article", QUAY, "&version=1"))

    assert SECOND in newest.text
    assert SECOND not in first.text
    assert "This is version 1 of 2." in first.words


def test_versions_are_compared_by_sentence(client: Client) -> None:
    answer = client.get(at("versions", QUAY))

    assert f"<ins>{SECOND}</ins>" in answer.text
    assert "In the text 1 sentence came, 0 went." in answer.words


def test_a_capture_is_verified_when_it_is_looked_at(client: Client, room: Room) -> None:
    with room.shelves["my-archive"].opened() as collection:
        (capture,) = collection.captures(PICTURE)

    answer = client.get(f"/my-archive/capture?record={capture.ref.record_id}")

    assert "Verified just now: the record is whole" in answer.words
    assert capture.ref.digest is not None
    assert capture.ref.digest in answer.words


def test_a_damaged_capture_is_told(tmp_path: Path) -> None:
    folder = make(tmp_path / "damaged")
    for path in (folder / "archive").iterdir():
        path.write_bytes(path.read_bytes()[:10] + bytes(path.stat().st_size - 10))
    room = Room(shelves([folder]), Replays(off="not in this test"))
    with room.shelves["damaged"].opened() as collection:
        last = list(collection.captures())[-1]
    client = Client(application(room, Door(hosts=frozenset({HOST}))))

    answer = client.get(f"/damaged/capture?record={last.ref.record_id}")
    article = client.get(f"/damaged/article?url={quote(QUAY, safe='')}")
    source = client.get(f"/damaged/source?url={quote(QUAY, safe='')}")
    room.close()

    assert answer.status == 200
    assert "Not verified:" in answer.words
    assert article.status == 200
    assert source.status == 503
    assert "Cannot be shown" in source.words


def test_a_picture_comes_from_the_archive(client: Client) -> None:
    page = unescape(client.get(at("article", QUAY)).text)
    address = page.partition('<img src="')[2].partition('"')[0]

    answer = client.get(address)

    assert 'alt="Coils of rope"' in page
    assert "Forty coils in a shed." in page
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_runs_show_what_failed_with_examples(client: Client) -> None:
    runs, run = client.get("/my-archive/runs"), client.get("/my-archive/run?number=1")

    assert "2 runs" in runs.words
    assert "last: 0 new articles, 1 new version, 0 failed" in runs.words
    assert "1 HTTP 503" in run.words
    assert f"{SITE}/story/none" in run.words


def test_alarms_show_their_evidence(client: Client) -> None:
    words = client.get("/my-archive/alarms").words

    assert "paper : the feed does not come: HTTP 404" in words
    assert "Likely cause: it was moved or taken away." in words
    assert "failed in the last 2 runs" in words


def test_days_lead_to_their_articles(client: Client) -> None:
    text = unescape(client.get("/my-archive/days?year=2026").text)

    assert "/my-archive/search?since=2026-02-27&until=2026-02-27" in text


@pytest.mark.parametrize(
    "address",
    [
        "/nobody/",
        "/my-archive/nothing",
        "/my-archive/article?url=http://paper.example/story/never",
        "/my-archive/article",
        "/my-archive/article?url=http://paper.example/story/quay&version=9",
        "/my-archive/capture?record=urn:uuid:1",
        "/my-archive/picture?record=../../etc/passwd",
        "/my-archive/run?number=99999999999999999999",
        "/my-archive/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%2froom.py",
        "/static/app.py",
    ],
)
def test_what_is_not_there_is_404(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status == 404
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_several_collections_stand_side_by_side(tmp_path: Path) -> None:
    first, second = make(tmp_path / "one" / "papers"), make(tmp_path / "two" / "papers")
    room = Room(shelves([first, second]), Replays(off="not in this test"))
    client = Client(application(room, Door(hosts=frozenset({HOST}))))

    words = client.get("/").words
    statuses = [client.get(f"/{name}/").status for name in ("papers", "papers-2")]
    room.close()

    assert words.count("3 articles · 4 versions") == 2
    assert statuses == [200, 200]


def test_what_is_not_there_costs_no_new_connection(client: Client, room: Room) -> None:
    shelf = room.shelves["my-archive"]
    with shelf.opened() as before:
        pass

    status = client.get("/my-archive/article?url=http://paper.example/story/never").status
    with shelf.opened() as after:
        pass

    assert status == 404
    assert after is before


def test_a_catalogue_that_was_made_anew_is_seen(tmp_path: Path) -> None:
    folder, other = make(tmp_path / "mine"), make(tmp_path / "other")
    room = Room(shelves([folder]), Replays(off="not in this test"))
    with room.shelves["mine"].opened() as before:
        pass
    (other / "catalogue.sqlite").replace(folder / "catalogue.sqlite")
    with room.shelves["mine"].opened() as after:
        pass
    with room.shelves["mine"].opened() as again:
        pass
    room.close()

    assert after is not before
    assert again is after


def test_a_search_marks_what_matches_and_counts_what_there_is(client: Client) -> None:
    answer = client.get("/my-archive/search?q=ropes")

    assert "1 article · by how well they fit or date" in answer.words
    assert "<mark>ropes</mark>" in answer.text
    assert 'href="/my-archive/search?q=ropes&amp;author=Ada+Lindqvist"' in answer.text


def test_the_state_of_a_search_stands_in_its_address(client: Client) -> None:
    answer = client.get("/my-archive/search?q=the&author=Ada+Lindqvist&since=2026&sort=date")

    assert "author: Ada Lindqvist" in answer.words
    assert 'href="/my-archive/search?q=the&amp;since=2026&amp;sort=date"' in answer.text
    assert "1 article" in answer.words


def test_without_a_question_all_articles_are_listed(client: Client) -> None:
    assert "All articles 3 articles" in client.get("/my-archive/search").words


def test_who_finds_nothing_is_told_how_to_ask(client: Client) -> None:
    words = client.get("/my-archive/search?q=zeppelin").words

    assert "Nothing was found." in words
    assert "title:word" in words


def test_authors_lead_to_their_articles(client: Client) -> None:
    text = client.get("/my-archive/authors").text

    assert '<a href="/my-archive/search?author=Ada+Lindqvist"><bdi>Ada Lindqvist</bdi></a>' in text


def test_publications_lead_to_their_channels(client: Client) -> None:
    answer = client.get("/my-archive/publications")

    assert "3 articles, 27 February 2026 to 1 March 2026" in answer.words


def test_a_search_is_a_feed(client: Client) -> None:
    answer = client.get("/my-archive/search.atom?q=ropes")
    feed = feedparser.parse(answer.body)

    assert answer.headers["content-type"] == "application/atom+xml"
    assert feed.bozo is False
    assert feed.feed.title == "my-archive: “ropes”"
    (entry,) = feed.entries
    assert entry.title == "The ropes of the quay"
    assert entry.link == f"http://{HOST}{at('article', QUAY)}"
    assert entry.published == "2026-02-27T09:30:00+01:00"
    assert entry.updated == "2026-03-02T12:00:06+00:00"
    assert entry.author == "Ada Lindqvist"


def test_a_feed_invents_no_time(client: Client) -> None:
    feed = feedparser.parse(client.get("/my-archive/search.atom?q=loaf").body)

    assert [("published" in entry, "updated" in entry) for entry in feed.entries[:1]] == [
        (False, True)
    ]


def test_a_search_is_a_table(client: Client) -> None:
    answer = client.get("/my-archive/search.csv?q=ropes")
    rows = list(csv.DictReader(StringIO(answer.text)))

    assert answer.headers["content-disposition"] == 'attachment; filename="articles.csv"'
    assert [row["title"] for row in rows] == ["The ropes of the quay"]


def test_a_search_is_lines_of_json(client: Client) -> None:
    lines = client.get("/my-archive/search.jsonl").text.splitlines()

    assert {Article.from_json(line).url for line in lines} == {QUAY, LOAF, PORT}


def test_the_parser_s_view_tells_where_each_field_was_read(client: Client) -> None:
    words = client.get(at("source", QUAY)).words

    assert "title The ropes of the quay h1 1 place is marked" in words
    assert (
        "published 2026-02-27T09:30:00+01:00 meta:article:published_time <meta property=" in words
    )
    assert "images 1 picture img 1 place is marked" in words


def test_the_copy_of_a_page_is_marked_and_can_do_nothing(client: Client) -> None:
    answer = client.get(at("copy", QUAY))

    assert '<h1 data-archiver-field="title">The ropes of the quay</h1>' in answer.text
    assert '<img alt="Coils of rope" width="640" height="360" src="data:image/png;base64,' in (
        answer.text
    )
    assert "<style>h1 { letter-spacing: 1px }</style>" in answer.text
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; base-uri 'none'; style-src 'unsafe-inline'; img-src data:;"
        " form-action 'none'; frame-ancestors 'self'; sandbox"
    )


def test_a_page_that_cannot_be_replayed_says_why(client: Client) -> None:
    answer = client.get(at("replay", QUAY))

    assert answer.status == 503
    assert "not in this test" in answer.words
