"""`archiver import`: WARC files from anywhere become a part of a collection."""

import gzip
import json
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.cli import main
from archiver.collection import Collection, Session
from archiver.collection.folder import Folder
from archiver.collection.importing import journal
from archiver.collection.importing.importing import import_files
from archiver.collection.importing.report import ImportedFile, ImportReport
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.preserving.sealing import seal
from archiver.collection.versioning.rereads import Summary, Wanted, reread
from tests.archiver.collection.importing.foreign import (
    OTHER,
    STORY,
    TITLE,
    answer,
    loaf,
    story,
    warc,
)
from tests.archiver.collection.redaction.making import SENTENCES, page, store, tables
from tests.archiver.collection.verified import session_in
from tests.warcs.recording import frame, skippable
from tests.warcs.warc_bytes import record

LIST = "http://paper.example/"
LINKS = b"<html><body>" + b"".join(
    b'<h2><a href="/story/%d">A headline of number %d</a></h2>' % (n, n) for n in range(40)
)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in args])


def done(folder: Path, *files: Path) -> ImportReport:
    return import_files(folder, files)


def known(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """The catalogue; of the frontier, which URL is in which state: when it is visited again is
    planned anew where it is made anew."""
    found = tables(folder)
    return {**found, "frontier": [(row[0], row[3]) for row in found["frontier"]]}


def law(folder: Path) -> None:
    """The live catalogue, its indexes and its list of pages are what the archive says."""
    live = known(folder)
    made = [folder / "pages" / "pages.jsonl", *sorted((folder / "indexes").glob("*.cdxj"))]
    before = [path.read_bytes() for path in made]
    rebuild(folder)
    assert known(folder) == live
    assert [path.read_bytes() for path in made] == before


def sound(folder: Path) -> None:
    verified = run("verify", folder)
    assert verified.exit_code == 0, verified.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "c"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return warc(tmp_path / "x.warc.gz", story(), loaf())


def test_a_file_becomes_a_collection(folder: Path, file: Path) -> None:
    result = run("import", file, "-c", folder)

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [f"{file}: 2 captures, in x.warc.gz", "2 article"]
    assert (folder / "archive" / "x.warc.gz").read_bytes() == file.read_bytes()
    with Collection(folder) as collection:
        found, _ = collection.articles(publication="paper-example")
        assert (found.title, found.capture and found.capture.file) == (TITLE, "x.warc.gz")
        assert collection.status().frontier == {"done": 2}
    sound(folder)
    law(folder)


def test_the_archive_alone_tells_what_was_read_of_imported_captures(
    folder: Path, file: Path
) -> None:
    done(folder, file, warc(file.parent / "zz.warc", story("http://b.example/story/s", name="9")))
    with Collection(folder) as collection:
        before = sorted(one.to_json() for one in collection.articles())
    for path in (folder / "catalogue.sqlite", folder / "manifest.jsonl"):
        path.unlink()

    rebuild(folder)

    with Collection(folder) as collection:
        assert sorted(one.to_json() for one in collection.articles()) == before
        assert collection.status().frontier == {"done": 3}


def test_a_file_is_imported_once_whatever_it_is_called(folder: Path, file: Path) -> None:
    done(folder, file)
    again = file.rename(file.with_name("y.warc.gz"))

    result = run("import", again, "-c", folder)

    assert result.exit_code == 0
    assert result.stdout == f"{again}: already here, as x.warc.gz\n"
    assert [path.name for path in (folder / "archive").glob("[xy]*")] == ["x.warc.gz"]


def test_files_of_one_name_keep_apart(folder: Path, file: Path, tmp_path: Path) -> None:
    other = warc(tmp_path / "b" / "x.warc.gz", story("http://b.example/story/s", name="9"))

    report = done(folder, file, other)

    names = [one.name for one in report.files]
    assert names == ["x.warc.gz", f"x-{report.files[1].sha256 or '':.8}.warc.gz"]
    law(folder)
    sound(folder)


def test_a_folder_stands_for_its_files_and_a_file_may_have_any_name(
    folder: Path, tmp_path: Path
) -> None:
    warc(tmp_path / "in" / "a.warc", story())
    warc(tmp_path / "in" / "deep" / "b.warc.gz.open", loaf())
    odd = tmp_path / "download"
    odd.write_bytes(gzip.compress(story("http://c.example/story/s", name="3")))

    report = done(folder, tmp_path / "in", odd)

    assert [one.name for one in report.files] == ["a.warc", "b.warc", "download.warc.gz"]
    assert report.pages == {"article": 3}


def test_versions_are_in_the_order_of_their_captures(folder: Path, tmp_path: Path) -> None:
    session = session_in(folder)  # in 2026
    store(session, STORY, page(TITLE, SENTENCES, STORY))
    session.close()
    old = warc(tmp_path / "old.warc", story(sentences=SENTENCES[:2]))
    older = warc(
        tmp_path / "older.warc",
        story(sentences=SENTENCES[:1], name="0", date="2014-01-01T00:00:00Z"),
    )

    done(folder, old)
    done(folder, older)

    with Collection(folder) as collection:
        versions = collection.versions(STORY)
        assert [one.first.year for one in versions] == [2014, 2015, 2026]
        assert [len(one.article.body) for one in versions] == [1, 2, 3]
        assert [one.changes for one in versions] == [(), ("body",), ("body",)]
        assert [len(one.body) for one in collection.articles()] == [3]
    law(folder)
    sound(folder)


def test_an_older_capture_that_says_the_same_is_no_version(folder: Path, tmp_path: Path) -> None:
    session = session_in(folder)
    store(session, STORY, page(TITLE, SENTENCES, STORY))
    session.close()

    done(folder, warc(tmp_path / "old.warc", story()))

    with Collection(folder) as collection:
        assert [one.first.year for one in collection.versions(STORY)] == [2015]
    law(folder)


@pytest.mark.parametrize(
    ("gone", "expected"), [("2020", datetime(2020, 1, 1, tzinfo=UTC)), ("2014", None)]
)
@pytest.mark.parametrize("first", [True, False], ids=["gone first", "page first"])
def test_an_article_is_gone_by_the_dates_of_its_captures(
    gone: str, expected: datetime | None, first: bool, folder: Path, tmp_path: Path
) -> None:
    missing = record(
        "response", STORY, answer(b"", status="404 Not Found"), name="4",
        date=f"{gone}-01-01T00:00:00Z",
    )  # fmt: skip
    files = [warc(tmp_path / "page.warc", story()), warc(tmp_path / "gone.warc", missing)]

    for path in files[::-1] if first else files:
        done(folder, path)

    with Collection(folder) as collection:
        found = collection.history(STORY)
        assert (found and found.gone) == expected
    law(folder)


def test_each_answer_is_counted_once(folder: Path, tmp_path: Path) -> None:
    digest = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    file = warc(
        tmp_path / "x.warc.gz",
        record("warcinfo", "", b"software: wget\r\n", content_type="application/warc-fields",
               name="0"),
        story(WARC_Payload_Digest=digest),
        record("revisit", f"{STORY}?again", b"", name="3", date="2016-01-01T00:00:00.123456789Z",
               WARC_Payload_Digest=digest),
        record("revisit", STORY, b"", name="4", WARC_Payload_Digest="sha1:NOTHERE"),
        record("response", LIST, answer(LINKS), name="5"),
        record("response", f"{LIST}a.png", answer(b"x", "image/png"), name="6"),
        record("response", f"{LIST}b", answer(b"", status="302 Found"), name="7"),
        record("response", f"{LIST}c", answer(b""), name="8"),
        record("response", f"{LIST}f", b"<p>HTTP/0.9", name="13"),
        record("response", f"{LIST}d", answer(b"<p>x"), name="9", WARC_Truncated="length"),
        record("response", f"{LIST}e", answer(LINKS), name="12", WARC_Segment_Number="1"),
        record("request", STORY, b"GET / HTTP/1.1\r\n\r\n", name="10",
               content_type="application/http;msgtype=request"),
        record("resource", "urn:x", b"<p>x", content_type="text/html", name="11"),
    )  # fmt: skip

    (found,) = done(folder, file).files

    assert found.captures == 10
    assert found.pages == {
        "article": 2, "revisit of what is not here": 1, "listing": 1, "not a page": 1,
        "HTTP 302": 1, "no status": 1, "empty": 1, "cut": 2,
    }  # fmt: skip
    with Collection(folder) as collection:
        assert len(list(collection.articles())) == 1
    law(folder)


def test_a_revisit_waits_for_its_original(folder: Path, tmp_path: Path) -> None:
    digest = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    later = {"date": "2016-01-01T00:00:00Z"}
    revisits = warc(
        tmp_path / "again.warc.gz",
        record("revisit", f"{STORY}?by=digest", b"", name="3", WARC_Payload_Digest=digest, **later),
        record("revisit", OTHER, b"", name="4", WARC_Refers_To="<urn:uuid:2>", **later),
        record("revisit", f"{STORY}?of=another", b"", name="5", WARC_Payload_Digest="sha1:X"),
    )
    originals = warc(tmp_path / "x.warc.gz", story(WARC_Payload_Digest=digest), loaf())

    first = done(folder, revisits)
    second = run("import", originals, "-c", folder)

    assert first.pages == {"revisit of what is not here": 3}
    assert second.stdout.splitlines()[1:] == [
        "revisits that were here before their originals: 2 article", "2 article",
    ]  # fmt: skip
    with Collection(folder) as collection:
        kept = [collection.history(url) for url in (STORY, OTHER)]
        assert [one.versions[0].captures for one in kept if one] == [2, 2]
    law(folder)


REFUSED = {
    "text": (lambda path: path.write_text("no WARC"), "is no WARC file"),
    "nothing": (lambda path: path.write_bytes(b""), "is no WARC file"),
    "ARC": (
        lambda path: path.write_bytes(
            b"filedesc://x.arc 0.0.0.0 20150302123015 text/plain 73\n1 0 x\n"
            b"URL IP-address Archive-date Content-type Archive-length\n\n"
            b"http://a.example/ 1.2.3.4 20150302123015 text/html 40\n"
            b"HTTP/1.1 200 OK\r\nContent-Type: x\r\n\r\nabcd\n"
        ),
        "is an ARC file, in which nothing can be replayed or taken down; `archiver repair --gzip`",
    ),
    "zstd": (lambda path: path.write_bytes(frame(story())), "`archiver repair --gzip`"),
    "zstd behind another frame": (
        lambda path: path.write_bytes(skippable(b"x", b"\x50\x2a\x4d\x18") + frame(story())),
        "`archiver repair --gzip`",
    ),
    "one member": (
        lambda path: path.write_bytes(gzip.compress(story() + loaf())),
        "`archiver repair` writes it with a member for each",
    ),
    "a broken package": (lambda path: path.write_bytes(b"PK\x03\x04x"), "is no WACZ file"),
}


@pytest.mark.parametrize(("write", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_held_is_refused_and_the_others_go_on(
    write: object, said: str, folder: Path, file: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad" / "x.warc.gz"
    bad.parent.mkdir()
    write(bad)  # type: ignore[operator]

    result = run("import", bad, file, "-c", folder)

    assert result.exit_code == 1
    (line,) = [x for x in result.stderr.splitlines() if not x.startswith("read ")]
    assert line.startswith(f"{bad}: not imported: ")
    assert said in line
    assert f"{file}: 2 captures, in x.warc.gz" in result.stdout
    assert not (folder / "incoming").exists()
    law(folder)


def test_many_files_that_are_refused_for_one_reason_are_one_line(
    folder: Path, tmp_path: Path
) -> None:
    for number in range(5):
        (tmp_path / f"{number}.warc").write_text("no WARC")
    (tmp_path / "z.warc.zst").write_bytes(frame(story()))

    result = run("import", *sorted(tmp_path.glob("*.warc*")), "-c", folder)

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{tmp_path}/0.warc, {tmp_path}/1.warc, {tmp_path}/2.warc and 2 more: 5 files not imported:"
        " is no WARC file (no record can be read in it)",
        f"{tmp_path}/z.warc.zst: not imported: is compressed with zstd, out of which nothing can be"
        " taken down or replayed; `archiver repair --gzip` writes it as .warc.gz: import that",
    ]


def test_a_path_that_is_not_there_is_told_before_anything_is_done(folder: Path, file: Path) -> None:
    result = run("import", file, file.with_name("nope"), "-c", folder)

    assert (result.exit_code, result.stderr) == (
        1, f"Error: {file.with_name('nope')}: no such file or folder\n"
    )  # fmt: skip
    assert not folder.exists()


def test_a_torn_file_is_imported_as_far_as_it_can_be_read(folder: Path, file: Path) -> None:
    torn = file.read_bytes()[:-20]
    file.write_bytes(torn)

    (found,) = done(folder, file).files

    assert (found.captures, found.pages, len(found.problems)) == (1, {"article": 1}, 1)
    assert (folder / "archive" / "x.warc.gz").read_bytes() == torn
    law(folder)


def test_a_record_that_is_known_is_a_copy(folder: Path, file: Path, tmp_path: Path) -> None:
    done(folder, file)

    (found,) = done(folder, warc(tmp_path / "copy.warc", story(), story(name="7"))).files

    assert (found.captures, found.copies) == (1, 1)
    sound(folder)
    law(folder)


def test_records_without_an_identifier_keep_the_one_that_is_made_for_them(
    folder: Path, tmp_path: Path
) -> None:
    nameless = [
        one.replace(b"WARC-Record-ID: <urn:uuid:1>\r\n", b"") for one in (story(OTHER), story())
    ]
    done(folder, warc(tmp_path / "x.warc.gz", *nameless))
    law(folder)

    assert run("redact", OTHER, "--reason", "x", "-c", folder).exit_code == 0

    with Collection(folder) as collection:
        (left,) = collection.articles()
        assert left.url == STORY
        assert collection.reread(left) == left
    law(folder)


def test_a_link_is_the_same_file_and_a_redaction_leaves_the_original(
    folder: Path, file: Path
) -> None:
    before = file.read_bytes()
    assert run("import", file, "--link", "-c", folder).exit_code == 0
    assert (folder / "archive" / "x.warc.gz").samefile(file)
    sound(folder)

    assert run("redact", STORY, "--reason", "x", "-c", folder).exit_code == 0

    assert file.read_bytes() == before
    with Collection(folder) as collection:
        assert [one.url for one in collection.articles()] == [OTHER]


def test_what_was_taken_down_does_not_come_back(folder: Path, file: Path, tmp_path: Path) -> None:
    done(folder, file)
    run("redact", STORY, "--reason", "x", "-c", folder)

    same = run("import", file, "-c", folder)
    copy = run("import", warc(tmp_path / "y.warc", story(name="8")), "-c", folder)

    assert "already here, as x.warc.gz; x.warc.gz was changed since" in same.stdout
    assert copy.exit_code == 1
    assert f"holds {STORY}, which was taken down here" in copy.stderr


def test_a_package_is_imported(folder: Path, file: Path, tmp_path: Path) -> None:
    done(tmp_path / "a", file)
    run("package", "-c", tmp_path / "a", "-o", tmp_path / "a.wacz")

    report = done(folder, tmp_path / "a.wacz")

    assert [one.outcome for one in report.files] == ["imported", "imported"]
    assert report.pages == {"article": 2}
    with Collection(folder) as collection:
        assert {one.url for one in collection.articles()} == {STORY, OTHER}
    sound(folder)
    law(folder)


def test_readings_without_their_captures_are_told(folder: Path, file: Path, tmp_path: Path) -> None:
    done(tmp_path / "a", file)

    report = done(folder, *(tmp_path / "a" / "archive").glob("import-*"))

    (line,) = report.problems
    assert line.startswith("2 readings are of captures that are not here; import the files that")
    law(folder)


def test_what_our_own_files_say_of_their_captures_is_kept(folder: Path, tmp_path: Path) -> None:
    session = session_in(tmp_path / "a")
    store(session, STORY, page(TITLE, SENTENCES, STORY), title="In the feed")
    session.close()
    with Collection(tmp_path / "a") as before:
        (kept,) = before.articles()

    report = done(folder, tmp_path / "a" / "archive")

    assert report.pages == {"article": 1}
    with Collection(folder) as collection:
        (found,) = collection.articles()
        assert found == kept
        assert collection.reading(found).context.publication == "paper"
    law(folder)


def test_a_crawl_does_not_fetch_what_was_imported(folder: Path, file: Path) -> None:
    done(folder, file)
    with closing(Session(folder)) as session:
        assert session.frontier.state(STORY) == "done"


def test_imported_articles_are_packaged_with_what_was_read(
    folder: Path, file: Path, tmp_path: Path
) -> None:
    done(folder, file)

    made = run("package", "-c", folder, "-o", tmp_path / "p.wacz", "--url", OTHER)
    run("unpack", tmp_path / "p.wacz", "-c", tmp_path / "again")

    assert made.exit_code == 0, made.output
    with Collection(tmp_path / "again") as collection:
        assert [one.title for one in collection.articles()] == ["Last loaf"]


def test_imported_captures_are_read_again(folder: Path, file: Path) -> None:
    done(folder, file)

    summary: Summary = reread(folder, Wanted(), lambda one: None)

    assert (summary.captures, summary.known, summary.failed) == (2, 2, 0)


@pytest.mark.parametrize("step", [1, 4])
def test_a_killed_import_goes_on(step: int, folder: Path, file: Path, tmp_path: Path) -> None:
    other = warc(tmp_path / "b.warc", story("http://b.example/story/s", name="9"))
    command = [sys.executable, "-m", "tests.archiver.collection.importing.dying"]
    died = subprocess.run(
        [*command, str(step), str(folder), str(file), str(other)], check=False, capture_output=True
    )
    assert (died.returncode, died.stdout) == (-9, b""), died.stderr

    report = done(folder, file, other)

    assert report.pages == {"article": 3}
    with Collection(folder) as collection:
        assert len(list(collection.articles())) == 3
        assert collection.status().frontier == {"done": 3}
    assert journal.read(Folder(folder)) == []
    sound(folder)
    law(folder)


def test_any_opening_reads_what_an_import_left(folder: Path, file: Path) -> None:
    command = [sys.executable, "-m", "tests.archiver.collection.importing.dying"]
    subprocess.run([*command, "2", str(folder), str(file)], check=False)
    with Collection(folder) as collection:
        assert list(collection.articles()) == []

    seal(folder)

    with Collection(folder) as collection:
        assert len(list(collection.articles())) == 2
    law(folder)


def test_the_report_is_told_as_json(folder: Path, file: Path) -> None:
    result = run("import", file, "-c", folder, "--json")

    told = json.loads(result.stdout)
    assert told["pages"] == {"article": 2}
    assert ImportedFile(**told["files"][0]).outcome == "imported"
