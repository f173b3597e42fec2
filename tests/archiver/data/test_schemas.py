"""Tables of every version of the schema that was released are read, and nothing was taken away."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

import archiver
from archiver.data import SCHEMA_VERSION, schema
from tests.archiver.data.made import EMPTY, FOREIGN, FULL

FILES = sorted((Path(__file__).parent / "schemas").glob("*.parquet"))


def test_each_version_has_a_file() -> None:
    assert sorted(int(x.stem) for x in FILES) == list(range(1, SCHEMA_VERSION + 1))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_older_file_is_read(path: Path) -> None:
    """What later versions added is nothing in it, as in the articles here."""
    assert list(archiver.load(path).articles()) == [FULL, EMPTY, FOREIGN]
    assert archiver.load(path).arrow().schema.equals(schema(), check_metadata=True)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_column_or_field_was_renamed_removed_or_changed(path: Path) -> None:
    older, now = pyarrow.parquet.read_schema(path), schema()

    assert older.metadata[b"archiver.schema"] == path.stem.encode()
    assert [x.name for x in older if not includes(now.field(x.name).type, x.type)] == []


def includes(now: pa.DataType, older: pa.DataType) -> bool:
    """True if the type is the same, or a struct with more fields."""
    if pa.types.is_list(older):
        return pa.types.is_list(now) and includes(now.value_type, older.value_type)
    if pa.types.is_struct(older):
        there = {field.name: field.type for field in now} if pa.types.is_struct(now) else {}
        return all(x.name in there and includes(there[x.name], x.type) for x in older)
    return bool(now.equals(older))


def test_the_newest_file_has_all_columns() -> None:
    """Else SCHEMA_VERSION must be raised: the file of a version is never written anew."""
    newest = pyarrow.parquet.read_schema(FILES[-1])

    assert newest.equals(schema())
