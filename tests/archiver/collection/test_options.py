"""`collection.toml`: what it says, and how mistakes in it are told."""

import re
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from archiver.budget import Budget
from archiver.collection import options
from archiver.collection.folder import Folder
from archiver.errors import CollectionError, OptionsError
from archiver.every import Every
from archiver.rights import Policy
from archiver.visits import Visits

DOCS = (Path(__file__).parents[3] / "docs" / "collection.md").read_text()
HEADINGS: tuple[tuple[str, type[msgspec.Struct]], ...] = (
    ("## Keys of the file", options.Options),
    ("## Keys of the schedule", options.Schedule),
    ("## Keys of the budget", Budget),
    ("## Keys of the visits", Visits),
    ("## Keys of the alarms", options.Alarms),
    ("## Keys of the policy", Policy),
)
EXAMPLE = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)[0]
ERRORS = DOCS.partition("```text\n")[2].partition("```")[0].splitlines()


@pytest.mark.parametrize(("heading", "struct"), HEADINGS, ids=lambda x: getattr(x, "__name__", ""))
def test_every_key_stands_in_the_docs_in_its_order(
    heading: str, struct: type[msgspec.Struct]
) -> None:
    table = DOCS.partition(heading)[2].partition("|---|")[2].partition("\n\n")[0]

    assert re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE) == list(
        struct.__struct_encode_fields__
    )


def test_every_table_has_its_heading_in_the_docs() -> None:
    tables = {
        type(value)
        for value in msgspec.structs.asdict(options.Options()).values()
        if isinstance(value, msgspec.Struct)
    }

    assert tables == {struct for _, struct in HEADINGS} - {options.Options}


def test_the_example_of_the_docs_is_right() -> None:
    read = options.read(EXAMPLE.encode())

    assert read.contact == "archive@library.example"
    assert read.schedule.every == Every("1h")
    assert read.schedule.shortest == timedelta(minutes=10)
    assert read.schedule.longest == timedelta(hours=12)


def test_a_missing_file_has_all_defaults(tmp_path: Path) -> None:
    assert options.load(tmp_path) == options.Options()
    assert options.read(b"") == options.Options()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('[schedule]\nevry = "1h"', 0),
        ('[schedule]\nevery = "1 fortnight"', 1),
        ('[schedule]\nlongest = "1 day"', 2),
        ('contact = "https://me:secret@library.example/"', 3),
    ],
)
def test_errors_are_as_the_docs_show_them(text: str, number: int) -> None:
    with pytest.raises(OptionsError) as caught:
        options.read(text.encode())

    assert str(caught.value) == ERRORS[number]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a =", "collection.toml: not TOML: Invalid value (at end of document)"),
        ("[schedul]", "collection.toml: schedul: unknown key; did you mean schedule?"),
        ("schedule = 1", "collection.toml: schedule: expected `object`, got `int`"),
        (
            '[schedule]\ntimezone = "Mars/Olympus"',
            "collection.toml: schedule.timezone: 'Mars/Olympus' is no time zone (IANA); write one "
            "like America/New_York",
        ),
        (
            '[schedule]\nlongest = "5m"',
            "collection.toml: schedule.longest: is less than schedule.shortest",
        ),
        ('contact = ""', "collection.toml: contact: is no mail address or URL on one line"),
    ],
)
def test_other_mistakes_are_one_line(text: str, line: str) -> None:
    with pytest.raises(OptionsError) as caught:
        options.read(text.encode())

    assert str(caught.value) == line


def test_what_is_archived_names_all_settings_and_no_comment() -> None:
    read = options.read(b'contact = "a@library.example" # the token is s3cret\n')
    archived = msgspec.json.decode(read.archived())

    assert archived["contact"] == "a@library.example"
    assert archived["schedule"] == {
        "every": "auto",
        "publications": [],
        "timezone": "UTC",
        "shortest": "15m",
        "longest": "1d",
        "stop_after": "6h",
    }
    assert b"s3cret" not in read.archived()


def test_a_collection_is_made_where_its_settings_are(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text("")
    Folder(tmp_path).make()

    assert (tmp_path / "archive").is_dir()


def test_nothing_else_may_lie_there(tmp_path: Path) -> None:
    (tmp_path / "collections.toml").write_text("")

    with pytest.raises(CollectionError, match="holds other things"):
        Folder(tmp_path).make()


def test_a_policy_is_read_and_its_mistakes_are_told() -> None:
    read = options.read(b'[policy]\ntdm-reservation = "skip-text"')

    assert read.policy.tdm_reservation == "skip-text"
    for text, told in (
        ('tdm_reservation = "record"', "policy.tdm_reservation: unknown key; did you mean tdm-re"),
        ('noarchive = "delete"', "policy.noarchive: invalid enum value 'delete'"),
        ('override = "because"', "policy: an override wants its reason: write legal deposit: and"),
    ):
        with pytest.raises(OptionsError, match=re.escape(told)):
            options.read(f"[policy]\n{text}".encode())
