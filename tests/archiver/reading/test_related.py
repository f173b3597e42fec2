"""Which links are to other stories, and what the page says that they are."""

import pytest

import archiver
from archiver.likeness import is_list, is_service

URL = "https://paper.example/city/2024/05/01/river-town-opens-its-library"
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
TEXT = [f"<p>{SENTENCE * 3}{number}</p>" for number in range(6)]
BYLINE = "<p class='byline'>By <a href='/author/mara-quill'>Mara Quill</a></p>"
TITLES = (
    "The harbour bridge is late again",
    "A school without a roof in the valley",
    "Who pays for the new tram line",
)


def story(after: str = "", between: str = "", before: str = "", head: str = "") -> str:
    text = "".join([*TEXT[:3], between, *TEXT[3:]])
    return (
        f"<html><head>{head}</head><body><h1>River Town Opens Its Library</h1>"
        f"{before}<article>{text}</article>{after}</body></html>"
    )


def found(page: str) -> list[tuple[str, str, str | None]]:
    """Kind, last part of the address, heading."""
    links = archiver.parse(page, URL).related
    return [(x.kind, x.url.rsplit("/", 1)[1], x.heading) for x in links]


def kinds(page: str) -> list[str]:
    return [kind for kind, _, _ in found(page)]


def slug(title: str) -> str:
    return title.lower().replace(" ", "-")


def items(titles: tuple[str, ...] = TITLES, folder: str = "/city/2024/04/30") -> str:
    each = (f"<li><a href='{folder}/{slug(title)}'>{title}</a></li>" for title in titles)
    return f"<ul>{''.join(each)}</ul>"


def cards(label: str = "") -> str:
    each = (
        f"<div class='card'><span>{label}</span>"
        f"<h3><a href='/city/2024/04/30/{slug(title)}'>{title}</a></h3><p>April 30</p></div>"
        for title in TITLES
    )
    return f"<div class='cards'>{''.join(each)}</div>"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Related Stories", "related"),
        ("Related reading", "related"),
        ("Read more:", "related"),
        ("À lire également...", "related"),
        ("La rédaction vous conseille", "related"),
        ("Mehr zum Thema Bibliotheken", "related"),
        ("Más información", "related"),
        ("Taip pat skaitykite", "related"),
        ("Więcej na ten temat", "related"),
        ("читайте также", "related"),
        ("関連記事", "related"),
        ("ये भी पढ़ें", "related"),
        ("اقرأ أيضا", "related"),
        ("More by Mara Quill", "author"),
        ("Mehr von Mara Quill (mq)", "author"),
        ("More in City", "section"),
        ("Aus dem Ressort", "section"),
        ("In this section", "section"),
        ("City: latest news", "section"),
    ],
)
def test_a_heading_says_what_the_links_under_it_are(heading: str, kind: str) -> None:
    page = story(f"<div><h3>{heading}</h3>{items()}</div>", before=BYLINE)

    assert found(page) == [(kind, slug(title), heading) for title in TITLES]


@pytest.mark.parametrize(
    "heading",
    [
        "Most read", "Trending now", "Meistgelesen", "Lo más leído", "Les plus lus", "Latest news",
        "Самое читаемое", "アクセスランキング", "More from The Other Paper", "Tools of the trade",
    ],
)  # fmt: skip
def test_what_is_popular_or_anything_else_is_not_related(heading: str) -> None:
    assert found(story(f"<div><h3>{heading}</h3>{items()}</div>", before=BYLINE)) == []


def test_more_of_a_name_is_more_of_the_channel_if_that_is_its_name() -> None:
    head = "<meta property='article:section' content='Valley'>"

    assert set(kinds(story(f"<h3>Más de Valley</h3>{cards('Valley')}", head=head))) == {"section"}


def test_a_heading_stands_over_cards_in_a_box_beside_it() -> None:
    box = (
        f"<section><div class='top'><div><h3>Related</h3></div></div>"
        f"<div class='grid'>{cards()}</div></section>"
    )

    assert found(story(box)) == [("related", slug(title), "Related") for title in TITLES]


def test_a_link_to_all_of_them_beside_the_heading_is_not_the_list() -> None:
    top = "<div><h3>Latest in City</h3><a href='/city'>All stories</a></div>"

    assert kinds(story(f"<div>{top}{cards()}</div>")) == ["section"] * 3


