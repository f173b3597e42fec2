"""What says that a capture was made with credentials, and how their values are hidden."""

from pathlib import Path

import pytest

from tests.warcs.recording import STARTED, URL, page, pinned
from tests.warcs.redacting import capture, read, record, record_id, revisit, write
from warcs import Recorder, digests, reader
from warcs.redacting import rewrite
from warcs.redacting.credentials import carried, has_userinfo, masked_message, without_userinfo
from warcs.redacting.masking import Flagged, masked_id

SECRET = b"8c1f-secret"
ASKED = b"GET / HTTP/1.1\r\nHost: a.example\r\nCookie: id=8c1f-secret\r\nAccept: */*\r\n\r\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"Cookie: a=b", True),
        (b"COOKIE:a", True),
        (b"Authorization: Basic eDp5", True),
        (b"Proxy-Authorization: Basic eDp5", True),
        (b"Cookie:", False),
        (b"Cookie: masked", False),
        (b"Cookie:   ", False),
        (b"X-Cookie: a", False),
        (b"X: Cookie: a", False),
        (b"X: a\r\n Cookie: a", False),
    ],
)
def test_which_requests_carry_credentials(head: bytes, expected: bool) -> None:
    assert carried(b"GET / HTTP/1.1\r\n" + head + b"\r\n\r\nCookie: in the body") is expected


def test_values_are_masked_with_their_folds_and_nothing_else_changes() -> None:
    message = (
        b"GET / HTTP/1.1\nA: 1\r\n fold\r\ncookie :x=1;\r y=2\r\n\tz=3\r\nB:2\n"
        b"Authorization: Basic eA==\nCookie: z\r\n\r\nCookie: body"
    )

    assert masked_message(message, ("cookie", "authorization")) == (
        b"GET / HTTP/1.1\nA: 1\r\n fold\r\ncookie : masked\r\nB:2\nAuthorization: masked\n"
        b"Cookie: masked\r\n\r\nCookie: body",
        ("cookie", "Authorization", "Cookie"),
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://u:p@a.example/x@y?z@w#@", "https://a.example/x@y?z@w#@"),
        ("https://u@a.example", "https://a.example"),
        ("https://u:p@q@a.example:8/", "https://a.example:8/"),
        ("urn:interim:http://u:p@a.example/", "urn:interim:http://a.example/"),
        ("https://web.example/web/http://u:p@a.example/", None),
        ("https://a.example/?u=http://u:p@a.example/", None),
        ("mailto:a@b.example", None),
        ("urn:x:a@b", None),
    ],
)
def test_user_name_and_password_are_taken_out_of_urls(url: str, expected: str | None) -> None:
    assert without_userinfo(url) == (expected or url)


def test_a_password_is_found_anywhere_in_a_text() -> None:
    assert has_userinfo("archiver (+https://u:p@a.example/)")
    assert not has_userinfo("archiver (+me@a.example; https://a.example/@me)")


@pytest.mark.parametrize("name", ["Cookie", "Authorization"])
def test_a_capture_says_that_its_request_carried_credentials(recorder: Recorder, name: str) -> None:
    asked = f"GET / HTTP/1.1\r\n{name}: x\r\n\r\n".encode()

    assert recorder.record(page(request=asked)).credentials
    assert not recorder.record(page()).credentials
    unanswered = recorder.record(page(request=asked, response=b"", failure="timeout: late"))
    assert unanswered.credentials
    assert (unanswered.type, unanswered.ref.date) == ("request", STARTED)


def test_a_password_in_the_url_is_not_recorded(tmp_path: Path) -> None:
    recorder = pinned(tmp_path)
    secret = URL.replace("://", "://me:8c1f-secret@")

    recorded = recorder.record(page(url=secret))
    recorder.add_metadata(f"urn:x:{secret}", b"x", content_type="text/plain")
    recorder.add_resource(secret, b"x", content_type="text/plain")
    sealed = recorder.seal()

    assert sealed is not None
    records = read(tmp_path / sealed.name)
    assert recorded.url == URL
    assert {x.url for x in records} == {"", URL, f"urn:x:{URL}"}


