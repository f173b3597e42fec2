"""How it is said what is wanted."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archiver.errors import LoadingError
from archiver.loading import Options


def test_days_are_inclusive_and_moments_are_utc() -> None:
    days = Options.of(since="2024-05-01", until=date(2024, 5, 31))
    moments = Options.of(since="2024-05-01T12:00", until="2024-05-31T12:00+02:00")

    assert days.since == datetime(2024, 5, 1, tzinfo=UTC)
    assert days.until == datetime(2024, 6, 1, tzinfo=UTC)
    assert moments.since == datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert moments.until == datetime(2024, 5, 31, 10, tzinfo=UTC)


def test_one_value_is_as_good_as_a_list() -> None:
    made = Options.of(
        url=re.compile("/story/", re.IGNORECASE), domain="https://Paper.example/x", status=404,
        language="de_AT", kinds="all", mime=["Text/HTML"],
    )  # fmt: skip

    assert made.url == ("re:(?i)/story/",)
    assert made.domain == ("paper.example",)
    assert made.status == (404,)
    assert made.language == ("de-at",)
    assert made.kinds == ()
    assert made.mime == ("text/html",)


def test_they_go_to_json_and_back() -> None:
    made = Options.of(url="https://paper.example/*", since="2024-05-01", timeout=None)

    assert Options.from_json(made.to_json()) == made


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"url": "re:("}, "url: 're:\\('"),
        ({"domain": "a b/*"}, "domain: "),
        ({"since": "yesterday"}, "since: 'yesterday' is no date"),
        ({"status": "200"}, "status: '2'"),
        ({"kinds": "story"}, "kinds: 'story' is none; there are article, listing"),
        ({"mime": "html"}, "mime: 'html' is no media type; give one like text/html, or all"),
        (
            {"language": "german"},
            "language: 'german' is no language tag; give one like de or pt-BR",
        ),
        ({"timeout": 0}, "timeout: 0 is no time"),
        ({"timeout": float("inf")}, "timeout: inf is no time; give seconds, or None for no limit"),
        ({"publications": "no/folder"}, "publications: no/folder is no folder"),
    ],
)
def test_a_mistake_is_named(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(LoadingError, match=told):
        Options.of(**wrong)  # type: ignore[arg-type]


def test_a_publication_file_that_is_wrong_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text('name = "The Paper"\ndomain = "paper.example"\n')

    with pytest.raises(LoadingError, match=r"^publications: paper\.toml: domain: "):
        Options.of(publications=tmp_path)
