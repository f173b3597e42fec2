"""Live blogs, films and galleries are told, whether they declare themselves or not."""

import pytest

import archiver
from tests.archiver.reading.test_kind import PARAGRAPH, ld, page


def told(body: str, url: str | None = None, head: str = "") -> tuple[str, str]:
    found = archiver.parse(page(body, head), url)
    return found.kind, found.evidence["kind"]


ENTRIES = "".join(f"<p>1{n}:0{n}</p>{PARAGRAPH}" for n in range(8))


def test_a_live_blog_that_declares_itself() -> None:
    head = ld('{"@type": "LiveBlogPosting", "headline": "The harbour"}')

    assert told(f"<h1>The harbour</h1>{ENTRIES}", None, head) == (
        "live blog",
        "jsonld:LiveBlogPosting",
    )


@pytest.mark.parametrize(
    "heading",
    [
        "Harbour wall live: the council votes",
        "Liveticker zum Hafen",
        "Port : suivez le vote en direct",
        "El puerto, minuto a minuto",
        "Il porto, la diretta",
        "O porto ao vivo",
        "Głosowanie na żywo",
        "Голосование: онлайн",
        "港の壁 速報",
    ],
)
def test_a_live_blog_is_told_by_its_name_and_its_entries(heading: str) -> None:
    assert told(f"<h1>{heading}</h1>{ENTRIES}") == ("live blog", "8 entries with times")


def test_a_story_about_something_live_is_none() -> None:
    assert told(f"<h1>Live music returns to the harbour</h1>{6 * PARAGRAPH}")[0] == "article"


def test_a_story_with_times_is_none() -> None:
    assert told(f"<h1>A day at the harbour</h1>{ENTRIES}")[0] == "article"


def test_a_film_with_a_few_lines() -> None:
    body = f"<h1>The wall, filmed</h1><video src='/a.mp4'></video>{PARAGRAPH}"

    assert told(body, "https://tv.example/videos/the-wall-filmed")[0] == "video or gallery"
    assert told(body, None, '<meta property="og:type" content="video.other">') == (
        "video or gallery",
        "og:type",
    )
    assert told(body, None, ld('{"@type": "VideoObject", "name": "The wall"}'))[1] == "jsonld"


def test_a_long_story_with_a_film_is_an_article() -> None:
    body = f"<h1>The wall stays</h1><video src='/a.mp4'></video>{8 * PARAGRAPH}"

    assert told(body, "https://tv.example/videos/the-wall-stays")[0] == "article"


@pytest.mark.parametrize("place", ["gallery", "fotostrecke", "diaporama", "galeria"])
def test_a_gallery(place: str) -> None:
    picture = "<figure><img src='/a.jpg'><figcaption>The wall in winter</figcaption></figure>"
    body = f"<h1>The wall in pictures</h1>{PARAGRAPH}{12 * picture}"

    assert told(body, f"https://paper.example/{place}/the-wall-in-pictures") == (
        "video or gallery",
        "pictures",
    )


def test_a_gallery_is_told_by_the_numbers_of_its_pictures() -> None:
    pictures = "".join(f"<img src='/{n}.jpg'><p>{n}/5 The wall in winter</p>" for n in range(1, 6))

    assert told(f"<h1>The wall</h1><p>Seen from the sea.</p>{pictures}")[1] == "pictures"


def test_an_episode_is_told_by_its_address_and_length() -> None:
    body = "<h1>The harbour, part two</h1><p>51 min</p><p>A fisher and a mason talk of stones.</p>"

    assert told(body, "https://radio.example/podcast/harbour/two") == ("video or gallery", "player")
