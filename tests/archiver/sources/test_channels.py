import pytest
from lxml import html
from lxml.etree import _Element as Element

from archiver import publications
from archiver.publications import Publication
from archiver.publications.model import Listing
from archiver.sources.channels import Channel, read_channels, read_listing

URL = "https://www.x.example/section/security"
SITE = Publication(slug="x", name="X", domains=("x.example",), home="https://www.x.example/")
ECT = publications.load().named("ecommercetimes")
ECT_HOME = "https://www.ecommercetimes.com/"


def tree(body: str) -> Element:
    return html.document_fromstring(f"<html><body>{body}</body></html>")


def channels(body: str, heading: str | None = None, site: Publication = SITE) -> list[str]:
    return [channel.name for channel in read_channels(tree(body), site.home, site, heading)]


def paths(body: str, site: Publication = SITE) -> list[str]:
    reading = read_listing(tree(body), URL, site)
    return [entry.url.removeprefix("https://www.x.example") for entry in reading.entries]


def following(body: str, url: str = URL, site: Publication = SITE) -> str | None:
    target = read_listing(tree(body), url, site).next
    return target.removeprefix("https://www.x.example") if target else None


ECT_CHANNELS = """
<h2>More in Security</h2><a href="/story/a-177001.html"><h4>A story</h4></a>
<div><h2> E-Commerce&nbsp;Times
 Channels</h2></div>
<div class="grid"><a href="/section/business"><h4>Business</h4></a>
<a href="https://www.ecommercetimes.com/section/security/"><h4>Security</h4></a>
<a href="/section/security/#top"><h4>Security again</h4></a>
<a href="https://shop.example/x"><h4>Elsewhere</h4></a></div>
<h2>Follow us</h2><a href="/feedback">Feedback</a>
"""


def test_channels_under_a_heading() -> None:
    assert read_channels(tree(ECT_CHANNELS), ECT_HOME, ECT, "E-Commerce Times Channels") == (
        Channel(name="Business", url="https://www.ecommercetimes.com/section/business"),
        Channel(name="Security", url="https://www.ecommercetimes.com/section/security/"),
    )


def test_a_heading_that_is_not_there_has_no_channels() -> None:
    assert channels(ECT_CHANNELS, "TechNewsWorld Channels", ECT) == []


def test_a_heading_need_not_be_marked_up_as_one() -> None:
    body = '<ul><li><b>Our channels</b></li><li><a href="/ports">Ports</a></li></ul>'

    assert channels(body, "our Channels") == ["Ports"]


def test_channels_of_a_navigation_that_nobody_described() -> None:
    body = """
    <header><a href="/"><img alt="X"></a><ul class="main-menu">
    <li><a href="/">Home</a><li><a href="/politics">Politics</a>
    <li><a href="/world/europe">Europe</a>
    <li><a href="https://sport.x.example/">Sport</a><li><a href="/login">Sign in</a>
    <li><a href="/about-us">About</a><li><a href="https://y.example/news">Partner</a>
    <li><a href="/2024/05/14/harbour-bridge-reopens-after-storm">Bridge reopens after storm</a>
    <li><a href="/tag/harbour">#harbour</a><li><a href="https://shop.x.example/">Shop</a></ul></header>
    <p><a href="/weather">Weather</a></p>"""

    assert channels(body) == ["Politics", "Europe", "Sport"]


def test_channels_under_a_heading_that_says_so() -> None:
    body = '<h3>Unsere Rubriken</h3><ul><li><a href="/hafen">Hafen</a></ul><h3>Mehr</h3>'

    assert channels(body) == ["Hafen"]


ECT_LISTING = """
<div class="search-item"><a href="/story/first-story-177001.html"><img src="a.png"></a>
 <div class="search-txt"><a href="/story/first-story-177001.html"><h2>First story</h2></a>
 <ul class="story-meta"><li>Ann Lee</li><li>May 14, 2024</li></ul><p>Teaser</p></div></div>
<div class="search-item article-ad-row"><a href="/story/advert-1.html"><h2>Buy</h2></a></div>
<div class="article-ad-row"><div class="search-item"><a href="/story/advert-2.html">Buy</a></div>
</div>
<div class="search-item"><div class="search-txt"><h2><a href="/story/80213.html">Second</a></h2>
 <li class="story-meta">January 3, 2020</li></div></div>
<div class="title"><a href="/story/70001.html">Third, in the old way</a></div>
<h2>More</h2><a href="/story/elsewhere-177002.html">A story elsewhere on the page</a>
"""


