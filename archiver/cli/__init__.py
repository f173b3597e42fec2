"""The `archiver` command. Each body parses, calls the library, prints; no more."""

import sys
from importlib.metadata import version
from io import TextIOWrapper

import click

from archiver.cli.add import add
from archiver.cli.check import check
from archiver.cli.collection import publications, rebuild
from archiver.cli.crawl import crawl, demo
from archiver.cli.duplicates import duplicates
from archiver.cli.export import export
from archiver.cli.import_files import import_command
from archiver.cli.index import find, index
from archiver.cli.package import package, unpack
from archiver.cli.parse import parse
from archiver.cli.read import read
from archiver.cli.redact import redact
from archiver.cli.repair import repair_command
from archiver.cli.replay import replay
from archiver.cli.reread import reread
from archiver.cli.schedule import schedule
from archiver.cli.seal import seal
from archiver.cli.search import search
from archiver.cli.serve import serve
from archiver.cli.status import status
from archiver.cli.verify import sign, timestamp, verify
from archiver.cli.versions import versions

COMMANDS = (
    add,
    check,
    crawl,
    demo,
    duplicates,
    export,
    find,
    import_command,
    index,
    package,
    parse,
    publications,
    read,
    rebuild,
    redact,
    repair_command,
    replay,
    reread,
    schedule,
    seal,
    search,
    serve,
    sign,
    status,
    timestamp,
    unpack,
    verify,
    versions,
)


@click.group(commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("news-archiver"), prog_name="archiver")
def main() -> None:
    """Crawl news sites, read their articles and keep the exact bytes they came from."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot write a letter of a headline shows a "?" in its place.
            stream.reconfigure(errors="replace")
