"""ReplayWeb.page: what replays captures in a browser. Fetched once, checked, never part of us.

It is Webrecorder's, under the AGPL, published in the npm registry as ``replaywebpage``. Of its
files the user interface and the service worker are enough (2 MB).
"""

import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
import urllib.request
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from io import BytesIO
from pathlib import Path

from archiver.errors import ReplayError


@dataclass(frozen=True, kw_only=True)
class Package:
    """A version of it, pinned."""

    version: str
    integrity: str  #: SHA-512 as npm gives it (``npm view replaywebpage@2.5.3 dist.integrity``)
    files: Mapping[str, str]  #: name -> SHA-256, so that also what lies unpacked is known to be it

    @property
    def name(self) -> str:
        """As ``npm pack`` takes it."""
        return f"replaywebpage@{self.version}"

    @property
    def file(self) -> str:
        """As ``npm pack`` names it."""
        return f"replaywebpage-{self.version}.tgz"

    @property
    def url(self) -> str:
        """In the npm registry."""
        return f"https://registry.npmjs.org/replaywebpage/-/{self.file}"


REPLAYWEBPAGE = Package(
    version="2.5.3",
    integrity=(
        "sha512-nCj2PSON3BxeSJKE8AsYPyULv0XPZKJWfy4l9PyQre9SqwLZ+WKZVs"
        "/sfLqPOQ4GrH+0YkjbwOhr8cSTH08gsQ=="
    ),
    files={
        "ui.js": "ad95b260fa467a6c4799e669ad76ac8e7d5abefa71d1a2970ae6b63dc454a3c3",
        "sw.js": "29a833e871e2f9b7f135f5b86bba0476b69ad975c129c2473ff5055f73f5a2d0",
        "LICENSE": "8486a10c4393cee1c25392769ddd3b2d6c242d6ec7928e1414efff7dfb2f07ef",
    },
)
MOST = 20_000_000  # bytes of a package
PATIENCE = 120  # seconds

Fetch = Callable[[Package], bytes]


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """The two scripts, as they were published."""

    ui: bytes
    worker: bytes


def cache_folder() -> Path:
    """Where packages are kept: in ``$XDG_CACHE_HOME``, else in ``~/.cache``."""
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))  # a relative one is to be ignored (XDG)
    return (base if base.is_absolute() else Path.home() / ".cache") / "news-archiver"


def viewer(
    given: Path | None = None,
    *,
    cache: Path | None = None,
    package: Package = REPLAYWEBPAGE,
    fetch: Fetch | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> Viewer:
    """ReplayWeb.page, from the folder ``given``, from the cache, or fetched into it.

    ``given`` holds the package as ``npm pack`` makes it, or its unpacked files. Raises ReplayError:
    it is not to be had, or it is not what was published.
    """
    if given is not None:
        return _given(given, package)
    folder = (cache or cache_folder()) / package.file.removesuffix(".tgz")
    kept = {name: _read(folder / name) for name in package.files}
    if all(_is_it(package, name, content) for name, content in kept.items()):
        return _viewer(kept)
    say(f"Fetching ReplayWeb.page {package.version} (AGPL-3.0, 2.4 MB) once, into {folder}")
    found = _unpacked(_fetched(package, fetch or _download), package)
    _keep(folder, found)
    return _viewer(found)


def _viewer(found: Mapping[str, bytes | None]) -> Viewer:
    return Viewer(ui=found["ui.js"] or b"", worker=found["sw.js"] or b"")


def _given(folder: Path, package: Package) -> Viewer:
    packed = _read(folder / package.file)
    if packed is not None:
        _check(packed, package, str(folder / package.file))
        return _viewer(_unpacked(packed, package))
    found = {name: _read(folder / name) for name in ("ui.js", "sw.js")}
    if any(content is None for content in found.values()):
        raise ReplayError(
            f"{folder}: holds neither {package.file} nor its files ui.js and sw.js;"
            f" `npm pack {package.name}` makes the first"
        )
    for name, content in found.items():
        if not _is_it(package, name, content):
            raise ReplayError(f"{folder / name}: is not that of ReplayWeb.page {package.version}")
    return _viewer(found)


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as stream:
            return stream.read(MOST)
    except OSError:
        return None


def _is_it(package: Package, name: str, content: bytes | None) -> bool:
    return content is not None and hashlib.sha256(content).hexdigest() == package.files[name]


def _check(packed: bytes, package: Package, where: str) -> None:
    wanted = b64decode(package.integrity.removeprefix("sha512-"))
    if hashlib.sha512(packed).digest() != wanted:
        raise ReplayError(
            f"{where}: is not {package.name} as it was published ({package.integrity})"
        )


def _fetched(package: Package, fetch: Fetch) -> bytes:
    try:
        packed = fetch(package)
    except (OSError, HTTPException, subprocess.SubprocessError) as error:
        raise ReplayError(
            f"ReplayWeb.page {package.version} could not be fetched ({error}); on a machine with a"
            f" network run `npm pack {package.name}`, or load {package.url}; then give the folder"
            " that it lies in: `archiver replay … --replay-files FOLDER`"
        ) from error
    _check(packed, package, package.url)
    return packed


def _download(package: Package) -> bytes:
    """The package, from npm if it is installed (it knows of mirrors), else from the registry."""
    npm = shutil.which("npm")
    if npm:
        try:
            return _packed_by(npm, package)
        except (OSError, subprocess.SubprocessError):
            pass  # a broken npm is no reason; the registry itself may answer
    with urllib.request.urlopen(package.url, timeout=PATIENCE) as answer:
        content: bytes = answer.read(MOST)
        return content


def _packed_by(npm: str, package: Package) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [npm, "pack", "--silent", "--ignore-scripts", package.name],
            cwd=folder, check=True, capture_output=True, timeout=PATIENCE,
        )  # fmt: skip
        return (Path(folder) / package.file).read_bytes()


def _unpacked(packed: bytes, package: Package) -> Mapping[str, bytes]:
    with tarfile.open(fileobj=BytesIO(packed), mode="r:gz") as archive:
        members = {name: archive.extractfile(f"package/{name}") for name in package.files}
        return {name: member.read() if member else b"" for name, member in members.items()}


def _keep(folder: Path, found: Mapping[str, bytes]) -> None:
    """Each file in one step, so that two that fetch at once do not disturb each other."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in found.items():
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as new:
                new.write(content)
            Path(new.name).replace(folder / name)
    except OSError:
        return  # it works without: it is fetched again next time
