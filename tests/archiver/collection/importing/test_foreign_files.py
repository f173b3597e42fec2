"""Files that other tools wrote, in all their ways, taken in once; and every command after that."""

import base64
import gzip
import hashlib
import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest
from click.testing import CliRunner, Result

from archiver.cli import main
from archiver.collection import Collection
from archiver.collection.importing.importing import import_files
from archiver.collection.importing.report import ImportReport
from archiver.collection.preserving.rebuild import rebuild
from archiver.web.app import application
from archiver.web.guard import Door
from archiver.web.replaying import Replays
from archiver.web.room import Room
from archiver.web.shelves import shelves
from tests.archiver.collection.importing.foreign import answer, warc
from tests.archiver.collection.redaction.making import page, tables
from tests.archiver.web.client import HOST, Client
from tests.warcs.warc_bytes import record

SITE = "http://paper.example"
BASE = f"{SITE}/2015/03/02/ropes-of-the-quay"
SAID = (
    "Nobody at the eastern quay had counted the ropes since the winter of the long ice.",
    "The harbour master said on Tuesday that he would leave his office before the summer.",
)
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
SHEET = b"h1 { color: rgb(1, 2, 3) }"
INFO = record(
    "warcinfo", "", b"software: Wget/1.21.3 (linux-gnu)\r\nformat: WARC File Format 1.0\r\n",
    content_type="application/warc-fields", name="info",
).replace(b"WARC/1.1", b"WARC/1.0")  # fmt: skip


def html(name: str) -> bytes:
    """A page whose headline is its name."""
    head = b'<link rel="stylesheet" href="/style.css">'
    more = '<img src="/picture.gif">'
    made = page(f"The story of {name} ropes", SAID, f"{BASE}-{name}", more)
    return made.replace(b"<meta property", head + b"<meta property", 1)


def url(name: str) -> str:
    return f"{BASE}-{name}"


def response(name: str, block: bytes | None = None, **fields: str) -> bytes:
    made = record(
        "response", fields.pop("at", url(name)), block or answer(html(name)), name=name,
        date=fields.pop("date", "2015-03-02T12:30:15Z"), **fields,
    )  # fmt: skip
    return made.replace(b"WARC/1.1", b"WARC/1.0", 1)


def http(name: str, *headers: str, body: bytes, line: str = "HTTP/1.1 200 OK") -> bytes:
    return response(name, "\r\n".join([line, *headers, "", ""]).encode() + body)


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 300] for at in range(0, len(body), 300)]
    return b"".join(b"%X\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


def sha1(body: bytes) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(body).digest()).decode()}"


