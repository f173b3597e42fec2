"""Which records go, what stays in their place, and what becomes of the revisits."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from tests.warcs.redacting import (
    DAY,
    NOT_MODIFIED,
    Made,
    capture,
    read,
    record,
    record_id,
    revisit,
    write,
)
from warcs import digests
from warcs.reader import Record
from warcs.redacting import tombstones
from warcs.redacting.redaction import Redactor, changed, consequences
from warcs.redacting.removal import Removal, subject
from warcs.redacting.tombstones import Notice

GONE = "http://paper.example/gone"
COPY = "http://paper.example/copy"
OTHER = "http://paper.example/other"
BODY = b"<p>Nobody shall read this.</p>"
MOMENT = datetime(2026, 11, 26, 10, tzinfo=UTC)
NOTICE = Notice(
    redaction="urn:uuid:r",
    moment=MOMENT,
    reason="court order",
    digest_of=lambda url: digests.labelled("sha256", (url.encode(),)),
    barred=lambda gone: gone.wanted,
)


def redacted(
    folder: Path, *files: Iterable[Made], url: str = GONE, notice: Notice = NOTICE
) -> tuple[list[list[Record]], Redactor]:
    """The records of each file after GONE was taken out."""
    paths = [write(folder / f"{n}.warc.gz", made) for n, made in enumerate(files)]
    removal = Removal(lambda found: found == url)
    while sum([removal.see(x) for path in paths for x in read(path)]):
        pass
    found = consequences(removal, folder)
    redactor = Redactor(
        folder=folder,
        removal=removal,
        consequences=found,
        notice=notice,
        new_id=map("urn:uuid:99999999-0000-4000-8000-{:012d}".format, count(1)).__next__,
        replaced={},
    )
    after = []
    for path in paths:
        if path.name in changed(redactor):
            target = path.with_suffix(".new")
            redactor.write(path.name, target)
            target.replace(path)
        after.append(read(path))
    return after, redactor


def test_a_capture_becomes_one_tombstone_in_its_place(tmp_path: Path) -> None:
    (after,), _ = redacted(
        tmp_path, [*capture(1, OTHER, b"x"), *capture(3, GONE, BODY), *capture(5, COPY, b"y")]
    )

    stone = after[2]
    assert [x.url for x in after] == [OTHER, OTHER, f"urn:redacted:{GONE}", COPY, COPY]
    assert stone.type == "metadata"
    assert stone.date == MOMENT
    assert stone.field("WARC-Refers-To") == f"<{record_id(3)}>"
    assert stone.content_type == "application/warc-fields"
    assert stone.block.decode().splitlines() == [
        "redaction: urn:uuid:r",
        "date: 2026-11-26T10:00:00.000000Z",
        "reason: court order",
        f"url: {GONE}",
        f"url-digest: {digests.labelled('sha256', (GONE.encode(),))}",
        "barred: yes",
        f"removed: response <{record_id(3)}> 2026-03-02T12:00:00.000000Z",
        f"removed: request <{record_id(4)}> 2026-03-02T12:00:00.000000Z",
    ]


def test_a_tombstone_can_be_read_again_and_says_no_url_where_that_is_to_be_forgotten(
    tmp_path: Path,
) -> None:
    notice = Notice(
        redaction="urn:uuid:r", moment=MOMENT, reason="x", forget_url=True,
        digest_of=NOTICE.digest_of, barred=NOTICE.barred, aliases=lambda gone: (OTHER,),
    )  # fmt: skip
    (after,), _ = redacted(tmp_path, capture(1, GONE, BODY), notice=notice)

    said = tombstones.read(after[0])

    assert said is not None
    assert (said.url, said.barred, said.reason, said.moment) == (None, True, "x", MOMENT)
    assert said.digests == (NOTICE.digest_of(GONE), NOTICE.digest_of(OTHER))
    assert GONE.encode() not in (tmp_path / "0.warc.gz").read_bytes()
    assert after[0].url == f"urn:redacted:{NOTICE.digest_of(GONE)}"


def test_all_that_concerns_the_capture_goes_whichever_file_and_order_it_is_in(
    tmp_path: Path,
) -> None:
    to = {"refers_to": f"<{record_id(3)}>"}
    before = record(1, "metadata", "urn:x-reading:1", b"its text", **to)
    later = record(5, "metadata", f"urn:interim:{GONE}", b"HTTP/1.1 103 Early Hints\r\n\r\n")
    of_it = record(
        6, "metadata", "urn:x-note:2", b"about the reading", refers_to=f"<{record_id(1)}>"
    )
    converted = record(7, "conversion", "http://elsewhere.example/", b"as text", **to)
    other = record(8, "metadata", "urn:x-note:3", b"of others", refers_to=f"<{record_id(99)}>")

    after, _ = redacted(
        tmp_path, [before], capture(3, GONE, BODY), [of_it, later, converted, other]
    )

    assert [[x.type for x in file] for file in after] == [
        ["metadata"], ["metadata"], ["metadata"] * 4,
    ]  # fmt: skip
    assert [tombstones.is_tombstone(x) for file in after for x in file] == [True] * 5 + [False]


def test_a_redacted_file_holds_nothing_to_be_redacted(tmp_path: Path) -> None:
    (after,), _ = redacted(tmp_path, capture(1, GONE, BODY))
    again = Removal(lambda url: url == GONE)

    assert [again.see(x) for x in after] == [False]


def test_the_first_revisit_gets_the_payload_and_the_others_refer_to_it(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nAge: 7\r\n\r\n"
    after, redactor = redacted(
        tmp_path,
        [*capture(1, GONE, BODY), revisit(3, COPY, 1, GONE, BODY, head)],
        [revisit(4, OTHER, 1, GONE, BODY), revisit(5, COPY, 1, GONE, BODY)],
    )

    _, first = after[0]
    assert (first.type, first.id, first.url, first.date) == ("response", record_id(3), COPY, DAY)
    assert first.block == head + BODY
    assert first.field("WARC-Payload-Digest") == digests.labelled("sha256", (BODY,))
    assert first.field("WARC-Profile") is None
    assert first.field("WARC-Refers-To") is None
    assert first.field("WARC-Redaction") == "urn:uuid:r"
    for one, number, url in ((after[1][0], 4, OTHER), (after[1][1], 5, COPY)):
        assert (one.type, one.id, one.url) == ("revisit", record_id(number), url)
        assert one.field("WARC-Refers-To") == f"<{record_id(3)}>"
        assert one.field("WARC-Refers-To-Target-URI") == COPY
        assert one.field("WARC-Refers-To-Date") == "2026-03-02T12:00:00.000000Z"
    assert redactor.consequences.unresolved == ()


def test_a_head_that_says_chunked_gets_one_chunk(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    (after,), _ = redacted(
        tmp_path, [*capture(1, GONE, BODY), revisit(3, COPY, 1, GONE, BODY, head)]
    )

    assert after[1].block == head + b"1e\r\n" + BODY + b"\r\n0\r\n\r\n"
    assert after[1].http is not None
    assert bytes(after[1].http.payload) == BODY


def test_a_payload_that_came_chunked_is_given_without_its_chunks(tmp_path: Path) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n"
    digest = digests.labelled("sha256", (b"abcde",))
    first = record(1, "response", GONE, chunked + body, payload_digest=digest)
    length = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"

    (after,), _ = redacted(tmp_path, [first, revisit(3, COPY, 1, GONE, b"abcde", length)])

    assert after[1].block == length + b"abcde"


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (
            revisit(3, COPY, 1, GONE, BODY, profile=NOT_MODIFIED),
            "its profile does not say that the payload is the same: "
            "'http://netpreserve.org/warc/1.1/revisit/server-not-modified'",
        ),
        (revisit(3, COPY, 1, GONE, b"another"), "its payload digest is another"),
        (revisit(3, COPY, 1, GONE, BODY, b""), "it holds no HTTP head of its own"),
        (
            revisit(3, COPY, 1, GONE, BODY, b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"),
            "its Content-Length is another",
        ),
    ],
    ids=["not modified", "another payload", "no head", "another length"],
)
def test_a_revisit_that_cannot_have_the_payload_is_listed_and_left(
    tmp_path: Path, made: Made, why: str
) -> None:
    (after,), redactor = redacted(tmp_path, [*capture(1, GONE, BODY), made])

    ((revisited, reason),) = redactor.consequences.unresolved
    assert (revisited.url, reason) == (COPY, why)
    assert after[1].type == "revisit"
    assert after[0].field("WARC-Refers-To") == after[1].field("WARC-Refers-To")


def test_the_next_revisit_gets_what_the_first_cannot_have(tmp_path: Path) -> None:
    (after,), _ = redacted(
        tmp_path,
        [
            *capture(1, GONE, BODY),
            revisit(3, COPY, 1, GONE, BODY, b""),
            revisit(4, OTHER, 1, GONE, BODY),
        ],
    )

    assert [x.type for x in after] == ["metadata", "revisit", "response"]


def test_what_a_server_called_unmodified_refers_to_the_revisit_that_got_the_payload(
    tmp_path: Path,
) -> None:
    (after,), redactor = redacted(
        tmp_path,
        [
            *capture(1, GONE, BODY),
            revisit(
                3, COPY, 1, GONE, b"", b"HTTP/1.1 304 Not Modified\r\n\r\n", profile=NOT_MODIFIED
            ),
            revisit(4, COPY, 1, GONE, BODY),
        ],
    )

    assert [x.type for x in after] == ["metadata", "revisit", "response"]
    assert after[1].field("WARC-Refers-To") == f"<{record_id(4)}>"
    assert redactor.consequences.unresolved == ()


def test_a_revisit_that_names_address_and_date_only_is_resolved_too(tmp_path: Path) -> None:
    (after,), _ = redacted(
        tmp_path, [*capture(1, GONE, BODY), revisit(3, COPY, 1, GONE, BODY, refers_to="")]
    )

    assert after[1].type == "response"


def test_what_refers_to_a_revisit_that_goes_refers_to_the_payload_itself(tmp_path: Path) -> None:
    (after,), redactor = redacted(
        tmp_path,
        [
            *capture(1, OTHER, BODY),
            revisit(3, GONE, 1, OTHER, BODY),
            revisit(4, COPY, 3, GONE, BODY),
        ],
    )

    assert [x.type for x in after] == ["response", "request", "metadata", "revisit"]
    assert after[3].field("WARC-Refers-To") == f"<{record_id(1)}>"
    assert after[3].field("WARC-Refers-To-Target-URI") == OTHER
    assert redactor.consequences.promoted == ()


def test_revisits_that_refer_to_each_other_end(tmp_path: Path) -> None:
    (after,), redactor = redacted(
        tmp_path,
        [
            revisit(1, GONE, 2, GONE, BODY),
            revisit(2, GONE, 1, GONE, BODY),
            revisit(3, COPY, 1, GONE, BODY),
        ],
    )

    assert [x.type for x in after] == ["metadata", "metadata", "revisit"]
    assert [why for _, why in redactor.consequences.unresolved] == [
        "what it refers to holds no payload"
    ]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.example/", "http://a.example/"),
        (
            "urn:interim:http://a.example/?u=urn:x:http://b.example/",
            "http://a.example/?u=urn:x:http://b.example/",
        ),
        ("urn:x-tool:reading:https://a.example/1", "https://a.example/1"),
        ("urn:news-archiver:run:1", "urn:news-archiver:run:1"),
    ],
)
def test_metadata_is_about_the_url_in_its_target(url: str, expected: str) -> None:
    assert subject(url) == expected
