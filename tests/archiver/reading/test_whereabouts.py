from collections import defaultdict
from functools import cache

import pytest
from lxml.etree import _Element as Element

from archiver import publications
from archiver.article import Article
from archiver.page import Page
from archiver.reading import read
from archiver.reading.text import inline_text
from archiver.reading.whereabouts import Place, places
from archiver.sample import SLUG, expected, resources

URL = "http://paper.example/story/the-ropes-of-the-quay-86002.html"
TEXT = "Nobody at the eastern quay had counted the ropes since the winter of the long ice."


def story(head: str = "", above: str = "", below: str = "") -> Page:
    html = f"""<!doctype html><html lang="en"><head>{head}</head><body><article>{above}
    <div class="story-body"><p>{TEXT}</p><p>{TEXT}</p>
    <ul><li>{TEXT}</li></ul></div></article>{below}</body></html>"""
    return Page.of(html, URL)


def found(page: Page) -> tuple[Article, dict[str, list[Place]]]:
    article = read(page)
    by_field: dict[str, list[Place]] = defaultdict(list)
    for place in places(page, article):
        by_field[place.field].append(place)
    return article, by_field


def texts(found: list[Place]) -> list[str]:
    return [inline_text(x.element) for x in found if x.element is not None]


def test_the_body_is_where_its_blocks_are() -> None:
    article, by_field = found(story(above="<h1>The ropes of the quay</h1>"))

    assert texts(by_field["body"]) == [block.text for block in article.body]


def test_a_headline_is_its_element() -> None:
    _, by_field = found(story(above="<h1>The ropes of the quay</h1><h1>Harbour news</h1>"))

    assert texts(by_field["title"]) == ["The ropes of the quay"]


@pytest.mark.parametrize(
    ("field", "head", "expected"),
    [
        ("published", '<meta property="article:published_time" content="2026-02-27T09:30:00Z">',
         '<meta property="article:published_time" content="2026-02-27T09:30:00Z">'),
        ("published", '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished":'
         ' "2026-02-27", "headline": "Ropes"}</script>', 'JSON-LD: "datePublished": "2026-02-27"'),
        ("canonical_url", f'<link rel="canonical" href="{URL}">',
         f'<link rel="canonical" href="{URL}">'),
        ("language", "", '<html lang="en">'),
        ("title", "<title>The ropes of the quay</title>",
         "<title>The ropes of the quay</title>"),
    ],
    ids=["meta", "JSON-LD", "rel", "the page's language", "title"],
)  # fmt: skip
def test_what_is_not_shown_is_told_by_its_source(field: str, head: str, expected: str) -> None:
    _, by_field = found(story(head))

    assert [place.source for place in by_field[field]] == [expected]


def test_what_is_shown_is_the_element_that_the_evidence_names() -> None:
    above = (
        '<p class="byline">By Ada Lindqvist</p><h1>The ropes of the quay</h1>'
        '<p class="byline">By Ada Lindqvist</p><span class="story-date">27 February 2026</span>'
    )
    article, by_field = found(story(above=above))

    assert article.evidence["byline"] == "byline:byline"
    assert texts(by_field["byline"]) == ["By Ada Lindqvist"]
    assert article.evidence["published"] == "text:story-date"
    assert texts(by_field["published"]) == ["27 February 2026"]


# Of the sample publication: what each evidence leads back to.

SAMPLE = expected()
#: Evidence that names no place on a page, or one of the page's bytes.
NOWHERE = {
    "publication": {"publication"},
    "language": {"publication"},
    "pagination": {"pages"},
    "encoding": None,
    "kind": None,
}


@cache
def sample(url: str) -> tuple[Article, dict[str, list[Place]]]:
    resource = resources()[url]
    publication = publications.load().named(SLUG)
    page = Page.of(resource.body, url, dict(resource.headers))
    article = read(page, publication)
    by_field: dict[str, list[Place]] = defaultdict(list)
    for place in places(page, article, publication):
        by_field[place.field].append(place)
    return article, by_field


@pytest.mark.parametrize("url", SAMPLE, ids=lambda url: url.rpartition("/")[2])
def test_each_field_of_a_sample_article_is_found_where_it_was_read(url: str) -> None:
    article, by_field = sample(url)

    missing = {
        field: evidence
        for field, evidence in article.evidence.items()
        if not by_field[field] and evidence not in (NOWHERE.get(field, ()) or (evidence,))
    }
    assert missing == {}
    assert texts(by_field["body"]) == [" ".join(block.text.split()) for block in article.body]
    assert len(by_field["images"]) == len(article.images)
    linked = {x.element.get("href") for x in by_field["related"] if x.element is not None}
    assert len(linked) == len(article.related)


def test_only_what_names_no_element_is_found_by_its_words() -> None:
    found = [
        (place.field, article.evidence[place.field])
        for article, by_field in map(sample, SAMPLE)
        for places in by_field.values()
        for place in places
        if place.by_words
    ]

    assert set(found) == {("authors", "more-by")}


def test_what_json_ld_refers_to_is_told_too() -> None:
    url = next(x for x in SAMPLE if "glacier-sensors" in x)

    lines = [place.source or "" for place in sample(url)[1]["authors"]]

    assert len(lines) == 2
    assert lines[0].startswith('JSON-LD: "author": [{"@id": ')
    assert "Teodor Vance" in lines[1]


def test_a_link_is_marked_where_it_was_taken_from_and_not_elsewhere() -> None:
    url = next(x for x in SAMPLE if "cloud-incident-rules" in x)
    article, by_field = sample(url)

    most_read = [x for x in read_anchors(url) if "What the Records Show" in inline_text(x)][-1]
    marked = [x.element for x in by_field["related"]]

    assert [link.kind for link in article.related if "What the Records Show" in link.text] == [
        "section"
    ]
    assert most_read not in marked
    assert len(marked) == len(article.related) == 8


def read_anchors(url: str) -> list[Element]:
    element = sample(url)[1]["body"][0].element
    assert element is not None
    return list(element.getroottree().getroot().iter("a"))
