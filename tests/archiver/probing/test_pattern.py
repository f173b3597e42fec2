"""The form of article URLs, learned from what feeds name and what navigation links to."""

import re

import pytest

from archiver.probing.pattern import learn

HOME = "https://www.paper.example"
NAVIGATION = [
    f"{HOME}{path}"
    for path in (
        "/", "/politics", "/politics/europe", "/sport/", "/culture", "/local-news", "/about",
        "/contact", "/newsletter", "/tag/elections", "/author/jane-doe", "/search",
    )
]  # fmt: skip
TITLES = (
    "council-votes-on-new-harbour", "the-lamps-are-lit-again", "dredging-begins-in-may",
    "why-the-tide-came-late", "a-quiet-week-at-the-market", "fishermen-ask-for-night-work",
    "second-survey-is-announced", "storm-damage-is-counted", "new-pier-opens-to-the-public",
    "the-last-lighthouse-keeper",
)  # fmt: skip
SECTIONS = ("politics", "sport", "culture", "politics/europe")


def form(pattern: str) -> list[str]:
    """Ten URLs of a form: ``{title}``, ``{number}``, ``{section}``, ``{day}``."""
    return [
        HOME
        + pattern.format(
            title=title,
            number=4711 + 37 * n,
            section=SECTIONS[n % 4],
            day=f"2026/05/{n + 1:02d}",
            id=f"c{n}x{n * 7919 % 977:03d}kq{n}",
        )
        for n, title in enumerate(TITLES)
    ]


@pytest.mark.parametrize(
    ("named", "later", "never"),
    [
        pytest.param(
            "/{day}/{title}/", "/2019/11/02/short-one/", "/2019/11/02/", id="a date, then the title"
        ),
        pytest.param(
            "/{section}/{title}-{number}.html",
            "/business/steel-9412345.html",
            "/business/index.html",
            id="title and number under a section",
        ),
        pytest.param("/story/{title}", "/story/one-more-story", "/story/", id="a word for stories"),
        pytest.param("/{section}/{number}", "/business/52341", "/business/energy", id="a number"),
        pytest.param(
            "/{title}", "/a-title-of-some-words", "/privacy-policy", id="the title at the root"
        ),
        pytest.param("/?p={number}", "/?p=52341", "/?cat=3", id="a number in the query"),
        pytest.param(
            "/news/articles/{id}", "/news/articles/c9x123kq4", "/news/topics", id="an identifier"
        ),
        pytest.param(
            "/{number}/{title}", "/52341/one-more-story", "/people/jane-doe", id="a number, a title"
        ),
    ],
)
def test_form_is_learned(named: str, later: str, never: str) -> None:
    found = learn(form(named), NAVIGATION)

    assert found is not None
    assert (found.caught, found.articles) == (10, 10)
    assert found.wrong == 0
    assert re.search(found.expression, f"{HOME}{later}")
    assert not re.search(found.expression, f"{HOME}{never}")


def test_two_forms_are_both_learned() -> None:
    found = learn([*form("/{day}/{title}/"), *form("/story/{number}.html")], NAVIGATION)

    assert found is not None
    assert (found.caught, found.wrong) == (20, 0)


def test_a_few_strangers_do_not_spoil_it() -> None:
    strangers = [f"{HOME}/live", f"{HOME}/weather"]

    found = learn([*form("/story/{title}.html"), *form("/story/{number}.html"), *strangers], [])

    assert found is not None
    assert found.expression == r"/story/[^/?#]+\.html/?(?:[?#]|$)"


@pytest.mark.parametrize(
    "articles",
    [[], [f"{HOME}/story/one", f"{HOME}/story/two"], ["no address", "mailto:a@paper.example"] * 4],
    ids=["none", "two", "no addresses"],
)
def test_too_little_is_no_pattern(articles: list[str]) -> None:
    assert learn(articles, NAVIGATION) is None


def test_what_navigation_has_as_well_is_no_pattern() -> None:
    names = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]

    assert learn([f"{HOME}/{x}" for x in names[:4]], [f"{HOME}/{x}" for x in names[4:]]) is None


def test_no_url_makes_a_search_go_back_and_forth() -> None:
    found = learn(form("/{section}/{title}-{number}.html") + form("/{title}"), NAVIGATION)

    assert found is not None
    for unit in ("a-", "-", "1", "a-1", "/a-b-c-d", "_-+"):
        assert not re.search(found.expression, f"{HOME}/x/{unit * 20_000}//x")
