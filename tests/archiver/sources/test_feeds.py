import gzip
import time

import pytest

from archiver.article import Entry
from archiver.sources import SourceReading
from archiver.sources.feeds import read_feed

URL = "https://x.example/rss-feed"

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"
     xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Post</title><link>https://x.example/</link><language>en-us</language>
<atom:link rel="next" href="/rss-feed?paged=2"/>
<item><title>Harbour &amp;amp; &lt;em&gt;bridge&lt;/em&gt; &#8217;24</title>
  <link>https://x.example/story/a-1.html?utm_source=rss</link>
  <pubDate>Tue, 14 May 2024 09:30:00 -0700</pubDate>
  <dc:creator>Ann Lee</dc:creator><dc:creator>Bo Ek</dc:creator>
  <category>Security</category><category>Harbours</category></item>
<item><title>Plain</title><link>/story/b-2.html</link>
  <author>cy@mail.example (Cy Dee)</author></item>
<item><title>Through a counter</title><link>https://count.example/~r/1</link>
  <feedburner:origLink>https://x.example/story/c-3.html</feedburner:origLink></item>
<item><title>By guid</title><guid>https://x.example/story/d-4.html</guid></item>
<item><title>Nowhere</title><guid isPermaLink="false">tag:5</guid></item>
<item><title>Again</title><link>https://x.example/story/a-1.html</link></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://x.example/b/">
<link rel="self" href="https://x.example/rss-feed"/>
<link rel="prev-archive" href="https://x.example/2023.atom"/>
<entry><title type="html">A &amp;amp; B &lt;b&gt;fett&lt;/b&gt;</title>
  <link rel="enclosure" href="https://x.example/a.mp3"/>
  <link rel="alternate" href="a"/><id>tag:a</id>
  <author><name>Ann Lee</name><email>a@x.example</email></author>
  <published>2024-05-14T09:30:00+02:00</published><updated>2024-05-15T00:00:00Z</updated></entry>
<entry><title>The &lt;b&gt; element</title><link href="https://x.example/b/b"/>
  <updated>2024-05-16</updated></entry></feed>"""

RDF = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<item rdf:about="https://x.example/k"><title>K\xf6ln</title><link>https://x.example/k</link>
<dc:date>2004-01-02</dc:date></item></rdf:RDF>"""


def test_rss_tells_all_that_it_knows_of_an_article() -> None:
    assert read_feed(RSS, URL).entries[0] == Entry(
        url="https://x.example/story/a-1.html?utm_source=rss",
        source=URL,
        kind="feed",
        title="Harbour & bridge ’24",
        published="Tue, 14 May 2024 09:30:00 -0700",
        authors=("Ann Lee", "Bo Ek"),
        channel="Security",
        language="en-us",
        topics=("Security", "Harbours"),
    )


def test_links_are_absolute_direct_and_each_given_once() -> None:
    assert [entry.url for entry in read_feed(RSS, URL).entries] == [
        "https://x.example/story/a-1.html?utm_source=rss",
        "https://x.example/story/b-2.html",
        "https://x.example/story/c-3.html",
        "https://x.example/story/d-4.html",
    ]


def test_a_mail_address_is_no_part_of_a_name() -> None:
    assert read_feed(RSS, URL).entries[1].authors == ("Cy Dee",)


def test_a_paged_feed_leads_on() -> None:
    assert read_feed(RSS, URL).next == "https://x.example/rss-feed?paged=2"


def test_the_next_page_is_never_the_page_itself() -> None:
    assert read_feed(RSS, "https://x.example/rss-feed?paged=2#x").next is None


def test_atom_knows_when_something_was_published_and_when_modified() -> None:
    first, second = read_feed(ATOM, URL).entries

    assert first == Entry(
        url="https://x.example/b/a",
        source=URL,
        kind="feed",
        title="A & B fett",
        published="2024-05-14T09:30:00+02:00",
        modified="2024-05-15T00:00:00Z",
        authors=("Ann Lee",),
        language="de",
    )
    assert (second.title, second.published, second.modified) == (
        "The <b> element",
        None,
        "2024-05-16",
    )


def test_an_archived_feed_leads_to_the_archive_before() -> None:
    assert read_feed(ATOM, URL).next == "https://x.example/2023.atom"


def test_rdf_in_latin_1_with_its_one_date() -> None:
    (entry,) = read_feed(RDF, URL).entries

    assert (entry.title, entry.published, entry.modified) == ("Köln", "2004-01-02", None)


def test_the_charset_of_the_header_holds() -> None:
    body = RDF.replace(b' encoding="ISO-8859-1"', b"")
    headers = {"Content-Type": "application/rss+xml; charset=iso-8859-1"}

    assert read_feed(body, URL, headers).entries[0].title == "Köln"


