"""The sample's pages hold what the expected articles say, in the charsets that are stated."""

from functools import cache
from io import BytesIO
from typing import get_args
from urllib.parse import urlsplit

import pytest
from fontTools.ttLib import TTFont
from lxml import html as lxml_html

from archiver.article import Article, Author, Block, Image, Link, Moment, RelatedLink
from archiver.sample import HOST, Resource, expected, pages, resources
from archiver.sample.content import CHANNELS, library
from archiver.sample.plan import Byline, CharsetBy, LanguageBy, plan_of
from archiver.sample.sheet import sheet
from archiver.sample.site import site

BASE = f"http://{HOST}"
ARTICLES = expected()
CHARSETS = {
    "hafen-altenbruegge": "iso-8859-1",
    "hoshimi-machikouba": "shift_jis",
    "v-ozerske": "windows-1251",
}


def name(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2].removesuffix(".html")


def named(slug: str) -> Article:
    return next(x for url, x in ARTICLES.items() if slug in url)


def titled(title: str) -> Article:
    return next(x for x in ARTICLES.values() if x.title == title)


def page(article: Article) -> Resource:
    return resources()[article.url or ""]


@cache
def everything() -> dict[str, Resource]:
    return site(BASE)


def decoded(article: Article) -> str:
    slug = name(article.url or "")
    charset = next((x for key, x in CHARSETS.items() if slug.startswith(key)), "utf-8")
    if article.language == "fr":
        charset = "iso-8859-1"
    return page(article).body.decode(charset)


def test_there_are_sixty_articles_in_six_channels_over_two_years() -> None:
    days = [x.published.day for x in ARTICLES.values() if x.published]

    assert len(ARTICLES) == 61
    assert {x.channel for x in ARTICLES.values()} == set(CHANNELS)
    assert (min(days).isoformat(), max(days).isoformat()) == ("2024-11-05", "2026-10-22")


@pytest.mark.parametrize("url", ARTICLES, ids=name)
def test_expected_text_stands_on_the_page(url: str) -> None:
    article = ARTICLES[url]
    root = lxml_html.document_fromstring(
        decoded(article).encode(), parser=lxml_html.HTMLParser(encoding="utf-8")
    )
    shown = " ".join("".join(root.itertext()).split())
    texts = [x.text for x in article.body if x.kind not in ("table", "preformatted")]
    texts += [x.caption for x in article.images if x.caption]
    texts += [x for x in (article.title, article.subtitle, article.byline, article.channel) if x]
    texts += [x.text for x in article.related] + [x.heading for x in article.related if x.heading]
    texts += [x.name for x in article.authors]

    assert [text for text in texts if text not in shown] == []
    assert all(" ".join(text.split()) == text for text in texts)
    assert "\xa0" not in shown


@pytest.mark.parametrize("url", ARTICLES, ids=name)
def test_related_address_answers(url: str) -> None:
    own = [x.url for x in ARTICLES[url].related if x.url.startswith(BASE)]
    own += [x.url for x in ARTICLES[url].images] + list(ARTICLES[url].pagination)
    own += [x.url for x in ARTICLES[url].authors if x.url]
    found = [everything()[x.removeprefix(BASE)] for x in own]
    targets = [x.headers["Location"] for x in found if x.status == 302]

    assert {x.status for x in found} <= {200, 302}
    assert all(everything()[x.removeprefix(BASE)].status == 200 for x in targets)


def test_every_link_of_the_site_answers_but_the_one_that_is_gone() -> None:
    missing = set()
    for path, resource in everything().items():
        if "html" not in resource.headers["Content-Type"] or not resource.body:
            continue
        for element in lxml_html.document_fromstring(resource.body).iter("a", "img"):
            href = (element.get("href") or element.get("src") or "").removeprefix(BASE)
            if href.startswith("/") and href not in everything():
                missing.add((path.partition("/page")[0], href))

    assert missing == {("/section/policy", "/story/harbor-fee-refunds-withdrawn-85990.html")}


