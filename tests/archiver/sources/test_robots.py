"""RFC 9309, line by line. Section numbers are its own."""

import pytest

from archiver.sources.robots import MOST_BYTES, Robots, Verdict, access_for

AGENT = "ExampleBot"


def allowed(body: bytes | str, path: str, agent: str = AGENT) -> bool:
    raw = body.encode() if isinstance(body, str) else body
    return Robots.parse(raw).check(f"https://x.example{path}", agent).allowed


# §2.2.1 The User-Agent Line


def test_product_token_matches_in_any_case() -> None:
    assert not allowed("User-Agent: EXAMPLEBOT\nDisallow: /", "/")


def test_product_token_is_what_the_user_agent_begins_with() -> None:
    body = "User-Agent: ExampleBot\nDisallow: /"

    assert not allowed(body, "/", "ExampleBot/2.0 (+https://bot.example/; a contact)")


def test_a_version_in_the_file_is_no_part_of_the_token() -> None:
    assert not allowed("User-Agent: ExampleBot/1.1\nDisallow: /", "/")


@pytest.mark.parametrize("token", ["Example", "ExampleBot-News", "xExampleBot"])
def test_another_token_is_another_crawler(token: str) -> None:
    assert allowed(f"User-Agent: {token}\nDisallow: /", "/")


def test_groups_of_the_same_token_are_one() -> None:
    body = (
        "user-agent: ExampleBot\ndisallow: /foo\ndisallow: /bar\n\n"
        "user-agent: ExampleBot\ndisallow: /baz\n"
    )

    assert [allowed(body, path) for path in ("/foo", "/bar", "/baz", "/qux")] == [
        False,
        False,
        False,
        True,
    ]


def test_star_is_for_those_that_no_group_names() -> None:
    body = "User-Agent: *\nDisallow: /a\n\nUser-Agent: ExampleBot\nDisallow: /b\n"

    assert allowed(body, "/a")
    assert not allowed(body, "/b")
    assert not allowed(body, "/a", "OtherBot")


def test_without_a_group_for_it_a_crawler_is_free() -> None:
    assert allowed("User-Agent: OtherBot\nDisallow: /", "/")


def test_rules_before_any_group_bind_nobody() -> None:
    assert allowed("Disallow: /\nUser-Agent: OtherBot\nDisallow: /", "/")


def test_user_agent_lines_in_a_row_share_their_rules() -> None:
    body = "User-Agent: OtherBot\n\n# and\nUser-Agent: ExampleBot\nDisallow: /a\n"

    assert not allowed(body, "/a")
    assert not allowed(body, "/a", "OtherBot")


def test_a_group_ends_where_a_user_agent_follows_a_rule() -> None:
    body = "User-Agent: ExampleBot\nAllow: /\nUser-Agent: OtherBot\nDisallow: /\n"

    assert allowed(body, "/a")


# §2.2.2 The Allow and Disallow Lines


def test_the_rule_of_most_octets_wins_whatever_the_order() -> None:
    body = "User-Agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\n"

    assert [allowed(body, path) for path in ("/a", "/a/b", "/a/b/c", "/x")] == [
        False,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("rules", ["Allow: /a\nDisallow: /a", "Disallow: /a\nAllow: /a"])
def test_allow_wins_a_tie(rules: str) -> None:
    assert allowed(f"User-Agent: *\n{rules}\n", "/a")


def test_paths_match_in_their_own_case() -> None:
    assert allowed("User-Agent: *\nDisallow: /A\n", "/a")


def test_a_rule_is_a_prefix() -> None:
    body = "User-Agent: *\nDisallow: /fish\n"

    assert [allowed(body, path) for path in ("/fish.html", "/fishing?x=1", "/catfish")] == [
        False,
        False,
        True,
    ]


def test_an_empty_disallow_allows_all() -> None:
    assert allowed("User-Agent: *\nDisallow:\n", "/a")


def test_robots_txt_itself_is_always_allowed() -> None:
    body = "User-Agent: *\nDisallow: /\n"

    assert allowed(body, "/robots.txt")
    assert not allowed(body, "/robots.txt?x")


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("/foo/bar?baz=quz", "/foo/bar?baz=quz"),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"),
        ("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar"),
        ("/foo/bar/ツ", "/foo/bar/%E3%83%84"),
        ("/foo/bar/%E3%83%84", "/foo/bar/ツ"),
        ("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84"),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz"),
        ("/foo/bar/baz", "/foo/bar/%62%61%7A"),
    ],
    ids=[
        "as it is",
        "encoded in the URL only",
        "encoded in the rule only",
        "UTF-8 in the rule",
        "UTF-8 in the URL",
        "hexadecimal digits of either case",
        "unreserved characters encoded in the rule",
        "unreserved characters encoded in the URL",
    ],
)
def test_encoded_and_plain_are_compared_as_equal(rule: str, path: str) -> None:
    assert not allowed(f"User-Agent: *\nDisallow: {rule}\n", path)


