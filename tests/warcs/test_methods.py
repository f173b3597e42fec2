import pytest

from warcs.index.methods import MOST_QUERY, asked

FORM = "application/x-www-form-urlencoded"
PARTS = (
    b'--X\r\nContent-Disposition: form-data; name="a"\r\n\r\n1 2\r\n'
    b'--X\r\nContent-Disposition: form-data; name="f"; filename="x.txt"\r\n'
    b"Content-Type: text/plain\r\n\r\nhi&\r\n--X--\r\n"
)
JSON = b"""{"type": "event", "id": 44.0, "values": [true, false, null, 1.5, 1e3],
            "source": {"type": "part", "id": "a+b&c= d", "": "unnamed"}}"""

BODIES = {
    "form": (FORM, b"a=1&b=x+y&c=%C3%B6", "a=1&b=x y&c=ö"),
    "form with a charset": (f"{FORM}; charset=utf-8", b"a", "a"),
    "form that is no UTF-8": (FORM, b"a=\xff", "__wb_post_data=YT3/"),
    "JSON": (
        "application/json",
        JSON,
        "type=event&id=44&values=true&values.2_=false&values.3_=null&values.4_=1.5"
        "&values.5_=1000&type.2_=part&id.2_=a%2Bb%26c%3D+d",
    ),
    "JSON without names": ("application/json", b"[1, 2]", ""),
    "broken JSON": ("application/json", b"{", ""),
    "JSON that is too deep": ("application/json", b"[" * 100_000, ""),
    "text that is JSON": ("text/plain", b'{"a": 1}', "a=1"),
    "text": ("text/plain", b"hello", "__wb_post_data=aGVsbG8="),
    "multipart": ("multipart/form-data; boundary=X", PARTS, "a=1+2&f=hi%26"),
    "multipart without parts": (
        "multipart/form-data; boundary=X",
        b"junk",
        "__wb_post_data=anVuaw==",
    ),
    "multipart without boundary": ("multipart/form-data", b"junk", "__wb_post_data=anVuaw=="),
    "bytes": ("application/octet-stream", b"\0\1", "__wb_post_data=AAE="),
    "no type": ("", b"hello", "__wb_post_data=aGVsbG8="),
    "no body": (FORM, b"", ""),
}


def request(method: str, content_type: str, body: bytes) -> bytes:
    return f"{method} / HTTP/1.1\r\nContent-Type: {content_type}\r\n\r\n".encode() + body


@pytest.mark.parametrize(("content_type", "body", "expected"), BODIES.values(), ids=BODIES)
def test_a_body_becomes_a_query(content_type: str, body: bytes, expected: str) -> None:
    found = asked(request("POST", content_type, body))

    assert found is not None
    assert (found.method, found.body) == ("POST", expected)


def test_a_long_body_is_cut() -> None:
    found = asked(request("POST", FORM, b"a" * 10_000))

    assert found is not None
    assert len(found.body) == MOST_QUERY == 4096


@pytest.mark.parametrize("message", [b"GET / HTTP/1.1\r\n\r\nx", b"get / HTTP/1.1\r\n\r\n", b"",
                                     b"\0\xff /", b"POST", b"HTTP/1.1 200 OK\r\n\r\n"])  # fmt: skip
def test_a_get_and_what_is_no_request_ask_for_nothing_more(message: bytes) -> None:
    assert asked(message) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.example/x", "http://a.example/x?__wb_method=PUT&a=1"),
        ("http://a.example/x?b", "http://a.example/x?b&__wb_method=PUT&a=1"),
    ],
)
def test_method_and_body_stand_behind_the_query(url: str, expected: str) -> None:
    found = asked(request("put", FORM, b"a=1"))

    assert found is not None
    assert found.added_to(url) == expected


def test_a_method_without_body_is_told_too() -> None:
    found = asked(b"HEAD /x HTTP/1.1\r\n\r\n")

    assert found is not None
    assert found.added_to("http://a.example/x") == "http://a.example/x?__wb_method=HEAD"
