"""Each definition of docs/fields.md, sentence by sentence, on pages that say one thing each."""

import dataclasses
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import archiver
from archiver.article import Article, Sign

FIELDS = (Path(__file__).parents[3] / "docs" / "fields.md").read_text(encoding="utf-8")
URL = "https://paper.example/news/2024/05/02/a-bridge-for-the-harbour"
DAY = datetime(2024, 6, 1, tzinfo=UTC)
TEXT = (
    "The council decided on the new bridge after a debate of five hours, and nobody was content. "
    "The work shall begin in spring, the mayor said, and it shall cost forty million crowns."
)
MORE = (
    "Fishermen fear for their berths, while the shops of the old town hope for more guests than "
    "in the years before. A second hearing is to be held in the school of the parish."
)


def page(head: str = "", top: str = "", story: str = "", end: str = "", html: str = "") -> str:
    """A page with a headline and two paragraphs, and what a test adds to it."""
    return (
        f"<html{html}><head><title>A bridge for the harbour | The Paper</title>{head}</head><body>"
        f"<main><article>{top}<h1>A bridge for the harbour</h1>{story}<p>{TEXT}</p><p>{MORE}</p>"
        f"{end}</article></main></body></html>"
    )


def read(**parts: str) -> Article:
    return archiver.parse(page(**parts), URL, fetched=DAY)


def ld(**values: object) -> str:
    value = {"@context": "https://schema.org", "@type": "NewsArticle", **values}
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


# ------------------------------------------------------------------------------ the document


def test_every_field_of_the_article_is_defined() -> None:
    defined = set(re.findall(r"\*\*(\w+)\*\*", FIELDS))

    assert {field.name for field in dataclasses.fields(Article)} - {"evidence"} <= defined


def test_every_definition_has_a_test() -> None:
    defined = set(re.findall(r"\*\*(\w+)\*\*", FIELDS))
    tested = "\n".join(name for name in globals() if name.startswith("test_"))

    assert [name for name in sorted(defined) if f"test_{name}_" not in tested] == []


def test_missing_is_none_and_never_empty() -> None:
    article = archiver.parse("<p>short</p>")
    values = {x.name: getattr(article, x.name) for x in dataclasses.fields(Article)}

    assert [name for name, value in values.items() if value in ("", [], {})] == []


def test_cut_says_that_there_were_too_many_links() -> None:
    links = "".join(
        f'<a href="/2024/04/30/the-story-number-{n}">a story</a> ' for n in range(10_500)
    )

    assert read(end=f"<p>{links}</p>").evidence["cut"] == "links: resolved 10000 different ones"


# -------------------------------------------------------------------------------- where it is


def test_url_is_the_callers() -> None:
    assert read().url == URL
    assert archiver.parse(page()).url is None


@pytest.mark.parametrize(
    "head",
    [
        pytest.param('<link rel="canonical" href="/bridge">', id="rel"),
        pytest.param(meta("og:url", "https://paper.example/bridge"), id="og:url"),
    ],
)
def test_canonical_url_is_absolute(head: str) -> None:
    assert read(head=head).canonical_url == "https://paper.example/bridge"


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(meta("og:site_name", "The Paper"), id="og:site_name"),
        pytest.param(ld(publisher={"@type": "Organization", "name": "The Paper"}), id="jsonld"),
    ],
)
def test_publication_is_as_the_page_prints_it(head: str) -> None:
    assert read(head=head).publication == "The Paper"


def test_publication_with_a_file_is_called_as_the_file_says() -> None:
    html = page(head=meta("og:site_name", "ECT"))

    assert archiver.parse(html, "https://www.ecommercetimes.com/story/x-1.html").publication == (
        "E-Commerce Times"
    )


CRUMBS = (
    '<nav class="breadcrumb"><a href="/">Home</a> &gt; <a href="/news">News</a> &gt; '
    '<a href="/news/harbour">Harbour</a></nav>'
)


def test_channel_is_the_last_breadcrumb() -> None:
    assert read(top=CRUMBS).channel == "Harbour"


def test_channel_of_the_metadata() -> None:
    assert read(head=meta("article:section", "Harbour")).channel == "Harbour"


def test_channel_of_more_in() -> None:
    assert read(end="<h3>More in Harbour</h3>").channel == "Harbour"


def test_channels_leave_out_the_front_page_and_the_story() -> None:
    crumbs = CRUMBS.replace("</nav>", " &gt; <span>A bridge for the harbour</span></nav>")

    assert read(top=crumbs).channels == ("News", "Harbour")


