"""X-Robots-Tag and meta robots, as Google's specification has them."""

from datetime import UTC, datetime

import pytest

from archiver import moments
from archiver.article import Sign
from archiver.rights import tags
from archiver.rights.signs import of_headers, of_metadata, together


def header(value: str) -> list[tuple[str, str | None]]:
    return [(sign.name, sign.to) for sign in tags.in_header(value)]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        pytest.param("noarchive", ["noarchive"], id="one rule"),
        pytest.param("NoIndex, NOARCHIVE", ["noindex", "noarchive"], id="case does not matter"),
        pytest.param("none", ["noindex"], id="none is noindex and nofollow"),
        pytest.param("nocache", ["noarchive"], id="Bing's word"),
        pytest.param("noai, noimageai", ["noai", "noimageai"], id="models"),
        pytest.param("max-snippet: 0", ["nosnippet"], id="a snippet of no length"),
        pytest.param("max-snippet:20, max-image-preview:large", [], id="rules that allow"),
        pytest.param("all, index, follow", [], id="nothing is forbidden"),
        pytest.param("", [], id="empty"),
    ],
)
def test_rules_of_a_header(value: str, names: list[str]) -> None:
    assert [name for name, _ in header(value)] == names


def test_a_name_before_the_rules_is_whom_they_are_for() -> None:
    assert header("otherbot: noindex, noarchive") == [
        ("noindex", "otherbot"),
        ("noarchive", "otherbot"),
    ]
    assert header("News-Archiver: noarchive") == [("noarchive", "news-archiver")]


def test_several_names_in_one_header_each_have_their_own() -> None:
    assert header("googlebot: nosnippet, otherbot: noindex, noai") == [
        ("nosnippet", "googlebot"),
        ("noindex", "otherbot"),
        ("noai", "otherbot"),
    ]


def test_a_name_in_one_header_is_not_for_the_next() -> None:
    joined = together([("X-Robots-Tag", "otherbot: noindex"), ("x-robots-tag", "noarchive")])

    assert header(joined["x-robots-tag"]) == [("noindex", "otherbot"), ("noarchive", None)]


def test_other_fields_of_one_name_are_one_list() -> None:
    assert together([("Link", "<a>"), ("LINK", "<b>")]) == {"link": "<a>, <b>"}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        pytest.param(
            "25 Jun 2010 15:00:00 PST", datetime(2010, 6, 25, 23, tzinfo=UTC), id="RFC 822"
        ),
        pytest.param(
            "Friday, 25-Jun-10 15:00:00 UTC", datetime(2010, 6, 25, 15, tzinfo=UTC), id="RFC 850"
        ),
        pytest.param("2010-06-25T15:00:00+02:00", datetime(2010, 6, 25, 13, tzinfo=UTC), id="ISO"),
        pytest.param("2010-06-25", datetime(2010, 6, 25, tzinfo=UTC), id="a day"),
        pytest.param("soon", None, id="no date"),
        pytest.param("99999-01-01", None, id="no year"),
    ],
)
def test_unavailable_after(text: str, moment: datetime | None) -> None:
    [sign, other] = tags.in_header(f"unavailable_after: {text}, noarchive")

    assert (sign.name, sign.value, other.name) == ("unavailable-after", text, "noarchive")
    assert moments.moment(text) == moment


def test_meta_elements_for_all_and_for_one() -> None:
    found = of_metadata(
        {"robots": ["noindex"], "googlebot": ["noarchive"], "news-archiver": ["noai"]}
    )

    assert found == (
        Sign(name="noindex", where="meta:robots"),
        Sign(name="noai", where="meta:news-archiver", to="news-archiver"),
        Sign(name="noarchive", where="meta:googlebot", to="googlebot"),
    )


def test_what_is_written_otherwise_is_kept_as_written() -> None:
    assert list(tags.in_meta("robots", "None")) == [
        Sign(name="noindex", where="meta:robots", value="None")
    ]


def test_content_usage_of_a_response() -> None:
    assert of_headers({"content-usage": "train-ai=n, search=y;exp=1"}) == (
        Sign(name="content-usage-train-ai", where="http:content-usage", value="n"),
        Sign(name="content-usage-search", where="http:content-usage", value="y"),
    )


def test_licences_in_the_field_link() -> None:
    link = (
        '<https://paper.example/next>; rel=next, <https://cc.example/by/4.0/>; rel="license",'
        ' </terms.xml>; rel="license"; type="application/rsl+xml"'
    )

    assert of_headers({"link": link}) == (
        Sign(name="license", where="http:link", value="https://cc.example/by/4.0/"),
        Sign(name="rsl", where="http:link", value="/terms.xml"),
    )
