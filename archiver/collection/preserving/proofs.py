"""What proves a collection's manifest beyond itself: a kept head, signatures, time stamps.

``proofs/`` in the collection's folder holds ``signatures.jsonl``, a line each, and ``HEAD.tsq`` and
``HEAD.tsr``, requests for and replies with time stamps, HEAD being the manifest's head then.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from archiver.collection.folder import Folder
from archiver.errors import CollectionError
from warcs.errors import StampRefused
from warcs.files import sync_folder
from warcs.proving import manifest, signing, timestamping
from warcs.verifying import Fault, Strength, strengths

_HEAD = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the manifest is to be held against."""

    since: str | None = None  #: a head that was kept elsewhere
    signed_by: Path | None = None  #: the public key that must have signed a head
    stamped_by: Path | None = None  #: certificates of a time-stamping authority, PEM


NOTHING = Asked()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What came of it."""

    faults: tuple[Fault, ...] = ()
    strengths: tuple[Strength, ...] = ()
    told: tuple[str, ...] = ()


def check(folder: Folder, chain: manifest.Chain, asked: Asked) -> Proven:
    """Hold the manifest against what is ``asked``, and tell of stamps that nobody asked for.

    Raises CollectionError for a head that is none, WarcError for keys that cannot be read.
    """
    parts = [
        *([_since(folder, chain, asked.since)] if asked.since is not None else []),
        *([_signed(folder, chain, asked.signed_by)] if asked.signed_by else []),
        _stamped(folder, chain, asked.stamped_by),
    ]
    return Proven(
        faults=tuple(fault for part in parts for fault in part.faults),
        strengths=tuple(strength for part in parts for strength in part.strengths),
        told=tuple(line for part in parts for line in part.told),
    )


def head_of(folder: Folder) -> str:
    """The manifest's head. Raises CollectionError if nothing was sealed yet, or if a line of the
    manifest is wrong: nobody should vouch for that."""
    chain = manifest.read(folder.manifest)
    if chain.head is None:
        raise CollectionError(
            f"{folder.manifest}: is missing or empty; nothing was sealed yet (`archiver seal -c "
            f"{folder.root}` seals the file that runs with --keep-open go on in)"
        )
    if chain.problems:
        raise CollectionError(
            f"{chain.problems[0]}; `archiver verify {folder.root}` tells what is wrong"
        )
    return chain.head


def sign(folder: Folder, key: Path, now: datetime, password: bytes | None = None) -> str:
    """Sign the manifest's head; returns it. Raises CollectionError and WarcError."""
    head = head_of(folder)
    line = signing.sign(head, signing.private_key(key, password), now)
    path = _made(folder) / "signatures.jsonl"
    with path.open("ab") as stream:
        stream.write(json.dumps(line).encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    return head


def request_stamp(folder: Folder) -> Path:
    """Write the request for a time stamp of the head; returns its path."""
    head = head_of(folder)
    return _written(_made(folder) / f"{head}.tsq", timestamping.request(head))


def attach_stamp(folder: Folder, reply: bytes) -> timestamping.Stamp:
    """Keep a reply to a request that was made here. Raises WarcError if it is for none of them."""
    asked = sorted(path.stem for path in _folder(folder).glob("*.tsq"))
    refused = StampRefused("no request was made here; `archiver timestamp -c FOLDER` makes one")
    for head in asked:
        try:
            stamp = timestamping.read(reply, head)
        except StampRefused as error:
            refused = error
            continue
        _written(_folder(folder) / f"{head}.tsr", reply)
        return stamp
    raise refused


def _folder(folder: Folder) -> Path:
    return folder.root / "proofs"


def _made(folder: Folder) -> Path:
    path = _folder(folder)
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise CollectionError(f"{path}: cannot be made ({error.strerror})") from error
    return path


def _written(path: Path, content: bytes) -> Path:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    sync_folder(path.parent)
    return path


def _since(folder: Folder, chain: manifest.Chain, head: str) -> Proven:
    head = head.strip().lower()
    if not _HEAD.fullmatch(head):
        raise CollectionError(f"--since {head[:70]!r}: a head is 64 hexadecimal digits")
    later = chain.since(head)
    if later is None:
        text = f"the kept head {head} is none of its lines: it is not the manifest that it was"
        return Proven(faults=(_fault("head-since", folder.manifest.name, text),))
    told = [f"since the kept head: {line}" for line in later]
    if not later:
        told = ["the kept head is the manifest's newest line: nothing came since"]
    return Proven(strengths=(strengths.HEAD,), told=tuple(told))


def _signed(folder: Folder, chain: manifest.Chain, key_file: Path) -> Proven:
    """The newest head that the key signed; a signature that fits no line is a fault."""
    key = signing.public_key(key_file)
    faults: list[Fault] = []
    newest: tuple[int, str] | None = None
    for number, line in enumerate(_signatures(folder), 1):
        if line is None or line.get("public_key") != signing.raw(key):
            continue
        place = f"signatures.jsonl: line {number}"
        later = chain.since(str(line.get("head")))
        if not signing.holds(line, key):
            faults.append(_fault("signature", place, "the signature does not hold"))
        elif later is None:
            text = f"the signed head {line['head']} is no line of the manifest"
            faults.append(_fault("signature", place, text))
        elif newest is None or len(later) <= newest[0]:
            newest = (len(later), f"head {line['head']}, signed {line['signed']}")
    if newest is None:
        faults.append(_fault("signature", "proofs", f"{key_file.name} signed no head of it"))
        return Proven(faults=tuple(faults))
    told = f"{key_file.name}: {newest[1]}; {newest[0]} lines of the manifest came since"
    return Proven(faults=tuple(faults), strengths=(strengths.SIGNATURE,), told=(told,))


def _signatures(folder: Folder) -> Iterator[dict[str, Any] | None]:
    try:
        lines = (_folder(folder) / "signatures.jsonl").read_bytes().splitlines()
    except OSError:
        return
    for text in lines:
        try:
            line = json.loads(text)
        except ValueError:
            line = None
        yield line if isinstance(line, dict) else None


def _stamped(folder: Folder, chain: manifest.Chain, trusted: Path | None) -> Proven:
    faults: list[Fault] = []
    told: list[str] = []
    proven = False
    certificates = timestamping.certificates(trusted) if trusted else []
    replies = sorted(_folder(folder).glob("*.tsr"))
    for path in replies:
        later = chain.since(path.stem)
        if later is None:
            text = f"the stamped head {path.stem} is no line of the manifest"
            faults.append(_fault("timestamp", path.name, text))
            continue
        try:
            if certificates:
                stamp = timestamping.check(path.read_bytes(), path.stem, certificates)
                proven = True
            else:
                stamp = timestamping.read(path.read_bytes(), path.stem)
        except (StampRefused, OSError) as error:
            faults.append(_fault("timestamp", path.name, str(error)))
            continue
        word = "stamped" if certificates else "says it was stamped (--stamped-by proves it)"
        told.append(
            f"{path.name}: {word} {stamp.moment:%Y-%m-%dT%H:%M:%SZ}; {len(later)} lines since"
        )
    if trusted and not replies:
        faults.append(_fault("timestamp", "proofs", "there is no time stamp"))
    return Proven(
        faults=tuple(faults),
        strengths=(strengths.TIMESTAMP,) if proven else (),
        told=tuple(told),
    )


def _fault(kind: str, file: str, text: str) -> Fault:
    return Fault(kind=kind, file=file, offset=None, text=text)
