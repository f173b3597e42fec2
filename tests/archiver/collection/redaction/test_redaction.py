"""Taking an article out of a collection: what goes, what stays, and what is told."""

import json
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archiver.alarms.model import Alarm
from archiver.article import Entry
from archiver.collection import Collection, Session
from archiver.collection.crawling.sources import SourceRead
from archiver.collection.opening import Sealing
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.redaction import Order, Plan, Surroundings, plan, redact
from archiver.errors import CollectionError
from archiver.report import Report
from tests.archiver.collection.redaction.making import (
    FEED,
    GONE,
    KEPT,
    SENTENCES,
    START,
    TITLE,
    capture,
    counting,
    frontier,
    holding,
    newspaper,
    page,
    records,
    store,
    tables,
    ticking,
)
from warcs.proving import manifest

LATER = START + timedelta(days=9)
SHORT = "http://paper.example/1"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newspaper(tmp_path_factory.mktemp("paper") / "c")


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "c"))


def take_down(folder: Path, *wanted: str, also: tuple[str, ...] = (), forget: bool = False) -> Plan:
    order = Order(wanted=wanted, reason="court order", also=also, forget_url=forget)
    around = Surroundings(now=ticking(LATER), new_id=counting(7))
    return redact(folder, order, around)[0]


def test_a_dry_run_tells_what_goes_and_who_quotes_it_and_changes_nothing(folder: Path) -> None:
    before = files(folder)

    found = plan(folder, Order(wanted=(GONE,), reason=""))

    assert sorted(x.type for x in found.removal.gone.values()) == [
        "metadata", "metadata", "request", "request", "response", "response",
    ]  # fmt: skip
    assert [(x.url, x.type, x.trace.sentences) for x in found.quoting] == [(FEED, "response", 2)]
    assert found.urls == [GONE]
    assert files(folder) == before