def test_a_described_listing_is_read_by_its_description() -> None:
    reading = read_listing(tree(ECT_LISTING), ECT_HOME + "section/security", ECT)

    assert [(entry.url, entry.title, entry.published) for entry in reading.entries] == [
        (f"{ECT_HOME}story/first-story-177001.html", "First story", "May 14, 2024"),
        (f"{ECT_HOME}story/80213.html", "Second", "January 3, 2020"),
        (f"{ECT_HOME}story/70001.html", "Third, in the old way", None),
    ]
    assert {entry.source for entry in reading.entries} == {ECT_HOME + "section/security"}


def test_a_description_that_no_longer_fits_gives_way_to_the_generic_reading() -> None:
    body = '<main><h3><a href="/story/new-look-177003.html">New look</a></h3></main>'

    reading = read_listing(tree(body), ECT_HOME + "section/security", ECT)

    assert [entry.title for entry in reading.entries] == ["New look"]


def test_a_listing_that_nobody_described() -> None:
    body = """
    <nav><a href="/world/europe-and-the-rest-of-it">Europe and the rest</a></nav>
    <main><article><a href="/2024/05/14/bridge-reopens-after-storm"><img alt="A bridge"></a>
     <h2><a href="/2024/05/14/bridge-reopens-after-storm?utm_source=l">Bridge reopens</a></h2>
     <span class="byline">By Ann Lee</span> <time datetime="2024-05-14T09:30">Tuesday</time>
     <a href="/2024/05/14/bridge-reopens-after-storm#comments">12 comments</a></article>
    <article><h2><a href="/kurz">Four words make headlines</a></h2><p>14 May 2023</p>
     <span>14 May 2024</span><a rel="author" href="/author/bo">Bo Ek</a>
     <a rel="author" href="/author/cy">Cy Dee</a></article>
    <article><a href="https://y.example/2024/05/14/an-advertisement-for-you">Buy</a></article>
    <article><a rel="sponsored" href="/2024/05/14/an-advertisement-for-you">Buy</a></article>
    </main><aside><a href="/2020/01/01/the-most-read-of-all">The most read</a></aside>
    <footer><a href="/terms-of-use-and-more-of-it">Terms of use and more</a></footer>"""

    entries = read_listing(tree(body), URL, SITE).entries

    assert [(e.title, e.published, e.authors) for e in entries] == [
        ("Bridge reopens", "2024-05-14T09:30", ("Ann Lee",)),
        ("Four words make headlines", "14 May 2024", ("Bo Ek", "Cy Dee")),
    ]


def test_a_list_in_a_part_with_a_misleading_name_is_read_all_the_same() -> None:
    body = '<div class="sidebar">' + "".join(
        f'<p><a href="/2024/05/14/story-number-{n}-of-many">Story number {n} of many</a></p>'
        for n in range(3)
    )

    assert len(paths(body + "</div>")) == 3


def test_the_pattern_of_a_publication_decides_what_an_article_is() -> None:
    site = Publication(
        slug="x",
        name="X",
        domains=("x.example",),
        home="https://www.x.example/",
        articles=r"/n/\d+$",
    )
    body = '<a href="/n/1">One</a><a href="/2024/05/14/four-words-in-here">Not this one</a>'

    assert paths(body, site) == ["/n/1"]


def test_relative_links_follow_the_base_element() -> None:
    root = html.document_fromstring(
        '<head><base href="/news/"></head><body><a href="a-b-c-d-12345">A b c</a></body>'
    )

    assert [e.url for e in read_listing(root, URL, SITE).entries] == [
        "https://www.x.example/news/a-b-c-d-12345"
    ]


