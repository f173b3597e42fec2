"""Who wrote it: which of a page's claims is believed, and what stands on the page."""

import json
from datetime import UTC, datetime

import pytest

import archiver
from archiver.article import Article

URL = "https://paper.example/2024/05/01/river-town-opens-its-library"
FETCHED = datetime(2024, 6, 1, tzinfo=UTC)
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
TEXT = "".join(f"<p>{SENTENCE * 3}{number}</p>" for number in range(8))
TITLE = "River Town Opens Its Library"


def page(before: str = "", after: str = "", head: str = "", above: str = "") -> Article:
    html = (
        f"<html><head><title>{TITLE}</title>{head}</head><body>{above}<main><h1>{TITLE}</h1>"
        f"{before}<div class=story-text>{TEXT}</div>{after}</main></body></html>"
    )
    return archiver.parse(html, URL, fetched=FETCHED)


def jsonld(author: object, **more: object) -> str:
    value = {"@type": "NewsArticle", "headline": TITLE, "author": author, **more}
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


def names(found: Article) -> list[str]:
    return [author.name for author in found.authors]


@pytest.mark.parametrize(
    "before",
    [
        "<p>By Mara Quill</p>",
        "<p>Von Mara Quill</p>",
        "<p>Mara Quill | Senior Writer | July 2, 2023</p><p class=byline>Mara Quill</p>",
        "<div>Written by</div><div>Mara Quill</div>",
        "<h4>Autorin</h4><p><a href=/profil/7/quill>Mara Quill</a></p>",
        "<div><a href=/authors/quill>Mara Quill</a></div>",
        "<div class=author-row><img alt=''><div>Mara Quill</div><div>Research</div></div>",
        "<span itemprop=author><span itemprop=name>Mara Quill</span></span>",
        "<p>May 1, 2024 by Mara Quill</p>",
        "<p>Photos by Jan Eck</p><p>By Mara Quill</p>",
        "<div>Mara Quill</div><div>May 1, 2024 · 4 min read</div>",
        "<div><span>Mara Quill</span> <span>1 May 2024</span></div>",
        "<div><span class=a>Mara Quill</span><span class=b>1 May 2024</span></div>",
        "<div class=byline>By Mara Quill, posted on this page in River Town, 6:42 p.m.</div>",
        "<p><a href=/authors/quill>Mara Quill</a> 1 May 2024</p>"
        "<p>A post shared by River Town (@rivertown)</p>",
    ],
)
def test_a_printed_name_at_the_headline_signs(before: str) -> None:
    assert names(page(before)) == ["Mara Quill"]


@pytest.mark.parametrize(
    "after",
    [
        "<p>Text: Mara Quill</p>",
        "<p>Autorin: Mara Quill</p>",
        "<div class=author-box><h4>Mara Quill</h4><p>She writes of towns, and reads.</p></div>",
        "<h3>More by Mara Quill</h3><ul><li><a href=/a>Another story of the town</a></ul>",
    ],
)
def test_a_name_after_the_text_signs(after: str) -> None:
    assert names(page(after=after)) == ["Mara Quill"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<div class=comments><p class=comment-author>By Kim Ott</p><p>Well said.</p></div>",
        "<nav><a href=/author/kim-ott>Kim Ott</a></nav>",
        "<figure><img src=/a.jpg><figcaption class=author>Foto: Kim Ott</figcaption></figure>",
        "<p>Edited by Kim Ott</p>",
    ],
)
def test_a_name_in_a_comment_a_caption_or_of_an_editor_does_not_sign(elsewhere: str) -> None:
    assert names(page(after=elsewhere)) == []


def test_a_person_who_signs_is_believed_before_the_account_that_published() -> None:
    head = jsonld({"@type": "Person", "name": "admin"}) + "<meta name=author content=paper>"

    assert names(page("<p class=byline>By Mara Quill</p>", head=head)) == ["Mara Quill"]


def test_a_guest_named_at_the_texts_beginning_is_believed_before_the_organisation() -> None:
    head = jsonld({"@type": "Organization", "name": "The Paper Desk"})
    html = f"<p>By Mara Quill</p>{TEXT}"

    assert names(page(f"<div>{html}</div>", head=head)) == ["Mara Quill"]


def test_claims_that_agree_win() -> None:
    found = page(
        "<p class=byline>Mara Quill</p>",
        after="<div class=author-bio><p>Mara Quill covers the valley.</p></div>",
        head="<meta name=author content='Jan Eck'>",
    )

    assert names(found) == ["Mara Quill"]


