"""A site that names one address as its own (rel=canonical) on all pages."""

from pathlib import Path

import pytest

from archiver import Collection
from tests.spiders.crawling import crawl, publish
from tests.spiders.hostile_server import feed, serving, site, story


def claiming(name: str, canonical: str) -> bytes:
    """A story that names an address as its own."""
    text = " ".join(f"Of the {name} it was told on day {n} that {name} {n * 7}." for n in range(20))
    body = story(f"About the {name}", text)
    head, rest = body.split(b"\r\n\r\n", 1)
    page = rest.replace(b"</head>", f'<link rel="canonical" href="{canonical}"></head>'.encode())
    length = f"Content-Length: {len(page)}".encode()
    lines = [x for x in head.split(b"\r\n") if not x.startswith(b"Content-Length")]
    return b"\r\n".join((*lines, length, b"", page))


@pytest.mark.parametrize(
    "wrong", ["/story/the-quay", "/story/what-is-not-there"], ids=["one story's", "nothing's"]
)
def test_a_site_that_names_one_address_on_all_pages_has_all_its_articles(
    tmp_path: Path, wrong: str
) -> None:
    """Also the one whose address that is, though others were read before it was found."""
    names = ("lamps", "ropes", "quay")
    publish(tmp_path / "c", "lamp", ['feed = "/feed.xml"'])
    served = site({f"/story/the-{name}": claiming(name, wrong) for name in names})
    for found in (names[:2], names):
        served.answers["/feed.xml"] = feed(f"/story/the-{name}" for name in found)
        with serving(served) as address:
            crawl(tmp_path / "c", ["lamp"], address)

    assert [served.asked()[f"/story/the-{name}"] for name in names] == [1, 1, 1]
    with Collection(tmp_path / "c") as collection:
        assert sorted(one.title or "" for one in collection.articles()) == [
            "About the lamps", "About the quay", "About the ropes",
        ]  # fmt: skip
        for name in names:
            (one,) = collection.versions(f"http://lamp.example/story/the-{name}")
            assert (one.article.title, one.captures) == (f"About the {name}", 1)