def test_capture_is_none_for_a_page_from_elsewhere() -> None:
    assert read().capture is None


def test_reader_is_the_version_of_the_reader() -> None:
    assert read().reader == archiver.reading.READER


# --------------------------------------------------------------------------------- what it is


def test_kind_of_a_story_is_article() -> None:
    assert read(head=ld(datePublished="2024-05-02")).kind == "article"


def test_kind_of_a_live_blog() -> None:
    blog = ld(headline="A bridge for the harbour").replace("NewsArticle", "LiveBlogPosting")

    assert read(head=blog).kind == "live blog"


def test_kind_of_a_front_page_is_listing() -> None:
    teasers = "".join(
        f'<div class="card"><h2><a href="/2024/05/0{n}/a-story-of-many-words-{n}">A story of many '
        f"words number {n}</a></h2><p>What it tells in a line.</p></div>"
        for n in range(1, 10)
    )

    assert archiver.parse(f"<main>{teasers}</main>", "https://paper.example/").kind == "listing"


def test_kind_of_a_stub_is_wall() -> None:
    html = f"<h1>A bridge</h1><p>{TEXT[:90]}</p><p>Subscribe to continue reading.</p>"

    assert archiver.parse(html, URL).kind == "wall"


@pytest.mark.parametrize(
    ("parts", "language"),
    [
        pytest.param({"html": ' lang="pt-br"'}, "pt-BR", id="html lang"),
        pytest.param({"head": ld(inLanguage="de")}, "de", id="jsonld"),
        pytest.param({"head": meta("og:locale", "fr_CA")}, "fr-CA", id="meta"),
        pytest.param({}, "en", id="the text"),
    ],
)
def test_language_is_bcp_47(parts: dict[str, str], language: str) -> None:
    assert read(**parts).language == language


def test_language_of_a_short_text_is_unknown() -> None:
    assert archiver.parse("<h1>Bridge</h1><p>A short text.</p>").language is None


def test_topics_stand_once_and_in_order() -> None:
    head = '<meta name="keywords" content="bridge, harbour, Bridge, council">'

    assert read(head=head).topics == ("bridge", "harbour", "council")


@pytest.mark.parametrize(("free", "paywalled"), [(False, True), ("True", False), ("False", True)])
def test_paywalled_is_what_the_page_says(free: object, paywalled: bool) -> None:
    assert read(head=ld(isAccessibleForFree=free)).paywalled is paywalled


def test_paywalled_is_none_where_it_says_nothing() -> None:
    assert read().paywalled is None


def test_rights_are_kept_as_told() -> None:
    head = (
        '<link rel="license" href="https://creativecommons.example/by/4.0/">'
        '<meta name="robots" content="noarchive"><meta name="tdm-reservation" content="1">'
        '<meta name="tdm-policy" content="https://paper.example/tdm.json">'
    )
    rights = read(head=head).rights

    assert rights.noarchive
    assert rights.license == "https://creativecommons.example/by/4.0/"
    assert (rights.tdm_reserved, rights.tdm_policy) == (True, "https://paper.example/tdm.json")


def test_signs_that_are_addressed_to_others_are_kept_as_such() -> None:
    rights = read(head='<meta name="googlebot" content="noarchive">').rights

    assert rights.signs == (Sign(name="noarchive", where="meta:googlebot", to="googlebot"),)
    assert not rights.noarchive


def test_copyright_notice_is_kept_as_printed() -> None:
    rights = read(head='<meta name="copyright" content="© 2026  The Paper">').rights

    assert rights.notice == "© 2026 The Paper"


def test_rsl_document_is_no_licence_but_a_sign() -> None:
    head = '<link rel="license" type="application/rsl+xml" href="/terms.xml">'
    rights = read(head=head).rights

    assert (rights.license, [x.name for x in rights.signs]) == (None, ["rsl"])


# -------------------------------------------------------------------------------- what it says


def test_title_is_the_heading_and_not_the_sites_name() -> None:
    assert read().title == "A bridge for the harbour"


def test_title_without_a_heading_is_the_metadatas() -> None:
    html = page().replace("<h1>A bridge for the harbour</h1>", "")

    assert archiver.parse(html, URL).title == "A bridge for the harbour"


def test_subtitle_is_the_line_under_the_headline() -> None:
    article = read(story='<p class="standfirst">Forty million for eighty metres of steel</p>')

    assert article.subtitle == "Forty million for eighty metres of steel"
    assert "Forty million for eighty" not in article.text


def test_subtitle_is_no_description_that_repeats_the_text() -> None:
    assert read(head=meta("og:description", TEXT[:92])).subtitle is None


