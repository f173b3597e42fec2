"""Tables as wide as the terminal, and what becomes of them where it is too narrow."""

import pytest
from rich.table import Table

from archiver import show


@pytest.fixture
def table() -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("publication", "last run", "outcome", "failed"):
        table.add_column(name, overflow="fold")
    table.add_row("lamp-post", "2026-03-01 12:00", "finished", "")
    table.add_row("gas-light", "2026-03-01 12:00", "finished", "1 x HTTP 404")
    return table


def test_table_is_a_table_where_there_is_room(
    table: Table, capsys: pytest.CaptureFixture[str]
) -> None:
    show.columns(table, width=60)

    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "publication  last run          outcome   failed",
        "lamp-post    2026-03-01 12:00  finished",
        "gas-light    2026-03-01 12:00  finished  1 x HTTP 404",
    ]


def test_name_of_a_row_may_be_folded(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("", overflow="fold")
    table.add_column("articles", justify="right")
    table.add_row("/section/international", "12")

    show.columns(table, width=25)

    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "                 articles",
        "/section/intern        12",
        "ational",
    ]


def test_table_without_rows_is_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    show.columns(Table("publication", "outcome", box=None, pad_edge=False), width=60)

    assert capsys.readouterr().out.split() == ["publication", "outcome"]


def test_row_is_a_paragraph_where_words_would_be_broken(
    table: Table, capsys: pytest.CaptureFixture[str]
) -> None:
    show.columns(table, width=30)

    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "lamp-post",
        "  last run 2026-03-01 12:00,",
        "  outcome finished",
        "gas-light",
        "  last run 2026-03-01 12:00,",
        "  outcome finished, failed 1 x",
        "  HTTP 404",
    ]