def test_an_encoded_slash_in_a_path_is_no_slash() -> None:
    assert allowed("User-Agent: *\nDisallow: /a%2Fb\n", "/a/b")


def test_a_rule_in_another_charset_is_compared_by_octets() -> None:
    assert not allowed(b"User-Agent: *\nDisallow: /caf\xe9\n", "/caf%E9")


# §2.2.3 Special Characters


@pytest.mark.parametrize(
    ("rule", "path", "expected"),
    [
        ("/a#b", "/a", False),
        ("/a$", "/a", False),
        ("/a$", "/ab", True),
        ("/this/*/exactly", "/this/or/that/exactly", False),
        ("/this/*/exactly", "/this/exactly", True),
        ("/*.gif$", "/a/b.gif", False),
        ("/*.gif$", "/a/b.gif?x", True),
        ("/*.gif$", "/a.gif/b.gif", False),
        ("*/print", "/a/print", False),
        ("/a*b*c", "/aXbYc/more", False),
        ("/a*b*c", "/acb", True),
        ("/*a$", "/a", False),
        ("/a*$", "/abc", False),
        ("/**b", "/xb", False),
        ("/path/file-with-a-%2A.html", "/path/file-with-a-*.html", False),
        ("/path/file-with-a-%2A.html", "/path/file-with-a-x.html", True),
        ("/path/foo-%24", "/path/foo-$", False),
        ("/a$b", "/a$b", True),
        ("/*?", "/a?b=c", False),
        ("/*?", "/a", True),
    ],
)
def test_special_characters(rule: str, path: str, expected: bool) -> None:
    assert allowed(f"User-Agent: *\nDisallow: {rule}\n", path) is expected


# §2.2.4 Other Records


def test_other_records_neither_end_a_group_nor_begin_one() -> None:
    body = (
        "User-Agent: OtherBot\nSitemap: https://x.example/s.xml\nCrawl-delay: 3\n"
        "User-Agent: ExampleBot\nUnknown: yes\nDisallow: /a\n"
    )

    assert not allowed(body, "/a")
    assert not allowed(body, "/a", "OtherBot")


def test_sitemaps_are_read_wherever_they_stand() -> None:
    body = (
        b"Sitemap: https://x.example/a.xml\nUser-Agent: *\nDisallow: /\n"
        b"SITEMAP:https://x.example/b.xml # news\nSitemap: https://x.example/a.xml\n"
    )

    assert Robots.parse(body).sitemaps == ("https://x.example/a.xml", "https://x.example/b.xml")


def test_crawl_delay_is_that_of_the_group() -> None:
    robots = Robots.parse(
        b"User-agent: *\nCrawl-delay: 10\n\nUser-agent: ExampleBot\nCrawl-delay: 2.5\nDisallow:\n"
    )

    assert robots.crawl_delay("ExampleBot/1.0") == 2.5
    assert robots.crawl_delay("OtherBot") == 10


def test_a_crawl_delay_is_for_the_agents_above_it() -> None:
    robots = Robots.parse(
        b"User-agent: OtherBot\nCrawl-delay: 5\nUser-agent: ExampleBot\nUser-agent: *\n"
        b"Crawl-delay: 10\n"
    )

    assert [robots.crawl_delay(x) for x in ("OtherBot", "ExampleBot", "Any")] == [5, 10, 10]


