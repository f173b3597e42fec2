"""What only the crawler knows of an exchange, kept beside it; both name each other."""

import re
from pathlib import Path

from tests.warcs.recording import RESPONSE, URL, page, pinned, sealed
from tests.warcs.wire_crawl import crawl, one
from tests.warcs.wire_server import Loopback
from warcs.reader import Record, read_records

ABOUT = (("via", "https://me:hunter2@paper.example/feed.xml"), ("via-published", "1 Mar\r\n2026"))


def recorded(folder: Path, **changes: object) -> list[Record]:
    recorder = pinned(folder)
    capture = recorder.record(page(about=ABOUT, **changes))
    name = sealed(recorder).name
    with (folder / name).open("rb") as stream:
        found = list(read_records(stream, name))
    assert [record.capture for record in found if record.capture] == [capture]
    assert [fault for record in found for fault in record.faults()] == []
    return found


def concurrent(record: Record) -> list[str]:
    return [value.strip("<>") for name, value in record.fields if name == "WARC-Concurrent-To"]


def test_answer_and_what_is_known_of_it_name_each_other(tmp_path: Path) -> None:
    _, response, request, about = recorded(tmp_path)

    assert concurrent(response) == [request.id, about.id]
    assert (concurrent(request), concurrent(about)) == ([response.id], [response.id])
    assert (about.type, about.content_type, about.url) == (
        "metadata",
        "application/warc-fields",
        URL,
    )
    assert about.block == b"via: https://paper.example/feed.xml\r\nvia-published: 1 Mar 2026\r\n"


def test_reason_for_no_answer_tells_it_too(tmp_path: Path) -> None:
    _, _, reason = recorded(tmp_path, response=b"", failure="timeout: too slow")

    assert reason.block.startswith(b"failure: timeout: too slow\r\nvia: https://paper.example/")


def test_cut_answer_has_it_as_well(tmp_path: Path) -> None:
    found = recorded(tmp_path, response=RESPONSE[:-3], truncated="time", failure="timeout: x")

    assert [record.type for record in found] == ["warcinfo", "response", "request", "metadata"]


def test_target_of_a_redirect_was_found_by_way_of_it(tmp_path: Path) -> None:
    with Loopback() as loopback:
        site = f"http://127.0.0.1:{loopback.awkward()}"
        meta = {"warc_about": [["via", f"{site}/feed"]]}
        plan: list[dict[str, object]] = [
            {"url": f"{site}/redirect", "meta": meta},
            {"url": f"{site}/plain"},
        ]
        done = crawl(tmp_path, plan)

    told = {
        path: one(done.records, path, "metadata").block.decode()
        for path in ("/redirect", "/target")
    }
    fetched = r"fetchTimeMs: \d+\r\n"
    assert re.fullmatch(rf"via: {site}/feed\r\n{fetched}", told["/redirect"])
    assert re.fullmatch(rf"via: {site}/redirect\r\n{fetched}", told["/target"])
    assert [r for r in done.records if r.type == "metadata" and r.path == "/plain"] == []