@pytest.mark.parametrize(
    "path", ["/", "/section/cloud", *(page.path for page in library().stories)]
)
def test_everything_that_a_page_is_shown_with_is_there(path: str) -> None:
    root = lxml_html.document_fromstring(everything()[path].body)
    shown = set(root.xpath("//img/@src | //img/@data-src | //link[contains('icon stylesheet "
                           "shortcut icon apple-touch-icon', @rel)]/@href"))  # fmt: skip
    for widths in root.xpath("//img/@srcset | //img/@data-srcset"):
        shown |= {candidate.split()[0] for candidate in widths.split(",")}
    paths = {address.removeprefix(BASE) for address in shown if not address.startswith("data:")}

    assert {"/style.css", "/favicon.png", "/images/house/logo.png"} - paths == set()
    assert [x for x in paths if everything()[x].status != 200] == []


def test_pictures_are_offered_in_all_ways() -> None:
    ways = {
        (x.wide is not None, x.lazy)
        for story in library().stories
        for x in (sheet(library(), story).lead, *(y.image for y in sheet(library(), story).items))
        if x is not None
    }

    assert ways == {(False, False), (True, False), (True, True)}


def test_the_lettering_is_what_the_style_sheet_names() -> None:
    font = TTFont(BytesIO(everything()["/fonts/lantern.woff"].body))

    assert font["name"].getDebugName(1) == "Lantern Lettering"
    assert {chr(code) for code in font.getBestCmap()} >= set("ABCXYZabcxyz0123456789 -")
    assert b'font-family: "Lantern Lettering"' in everything()["/styles/type.css"].body


def test_site_is_the_same_bytes_every_time() -> None:
    again = site(BASE)

    assert [x for x, y in everything().items() if again[x].body != y.body] == []


def test_pages_are_the_articles_by_path() -> None:
    assert {f"{BASE}{path}" for path in pages()} == set(ARTICLES)
    assert pages()["/story/86001.html"] == everything()["/story/86001.html"].body


def test_addresses_follow_the_base() -> None:
    found = expected("http://127.0.0.1:8080")["http://127.0.0.1:8080/story/86001.html"]

    assert found.images[0].url == "http://127.0.0.1:8080/images/86001-1.png"


def test_members_story_is_listed_and_not_expected() -> None:
    listed = everything()["/section/hardware"].body

    assert b'href="/members/story/briefing-for-members-the-chip-queue-' in listed
    assert [x for x in ARTICLES if "/members/" in x] == []


def test_german_page_is_latin_1_and_does_not_say_so() -> None:
    found = page(named("hafen-altenbruegge"))

    assert found.headers["Content-Type"] == "text/html"
    assert b"charset" not in found.body
    assert b"Altenbr\xfcgge" in found.body
    assert b"&#8222;St\xf6rtebecker&#8220;" in found.body


def test_japanese_page_is_shift_jis_by_its_meta() -> None:
    found = page(named("hoshimi"))

    assert found.headers["Content-Type"] == "text/html"
    assert b'<meta charset="shift_jis">' in found.body
    assert "町工場の基板検査".encode("shift_jis") in found.body


def test_russian_page_is_called_utf_8_by_its_header() -> None:
    found = page(named("v-ozerske"))

    assert found.headers["Content-Type"] == "text/html; charset=utf-8"
    assert b'<meta charset="windows-1251">' in found.body
    with pytest.raises(UnicodeDecodeError):
        found.body.decode("utf-8")


def test_languages_are_as_the_pages_declare() -> None:
    found = {x.language for x in ARTICLES.values()}

    assert found == {"en", "en-US", "de", "fr", "ja", "ru-RU", "ar"}


def test_emoji_stand_in_the_text() -> None:
    found = named("the-emoji")

    assert found.title == "The Emoji That Closed a Thousand Tickets 🔥"
    assert Block(kind="list item", text="👋 gives it back, and the fare with it") in found.body
    assert found.rights.license == "https://licences.example/share-alike-4"


