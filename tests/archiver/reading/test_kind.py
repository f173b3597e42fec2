"""What a page is, on small pages of every sort."""

import re

import pytest

import archiver
from archiver.article import Kind

PARAGRAPH = (
    "<p>The council voted on Tuesday to keep the old harbour wall, after a debate of four hours in "
    "which fishermen, builders and the mayor took turns. It will be mended in spring, and nobody "
    "could say who would pay for the stones.</p>"
)
KANJI = (
    "<p>市議会は火曜日、古い港の壁を残すことを決めた。漁師や建設業者、市長が四時間にわたって議論した"
    "後のことである。春に修理される予定だが、石の代金を誰が払うのかは分からない。</p>"
)
MENU = "".join(f'<li><a href="/part-{n}">Part {n}</a></li>' for n in range(12))


def page(body: str, head: str = "", title: str = "The harbour wall stays") -> str:
    menu = f"<nav><ul>{MENU}</ul></nav>"
    return (
        f"<html><head><title>{title}</title>{head}</head><body>{menu}<main>{body}</main>"
        "<footer><p>Imprint</p></footer></body></html>"
    )


def told(body: str, url: str | None = None, head: str = "", title: str = "A page") -> Kind:
    return archiver.parse(page(body, head, title), url).kind


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


STORY = "<h1>The harbour wall stays</h1>" + 6 * PARAGRAPH


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (STORY, None),
        (STORY, "https://paper.example/2024/05/01/the-harbour-wall-stays"),
        (STORY, "https://paper.example/?p=31228"),
        ("<h1>The wall stays</h1>" + 2 * PARAGRAPH, None),
        ("<h1>港の壁は残る</h1>" + 5 * KANJI, "https://paper.example/article/123456"),
        (6 * PARAGRAPH, None),
    ],
    ids=["no address", "dated address", "numbered", "short", "Japanese", "no headline"],
)
def test_running_text_is_an_article_without_any_metadata(body: str, url: str | None) -> None:
    assert told(body, url) == "article"


def test_a_news_story_that_declares_itself_is_one() -> None:
    head = ld('{"@type": "NewsArticle", "headline": "The harbour wall stays"}')
    found = archiver.parse(page(STORY, head), "https://paper.example/news/1")

    assert (found.kind, found.evidence["kind"]) == ("article", "jsonld:NewsArticle")


def test_the_evidence_names_what_decided() -> None:
    evidence = archiver.parse(page(STORY)).evidence["kind"]

    assert evidence.startswith("model:0.")
    assert evidence.count(",") == 2


TEASERS = "".join(
    f'<article><h2><a href="/2024/05/{n}/a-story-of-words">A story of the harbour, number {n}</a>'
    f"</h2><p>What the town said of it.</p></article>"
    for n in range(1, 25)
)


def test_a_front_page_is_a_listing() -> None:
    assert told("<h1>The Post</h1>" + TEASERS, "https://post.example/") == "listing"
    assert told(STORY, "https://post.example/") == "listing"


def test_a_section_is_a_listing() -> None:
    assert told("<h1>Sport</h1>" + TEASERS, "https://post.example/category/sport/") == "listing"
    assert (
        told("<h1>Politik</h1>" + TEASERS, "https://blatt.example/kategorie/politik") == "listing"
    )


def test_a_shop_window_is_a_listing() -> None:
    goods = "".join(
        f'<li><a href="/products/kettle-{n}">Kettle of copper number {n}</a><p>${n}9.00</p></li>'
        for n in range(30)
    )
    body = f"<h1>Kettles</h1><p>Filter</p><p>Sort by</p><ul>{goods}</ul>"

    assert told(body, "https://shop.example/collections/kettles") == "listing"


POSTS = "".join(
    f'<div class="message"><a class="username author" href="/members/{n}">user{n}</a>'
    f'<time datetime="2024-05-0{n}T10:00:00Z">May {n}, 2024</time><p>#{n}</p>'
    "<p>I had the same trouble with mine and I took it back to the shop in the end.</p>"
    "<p>Reply</p><p>Quote</p></div>"
    for n in range(1, 9)
)


def test_a_thread_of_a_forum_is_no_article() -> None:
    body = f"<h1>My kettle does not whistle</h1>{POSTS}"

    assert told(body, "https://forum.kettles.example/threads/whistle.512/") == "other"
    assert told(body, head='<meta name="generator" content="phpBB 3.3">') == "other"
    assert told(body, head=ld('{"@type": "DiscussionForumPosting"}')) == "other"


def test_a_manual_is_no_article() -> None:
    entry = "<h2>open(path)</h2><p>Opens a file.</p><pre><code>open('a')</code></pre>"
    body = f"<h1>kettle.files</h1><p>On this page</p><p>Parameters</p>{12 * entry}"
    head = '<meta name="generator" content="Docutils 0.20">'

    assert told(body, "https://docs.kettle.example/en/stable/api/files.html", head) == "other"


def test_a_product_is_no_article() -> None:
    body = "<h1>Copper kettle</h1><p>$49.00</p><p>Add to cart</p><p>In stock</p>" + PARAGRAPH
    product = ld('{"@type": "Product", "name": "Copper kettle"}')

    assert told(body, "https://shop.example/products/copper-kettle", product) == "other"
    assert told(body, None, '<meta property="og:type" content="product">') == "other"


