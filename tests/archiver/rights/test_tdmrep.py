"""TDMRep: the file, its patterns, and which carrier supersedes which."""

import json

import pytest

import archiver
from archiver.article import Rights, Sign
from archiver.page import Page
from archiver.reading import read
from archiver.rights.tdmrep import MOST_BYTES, TdmFile, is_reserved

URL = "https://paper.example/story/one.html?page=2"


def reserved(rules: object, url: str = URL) -> bool | None:
    return is_reserved(TdmFile.parse(json.dumps(rules).encode()).signs(url))


# The file


def test_half_a_pair_of_surrogates_in_an_address_is_replaced() -> None:
    body = (
        rb'[{"location": "/\ud800*", "tdm-policy": "x"},'
        rb' {"location": "/", "tdm-policy": "/p\ud800"}]'
    )

    assert [sign.value for sign in TdmFile.parse(body).signs(URL)] == ["/p\ufffd"]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        pytest.param("/", True, id="everything"),
        pytest.param("/story/", True, id="a folder"),
        pytest.param("/story/one", True, id="a prefix"),
        pytest.param("/story/*.html", True, id="any run of characters"),
        pytest.param("/story/*.html$", None, id="the end is meant, and there is a query"),
        pytest.param("/story/one.html?page=2$", True, id="path and query to the end"),
        pytest.param("/Story/", None, id="case matters"),
        pytest.param("/%73tory/", True, id="encoded letters are letters"),
        pytest.param("/pictures/", None, id="elsewhere"),
    ],
)
def test_locations(location: str, expected: bool | None) -> None:
    assert reserved([{"location": location, "tdm-reservation": 1}]) is expected


def test_a_dollar_in_the_path_is_written_encoded() -> None:
    rules = [{"location": "/path/foo-%24", "tdm-reservation": 1}]

    assert reserved(rules, "https://provider.example/path/foo-$") is True


def test_the_first_rule_that_fits_is_the_most_specific() -> None:
    rules = [
        {"location": "/", "tdm-reservation": 0},
        {"location": "/story/one.html", "tdm-reservation": 1},
    ]

    assert reserved(rules) is False
    assert reserved(rules[::-1]) is True


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, True),
        (0, False),
        ("1", True),
        (2, None),
        (True, None),
        (None, None),
        (1.0, None),
        ([], None),
    ],
)
def test_values_of_a_rule(value: object, expected: bool | None) -> None:
    assert reserved([{"location": "/", "tdm-reservation": value}]) is expected


def test_a_rule_that_is_none_is_passed_over_and_told() -> None:
    body = (
        b'[1, {"tdm-reservation": 1}, {"location": "/", "tdm-reservation": 1, "tdm-policy": "/p"}]'
    )
    found = TdmFile.parse(body)

    assert found.problem == "2 of 3 rules are none"
    assert found.signs(URL) == (
        Sign(name="tdm-reservation", where="tdmrep.json:3", value="1"),
        Sign(name="tdm-policy", where="tdmrep.json:3", value="/p"),
    )


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        pytest.param(b"", "no JSON", id="empty"),
        pytest.param(b"\xff\xfe", "no JSON", id="not UTF-8"),
        pytest.param(
            b'{"location": "/", "tdm-reservation": 1}', "no array of rules", id="no array"
        ),
        pytest.param(b"[" * 100_000, "no JSON", id="nested without end"),
        pytest.param(b" " * (MOST_BYTES + 1), f"larger than {MOST_BYTES} bytes", id="too large"),
        pytest.param(b"\xef\xbb\xbf[]", None, id="a byte order mark"),
    ],
)
def test_any_bytes_are_read(body: bytes, problem: str | None) -> None:
    found = TdmFile.parse(body)

    assert (found.problem, found.signs(URL)) == (problem, ())


# The carriers: "The values of tdm-reservation and tdm-policy found here supercede previous values."


def rights(
    *, file: str | None = None, header: str | None = None, meta: str | None = None, **policy: str
) -> Rights:
    """Of a page of which each carrier says this (``file_policy``, … for its policy)."""
    rule = {"location": "/", "tdm-reservation": file, "tdm-policy": policy.get("file_policy")}
    wishes = TdmFile.parse(json.dumps([rule]).encode()).signs(URL)
    said = {"tdm-reservation": header, "tdm-policy": policy.get("header_policy")}
    elements = {"tdm-reservation": meta, "tdm-policy": policy.get("meta_policy")}
    head = "".join(f'<meta name="{k}" content="{v}">' for k, v in elements.items() if v)
    headers = {name: value for name, value in said.items() if value}
    html = f"<html><head>{head}</head><body><p>Text</p></body></html>"
    return read(Page.of(html, URL, headers), wishes=wishes).rights


def test_the_header_supersedes_the_file() -> None:
    assert rights(file="1", header="0").tdm_reserved is False
    assert rights(file="0", header="1").tdm_reserved is True


def test_the_page_supersedes_the_header() -> None:
    assert rights(header="1", meta="0").tdm_reserved is False
    assert rights(header="0", meta="1").tdm_reserved is True


def test_the_page_supersedes_the_file() -> None:
    assert rights(file="1", meta="0").tdm_reserved is False
    assert rights(file="0", meta="1").tdm_reserved is True


def test_an_unset_value_supersedes_nothing() -> None:
    assert rights(file="1", header="yes", meta="2").tdm_reserved is True
    assert rights(header="yes", meta="2").tdm_reserved is None


def test_each_of_the_two_values_is_superseded_by_itself() -> None:
    found = rights(
        file="1", header="1", file_policy="https://a.example/", header_policy="https://b.example/"
    )

    assert found.tdm_policy == "https://b.example/"
    assert (
        rights(file="1", meta="1", file_policy="https://a.example/").tdm_policy
        == "https://a.example/"
    )
    assert (
        rights(file="1", header="1", meta_policy="https://c.example/").tdm_policy
        == "https://c.example/"
    )


def test_a_policy_for_what_is_not_reserved_is_not_processed() -> None:
    assert rights(file="1", header="0", file_policy="https://a.example/").tdm_policy is None


def test_all_that_was_said_is_kept_the_strongest_first() -> None:
    found = rights(file="1", header="0", meta="1")

    assert [(x.where, x.value) for x in found.signs] == [
        ("meta:tdm-reservation", "1"),
        ("http:tdm-reservation", "0"),
        ("tdmrep.json:1", "1"),
    ]


def test_a_header_that_came_twice_is_read_once() -> None:
    assert archiver.parse("<p>x", URL, headers={"TDM-Reservation": "1, 1"}).rights.tdm_reserved
