"""The WARC file of a demo crawl, as other tools see it."""

import fastwarc
from warcio.archiveiterator import ArchiveIterator

from tests.conformance.programs import Demo
from warcs.reader import Record


def chunked(record: Record) -> bool:
    return record.http is not None and "chunked" in record.http.head.tokens("transfer-encoding")


def test_our_verifier_finds_no_fault(records: list[Record]) -> None:
    assert {record.url: record.faults() for record in records if record.faults()} == {}


def test_the_sample_is_sent_in_all_ways(records: list[Record]) -> None:
    ways = {
        (chunked(record), bool(record.http.head.tokens("content-encoding")))
        for record in records
        if record.http is not None and record.http.mime == "text/html"
    }

    assert ways == {(False, False), (False, True), (True, False), (True, True)}


def test_warcio_verifies_all_but_payload_digests_of_chunked_responses(
    demo: Demo, records: list[Record]
) -> None:
    # warcio digests the chunks, the standard their content: docs/warcs.md, "Payload digests".
    said: dict[str, list[str]] = {}
    with demo.warc.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests=True):
            record.content_stream().read()
            # A revisit has no payload to be checked.
            if record.digest_checker.passed is not True and record.rec_type != "revisit":
                name = record.rec_headers.get_header("WARC-Record-ID").strip("<>")
                said[name] = record.digest_checker.problems

    assert said == {
        record.id: [f"payload digest failed {record.field('WARC-Payload-Digest')}"]
        for record in records
        if chunked(record) and record.type != "revisit"
    }


def test_warcio_sees_the_same_records(demo: Demo, records: list[Record]) -> None:
    with demo.warc.open("rb") as stream:
        seen = [
            (
                record.rec_headers.get_header("WARC-Record-ID"),
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI") or "",
                record.raw_stream.read(),
            )
            for record in ArchiveIterator(stream, no_record_parse=True)
        ]

    assert seen == [(f"<{x.id}>", x.type, x.url, x.block) for x in records]


def test_fastwarc_sees_the_same_records(demo: Demo, records: list[Record]) -> None:
    with demo.warc.open("rb") as stream:
        seen = [
            (
                record.record_id,
                str(record.record_type),
                record.headers.get("WARC-Target-URI") or "",
                record.reader.read(),
            )
            for record in fastwarc.ArchiveIterator(stream, parse_http=False)
        ]

    assert seen == [(f"<{x.id}>", x.type, x.url, x.block) for x in records]


def test_fastwarc_verifies_every_block(demo: Demo, records: list[Record]) -> None:
    with demo.warc.open("rb") as stream:
        failed = [
            record.record_id
            for record in fastwarc.ArchiveIterator(stream, parse_http=False)
            if not record.verify_block_digest()
        ]

    assert failed == []
