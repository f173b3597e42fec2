"""Alarms end to end: publications on loopback that change, and what is told after a run.

Thirty daily runs lie in the past of each: their reports are kept as a crawl keeps them. Then three
crawls come, and before the second each publication meets its misfortune.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.spiders.clocks import on
from tests.spiders.crawling import archiver, publish, query
from tests.spiders.hostile_server import Site, serving, site
from tests.spiders.papers import PAST, alarm_of, day_of, past, run_of

MISFORTUNES = (
    "dead-feed", "robots", "field", "wall", "refused", "quiet", "stopped", "down", "fine",
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[str], Site]]:
    """The collection after all three runs, and what was open after each."""
    folder = tmp_path_factory.mktemp("alarms")
    for slug in MISFORTUNES:
        publish(folder, slug, [f"feed = '/{name}'" for name in ("feed", "second")])
    (folder / "collection.toml").write_text(
        f"[alarms]\non_alarm = '''{sys.executable} -c \"{KEEP}\"'''\n"
    )
    past(folder, MISFORTUNES)
    paper, after = site({}), []
    with serving(paper) as address:
        for day in (PAST, PAST + 1, PAST + 2):
            for slug in MISFORTUNES:
                day_of(paper, slug, day, bad=day > PAST)
            ended = run_of(folder, MISFORTUNES, address, day)
            after.append(ended.ended.err)
            rows = query(folder, "SELECT publication FROM alarms ORDER BY publication")
            after.append(" ".join(slug for (slug,) in rows))
        yield folder, after, paper


KEEP = "import sys; open('told.jsonl', 'ab').write(sys.stdin.buffer.read())"


Told = tuple[Path, list[str], Site]


def test_each_misfortune_is_told_within_two_runs_and_once(told: Told) -> None:
    _, (_, first, _, second, _, third), _ = told

    assert first == ""
    assert second == "field robots wall"
    assert third == "dead-feed down field quiet refused robots stopped wall"


def test_a_dead_feed_is_told_with_its_last_good_and_first_bad_answer(told: Told) -> None:
    alarm = alarm_of(told[0], "dead-feed")

    assert (alarm.kind, alarm.subject) == ("source", "http://dead-feed.example/feed")
    assert alarm.what == "the feed does not come: HTTP 404"
    assert alarm.cause == "it was moved or taken away"
    assert "1 other source names 10 new articles in this run" in alarm.evidence
    good, bad = alarm.last_good, alarm.first_bad
    assert good is not None
    assert bad is not None
    assert (good.status, good.date[:10]) == (200, "2026-04-01")
    assert (bad.status, bad.date[:10]) == (404, "2026-04-02")


def test_a_changed_robots_txt_is_told_with_what_it_shuts_out(told: Told) -> None:
    alarm = alarm_of(told[0], "robots")

    assert (alarm.kind, alarm.subject) == ("robots", "robots.example")
    assert alarm.diff == ("@@ -2 +2,2 @@", " Disallow: /admin", "+Disallow: /story/")
    assert "not allowed any more: http://robots.example/story/31-0" in alarm.evidence
    assert alarm.cause == "the site does not want 20 of 22 addresses fetched any more"
    assert alarm.first_bad is not None
    assert alarm.first_bad.url == "http://robots.example/robots.txt"


def test_a_field_that_vanished_is_told_with_an_article_before_and_after(told: Told) -> None:
    alarm = alarm_of(told[0], "field")

    assert (alarm.kind, alarm.fields) == ("field", ("authors",))
    assert alarm.observed == 10  # those of before, which are visited once more
    assert alarm.expected is not None
    assert 19 < alarm.expected < 20
    assert alarm.last_good is not None
    assert alarm.last_good.url.startswith("http://field.example/story/30-")
    assert alarm.first_bad is not None
    assert alarm.first_bad.url.startswith("http://field.example/story/31-")


def test_other_misfortunes_are_named(told: Told) -> None:
    names = ("wall", "refused", "down", "quiet", "stopped")
    found = {x: alarm_of(told[0], x) for x in names}

    assert found["wall"].cause == "a paywall, a login or a consent page stands before the articles"
    assert found["refused"].what == "articles cannot be fetched: HTTP 403"
    assert (found["down"].kind, found["down"].subject) == ("unreachable", "down.example")
    assert found["down"].what == "articles cannot be fetched: robots.txt: HTTP status 500"
    assert found["down"].cause == "the site is down, or cannot be reached from here"
    assert (found["quiet"].kind, found["quiet"].observed) == ("yield", 0)
    assert found["quiet"].cause.startswith("its sources answer and name nothing new")
    assert found["stopped"].subject == "http://stopped.example/feed"
    assert found["stopped"].what == "the feed names nothing new"
    for alarm in found.values():
        assert alarm.last_good is not None
        assert alarm.first_bad is not None
        assert alarm.last_good.date < alarm.first_bad.date


def test_the_command_got_each_alarm_as_json_once(told: Told) -> None:
    lines = [json.loads(x) for x in (told[0] / "told.jsonl").read_text().splitlines()]

    assert sorted(x["publication"] for x in lines) == sorted(
        ["dead-feed", "down", "field", "quiet", "refused", "robots", "stopped", "wall"]
    )
    assert {x["state"] for x in lines} == {"open"}
    assert {x["collection"] for x in lines} == {str(told[0])}


def test_status_shows_health_and_alarms(told: Told) -> None:
    folder = told[0]

    text = archiver("status", "-c", folder).out

    assert "8 open alarms" in text
    assert "likely cause: it was moved or taken away" in text
    assert "archiver find http://dead-feed.example/feed" in text
    found = json.loads(archiver("status", "-c", folder, "--json").out)
    doing = {x["publication"]: x for x in found["health"]["publications"]}
    assert doing["dead-feed"]["alarms"] == 1
    assert (doing["fine"]["fresh"], doing["fine"]["alarms"]) == (10, 0)
    assert 9 < doing["fine"]["expected"] < 11
    assert doing["refused"]["failures"] == {"HTTP 403": 20}
    assert found["frontier"]["done"] > 0


def test_prometheus_reads_what_status_writes(told: Told) -> None:
    text = archiver("status", "-c", told[0], "--prometheus").out

    families = {one.name: one for one in text_string_to_metric_families(text)}
    alarms = {x.labels["publication"]: x.value for x in families["archiver_alarms_open"].samples}
    assert alarms["dead-feed"] == 1
    assert alarms["fine"] == 0
    assert {one.type for one in families.values()} == {"gauge"}
    assert all(one.documentation for one in families.values())
    (last,) = {x.value for x in families["archiver_last_run_timestamp_seconds"].samples}
    assert on(32).timestamp() <= last < on(32).timestamp() + 60


def test_an_alarm_is_acknowledged_once(told: Told) -> None:
    folder = told[0]
    ((number,),) = query(folder, "SELECT id FROM alarms WHERE publication = 'dead-feed'")

    first = archiver("status", "-c", folder, "--acknowledge", str(number))
    again = archiver("status", "-c", folder, "--acknowledge", str(number))

    assert "is closed: dead-feed" in first.out
    assert (again.code, again.err.count("\n")) == (1, 1)
    assert f"no open alarm has the number {number}; open: " in again.err


def test_recovery_closes_alarms_and_tells_nothing_new(told: Told) -> None:
    folder, _, paper = told
    slugs = ("field", "wall", "refused")
    before = query(folder, "SELECT count(*) FROM alarms")
    with serving(paper) as address:
        for day in range(PAST + 1, PAST + 5):
            for slug in slugs:
                day_of(paper, slug, day, bad=False)
            if day < PAST + 3:  # published while they were bad
                continue
            run_of(folder, slugs, address, day)

    states = query(folder, "SELECT publication, state FROM alarms WHERE state = 'recovered'")
    assert sorted(states) == [(slug, "recovered") for slug in sorted(slugs)]
    assert query(folder, "SELECT count(*) FROM alarms") == before


def test_another_reader_raises_no_alarm_of_the_publishers_making(tmp_path: Path) -> None:
    publish(tmp_path, "field", [f"feed = '/{name}'" for name in ("feed", "second")])
    past(tmp_path, ("field",), reader="an older one")
    paper = site({})
    with serving(paper) as address:
        for day in (PAST, PAST + 1):
            day_of(paper, "field", day, bad=True)
            run_of(tmp_path, ("field",), address, day)

    assert query(tmp_path, "SELECT * FROM alarms") == []


def test_a_crawl_that_opens_an_alarm_has_an_exit_code_of_its_own(tmp_path: Path) -> None:
    publish(tmp_path, "robots", ["feed = '/feed'"])
    paper, codes = site({}), []
    with serving(paper) as address:
        for day in (PAST, PAST + 1):
            day_of(paper, "robots", day, bad=day > PAST)
            ended = archiver(
                "crawl", "robots", "-c", tmp_path, "--delay", "0", "--requisites", "none",
                "--connect-to", f"robots.example:80:{address}",
            )  # fmt: skip
            codes.append(ended.code)

    assert codes == [0, 3]
    assert "Alarm 1: robots: the rules of robots.txt for this crawler changed" in ended.out