def masked(path: Path) -> tuple[list[reader.Record], list[reader.Record]]:
    """The records of a file, and those of its masked copy."""
    before = read(path)
    flagged = Flagged()
    for one in before:
        flagged.see(one)
    edits = []
    for one in before:
        parts = flagged.masked(one)
        if parts is not None:
            edits.append(rewrite.edit(one, parts))
    target = path.with_suffix(".masked")
    rewrite.rewrite(path, target, edits)
    return before, read(target)


def test_a_masked_capture_keeps_its_payload_and_says_what_was_masked(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nSet-Cookie: id=8c1f-secret2\r\nContent-Type: text/html\r\n\r\n"
    response, _ = capture(1, "http://a.example/", b"body", head)
    request = record(2, "request", "http://a.example/", ASKED, concurrent_to=f"<{record_id(1)}>")
    note = record(3, "metadata", "urn:x:1", b"early", concurrent_to=f"<{record_id(2)}>")
    other = capture(4, "http://b.example/", b"other", head)

    before, after = masked(write(tmp_path / "a.warc.gz", [response, request, note, *other]))

    assert [x.type for x in after] == [x.type for x in before]
    assert SECRET not in b"".join(x.head + x.block for x in after[:3])
    answered, asked, noted = after[:3]
    assert answered.id == record_id(1)
    assert answered.field("WARC-Masked") == "Set-Cookie"
    assert answered.field("WARC-Concurrent-To") == f"<{masked_id(record_id(2))}>"
    assert answered.field("WARC-Payload-Digest") == digests.labelled("sha256", (b"body",))
    assert answered.http is not None
    assert bytes(answered.http.payload) == b"body"
    assert asked.id == masked_id(record_id(2)) != record_id(2)
    assert asked.field("WARC-Masked") == "Cookie"
    assert asked.field("WARC-Masked-Record-ID") == f"<{record_id(2)}>"
    assert asked.block == ASKED.replace(b"id=" + SECRET, b"masked")
    assert asked.field("WARC-Concurrent-To") == f"<{record_id(1)}>"
    assert noted.field("WARC-Concurrent-To") == f"<{masked_id(record_id(2))}>"
    # Set-Cookie was sent to somebody without credentials: to anybody.
    assert [(x.head, x.block) for x in after[3:]] == [(x.head, x.block) for x in before[3:]]


def test_a_revisit_made_with_credentials_is_masked_too(tmp_path: Path) -> None:
    head = b"HTTP/1.1 304 Not Modified\r\nSet-Cookie: id=8c1f-secret\r\n\r\n"
    again = revisit(1, "http://a.example/", 9, "http://a.example/", b"", head)
    request = record(2, "request", "http://a.example/", ASKED, concurrent_to=f"<{record_id(1)}>")

    _, after = masked(write(tmp_path / "a.warc.gz", [again, request]))

    assert after[0].block == b"HTTP/1.1 304 Not Modified\r\nSet-Cookie: masked\r\n\r\n"
    assert after[0].field("WARC-Refers-To") == f"<{record_id(9)}>"


def test_what_is_part_of_a_flagged_capture(tmp_path: Path) -> None:
    request = record(2, "request", "http://a.example/", ASKED, concurrent_to=f"<{record_id(1)}>")
    path = write(
        tmp_path / "a.warc.gz",
        [
            request,
            capture(1, "http://a.example/", b"x")[0],
            record(3, "metadata", "urn:x:reading", b"x", refers_to=f"<{record_id(1)}>"),
            record(4, "metadata", "urn:x:reading", b"x", refers_to=f"<{record_id(5)}>"),
        ],
    )
    flagged = Flagged()

    assert [flagged.see(x) for x in read(path)] == [True, False, False, False]
    assert flagged.captures == {record_id(1)}
    assert [flagged.is_flagged(x) for x in read(path)] == [True, True, True, False]
