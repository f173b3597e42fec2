"""The pictures of the story."""

from datetime import UTC, datetime

import pytest

import archiver

URL = "https://paper.example/2024/05/01/river-town-opens-its-library"
FETCHED = datetime(2024, 6, 1, tzinfo=UTC)
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
TEXT = "".join(f"<p>{SENTENCE * 3}{number}</p>" for number in range(4))
PICTURE = "<figure><img src=/door.jpg></figure>"


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        (f"<h1>River Town</h1>{PICTURE}{TEXT}", True),
        (f"<h1>River Town</h1><p>{SENTENCE * 2}</p><div>{PICTURE}{TEXT}</div>", True),
        (f"<h1>River Town</h1><h2>Nine years</h2>{PICTURE}{TEXT}", True),
        (f"<h1>River Town</h1>{TEXT}{PICTURE}{TEXT}", False),
    ],
    ids=["after the headline", "after the opening", "after a heading", "in the text"],
)
def test_the_lead_picture_stands_before_the_text(body: str, lead: bool) -> None:
    page = f"<body><main><article>{body}</article></main></body>"
    (image,) = archiver.parse(page, URL, fetched=FETCHED).images

    assert (image.url, image.lead) == ("https://paper.example/door.jpg", lead)
