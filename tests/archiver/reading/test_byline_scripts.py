"""Authors that only the data of a page tell."""

import json

import pytest

import archiver

URL = "https://paper.example/2024/05/01/river-town-opens-its-library"
TITLE = "River Town Opens Its Library"
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
TEXT = "".join(f"<p>{SENTENCE * 3}{number}</p>" for number in range(8))


def authors(script: str, before: str = "") -> list[tuple[str, str | None]]:
    page = f"<body><h1>{TITLE}</h1>{before}<div>{TEXT}</div>{script}</body>"
    found = archiver.parse(page, URL)
    return [(author.name, found.evidence.get("authors")) for author in found.authors]


def data(**more: object) -> str:
    value = {
        "menu": {"author": "Nobody Else"},
        "filler": "x" * 9000,
        "page": {"title": TITLE, **more},
    }
    return f"<script id=__NEXT_DATA__ type=application/json>{json.dumps(value)}</script>"


@pytest.mark.parametrize(
    "script",
    [
        data(author={"name": "Mara Quill", "slug": "quill"}),
        data(authors=["Mara Quill"]),
        data(byline="By Mara Quill"),
        data(credits={"by": [{"type": "author", "name": "Mara Quill"}]}),
        data(contributors=[{"role": "photographer", "displayName": "Jan Eck"},
                           {"role": "author", "displayName": "Mara Quill"}]),
        f"<script>window.__NUXT__=(function(a){{return {{data:[{{title:\"{TITLE}\","
        'author:{id:7,name:"Mara Quill"}}]}}("x"));</script>',
        "<script>self.__next_f.push([1," + json.dumps(json.dumps(
            {"title": TITLE, "author": {"name": "Mara Quill"}})) + "])</script>",
    ],
    ids=["an object", "a list", "a line", "credits", "roles", "a program", "pushed"],
)  # fmt: skip
def test_who_is_named_beside_the_headline_in_the_data_signs(script: str) -> None:
    [(name, evidence)] = authors(script)

    assert name == "Mara Quill"
    assert evidence is not None
    assert evidence.startswith("script:")


@pytest.mark.parametrize(
    "script",
    [data(), data(author="admin"), data(author=None), "<script>title = 'x'; author: {</script>"],
    ids=["far from it", "an account", "nothing", "broken"],
)
def test_nobody_else_in_the_data_signs(script: str) -> None:
    assert authors(script) == []


def test_who_is_printed_is_believed_before_the_data() -> None:
    [(name, _)] = authors(data(author="Jan Eck"), "<p>By Mara Quill</p>")

    assert name == "Mara Quill"
