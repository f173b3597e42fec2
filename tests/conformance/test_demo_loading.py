"""What `archiver.read` makes of the demo crawl: the articles that its collection has."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import archiver
from archiver import Article
from tests.conformance.programs import Demo
from tests.conformance.programs import archiver as command
from tests.conformance.refetching import Crawls


def stored(folder: Path) -> dict[str, Article]:
    """Every reading by the record id of its capture; of several of one capture, the last."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        rows = db.execute("SELECT capture, article FROM readings ORDER BY id").fetchall()
    return {capture: Article.from_json(article) for capture, article in rows}


def loaded(source: Path) -> dict[str, Article]:
    found = archiver.read(source, kinds="all")
    return {one.capture.record_id: one for one in found if one.capture}


def test_the_collection_is_read_as_it_has_it(demo: Demo) -> None:
    known = stored(demo.folder)
    found = loaded(demo.folder)

    assert {key: found[key] for key in known} == known


def test_so_are_its_bare_files_and_a_package_of_it(demo: Demo, tmp_path: Path) -> None:
    shutil.copytree(demo.folder / "archive", tmp_path / "bare")
    command("package", "-c", demo.folder, "-o", tmp_path / "demo.wacz")
    known = stored(demo.folder)

    for source in (tmp_path / "bare", tmp_path / "demo.wacz"):
        found = loaded(source)
        assert {key: found[key] for key in known} == known


def test_captures_that_came_again_are_read_from_their_originals(
    crawls: Crawls, tmp_path: Path
) -> None:
    shutil.copytree(crawls.folder / "archive", tmp_path / "bare")
    known = stored(crawls.folder)
    again = [x for run in (1, 2) for x in crawls.of_type(run, "revisit") if x.id in known]

    assert len(again) > 100
    for source in (crawls.folder, tmp_path / "bare"):
        found = loaded(source)
        assert {key: found[key] for key in known} == known
