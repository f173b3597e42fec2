"""Headers, meta elements and files of any content: read, bounded, and nothing is raised."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

import archiver
from archiver.article import Article
from archiver.moments import moment
from archiver.page import Page
from archiver.reading import rights
from archiver.reading.survey import Survey
from archiver.rights import Policy, of_headers, of_metadata
from archiver.rights.tdmrep import TdmFile
from archiver.sources.host_files import HostFiles
from archiver.sources.robots import Robots

URL = "https://paper.example/story/one"
MORE = settings(max_examples=60, deadline=None)
WORDS = st.sampled_from(
    'noarchive unavailable_after : , ; = - \n 25 Jun 2010 none * max-snippet 0 1 < > " rel license '
    "train-ai n otherbot Friday 99999 / $ % é".split(" ")
)
TEXT = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(("location", "tdm-reservation", "tdm-policy", "x")), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@MORE
@given(TEXT, TEXT, TEXT, TEXT)
def test_any_header_is_read(tag: str, reservation: str, usage: str, link: str) -> None:
    names = ("x-robots-tag", "tdm-reservation", "content-usage", "link")
    found = of_headers(dict(zip(names, (tag, reservation, usage, link), strict=True)))

    assert all(len(sign.value or "") <= 2_000 for sign in found)
    assert {x.value for x in found if x.name == "tdm-reservation"} <= {"0", "1"}
    for sign in found:
        moment(sign.value or "")


@MORE
@given(TEXT, TEXT)
def test_any_meta_element_is_read(robots: str, policy: str) -> None:
    found = of_metadata({"robots": [robots] * 300, "tdm-policy": [policy]})

    assert len(found) <= 100


@MORE
@given(JSON)
def test_any_json_is_read(value: object) -> None:
    found = TdmFile.parse(json.dumps(value).encode())

    assert {x.value for x in found.signs(URL) if x.name == "tdm-reservation"} <= {"0", "1"}


@MORE
@given(st.binary(max_size=200), st.binary(max_size=200), st.binary(max_size=200))
def test_any_file_of_a_host_is_read(robots: bytes, tdm: bytes, ai: bytes) -> None:
    HostFiles.of(Robots.parse(robots), tdm, ai).signs(URL)


@MORE
@given(TEXT, TEXT)
def test_rights_of_any_page_go_to_json_and_back(tag: str, content: str) -> None:
    html = f"<meta name=robots content={json.dumps(content)}><p>Text"
    found = archiver.parse(html, URL, headers={"X-Robots-Tag": tag})

    assert Article.from_json(found.to_json()).rights == found.rights
    Policy(unavailable_after="skip-text").decide(found.rights, None)


def test_a_licence_in_a_header_is_made_absolute() -> None:
    page = Page.of("<p>Text", URL, {"Link": '</terms>; rel="license"', "TDM-Policy": "/tdm"})
    found, _ = rights.rights(Survey(page))

    assert (found.license, found.tdm_policy) == (
        "https://paper.example/terms",
        "https://paper.example/tdm",
    )


def test_many_rules_cost_no_more_than_their_lines() -> None:
    rules = [{"location": f"/{'*' * 50}{n}", "tdm-reservation": 1} for n in range(5_000)]
    found = TdmFile.parse(json.dumps(rules).encode())

    assert found.signs("https://paper.example/" + "a" * 2_000) == ()