def test_a_topics_stories_beside_the_story_are_related() -> None:
    box = f"<aside><h3><a href='/topics/libraries'>Libraries</a></h3>{items()}</aside>"

    assert kinds(story(box)) == ["related"] * 3


def test_a_list_under_what_is_popular_is_none_even_between_paragraphs() -> None:
    assert found(story(between=f"<div><h3>Most read</h3>{items()}</div>")) == []


def test_the_label_of_each_card_is_no_heading() -> None:
    card = (
        "<div><h2><a href='/city'>City</a></h2><h3><a href='/city/2024/04/30/{}'>{}</a></h3></div>"
    )
    each = "".join(card.format(slug(title), title) for title in TITLES)

    assert kinds(story(f"<section><h3>Read also</h3>{each}</section>")) == ["related"] * 3


def test_a_heading_ends_at_the_next_of_its_kind() -> None:
    box = (
        "<aside><section><div class='name'>Read also</div></section>"
        f"<section><div class='name'>Columns</div>{items()}</section></aside>"
    )

    assert found(story(box)) == []


def test_a_tab_stands_over_the_element_that_it_opens() -> None:
    tabs = (
        "<ul><li><a href='#one'>Related</a></li><li><a href='#two'>More by Mara Quill</a></li></ul>"
        f"<div id=one>{items(TITLES[:1])}</div><div id=two>{items(TITLES[1:])}</div>"
    )

    assert kinds(story(tabs, before=BYLINE)) == ["related", "author", "author"]


def test_a_channels_name_is_a_heading_only_over_several_stories() -> None:
    one = f"<div><h3>City</h3>{items(TITLES[:1])}</div>"
    several = f"<div><h3>City</h3>{items()}</div>"

    assert (found(story(one)), kinds(story(several))) == ([], ["section"] * 3)


@pytest.mark.parametrize(
    "between",
    [
        "<p>Read also: <a href='/2024/04/30/{}'>{}</a></p>",
        "<p><a href='/2024/04/30/{}'>{}</a></p>",
        "<ul><li><a href='/2024/04/30/{}'>{}</a></li></ul>",
        "<ul><li>Roads: <a href='/2024/04/30/{}'>{}</a></li></ul>",
        "<blockquote><a href='/2024/04/30/{}'>{}</a></blockquote>",
        "<div class='card'><h3><a href='/2024/04/30/{}'>{}</a></h3></div>",
    ],
)
def test_a_teaser_between_paragraphs_is_related(between: str) -> None:
    page = story(between=between.format(slug(TITLES[0]), TITLES[0]))

    assert [x[:2] for x in found(page)] == [("related", slug(TITLES[0]))]


def test_a_link_in_a_sentence_is_inline() -> None:
    sentence = f"<p>{SENTENCE}<a href='/2024/04/30/{slug(TITLES[0])}'>The bridge</a> is late.</p>"

    assert kinds(story(between=sentence)) == ["inline"]


@pytest.mark.parametrize(
    "href",
    [
        "/", "/city/", "/tag/public-library-buildings-of-the-valley",
        "/author/mara-quill-of-the-paper",
        "/topics/some-very-long-topic-name", "/search?q=library", "/report-on-the-library.pdf",
        "/keyword/189619", "/newsletter-for-all-who-read-books",
        "https://www.facebook.com/a-b-c-d-e", "/people/mayor-of-river-town-1234567",
        "https://x.example/go?to=https://shop.example/a-b-c-d-e",
        "#part", "mailto:desk@paper.example", URL, f"{URL}#comments", "/city/index.html",
    ],
)  # fmt: skip
def test_what_is_no_story_is_no_related_link(href: str) -> None:
    between = f"<p>{SENTENCE}<a href='{href}'>Library of River Town</a> is open.</p>"
    after = (
        f"<h3>Related</h3><ul><li><a href='{href}'>What stands behind this long link</a></li></ul>"
    )

    assert found(story(after, between)) == []


def test_a_link_on_a_name_leads_to_what_is_about_the_name() -> None:
    page = story(
        between=f"<p>{SENTENCE}<a href='/river-town-museum'>River Town Museum</a> knew.</p>"
    )

    assert found(page) == []


