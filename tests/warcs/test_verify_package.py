"""What checking a package finds."""

import base64
import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.warcs.records import NOW, digest, file_of, record
from warcs.index import cdxj
from warcs.reader import read_records
from warcs.verifying import Report, verify_files

Members = dict[str, bytes]
PAGES = (
    b'{"format": "json-pages-1.0", "id": "pages"}\n'
    b'{"url": "https://paper.example/1", "ts": "2026"}\n'
)
WARC = file_of([record(number) for number in (1, 2, 3)])


def members() -> Members:
    lines = sorted(cdxj.lines_of(read_records(io.BytesIO(WARC), "data.warc.gz")))
    return {
        "archive/data.warc.gz": WARC,
        "indexes/index.cdx": "".join(f"{line}\n" for line in lines).encode(),
        "pages/pages.jsonl": PAGES,
    }


def sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def listed(files: Members) -> bytes:
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": sha256(x), "bytes": len(x)}
        for name, x in files.items()
    ]
    return json.dumps({"profile": "data-package", "resources": resources}).encode()


def sealed(files: Members) -> Members:
    """With list and digest, which are right."""
    content = listed(files)
    said = json.dumps({"path": "datapackage.json", "hash": sha256(content)}).encode()
    return {**files, "datapackage.json": content, "datapackage-digest.json": said}


def checked(path: Path, files: Members, compression: int = zipfile.ZIP_STORED) -> Report:
    with zipfile.ZipFile(path, "w", compression) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return verify_files([path], now=NOW)


def faults(report: Report, *, notes: bool = False) -> list[str]:
    return [fault.text for fault in report.files[0].faults if fault.note is notes]


def test_a_package_that_fits_is_sound(tmp_path: Path) -> None:
    report = checked(tmp_path / "x.wacz", sealed(members()))

    assert report.sound
    assert [strength.name for strength in report.strengths] == ["file", "package"]
    (file,) = report.files
    assert (file.form, file.records, file.coverage.block) == ("wacz", {"response": 3}, 3)
    assert file.sha256 == hashlib.sha256((tmp_path / "x.wacz").read_bytes()).hexdigest()


def changed(name: str, change: Callable[[bytes], bytes]) -> Callable[[], Members]:
    """A member is another than its list says."""

    def make() -> Members:
        files = sealed(members())
        return {**files, name: change(files[name])}

    return make


def listed_right(change: Callable[[Members], None]) -> Callable[[], Members]:
    """Something is wrong, but the list is right."""

    def make() -> Members:
        files = members()
        change(files)
        return sealed(files)

    return make


def without(name: str) -> Callable[[Members], None]:
    return lambda files: files.__delitem__(name)


def put(name: str, content: bytes) -> Callable[[Members], None]:
    return lambda files: files.update({name: content})


def replaced(name: str, old: bytes, new: bytes) -> Callable[[Members], None]:
    return lambda files: files.update({name: files[name].replace(old, new, 1)})