def files(folder: Path) -> dict[str, bytes]:
    """What is in the folder, but for what SQLite makes to read."""
    return {
        path.name: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def test_the_text_is_left_in_the_copy_that_is_listed_and_nowhere_else(folder: Path) -> None:
    assert len(holding(folder, *SENTENCES, TITLE)) == 4  # two WARC files, catalogue, pages

    found = take_down(folder, GONE)

    (copy,) = found.quoting
    assert holding(folder, *SENTENCES[1:]) == []
    assert holding(folder, SENTENCES[0], TITLE) == [copy.file]
    assert copy.offset in [x.offset for x in records(folder) if x.url == FEED]


def test_copies_that_are_named_beside_go_too_and_their_url_may_be_fetched_again(
    folder: Path,
) -> None:
    found = take_down(folder, GONE, also=("http://paper.example/fe*",))

    assert found.quoting == []
    assert holding(folder, *SENTENCES, TITLE) == []
    with closing(Session(folder, now=ticking(LATER))) as session:
        assert session.frontier.state(GONE) == "redacted"
        assert session.frontier.state(FEED) is None


def test_tombstones_stay_and_everything_else_is_as_it_was(folder: Path) -> None:
    before = [x for x in records(folder) if GONE not in x.url and "run:" not in x.url]

    take_down(folder, GONE)

    after = records(folder)
    stones = [x for x in after if x.url == f"urn:redacted:{GONE}"]
    others = [x for x in after if x not in stones and "run:" not in x.url]
    assert len(stones) == 4  # two captures, two readings
    assert all(b"reason: court order\r\n" in x.block for x in stones)
    assert [(x.fields, x.block) for x in others] == [(x.fields, x.block) for x in before]
    assert manifest.check(folder / "manifest.jsonl", folder / "archive") == []
    with Collection(folder) as collection:
        assert [x.url for x in collection.articles()] == [KEPT]
        assert len(collection.versions(KEPT)) == 2
        assert [hit.url for hit in collection.search("oven").hits] == [KEPT]
        assert collection.search("ropes").hits == ()
        for article in collection.articles():
            assert collection.reread(article) == article


def test_rebuilding_gives_the_same_catalogue_and_the_url_stays_barred(folder: Path) -> None:
    take_down(folder, GONE)
    live = tables(folder)
    segments = {p.name: p.read_bytes() for p in (folder / "indexes").iterdir()}

    rebuild(folder)

    assert tables(folder) == live
    assert {p.name: p.read_bytes() for p in (folder / "indexes").iterdir()} == segments
    (folder / "catalogue.sqlite").unlink()
    rebuild(folder)
    with closing(Session(folder, now=ticking(LATER))) as session:
        assert session.frontier.state(GONE) == "redacted"
        assert session.frontier.state(SHORT) == "redacted"
        assert session.frontier.state(KEPT) == "done"


def test_the_row_of_the_url_and_of_what_led_to_it_says_nothing_any_more(folder: Path) -> None:
    take_down(folder, GONE)

    assert frontier(folder)[GONE] == ("redacted", "[]")
    assert frontier(folder)[SHORT] == ("redacted", "[]")
    assert frontier(folder)[KEPT][0] == "done"


def test_a_run_report_keeps_its_figures_and_hides_what_it_quotes(folder: Path) -> None:
    take_down(folder, GONE)

    with Collection(folder) as collection:
        report = collection.last_run()
    assert report is not None
    assert report.problems == ["(redacted)", "fine"]
    (record,) = [x for x in records(folder) if ":run:" in x.url]
    assert json.loads(record.block)["problems"] == ["(redacted)", "fine"]
    assert record.field("WARC-Redaction") == "urn:uuid:00000007-0000-4000-8000-000000000001"


def test_the_log_and_the_manifest_have_old_and_new_digests(folder: Path) -> None:
    old = {x["name"]: x["sha256"] for x in lines(folder / "manifest.jsonl")}

    take_down(folder, GONE)

    (entry,) = lines(folder / "redactions.jsonl")
    new = {x["name"]: x for x in lines(folder / "manifest.jsonl")}
    assert entry["urls"] == [GONE]
    assert entry["reason"] == "court order"
    assert entry["date"] == "2026-03-10T12:00:00.000000+00:00"
    assert {x["name"]: x["old"] for x in entry["files"]} == old
    assert {x["name"]: x["new"] for x in entry["files"]} == {
        name: x["sha256"] for name, x in new.items()
    }
    assert {x["replaces"] for x in new.values()} == set(old.values())
    assert {x["redaction"] for x in new.values()} == {entry["redaction"]}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_an_url_that_is_to_be_forgotten_is_left_in_other_pages_only(folder: Path) -> None:
    take_down(folder, GONE, forget=True)

    with_url = [x.url for x in records(folder) if GONE.encode() in x.block or GONE in x.url]
    assert with_url == [FEED]
    assert GONE not in frontier(folder)
    assert SHORT not in frontier(folder)
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".gz":
            assert GONE.encode() not in path.read_bytes(), path.name
    with closing(Session(folder, now=ticking(LATER))) as session:
        assert session.frontier.state(GONE) == "redacted"


def test_an_url_that_is_to_be_forgotten_is_in_no_table_of_what_runs_learnt(folder: Path) -> None:
    with closing(Session(folder, now=ticking(START + timedelta(days=2)))) as session:
        found = {"pages": [{"url": GONE, "title": TITLE}, {"url": KEPT, "title": "Last loaf"}]}
        session.probes.keep("paper", json.dumps(found))
        session.visiting.found(GONE, changed=True)
        session.sources.set_gap(GONE, 2)
        session.sources.keep(SourceRead(url=GONE, lens="l", payload="p", named=1, leads=False))
        session.watching.alarms.open(
            Alarm(
                publication="paper", kind="source", subject=GONE, began=START, what="fails",
                cause=f"see {GONE} for it", evidence=(f"{GONE}: {TITLE}", "fine"),
            ),
            START,
        )  # fmt: skip

    take_down(folder, GONE, forget=True)

    held = tables(folder)
    assert [name for name, rows in held.items() if GONE in str(rows) or TITLE in str(rows)] == []
    (probe,) = [x for x in records(folder) if x.url == "urn:news-archiver:probe:paper"]
    assert json.loads(probe.block) == {
        "pages": [
            {"url": "(redacted)", "title": "(redacted)"},
            {"url": KEPT, "title": "Last loaf"},
        ]
    }
    assert held["probes"][0][3] == probe.block.decode()
    assert [tuple(json.loads(str(row[8]))["evidence"]) for row in held["alarms"]] == [
        ("(redacted)", "fine")
    ]


def test_an_url_that_is_to_be_forgotten_is_in_no_report_in_whatever_spelling(folder: Path) -> None:
    never = "http://paper.example/story/never"
    with closing(Session(folder, now=ticking(START + timedelta(days=2)))) as session:
        session.frontier.add("paper", [Entry(url=never, source=FEED, kind="feed")], session.now())
        session.frontier.end(never, "failed", "host name not found")
        run = session.begin_run(["paper"])
        capture(session, "http://paper.example/robots.txt", b"", "text/plain")
        problems = [
            f"{SHORT}: redirects",
            "HTTP://Paper.example:80/story/%67one?utm_source=x: odd",
            f"as in {never}, which fails",
            f"{FEED}: fine",
        ]
        session.end_run(run, Report(started=START + timedelta(days=2), problems=problems))

    take_down(folder, GONE, never, forget=True)

    hidden = ["(redacted)"] * 3 + [f"{FEED}: fine"]
    with Collection(folder) as collection:
        report = collection.last_run()
    assert report is not None
    assert report.problems == hidden
    told = [json.loads(x.block)["problems"] for x in records(folder) if ":run:" in x.url]
    assert hidden in told
    with_url = [x.url for x in records(folder) if b"/story/never" in x.block]
    assert with_url == []


def test_what_was_taken_down_is_not_due_any_more(folder: Path) -> None:
    with closing(Session(folder, now=ticking(START + timedelta(days=2)))) as session:
        session.frontier.end(GONE, "done", "article", due=START.timestamp())

    take_down(folder, GONE)

    with closing(Session(folder, now=ticking(LATER))) as session:
        session.frontier.begin(["paper"])
        assert [one.url for one in session.frontier.pending(["paper"])] == []
        assert not session.frontier.more(["paper"])


def test_an_url_of_which_nothing_was_captured_is_barred(folder: Path) -> None:
    take_down(folder, "http://paper.example/story/never#part")

    with closing(Session(folder, now=ticking(LATER))) as session:
        assert session.frontier.state("http://paper.example/story/never") == "redacted"
    (stone,) = [x for x in records(folder) if "/never" in x.url]
    assert b"barred: yes\r\n" in stone.block


def test_what_was_lifted_may_be_fetched_again_also_after_a_rebuild(folder: Path) -> None:
    take_down(folder, GONE)

    with closing(Session(folder, now=ticking(LATER + timedelta(days=1)))) as session:
        assert len(session.lift([GONE], "reversed")) == 2
        assert session.frontier.state(GONE) == "pending"
        assert session.frontier.state(SHORT) == "pending"  # what led to it
    live = tables(folder)
    rebuild(folder)

    assert tables(folder) == live
    with closing(Session(folder, now=ticking(LATER + timedelta(days=2)))) as session:
        store(session, GONE, page(TITLE, SENTENCES, GONE))
        assert session.frontier.state(GONE) == "done"
    rebuild(folder)
    with Collection(folder) as collection:
        assert len(collection.versions(GONE)) == 1


def test_what_was_captured_after_a_lifting_can_be_taken_down_again(folder: Path) -> None:
    take_down(folder, GONE)
    with closing(Session(folder, now=ticking(LATER + timedelta(days=1)))) as session:
        session.lift([GONE], "reversed")
        store(session, GONE, page(TITLE, SENTENCES, GONE))

    order = Order(wanted=(GONE,), reason="again")
    around = Surroundings(now=ticking(LATER + timedelta(days=2)), new_id=counting(8))
    redact(folder, order, around)

    assert holding(folder, *SENTENCES[1:]) == []
    with closing(Session(folder, now=ticking(LATER + timedelta(days=3)))) as session:
        assert session.frontier.state(GONE) == "redacted"


def test_what_is_said_last_holds_also_after_a_clock_that_was_ahead(folder: Path) -> None:
    take_down(folder, GONE)
    with closing(Session(folder, now=ticking(LATER + timedelta(days=1000)))) as session:
        session.lift([GONE], "reversed")
    redact(
        folder,
        Order(wanted=(GONE,), reason="again"),
        Surroundings(now=ticking(LATER + timedelta(days=2)), new_id=counting(8)),
    )
    with closing(Session(folder, now=ticking(LATER + timedelta(days=3)))) as session:
        assert session.frontier.state(GONE) == "redacted"
        session.lift([GONE], "reversed again")
        assert session.frontier.state(GONE) == "pending"


def test_nothing_to_lift_is_one_line(folder: Path) -> None:
    with (
        closing(Session(folder, now=ticking(LATER))) as session,
        pytest.raises(CollectionError, match=r"no redaction holds for http://x\.example/"),
    ):
        session.lift(["http://x.example/"], "why")


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("http://paper.example/story/*", 4),
        ("*://paper.example/*/go*", 2),
        ("HTTP://Paper.Example:80/story/%67one?utm_source=x", 2),
        ("http://paper.example/story/gon", 0),
    ],
    ids=["everything under", "in the middle", "another spelling", "a beginning only"],
)
def test_which_urls_fit(folder: Path, pattern: str, count: int) -> None:
    found = plan(folder, Order(wanted=(pattern,), reason=""))

    assert len(found.captures) == count


