"""The walk: blocks in order, with their links; boxes that are no story."""

import pytest

from archiver.page import Page
from archiver.reading.names import Role, roles
from archiver.reading.outline import Outline
from archiver.reading.walk import walk


def outline(body: str) -> Outline:
    root = Page.of(f"<body>{body}</body>").tree.find("body")
    assert root is not None
    return walk(root)


def blocks(body: str) -> list[tuple[str, str]]:
    return [(raw.kind, raw.text) for raw in outline(body).blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<p>One <b>two</b>three<p>four", [("paragraph", "One twothree"), ("paragraph", "four")]
        ),
        pytest.param(
            "a<br>b<br><br>c", [("paragraph", "a b"), ("paragraph", "c")], id="two breaks divide"
        ),
        pytest.param(
            "a<span class=br></span><span class='x br'></span>b",
            [("paragraph", "a"), ("paragraph", "b")],
            id="spans that are called breaks",
        ),
        pytest.param("a<img src=x>b", [("paragraph", "a b")], id="a picture divides words"),
        pytest.param("<h2>Head</h2>text", [("heading", "Head"), ("paragraph", "text")]),
        pytest.param(
            "<ul><li>a<ul><li>b</ul><li><p>c</p><p>d</p></ul>",
            [("list item", x) for x in "abcd"],
            id="lists in lists",
        ),
        pytest.param("<blockquote><p>a</p><p>b</p></blockquote>", [("quote", "a"), ("quote", "b")]),
        pytest.param("<pre>a\n  b</pre>", [("preformatted", "a\n  b")]),
        pytest.param(
            "<table><tr><th>a<th>b<tr><td>1<td>2</table>", [("table", "a\tb\n1\t2")], id="figures"
        ),
        pytest.param(
            "<table><tr><td><h1>Head</h1><p>text</table>",
            [("heading", "Head"), ("paragraph", "text")],
            id="a table that lays the page out",
        ),
        pytest.param("<p>a<script>x</script><!-- y -->b</p>", [("paragraph", "ab")]),
        pytest.param("<p>a<span class='sr-only'>x</span>b</p>", [("paragraph", "ab")]),
        pytest.param("<p>Zü\u00adrich\u200b&nbsp;  city</p>", [("paragraph", "Zürich city")]),
    ],
)
def test_blocks_in_reading_order(body: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(body) == expected


def test_links_know_their_words() -> None:
    (raw,) = outline('<p>See <a href="/x">the <i>full</i> text</a> here</p>').blocks

    assert [(anchor.get("href"), text) for anchor, text in raw.links] == [("/x", "the full text")]
    assert raw.linked == len("thefulltext")


def test_a_link_around_blocks_belongs_to_each() -> None:
    found = outline('<a href="/x"><h3>Head</h3><p>Line</p></a>').blocks

    assert [[text for _, text in raw.links] for raw in found] == [["Head"], ["Line"]]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("article-body__content", Role.BODY),
        ("ArticleBody__text", Role.BODY),
        ("article__byline", Role.BYLINE),
        ("StyledByline-sc", Role.BYLINE),
        ("comments-area", Role.JUNK),
        ("sidebar", Role.DOUBTFUL),
        ("ad-slot", Role.ADVERT),
    ],
)
def test_a_name_is_read_as_words(name: str, role: int) -> None:
    assert roles(name) & role


@pytest.mark.parametrize(
    "name",
    [
        "has-sidebar",
        "no-ads",
        "elementor-widget-container",
        "post-123 post type-post status-publish hentry tag-comments",
        "ad6ed79d-88fd",
        "header",
        "badge-shadow",
    ],
)
def test_a_name_that_only_looks_like_junk(name: str) -> None:
    assert not roles(name) & (Role.JUNK | Role.ADVERT | Role.DOUBTFUL)


def test_numbers_of_elements_tell_what_is_inside_what() -> None:
    found = outline("<div><section><p>a</p></section><p>b</p></div>")
    a, b = found.blocks
    section = found.parents[a.node]

    assert found.inside(a.node, section)
    assert not found.inside(b.node, section)
    assert [found.elements[n].tag for n in found.chain(a.node)] == ["p", "section", "div", "body"]


MENU = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12))


@pytest.mark.parametrize(
    "box",
    [
        "nav",
        "footer",
        "div class='main-menu'",
        "div id=cookie-consent",
        "pp-navigation",
        "x-menu a=b",
    ],
)
def test_menu_is_not_walked_into(box: str) -> None:
    found = outline(f"<{box}><ul>{MENU}</ul></{box.split()[0]}><p>text")

    assert [raw.text for raw in found.blocks] == ["text"]
    assert list(found.junk) == [1]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<div class=menu><p>{'A sentence. ' * 20}</p>{MENU}</div>", id="long text"),
        pytest.param(f"<article><footer>{MENU}</footer></article>", id="foot of an article"),
        pytest.param("<nav><a href=/a>Home</a><a href=/b>News</a></nav>", id="few links"),
        pytest.param(f"<nav class=breadcrumbs>{MENU}</nav>", id="breadcrumbs"),
        pytest.param(f"<div class=no-menu>{MENU}</div>", id="a name taken back"),
    ],
)
def test_what_may_hold_more_than_a_menu_is_walked(page: str) -> None:
    assert outline(page).blocks