def test_byline_is_as_printed_without_the_date() -> None:
    assert read(story='<p class="byline">By Ada Hill | May 2, 2024</p>').byline == "By Ada Hill"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("By Ada Hill", ["Ada Hill"], id="one"),
        pytest.param("By Ada Hill and Otto Reed", ["Ada Hill", "Otto Reed"], id="two, in order"),
        pytest.param("Written by Ada Hill, Staff Writer", ["Ada Hill"], id="role left out"),
        pytest.param("By The Paper", [], id="the publication is no person"),
    ],
)
def test_authors_are_the_persons_who_sign(line: str, names: list[str]) -> None:
    head = meta("og:site_name", "The Paper")
    article = read(head=head, story=f'<p class="byline">{line}</p>')

    assert [author.name for author in article.authors] == names


def test_authors_link_to_their_pages() -> None:
    line = '<p class="byline">By <a rel="author" href="/people/ada-hill">Ada Hill</a></p>'

    assert read(story=line).authors[0].url == "https://paper.example/people/ada-hill"


@pytest.mark.parametrize(
    ("text", "iso", "zone"),
    [
        pytest.param("2024-05-02T10:30:00+02:00", "2024-05-02T10:30:00+02:00", "page", id="offset"),
        pytest.param("2024-05-02T10:30:00", "2024-05-02T10:30:00", None, id="no zone invented"),
        pytest.param("2024-05-02", "2024-05-02", None, id="a day is a day"),
    ],
)
def test_published_is_no_more_exact_than_known(text: str, iso: str, zone: str | None) -> None:
    moment = read(head=meta("article:published_time", text)).published

    assert moment is not None
    assert (moment.iso, moment.zone, moment.text) == (iso, zone, text)


@pytest.mark.parametrize("text", ["2031-01-01", "1971-01-01"])
def test_published_in_the_future_or_before_the_web_is_a_mistake(text: str) -> None:
    html = page(head=meta("article:published_time", text))
    found = archiver.parse(html, "https://paper.example/a", fetched=DAY).published

    assert found is None


@pytest.mark.parametrize(("tag", "iso"), [("en-US", "2024-03-04"), ("en-GB", "2024-04-03")])
def test_published_in_numbers_is_read_as_the_pages_country_writes(tag: str, iso: str) -> None:
    html = page(html=f' lang="{tag}"', story='<p class="date">3/4/2024</p>')
    found = archiver.parse(html, "https://paper.example/a", fetched=DAY).published

    assert found is not None
    assert found.iso == iso


def test_modified_is_a_value_of_its_own() -> None:
    head = meta("article:published_time", "2024-05-02") + meta(
        "article:modified_time", "2024-05-05"
    )
    article = read(head=head)

    assert article.published is not None
    assert article.modified is not None
    assert (article.published.iso, article.modified.iso) == ("2024-05-02", "2024-05-05")


def test_modified_is_not_taken_from_published() -> None:
    assert read(head=meta("article:published_time", "2024-05-02")).modified is None


def test_body_keeps_its_blocks() -> None:
    article = read(
        end="<h2>The price</h2><ul><li>Steel for the arches</li><li>Stone for the piers</li></ul>"
        "<blockquote><p>Nobody asked the fishermen, said one of them.</p></blockquote>"
        f"<p>{TEXT}</p>"
        "<pre>a = 1\nb = 2</pre><table><tr><th>Year<th>Cost<tr><td>2025<td>40</table>"
    )

    assert [(block.kind, block.text) for block in article.body[2:]] == [
        ("heading", "The price"),
        ("list item", "Steel for the arches"),
        ("list item", "Stone for the piers"),
        ("quote", "Nobody asked the fishermen, said one of them."),
        ("paragraph", TEXT),
        ("preformatted", "a = 1\nb = 2"),
        ("table", "Year\tCost\n2025\t40"),
    ]
    assert article.body[2].level == 2


