"""One line for a person about each way in which a request may end."""

import pytest

from archiver.hazards.advice import advice, explained


@pytest.mark.parametrize(
    "reason",
    [
        "HTTP 401", "HTTP 403", "HTTP 404", "HTTP 429", "HTTP 451", "HTTP 503",
        "robots.txt: Disallow: / (line 2)", "robots.txt: HTTP 503", "host name not found",
        "connection refused", "connection lost", "timed out", "too many redirects",
        "larger than DOWNLOAD_MAXSIZE", "cut: disconnect", "cut: larger than WARC_READ_LIMIT",
        "content-coding that cannot be undone", "the answer is no HTTP", "the head is too long",
        "not a page: application/pdf", "soft 404: leads to the front page",
        "consent: leads to consent.example", "login: leads to id.example", "trap: a calendar",
        "trap: parameters", "trap: a path that goes round", "trap: too many URLs of one form",
        "trap: a form that brings no articles", "wall: consent", "wall: paywalled, short",
        "mistake in the reader: KeyError",
    ],
)  # fmt: skip
def test_every_reason_has_advice(reason: str) -> None:
    assert advice(reason) is not None


def test_lines_begin_with_the_most_frequent() -> None:
    assert list(explained({"HTTP 410": 1, "something new": 3})) == [
        "3 x something new",
        "1 x HTTP 410: it was taken away; nothing is to be done",
    ]
