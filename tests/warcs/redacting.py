"""WARC files by hand, with revisits, for what a redaction does to them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

from warcs import digests, reader, records
from warcs.recording.packing import END
from warcs.recording.writer import Writer

DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"

Made = tuple[bytes, bytes]  # head and block


def record_id(number: int) -> str:
    return f"urn:uuid:00000000-0000-4000-8000-{number:012d}"


def record(number: int, type: str, url: str, block: bytes, **fields: str) -> Made:
    """A record; ``fields`` are named as in ``refers_to_date``."""
    named = [(f"WARC-{k.replace('_', '-').title()}", v) for k, v in fields.items()]
    http = {"response": records.RESPONSE_TYPE, "revisit": records.RESPONSE_TYPE}
    kind = http.get(type, records.REQUEST_TYPE if type == "request" else "text/plain")
    head = records.head(
        (
            ("WARC-Type", type),
            ("WARC-Record-ID", f"<{record_id(number)}>"),
            ("WARC-Date", records.warc_date(DAY)),
            ("WARC-Target-URI", url),
            *named,
            ("WARC-Block-Digest", digests.labelled("sha256", (block,))),
            ("Content-Type", kind),
            ("Content-Length", str(len(block))),
        )
    )
    return head, block


def capture(number: int, url: str, body: bytes, head: bytes = HEAD) -> list[Made]:
    """A response and its request, with the next number."""
    digest = digests.labelled("sha256", (body,))
    response = record(
        number, "response", url, head + body,
        concurrent_to=f"<{record_id(number + 1)}>", payload_digest=digest,
    )  # fmt: skip
    asked = f"GET {url} HTTP/1.1\r\n\r\n".encode()
    request = record(number + 1, "request", url, asked, concurrent_to=f"<{record_id(number)}>")
    return [response, request]


def revisit(
    number: int, url: str, to: int, to_url: str, body: bytes, head: bytes = HEAD, **more: str
) -> Made:
    """A revisit of the payload ``body``, which the response number ``to`` holds."""
    fields = {
        "profile": PROFILE,
        "refers_to": f"<{record_id(to)}>",
        "refers_to_target_uri": to_url,
        "refers_to_date": records.warc_date(DAY),
        "payload_digest": digests.labelled("sha256", (body,)),
        **more,
    }
    kept = {name: value for name, value in fields.items() if value}
    return record(number, "revisit", url, head, **kept)


def write(path: Path, made: Iterable[Made], *, plain: bool = False) -> Path:
    """A WARC file of these records."""
    if plain:
        path.write_bytes(b"".join(head + block + END for head, block in made))
        return path
    with FileIO(path, "x") as raw:
        Writer(raw, path.name).append(list(made))
    return path


def read(path: Path) -> list[reader.Record]:
    """All records; none may be damaged, and every digest must hold."""
    everything: list[reader.Record] = []
    faults: list[str] = []
    with path.open("rb") as stream:
        found = reader.read_records(stream, path.name)
        for one in found:
            faults += one.faults()  # a large block can be read only before the next record
            everything.append(one)
    assert found.problems == []
    assert faults == []
    return everything
