"""`archiver add`, as a user calls it: what is told before a site is asked."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from archiver.cli import main


def test_file_that_is_given_as_a_site_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my list.opml").write_text("<opml/>")

    done = CliRunner().invoke(main, ["add", "my list.opml", "-c", "c"])

    assert (done.exit_code, done.stderr) == (
        1,
        "Error: my list.opml: is a file: archiver add --from 'my list.opml'\n",
    )
    assert not Path("c").exists()


def test_line_that_is_no_address_is_told_once_in_the_table(tmp_path: Path) -> None:
    listed = tmp_path / "sites"
    listed.write_text("ftp://paper.example/\nmailto:desk@paper.example\n")

    done = CliRunner().invoke(main, ["add", "--from", str(listed), "-c", str(tmp_path / "c")])

    assert done.exit_code == 1
    table = done.stdout.split()
    assert table.count("ftp://paper.example/:") == 1
    assert done.stdout.endswith("0 of 2 added\n")


def test_bounds_of_a_crawl_are_no_options_of_add(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["add", "paper.example", "-c", str(tmp_path / "c"), "--max-pages", "3"]
    )

    assert done.exit_code == 2
    assert "No such option" in done.stderr


def test_a_list_that_is_not_there_is_no_host(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["add", "nosuch.opml", "-c", str(tmp_path / "c")])

    assert (done.exit_code, done.stderr) == (
        1,
        "Error: nosuch.opml: no such file; a list is given with --from FILE\n",
    )
