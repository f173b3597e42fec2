"""`archiver package`: what is in a package of a collection, and of a query on it."""

import gzip
import hashlib
import json
import os
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.article import Article, Block, Moment
from archiver.cli import main
from archiver.collection import Context, Session
from archiver.collection.database import catalogue
from archiver.requisites import Requisite
from tests.warcs.warc_bytes import record
from warcs import Capture, CaptureRef, Exchange, files
from warcs.proving import manifest
from warcs.reader import Record, open_records

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAPER = "https://paper.example"
PICTURE = f"{PAPER}/picture.png"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


class Crawl:
    """Writes a collection by hand; every exchange a second later than the last."""

    def __init__(self, folder: Path, begin: datetime = START, cookie: bytes = b"") -> None:
        self.folder = folder
        self._cookie = b"Cookie: id=" + cookie + b"\r\n" if cookie else b""
        self._begin = begin
        self._seconds = count()

    def __enter__(self) -> "Crawl":
        self.session = Session(self.folder, now=lambda: self._begin)
        return self

    def __exit__(self, *error: object) -> None:
        self.session.close()

    def get(self, url: str, response: bytes) -> Capture:
        request = f"GET {url} HTTP/1.1\r\n".encode() + self._cookie + b"\r\n"
        started = self._begin + timedelta(seconds=next(self._seconds))
        return self.session.recorder.record(
            Exchange(url=url, started=started, ip="192.0.2.7", request=request, response=response)
        )

    def read(self, url: str, *, channel: str, day: str, requested: str | None = None) -> Capture:
        """A page is captured and read; it shows the picture."""
        capture = self.get(url, OK + f"<h1>{url}</h1>".encode())
        article = Article(
            url=url,
            canonical_url=url,
            title=f"Title of {url}",
            channel=channel,
            published=Moment(iso=day, text=day),
            body=(Block(kind="paragraph", text="The cranes stood still."),),
            capture=capture.ref,
            reader="1",
        )
        context = Context(
            requested=requested or url,
            publication="paper",
            requisites=(Requisite(url=PICTURE, kind="image"),),
        )
        self.session.store(context, article)
        return capture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles in two files; the second was asked for by another URL."""
    folder = tmp_path / "collection"
    with Crawl(folder) as crawl:
        crawl.get(f"{PAPER}/robots.txt", OK)
        crawl.read(f"{PAPER}/a", channel="Security", day="2026-02-01")
        crawl.get(f"{PAPER}/old", b"HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n")
        crawl.read(f"{PAPER}/b", channel="Policy", day="2026-02-02", requested=f"{PAPER}/old")
    with Crawl(folder, START + timedelta(hours=1)) as crawl:
        crawl.get(PICTURE, b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\npng")
        crawl.read(f"{PAPER}/c", channel="Security", day="2026-02-03")
    return folder


def package(folder: Path, out: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["package", "-c", str(folder), "-o", str(out), *options])


def last(done: Result) -> str:
    """What is said of the package, behind its name."""
    return done.stdout.splitlines()[-1].partition(".wacz: ")[2]


def members(out: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        return {name: archive.read(name) for name in archive.namelist()}


def responses(out: Path, tmp_path: Path) -> list[str]:
    """The paths of the URLs of the responses in a package, in its order."""
    found = []
    for name, content in members(out).items():
        if name.startswith("archive/"):
            (tmp_path / "taken.warc.gz").write_bytes(content)
            found += [r.url for r in records(tmp_path / "taken.warc.gz") if r.type == "response"]
    return [url.removeprefix(PAPER) for url in found]


def records(path: Path) -> list[Record]:
    with open_records(path) as opened:
        found = list(opened)
        for one in found:
            _ = one.block
    assert opened.problems == []
    return found


def jsonl(content: bytes) -> list[dict[str, str]]:
    return [json.loads(line) for line in content.splitlines()]


def test_a_package_holds_the_sealed_files_as_they_are(folder: Path, tmp_path: Path) -> None:
    done = package(folder, tmp_path / "x.wacz")

    found = members(tmp_path / "x.wacz")
    archive = {f"archive/{path.name}": path.read_bytes() for path in (folder / "archive").iterdir()}
    assert done.exit_code == 0
    assert last(done).startswith("6 captures, 3 pages, 2 WARC files, ")
    assert list(found) == [*sorted(archive), "indexes/index.cdx", "pages/pages.jsonl",
                           "datapackage.json", "datapackage-digest.json"]  # fmt: skip
    assert {name: found[name] for name in archive} == archive


def test_its_index_has_the_lines_of_all_files(folder: Path, tmp_path: Path) -> None:
    package(folder, tmp_path / "x.wacz")

    lines = members(tmp_path / "x.wacz")["indexes/index.cdx"].splitlines()
    segments = [path.read_bytes() for path in (folder / "indexes").glob("*.cdxj")]
    assert lines == sorted(b"".join(segments).splitlines())
    assert len(lines) == 6


def test_its_pages_have_titles_and_on_request_their_text(folder: Path, tmp_path: Path) -> None:
    package(folder, tmp_path / "x.wacz")
    package(folder, tmp_path / "y.wacz", "--text")

    head, first, *_ = jsonl(members(tmp_path / "x.wacz")["pages/pages.jsonl"])
    assert head == {"format": "json-pages-1.0", "id": "pages", "title": "Articles"}
    assert first == {
        "id": "reading-1",
        "url": f"{PAPER}/a",
        "ts": "2026-03-01T12:00:01.000Z",
        "title": f"Title of {PAPER}/a",
    }
    texts = [page.get("text") for page in jsonl(members(tmp_path / "y.wacz")["pages/pages.jsonl"])]
    assert texts == [None, *["The cranes stood still."] * 3]


def test_it_is_described_with_digests(folder: Path, tmp_path: Path) -> None:
    package(folder, tmp_path / "x.wacz", "--title", "Cranes", "--description", "What *stood*.")

    found = members(tmp_path / "x.wacz")
    said = json.loads(found["datapackage.json"])
    proof = json.loads(found["datapackage-digest.json"])
    digest = hashlib.sha256(found["datapackage.json"]).hexdigest()
    assert (said["profile"], said["wacz_version"]) == ("data-package", "1.1.1")
    assert (said["title"], said["description"]) == ("Cranes", "What *stood*.")
    assert said["created"] == "2026-03-01T13:00:01Z"  # the newest capture, whenever it is packaged
    assert proof == {"path": "datapackage.json", "hash": f"sha256:{digest}"}
    assert {one["path"] for one in said["resources"]} == found.keys() - {
        "datapackage.json", "datapackage-digest.json",
    }  # fmt: skip
    for one in said["resources"]:
        content = found[one["path"]]
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert one["bytes"] == len(content)
        assert one["name"] == one["path"].rpartition("/")[2]


def test_it_is_the_same_each_time(folder: Path, tmp_path: Path) -> None:
    for options in ((), ("--channel", "Security"), ("--index", "zipnum", "--text")):
        for name in ("x.wacz", "y.wacz"):
            package(folder, tmp_path / name, "--force", "--title", "T", *options)

        assert (tmp_path / "x.wacz").read_bytes() == (tmp_path / "y.wacz").read_bytes()


def test_a_large_index_is_in_blocks(folder: Path, tmp_path: Path) -> None:
    package(folder, tmp_path / "x.wacz", "--index", "zipnum")

    names = [name for name in members(tmp_path / "x.wacz") if name.startswith("indexes/")]
    assert names == ["indexes/index.cdx.gz", "indexes/index.idx"]


QUERIES = {
    "a channel, with redirect, picture": (("--channel", "policy"), ["/old", "/b", "/picture.png"]),
    "days": (("--since", "2026-02-02", "--until", "2026-02-02"), ["/old", "/b", "/picture.png"]),
    "a publication": (
        ("--publication", "paper"),
        ["/a", "/old", "/b", "/picture.png", "/c"],
    ),
    "a URL": (("--url", f"{PAPER}/c"), ["/picture.png", "/c"]),
    "a URL that led to an article": (
        ("--url", f"{PAPER}/old"),
        ["/old", "/b", "/picture.png"],
    ),
    "a URL that is no article": (("--url", f"{PAPER}/robots.txt"), ["/robots.txt"]),
    "URL and channel": (
        ("--url", f"{PAPER}/a", "--url", f"{PAPER}/b", "--channel", "Security"),
        ["/a", "/picture.png"],
    ),
}


@pytest.mark.parametrize(("options", "expected"), QUERIES.values(), ids=QUERIES)
def test_a_query_packages_what_its_replay_needs(
    options: tuple[str, ...], expected: list[str], folder: Path, tmp_path: Path
) -> None:
    done = package(folder, tmp_path / "x.wacz", *options)

    assert done.exit_code == 0
    assert responses(tmp_path / "x.wacz", tmp_path) == expected
    assert last(done).startswith(f"{len(expected)} captures, ")


def test_urls_may_stand_in_a_file(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(f"{PAPER}/robots.txt\n\n {PAPER}/old\n")

    package(folder, tmp_path / "x.wacz", "--urls", str(tmp_path / "urls"))

    assert responses(tmp_path / "x.wacz", tmp_path) == [
        "/robots.txt", "/old", "/b", "/picture.png",
    ]  # fmt: skip


def test_a_channel_is_found_in_any_case_whatever_its_letters(folder: Path, tmp_path: Path) -> None:
    with Crawl(folder, START + timedelta(hours=2)) as crawl:
        crawl.read(f"{PAPER}/d", channel="Ökologie", day="2026-02-04")

    package(folder, tmp_path / "x.wacz", "--channel", "öKOLOGIE")

    assert responses(tmp_path / "x.wacz", tmp_path) == ["/picture.png", "/d"]


def test_chosen_records_are_copied_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    package(folder, tmp_path / "x.wacz", "--url", f"{PAPER}/c")

    (tmp_path / "taken.warc.gz").write_bytes(
        members(tmp_path / "x.wacz")["archive/data-00000.warc.gz"]
    )
    taken = records(tmp_path / "taken.warc.gz")
    source = {r.id: r for path in (folder / "archive").iterdir() for r in records(path)}
    kinds = [one.type for one in taken]
    assert kinds == ["warcinfo", "response", "request", "response", "request", "metadata"]
    assert [(r.head, r.block) for r in taken] == [
        (source[r.id].head, source[r.id].block) for r in taken
    ]


def test_its_index_leads_to_the_copies(folder: Path, tmp_path: Path) -> None:
    package(folder, tmp_path / "x.wacz", "--channel", "Security")

    found = members(tmp_path / "x.wacz")
    for line in found["indexes/index.cdx"].decode().splitlines():
        told = json.loads(line.split(" ", 2)[2])
        start, length = int(told["offset"]), int(told["length"])
        (tmp_path / "one.warc.gz").write_bytes(
            found[f"archive/{told['filename']}"][start : start + length]
        )
        (one,) = records(tmp_path / "one.warc.gz")
        assert one.url == told["url"]


def test_one_page_is_where_replay_begins(folder: Path, tmp_path: Path) -> None:
    package(folder, tmp_path / "x.wacz", "--url", f"{PAPER}/c")

    said = json.loads(members(tmp_path / "x.wacz")["datapackage.json"])
    assert (said["mainPageUrl"], said["mainPageDate"]) == (f"{PAPER}/c", "2026-03-01T13:00:01Z")


def test_a_run_is_packaged(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db, db:
        for started, ended in (("11:00", "12:30"), ("12:30", "14:00"), ("14:00", "15:00")):
            db.execute(
                "INSERT INTO runs (started, ended, targets) VALUES (?, ?, '[]')",
                (f"2026-03-01T{started}:00+00:00", f"2026-03-01T{ended}:00+00:00"),
            )

    assert package(folder, tmp_path / "x.wacz", "--run", "1", "--url", f"{PAPER}/a").exit_code == 0
    assert responses(tmp_path / "x.wacz", tmp_path) == ["/a", "/picture.png"]
    assert package(folder, tmp_path / "y.wacz", "--run", "2").exit_code == 0
    assert responses(tmp_path / "y.wacz", tmp_path) == ["/picture.png", "/c"]
    done = package(folder, tmp_path / "z.wacz", "--run", "last")
    assert done.stderr == f"Error: {folder}: no capture is what was asked for\n"
    done = package(folder, tmp_path / "z.wacz", "--run", "7")
    assert done.stderr.startswith("Error: no run 7 in this collection")


REVISIT = f"{PAPER}/again"


def revisit(folder: Path, **fields: str) -> None:
    """A file with a revisit, catalogued."""
    name = "archiver-20260401000000000-00000-zzzz.warc"
    path = folder / "archive" / name
    path.write_bytes(record("revisit", REVISIT, OK, name="revisit", **fields))
    capture = Capture(
        ref=CaptureRef(record_id="urn:uuid:revisit", date=START, digest=None, file=name, offset=0),
        url=REVISIT, type="revisit", status=200, mime="text/html",
        length=path.stat().st_size, payload_length=0,
    )  # fmt: skip
    sealed = files.sealed_file(path)
    manifest.append(folder / "manifest.jsonl", sealed)
    with closing(catalogue.connect(folder / "catalogue.sqlite")) as db, db:
        db.execute("BEGIN")
        catalogue.add_capture(db, capture)
        catalogue.add_file(db, sealed)


def original(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        query = "SELECT record_id FROM captures WHERE url = ?"
        (found,) = db.execute(query, (f"{PAPER}/a",)).fetchone()
        return str(found)


def test_what_a_revisit_refers_to_is_packaged_too(folder: Path, tmp_path: Path) -> None:
    revisit(folder, WARC_Refers_To=f"<{original(folder)}>")

    done = package(folder, tmp_path / "x.wacz", "--url", REVISIT)

    found = members(tmp_path / "x.wacz")
    (tmp_path / "a.warc.gz").write_bytes(found["archive/data-00000.warc.gz"])
    (tmp_path / "b.warc").write_bytes(found["archive/data-00001.warc"])
    assert done.exit_code == 0
    assert [r.url for r in records(tmp_path / "a.warc.gz") if r.type == "response"] == [
        f"{PAPER}/a"
    ]
    assert [r.id for r in records(tmp_path / "b.warc")] == ["urn:uuid:revisit"]
    assert len(found["indexes/index.cdx"].splitlines()) == 2


def test_a_revisit_without_an_id_is_resolved_by_url_and_date(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db, db:
        db.execute("UPDATE captures SET digest = NULL WHERE url = ?", (f"{PAPER}/a",))
    revisit(
        folder,
        WARC_Refers_To_Target_URI=f"{PAPER}/a",
        WARC_Refers_To_Date="2026-03-01T12:00:01Z",
    )

    done = package(folder, tmp_path / "x.wacz", "--url", REVISIT)

    assert done.exit_code == 0
    assert last(done).startswith("2 captures, ")


def test_a_revisit_of_nothing_that_is_here_is_told(folder: Path, tmp_path: Path) -> None:
    revisit(folder, WARC_Refers_To="<urn:uuid:elsewhere>")

    done = package(folder, tmp_path / "x.wacz", "--url", REVISIT)

    assert done.exit_code == 1
    assert "1 revisits refer to records that are not in the collection\n" in done.stderr


def test_a_package_is_signed(folder: Path, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP384R1())
    (tmp_path / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )

    package(folder, tmp_path / "x.wacz", "--sign", str(tmp_path / "key.pem"))

    proof = json.loads(members(tmp_path / "x.wacz")["datapackage-digest.json"])
    signed = proof["signedData"]
    assert list(signed) == ["hash", "created", "software", "version", "signature", "publicKey"]
    assert signed["hash"] == proof["hash"]
    done = CliRunner().invoke(main, ["unpack", str(tmp_path / "x.wacz"), "-c", str(tmp_path / "u")])
    assert f"signed by the key …{signed['publicKey'][-24:]}" in done.stdout


SECRET = b"planted-session-7f3a"


@pytest.mark.parametrize("options", [(), ("--channel", "Policy")], ids=["everything", "a query"])
def test_captures_with_credentials_need_a_choice(
    options: tuple[str, ...], folder: Path, tmp_path: Path
) -> None:
    with Crawl(folder, START + timedelta(hours=2), cookie=SECRET) as crawl:
        crawl.read(f"{PAPER}/d", channel="Policy", day="2026-02-04")

    done = package(folder, tmp_path / "x.wacz", *options)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: 1 of the captures hold a Cookie or an Authorization")
    assert not (tmp_path / "x.wacz").exists()

    assert package(folder, tmp_path / "i.wacz", "--credentials", "include", *options).exit_code == 0
    assert SECRET in unpacked(tmp_path / "i.wacz")
    assert package(folder, tmp_path / "m.wacz", "--credentials", "mask", *options).exit_code == 0
    assert SECRET not in unpacked(tmp_path / "m.wacz")
    assert b"Cookie: masked" in unpacked(tmp_path / "m.wacz")
    left = package(folder, tmp_path / "l.wacz", "--credentials", "leave-out", *options)
    assert left.exit_code == 0
    assert SECRET not in unpacked(tmp_path / "l.wacz")
    assert f"{PAPER}/d".encode() not in unpacked(tmp_path / "l.wacz")
    assert b"WARC-Type: response" in unpacked(tmp_path / "l.wacz")
    for name in ("i.wacz", "m.wacz", "l.wacz"):
        verified = CliRunner().invoke(main, ["verify", str(tmp_path / name)])
        assert verified.exit_code == 0, verified.output


def test_other_captures_need_none(folder: Path, tmp_path: Path) -> None:
    with Crawl(folder, START + timedelta(hours=2), cookie=SECRET) as crawl:
        crawl.read(f"{PAPER}/d", channel="Policy", day="2026-02-04")

    assert package(folder, tmp_path / "x.wacz", "--channel", "Security").exit_code == 0


def unpacked(out: Path) -> bytes:
    """All that a package holds, decompressed."""
    return b"".join(
        gzip.decompress(content) if name.endswith(".gz") else content
        for name, content in members(out).items()
    )


def test_a_file_that_is_there_stays(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "x.wacz").write_text("mine")

    done = package(folder, tmp_path / "x.wacz")

    assert done.exit_code == 1
    assert "is there already; choose another name, or replace it with --force" in done.stderr
    assert (tmp_path / "x.wacz").read_text() == "mine"
    assert package(folder, tmp_path / "x.wacz", "--force").exit_code == 0
    assert zipfile.is_zipfile(tmp_path / "x.wacz")


def test_what_is_still_written_is_left_out_and_told(folder: Path, tmp_path: Path) -> None:
    with Crawl(folder, START + timedelta(hours=2)) as crawl:
        crawl.read(f"{PAPER}/d", channel="Policy", day="2026-02-04")
        crawl.session.commit()
        everything = package(folder, tmp_path / "x.wacz")
        chosen = package(folder, tmp_path / "y.wacz", "--url", f"{PAPER}/d")

    assert everything.exit_code == 0
    assert "not in it: what a crawl still writes" in everything.stderr
    assert f"{PAPER}/d" not in members(tmp_path / "x.wacz")["pages/pages.jsonl"].decode()
    assert "is still written to and holds 1 of the captures; seal it first" in chosen.stderr


def test_a_file_that_was_changed_is_not_packaged(folder: Path, tmp_path: Path) -> None:
    path = min((folder / "archive").iterdir())
    path.write_bytes(path.read_bytes() + b"x")

    done = package(folder, tmp_path / "x.wacz")

    assert done.exit_code == 1
    assert "was changed since it was sealed" in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["collection"]  # nothing is left behind


MISTAKES = {
    "no collection": (
        ("package", "-c", "{tmp}/nowhere", "-o", "{tmp}/x.wacz"),
        "no collection here",
    ),
    "another suffix": (("package", "-c", "{c}", "-o", "{tmp}/x.zip"), "a name that ends in .wacz"),
    "a folder": (("package", "-c", "{c}", "-o", "{tmp}/d.wacz"), "is a folder; give a file name"),
    "no such key": (
        ("package", "-c", "{c}", "-o", "{tmp}/x.wacz", "--sign", "{tmp}/k"),
        "no such key",
    ),
    "no match": (
        ("package", "-c", "{c}", "-o", "{tmp}/x.wacz", "--channel", "No"),
        "no capture is what was asked for",
    ),
    "no folder for it": (("package", "-c", "{c}", "-o", "{tmp}/no/x.wacz"), "cannot be written"),
}


@pytest.mark.parametrize(("arguments", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line(
    arguments: tuple[str, ...], said: str, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "d.wacz").mkdir()
    arguments = tuple(text.format(tmp=tmp_path, c=folder) for text in arguments)

    done = CliRunner().invoke(main, arguments)

    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_bag_holds_the_same_and_the_manifest(folder: Path, tmp_path: Path) -> None:
    done = package(folder, tmp_path / "bag", "--format", "bagit", "--title", "Cranes")

    bag = tmp_path / "bag"
    payload = {str(p.relative_to(bag)): p for p in (bag / "data").rglob("*") if p.is_file()}
    lines = (bag / "manifest-sha256.txt").read_text().splitlines()
    told = {line.split("  ")[1]: line.split("  ")[0] for line in lines}
    assert done.exit_code == 0
    assert told == {name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in payload.items()}
    assert "data/manifest.jsonl" in told
    size = sum(path.stat().st_size for path in payload.values())
    assert (bag / "bag-info.txt").read_text().splitlines() == [
        "Bag-Software-Agent: news-archiver/0.1.0",
        "External-Identifier: Cranes",
        "Bagging-Date: 2026-03-01",
        f"Payload-Oxum: {size}.{len(payload)}",
    ]
    tags = (bag / "tagmanifest-sha256.txt").read_text().splitlines()
    assert [line.split("  ")[1] for line in tags] == [
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
    ]
    assert "is there already" in package(folder, bag, "--format", "bagit").stderr


def test_newer_readings_of_a_page_do_not_list_it_twice(folder: Path, tmp_path: Path) -> None:
    with Crawl(folder, START + timedelta(hours=2)) as crawl:
        capture = crawl.read(f"{PAPER}/d", channel="Policy", day="2026-02-04")
        again = Article(url=capture.url, title="Read again", capture=capture.ref, reader="2")
        crawl.session.store(Context(requested=capture.url), replace(again))

    package(folder, tmp_path / "x.wacz")

    pages = jsonl(members(tmp_path / "x.wacz")["pages/pages.jsonl"])
    assert [page["title"] for page in pages if page.get("url") == capture.url] == ["Read again"]


def test_the_collection_keeps_a_list_of_its_packages(folder: Path, tmp_path: Path) -> None:
    assert package(folder, tmp_path / "x.wacz").exit_code == 0
    assert package(folder, tmp_path / "y.wacz", "--channel", "Policy").exit_code == 0

    lines = [json.loads(line) for line in (folder / "packages.jsonl").read_text().splitlines()]

    assert [line["path"] for line in lines] == [str(tmp_path / "x.wacz"), str(tmp_path / "y.wacz")]
    assert lines[0]["captures"] > lines[1]["captures"] > 0
    assert lines[0]["size"] == (tmp_path / "x.wacz").stat().st_size


def test_a_name_that_is_no_utf_8_is_listed_as_it_can_be_read(folder: Path, tmp_path: Path) -> None:
    done = package(folder, Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.wacz")))

    (line,) = [json.loads(line) for line in (folder / "packages.jsonl").read_text().splitlines()]

    assert done.exit_code == 0
    assert line["path"] == f"{tmp_path}/\\xff.wacz"
