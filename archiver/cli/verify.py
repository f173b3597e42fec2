"""Checking files and collections, and what their manifest is proven by: `verify`, `sign`, …"""

import sys
import urllib.request
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import BinaryIO

import click

from archiver.cli.common import collection_option, json_option, one_line, optional_collection, usage
from archiver.collection.folder import Folder
from archiver.collection.ingest import warc_files
from archiver.collection.preserving import proofs, verifying
from archiver.show import verifying as show_verify
from archiver.urls import split
from warcs.proving import signing
from warcs.verifying import Report, verify_files
from warcs.verifying.bag import is_bag
from warcs.verifying.jobs import size_of

MOST_REPLY = 1 << 20  # bytes of an authority's reply
TIMEOUT = 60  # seconds that an authority has for it
WARCS = ("*.warc", "*.warc.gz", "*.warc.zst", "*.arc", "*.arc.gz", "*.wacz")


@click.command()
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH...",
)
@click.option("--since", metavar="HEAD", help="The manifest's head as you kept it elsewhere.")
@click.option(
    "--signed-by",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PUBLIC_KEY",
    help="The key that must have signed the manifest's head.",
)
@click.option(
    "--stamped-by",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="CERTIFICATES",
    help="Certificates (PEM) of the authority that must have time-stamped it.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), default=1, show_default=True,
    help="Files that are checked at once.",
)  # fmt: skip
@json_option
@usage
def verify(
    paths: tuple[Path, ...],
    since: str | None,
    signed_by: Path | None,
    stamped_by: Path | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Check WARC and ARC files, packages (WACZ, BagIt), or a collection.

    PATH is a file, a collection's folder, a bag, or a folder of WARC files. The exit code is 0 if
    all is sound, 1 if not, 2 if the command cannot be understood.

    \b
        archiver verify capture.warc.gz crawl.wacz
        archiver verify my-archive --jobs 2
        archiver verify my-archive --since 3f0c…
    """
    asked = proofs.Asked(since=since, signed_by=signed_by, stamped_by=stamped_by)
    found = _verified(paths, asked, jobs)
    show_verify.report(found, as_json=as_json)
    if not found.sound:
        sys.exit(1)


def _verified(paths: tuple[Path, ...], asked: proofs.Asked, jobs: int) -> Report:
    now = datetime.now(UTC)
    folders = [path for path in paths if Folder(path).exists()]
    if folders:
        if len(paths) > 1:
            raise click.UsageError("one collection at a time, and no files beside it")
        files = warc_files(Folder(paths[0]).archive)
        with show_verify.progress(sum(map(size_of, files))) as progress:
            return verifying.verify(paths[0], now=now, jobs=jobs, progress=progress, asked=asked)
    if asked != proofs.NOTHING:
        raise click.UsageError("only a collection has a manifest to hold against")
    bags = [path for path in paths if is_bag(path)]
    files = [file for path in paths for file in _files(path)]
    with show_verify.progress(sum(map(size_of, files))) as progress:
        return verify_files(files, bags=bags, now=now, jobs=jobs, progress=progress)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for pattern in WARCS for file in path.rglob(pattern))
    if not found:
        raise click.UsageError(f"{path}: no collection, and no WARC file or package in it")
    return found


@click.command()
@optional_collection("The collection whose manifest is signed.")
@click.option(
    "--key", type=click.Path(path_type=Path, dir_okay=False), help="Ed25519 key, PEM or OpenSSH."
)
@click.option("--password", envvar="ARCHIVER_KEY_PASSWORD", help="Of the key, where it has one.")
@click.option(
    "--new-key", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Make a key: FILE, and FILE.pub to give away.",
)  # fmt: skip
@one_line
def sign(folder: Path | None, key: Path | None, password: str | None, new_key: Path | None) -> None:
    """Sign the head of a collection's manifest, which stands for every byte that is sealed.

    \b
        archiver sign --new-key archive.key
        archiver sign -c my-archive --key archive.key
        archiver verify my-archive --signed-by archive.key.pub
    """
    if new_key is not None:
        public = signing.new_key(new_key)
        click.echo(f"{new_key}: keep it secret; {public}: give it to whoever is to check")
    if folder is not None and key is not None:
        collection = Folder(folder)
        collection.require()
        secret = password.encode() if password else None
        head = proofs.sign(collection, key, datetime.now(UTC), secret)
        click.echo(f"signed the manifest's head: {head}")
    elif new_key is None or folder is not None or key is not None:
        raise click.UsageError("give -c FOLDER and --key FILE, or --new-key FILE")


@click.command()
@collection_option
@click.option("--attach", type=click.File("rb"), metavar="REPLY", help="Keep this reply (.tsr).")
@click.option("--url", help="Ask the authority at this address, and keep its reply.")
@one_line
def timestamp(folder: Path, attach: BinaryIO | None, url: str | None) -> None:
    """Have the head of a collection's manifest time-stamped (RFC 3161).

    Without an option, the request is written for you to send as you like.

    \b
        archiver timestamp -c my-archive
        curl -H 'Content-Type: application/timestamp-query' --data-binary @HEAD.tsq URL > reply.tsr
        archiver timestamp -c my-archive --attach reply.tsr
        archiver verify my-archive --stamped-by authority.pem
    """
    collection = Folder(folder)
    collection.require()
    if attach is None:
        request = proofs.request_stamp(collection)
        if url is None:
            click.echo(f"{request}: send it to an authority, then: archiver timestamp -c {folder} "
                       "--attach REPLY")  # fmt: skip
            return
    reply = attach.read() if attach is not None else _asked(url or "", request.read_bytes())
    stamp = proofs.attach_stamp(collection, reply)
    click.echo(f"stamped {stamp.moment:%Y-%m-%dT%H:%M:%SZ} by {stamp.authority or 'no name'}")


def _asked(url: str, request: bytes) -> bytes:
    """The authority's reply, over HTTP (RFC 3161 §3.4)."""
    if split(url) is None or any(x <= " " for x in url):
        raise click.UsageError(f"--url {url}: is no http or https address")
    headers = {"Content-Type": "application/timestamp-query"}
    asking = urllib.request.Request(url, request, headers)
    try:
        with urllib.request.urlopen(asking, timeout=TIMEOUT) as answer:
            reply: bytes = answer.read(MOST_REPLY)
            return reply
    except (OSError, HTTPException) as error:
        raise click.ClickException(f"{url}: the authority did not answer ({error})") from error
