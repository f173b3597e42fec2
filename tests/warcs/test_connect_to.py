"""CONNECT_TO: where a TCP connection goes."""

import pytest

from warcs.capturing.connect import ConnectTo


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ({"a.example:80": "127.0.0.1:8080"}, ("127.0.0.1", 8080)),
        ({"A.Example:80": "127.0.0.1:8080"}, ("127.0.0.1", 8080)),
        ({"a.example:443": "127.0.0.1:8080"}, ("a.example", 80)),
        ({"b.example:80": "127.0.0.1:8080"}, ("a.example", 80)),
        ({":80": "127.0.0.1:8080"}, ("127.0.0.1", 8080)),
        ({"a.example:": "127.0.0.1:8080"}, ("127.0.0.1", 8080)),
        ({":": "127.0.0.1:"}, ("127.0.0.1", 80)),
        ({"a.example:80": ":8080"}, ("a.example", 8080)),
        ({"a.example:80": "[::1]:8080"}, ("::1", 8080)),
        ({":": "b.example:", "a.example:80": "c.example:1"}, ("c.example", 1)),
        ({}, ("a.example", 80)),
    ],
    ids=[
        "host and port",
        "case of a host does not matter",
        "another port",
        "another host",
        "any host at a port",
        "any port of a host",
        "everything",
        "another port of the same host",
        "IPv6",
        "the most exact wins",
        "nothing set",
    ],
)
def test_connection_goes_to(setting: dict[str, str], expected: tuple[str, int]) -> None:
    assert ConnectTo.parse(setting)("a.example", 80) == expected


def test_address_in_brackets_is_looked_up_without() -> None:
    assert ConnectTo.parse({"[::1]:80": "[::1]:81"})("::1", 80) == ("::1", 81)


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("a.example", "'a.example' is not of the form host:port"),
        ("::1:80", "'::1:80' is not of the form host:port"),
        ("a.example:http", "'a.example:http' has no port from 1 to 65535"),
        ("a.example:0", "'a.example:0' has no port from 1 to 65535"),
        ("a.example:65536", "'a.example:65536' has no port from 1 to 65535"),
        ("a.example:" + "9" * 5000, "has no port from 1 to 65535"),
    ],
    ids=["no port", "bare IPv6", "a word", "zero", "too large", "absurdly large"],
)
def test_wrong_entry_is_named(entry: str, complaint: str) -> None:
    with pytest.raises(ValueError, match="CONNECT_TO: ") as raised:
        ConnectTo.parse({"a.example:80": entry})

    assert complaint in str(raised.value)
