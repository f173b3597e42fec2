"""A story that stands only in script data is found there; menus and settings are none."""

import json
import time
from typing import Any

import pytest

from archiver.page import Page
from archiver.reading import script_data
from archiver.reading.survey import Survey

MOST_SECONDS = 4.0  # on a busy machine
TITLE = "Port reopens after the storm"
STORY = [
    "The port of Halden opened its gates again on Tuesday, nine days after the storm. "
    "Ships had waited in the bay since the night of the flood, their crews on board.",
    "“We have never seen water this high,” said Mara Quill, who runs the northern pier. "
    "Her men had moved the cranes by hand, because there was no power for two days.",
    "The harbour office expects the last of the ships to be unloaded by the end of the month. "
    "Insurers speak of damage in the millions, and of a dyke that was too low by a metre.",
]
HTML = "".join(f"<p>{text}</p>" for text in STORY)
SETTINGS = [f"We and our partners store information on a device, purpose {n}." for n in range(40)]


def paragraphs(*scripts: str, title: str = TITLE) -> tuple[list[str], str] | tuple[None, None]:
    page = f"<title>{title}</title><h1>{title}</h1><div id=root></div>" + "".join(scripts)
    return script_data.paragraphs(Survey(Page.of(page)))


def next_data(value: Any) -> str:  # noqa: ANN401 - any JSON
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(value)}</script>'


def padded(value: object) -> dict[str, object]:
    return {"props": {"pageProps": value}, "locale": "en", "x": "y" * 200}


def span(text: str) -> list[dict[str, Any]]:
    first, _, rest = text.partition(" ")
    return [{"type": "text", "value": first + " "}, {"type": "em", "children": [{"text": rest}]}]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"article": {"title": TITLE, "body": HTML}}, id="a string of HTML"),
        pytest.param({"body": HTML.replace("<", "&lt;")}, id="escaped HTML"),
        pytest.param({"body": STORY}, id="a list of strings"),
        pytest.param({'body({"widget":1})': STORY}, id="a list under a query of Apollo's"),
        pytest.param(
            {"content": [{"type": "paragraph", "text": text} for text in STORY]}, id="blocks"
        ),
        pytest.param(
            {"content_elements": [{"type": "text", "content": text} for text in STORY]},
            id="blocks that are called text",
        ),
        pytest.param(
            {"json": [{"type": "p", "children": span(text)} for text in STORY]},
            id="nodes with children in a line",
        ),
        pytest.param(
            {"slices": [{"primary": {"paragraph": [{"text": text}]}} for text in STORY]},
            id="sections of blocks",
        ),
        pytest.param({"body": ["*", *(["p", text] for text in STORY)]}, id="lists as elements"),
        pytest.param(
            {"blocks": [{"name": "core/paragraph", "attributes": {"content": f"<b>{text}</b>"}}
                        for text in STORY]},
            id="blocks with attributes",
        ),
    ],
)  # fmt: skip
def test_a_story_in_next_data(value: object) -> None:
    assert paragraphs(next_data(padded(value))) == (STORY, "script:__NEXT_DATA__")


DATA = json.dumps(padded({"body": STORY}))


@pytest.mark.parametrize(
    ("script", "name"),
    [
        pytest.param(f"window.__INITIAL_STATE__ = {DATA};", "__INITIAL_STATE__", id="an object"),
        pytest.param(f"var a=1;window['state']={DATA};b()", "state", id="between other code"),
        pytest.param(
            f"window.__STATE__ = JSON.parse({json.dumps(DATA)});", "__STATE__", id="a string"
        ),
        pytest.param(
            "window.__A__ = " + DATA.replace('"en"', "undefined"), "__A__", id="with undefined"
        ),
        pytest.param(
            f"self.__next_f.push([1,{json.dumps('3:' + DATA)}])", "__next_f", id="a row of React's"
        ),
        pytest.param(
            f"self.__next_f.push([1,{json.dumps(f'3:T{len(HTML.encode()):x},{HTML}')}])",
            "__next_f",
            id="a text among React's rows",
        ),
    ],
)
def test_a_story_in_a_variable(script: str, name: str) -> None:
    assert paragraphs(f"<script>{script}</script>") == (STORY, f"script:{name}")


