"""The rules of the house, checked."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from archiver.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
PACKAGES = ("spiders", "archiver", "warcs")  # each may import those to its right
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).glob("**/*.py"))
# Scrapy's engine is the business of spiders/, and of the modules by which warcs/ hooks into it.
SCRAPY = {
    "archiver/crawl.py",
    "warcs/addon.py",
    "warcs/capturing/compression.py",
    "warcs/capturing/connect.py",
    "warcs/capturing/decision.py",
    "warcs/capturing/extension.py",
    "warcs/capturing/handler.py",
    "warcs/capturing/limit.py",
    "warcs/capturing/outcome.py",
    "warcs/capturing/wire.py",
}


# Inside archiver/, a module may import from its own line and from the lines above.
FLOORS = [
    "archiver.article archiver.errors archiver.urls archiver.likeness archiver.report"
    " archiver.bounds archiver.decoding archiver.every archiver.tables archiver.url_patterns"
    " archiver.written archiver.yields",
    "archiver.publications archiver.page archiver.sample archiver.rights",
    "archiver.reading",
    "archiver.sources archiver.requisites archiver.alarms",
    "archiver.probing archiver.hazards",
    "archiver.collection",
    "archiver.loading",
    "archiver.data",
    "archiver.jobs",
    "archiver.crawl archiver.demo archiver.schedule archiver.add",
    "archiver.show archiver.web",
    "archiver.cli",
]


def floor(module: str) -> int:
    names = [(name, number) for number, line in enumerate(FLOORS) for name in line.split()]
    fits = [(len(name), number) for name, number in names if f"{module}.".startswith(f"{name}.")]
    return max(fits)[1] if fits else -1


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_point_one_way(path: Path) -> None:
    here = path.relative_to(ROOT).parts[0]
    forbidden = PACKAGES[: PACKAGES.index(here)]

    assert [x for x in imported(path) if x.split(".")[0] in forbidden] == []


@pytest.mark.parametrize("path", sorted((ROOT / "archiver").glob("**/*.py")), ids=name)
def test_floors_are_climbed_one_way(path: Path) -> None:
    here = floor(".".join(path.relative_to(ROOT).with_suffix("").parts))

    assert [x for x in imported(path) if floor(x) > here >= 0] == []


@pytest.mark.parametrize(
    "path",
    [x for x in SOURCES if not name(x).startswith("spiders/") and name(x) not in SCRAPY],
    ids=name,
)
def test_only_the_crawl_knows_of_scrapy(path: Path) -> None:
    assert [x for x in imported(path) if x.split(".")[0] in ("scrapy", "twisted")] == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_module_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text()
    tree = ast.parse(text)
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert text.count("\n") < 400
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= 40] == []
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("path", sorted((ROOT / "spiders").glob("**/*.py")), ids=name)
def test_spiders_import_each_other_relatively(path: Path) -> None:
    # The wheel carries the package under another name.
    assert [x for x in imported(path) if x.split(".")[0] == "spiders"] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_help_with_an_example(command: str) -> None:
    found = main.get_command(click.Context(main), command)

    assert found is not None
    assert found.name == command
    assert f"archiver {command}" in (found.help or "")
    # `archiver --help` says it without importing the command.
    assert found.get_short_help_str(limit=1000) == COMMANDS[command][1]


@pytest.mark.parametrize("command", COMMANDS)
def test_command_stands_in_the_readme_or_the_docs(command: str) -> None:
    docs = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]

    assert any(f"archiver {command}" in path.read_text() for path in docs)


@pytest.mark.parametrize(
    "package",
    [
        "archiver",
        "archiver.collection",
        "archiver.data",
        "archiver.loading",
        "archiver.reading",
        "archiver.requisites",
        "archiver.sources",
        "warcs",
    ],
)
def test_public_names_exist(package: str) -> None:
    module = importlib.import_module(package)

    assert [x for x in module.__all__ if not hasattr(module, x)] == []
    assert set(module.__all__) <= set(dir(module))


def test_top_level_holds_nothing_without_a_reason() -> None:
    expected = {
        ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "archiver", "docs",
        "pyproject.toml", "scrapy.cfg", "spiders", "tests", "warcs",
    }  # fmt: skip
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout: other things may lie beside it")
    import subprocess

    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert {line.split("/")[0] for line in listed.splitlines()} - expected == set()