def test_an_offer_of_services_is_no_article() -> None:
    part = "<h3>Roofs</h3><p>We mend your roof, and our team is there for you.</p><p>Learn more</p>"
    body = (
        f"<h1>Roofers in Wexmoor</h1><p>Get a free quote</p><p>Contact us</p>{6 * part}"
        '<p>Testimonials</p><p>Our services</p><a href="tel:5550100">Call now</a>'
        "<button>Book now</button><button>Book now</button>"
    )

    assert told(body, "https://roofs.example/services/roofers") == "other"


def test_a_page_without_text_is_other() -> None:
    found = archiver.parse('<div id="root"></div>', "https://app.example/view/7")

    assert (found.kind, found.evidence["kind"]) == ("other", "no text")


def test_a_page_about_a_person_or_a_collection_that_says_so_is_a_listing() -> None:
    assert told(TEASERS, None, '<meta property="og:type" content="profile">') == "listing"
    assert told(TEASERS, None, ld('{"@type": "CollectionPage"}')) == "listing"


def test_a_section_that_declares_itself_a_story_is_a_listing() -> None:
    head = ld('{"@type": "NewsArticle", "headline": "Sport"}')

    assert (
        told("<h1>Sport</h1>" + TEASERS, "https://post.example/category/sport/", head) == "listing"
    )


def test_a_vacancy_is_no_article() -> None:
    assert told(STORY, None, ld('{"@type": "JobPosting", "title": "Mason"}')) == "other"


def test_a_feed_that_came_as_a_page_is_other() -> None:
    feed = "<pre>&lt;?xml version='1.0'?&gt; &lt;rss&gt; &lt;channel&gt; The Post</pre>"
    found = archiver.parse(f"<html><body>{feed}</body></html>", "https://post.example/rss")

    assert (found.kind, found.evidence["kind"]) == ("other", "data")


def test_a_few_undated_lines_at_an_office_address_are_no_article() -> None:
    body = "<h1>Contact</h1><p>Our office in Wexmoor is open from nine to twelve, and by phone.</p>"

    assert told(body, "https://town.example/contact") == "other"


OFFER = "".join(
    f'<section class="{name}"><h2>{title}</h2>{PARAGRAPH.replace("The council", title)}</section>'
    for name, title in (
        ("hero-banner", "Walls that stay"),
        ("features-grid", "What we build"),
        ("service_tabs", "How we mend"),
        ("testimonial-slider", "What harbours say"),
        ("faq-accordion", "What is asked"),
        ("cta pricing", "What it costs"),
    )
)


def test_names_of_elements_tell_an_offer_from_a_story() -> None:
    plain = re.sub(r' class="[^"]*"', "", OFFER)
    url = "https://masons.example/harbour-walls-that-stay"

    assert told(f"<h1>Harbour walls</h1>{OFFER}", url) == "other"
    assert told(f"<h1>Harbour walls</h1>{plain}", url) == "article"


@pytest.mark.parametrize(
    "path",
    [
        "board/viewtopic.php?id=3099",
        "index.php?topic=589.0",
        "ShowTopic-g294-i525-Who_mends_the_wall.html",
        "showthread.php/4711-who-mends-the-wall",
    ],
)
def test_the_scripts_of_forums_show_threads(path: str) -> None:
    found = archiver.parse(page(STORY), f"https://stones.example/{path}")

    assert (found.kind, found.evidence["kind"]) == ("other", "url")


def test_a_forum_in_the_address_speaks_for_a_thread() -> None:
    post = f"<div><time>3 May 2024</time><p>Quote</p>{PARAGRAPH}<p>Reply</p></div>"
    thread = "<h1>Who mends the wall?</h1>" + 5 * post

    assert told(thread, "https://talk.stones.example/harbour-forum/who-mends-the-wall") == "other"
    assert told(thread, "https://talk.stones.example/harbour/who-mends-the-wall") == "article"


def test_a_topic_in_the_address_makes_no_thread() -> None:
    assert told(STORY, "https://lexicon.example/topic/history-of-the-harbour-wall") == "article"


def test_a_story_of_some_paragraphs_is_one_though_it_begins_with_a_film() -> None:
    head = '<meta property="og:type" content="video.other"><meta name="author" content="A. Bell">'
    url = "https://paper.example/videos/the-harbour-wall-stays-after-all,99770.html"
    film = (
        "<h1>The harbour wall stays after all</h1><p>3 May 2024</p><video src='wall.mp4'></video>"
    )

    assert told(film + 4 * PARAGRAPH, url, head) == "article"
    assert told(film + 2 * PARAGRAPH, url, head) == "video or gallery"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/service-area/river-town", "other"),
        ("/department/harbour-works", "other"),
        ("/retirement-plan-calculator", "other"),
        ("/rentenrechner.html", "other"),
        ("/area/river-town", "article"),
        ("/harbour-wall-and-town", "article"),
    ],
)
def test_the_address_of_an_office_or_of_a_reckoner_speaks_for_a_service(
    path: str, kind: Kind
) -> None:
    body = f"<h1>Savings</h1><h2>How</h2>{2 * PARAGRAPH}<h2>Why</h2>{PARAGRAPH}"

    assert told(body, f"https://bank.example{path}") == kind
