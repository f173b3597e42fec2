"""What was taken down is not asked for again, proved by the log of the server."""

import json
from pathlib import Path

from tests.spiders.crawling import Ended, archiver, crawl, frontier, publish, records
from tests.spiders.hostile_server import Site, feed, redirect, serving, site, story

HOST = "http://lamp.example"
GONE = f"{HOST}/story/gone"
PATHS = ["/story/gone", "/story/kept", "/story/moved"]


def newspaper() -> Site:
    return site(
        {
            "/feed.xml": feed([(path, "Sun, 01 Mar 2026 10:00:00 +0000") for path in PATHS]),
            "/story/gone": story("What nobody shall read"),
            "/story/kept": story("What everybody may read"),
            "/story/moved": redirect("/story/gone"),
            "/story/new": redirect("/story/gone?utm_source=feed"),
        }
    )


def run(folder: Path, served: Site) -> tuple[dict[str, object], set[str]]:
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    served.log.clear()
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address)
    assert done.ended.code == 0, done.ended.err
    report = json.loads(done.report.to_json())
    return report, {path for path in served.asked() if path.startswith("/story/")}


def redact(folder: Path, *words: str) -> Ended:
    done = archiver("redact", *words, "-c", folder)
    assert done.code == 0, done.err
    return done


def test_a_redacted_url_is_not_fetched_again_until_that_is_lifted(tmp_path: Path) -> None:
    folder, served = tmp_path / "c", newspaper()
    run(folder, served)
    redact(folder, GONE, "--reason", "court order")
    served.answers["/feed.xml"] = feed(
        [(path, "Mon, 02 Mar 2026 10:00:00 +0000") for path in [*PATHS, "/story/new"]]
    )

    report, asked = run(folder, served)

    # The new address is asked for; where it leads is not.
    assert asked == {"/story/new"}
    assert report["redacted"] == 3  # named: gone, and moved, which led to it; reached: new
    assert report["failures"] == {}
    assert {path: row.state for path, row in frontier(folder).items()} == {
        "/story/gone": "redacted",
        "/story/kept": "done",
        "/story/moved": "redacted",
        "/story/new": "redacted",
    }
    texts = [x for x in records(folder) if b"What nobody shall read" in x.block]
    assert texts == []

    redact(folder, GONE, "--lift", "--reason", "reversed")
    _, asked = run(folder, served)

    assert {x.partition("?")[0] for x in asked} == {"/story/gone", "/story/moved", "/story/new"}
    assert frontier(folder)["/story/gone"].state == "done"


def test_a_redacted_source_is_not_read(tmp_path: Path) -> None:
    folder, served = tmp_path / "c", newspaper()
    run(folder, served)
    redact(folder, f"{HOST}/feed.xml", "--reason", "it quotes")
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    served.log.clear()

    with serving(served) as address:
        done = crawl(folder, ["lamp"], address)

    assert done.report.outcome == "no source could be read"
    assert done.report.problems == [f"{HOST}/feed.xml: redacted: it was taken down"]
    assert set(served.asked()) == set()


def test_mistakes_are_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    run(folder, newspaper())

    assert archiver("redact", GONE, "-c", folder).lines[-1] == (
        "Error: give the reason, which stays in the archive: --reason TEXT"
    )
    assert archiver("redact", "-c", folder, "--dry-run").lines[-1] == (
        "Error: name an URL or a PATTERN"
    )
    assert archiver("redact", GONE, "-c", tmp_path / "none", "--reason", "x").code == 1
    nothing = archiver("redact", f"{HOST}/none/*", "-c", folder, "--reason", "x")
    assert nothing.lines == [f"Error: {folder}: nothing here fits {HOST}/none/*"]
    assert nothing.code == 1


def test_a_dry_run_prints_what_would_go(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    run(folder, newspaper())

    printed = redact(folder, GONE, "--dry-run").out.splitlines()

    assert printed[0] == (
        "would be taken out: 3 metadata, 2 request, 1 response, 1 revisit, of 1 URLs, in 1 WARC "
        f"files of {folder}"
    )
    assert printed[1] == f"  {GONE}"
    assert printed[-1] == "Nothing was changed."