def sha256(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


TYPED = "Content-Type: text/html; charset=utf-8"
CHUNKED = "Transfer-Encoding: chunked"
STORIES = {
    "http10.warc": http("http10", TYPED, body=html("http10"), line="HTTP/1.0 200 OK"),
    "http2.warc.gz": http("http2", TYPED, body=html("http2"), line="HTTP/2 200"),
    "chunked.warc.gz": http("chunked", TYPED, CHUNKED, body=chunked(html("chunked"))),
    "gzip.warc.gz": http(
        "gzip", TYPED, CHUNKED, "Content-Encoding: gzip", body=chunked(gzip.compress(html("gzip")))
    ),
    "br.warc.gz": http("br", TYPED, "Content-Encoding: br", body=brotli.compress(html("br"))),
    # Some tools keep what they had undone, and the headers as they were.
    "undone.warc.gz": http(
        "undone", TYPED, CHUNKED, "Content-Encoding: gzip", body=html("undone")
    ),
    "hex.warc.gz": response("hex", WARC_Payload_Digest=sha256(html("hex"))),
    "with spaces, 100% #1 ü.warc.gz": response("spaces"),
    "a/same.warc.gz": response("same-a"),
    "b/same.warc.gz": response("same-b"),
    "bracketed.warc.gz": response("bracketed", at=f"<{url('bracketed')}>"),
    "spaced.warc.gz": response("spaced", at=f"{url('spaced')} äöü"),
    "nameless.warc.gz": response("nameless").replace(
        b"WARC-Record-ID: <urn:uuid:nameless>\r\n", b""
    ),
    "resource.warc.gz": record(
        "resource", url("resource"), html("resource"), content_type="text/html", name="resource",
        date="2015-03-02T12:30:15Z",
    ),
}  # fmt: skip
HOLDER = response("origin", WARC_Payload_Digest=sha1(html("origin")))
AGAIN = {
    "by digest.warc.gz": record(
        "revisit", url("origin"), answer(b""), name="again", date="2016-03-02T12:30:15Z",
        WARC_Payload_Digest=sha1(html("origin")),
        WARC_Profile="http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
    ),
    "by name.warc.gz": record(
        "revisit", url("origin"), b"", name="not-modified", date="2017-03-02T12:30:15Z",
        WARC_Refers_To="<urn:uuid:origin>",
        WARC_Profile="http://netpreserve.org/warc/1.0/revisit/server-not-modified",
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Imported:
    """Files of all kinds in a collection."""

    folder: Path
    report: ImportReport


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    root = tmp_path_factory.mktemp("foreign")
    for name, one in {**STORIES, "origin.warc.gz": HOLDER, **AGAIN}.items():
        warc(root / "in" / name, INFO.replace(b"uuid:info", f"uuid:info-{name}".encode()), one)
    warc(
        root / "in" / "assets.warc.gz",
        record("response", f"{SITE}/style.css", answer(SHEET, "text/css"), name="css"),
        record("resource", f"{SITE}/picture.gif", GIF, content_type="image/gif", name="gif"),
        record("resource", "urn:pageinfo:x", b"{}", content_type="application/json", name="info-x"),
    )
    report = import_files(root / "c", [root / "in"], link=True)
    return Imported(folder=root / "c", report=report)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in args])


def test_each_is_read_and_each_answer_is_counted(imported: Imported) -> None:
    assert {one.outcome for one in imported.report.files} == {"imported"}
    assert imported.report.pages == {"article": len(STORIES) + 3, "not a page": 2}
    with Collection(imported.folder) as collection:
        titles = {one.title for one in collection.articles()}
    assert titles == {f"The story of {one} ropes" for one in map(_named, [*STORIES, "origin."])}


def _named(file: str) -> str:
    special = {"with spaces, 100% #1 ü": "spaces", "a/same": "same-a", "b/same": "same-b"}
    stem = file.partition(".")[0]
    return special.get(stem, stem)


def test_the_archive_alone_says_so_too(imported: Imported, tmp_path: Path) -> None:
    shutil.copytree(imported.folder, tmp_path / "c")
    live = tables(tmp_path / "c")

    rebuild(tmp_path / "c")

    again = tables(tmp_path / "c")
    assert {name: again[name] for name in ("captures", "articles", "readings")} == {
        name: live[name] for name in ("captures", "articles", "readings")
    }


def test_only_what_is_wrong_is_told_to_be_wrong(imported: Imported) -> None:
    verified = run("verify", imported.folder, "--json")

    found = json.loads(verified.stdout)
    faults = [f"{one['file']}: {one['text']}" for one in found["faults"] if not one.get("note")]
    faults += [
        f"{file['name']}: {one['text']}"
        for file in found["files"]
        for one in file.get("faults", ())
        if not one.get("note")
    ]
    assert faults == [
        "nameless.warc.gz: WARC-Record-ID is missing, which a response record must have"
    ]


def test_they_are_read_again_as_they_were(imported: Imported) -> None:
    with Collection(imported.folder) as collection:
        for article in collection.articles():
            assert collection.reread(article) == article


def test_they_are_exported_and_counted(imported: Imported, tmp_path: Path) -> None:
    exported = run("export", "-c", imported.folder, "--to", tmp_path / "x.jsonl")
    status = run("status", "-c", imported.folder)

    assert exported.exit_code == 0, exported.output
    assert len((tmp_path / "x.jsonl").read_text().splitlines()) == len(STORIES) + 1
    assert f"{len(STORIES) + 1} articles in {len(STORIES) + 1} versions" in status.stdout


def test_a_package_of_them_holds_what_they_hold(imported: Imported, tmp_path: Path) -> None:
    made = run("package", "-c", imported.folder, "-o", tmp_path / "x.wacz")
    taken = run("unpack", tmp_path / "x.wacz", "-c", tmp_path / "again")

    assert (made.exit_code, taken.exit_code) == (0, 0), made.output + taken.output
    with zipfile.ZipFile(tmp_path / "x.wacz") as package:
        listed = package.read("pages/pages.jsonl").splitlines()[1:]
    assert len(listed) == len(STORIES) + 3
    with Collection(imported.folder) as one, Collection(tmp_path / "again") as other:
        assert set(other.articles()) == set(one.articles())


def test_a_package_of_one_has_what_its_page_needs(imported: Imported, tmp_path: Path) -> None:
    asked = ("--url", url("resource"))

    made = run("package", "-c", imported.folder, "-o", tmp_path / "x.wacz", *asked)

    assert made.exit_code == 0, made.output
    with zipfile.ZipFile(tmp_path / "x.wacz") as package:
        lines = package.read("indexes/index.cdx").decode().splitlines()
    assert {json.loads(line.split(" ", 2)[2])["url"] for line in lines} == {
        url("resource"), f"{SITE}/style.css", f"{SITE}/picture.gif",
    }  # fmt: skip


def test_the_reading_room_shows_each(imported: Imported) -> None:
    room = Room(shelves([imported.folder]), Replays(off="not in this test"))
    client = Client(application(room, Door(hosts=frozenset({HOST}))))
    try:
        with Collection(imported.folder) as collection:
            articles = list(collection.articles())
        asked = [
            f"/c/{page}"
            for one in articles
            for page in (
                f"article?url={quote(one.url or '', safe='')}",
                f"source?url={quote(one.url or '', safe='')}",
                f"copy?url={quote(one.url or '', safe='')}",
                f"capture?record={quote(one.capture.record_id if one.capture else '')}",
            )
        ]
        found = {address: client.get(address) for address in (*asked, "/c/", "/c/runs")}
    finally:
        room.close()

    assert {address for address, answer in found.items() if answer.status != 200} == set()
    resource = found["/c/capture?record=urn%3Auuid%3Aresource"].words
    assert "kept without its exchange, text/html" in resource
    assert "Verified just now: the record is whole" in resource


def test_what_is_taken_down_is_in_none_of_them(imported: Imported, tmp_path: Path) -> None:
    shutil.copytree(imported.folder, tmp_path / "c")
    gone = [url(name) for name in ("resource", "bracketed", "origin", "br")]

    done = run("redact", *gone, "-c", tmp_path / "c", "--reason", "asked for")

    assert done.exit_code == 0, done.output
    with Collection(tmp_path / "c") as collection:
        assert {one.url for one in collection.articles()}.isdisjoint(gone)
        assert not [one for address in gone for one in collection.captures(address)]
    for path in (tmp_path / "c" / "archive").iterdir():
        content = path.read_bytes()
        text = gzip.decompress(content) if path.name.endswith(".gz") else content
        for name in ("resource", "bracketed", "origin"):
            assert f"The story of {name} ropes".encode() not in text


def test_a_name_says_what_its_file_is(tmp_path: Path) -> None:
    plain, zipped = response("plain"), gzip.compress(response("zipped"))
    (tmp_path / "plain.warc.gz").write_bytes(plain)
    (tmp_path / "zipped.warc").write_bytes(zipped)

    report = import_files(tmp_path / "c", [tmp_path / "plain.warc.gz", tmp_path / "zipped.warc"])

    assert [one.name for one in report.files] == ["plain.warc", "zipped.warc.gz"]


def test_a_page_of_a_record_without_a_date_keeps_its_own(tmp_path: Path) -> None:
    said = b'<meta property="article:published_time" content="2015-03-01T10:00:00Z"></head>'
    dated = answer(html("dateless").replace(b"</head>", said))
    bare = response("dateless", dated).replace(b"WARC-Date: 2015-03-02T12:30:15Z\r\n", b"")

    import_files(tmp_path / "c", [warc(tmp_path / "x.warc", bare)])

    with Collection(tmp_path / "c") as collection:
        (hit,) = collection.search("harbour").hits
    assert (hit.published, hit.day) == ("2015-03-01T10:00:00+00:00", "2015-03-01")
