"""Lists of sites: lines, OPML, and what is wrong with them."""

import pytest

from archiver.probing.targets import BadLine, target_of, targets_in
from archiver.probing.values import Target

OPML = b"""<?xml version="1.0"?>
<opml version="2.0"><head><title>Subscriptions</title></head><body>
<outline text="Papers">
<outline type="rss" text="Lamp Post" xmlUrl="https://lamp.example/feed" htmlUrl="https://lamp.example/"/>
<outline type="rss" title="Gas Light" xmlUrl="https://gas.example/rss.xml"/>
<outline type="rss" text="Again" xmlUrl="https://gas.example/rss.xml"/>
<outline type="link" text="Quay" url="https://quay.example/"/>
<outline type="rss" text="Broken" xmlUrl="feed:nothing"/>
</outline></body></opml>"""


def told(content: bytes) -> list[Target | str]:
    return [str(x) if isinstance(x, BadLine) else x for x in targets_in(content, "list")]


def test_lines_are_read_with_comments_and_without_scheme() -> None:
    content = "\ufeff# papers\nhttps://lamp.example/a\n\n  gas.example  # a note\ngas.example\n"

    assert told(content.encode()) == [
        Target(url="https://lamp.example/a"),
        Target(url="https://gas.example/"),
    ]


def test_opml_names_feeds_and_their_sites() -> None:
    assert told(OPML) == [
        Target(url="https://lamp.example/", feed="https://lamp.example/feed", name="Lamp Post"),
        Target(url="https://gas.example/rss.xml", name="Gas Light"),
        Target(url="https://quay.example/", name="Quay"),
        "list, line 8: feed:nothing: not a web address; give one like https://paper.example/",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            b"two words\nhttps://a.example/",
            [
                "list, line 1: two words: not a web address; give one like https://paper.example/",
                Target(url="https://a.example/"),
            ],
        ),
        (
            b"<html><body>x</body></html>",
            ["list: is XML, but no OPML; give OPML or a file with one URL a line"],
        ),
        (b"", []),
        (
            b"\xff\xfe\x00",
            [
                "list, line 1: \ufffd\ufffd\x00: not a web address; give one like https://paper.example/"
            ],
        ),
    ],
    ids=["one bad line", "no OPML", "nothing", "no text"],
)
def test_what_is_wrong_is_told(content: bytes, expected: list[Target | str]) -> None:
    assert told(content) == expected


def test_password_is_not_repeated() -> None:
    with pytest.raises(BadLine, match="was given with a user name or password") as error:
        target_of("https://ann:secret@paper.example/")

    assert "secret" not in str(error.value)