INDEX = "indexes/index.cdx"
WRONG: dict[str, tuple[Callable[[], Members], str]] = {
    "a WARC was changed": (
        changed("archive/data.warc.gz", lambda x: x[:-1] + bytes([x[-1] ^ 1])),
        "archive/data.warc.gz was changed",
    ),
    "pages were changed": (
        changed("pages/pages.jsonl", lambda x: x.replace(b"2026", b"2025")),
        "pages/pages.jsonl was changed",
    ),
    "pages are longer": (changed("pages/pages.jsonl", lambda x: x + b"\n"), "has 94 bytes, not 93"),
    "the list was changed": (
        changed("datapackage.json", lambda x: x + b" "), "is not what datapackage-digest.json says"
    ),
    "the list is no JSON": (changed("datapackage.json", lambda x: b"{"), "lists no resources"),
    "a file is in no list": (
        lambda: {**sealed(members()), "logs/x.log": b"x"}, "logs/x.log is not in datapackage.json"
    ),
    "a file is missing": (
        lambda: {k: v for k, v in sealed(members()).items() if k != INDEX}, f"{INDEX} is missing"
    ),
    "no WARC": (listed_right(without("archive/data.warc.gz")), "there is no WARC file"),
    "no pages": (listed_right(without("pages/pages.jsonl")), "pages/pages.jsonl is missing"),
    "no index": (listed_right(without(INDEX)), "there is no index"),
    "an index line of nothing": (
        listed_right(replaced(INDEX, b'"offset": "0"', b'"offset": "7"')), "no record at offset 7"
    ),
    "an index line of another URL": (
        listed_right(replaced(INDEX, b"paper.example/1\"", b"paper.example/9\"")),
        "the record is of https://paper.example/1",
    ),
    "an index line of another length": (
        listed_right(replaced(INDEX, b'"length": "', b'"length": "9')), "not as it says"
    ),
    "a broken index line": (listed_right(put(INDEX, b"com,x)/ 2026 {\n")), "cannot be read"),
    "a response in no index": (
        listed_right(put("archive/more.warc.gz", file_of([record(8)]))), "is in no index"
    ),
    "an index without its .idx": (
        listed_right(put("indexes/index.cdx.gz", b"\x1f\x8b")), "has no .idx beside it"
    ),
    "a page without URL": (
        listed_right(put("pages/pages.jsonl", PAGES + b'{"ts": "2026"}\n')), "is no page"
    ),
    "a WARC that is torn": (
        listed_right(put("archive/data.warc.gz", WARC[:-9])), "the file ends within a gzip member"
    ),
    "a record that contradicts itself": (
        listed_right(
            put("archive/b.warc.gz", file_of([record(8, WARC_Block_Digest=digest(b"x"))]))
        ),
        "the block is not what WARC-Block-Digest says",
    ),
    "an identifier in two WARCs": (
        listed_right(put("archive/b.warc.gz", file_of([record(1)]))), "its record id is that of"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "text"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told(tmp_path: Path, make: Callable[[], Members], text: str) -> None:
    report = checked(tmp_path / "x.wacz", make())

    assert not report.sound
    assert text in "\n".join(faults(report))


def test_compressed_warcs_and_a_missing_digest_are_notes(tmp_path: Path) -> None:
    files = sealed(members())
    del files["datapackage-digest.json"]

    report = checked(tmp_path / "x.wacz", files, zipfile.ZIP_DEFLATED)

    assert report.sound
    first, second = faults(report, notes=True)
    assert first.startswith("archive/data.warc.gz: compressed in the package")
    assert second.startswith("datapackage-digest.json is missing")


def signed(files: Members, *, spoil: bool = False) -> Members:
    """As a browser signs: ECDSA over P-384, the two numbers side by side."""
    key = ec.generate_private_key(ec.SECP384R1())
    said = json.loads(files["datapackage-digest.json"])
    numbers = decode_dss_signature(key.sign(said["hash"].encode(), ec.ECDSA(hashes.SHA256())))
    signature = b"".join(number.to_bytes(48, "big") for number in numbers)
    if spoil:
        signature = bytes([signature[0] ^ 1]) + signature[1:]
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    said["signedData"] = {
        "hash": said["hash"],
        "signature": base64.b64encode(signature).decode(),
        "publicKey": base64.b64encode(public).decode(),
    }
    return {**files, "datapackage-digest.json": json.dumps(said).encode()}


def test_a_signature_is_checked(tmp_path: Path) -> None:
    good = checked(tmp_path / "x.wacz", signed(sealed(members())))
    bad = checked(tmp_path / "y.wacz", signed(sealed(members()), spoil=True))

    assert good.sound
    assert "signed by the key" in faults(good, notes=True)[0]
    assert faults(bad) == ["the signature does not hold"]


def test_no_damage_makes_it_fail_or_goes_unseen(tmp_path: Path) -> None:
    path = tmp_path / "x.wacz"
    checked(path, sealed(members()))
    whole = path.read_bytes()
    chance = random.Random(5)
    unseen = []
    for _ in range(150):
        place = chance.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged if chance.random() < 0.8 else whole[:place])

        if verify_files([path], now=NOW).sound:
            unseen.append(place)

    # Times, versions and attributes in the ZIP's own records mean nothing to what it holds.
    assert len(unseen) < 15
