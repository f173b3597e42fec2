"""What a process imports before it is asked for anything: each one pays for it."""

import json
import subprocess
import sys

import pytest

from archiver.cli import COMMANDS

OURS = ("archiver", "archiver_spiders", "spiders", "warcs")
#: Libraries that take long to import, each of which some processes need.
HEAVY = {
    "asyncio", "chardet", "cryptography", "feedparser", "fsspec", "holidays", "jinja2", "lxml",
    "parsel", "pyarrow", "rich", "scrapy", "starlette", "tomlkit", "twisted", "uvicorn", "warcio",
}  # fmt: skip


def imported(program: str) -> set[str]:
    """Names of the modules in a fresh process after ``program``."""
    told = f"{program}\nimport json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(json.loads(ran.stderr))


def ours(modules: set[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0] in OURS}


def test_the_package_imports_nothing_of_itself() -> None:
    modules = imported("import archiver")

    assert ours(modules) == {"archiver", "warcs", "warcs.later"}
    assert HEAVY & modules == set()


def test_the_help_imports_no_command() -> None:
    program = """
from archiver.cli import main
main(["--help"], standalone_mode=False)
"""
    modules = imported(program)

    assert ours(modules) == {"archiver", "archiver.cli", "warcs", "warcs.later"}
    assert HEAVY & modules == set()


def test_the_help_of_all_commands_does_without_scrapy_and_the_reader() -> None:
    program = f"""
from archiver.cli import main
for command in {tuple(COMMANDS)}:
    main([command, "--help"], standalone_mode=False)
"""
    modules = imported(program)

    late = {
        "archiver.crawl", "archiver.data", "archiver.jobs", "archiver.loading",
        "archiver.reading.stages",
    }  # fmt: skip
    assert late & modules == set()
    assert (HEAVY - {"cryptography", "lxml", "parsel", "rich"}) & modules == set()


@pytest.mark.parametrize(
    ("package", "submodule"),
    [
        ("archiver", "reading"),
        ("archiver.collection", "session"),
        ("archiver.requisites", "html"),
        ("warcs", "reader"),
    ],
)
def test_submodules_are_found_beside_names_that_come_later(package: str, submodule: str) -> None:
    program = f"""
import {package}
from {package} import {submodule}
try:
    {package}.nothing_of_this_name
except AttributeError as error:
    assert str(error) == "module '{package}' has no attribute 'nothing_of_this_name'", error
else:
    raise SystemExit("found what is not there")
"""

    assert f"{package}.{submodule}" in imported(program)
