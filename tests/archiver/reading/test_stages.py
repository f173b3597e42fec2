"""What the generic readers answer on pages of sites that nobody described."""

from datetime import UTC, datetime

import pytest

import archiver
from archiver.article import Article, Entry
from archiver.page import Page
from archiver.reading import READER, read

URL = "https://paper.example/2024/05/01/river-town-opens-its-library"
FETCHED = datetime(2024, 6, 1, tzinfo=UTC)
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
TEXT = "".join(f"<p>{SENTENCE * 3}{number}</p>" for number in range(6))


def article(body: str, head: str = "", html: str = "") -> Article:
    page = f"<html {html}><head>{head}</head><body>{body}</body></html>"
    return archiver.parse(page, URL, fetched=FETCHED)


def story(before: str = "", after: str = "", head: str = "") -> Article:
    return article(f"<h1>River Town Opens Its Library</h1>{before}{TEXT}{after}", head)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>River Town Opens Its Library | The Paper</title>", "River Town Opens Its Library"),
        ("<meta property='og:title' content='A Library, at Last'>", "A Library, at Last"),
        (
            '<script type="application/ld+json">{"@type":"Article","headline":"At Last"}</script>',
            "At Last",
        ),
    ],
)
def test_title_without_a_heading(head: str, title: str) -> None:
    assert article(TEXT, head).title == title


def test_the_heading_is_the_title_without_the_sites_name() -> None:
    found = story(head="<title>River Town Opens Its Library - The Paper - News</title>")

    assert (found.title, found.evidence["title"]) == ("River Town Opens Its Library", "h1")


@pytest.mark.parametrize(
    ("after", "text"),
    [
        ("<div class='comments'><p>" + SENTENCE * 2 + "</p></div>", "comments"),
        (
            "<h3>Related Stories</h3><ul><li><a href=/a>Another story of the town</a></ul>",
            "related",
        ),
        ("<p>Sign up for our daily newsletter today</p>", "newsletter"),
        ("<p>© 2024 The Paper. All rights reserved.</p>", "copyright"),
        ("<p><a href=/2024/05/02/a-b-c-d>Read also: The bridge is late again</a></p>", "teaser"),
        ("<aside><p>" + SENTENCE + "</p></aside>", "aside"),
    ],
)
def test_body_ends_with_the_story(after: str, text: str) -> None:
    assert len(story(after=after).body) == 6, text


def test_dek_is_no_block_of_the_body() -> None:
    found = story(before="<p class='dek'>Nine years late, but it is there.</p>")

    assert found.subtitle == "Nine years late, but it is there."
    assert len(found.body) == 6


def test_a_story_inside_what_is_called_a_sidebar_is_found() -> None:
    found = article(f"<h1>River Town</h1><div class='sidebar-grid'>{TEXT}</div>")

    assert len(found.body) == 6


def test_a_story_inside_a_button_that_is_never_closed_is_found() -> None:
    filler = "<i>x</i>" * 70
    found = article(f"<h1>River Town</h1><button>Menu{filler}<div>{TEXT}</div>")

    assert SENTENCE.strip() in found.text


def test_json_ld_answers_where_the_page_has_no_text() -> None:
    data = '{"@type":"NewsArticle","headline":"River","articleBody":"First.\\n\\nSecond."}'
    found = article("", f'<script type="application/ld+json">{data}</script>')

    assert [block.text for block in found.body] == ["First.", "Second."]
    assert found.evidence["body"] == "jsonld:articleBody"


@pytest.mark.parametrize(
    ("before", "head", "iso", "evidence"),
    [
        (
            "<time datetime='2024-04-30T09:00+02:00'>Tuesday</time>",
            "",
            "2024-04-30T09:00:00+02:00",
            "time",
        ),
        (
            "<p>May 2, 2024</p>",
            "<meta property='article:published_time' content='2024-04-29T10:00:00Z'>",
            "2024-04-29T10:00:00+00:00",
            "meta:article:published_time",
        ),
        ("<div>Published: April 28, 2024 10:15 AM</div>", "", "2024-04-28T10:15:00", "text"),
        ("<p>Anything</p>", "", "2024-05-01", "url"),
        ("<time datetime='2031-01-01'>soon</time>", "", "2024-05-01", "url"),
    ],
    ids=["a time element", "meta before text", "text", "the URL", "the future is a mistake"],
)
def test_published(before: str, head: str, iso: str, evidence: str) -> None:
    found = story(before, head=head)

    assert found.published is not None
    assert (found.published.isoformat(), found.evidence["published"]) == (iso, evidence)


