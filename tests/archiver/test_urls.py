import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archiver.urls import (
    _normalised,
    absolute,
    host_name,
    host_of,
    normalise,
    origin_of,
    split,
    within,
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/a#part", "https://x.example/a"),
        ("HTTPS://X.Example/A", "https://x.example/A"),
        ("https://x.example:443/", "https://x.example/"),
        ("http://x.example:80", "http://x.example/"),
        ("http://x.example:8080/", "http://x.example:8080/"),
        ("https://x.example/?", "https://x.example/"),
        ("https://x.example/a?utm_source=n&id=7&fbclid=z", "https://x.example/a?id=7"),
        ("https://x.example/a?b=1&&a=2", "https://x.example/a?b=1&a=2"),
        ("https://x.example/a/./b/../c", "https://x.example/a/c"),
        ("https://x.example/../../a/..", "https://x.example/"),
        ("https://x.example/%7euser/%c3%bc", "https://x.example/~user/%C3%BC"),
        ("https://x.example/ü b", "https://x.example/%C3%BC%20b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://x.example./", "https://x.example/"),
        (" https://x.exa\nmple/a\t ", "https://x.example/a"),
        ("https:\\\\x.example\\a", "https://x.example/a"),
        ("https://x.example/a%2Fb", "https://x.example/a%2Fb"),
        ("https://[2001:DB8::1]:443/", "https://[2001:db8::1]/"),
        ("mailto:a@x.example#b", "mailto:a@x.example"),
        ("https://x.example:99999/", "https://x.example:99999/"),
    ],
    ids=[
        "the fragment is no part of it",
        "case of scheme and host, not of the path",
        "default port of https",
        "default port of http",
        "another port stays",
        "an empty query",
        "tracking parameters go, others stay",
        "parameters keep their order",
        "dot segments",
        "dot segments above the root",
        "percent-encoding",
        "what must be encoded",
        "an international name",
        "the root's dot",
        "white space that browsers drop",
        "backslashes, as browsers read them",
        "an encoded slash is no slash",
        "IPv6",
        "no web address",
        "an impossible port",
    ],
)
def test_normalise(url: str, expected: str) -> None:
    assert normalise(url) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://x.example/a", "https://x.example/a"),
        ("https://www.x.example/a", "https://x.example/a"),
        ("https://x.example/a", "https://x.example/a/"),
        ("https://x.example/?a=1&b=2", "https://x.example/?b=2&a=1"),
        ("https://x.example/a?page=1", "https://x.example/a?page=2"),
    ],
    ids=["scheme", "www", "final slash", "order of parameters", "a parameter with meaning"],
)
def test_normalise_keeps_apart_what_a_server_may_tell_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(st.text() | st.text().map(lambda text: f"https://x.example/{text}"))
def test_normalise_is_idempotent(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once


@example("2 .")
@given(st.text(alphabet="/.%2eE?#&=:@[]\\aüx\x00 ", max_size=40))
def test_normalise_is_idempotent_for_awkward_characters(text: str) -> None:
    for url in (f"http://x.example/{text}", f"http://{text}", f"http://u:p@x.example:80{text}"):
        once = normalise(url)

        assert normalise(once) == once


def test_absolute_is_none_for_what_is_no_page() -> None:
    links = ["mailto:a@x.example", "javascript:void(0)", "http://[x", "data:,x", "http://"]

    assert [absolute("https://x.example/", link) for link in links] == [None] * 5
    assert absolute("https://x.example/a/b", "../c#d") == "https://x.example/c"


def test_origin_is_scheme_host_and_port() -> None:
    assert origin_of("https://u:p@X.example:443/a?b") == "https://x.example"
    assert origin_of("http://x.example:443/") == "http://x.example:443"
    assert origin_of("http://[::1]:8080/a") == "http://[::1]:8080"


def test_host_of_no_address_is_empty() -> None:
    assert [host_of("x.example"), host_of("ftp://x.example/"), host_of("")] == ["", "", ""]


@given(
    st.sampled_from(("", "http://a.example", "https://a-b.c_d.example", "HTTP://x.", "http://")),
    st.lists(st.sampled_from(("a", "B", ".", "-", "_", "/", "?", "#", "@", ":8", "\\", "\t", "é"))),
)
def test_the_host_is_what_the_parts_of_the_url_say(start: str, rest: list[str]) -> None:
    url = "".join((start, *rest))
    parts = split(url)
    assert host_of(url) == (host_name(parts.hostname or "") if parts else "")


def test_a_subdomain_is_within_its_domain_and_a_lookalike_is_not() -> None:
    assert within("m.x.example", ("x.example",))
    assert not within("notx.example", ("x.example",))


PIECES = (
    *("a", "B", "-", "_", ".", "..", "/", "//", "/.", "/../", "%41", "%2f", "?", "#", "@", ":"),
    *(":80", "é", "\\", "\n", "~", "!", "'", "(", "*", "+", ",", ";", "=", "&", "$", "[", '"'),
)


@given(
    st.sampled_from(("", "http://a.example", "https://a-b.c_d.example/", "HTTP://x./")),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
)
def test_what_is_seen_to_be_in_its_normal_form_is(start: str, rest: str) -> None:
    assert normalise(start + rest) == _normalised(start + rest)