def test_a_pattern_that_fits_nothing_is_one_line(folder: Path) -> None:
    with pytest.raises(CollectionError, match=r"nothing here fits http://x\.example/\*"):
        take_down(folder, "http://x.example/*")


def test_what_is_no_address_is_one_line(folder: Path) -> None:
    with pytest.raises(CollectionError, match="nothing here has this address"):
        take_down(folder, "paper.example/story")


def test_merged_indexes_forget_the_url_too(folder: Path) -> None:
    for number in range(8):
        with closing(Session(folder, now=ticking(START + timedelta(days=number + 2)))) as session:
            capture(session, f"http://paper.example/{number}", b"<p>x")
    assert [p for p in (folder / "indexes").rglob("*.cdxj") if b"/gone" in p.read_bytes()] != []
    assert list((folder / "indexes" / "merged").glob("*.cdxj"))

    take_down(folder, GONE, forget=True)

    assert [
        p for p in (folder / "indexes").rglob("*") if p.is_file() and b"/gone" in p.read_bytes()
    ] == []
    assert list((folder / "indexes" / "merged").glob("*.cdxj"))


def test_a_file_that_runs_go_on_in_is_sealed_and_redacted(folder: Path) -> None:
    going_on = Sealing(keep_open=True)
    with closing(Session(folder, now=ticking(LATER), sealing=going_on)) as session:
        store(session, f"{GONE}/again", page(TITLE, SENTENCES, GONE))
    assert list((folder / "archive").glob("*.open")) != []

    take_down(folder, f"{GONE}*")

    assert list((folder / "archive").glob("*.open")) == []
    assert holding(folder, *SENTENCES[1:]) == []
    with closing(Session(folder, now=ticking(LATER), sealing=going_on)) as session:
        assert session.frontier.state(f"{GONE}/again") == "redacted"