def test_json_feed() -> None:
    body = (
        b'{"version": "https://jsonfeed.org/version/1.1", "language": "fr", "items": [{"id": "1",'
        b'"url": "/a", "title": "A", "date_published": "2024-05-14", "tags": ["Ports"],'
        b'"authors": [{"name": "Ann Lee"}]}, {"id": "2"}, 3],'
        b'"next_url": "https://x.example/feed.json?2"}'
    )

    assert read_feed(body, "https://x.example/feed.json") == SourceReading(
        entries=(
            Entry(
                url="https://x.example/a",
                source="https://x.example/feed.json",
                kind="feed",
                title="A",
                published="2024-05-14",
                authors=("Ann Lee",),
                channel="Ports",
                language="fr",
                topics=("Ports",),
            ),
        ),
        next="https://x.example/feed.json?2",
    )


def test_json_names_half_a_pair_of_surrogates_which_nothing_could_store() -> None:
    body = (
        rb'{"version": "1", "next_url": "/f?\udc00", "items": ['
        rb'{"url": "/a\ud83d", "title": "A \ud83d, a \ud83d\ude0a", "tags": ["\udc00"]}]}'
    )

    reading = read_feed(body, "https://x.example/feed.json")

    assert reading.next == "https://x.example/f?\ufffd"
    assert [(x.url, x.title, x.topics) for x in reading.entries] == [
        ("https://x.example/a\ufffd", "A \ufffd, a \U0001f60a", ("\ufffd",))
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&#55357;&#56842;", "\U0001f60a"),
        ("&#xD83D;&#xde0a;", "\U0001f60a"),
        ("&#x1F60A;", "\U0001f60a"),
        ("&#55357;", "\ufffd"),
        ("&#55203;&#57344;", "\ud7a3\ue000"),
    ],
    ids=["decimal", "hexadecimal", "as it should be", "half of it", "beside the range"],
)
def test_characters_that_are_written_as_pairs_of_surrogates(written: str, meant: str) -> None:
    item = f"<item><title>Calm {written} seas</title><link>/a</link></item>"

    reading = read_feed(f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), URL)

    assert reading.problem is None
    assert [x.title for x in reading.entries] == [f"Calm {meant} seas"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "not a feed: empty"),
        (b"<!DOCTYPE html><html><head><title>x</title></head></html>", "not a feed: HTML"),
        (b"\n<HTML><body><rdf/></body></HTML>", "not a feed: HTML"),
        (b'{"error": 404}', "not a feed: JSON"),
        (b"{", "not a feed: broken JSON"),
        (b"Not found", "not a feed: text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x01\xf0\xf1\xf2\xf3", "not a feed: binary"),
        (b"<?xml version='1.0'?><note/>", "not a feed: XML"),
        (b"<urlset><url><loc>https://x.example/a</loc></url></urlset>", "not a feed: sitemap"),
    ],
)
def test_what_is_no_feed_has_a_problem_and_no_entries(body: bytes, problem: str) -> None:
    assert read_feed(body, URL) == SourceReading(problem=problem)


def test_of_a_broken_feed_what_was_whole_is_kept() -> None:
    reading = read_feed(RSS[: RSS.index(b"<item><title>Through")] + b"<item><title>& <", URL)

    assert [entry.title for entry in reading.entries] == ["Harbour & bridge ’24", "Plain"]
    assert (reading.problem or "").startswith("broken XML (line:column 14:")


def test_a_gzipped_feed_is_unpacked() -> None:
    assert read_feed(gzip.compress(RSS), URL) == read_feed(RSS, URL)


def test_an_empty_feed_is_a_feed() -> None:
    assert read_feed(b"<rss version='2.0'><channel/></rss>", URL) == SourceReading()


def test_a_feed_is_never_taken_for_a_file_name() -> None:
    assert read_feed(b"/etc/hostname", URL).problem == "not a feed: text"


def test_entity_bombs_do_not_go_off() -> None:
    entities = b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"boom") for n in range(15)
    )
    item = b"<item><title>&a14;</title><link>https://x.example/a</link></item>"
    body = b"<!DOCTYPE rss [" + entities + b"]><rss version='2.0'><channel>" + item
    began = time.process_time()

    reading = read_feed(body + b"</channel></rss>", URL)

    assert all(len(entry.title or "") < 1001 for entry in reading.entries)
    assert time.process_time() - began < 2


def test_an_outer_entity_is_not_fetched() -> None:
    body = (
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel>'
        b"<item><title>T &x;</title><link>https://x.example/a</link></item></channel></rss>"
    )

    assert (read_feed(body, URL).entries[0].title or "").replace("&x;", "").strip() == "T"


def test_a_feed_that_never_ends_is_cut() -> None:
    reading = read_feed(gzip.compress(RSS + b" " * 6_000_000), URL)

    assert len(reading.entries) == 4
    assert reading.problem == "larger than 5,000,000 bytes: the rest was left out"
