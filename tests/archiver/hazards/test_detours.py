"""Redirects that lead to a question in an article's place."""

import pytest

from archiver.hazards.detours import detour

STORY = "https://www.paper.example/story/one.html"
QUOTED = "https%3A%2F%2Fwww.paper.example%2Fstory%2Fone.html"


@pytest.mark.parametrize(
    ("final", "expected"),
    [
        (STORY, None),
        ("https://www.paper.example/story/one-with-another-name.html", None),
        ("https://paper.example/2026/story/one.html", None),
        ("https://www.new-paper.example2/story/one.html", None),
        ("https://www.paper.example/privacy/consent-explained.html", None),
        ("https://consent.paper.example/?to=" + QUOTED, "consent: leads to consent.paper.example"),
        ("https://consent.cmp.test/collect?site=7", "consent: leads to consent.cmp.test"),
        (
            "https://www.paper.example/consent?back=/story/one.html",
            "consent: leads to www.paper.example",
        ),
        ("https://login.paper.example/?next=" + QUOTED, "login: leads to login.paper.example"),
        (
            "https://www.paper.example/login?next=/story/one.html",
            "login: leads to www.paper.example",
        ),
        ("https://id.bigpress.test/authorize?x=1", "login: leads to id.bigpress.test"),
        ("https://gate.test/?u=" + QUOTED.replace("%", "%25"), "consent: leads to gate.test"),
        ("https://www.paper.example/", "soft 404: leads to the front page"),
        ("https://www.elsewhere.test/", "leads to the front page of www.elsewhere.test"),
        ("mailto:nobody", None),
    ],
)
def test_detour(final: str, expected: str | None) -> None:
    assert detour(STORY, final) == expected
