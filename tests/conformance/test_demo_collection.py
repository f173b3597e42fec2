"""What the demo crawl made of the sample: the articles, and that the archive alone holds them."""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from archiver import Article, Collection, sample
from archiver.article import Kind
from archiver.collection.database.schema import DERIVED as TABLES
from tests.conformance.programs import DERIVED, Demo, archiver

NOT_SAID = ("evidence", "capture", "reader")  # by the page: the sample's answers leave them open
FIELDS = [field.name for field in fields(Article) if field.name not in NOT_SAID]
KINDS = get_args(Kind)


def table(folder: Path, name: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        return db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()


def stored(collection: Collection) -> dict[str | None, Article]:
    return {article.url: article for article in collection.articles(kinds=KINDS)}


def test_every_article_of_the_sample_is_found_and_nothing_else(collection: Collection) -> None:
    assert sorted(map(str, stored(collection))) == sorted(sample.expected())


@pytest.mark.parametrize("field", FIELDS)
def test_field_is_read_as_expected(field: str, collection: Collection) -> None:
    found = stored(collection)

    wrong = {
        url: (getattr(found[url], field), getattr(expected, field))
        for url, expected in sample.expected().items()
        if getattr(found[url], field) != getattr(expected, field)
    }

    assert wrong == {}


def test_article_read_anew_from_its_capture_equals_the_stored_one(collection: Collection) -> None:
    for article in stored(collection).values():
        assert collection.reread(article) == article


def test_capture_of_an_article_is_the_bytes_that_were_sent(collection: Collection) -> None:
    pages = sample.pages()
    for article in stored(collection).values():
        assert article.url is not None
        assert article.capture is not None
        http = collection.record(article.capture).http
        assert http is not None

        assert http.body(1 << 20) == pages[article.url.removeprefix(f"http://{sample.HOST}")]


@pytest.mark.parametrize("name", TABLES)
def test_rebuild_from_the_archive_alone_gives_equal_tables(
    name: str, demo: Demo, rebuilt: Path
) -> None:
    assert table(rebuilt, name) == table(demo.folder, name)


@pytest.mark.parametrize("name", ["pages/pages.jsonl", "manifest.jsonl", "indexes"])
def test_rebuild_from_the_archive_alone_gives_equal_files(
    name: str, demo: Demo, rebuilt: Path
) -> None:
    def contents(path: Path) -> dict[str, bytes]:
        paths = path.iterdir() if path.is_dir() else [path]
        return {found.name: found.read_bytes() for found in paths}

    assert contents(rebuilt / name) == contents(demo.folder / name)


@pytest.fixture(scope="module")
def rebuilt(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rebuilt")
    shutil.copytree(demo.folder / "archive", folder / "archive")
    assert [path.name for path in folder.iterdir() if path.name in DERIVED] == []
    said = archiver("rebuild", "-c", folder)
    with Collection(demo.folder) as collection:
        assert f"{collection.status().articles} articles" in said
    return folder


def test_demo_again_fetches_no_article_twice(copy: Path, demo: Demo) -> None:
    output = archiver("demo", copy)

    assert " 0 fetched" in output
    assert captures_of_articles(copy) == captures_of_articles(demo.folder)


def captures_of_articles(folder: Path) -> Counter[str | None]:
    with Collection(folder) as collection:
        articles = stored(collection)
        return Counter(x.url for x in collection.captures() if x.url in articles)


def test_demo_says_where_things_are_and_what_to_try(demo: Demo) -> None:
    for fact in (
        "127.0.0.1",
        "DOWNLOAD_DELAY=0",
        str(demo.warc),
        str(demo.folder / "catalogue.sqlite"),
        f"archiver status -c {demo.folder}",
        *("Security", "E-Commerce", "Mobile", "Cloud", "Hardware", "Policy"),
    ):
        assert fact in demo.output


def test_all_that_a_page_needs_is_captured(collection: Collection) -> None:
    home = f"http://{sample.HOST}"
    (page,) = collection.captures(f"{home}/story/cloud-incident-rules-take-effect-86062.html")

    found = list(collection.needed_by(page))

    assert [x.status for x in found] == [200] * 9
    assert {x.url.removeprefix(home) for x in found} == {
        "/style.css",
        "/styles/type.css",
        "/fonts/lantern.woff",
        "/favicon.png",
        "/images/house/touch-icon.png",
        "/images/house/logo.png",
        "/images/house/stripes.png",
        "/images/86062-1.png",
        "/images/staff/ravi-sundaram-ellis.png",
    }
