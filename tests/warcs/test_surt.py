import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcs.index.surt import key

KEYS = {
    "host is reversed": ("http://news.harbourpost.example/a", "example,harbourpost,news)/a"),
    "root": ("https://harbourpost.example", "example,harbourpost)/"),
    "query without path": ("http://a.example?x=1", "example,a)/?x=1"),
    "lower case": ("HTTP://A.Example/Path?B=C", "example,a)/path?b=c"),
    "www and number": ("http://www2.a.example/", "example,a)/"),
    "www alone is a name": ("http://www.example/", "example)/"),
    "www in a name": ("http://wwwx.a.example/", "example,a,wwwx)/"),
    "default port": ("http://a.example:80/", "example,a)/"),
    "default port of TLS": ("https://a.example:443/", "example,a)/"),
    "other port": ("http://a.example:8080/", "example,a:8080)/"),
    "empty port": ("http://a.example:/x", "example,a)/x"),
    "userinfo": ("http://me:secret@a.example/", "example,a)/"),
    "userinfo and port": ("http://me:secret@a.example:81/", "example,a:81)/"),
    "fragment": ("http://a.example/x#top", "example,a)/x"),
    "slash at the end": ("http://a.example/x/", "example,a)/x"),
    "double slashes": ("http://a.example//x//y", "example,a)/x/y"),
    "dot segments": ("http://a.example/x/./y/../z", "example,a)/x/z"),
    "dots above the root": ("http://a.example/../x", "example,a)/../x"),
    "twice": ("http://a.example/../../x", "example,a)/x"),
    "empty query": ("http://a.example/x?", "example,a)/x"),
    "arguments are sorted": ("http://a.example/?b=2&a=1&c", "example,a)/?a=1&b=2&c"),
    "escapes are undone": ("http://a.example/%7Ex%2541?q=%5B%5D", "example,a)/~xa?q=[]"),
    "unsafe is escaped": ("http://a.example/a b?c#d", "example,a)/a%20b?c"),
    "letters beyond ASCII": ("http://a.example/gr%C3%B6%C3%9Fe", "example,a)/gr%c3%b6%c3%9fe"),
    "the same, not escaped": ("http://a.example/größe", "example,a)/gr%c3%b6%c3%9fe"),
    "international name": ("http://bücher.example/", "example,xn--bcher-kva)/"),
    "dot at the end of the host": ("http://a.example./", "example,a)/"),
    "IPv4": ("http://192.0.2.7:8080/x", "7,2,0,192:8080)/x"),
    "IPv6": ("http://[2001:db8::1]:8080/x", "2001:db8::1:8080)/x"),
    "session in the path": (
        "http://a.example/x/(S(0123456789abcdef01234567))/y.aspx",
        "example,a)/x/y.aspx",
    ),
    "jsessionid in the path stays": (
        "http://a.example/x;jsessionid=1",
        "example,a)/x;jsessionid=1",
    ),
    "short IPv4": ("http://10.1/", "1,0,0,10)/"),
    "empty arguments": ("http://a.example/?b&&a", "example,a)/?&a&b"),
    "ColdFusion's pair": ("http://a.example/?cfid=1&cftoken=2&b", "example,a)/?b"),
    "session in the query": (
        "http://a.example/?a=1&PHPSESSID=0123456789abcdef0123456789abcdef",
        "example,a)/?&a=1",
    ),
    "an argument called sid": ("http://a.example/?sid=7", "example,a)/?sid=7"),
    "no host": ("urn:X-thing:A b", "urn:x-thing:a%20b"),
    "a URL in another scheme": (
        "urn:view:https://A.example/X/?b&a#c",
        "urn:view:https://a.example/x?a&b",
    ),
    "no scheme": ("A.example/X", "example,a)/x"),
    "too few slashes": ("http:/a.example/x", "example,a)/x"),
    "port with zeros": ("http://a.example:080/", "example,a)/"),
    "port that is none": ("http://A.example:http/X y", "http://A.example:http/X%20y"),
    "number as host": ("http://3221225991/", "7,2,0,192)/"),
    "octal IPv4": ("http://010.1.1.1/", "1,1,1,8)/"),
    "half an octal IPv4": ("http://010.1.1.9/", "9,1,1,010)/"),
    "dots after an empty segment": ("http://a.example/x//../y", "example,a)/x/y"),
    "one session of each form": (
        "http://a.example/?sid=0123456789abcdef0123456789abcdef"
        "&sid=0123456789abcdef0123456789abcdef",
        "example,a)/?&sid=0123456789abcdef0123456789abcdef",
    ),
    "arguments are sorted by name": ("http://a.example/?,b&=1&a=2&a", "example,a)/?=1&,b&a&a=2"),
    "other scheme": ("ftp://a.example:21/x", "example,a:21)/x"),
}


@pytest.mark.parametrize(("url", "expected"), KEYS.values(), ids=KEYS)
def test_key(url: str, expected: str) -> None:
    assert key(url) == expected


@given(st.text(max_size=60))
def test_any_text_has_a_key_without_space(text: str) -> None:
    for url in (text, f"http://{text}", f"http://a.example/{text}"):
        assert key(url).split() == [key(url)] or not url.strip()
        assert key(url).encode("utf-8")
