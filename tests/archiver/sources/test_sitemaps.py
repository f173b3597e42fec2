import gzip

import pytest

from archiver.article import Entry
from archiver.sources import SourceReading
from archiver.sources.sitemaps import MOST_URLS, read_sitemap

URL = "https://www.x.example/sitemap.xml"
SPACES = (
    b'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    b'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    b'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def urlset(*urls: bytes) -> bytes:
    inner = b"".join(b"<url>%s</url>" % url for url in urls)
    return b'<?xml version="1.0" encoding="UTF-8"?><urlset %s>%s</urlset>' % (SPACES, inner)


def loc(path: bytes) -> bytes:
    return b"<loc>https://www.x.example%s</loc>" % path


def urls(body: bytes) -> list[str]:
    return [
        entry.url.removeprefix("https://www.x.example") for entry in read_sitemap(body, URL).entries
    ]


def test_a_news_sitemap_tells_all_that_it_knows_of_an_article() -> None:
    body = urlset(
        loc(b"/a") + b"<lastmod>2024-05-15</lastmod>"
        b"<image:image><image:loc>https://www.x.example/i.png</image:loc>"
        b"<image:title>A picture</image:title></image:image>"
        b"<news:news><news:publication><news:name>The Post</news:name>"
        b"<news:language>de</news:language></news:publication>"
        b"<news:publication_date>2024-05-14T09:30:00+02:00</news:publication_date>"
        b"<news:title>Br\xc3\xbccke &amp; Hafen</news:title>"
        b"<news:keywords>Hafen, Br\xc3\xbccke, Hafen</news:keywords></news:news>"
    )

    assert read_sitemap(body, URL) == SourceReading(
        entries=(
            Entry(
                url="https://www.x.example/a",
                source=URL,
                kind="sitemap",
                title="Brücke & Hafen",
                published="2024-05-14T09:30:00+02:00",
                modified="2024-05-15",
                language="de",
                topics=("Hafen", "Brücke"),
            ),
        )
    )


def test_an_index_names_its_children() -> None:
    body = (
        b"<sitemapindex><sitemap><loc> https://www.x.example/a.xml.gz\n</loc></sitemap>"
        b"<sitemap><loc>/b.xml</loc></sitemap><sitemap><loc>https://www.x.example/sitemap.xml</loc>"
        b"</sitemap></sitemapindex>"
    )

    assert read_sitemap(body, URL).children == (
        "https://www.x.example/a.xml.gz",
        "https://www.x.example/b.xml",
    )


def test_gzip_is_known_by_its_bytes() -> None:
    assert urls(gzip.compress(urlset(loc(b"/a")))) == ["/a"]
    assert urls(gzip.compress(b"") + gzip.compress(urlset(loc(b"/a")))) == ["/a"]


def test_the_namespace_does_not_matter() -> None:
    body = urlset(loc(b"/a")).replace(b"www.sitemaps.org", b"maps.example")
    prefixed = b'<s:urlset xmlns:s="urn:x"><s:url><s:loc>/b</s:loc></s:url></s:urlset>'
    undeclared = b"<urlset><url><loc>/c</loc><news:news><news:title>T</news:title></news:news>"

    assert urls(body) == ["/a"]
    assert urls(prefixed) == ["/b"]
    assert read_sitemap(undeclared + b"</url></urlset>", URL).entries[0].title == "T"


def test_urls_in_cdata_and_with_bare_ampersands() -> None:
    body = urlset(
        loc(b"/a?b=1&c=2"), b"<loc><![CDATA[https://www.x.example/a?b=3&c=4]]></loc>", loc(b"/z")
    )

    assert urls(body) == ["/a?b=1&c=2", "/a?b=3&c=4", "/z"]


def test_white_space_before_the_declaration_does_no_harm() -> None:
    assert read_sitemap(b"\n \n" + urlset(loc(b"/a")), URL).problem is None


@pytest.mark.parametrize("packed", [False, True], ids=["XML", "gzip"])
def test_of_a_sitemap_that_ends_early_what_was_whole_is_kept(packed: bool) -> None:
    whole = urlset(*(loc(b"/%d" % n) for n in range(1000)))
    body = gzip.compress(whole)[:-500] if packed else whole[: whole.index(b"/997") + 2]

    reading = read_sitemap(body, URL)

    assert 100 < len(reading.entries) < 1000
    assert [entry.url for entry in reading.entries] == [
        f"https://www.x.example/{n}" for n in range(len(reading.entries))
    ]
    assert (reading.problem or "").startswith("gzip ends early" if packed else "broken XML: ")


def test_a_url_may_have_a_thousand_pictures() -> None:
    picture = (
        b"<image:image><image:loc>/i.png</image:loc><image:title>A</image:title></image:image>"
    )

    assert urls(urlset(picture * 1000 + loc(b"/a"), loc(b"/b"))) == ["/a", "/b"]


def test_what_names_no_url_for_too_long_is_left_out() -> None:
    reading = read_sitemap(urlset(loc(b"/a"), b"<a/>" * 30_000 + loc(b"/b"), loc(b"/c")), URL)

    assert [entry.url for entry in reading.entries] == ["https://www.x.example/a"]
    assert reading.problem == "more than 20000 elements and no URL: the rest was left out"


def test_a_title_with_a_character_in_two_halves() -> None:
    news = b"<news:news><news:title>Calm &#55357;&#56842; seas</news:title></news:news>"

    reading = read_sitemap(urlset(loc(b"/a") + news), URL)

    assert reading.problem is None
    assert [entry.title for entry in reading.entries] == ["Calm \U0001f60a seas"]


def test_of_many_gzip_members_the_first_thousand_are_read() -> None:
    reading = read_sitemap(
        b"".join(gzip.compress(x) for x in [urlset(loc(b"/a"))] + [b""] * 1000), URL
    )

    assert [entry.url for entry in reading.entries] == ["https://www.x.example/a"]
    assert reading.problem == "more than 1000 gzip members: the rest was left out"


def test_plain_text_has_one_url_a_line() -> None:
    body = b"\xef\xbb\xbfhttps://www.x.example/a\r\nhttps://www.x.example/b\n\nnothing\n"

    assert urls(body) == ["/a", "/b"]


def test_a_feed_may_be_a_sitemap() -> None:
    body = (
        b'<rss version="2.0"><channel><item><link>https://www.x.example/a</link></item>'
        b"<item><link>https://y.example/b</link></item></channel></rss>"
    )
    reading = read_sitemap(body, URL)

    assert [entry.url for entry in reading.entries] == ["https://www.x.example/a"]
    assert reading.foreign == 1


def test_urls_of_other_hosts_are_left_out_and_counted() -> None:
    foreign = b"<loc>https://y.example/a</loc>"
    reading = read_sitemap(urlset(loc(b"/a"), foreign, b"<loc>https://x.example/b</loc>"), URL)

    assert [entry.url for entry in reading.entries] == [
        "https://www.x.example/a",
        "https://x.example/b",
    ]
    assert reading.foreign == 1
    assert reading.problem == "1 URL of other hosts left out"


def test_a_sitemap_elsewhere_speaks_for_the_domains_that_vouch_for_it() -> None:
    body = urlset(loc(b"/a"), b"<loc>https://m.x.example/b</loc>")
    reading = read_sitemap(body, "https://files.example/s.xml", ("x.example",))

    assert len(reading.entries) == 2
    assert reading.foreign == 0


def test_each_url_is_given_once() -> None:
    assert urls(urlset(loc(b"/a"), loc(b"/a#x"), loc(b"/b"), loc(b"/a?utm_source=s"))) == [
        "/a",
        "/b",
    ]


@pytest.mark.parametrize(
    "location",
    [
        b"",
        b"<loc/>",
        b"<loc>mailto:a@x.example</loc>",
        b"<loc>http://[</loc>",
        loc(b"/" + 3000 * b"a"),
    ],
    ids=["no loc", "empty loc", "no web address", "broken address", "longer than allowed"],
)
def test_a_url_that_is_none_is_passed_over(location: bytes) -> None:
    assert urls(urlset(location, loc(b"/b"))) == ["/b"]


def test_no_more_urls_are_read_than_the_protocol_allows() -> None:
    reading = read_sitemap(urlset(*(loc(b"/%d" % n) for n in range(MOST_URLS + 5))), URL)

    assert len(reading.entries) == 50_000
    assert reading.problem == "more than 50000 URLs: the rest was left out"


def test_a_gzip_bomb_is_cut_at_50_megabytes() -> None:
    bomb = gzip.compress(urlset(loc(b"/a"))[:-9] + b"\n" * 60_000_000, compresslevel=1)

    reading = read_sitemap(bomb, URL)

    assert [entry.url for entry in reading.entries] == ["https://www.x.example/a"]
    assert (reading.problem or "").startswith("larger than 52,428,800 bytes")


def test_entities_are_not_expanded() -> None:
    entities = b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"boom") for n in range(15)
    )
    outer = b'<!ENTITY x SYSTEM "file:///etc/hostname">'
    body = b"<!DOCTYPE urlset [" + entities + outer + b"]><urlset><url><loc>/&a14;&x;</loc></url>"

    reading = read_sitemap(body + b"<url><loc>/b</loc></url></urlset>", URL)

    assert reading.entries[-1].url == "https://www.x.example/b"
    assert all(len(entry.url) < 100 for entry in reading.entries)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "not a sitemap: empty"),
        (b"<!doctype html><html><body>Not found</body></html>", "not a sitemap: HTML"),
        (b"Not found", "not a sitemap: text"),
        (b'{"a": 1}', "not a sitemap: JSON"),
        (b"<?xml version='1.0'?><note/>", "not a sitemap: XML"),
        (b"\x1f\x8b\x08\0", "gzip ends early"),
        (
            b"\x1f\x8bjunk",
            "broken gzip: Error -3 while decompressing data: unknown compression method",
        ),
    ],
)
def test_what_is_no_sitemap_has_a_problem_and_no_entries(body: bytes, problem: str) -> None:
    assert read_sitemap(body, URL) == SourceReading(problem=problem)


def test_an_empty_sitemap_is_a_sitemap() -> None:
    assert read_sitemap(urlset(), URL) == SourceReading()


def test_utf_16() -> None:
    body = '<?xml version="1.0" encoding="UTF-16"?><urlset><url><loc>/ü</loc></url></urlset>'

    assert read_sitemap(body.encode("utf-16"), URL).entries[0].url == "https://www.x.example/ü"
