"""`archiver search`: what it prints, in a file and for programs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.article import Article, Author, Block
from archiver.cli import main
from archiver.collection import Context, Session
from tests.archiver.collection.redaction.making import capture, ticking
from tests.archiver.collection.test_session import store
from tests.archiver.collection.verified import session_in

STORY = "https://paper.example/story"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("search") / "c"
    session = session_in(root)
    for name in "abc":
        store(session, f"https://paper.example/{name}", text=f"The cranes of pier {name} stood.")
    session.close()
    return root


def search(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["search", "-c", str(folder), *words])


def test_a_hit_is_title_facts_snippet_and_address(folder: Path) -> None:
    result = search(folder, "pier", "url:paper.example/b")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "Cranes stand still",
        "  paper · Security · Mara Quill · 2026-02-28",
        "  The cranes of [pier] b stood.",
        "  https://paper.example/b",
        "",
        "1 found",
    ]


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (["--limit", "2"], "1 to 2 of 3 found; --page 2 has the next"),
        (["--limit", "2", "--page", "2"], "3 of 3 found"),
        (["--limit", "2", "--page", "9"], "3 found, on 2 pages; there is no page 9"),
        (["absent"], "nothing found"),
        (["--sort", "date", "--", "cranes", "-pier"], "nothing found"),
    ],
)
def test_it_says_how_many_there_are(folder: Path, words: list[str], last: str) -> None:
    assert search(folder, *words).stdout.splitlines()[-1] == last


def test_what_was_not_understood_goes_to_standard_error(folder: Path) -> None:
    result = search(folder, "cranes", "after:soon")

    assert result.exit_code == 0
    assert result.stderr == (
        "after: 'soon' is no day, month or year, so it was left out; write one like 2024-05-01, "
        "2024-05 or 2024\n"
    )


def test_facets_are_counted_over_all(folder: Path) -> None:
    lines = search(folder, "--facets", "--limit", "1").stdout.splitlines()

    assert [line.strip() for line in lines[5:]] == [
        "publications  paper (3)",
        "channels      Security (3)",
        "authors       Mara Quill (3)",
        "languages     en (3)",
        "years         2026 (3)",
        "",
        "1 of 3 found; --page 2 has the next",
    ]


def test_a_program_gets_all_of_it(folder: Path) -> None:
    found = json.loads(search(folder, "pier", "url:paper.example/c", "--facets", "--json").stdout)

    assert found["total"] == 1
    assert found["hits"][0]["snippet"] == [
        {"text": "The cranes of ", "is_match": False},
        {"text": "pier", "is_match": True},
        {"text": " c stood.", "is_match": False},
    ]
    assert found["facets"]["publication"] == [{"value": "paper", "count": 1}]
    assert found["notes"] == []


STEERING = "\x1b]0;owned\x07\x9b2J"  # sets a window's title, clears the screen


@pytest.mark.parametrize(
    "command",
    [
        ["search", "--facets"],
        ["search", "author:nobody"],
        ["status"],
        ["versions", STORY],
        ["versions", STORY, "--diff"],
    ],
    ids=lambda command: command[-1],
)
def test_nothing_that_a_site_wrote_steers_the_terminal(command: list[str], steering: Path) -> None:
    result = CliRunner().invoke(main, [*command, "-c", str(steering)])

    assert result.exit_code == 0
    assert "owned" in result.output
    assert {char for char in result.output if ord(char) < 32 or 127 <= ord(char) < 160} <= {"\n"}


@pytest.fixture(scope="module")
def steering(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("steering") / "c"
    session = Session(root, now=ticking())
    for number in range(2):
        found = capture(session, STORY, f"<p>{number}</p>".encode())
        article = Article(
            url=STORY,
            title=f"Title {STEERING}{number}",
            channel=f"Channel {STEERING}",
            authors=(Author(name=f"Eve {STEERING}"),),
            body=(Block(kind="paragraph", text=f"Text {STEERING} {number}."),),
            capture=found.ref,
        )
        session.store(Context(requested=STORY, publication="paper"), article)
    session.close()
    return root
