"""Which links of a story's page lead to its later pages."""

import time

import pytest

from archiver.page import Page
from archiver.page_numbers import number_of
from archiver.sources.story_pages import MOST_PAGES, later_pages

SITE = "https://x.example"
STORY = f"{SITE}/story/12345.html"


def page(body: str, url: str = STORY, head: str = "") -> Page:
    text = f"<html><head>{head}</head><body><h1>T</h1><p>Text.</p>{body}</body></html>"
    return Page.of(text, url)


def link(url: str, text: str, more: str = "") -> str:
    return f'<a href="{url}" {more}>{text}</a>'


@pytest.mark.parametrize(
    ("url", "first", "second"),
    [
        (STORY, "12345.html?page=1", "12345.html?page=2"),
        (STORY, "12345.html", "/story/12345.html?p=2#top"),
        (STORY, "12345.html", "12345-2.html"),
        (STORY, "12345.html", "12345_2.html"),
        (STORY, "12345.html", "12345,2.html"),
        (STORY, "12345.html", "12345-page2.html"),
        (f"{SITE}/story/ropes", "/story/ropes", "/story/ropes/2"),
        (f"{SITE}/story/ropes/", "/story/ropes/", "/story/ropes/page/2/"),
        (f"{SITE}/story/ropes", "/story/ropes", "http://x.example/story/ropes/seite-2"),
        (f"{SITE}/story/ropes/1", "/story/ropes/1", "/story/ropes/2"),
        (f"{SITE}/s?id=7", "s?id=7", "s?id=7&page=2"),
        (f"{SITE}/s?id=7", "s?id=7", "s?page=2&id=7"),
        (f"{SITE}/s?id=7&page=1", "s?id=7&page=1", "s?id=7&page=2"),
        (f"{STORY}?utm_source=feed", "12345.html", "12345.html?page=2"),
        (f"{SITE}/story/lamps-12.html", "lamps-12.html", "lamps-12.html?page=2"),
    ],
)
def test_second_page_has_the_address_and_a_number(url: str, first: str, second: str) -> None:
    menu = f"<p>Page {link(first, '1')} {link(second, '2')} {link(second, 'Next »')}</p>"
    (found,) = later_pages(page(menu, url))

    assert found.endswith(second.lstrip("/").partition("#")[0])
    assert number_of(found, url) == 2


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(link("?page=2", "Next"), id="word"),
        pytest.param(link("?page=2", "nächste Seite"), id="word in another language"),
        pytest.param(link("?page=2", "›", "title='Next page'"), id="title"),
        pytest.param(link("?page=2", "<img src=a>", "rel='next nofollow'"), id="rel"),
        pytest.param(link("?page=2", "2"), id="number"),
        pytest.param(link("?page=2", "Page 2: The engines"), id="number and heading"),
        pytest.param("<select><option value='?page=2'>2. The engines</select>", id="option"),
        pytest.param(
            f"<main class=comments>{page('').text}{link('?page=2', '2')}</main>", id="all"
        ),
    ],
)
def test_link_says_that_it_is_the_next_page(body: str) -> None:
    assert later_pages(page(body)) == (f"{STORY}?page=2",)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(link("/story/12346.html", "2"), id="another story"),
        pytest.param(link("/story/12346.html", "Next", "rel=next"), id="the next story"),
        pytest.param(link("https://y.example/story/12345.html?page=2", "2"), id="another host"),
        pytest.param(link("?page=1", "1"), id="the first page"),
        pytest.param(link("?page=2", "Comments"), id="neither word nor number"),
        pytest.param(link("?page=2#comments", "2"), id="a place among the comments"),
        pytest.param(f"<ol id=comment-list>{link('?page=2', '2')}</ol>", id="comments"),
        pytest.param(
            f"<div class='disqus x'>{link('?page=2', 'Next', 'rel=next')}</div>", id="rel"
        ),
        pytest.param(link("/comments/12345.html?page=2", "2"), id="comments elsewhere"),
        pytest.param(link("/news?page=2", "2"), id="a channel"),
        pytest.param(link("12345.html/12", "12 months"), id="a number alone"),
        pytest.param(link(f"?page={MOST_PAGES + 1}", "Next"), id="too far"),
    ],
)
def test_what_leads_elsewhere_is_none(body: str) -> None:
    assert later_pages(page(body)) == ()


def test_later_page_names_those_behind_it_in_its_own_form() -> None:
    menu = "".join(link(f"12345-{n}.html", str(n)) for n in (2, 3, 4, 5))
    body = f"{menu}{link('12345.html?page=9', '9')}"

    assert later_pages(page(body, f"{SITE}/story/12345-3.html"), STORY) == (
        f"{SITE}/story/12345-4.html",
        f"{SITE}/story/12345-5.html",
    )
    assert later_pages(page(body, f"{SITE}/story/777-3.html"), STORY) == ()


def test_pages_counted_from_zero() -> None:
    body = link("?page=1", "2") + link("?page=2", "3")

    assert later_pages(page(body)) == (f"{STORY}?page=1", f"{STORY}?page=2")
    assert later_pages(page(body, f"{STORY}?page=1"), STORY) == (f"{STORY}?page=2",)


def test_pages_behind_a_gap_are_left_to_the_page_before_it() -> None:
    body = "".join(link(f"?page={n}", str(n)) for n in (2, 3, 9))

    assert later_pages(page(body)) == (f"{STORY}?page=2", f"{STORY}?page=3")


def test_page_that_says_what_follows_is_believed_first() -> None:
    body = link("?p=2", "2") + link("?p=3", "3")

    assert later_pages(page(body, head="<link rel=next href='?page=2'>")) == (f"{STORY}?page=2",)


def test_many_links_take_no_time() -> None:
    body = "".join(
        link(f"/story/{n}.html?page={n % 90}", str(n % 90)) for n in range(20_000, 40_000)
    )
    deep = "<div>" * 200 + "".join(link(f"?page={n % 90}&x={n}", "Next") for n in range(5_000))
    began = time.process_time()

    assert later_pages(page(body + deep)) == ()
    assert time.process_time() - began < 3
