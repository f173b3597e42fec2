"""A site without a publication file: what was found out of it is in the archive as well."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from archiver import Collection, CollectionError, publications, sample
from tests.conformance.programs import archiver

SITE = "www.elsewhere.example"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder: Path = tmp_path_factory.mktemp("undescribed") / "collection"
    with sample.serve() as server:
        archiver(
            "crawl", f"http://{SITE}/", "-c", folder, "--limit", "5", "--delay", "0",
            "--connect-to", f"{SITE}:80:127.0.0.1:{server.port}",
        )  # fmt: skip
    with Collection(folder) as collection:
        yield collection


def test_articles_are_found_and_read(collection: Collection) -> None:
    articles = list(collection.articles())

    assert len(articles) == 5
    assert [x for x in articles if not (x.title and x.body and x.published)] == []


def test_article_read_anew_equals_the_stored_one(collection: Collection) -> None:
    for article in collection.articles():
        assert collection.reread(article) == article


def test_article_can_be_read_anew_by_another_description(collection: Collection) -> None:
    article = next(collection.articles())
    described = publications.load().named(sample.SLUG)
    renamed = msgspec.structs.replace(described, name="The Evening Lantern")

    assert article.publication == "The Lantern Post"
    assert collection.reread(article, renamed).publication == "The Evening Lantern"


def test_article_of_another_collection_cannot_be_read_anew(collection: Collection) -> None:
    article = dataclasses.replace(next(collection.articles()), url="http://paper.example/story")

    with pytest.raises(CollectionError, match=r"paper\.example/story: is not in this collection"):
        collection.reread(article)