@pytest.mark.parametrize("value", ["soon", "-1", "inf", "nan", ""])
def test_a_crawl_delay_that_is_no_time_is_none(value: str) -> None:
    assert Robots.parse(f"User-agent: *\nCrawl-delay: {value}\n".encode()).crawl_delay("a") is None


# §2.2, §2.3 the file


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"], ids=["LF", "CR", "CRLF"])
def test_lines_end_in_any_way(end: str) -> None:
    body = end.join(["User-Agent: *", "Disallow: /a", "", "Disallow: /b"])

    assert not allowed(body, "/a")
    assert not allowed(body, "/b")


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert not allowed(b"\xef\xbb\xbfUser-Agent: *\nDisallow: /\n", "/")


def test_white_space_and_comments_are_passed_over() -> None:
    body = "# all of you\n \tUser-Agent : * # really\n\tDisallow\t:\t/a\t# this\n"

    assert not allowed(body, "/a")


def test_common_misspellings_are_understood() -> None:
    assert not allowed("Useragent: *\nDisalow: /a\n", "/a")


@pytest.mark.parametrize(
    "body",
    [b"", b"\0\xff\xfe", b"<html><body>Not found</body></html>", b":::::\n:\n", b"Disallow"],
    ids=["empty", "binary", "HTML", "colons", "no colon"],
)
def test_junk_forbids_nothing(body: bytes) -> None:
    assert allowed(body, "/a")


def test_the_verdict_names_rule_and_line() -> None:
    robots = Robots.parse(
        b"User-Agent: *\r\n# x\r\nDisallow: /private/ # y\r\nAllow: /private/p\r\n"
    )

    assert robots.check("https://x.example/private/a", AGENT) == Verdict(
        allowed=False, rule="Disallow: /private/", line=3
    )
    assert robots.check("https://x.example/private/p", AGENT) == Verdict(
        allowed=True, rule="Allow: /private/p", line=4
    )
    assert robots.check("https://x.example/", AGENT) == Verdict(allowed=True)


# §2.5 Limits


def test_the_first_500_kibibytes_are_read() -> None:
    head = b"User-Agent: *\n"
    rule = b"Disallow: /last\n"
    filling = b"#" * (500 * 1024 - len(head) - len(rule) - 1) + b"\n"
    body = head + filling + rule

    assert MOST_BYTES >= len(body) == 500 * 1024
    assert not allowed(body, "/last")
    assert not allowed(body + b"Disallow: /more\n", "/last")
    assert allowed(body + b"Disallow: /more\n", "/more")


def test_a_rule_that_the_limit_cuts_is_no_rule() -> None:
    head = b"User-Agent: *\n"
    body = head + b"#" * (MOST_BYTES - len(head) - 12) + b"\nDisallow: /private/area\n"

    assert allowed(body, "/public")


def test_many_wildcards_are_decided_at_once() -> None:
    body = b"User-Agent: *\nDisallow: /" + b"*a" * 100_000 + b"\n"

    assert allowed(body, "/" + "a" * 2000)


# §2.3.1 Access Results


@pytest.mark.parametrize("status", [200, 204, 206])
def test_success_is_parsed(status: int) -> None:
    access = access_for(status, b"User-Agent: *\nDisallow: /a\n")

    assert access.check("https://x.example/a", AGENT).rule == "Disallow: /a"
    assert access.check("https://x.example/b", AGENT).allowed


@pytest.mark.parametrize("status", [301, 308, 400, 401, 403, 404, 410, 429, 451])
def test_unavailable_allows_all(status: int) -> None:
    access = access_for(status, b"User-Agent: *\nDisallow: /\n")

    assert access.check("https://x.example/a", AGENT).allowed
    assert access.unreachable is None


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
def test_a_server_error_disallows_all(status: int) -> None:
    access = access_for(status, b"")

    assert not access.check("https://x.example/a", AGENT).allowed
    assert access.unreachable == f"HTTP status {status}"


def test_no_answer_disallows_all_and_says_why() -> None:
    access = access_for(None, b"", problem="time-out")

    assert not access.check("https://x.example/a", AGENT).allowed
    assert access.unreachable == "time-out"