def test_metadata_that_quotes_is_named_by_the_url_it_is_about(folder: Path) -> None:
    with closing(Session(folder, now=ticking(LATER))) as session:
        session.recorder.add_metadata(
            "urn:notes:http://paper.example/notes", TITLE.encode(), content_type="text/plain"
        )

    found = take_down(folder, GONE, also=("http://paper.example/notes", FEED))

    assert found.quoting == []
    assert holding(folder, TITLE) == []


def test_a_collection_in_use_is_left_alone(folder: Path) -> None:
    with (
        closing(Session(folder, now=ticking(LATER))),
        pytest.raises(CollectionError, match="in use by another run"),
    ):
        take_down(folder, GONE)


def test_a_file_that_is_missing_stops_it(folder: Path) -> None:
    first = min((folder / "archive").iterdir())
    first.rename(folder.parent / first.name)

    with pytest.raises(CollectionError, match=r"is missing .*archiver rebuild"):
        take_down(folder, GONE)


def test_what_cannot_be_searched_is_told(folder: Path) -> None:
    path = min((folder / "archive").iterdir())
    content = bytearray(path.read_bytes())
    content[-40:-20] = bytes(20)
    path.write_bytes(content)
    (folder / "archive" / "torn.warc.gz.damaged").write_bytes(b"\x1f\x8btorn")
    (folder / "old.wacz").write_bytes(b"PK")
    (folder / "packages.jsonl").write_text('{"path": "/backup/paper.wacz", "date": "2026-03-02"}\n')

    found = plan(folder, Order(wanted=(GONE,), reason=""))

    assert len(found.problems) == 3
    assert found.problems[0].startswith(f"{path.name}: offset ")
    assert found.problems[1:] == [
        "archive/torn.warc.gz.damaged: was not searched",
        "old.wacz: was not searched",
    ]
    assert found.packages == ["/backup/paper.wacz 2026-03-02"]