def test_kinds_of_pages() -> None:
    others = {
        name(x).rpartition("-")[0]: y.kind for x, y in ARTICLES.items() if y.kind != "article"
    }

    assert others == {
        "what-insurers-know-about-your-backups": "wall",
        "live-the-senate-hearing-on-device-repair": "live blog",
        "watch-a-robot-fold-its-first-sail": "video or gallery",
    }


def test_story_of_two_pages() -> None:
    found = named("the-year-the-harbor")

    assert found.pagination == (f"{found.url}?page=2",)
    assert found.authors == (
        Author(name="Mara Quill", url=f"{BASE}/author/mara-quill"),
        Author(name="Teodor Vance", url=f"{BASE}/author/teodor-vance"),
    )
    assert found.byline == "By Mara Quill and Teodor Vance"
    assert found.rights.tdm_reserved is True
    assert found.rights.tdm_policy == f"{BASE}/terms/mining"
    assert "Its first ale" not in found.text
    assert [x for x in found.related if x.kind == "inline"] == [
        RelatedLink(
            url="https://caldersociety.example/news/2026/01/09/what-the-cards-remembered-of-calder",
            text="the historical society's newsletter",
            kind="inline",
        )
    ]


def test_classic_page_prints_its_date_without_a_zone() -> None:
    found = titled("Storm Closes Cable Landing Station for a Day")

    assert found.published == Moment(
        iso="2025-01-29T12:40:00-08:00", text="Jan 29, 2025 12:40 PM", zone="publication"
    )
    assert found.byline == "By Tidewater News Service"
    assert found.channels == ("Cloud",)


def test_table_and_preformatted_text_keep_their_shape() -> None:
    found = titled("How Nine Cities Count Their Parcels")
    texts = {x.kind: x.text for x in found.body}

    assert texts["table"].split("\n")[:2] == [
        "City\tMethod\tParcels per head and year",
        "Marrow Bay\tCarriers' reports\t71",
    ]
    assert texts["preformatted"] == (
        "parcels = (tons of cardboard - 212) * 1,000 / 0.38\n"
        "    212   what the markets throw away\n"
        "    0.38  kilograms of cardboard in a parcel"
    )
    assert found.rights.noarchive


def test_links_that_are_no_stories_are_in_the_block_alone() -> None:
    found = named("the-week-in-brief")
    links = [link for block in found.body for link in block.links]

    assert Link(url=f"{BASE}/section/mobile", text="everything in this channel") in links
    assert f"{BASE}/section/mobile" not in [x.url for x in found.related]
    assert (found.byline, found.authors) == (None, ())


def test_pictures_at_the_head_and_in_the_text() -> None:
    found = titled("Senate Panel Takes Up Repair Bill for Farm Machines")

    assert found.images == (
        Image(
            url=f"{BASE}/images/{name(found.url or '')}-1.png",
            alt="A green harvester in a field with its side panel open",
            caption="A harvester waits for a dealer's technician outside Little Marrow.",
            lead=True,
        ),
        Image(
            url=f"{BASE}/images/{name(found.url or '')}-2.png",
            alt="A crowded committee room",
            caption="Growers filled the public seats and two overflow rooms.",
        ),
    )


def test_every_face_of_a_page_occurs() -> None:
    plans = [plan_of(x) for x in library().stories]

    assert {x.byline for x in plans} == set(get_args(Byline))
    assert {x.charset_by for x in plans} == set(get_args(CharsetBy))
    assert {x.language_by for x in plans} == set(get_args(LanguageBy))
    assert {x.jsonld for x in plans} == {"none", "article", "graph", "authors", "broken"}
    assert {x.transfer for x in plans} == {"plain", "gzip", "chunked", "gzip+chunked"}
    assert {x.shown for x in plans} == {"time", "text"}
