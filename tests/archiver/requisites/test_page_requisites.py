from datetime import UTC, datetime

import pytest

from archiver.page import Page
from archiver.requisites import Screen, of_page

URL = "https://paper.example/2026/story.html"
ICON = '<link rel="shortcut icon" href="/i.png">'


def asked(html: str, *screens: Screen) -> list[tuple[str, str]]:
    """Kind and URL of what a page asks for but the icon; as seen from its host."""
    page = Page.of(f"{ICON}{html}".encode(), URL, {}, datetime(2026, 3, 1, tzinfo=UTC))
    found = of_page(page, screens) if screens else of_page(page)
    return [
        (x.kind, x.url.removeprefix("https://paper.example"))
        for x in found
        if not x.url.endswith("/i.png")
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="a.png">', [("image", "/2026/a.png")]),
        ('<img src="//cdn.example/a.png">', [("image", "https://cdn.example/a.png")]),
        ('<img src="a b.png?x=1&amp;y=2#f">', [("image", "/2026/a%20b.png?x=1&y=2")]),
        ('<img src="data:image/gif;base64,R0lG" data-src="/real.jpg">', [("image", "/real.jpg")]),
        ('<img src="/p.gif" data-original="/real.jpg">',
         [("image", "/p.gif"), ("image", "/real.jpg")]),
        ('<img data-lazy="true" data-url="12">', []),
        ('<img data-src="/at/{width}/real.jpg">', []),
        ('<img data-lazy-src="/l.webp"><noscript><img src="/n.webp"></noscript>',
         [("image", "/l.webp"), ("image", "/n.webp")]),
        ('<video poster="/p.jpg"><source src="/film.mp4"></video>', [("image", "/p.jpg")]),
        ('<link rel=stylesheet href="s.css?v=2">', [("style", "/2026/s.css?v=2")]),
        ('<link rel="preload" as="style" href="/late.css">', [("style", "/late.css")]),
        ('<link rel="preload" as="script" href="/late.js"><script src="/a.js"></script>', []),
        ('<link rel="alternate" href="/feed"><link rel="canonical" href="/x">', []),
        ('<p style="background: url( \'b.png\' )">', [("image", "/2026/b.png")]),
        ("<style>@import 'i.css'; p{background:url(c.png)}</style>",
         [("style", "/2026/i.css"), ("image", "/2026/c.png")]),
        ('<div data-bg="url(/d.jpg)"></div><div data-background-image="/e.jpg"></div>',
         [("image", "/d.jpg"), ("image", "/e.jpg")]),
        ('<svg><image href="/f.png"/><use xlink:href="/s.svg#icon"/></svg>',
         [("image", "/f.png"), ("image", "/s.svg")]),
        ('<input type=image src="/g.png"><input src="/h.png">', [("image", "/g.png")]),
        ('<img src="javascript:void(0)"><img src=""><img src="#"><img src="http://[">', []),
        ('<base href="/elsewhere/"><img src="a.png">', [("image", "/elsewhere/a.png")]),
        ('<base href="data:,x"><img src="a.png">', [("image", "/2026/a.png")]),
    ],
    ids=[
        "beside the page", "of another host", "escaped, no fragment", "lazy behind a data URL",
        "lazy behind a placeholder", "lazy attributes that are no addresses",
        "what a script would fill in", "lazy with its noscript", "poster and no film",
        "style sheet", "style sheet that a script puts in", "no scripts", "other links",
        "style attribute", "style element", "lazy backgrounds", "drawings", "buttons",
        "nothing to fetch", "base", "a base that is none",
    ],
)  # fmt: skip
def test_page_asks_for(html: str, expected: list[tuple[str, str]]) -> None:
    assert asked(html) == expected


def test_styles_come_first_and_each_url_once() -> None:
    html = '<img src="/a.png"><img src="/a.png"><link rel=stylesheet href="/s.css">'

    assert asked(html) == [("style", "/s.css"), ("image", "/a.png")]


def test_icons_are_taken_and_favicon_ico_where_the_page_names_none() -> None:
    icons = '<link rel="icon" href="/a.ico"><link rel="apple-touch-icon" href="/b.png">'

    assert [x.url for x in of_page(Page.of(icons, URL))] == [
        "https://paper.example/a.ico",
        "https://paper.example/b.png",
    ]
    assert [x.url for x in of_page(Page.of("<p>No icon", URL))] == [
        "https://paper.example/favicon.ico"
    ]


SET = '<img src="/s.jpg" sizes="(min-width: 1000px) 640px, 100vw" srcset="{}">'
WIDTHS = "/320.jpg 320w, /640.jpg 640w, /1280.jpg 1280w, /2560.jpg 2560w"


@pytest.mark.parametrize(
    ("screen", "expected"),
    [
        (Screen(width=1280), ["/640.jpg", "/s.jpg"]),
        (Screen(width=1280, density=2), ["/1280.jpg", "/s.jpg"]),
        (Screen(width=390, density=3), ["/1280.jpg", "/s.jpg"]),
        (Screen(width=900), ["/1280.jpg", "/s.jpg"]),
    ],
    ids=["desktop", "dense desktop", "phone", "narrow window"],
)
def test_of_a_srcset_what_the_screen_takes_and_the_src(screen: Screen, expected: list[str]) -> None:
    assert [url for _, url in asked(SET.format(WIDTHS), screen)] == expected


def test_densities_and_commas_in_addresses() -> None:
    html = '<img srcset="/a,b.png, /c,d.png 2x,/e.png 3x">'

    assert [url for _, url in asked(html, Screen(width=1280))] == ["/a,b.png"]
    assert [url for _, url in asked(html, Screen(width=1280, density=2))] == ["/c,d.png"]


def test_of_a_picture_the_first_source_that_a_browser_shows() -> None:
    html = """<picture>
      <source type="image/jxl" srcset="/a.jxl">
      <source media="(max-width: 600px)" srcset="/small.webp">
      <source type="image/webp" data-srcset="/b.webp 1x, /b2.webp 2x">
      <source srcset="/never.jpg"><img src="/c.jpg" srcset="/never.png"></picture>"""

    assert [url for _, url in asked(html)] == ["/b.webp", "/b2.webp", "/c.jpg"]
    assert [url for _, url in asked(html, Screen(width=400))] == ["/small.webp", "/c.jpg"]
