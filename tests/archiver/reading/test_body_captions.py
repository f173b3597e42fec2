"""Captions that stand in paragraphs."""

import pytest

import archiver

URL = "https://paper.example/2024/05/01/river-town-opens-its-library"
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
PARAGRAPHS = [f"{SENTENCE * 2}It is number {number}." for number in range(8)]
LINE = "The library seen from the river. Picture: Mara Quill"


def texts(under: str) -> list[str]:
    story = [f"<p>{text}</p>" for text in PARAGRAPHS]
    page = f"<body><h1>River Town</h1><div>{''.join([*story[:3], under, *story[3:]])}</div></body>"
    return [block.text for block in archiver.parse(page, URL).body]


@pytest.mark.parametrize(
    "under",
    [
        f"<p><img src=a.jpg><br>{LINE}</p>",
        f"<p><a href=a.jpg><img src=a.jpg></a><br>{LINE}</p>",
        f"<p><img src=a.jpg></p><p><em>{LINE}</em></p>",
        f"<div><img src=a.jpg></div><p style='text-align: center'>{LINE}</p>",
    ],
)
def test_a_line_under_a_picture_is_its_caption(under: str) -> None:
    assert texts(under) == PARAGRAPHS


@pytest.mark.parametrize(
    "under",
    [
        f"<p><img src=a.jpg><br>{LINE}, who counted the books.</p>",
        f"<p><img src=a.jpg></p><p>{LINE}</p>",
        f"<p><img src=a.jpg> {LINE}</p>",
        f"<p><em>{LINE}</em></p>",
    ],
    ids=["a sentence", "as other lines are set", "beside it", "under none"],
)
def test_another_line_is_part_of_the_story(under: str) -> None:
    assert len(texts(under)) == len(PARAGRAPHS) + 1


def test_a_story_in_pictures_keeps_what_is_said_of_them() -> None:
    pictures = "".join(f"<p><img src={n}.jpg><br>{n} The town</p>" for n in range(9))

    assert len(texts(pictures)) == len(PARAGRAPHS) + 9
