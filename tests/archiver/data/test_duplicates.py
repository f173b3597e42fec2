"""Copies of the sample's stories, as newsrooms change them, and stories that are none."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from inspect import signature
from pathlib import Path

import pytest
from click.testing import CliRunner

import archiver
from archiver import Article, Block, DataError, Moment, sample
from archiver.cli import main
from archiver.cli.duplicates import THRESHOLD as OF_THE_COMMAND
from archiver.data.duplicates import MARKS, THRESHOLD
from tests.archiver.data.edits import EDITS


@pytest.fixture(scope="module")
def stories() -> list[Article]:
    """Those of the sample that say something, but for the one that it has twice."""
    found = {x.text: x for x in sample.expected().values() if len(x.text.split()) > 100}
    return list(found.values())


def later(article: Article, day: int = 2) -> Article:
    moment = Moment(iso=f"2030-01-{day:02}T12:00Z", text="", zone="page")
    return replace(article, url=f"https://copy-{day}.example/", published=moment)


def clusters(*articles: Article, threshold: float = 0.5) -> list[list[int]]:
    found = archiver.duplicates(articles, threshold=threshold)
    return [[member.row for member in cluster.members] for cluster in found.clusters]


def test_different_stories_are_none(stories: list[Article]) -> None:
    assert len(stories) > 50
    assert clusters(*stories) == []


LEAST = {"a word in 10 changed": 0.8, "dateline, paragraphs, cut": 0.75, "cut to a third": 0.85}


@pytest.mark.parametrize("name", EDITS)
def test_a_copy_is_found_however_it_was_changed(name: str, stories: list[Article]) -> None:
    others = [*stories[1:], stories[0]]
    copies = [later(EDITS[name](x, y)) for x, y in zip(stories, others, strict=True)]

    found = clusters(*stories, *copies)

    pairs = [[row, row + len(stories)] for row in range(len(stories))]
    right = [pair for pair in pairs if pair in found]
    assert [x for x in found if sum(row < len(stories) for row in x) > 1] == []
    assert len(right) / len(pairs) >= LEAST.get(name, 0.95)


#: A story in each of four scripts without spaces, of letters in an order that repeats nothing.
LETTERS = {
    "Chinese": [chr(x) for x in range(0x4E00, 0x4E00 + 600)],
    "Japanese": [chr(x) for x in range(0x3041, 0x3094)] + [chr(x) for x in range(0x4E00, 0x4F00)],
    "Thai": [chr(x) for x in range(0x0E01, 0x0E2F)],
    "Khmer": [chr(x) for x in range(0x1780, 0x17B4)],
}


@pytest.mark.parametrize("script", LETTERS)
def test_scripts_without_spaces_have_copies_too(script: str) -> None:
    chance = random.Random(script)

    def story() -> Article:
        texts = ["".join(chance.choices(LETTERS[script], k=150)) + "。" for _ in range(5)]
        body = tuple(Block(kind="paragraph", text=x) for x in texts)
        return Article(url=None, published=Moment(iso="2024-05-01", text=""), body=body)

    one, two, three = story(), story(), story()
    copies = [EDITS[x](two, three) for x in ("cut to a half", "two paragraphs put in")]

    assert clusters(one, two, three, *map(later, copies)) == [[1, 3, 4]]


def test_the_earliest_comes_first_and_an_hour_before_a_day(stories: list[Article]) -> None:
    text = stories[0]
    printed = [
        Moment(iso="2024-05-02", text=""),
        Moment(iso="2024-05-02T09:00+00:00", text="", zone="page"),
        None,
        Moment(iso="2024-05-01", text=""),
    ]
    articles = [replace(text, published=moment) for moment in printed]

    assert clusters(*articles) == [[3, 1, 0, 2]]


def test_a_survey_of_stories_does_not_tie_them_together(stories: list[Article]) -> None:
    first, second = [x for x in stories if len(x.text) > 2000][:2]
    both = later(replace(first, body=first.body + second.body), 3)

    assert clusters(first, second, both) in ([[0, 2]], [[1, 2]])


def test_short_texts_are_compared_with_none() -> None:
    short = Article(url=None, body=(Block(kind="paragraph", text="This video cannot be played."),))

    assert clusters(short, short, Article(url=None), Article(url=None)) == []


def test_the_threshold_says_how_much_must_be_there(stories: list[Article]) -> None:
    copy = later(EDITS["a word in 20 changed"](stories[0], stories[1]))

    assert clusters(stories[0], copy, threshold=0.5) == [[0, 1]]
    assert clusters(stories[0], copy, threshold=1) == []
    with pytest.raises(DataError, match="threshold: 2 is no share; give a number above 0"):
        archiver.duplicates(stories, threshold=2)


def test_a_cluster_says_what_it_holds(stories: list[Article]) -> None:
    same = later(EDITS["another typesetting"](stories[0], stories[1]), 3)
    shorter = later(EDITS["cut to a half"](stories[0], stories[1]))
    (cluster,) = archiver.duplicates([stories[0], stories[1], same, shorter]).clusters

    first, second, third = cluster.members
    assert (first.row, first.url, first.exact) == (0, stories[0].url, True)
    assert (second.row, second.url, second.exact) == (3, "https://copy-2.example/", False)
    assert second.similarity > 0.85
    assert (third.row, third.publication) == (2, stories[0].publication)


def test_the_table_is_marked_and_the_copies_left_out(
    tmp_path: Path, stories: list[Article]
) -> None:
    copies = [later(stories[0]), later(stories[2])]
    path = archiver.load([*stories[:3], *copies]).to_parquet(tmp_path / "a.parquet")

    found = archiver.duplicates(path)

    assert repr(found) == "<archiver.Duplicates: 5 articles, clusters of copies: 2>"
    marked = found.table.arrow().select(MARKS).to_pydict()
    assert marked["cluster"] == [0, None, 2, 0, 2]
    assert marked["duplicate_of"] == [None, None, None, stories[0].url, stories[2].url]
    assert marked["similarity"] == [None, None, None, 1.0, 1.0]
    assert list(found.unique.articles()) == stories[:3]
    assert found.unique.schema.names[-1] == "reader"
    # A table that is marked can be marked anew.
    again = archiver.duplicates(found.write(tmp_path / "marked.parquet")).table
    assert again.arrow().equals(found.table.arrow())


def test_a_source_that_has_changed_is_told(tmp_path: Path, stories: list[Article]) -> None:
    path = archiver.load([stories[0], later(stories[0])]).to_parquet(tmp_path / "a.parquet")
    found = archiver.duplicates(path)
    archiver.load(stories[3:5]).to_parquet(path)

    with pytest.raises(DataError, match="source has changed since duplicates were looked for"):
        found.table.arrow()


def once(articles: list[Article]) -> object:
    return (x for x in articles)


@pytest.mark.parametrize("make", [list, once, archiver.load])
def test_every_source_can_be_searched(
    make: Callable[[list[Article]], object], stories: list[Article]
) -> None:
    found = archiver.duplicates(make([stories[0], later(stories[0])]))

    assert found.copies == 1
    assert found.table.arrow().num_rows == 2
    assert archiver.duplicates([]).clusters == ()


def test_the_command_prints_and_writes(tmp_path: Path, stories: list[Article]) -> None:
    path = archiver.load([*stories[:3], later(stories[0])]).write(tmp_path / "a.jsonl")

    def run(*options: str) -> str:
        ran = CliRunner().invoke(main, ["duplicates", str(path), *options])
        assert ran.exit_code == 0, ran.output
        return ran.output

    printed = run("--to", str(tmp_path / "marked.parquet"))
    assert printed.splitlines() == [
        "4 articles; 1 story has 1 copy",
        "",
        f"{stories[0].url}  ({stories[0].publication})",
        f"  same  https://copy-2.example/  ({stories[0].publication})",
        "",
        f"Written to {tmp_path / 'marked.parquet'}",
    ]
    assert archiver.load(tmp_path / "marked.parquet").arrow()["cluster"].null_count == 2
    told = json.loads(run("--json", "--unique", "--to", str(tmp_path / "b.jsonl")))
    assert (told["articles"], told["copies"], told["clusters"][0]["members"][1]["row"]) == (4, 1, 3)
    assert len((tmp_path / "b.jsonl").read_text().splitlines()) == 3


def test_a_mistake_in_the_command_is_one_line(tmp_path: Path) -> None:
    path = str(archiver.load([]).write(tmp_path / "a.jsonl"))
    for options, said in {
        ("--to", "x.csv"): "x.csv: only Parquet has the columns that mark copies",
        ("--threshold", "0"): "0.0 is not in the range 0<x<=1",
    }.items():
        ran = CliRunner().invoke(main, ["duplicates", path, *options])

        assert ran.exit_code != 0
        assert said in ran.output


def test_the_command_and_the_function_have_one_threshold() -> None:
    assert (
        OF_THE_COMMAND
        == THRESHOLD
        == signature(archiver.duplicates).parameters["threshold"].default
    )