def test_where_no_person_signs_the_organisation_does() -> None:
    head = jsonld({"@type": "Organization", "name": "Tidewater Weather Service"})

    assert names(page(head=head)) == ["Tidewater Weather Service"]


def test_an_author_is_found_by_its_identity() -> None:
    graph = [
        {"@type": "Person", "@id": "#quill", "name": "Mara Quill"},
        {"@type": "Article", "headline": TITLE, "author": {"@id": "#quill"}},
    ]
    head = f"<script type='application/ld+json'>{json.dumps({'@graph': graph})}</script>"

    assert names(page(head=head)) == ["Mara Quill"]


@pytest.mark.parametrize(
    "meta",
    [
        "<meta name=author content='Mara Quill'><meta name=author content='Jan Eck'>",
        "<meta name=sailthru.author content='Mara Quill, Jan Eck'>",
        "<meta name=twitter:label1 content='Verfasst von'>"
        "<meta name=twitter:data1 content='Mara Quill und Jan Eck'>",
    ],
)
def test_metadata_name_several(meta: str) -> None:
    assert names(page(head=meta)) == ["Mara Quill", "Jan Eck"]


def test_authors_in_lines_of_their_own_sign_together() -> None:
    line = "<div class=author>Mara Quill</div><div class=author>Jan Eck</div>"

    assert names(page(line)) == ["Mara Quill", "Jan Eck"]


def test_a_lone_name_signs_where_the_page_presents_its_bearer() -> None:
    line = "<p>Mara Quill</p>"
    portrait = "<div><p>Mara Quill is a reporter in the valley.</p></div>"

    assert names(page(line)) == []
    assert names(page(line, after=portrait)) == ["Mara Quill"]


def test_a_given_name_is_filled_up_by_the_portrait() -> None:
    after = "<div><p>Mara Quill is a reporter in the valley.</p></div>"

    assert names(page("<p>By Mara</p>", after=after)) == ["Mara Quill"]


def test_metadata_that_name_more_authors_than_the_line_are_believed() -> None:
    head = jsonld([{"name": "Mara Quill"}, {"name": "Jan Eck"}])

    assert names(page("<p>By Mara Quill</p>", head=head)) == ["Mara Quill", "Jan Eck"]


def test_the_publication_signs_only_where_nobody_else_does() -> None:
    site = "<meta property=og:site_name content='The River Herald'>"
    both = jsonld([{"name": "The River Herald"}, {"name": "Mara Quill"}])

    assert names(page(head=site + both)) == ["Mara Quill"]
    assert names(page(head=site + jsonld({"name": "The River Herald"}))) == ["The River Herald"]


def test_no_page_signs_for_nobody() -> None:
    found = page()

    assert (found.authors, found.byline) == ((), None)


def test_the_authors_page_is_where_the_name_leads() -> None:
    head = jsonld({"name": "Mara Quill", "url": "https://social.example/quill"})
    found = page("<p>By <a href=/authors/quill>Mara Quill</a></p>", head=head)

    assert found.authors[0].url == "https://paper.example/authors/quill"


@pytest.mark.parametrize("url", ["https://paper.example/", "https://www.facebook.com/quill"])
def test_a_front_page_or_a_social_network_is_no_page_of_an_author(url: str) -> None:
    assert page(head=jsonld({"name": "Mara Quill", "url": url})).authors[0].url is None


@pytest.mark.parametrize(
    ("before", "byline"),
    [
        ("<p class=byline>By Mara Quill | May 1, 2024</p>", "By Mara Quill"),
        ("<p><a href=/politics>Politics</a> By Mara Quill</p>", "By Mara Quill"),
        ("<p class=byline>Mara Quill, City Editor</p>", "Mara Quill, City Editor"),
    ],
)
def test_the_byline_is_the_line_as_printed(before: str, byline: str) -> None:
    assert page(before).byline == byline


def test_the_line_is_found_by_the_name_that_metadata_tell() -> None:
    found = page("<p>Mara Quill, of the River Library</p>", head=jsonld({"name": "Mara Quill"}))

    assert found.byline == "Mara Quill, of the River Library"


def test_a_portrait_is_no_byline() -> None:
    bio = "<div class=author-bio><p>Mara Quill covers the valley.</p></div>"
    found = page(after=bio, head=jsonld({"name": "Mara Quill"}))

    assert (names(found), found.byline) == (["Mara Quill"], None)