def test_the_story_beside_the_headline_goes_before_a_longer_one() -> None:
    other = {"title": "Another day in the mountains", "body": STORY[:2] + STORY[:2]}
    own = {"title": TITLE, "body": STORY}

    assert paragraphs(next_data(padded({"all": [other, own, other]})))[0] == STORY


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"translations": SETTINGS}, id="translations"),
        pytest.param({"cookieSettings": {"purposes": SETTINGS}}, id="settings"),
        pytest.param({"menu": [{"title": text, "url": "/x"} for text in STORY * 3]}, id="a menu"),
        pytest.param(
            {"list": [{"title": "A", "url": "/a", "text": text} for text in STORY * 3]},
            id="teasers",
        ),
        pytest.param(
            {"a": [f"https://a.example/{n}.jpg?w=1 400w" for n in range(90)]}, id="addresses"
        ),
        pytest.param({"a": ["function(a){return a.b;}" * 9] * 9}, id="code"),
        pytest.param({"a": ["a word"] * 200}, id="labels"),
        pytest.param({"body": STORY[0][:200]}, id="a line or two"),
    ],
)
def test_what_is_no_story(value: object) -> None:
    assert paragraphs(next_data(padded(value))) == (None, None)


def test_the_consent_tool_is_no_story() -> None:
    assert paragraphs(f"<script>var cookieConsent = {DATA}</script>") == (None, None)


def test_no_scripts_no_story() -> None:
    assert paragraphs() == (None, None)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param('{"a":' * 300_000, id="depth without end"),
        pytest.param('{"a":' * 900 + "1" + "}" * 900, id="depth"),
        pytest.param("[" + '{"type":"p","text":"some words."},' * 60_000 + "1]", id="nodes"),
        pytest.param("[" * 30 + '"<p>a b. c",' * 100_000 + "1" + "]" * 30, id="strings of HTML"),
        pytest.param("[" + '["a",' * 400 + '["some words here."]' + "]" * 401, id="lists in lists"),
        pytest.param('["' + "<div>" * 300_000 + '"]', id="deep HTML"),
        pytest.param('["' + "<p>" * 400_000 + '"]', id="a string of tags"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["<script type=application/json>", "<script>x="])
def test_a_bomb_is_soon_read(script: str, before: str) -> None:
    began = time.process_time()
    paragraphs(before + script + "</script>")

    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("window.a={" * 200_000, id="objects without end"),
        pytest.param("\n" * 2_000_000, id="lines"),
        pytest.param('x=JSON.parse("' * 100_000, id="strings without end"),
        pytest.param("x=JSON.parse('" * 100_000, id="other strings without end"),
        pytest.param(";a=[" + "undefined," * 200_000, id="undefined"),
        pytest.param("a" * 2_000_000, id="a name"),
        pytest.param('self.__next_f.push([1,"' * 80_000, id="pushes"),
        pytest.param('self.__next_f.push([1,"' + "3:Tffffff,\\n" * 100_000 + '"])', id="rows"),
    ],
)
def test_a_program_that_looks_like_data_is_soon_read(code: str) -> None:
    began = time.process_time()
    paragraphs(f"<script>{code}</script>")

    assert time.process_time() - began < MOST_SECONDS


def test_a_story_in_data_that_are_pushed_is_found() -> None:
    state = {"queries": [{"state": {"data": {"title": TITLE, "contentHtml": HTML}}}]}
    script = (
        f'window["__RQ_1"] = window["__RQ_1"] || [];window["__RQ_1"].push({json.dumps(state)});'
    )

    assert paragraphs(f"<script>{script}</script>") == (STORY, "script:__RQ_1")


def test_captions_in_a_string_of_html_are_no_text_of_the_story() -> None:
    caption = "<p>Cranes on the northern pier of Halden on Tuesday, after the storm had gone.</p>"
    told = f"<figure><img src=1.jpg>{caption}</figure><div class=img-caption>{caption}</div>{HTML}"

    found, _ = paragraphs(next_data(padded({"article": {"title": TITLE, "body": told}})))

    assert found == STORY