def test_a_change_is_no_publication() -> None:
    found = story("<p>Updated May 3, 2024</p>")

    assert found.modified is not None
    assert found.modified.isoformat() == "2024-05-03"
    assert found.published is not None
    assert found.published.isoformat() == "2024-05-01"


@pytest.mark.parametrize(
    ("before", "after", "line", "names"),
    [
        (
            "<p class='byline'>By <a href='/a/mq' rel='author'>Mara Quill</a></p>",
            "",
            "By Mara Quill",
            [("Mara Quill", "https://paper.example/a/mq")],
        ),
        ("<p>By Mara Quill and Noor Halabi</p>", "", "By Mara Quill and Noor Halabi",
         [("Mara Quill", None), ("Noor Halabi", None)]),
        ("", "<h3>More by Mara Quill</h3><a href=/x>y</a>", None, [("Mara Quill", None)]),
        ("", "<h3>Mehr von Mara Quill</h3><a href=/x>y</a>", None, [("Mara Quill", None)]),
        ("", "", None, []),
    ],
    ids=["a linked name", "plain text", "only in More by", "in German", "nobody signs"],
)  # fmt: skip
def test_authors(
    before: str, after: str, line: str | None, names: list[tuple[str, str | None]]
) -> None:
    found = story(before, after)

    assert found.byline == line
    assert [(author.name, author.url) for author in found.authors] == names


def test_related_links_by_what_is_printed_over_them() -> None:
    links = "".join(
        f"<h3>{heading}</h3><ul><li><a href='/2024/05/0{number}/a-story-of-the-town'>Story</a></ul>"
        for number, heading in enumerate(
            ("Related Stories", "More by Mara Quill", "More in News"), 1
        )
    )
    found = story(before=f"<p>{SENTENCE}<a href='/2024/01/01/the-first-of-many'>earlier</a></p>",
                  after=links)  # fmt: skip

    assert [(link.kind, link.heading) for link in found.related] == [
        ("inline", None),
        ("related", "Related Stories"),
        ("author", "More by Mara Quill"),
        ("section", "More in News"),
    ]


def test_channel_may_stand_only_in_more_in() -> None:
    found = story(after="<h3>More in Security</h3><a href=/x>y</a>")

    assert (found.channel, found.evidence["channel"]) == ("Security", "more-in")


def test_a_feed_answers_where_the_page_does_not() -> None:
    entry = Entry(
        url=URL, source="https://paper.example/feed", kind="feed", title="River Town",
        authors=("Mara Quill",), published="Wed, 01 May 2024 10:00:00 GMT", channel="News",
    )  # fmt: skip
    found = read(
        Page.of(f"<body>{TEXT}</body>", "https://paper.example/x", None, FETCHED), entry=entry
    )

    assert (found.title, found.evidence["title"]) == ("River Town", "feed:title")
    assert [author.name for author in found.authors] == ["Mara Quill"]
    assert found.published is not None
    assert found.published.isoformat() == "2024-05-01T10:00:00+00:00"
    assert (found.channel, found.reader) == ("News", READER)


def test_what_the_page_does_not_say_is_none() -> None:
    found = archiver.parse("<p>x</p>", None)

    assert (found.url, found.title, found.byline, found.published) == (None, None, None, None)
    assert (found.language, found.paywalled, found.topics, found.related) == (None, None, (), ())


@pytest.mark.parametrize(
    ("head", "html", "language"),
    [
        ("", "lang='de-ch'", "de-CH"),
        ("<meta property='og:locale' content='pt_BR'>", "", "pt-BR"),
        ("<meta http-equiv='content-language' content='fr'>", "", "fr"),
    ],
)
def test_language_as_declared(head: str, html: str, language: str) -> None:
    assert article(TEXT, head, html).language == language


def test_rights_and_paywall() -> None:
    found = archiver.parse(
        f'<link rel="license" href="/licence"><meta name="robots" content="NOARCHIVE">'
        f'<meta property="article:content_tier" content="locked"><h1>River</h1>{TEXT}',
        URL,
        headers={"TDM-Reservation": "1"},
    )

    assert found.paywalled is True
    assert found.rights.license == "https://paper.example/licence"
    assert (found.rights.noarchive, found.rights.tdm_reserved) == (True, True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Bibliothek der Stadt öffnete am Montag nach neun Jahren ihre Türen. " * 5, "de"),
        ("Biblioteka w mieście otworzyła się w poniedziałek po dziewięciu latach. " * 5, "pl"),
        ("川の町の図書館は月曜日、九年間の工事を終えて開館した。" * 5, "ja"),
    ],
    ids=["German", "Polish", "Japanese"],
)
def test_language_that_nobody_declares_is_told_by_the_text(text: str, language: str) -> None:
    assert article(f"<p>{text}</p>").language == language
