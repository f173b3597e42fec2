"""`archiver status`: what a stranger reads of a collection."""

from pathlib import Path

from click.testing import CliRunner

from archiver.cli import main
from archiver.collection import Session


def test_an_empty_collection_says_what_to_do_first(tmp_path: Path) -> None:
    Session(tmp_path / "c").close()
    done = CliRunner().invoke(main, ["status", "-c", str(tmp_path / "c")])

    assert done.exit_code == 0
    assert done.output.splitlines()[:3] == [
        f"No articles yet: `archiver add URL -c {tmp_path}/c` describes a site, and"
        f" `archiver crawl NAME -c {tmp_path}/c` fetches what it has",
        "",
        f"{tmp_path}/c: 0 articles in 0 versions, 0 captures in 0 WARC files, 0 B",
    ]
