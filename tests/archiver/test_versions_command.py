"""`archiver versions`, as a user calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.cli import main
from archiver.collection import Session
from tests.archiver.collection.redaction.making import SENTENCES, ticking
from tests.archiver.collection.test_versions import URL, ropes, store

ALIAS = f"{URL}?print=1"


def call(*arguments: object, color: bool = False) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], color=color)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    session = Session(tmp_path / "c", now=ticking())
    store(session, ropes())
    store(session, ropes(), ALIAS)
    store(session, ropes("Correction: it was forty coils."))
    store(session, ropes("Correction: it was fifty coils.", title="The master stays"))
    session.close()
    return tmp_path / "c"


def test_versions_are_listed(folder: Path) -> None:
    done = call("versions", ALIAS, "-c", folder)

    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            "The master stays",
            "http://paper.example/story/ropes",
            "  also http://paper.example/story/ropes?print=1",
            "  1  2026-03-01 12:00 to 2026-03-01 12:00 UTC    2 captures",
            "  2  2026-03-01 12:00 UTC                        1 capture  body",
            "  3  2026-03-01 12:00 UTC                        1 capture  title, body",
        ],
    )


def test_the_difference_of_the_last_two_is_told_by_sentence(folder: Path) -> None:
    done = call("versions", URL, "-c", folder, "--diff")

    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            "- version 2, first captured 2026-03-01 12:00 UTC",
            "+ version 3, first captured 2026-03-01 12:00 UTC",
            "- title: The harbour master resigns over missing ropes",
            "+ title: The master stays",
            "",
            "  …",
            f"  {SENTENCES[-1]}",
            "- Correction: it was forty coils.",
            "+ Correction: it was fifty coils.",
        ],
    )


def test_colours_are_for_a_terminal(folder: Path) -> None:
    plain = call("versions", URL, "-c", folder, "--diff")
    coloured = call("versions", URL, "-c", folder, "--diff", color=True)

    assert "\x1b[" not in plain.stdout
    assert "\x1b[32m+ title: The master stays\x1b[0m" in coloured.stdout


def test_two_versions_are_compared_by_their_numbers(folder: Path) -> None:
    told = json.loads(call("versions", URL, "-c", folder, "--diff", 3, 1, "--json").stdout)

    assert (told["old"], told["new"]) == (3, 1)
    assert [x["text"] for x in told["body"] if x["operation"] != "same"] == [
        "Correction: it was fifty coils."
    ]


def test_versions_are_json_for_programs(folder: Path) -> None:
    told = json.loads(call("versions", URL, "-c", folder, "--json").stdout)

    assert (told["url"], told["aliases"], told["gone"]) == (URL, [ALIAS], None)
    assert [(x["number"], x["captures"], x["changes"]) for x in told["versions"]] == [
        (1, 2, []),
        (2, 1, ["body"]),
        (3, 1, ["title", "body"]),
    ]
    assert told["versions"][0]["capture"]["offset"] > 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["http://paper.example/other"], 1, "no article is known under this address"),
        ([URL, "--diff", "1"], 2, "--diff takes two numbers of versions, like --diff 1 3"),
        ([URL, "1", "2"], 2, "--diff takes two numbers of versions, like --diff 1 3"),
        ([URL, "--diff", "1", "9"], 1, "there are versions 1 to 3"),
        ([URL, "--diff", "0", "1"], 2, "0 is not in the range x>=1"),
    ],
)
def test_a_mistake_is_one_line(folder: Path, words: list[str], code: int, told: str) -> None:
    done = call("versions", *words, "-c", folder)

    assert done.exit_code == code
    assert told in done.stderr.splitlines()[-1]


def test_one_version_cannot_be_compared(tmp_path: Path) -> None:
    session = Session(tmp_path / "c", now=ticking())
    store(session, ropes())
    session.close()

    done = call("versions", URL, "-c", tmp_path / "c", "--diff")

    assert (done.exit_code, done.stderr) == (
        1,
        f"Error: {URL}: there is one version only, so nothing to compare\n",
    )