def test_a_page_that_was_reached_from_the_named_address_is_hinted_at(folder: Path) -> None:
    found = plan(folder, Order(wanted=(SHORT,), reason=""))

    assert found.hints == {GONE}


def test_a_page_nobody_read_is_searched_for_by_its_text(folder: Path) -> None:
    with closing(Session(folder, now=ticking(LATER))) as session:
        capture(session, "http://paper.example/note", f"<h2>{SENTENCES[2]}</h2>".encode())

    found = plan(folder, Order(wanted=("http://paper.example/note",), reason=""))

    assert {x.url.rpartition("/")[2] for x in found.quoting} == {"gone"}


def test_a_copy_of_the_whole_catalogue_that_a_rebuild_left_is_erased(folder: Path) -> None:
    old = folder / "catalogue.sqlite.old"
    shutil.copy(folder / "catalogue.sqlite", old)

    take_down(folder, GONE)

    assert sorted(x.name for x in folder.iterdir()) == [
        ".lock", "archive", "catalogue.sqlite", "indexes", "manifest.jsonl", "pages",
        "publications", "redactions.jsonl",
    ]  # fmt: skip


def test_what_an_import_and_a_rebuild_left_half_done_is_erased(
    folder: Path, tmp_path: Path
) -> None:
    original = tmp_path / "other.warc.gz"
    original.write_text(TITLE)
    (folder / "incoming" / "1").mkdir(parents=True)
    (folder / "incoming" / "1" / "some.warc.gz").write_text(TITLE)
    (folder / "incoming" / "linked.warc.gz").hardlink_to(original)
    (folder / "pages" / "pages.jsonl.new").write_text(TITLE)
    (folder / "indexes" / "some.cdxj.new").write_text(TITLE)

    found = take_down(folder, GONE)

    assert holding(folder, TITLE) == [x.file for x in found.quoting]
    assert not (folder / "incoming").exists()
    assert list((folder / "indexes").glob("*.new")) == []
    assert original.read_text() == TITLE


def test_a_backup_by_hard_links_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    path = min((folder / "archive").iterdir())
    content = path.read_bytes()
    (tmp_path / "backup").hardlink_to(path)

    take_down(folder, GONE)

    assert (tmp_path / "backup").read_bytes() == content
    assert path.read_bytes() != content


def test_a_payload_that_another_url_needs_stays_there_as_a_response(folder: Path) -> None:
    text = ("The tide table of the eastern quay was printed with the wrong month again.",) * 5
    twin = "http://paper.example/story/twin"
    with closing(Session(folder, now=ticking(LATER))) as session:
        # The page says nothing of its address, so it is the same under both.
        store(session, f"{GONE}/tides", page("Tides", text, "/"))
        store(session, twin, page("Tides", text, "/"))
        store(session, twin, page("Tides", text, "/"))
    types = [x.type for x in records(folder) if x.url == twin]

    found = take_down(folder, f"{GONE}/tides")

    assert types == ["revisit", "request", "revisit", "request"]
    assert [x.revisit.url for x in found.consequences.promoted] == [twin]
    assert [(x.url, x.same_payload) for x in found.quoting if x.type == "revisit"] == [
        (twin, True),
        (twin, True),
    ]
    response, _, again, _ = [x for x in records(folder) if x.url == twin]
    assert (response.type, again.type) == ("response", "revisit")
    assert again.field("WARC-Refers-To") == f"<{response.id}>"
    live = tables(folder)
    with Collection(folder) as collection:
        article = collection.versions(twin)[-1].article
        assert article.text == "\n\n".join(text)
        assert collection.reread(article) == article
        assert collection.versions(f"{GONE}/tides") == ()
    rebuild(folder)
    assert tables(folder) == live
