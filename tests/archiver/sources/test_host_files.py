"""robots.txt, tdmrep.json and ai.txt: what they say of the use of a page."""

import pytest

from archiver.article import Sign
from archiver.sources.host_files import AI_CRAWLERS, HostFiles
from archiver.sources.robots import Robots

URL = "https://paper.example/story/one.html"


def signs(robots: str = "", tdm: bytes | None = None, ai: bytes | None = None) -> list[str]:
    files = HostFiles.of(Robots.parse(robots.encode()), tdm, ai)
    return [f"{x.name} {x.value} {x.where}" for x in files.signs(URL)]


def test_a_host_without_files_says_nothing() -> None:
    assert HostFiles.of(None).signs(URL) == ()


def test_content_signals_of_our_group() -> None:
    robots = "User-Agent: *\nContent-Signal: search=yes,ai-train=no\nAllow: /\n"

    assert signs(robots) == [
        "content-signal-search yes robots.txt:2",
        "content-signal-ai-train no robots.txt:2",
    ]


def test_a_group_of_our_own_is_the_only_one() -> None:
    robots = (
        "User-Agent: *\nContent-Signal: ai-train=no\n\n"
        "User-Agent: news-archiver\nContent-Usage: train-ai=y\n"
    )

    assert signs(robots) == ["content-usage-train-ai y robots.txt:5"]


def test_the_longest_path_says_what_content_is_for() -> None:
    robots = (
        "User-Agent: *\nAllow: /\nContent-Usage: train-ai=n\n"
        "Content-Usage: /story/ train-ai=y # but here\nContent-Usage: /pictures/ train-ai=y\n"
    )

    assert signs(robots) == ["content-usage-train-ai y robots.txt:4"]


def test_rules_of_the_same_path_hold_beside_each_other() -> None:
    robots = "User-Agent: *\nContent-Usage: train-ai=n\nContent-Usage: search=y\n"

    assert signs(robots) == [
        "content-usage-train-ai n robots.txt:2",
        "content-usage-search y robots.txt:3",
    ]


def test_what_content_is_for_changes_nothing_of_the_groups() -> None:
    robots = Robots.parse(
        b"User-Agent: A\nContent-Signal: ai-train=no\nUser-Agent: B\nDisallow: /x\n"
    )

    assert not robots.check("https://paper.example/x", "A").allowed
    assert [len(robots.preferences(URL, agent)) for agent in ("A", "B")] == [1, 0]


def test_crawlers_of_models_that_are_shut_out_by_name() -> None:
    robots = (
        "User-Agent: GPTBot\nUser-Agent: CCBot\nDisallow: /\n\n"
        "User-Agent: Google-Extended\nDisallow: /pictures/\n"
    )

    assert signs(robots) == ["ai-crawlers GPTBot, CCBot robots.txt:3"]
    assert signs("User-Agent: *\nDisallow: /\n") == []  # everybody is: that is another matter


def test_a_long_list_of_crawlers_is_cut() -> None:
    robots = "".join(f"User-Agent: {x}\n" for x in AI_CRAWLERS) + "Disallow: /\n"
    [sign] = HostFiles.of(Robots.parse(robots.encode())).signs(URL)

    assert sign.value is not None
    assert (len(sign.value), sign.value[:13]) == (200, "GPTBot, CCBot")


def test_licence_lines_name_rsl_documents() -> None:
    assert signs("License: https://paper.example/license.xml\nUser-Agent: *\nAllow: /\n") == [
        "rsl https://paper.example/license.xml robots.txt"
    ]


def test_tdmrep_comes_before_robots_txt() -> None:
    tdm = b'[{"location": "/", "tdm-reservation": 1}]'

    assert signs("User-Agent: *\nContent-Usage: train-ai=n\n", tdm) == [
        "tdm-reservation 1 tdmrep.json:1",
        "content-usage-train-ai n robots.txt:2",
    ]


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        (b"# Spawning AI\nUser-Agent: *\nDisallow: *.html\n", "ai-txt Disallow: *.html ai.txt:3"),
        (b"User-Agent: *\nDisallow: /\n", "ai-txt Disallow: / ai.txt:2"),
        (b"Spec-Version: 1.0\nTraining: deny # none\n", "ai-txt Training: deny ai.txt:2"),
        (b"User-Agent: *\nDisallow-AI-Training: /\n", "ai-txt Disallow-AI-Training: / ai.txt:2"),
        (b"User-Agent: *\nDisallow: *.pdf\nAllow: *.html\n", None),
        (b"Training: allow\n", None),
        (b"", None),
        (b"<!doctype html><title>Not found</title>Training: deny", None),
    ],
)
def test_ai_txt(body: bytes, sign: str | None) -> None:
    assert signs(ai=body) == ([sign] if sign else [])


def test_a_web_page_in_the_place_of_tdmrep_json_is_none() -> None:
    files = HostFiles.of(None, b"<!doctype html><html><body>Not found</body></html>")

    assert (files.tdmrep, files.signs(URL)) == (None, ())


def test_signs_are_values() -> None:
    files = HostFiles.of(None, b'[{"location": "/", "tdm-reservation": "1"}]')

    assert files.signs(URL) == (
        Sign(name="tdm-reservation", where="tdmrep.json:1", value="1", to=None),
    )
