"""ReplayWeb.page is fetched once, and nothing is taken for it that it is not."""

import hashlib
import io
import tarfile
from base64 import b64encode
from collections.abc import Mapping
from http.client import BadStatusLine
from pathlib import Path

import pytest

from archiver.errors import ReplayError
from archiver.replay.viewer import Package, Viewer, viewer

FILES = {"ui.js": b"// ui", "sw.js": b"// worker", "LICENSE": b"a licence"}


def packed(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return stream.getvalue()


TARBALL = packed(FILES)
PACKAGE = Package(
    version="9.9.9",
    integrity=f"sha512-{b64encode(hashlib.sha512(TARBALL).digest()).decode()}",
    files={name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()},
)
FOUND = Viewer(ui=b"// ui", worker=b"// worker")


def no_network(package: Package) -> bytes:
    raise OSError("no network")


def published(package: Package) -> bytes:
    return TARBALL


def test_it_is_fetched_once(tmp_path: Path) -> None:
    said: list[str] = []
    first = viewer(cache=tmp_path, package=PACKAGE, fetch=published, say=said.append)
    again = viewer(cache=tmp_path, package=PACKAGE, fetch=no_network, say=said.append)

    assert (first, again) == (FOUND, FOUND)
    assert said == [
        "Fetching ReplayWeb.page 9.9.9 (AGPL-3.0, 2.4 MB) once, into"
        f" {tmp_path / 'replaywebpage-9.9.9'}"
    ]
    assert sorted(path.name for path in (tmp_path / "replaywebpage-9.9.9").iterdir()) == [
        "LICENSE", "sw.js", "ui.js",
    ]  # fmt: skip


def test_changed_file_in_the_cache_is_fetched_again(tmp_path: Path) -> None:
    viewer(cache=tmp_path, package=PACKAGE, fetch=published)
    (tmp_path / "replaywebpage-9.9.9" / "sw.js").write_bytes(b"// something else")

    assert viewer(cache=tmp_path, package=PACKAGE, fetch=published) == FOUND


def test_what_stands_between_and_speaks_no_http_is_told(tmp_path: Path) -> None:
    def garbled(package: Package) -> bytes:
        raise BadStatusLine("220 mail.example ESMTP")

    with pytest.raises(ReplayError, match=r"ReplayWeb.page 9\.9\.9 could not be fetched"):
        viewer(cache=tmp_path, package=PACKAGE, fetch=garbled)


def test_another_package_is_refused_and_not_kept(tmp_path: Path) -> None:
    def another(package: Package) -> bytes:
        return packed({**FILES, "sw.js": b"// something else"})

    with pytest.raises(ReplayError, match=r"is not replaywebpage@9\.9\.9 as it was published"):
        viewer(cache=tmp_path, package=PACKAGE, fetch=another)
    assert list(tmp_path.iterdir()) == []


def test_without_a_network_the_way_out_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReplayError) as caught:
        viewer(cache=tmp_path, package=PACKAGE, fetch=no_network)

    assert str(caught.value) == (
        "ReplayWeb.page 9.9.9 could not be fetched (no network); on a machine with a network run"
        " `npm pack replaywebpage@9.9.9`, or load"
        " https://registry.npmjs.org/replaywebpage/-/replaywebpage-9.9.9.tgz; then give the folder"
        " that it lies in: `archiver replay … --replay-files FOLDER`"
    )


def test_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    assert viewer(cache=tmp_path / "file", package=PACKAGE, fetch=published) == FOUND


def test_package_is_taken_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "replaywebpage-9.9.9.tgz").write_bytes(TARBALL)

    assert viewer(tmp_path, package=PACKAGE) == FOUND


def test_unpacked_files_are_taken_from_a_folder(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)

    assert viewer(tmp_path, package=PACKAGE) == FOUND


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "holds neither replaywebpage-9.9.9.tgz nor its files ui.js and sw.js"),
        ({"replaywebpage-9.9.9.tgz": b"x"}, "is not replaywebpage@9.9.9 as it was published"),
        ({"ui.js": b"// ui", "sw.js": b"x"}, "sw.js: is not that of ReplayWeb.page 9.9.9"),
    ],
    ids=["nothing", "another package", "another file"],
)
def test_folder_with_something_else_is_refused(
    files: dict[str, bytes], reason: str, tmp_path: Path
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    with pytest.raises(ReplayError) as caught:
        viewer(tmp_path, package=PACKAGE)
    assert reason in str(caught.value)
