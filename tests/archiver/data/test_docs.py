"""docs/tables.md tells every column, and every field of what lists hold, as the code has it."""

from pathlib import Path

from archiver.data.columns import COLUMNS, Column
from archiver.data.parts import Field, Part

DOCS = (Path(__file__).parents[3] / "docs" / "tables.md").read_text(encoding="utf-8")


def kind(what: Column | Field) -> str:
    if what.part is not None:
        return f"list of {what.part.of.__name__}"
    return (what.type or "").replace("<", " of ").replace(">", "")


def columns() -> str:
    rows = [f"| `{x.name}` | {kind(x)} | {x.meaning} | {x.null or 'never'} |" for x in COLUMNS]
    return "\n".join(["| column | type | meaning | null when |", "|---|---|---|---|", *rows])


def lists() -> dict[str, Part]:
    found = [x.part for x in COLUMNS if x.part]
    inner = [x.part for part in found for x in part.fields if x.part]
    return {part.of.__name__: part for part in found + inner}


def parts() -> str:
    rows = [
        f"| {name} | `{x.name}` | {kind(x)} | {x.meaning} |"
        for name, part in lists().items()
        for x in part.fields
    ]
    return "\n".join(["| of | field | type | meaning |", "|---|---|---|---|", *rows])


def test_every_column_is_told() -> None:
    assert columns() in DOCS


def test_every_field_of_a_list_is_told() -> None:
    assert parts() in DOCS