def test_body_has_the_links_in_it() -> None:
    story = f'<p>{TEXT} See <a href="/2024/04/30/the-old-bridge-is-closed">the old one</a>.</p>'
    links = [link for block in read(story=story).body for link in block.links]

    assert [(link.url, link.text) for link in links] == [
        ("https://paper.example/2024/04/30/the-old-bridge-is-closed", "the old one")
    ]


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param("<figure><img src=a.jpg><figcaption>A caption</figcaption></figure>"),
        pytest.param('<p class="byline">By Ada Hill</p>'),
        pytest.param('<div class="advertisement">Buy boots, the best boots</div>'),
        pytest.param('<p>Read also: <a href="/2024/01/01/a-teaser-of-words">A teaser</a></p>'),
        pytest.param('<div class="share"><a href="//x.example">Share</a></div>'),
        pytest.param('<div class="newsletter">Our letter brings you the news each morning.</div>'),
        pytest.param('<section id="comments"><p>I do not like this bridge at all.</p></section>'),
        pytest.param('<p class="tags"><a href="/tag/bridge">bridge</a></p>'),
        pytest.param('<div><h4><a href="/2024/01/01/a-teaser-of-words">A teaser</a></h4>Why</div>'),
        pytest.param("<p>© 2024 The Paper. All rights reserved.</p>"),
        pytest.param("<h2>A heading that nothing follows</h2>"),
    ],
)
def test_body_is_the_story_alone(extra: str) -> None:
    assert read(end=extra).text == f"{TEXT}\n\n{MORE}"


def test_body_has_each_text_once_of_a_page_that_says_much_twice() -> None:
    desk, phone = (f"<div>{''.join(f'<p>{n} {TEXT}</p>' for n in range(4))}</div>" for _ in "ab")

    assert len(read(story=desk + phone, end="").body) == len(read(story=desk, end="").body)


def test_body_of_the_metadata_where_the_page_has_none() -> None:
    html = f"<html><head>{ld(headline='A bridge', articleBody=TEXT)}</head><body></body></html>"

    assert archiver.parse(html, URL).text == TEXT


def test_text_is_the_blocks_divided_by_an_empty_line() -> None:
    assert read().text == f"{TEXT}\n\n{MORE}"


def test_images_are_those_of_the_story() -> None:
    article = read(
        top='<img class="logo" src="/logo.png">',
        story='<figure><img src="/harbour.jpg" alt="Ships"><figcaption>The harbour</figcaption>'
        "</figure>",
        end='<div class="author-bio"><img class="avatar" src="/ada.jpg"></div>',
    )

    (image,) = article.images
    assert image.url == "https://paper.example/harbour.jpg"
    assert (image.alt, image.caption, image.lead) == ("Ships", "The harbour", True)


def test_pagination_is_the_storys_other_pages() -> None:
    end = f'<div class="pages">1 <a href="{URL}/2">2</a> <a href="{URL}/3">3</a></div>'

    assert read(end=end).pagination == (f"{URL}/2", f"{URL}/3")


def test_pagination_may_stand_in_a_long_menu() -> None:
    links = " ".join(f'<a href="{URL}?page={n}">{n}</a>' for n in range(1, 15))

    assert len(read(end=f'<nav aria-label="Pagination">{links}</nav>').pagination) == 14


# ----------------------------------------------------------------------------- what it points at

STORY = "/2024/04/30/the-old-bridge-is-closed"


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        pytest.param(f'<p>{TEXT} <a href="{STORY}">Closed</a> in May.</p>', "inline"),
        pytest.param(f'<h3>Related</h3><ul><li><a href="{STORY}">Closed</a></ul>', "related"),
        pytest.param(f'<p>Read also: <a href="{STORY}">Closed</a></p>', "related"),
        pytest.param(
            f'<h3>More by Ada Hill</h3><ul><li><a href="{STORY}">Closed</a></ul>', "author"
        ),
        pytest.param(
            f'<h3>More in Harbour</h3><ul><li><a href="{STORY}">Closed</a></ul>', "section"
        ),
    ],
)
def test_related_has_the_kind_that_the_page_says(end: str, kind: str) -> None:
    assert [(x.url, x.kind) for x in read(end=end).related] == [
        (f"https://paper.example{STORY}", kind)
    ]


@pytest.mark.parametrize(
    "end",
    [
        pytest.param('<h3>Related</h3><a href="/tag/bridges">Bridges</a>', id="a tag"),
        pytest.param(f'<h3>Related</h3><a href="https://x.com/p{STORY}">Us</a>', id="network"),
        pytest.param(f'<h3>Most read</h3><a href="{STORY}">Closed</a>', id="most read"),
        pytest.param(f'<nav><a href="{STORY}">Closed</a></nav>', id="navigation"),
    ],
)
def test_related_leaves_out_what_is_no_story_or_not_because_of_this_one(end: str) -> None:
    assert read(end=end).related == ()


def test_related_url_has_the_kind_that_says_most() -> None:
    link = f'<a href="{STORY}">Closed</a>'
    end = f"<p>{TEXT} {link}</p><h3>More in Harbour</h3>{link}<h3>Related</h3>{link}"

    assert [x.kind for x in read(end=end).related] == ["related"]