def test_sponsored_items_of_a_related_box_are_left_out() -> None:
    sofa = "href='/2024/04/30/buy-this-very-good-sofa-{}'>A very good sofa for you and yours</a>"
    paid = f"<div class='commercial-component'><a {sofa.format(1)}</div>"
    partner = f"<a rel='sponsored' {sofa.format(2)}"

    assert (
        kinds(story(f"<section><h3>Related</h3>{items()}{paid}{partner}</section>"))
        == ["related"] * 3
    )


def test_the_same_address_written_twice_is_one_link_and_the_headline_its_text() -> None:
    card = (
        "<h3>Related</h3><div>"
        "<a href='https://www.paper.example/2024/04/30/{0}/'>4:30 pm, April 30</a>"
        "<a href='https://paper.example/2024/04/30/{0}?utm_source=box'>{1}</a></div>"
    )
    links = archiver.parse(story(card.format(slug(TITLES[0]), TITLES[0])), URL).related

    assert [link.text for link in links] == [TITLES[0]]


def test_what_the_head_of_the_site_offers_belongs_to_no_story() -> None:
    page = story().replace("<h1>", f"<header><h3>Read next</h3>{items()}</header><h1>", 1)

    assert found(page) == []


def test_a_box_that_calls_itself_related_needs_no_heading() -> None:
    assert kinds(story(f"<div class='related-posts'>{items()}</div>")) == ["related"] * 3


def test_a_page_of_teasers_is_a_list_and_relates_to_nothing() -> None:
    titles = tuple(f"The story number {number} of this long list" for number in range(60))

    assert found(story(between=items(titles))) == []


@pytest.mark.parametrize(
    ("url", "lists", "serves"),
    [
        ("https://x.example/tag/a-very-long-name-of-a-tag", True, False),
        ("https://x.example/products/a-sofa-for-the-whole-family", True, False),
        ("https://x.example/your-daily-newsletter-from-us", True, False),
        ("https://x.example/imprint", False, True),
        ("https://x.example/2024/05/a-story-about-a-tag", False, False),
        ("mailto:a@x.example", False, False),
    ],
)
def test_addresses_tell_lists_and_services(url: str, lists: bool, serves: bool) -> None:
    assert (is_list(url), is_service(url)) == (lists, serves)


@pytest.mark.parametrize(
    ("own", "other", "text"),
    [
        ("https://paper.example/archives/55231", "/archives/55102", "الأرصاد تحذر"),
        ("https://paper.example/uutiset/lautta-jai-laituriin", "/uutiset/telakka-myohastyy",
         "Telakka myöhästyy"),
        ("https://paper.example/how-ships-talk-now/", "/the-last-operator/", "The last one"),
    ],
    ids=["a number", "words in a folder", "words"],
)  # fmt: skip
def test_an_address_made_as_the_pages_own_is_a_storys(own: str, other: str, text: str) -> None:
    page = story(after=f"<h3>Related</h3><ul><li><a href='{other}'>{text}</a></li></ul>")

    assert [x.url for x in archiver.parse(page, own).related] == [f"https://paper.example{other}"]


@pytest.mark.parametrize(
    "other", ["/uutiset/-lista-.html", "/tag/ships-at-sea", "/uutiset/", "/privacy-policy"]
)
def test_an_address_made_otherwise_is_none(other: str) -> None:
    page = story(after=f"<h3>Related</h3><ul><li><a href='{other}'>Telakka myöhästyy</a></li></ul>")

    assert archiver.parse(page, "https://paper.example/uutiset/lautta-jai-laituriin").related == ()


@pytest.mark.parametrize(
    "heading", ["İLGİLİ HABERLER", "【関連記事】", "■ 相关推荐", "★ Related"],
)  # fmt: skip
def test_a_heading_in_capitals_or_with_an_ornament_is_known(heading: str) -> None:
    assert kinds(story(after=f"<h3>{heading}</h3>{items()}")) == ["related"] * 3


def test_a_line_with_a_label_and_one_link_leads_to_a_related_story() -> None:
    line = (
        "<p class=x>আরও পড়ুন <a href='/city/2024/04/30/badher-kaj'>বাঁধের কাজ শেষ হয়নি দুই বছরেও</a></p>"
    )

    assert found(story(between=line)) == [("related", "badher-kaj", "আরও পড়ুন")]