def test_a_page_without_articles_has_a_problem() -> None:
    assert (
        read_listing(tree("<p>Nothing</p>"), URL, SITE).problem == "no articles found on the page"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<a rel="next" href="?page=2">x</a>', "/section/security?page=2"),
        ('<link rel="next" href="/section/security/page/2">', "/section/security/page/2"),
        ('<a href="/section/security/page/2">Older posts »</a>', "/section/security/page/2"),
        ('<a href="/section/security?before=99">Weiter</a>', "/section/security?before=99"),
        ('<a href="/section/security/2/">次へ</a>', "/section/security/2/"),
        ('<a href="/section/security/page/2" class="next"><i></i></a>', "/section/security/page/2"),
        ('<a aria-label="Page suivante" href="?page=2">→</a>', "/section/security?page=2"),
        ('<b>1</b><a href="?page=3">3</a><a href="?page=2">2</a>', "/section/security?page=2"),
        ('<a href="?page=2">›</a><a href="?page=9">»</a>', "/section/security?page=2"),
        ('<a href="/section/security?page=2#list">Suivant</a>', "/section/security?page=2"),
        ('<a rel="next" href="/section/security#top">Next</a>', None),
        ('<a href="javascript:more()">Load more</a>', None),
        ('<a href="/2024/05/14/a-story-of-more">More</a>', None),
        ('<a href="https://y.example/section/security?page=2">Next</a>', None),
        ('<a href="/section/other/page/2">Next</a>', None),
        ('<a href="/section/security?page=1">Next</a>', None),
        ("", None),
    ],
    ids=[
        "rel on a link of the page",
        "rel in the head",
        "words",
        "a cursor",
        "Japanese, a bare number",
        "a class",
        "a label",
        "numbers",
        "arrows",
        "a fragment",
        "the page itself",
        "a script",
        "an article",
        "another host",
        "another list",
        "the first page again",
        "nothing",
    ],
)
def test_the_next_page(body: str, expected: str | None) -> None:
    assert following(body) == expected


def test_the_next_page_of_a_later_page_is_later_still() -> None:
    body = '<a href="/section/security/page/2">Next</a><a href="/section/security/page/4">4</a>'

    assert following(body, f"{URL}/page/3") == "/section/security/page/4"


def test_the_last_page_has_no_next() -> None:
    body = '<a href="/section/security/">1</a><a href="/section/security/page/2">‹ Previous</a>'

    assert following(body, f"{URL}/page/3") is None


def test_the_selector_of_a_publication_comes_first() -> None:
    site = Publication(
        slug="x",
        name="X",
        domains=("x.example",),
        home="https://www.x.example/",
        listing=Listing(next="#earlier"),
    )
    body = '<a rel="next" href="?page=2">x</a><div id="earlier"><a href="/from/99">Back</a></div>'

    assert following(body, site=site) == "/from/99"


def test_the_classic_pages_of_ect_lead_to_earlier_stories() -> None:
    body = '<a href="?p=1">Later</a><div id="earlier"><a href="?p=3">Earlier</a></div>'

    reading = read_listing(tree(body), ECT_HOME + "perl/section/tech/?p=2", ECT)

    assert reading.next == ECT_HOME + "perl/section/tech/?p=3"


@pytest.mark.parametrize("name", ["id='gnav'", "class='globalNav'", "class='headerMenu'"])
def test_navigation_is_known_by_how_its_name_ends(name: str) -> None:
    ports = "<a href='/ports'>Ports</a><a href='/ships'>Ships</a>"

    assert channels(f"<div {name}>{ports}</div><a href='/terms'>Terms</a>") == ["Ports", "Ships"]


def test_without_navigation_channels_are_the_folders_in_which_articles_lie() -> None:
    menu = "<a href='/shakai/'>社会</a><a href='/keizai/'>経済</a><a href='/ads/'>広告</a>"
    stories = "".join(
        f"<a href='/{folder}/20261127/k0000{number}.html'>港湾の予算、{number}日に可決</a>"
        for folder, number in (("shakai", 1), ("shakai", 2), ("keizai", 3), ("keizai", 4))
    )

    assert channels(f"<ul>{menu}</ul>{stories}") == ["社会", "経済"]
    assert channels(f"<nav><a href='/ads/'>広告</a></nav>{menu}{stories}") == ["広告"]
