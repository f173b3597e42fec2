"""A finding as a publication file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from archiver.errors import ArchiverError
from archiver.probing.adding import refuse_known, slug_for, written
from archiver.probing.file import toml_of
from archiver.probing.pattern import Pattern
from archiver.probing.values import FieldFound, Finding, RobotsFound, SourceFound, Unfit
from archiver.publications import load
from archiver.publications.file import read_file

NOW = datetime(2026, 5, 20, 8, 0, tzinfo=UTC)
FINDING = Finding(
    home="https://www.paper.example/",
    name="The Paper",
    name_by="10 of 10 articles say",
    domains=("paper.example",),
    language="en",
    language_by="10 of 10 articles",
    timezone="Europe/London",
    timezone_by="the site says so",
    robots=RobotsFound(exists=True, delay=5.0),
    pattern=Pattern(expression=r"/story/[^/?#]+\.html$", caught=48, articles=50, wrong=0, others=9),
    fields={
        "title": FieldFound(found=10, articles=10),
        "authors": FieldFound(found=8, articles=10),
    },
    sources=(
        SourceFound(
            kind="feed",
            url="https://www.paper.example/feed",
            where="a usual place",
            urls=20,
            articles=20,
            newest="2026-05-20T07:00:00Z",
        ),
        SourceFound(
            kind="feed",
            url="https://www.paper.example/dead",
            where="a usual place",
            problem="HTTP 404",
        ),
        SourceFound(
            kind="sitemap",
            url="https://maps.paper.example/news.xml",
            where="robots.txt",
            urls=90,
            articles=90,
            depth=2,
            children=4,
            news=True,
        ),
        SourceFound(
            kind="channel",
            url="https://www.paper.example/tides",
            where="navigation of the front page",
            name="Tides",
            read=False,
        ),
    ),
)
EXPECTED = r"""# Found out by asking https://www.paper.example on 2026-05-20; change what you like:
# it is not written again unless you ask for it (archiver add --force).
# Of 10 articles that were read these fields were found: title 10, authors 8.
# robots.txt asks for 5 seconds between two requests.

name = "The Paper" # as 10 of 10 articles say
domains = ["paper.example"]
home = "https://www.paper.example/"
language = "en" # 10 of 10 articles
timezone = "Europe/London" # the site says so
# Catches 48 of 50 URLs that its sources call articles, and 0 of 9 of its navigation.
articles = '/story/[^/?#]+\.html$'

[[sources]]
# A usual place: 20 articles among 20 URLs, the newest of 2026-05-20
feed = "/feed"

[[sources]]
# robots.txt: 90 articles among 90 URLs, an index of 4, 2 deep, of which some were read, with
# titles and dates
sitemap = "https://maps.paper.example/news.xml"
keep = "KEEP"

[[sources]]
# Navigation of the front page; not read when it was found
channel = "/tides"
name = "Tides"
"""


def test_file_says_where_everything_was_found() -> None:
    lines = toml_of(FINDING, NOW).splitlines()
    shown = ['keep = "KEEP"' if line.startswith("keep = ") else line for line in lines]

    assert "\n".join(shown) + "\n" == EXPECTED


@pytest.mark.parametrize(
    "name",
    [
        'Quo"ted',
        "Apo'strophe's",
        "back\\slash",
        "line\nbreak\x00\x1b[31m",
        "港新聞",
        "# = [[x]]",
        "a'\\b",
    ],
)
def test_whatever_a_site_calls_itself_the_file_is_valid(name: str) -> None:
    named = replace(FINDING, name=name, name_by=name, language_by=name)

    [publication] = read_file(toml_of(named, NOW).encode(), "paper.toml", "")

    assert publication.name == " ".join(
        "".join(x if x.isprintable() else " " for x in name).split()
    )
    assert publication.articles == r"/story/[^/?#]+\.html$"


def test_file_that_is_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text("mine")

    with pytest.raises(ArchiverError, match=r"paper\.toml: is there already; --force writes it"):
        written("paper.example", FINDING, "paper", tmp_path, NOW, force=False)

    assert (tmp_path / "paper.toml").read_text() == "mine"
    written("paper.example", FINDING, "paper", tmp_path, NOW, force=True)
    assert (tmp_path / "paper.toml").read_text().startswith("# Found out by asking")
    assert sorted(x.name for x in tmp_path.iterdir()) == ["paper.toml"]


def test_known_publication_is_not_added_again(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match=r"is known as lanternpost \(comes with archiver\)"):
        refuse_known("http://www.lanternpost.example/", load(), tmp_path)


@pytest.mark.parametrize(
    ("crawled", "expected"), [(("paper-example",), "paper-example"), ((), "paper")]
)
def test_slug_of_an_earlier_crawl_is_kept(crawled: tuple[str, ...], expected: str) -> None:
    assert slug_for(FINDING.home, load(), lambda slug: slug in crawled) == expected
