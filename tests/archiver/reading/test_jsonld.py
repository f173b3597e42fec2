"""JSON-LD is read as it is found in the field, and never takes long."""

import time

import pytest

from archiver.reading import jsonld

STORY = {"@type": "NewsArticle", "headline": "Port reopens"}
WRITTEN = '{"@type": "NewsArticle", "headline": "Port reopens"}'
MOST_SECONDS = 4.0  # on a busy machine; each takes a tenth of that at most


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(WRITTEN, id="plain"),
        pytest.param(f"\n <!-- {WRITTEN} -->\n", id="in an HTML comment"),
        pytest.param(f"//<![CDATA[\n{WRITTEN}\n//]]>", id="in CDATA behind //"),
        pytest.param(f"/*<![CDATA[*/{WRITTEN}/*]]>*/", id="in CDATA behind /*"),
        pytest.param(f"<![CDATA[{WRITTEN}]]>", id="in CDATA"),
        pytest.param(f"\ufeff{WRITTEN}", id="after a byte order mark"),
        pytest.param(f"{WRITTEN};", id="with a semicolon"),
        pytest.param(f"{WRITTEN}, {{}}", id="with something after it"),
        pytest.param(WRITTEN.replace("}", ",}"), id="with a comma too many"),
        pytest.param(WRITTEN.replace(', "h', ', // who\n"h'), id="with a comment after a comma"),
        pytest.param(WRITTEN.replace('"h', '\n  // "url": "x",\n"h'), id="with a line of comment"),
        pytest.param(WRITTEN.replace('"', "&quot;"), id="with escaped quotes"),
        pytest.param(WRITTEN.replace("Port", "Port\\u0000"), id="with a null"),
        pytest.param(
            WRITTEN.replace("}", ', "description": "<a href="/x">x</a>"}'),
            id="with quotes in a string",
        ),
    ],
)
def test_a_story_is_read(script: str) -> None:
    assert jsonld.objects([script])[0] == STORY


def test_control_characters_stand_in_strings() -> None:
    assert jsonld.objects(['{"name": "a\nb\tc"}']) == [{"name": "a\nb\tc"}]


def test_addresses_are_no_comments() -> None:
    assert jsonld.objects(['{"url": "https://a.example//b", "x": [1,]}'])[0]["url"] == (
        "https://a.example//b"
    )


def test_half_a_pair_of_surrogates_becomes_a_replacement() -> None:
    pair, half = jsonld.objects(['{"name": "\\ud83d\\ude00"}', '{"name": "a\\ud800b"}'])

    assert (pair["name"], half["name"]) == ("\U0001f600", "a\ufffdb")


def test_graphs_are_taken_apart() -> None:
    found = jsonld.objects(['{"@graph": [{"@type": "WebPage", "mainEntity": {"@type": "Thing"}}]}'])

    assert [jsonld.types(value) for value in found] == [set(), {"webpage"}, {"thing"}]


@pytest.mark.parametrize("value", [{"@id": "#a"}, {"url": "https://a.example/"}, {}, [], 7, None])
def test_a_reference_is_no_text(value: object) -> None:
    assert jsonld.string(value) is None


@pytest.mark.parametrize("value", ["x", " x ", {"@value": "x"}, {"name": "x"}, [{"name": ["x"]}]])
def test_text_of_a_value(value: object) -> None:
    assert jsonld.string(value) == "x"


@pytest.mark.parametrize(
    "value", ["/a", {"@id": "/a"}, {"url": "/a", "name": "x"}, [{"@id": "/a"}]]
)
def test_address_of_a_value(value: object) -> None:
    assert jsonld.address(value) == "/a"


def test_the_story_is_the_one_whose_headline_the_page_shows() -> None:
    others = [{"@type": "NewsArticle", "headline": f"Harbour {n}"} for n in range(3)]

    assert jsonld.story([*others, STORY], None, ["Port reopens after the storm"]) == STORY


def test_the_story_is_the_one_of_this_address() -> None:
    own = {"@type": "Article", "mainEntityOfPage": {"@id": "https://a.example/x"}}

    assert jsonld.story([STORY, own], "https://a.example/x", []) == own


def test_breadcrumbs_have_names_and_addresses() -> None:
    crumbs = jsonld.breadcrumbs(
        [
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"name": "News", "item": "https://a.example/news"},
                    {"item": {"@id": "https://a.example/port", "name": "Port"}},
                ],
            }
        ]
    )

    assert crumbs == [("News", "https://a.example/news"), ("Port", "https://a.example/port")]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("[" * 1_900_000, id="depth without end"),
        pytest.param('{"a":' * 300_000 + "1" + "}" * 300_000, id="depth"),
        pytest.param('{"@graph":' * 900 + "1" + "}" * 900, id="graphs in graphs"),
        pytest.param('{"a":[' + "1," * 900_000 + "]}", id="size"),
        pytest.param("[" + '{"@type":"Article"},' * 90_000 + "1]", id="stories"),
        pytest.param("," * 1_900_000, id="commas"),
        pytest.param(", " * 900_000 + "x", id="commas and spaces"),
        pytest.param(" " * 1_900_000 + "x", id="spaces"),
        pytest.param("//" + " " * 1_900_000, id="a comment of spaces"),
        pytest.param('" //\n' * 400_000, id="comments"),
        pytest.param('{"a":"' + "\\ud800" * 300_000 + '"}', id="surrogates"),
        pytest.param('{"a":"' + "\\x" * 900_000 + '"}', id="wrong escapes"),
        pytest.param('{"a":"' + "\\" * 1_900_000, id="backslashes"),
        pytest.param('x"@type":"Article"' + '"headline":"' * 150_000, id="headlines without end"),
        pytest.param("]]>" * 600_000, id="ends"),
    ],
)
def test_a_bomb_is_soon_read(script: str) -> None:
    began = time.process_time()
    found = jsonld.objects([script] * 4)
    jsonld.story(found, None, ["some words"] * 1_000)

    assert time.process_time() - began < MOST_SECONDS
    assert len(found) <= jsonld.MOST_OBJECTS


def test_of_many_scripts_the_first_are_read() -> None:
    assert len(jsonld.objects([WRITTEN] * 100_000)) == jsonld.MOST_OBJECTS
