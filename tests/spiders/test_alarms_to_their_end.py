"""Alarms that are hard to come by: certificates, hosts that are gone, walls, a webhook that fails.

Thirty daily runs lie in the past of each publication, as in test_alarms.py.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archiver.alarms.model import Kept
from archiver.collection import Collection
from tests.spiders.clocks import on
from tests.spiders.crawling import crawl, publish, query
from tests.spiders.hostile_server import feed, ok, redirect, serving, site, status
from tests.spiders.papers import PAST, alarm_of, day_of, page, past, run_of
from tests.warcs.wire_certificates import Authority

FEEDS = ["feed = '/feed'", "feed = '/second'"]


def alarms(folder: Path) -> tuple[Kept, ...]:
    with Collection(folder) as collection:
        return collection.alarms_since(on(0))


def test_a_certificate_is_told_when_it_ends_soon_when_it_is_not_accepted_and_is_over_when_renewed(
    tmp_path: Path,
) -> None:
    folder, authority, paper = tmp_path / "collection", Authority(tmp_path), site({})
    publish(folder, "lamp", [f"feed = 'https://lamp.example/{x}'" for x in ("feed", "second")])
    past(folder, ("lamp",), scheme="https", begin=datetime.now(UTC) - timedelta(days=31))
    day_of(paper, "lamp", PAST, bad=False)
    certificates = {
        "soon": authority.server("lamp.example", left=timedelta(hours=2)),
        "of another name": authority.server("other.example"),
        "renewed": authority.server("lamp.example"),
    }
    said = {}
    for name, context in certificates.items():
        with serving(paper) as plain, serving(paper, context) as secure:
            settings = {"RETRY_TIMES": 0, "CONNECT_TO": {":80": plain, ":443": secure}}
            trust = {"SSL_CERT_FILE": str(authority.path)}
            crawl(folder, ("lamp",), plain, settings, environ=trust)
        said[name] = [(x.id, x.state) for x in alarms(folder)]

    assert said == {
        "soon": [(1, "open")],
        "of another name": [(1, "open"), (2, "open")],
        "renewed": [(1, "recovered"), (2, "recovered")],
    }
    soon, refused = (x.alarm for x in alarms(folder))
    assert (soon.kind, soon.subject) == ("certificate", "lamp.example")
    end = datetime.now(UTC) + timedelta(hours=2)
    assert soon.what.startswith("the certificate of lamp.example ends on 20")
    assert any(f"{end - timedelta(minutes=x):%Y-%m-%d %H:%M}" in soon.what for x in range(10))
    assert (refused.kind, refused.subject) == ("certificate", "https://lamp.example/feed")
    assert refused.what.startswith("no source can be read: tls: ")
    assert refused.cause.startswith("the server has another certificate than before")
    assert refused.evidence[0].startswith("the certificate that lamp.example had on 20")


def test_a_host_that_is_gone_is_told_when_it_is_no_bad_moment_and_over_when_it_is_back(
    tmp_path: Path,
) -> None:
    publish(tmp_path, "gone", FEEDS)
    past(tmp_path, ("gone",), down=3)
    with serving(site({})) as nowhere:
        pass
    run_of(tmp_path, ("gone",), nowhere, PAST, RETRY_TIMES=0)
    alarm = alarm_of(tmp_path, "gone")
    paper = site({})
    day_of(paper, "gone", PAST + 1, bad=False)
    with serving(paper) as address:
        run_of(tmp_path, ("gone",), address, PAST + 1)

    assert (alarm.kind, alarm.subject) == ("unreachable", "gone.example")
    assert alarm.what == "no source can be read: connection refused"
    assert alarm.cause == "the site is down, or cannot be reached from here"
    assert alarm.began == on(PAST - 3)
    assert alarm.first_bad is not None
    assert alarm.first_bad.failure is not None
    assert [x.state for x in alarms(tmp_path)] == ["recovered"]


CONSENT = ok(
    "<html lang=en><head><title>Before you continue</title></head><body><h1>Before you continue"
    "</h1><p>We and our partners use cookies.</p><button>Accept all cookies</button></body></html>"
)


def test_pages_behind_walls_are_visited_again_and_read_when_the_walls_are_gone(
    tmp_path: Path,
) -> None:
    publish(tmp_path, "walls", ["feed = '/feed'"])
    host = "walls.example"
    paths = ("/story/paid", "/story/consent", "/story/login")
    paper = site(
        {
            "/feed": feed([f"http://{host}{path}" for path in paths]),
            "/story/paid": page("Paid", wall=True),
            "/story/consent": CONSENT,
            "/story/login": redirect("/login?next=/story/login"),
            "/login": ok("<html><title>Log in</title><form><input type=password></form></html>"),
            "/robots.txt": status(404, "Not Found"),
        }
    )
    free = (
        "SELECT DISTINCT url FROM readings WHERE json_extract(article, '$.kind') = 'article'"
        " AND json_extract(article, '$.paywalled') IS NOT 1 ORDER BY url"
    )
    with serving(paper) as address:
        run_of(tmp_path, ("walls",), address, PAST)
        before = query(tmp_path, free)
        paper.answers |= {path: page(path.rpartition("/")[2].title()) for path in paths}
        for day in (PAST + 1, PAST + 8):
            run_of(tmp_path, ("walls",), address, day)

    assert before == []
    assert query(tmp_path, free) == [(f"http://{host}{path}",) for path in sorted(paths)]


def test_a_webhook_that_fails_is_told_by_a_later_run_and_given_up_in_the_end(
    tmp_path: Path,
) -> None:
    publish(tmp_path, "robots", FEEDS)
    past(tmp_path, ("robots",))
    hook, paper, told, said = site({}), site({}), [], []
    row = "SELECT webhook, tries, state FROM alarms"
    answers = {
        PAST: status(500, "Fault"),
        PAST + 1: status(500, "Fault"),
        PAST + 2: status(204, "No Content"),
        PAST + 3: status(500, "Fault"),
    }
    with serving(paper) as address, serving(hook) as post:
        (tmp_path / "collection.toml").write_text(f"[alarms]\nwebhook = 'http://{post}/hook'\n")
        for day, answer in answers.items():
            hook.answers["/hook"] = answer
            day_of(paper, "robots", day, bad=day in (PAST + 1, PAST + 3))
            said.append(run_of(tmp_path, ("robots",), address, day).ended.err)
            told.append(query(tmp_path, row))
            with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as db, db:
                db.execute("UPDATE alarms SET tries = 11 WHERE id = 2")
        run_of(tmp_path, ("robots",), address, PAST + 4)

    assert told == [
        [],
        [("waiting", 1, "open")],
        [("sent", 2, "recovered")],  # the rules are again what they were
        [("sent", 2, "recovered"), ("waiting", 1, "open")],
    ]
    assert said[1].endswith("The webhook of [alarms] answered 500; alarm 1 is told later\n")
    assert query(tmp_path, row)[1] == ("given up", 12, "open")
    assert len(hook.log) == 4  # each once in a run
    with Collection(tmp_path) as collection:
        first, _ = collection.alarms_since(on(0))
    assert first.alarm.last_good is not None
    assert first.alarm.last_good.date[:10] == "2026-04-01"
