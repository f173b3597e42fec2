"""The blocks of Python in docs/tables.md and docs/notebook.md print what stands below them."""

import contextlib
import io
import re
from pathlib import Path

import matplotlib
import pytest

import archiver
from archiver.collection import Collection

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)


def run(text: str) -> str:
    """The document with what its blocks print, run one after another, below them."""
    names: dict[str, object] = {}

    def ran(block: re.Match[str]) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block[1], "<docs>", "exec"), names)
        lines = "\n".join(line.rstrip() for line in printed.getvalue().splitlines())
        output = f"\n```text\n{lines}\n```\n" if lines else ""
        return f"```python\n{block[1]}```\n{output}"

    return BLOCK.sub(ran, text)


@pytest.mark.parametrize("name", ["tables.md", "notebook.md"])
def test_the_blocks_print_what_stands_there(
    name: str, copy: Path, monkeypatch: pytest.MonkeyPatch, accept: bool
) -> None:
    matplotlib.use("Agg")
    copy.rename(copy.with_name("demo-archive"))
    monkeypatch.chdir(copy.parent)
    path = DOCS / name
    text = path.read_text(encoding="utf-8")

    found = run(text)

    if accept:
        path.write_text(found, encoding="utf-8")
    else:
        assert found == text
    assert name != "notebook.md" or Path("stories.png").stat().st_size > 10_000


def test_a_collection_is_a_table_of_its_newest_versions(collection: Collection) -> None:
    table = archiver.load(collection)

    assert list(table.articles()) == list(collection.articles(kinds=("article",)))
    assert table.arrow().num_rows == 58
    channels = table.arrow()["channel"].value_counts().to_pylist()
    assert {x["values"]: x["counts"] for x in channels}["Security"] == 8
    assert archiver.load(collection, kinds="wall").arrow().num_rows == 1
