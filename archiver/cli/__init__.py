"""The `archiver` command. Each body parses, calls the library, prints; no more."""

import sys
from importlib import import_module
from io import TextIOWrapper

import click

#: Where each command is, and the first sentence of its help. Its module is imported when it is run
#: or asked for its own help: with all of them `archiver --help` would take a second.
COMMANDS = {
    "add": ("add:add", "Add publications: ask their sites what they are."),
    "check": ("check:check", "Look at publications again, and tell what changed."),
    "crawl": ("crawl:crawl", "Crawl publications into a collection."),
    "demo": ("crawl:demo", "Crawl the bundled sample publication, on this machine, into FOLDER."),
    "duplicates": (
        "duplicates:duplicates",
        "Find copies of one story among the articles in FILES: the same text, or nearly the same.",
    ),
    "export": (
        "export:export",
        "Write articles of a collection to a file: those that QUERY finds, or all.",
    ),
    "find": ("index:find", "Find the captures of URL in an index, by binary search on the disk."),
    "import": (
        "import_files:import_command",
        "Take WARC files and WACZ packages into a collection, which is made if it is none yet.",
    ),
    "index": ("index:index", "Make the CDXJ index of WARC or ARC files, from any tool."),
    "package": ("package:package", "Write a WACZ of a collection, or of what is chosen from it."),
    "parse": ("parse:parse", "Read the article in FILE, a saved page (- for standard input)."),
    "publications": ("collection:publications", "The publications that can be crawled by name."),
    "read": (
        "read:read",
        "Read the articles in FILES: WARC files, folders, collections, packages, URLs, or - for"
        " standard input.",
    ),
    "rebuild": ("collection:rebuild", "Make the catalogue anew, from the WARC files alone."),
    "redact": (
        "redact:redact",
        "Take captures of URLs out of a collection, and all that was read from them.",
    ),
    "repair": (
        "repair:repair_command",
        "Write a sound copy of a damaged WARC file, or collection, and tell what was lost.",
    ),
    "replay": (
        "replay:replay",
        "Look at a collection, or a .wacz, .warc or .warc.gz file, in a browser.",
    ),
    "reread": (
        "reread:reread",
        "Read stored captures again, with the present reader and publication files.",
    ),
    "schedule": (
        "schedule:schedule",
        "List what is due and when; how each publication was looked at last.",
    ),
    "seal": (
        "seal:seal",
        "Seal the WARC file that runs with --keep-open go on in, or that a crash left.",
    ),
    "search": ("search:search", "Find articles that hold all WORDS; without any, the newest."),
    "serve": (
        "serve:serve",
        "Look at collections in a browser: search, read, compare versions, replay.",
    ),
    "sign": (
        "verify:sign",
        "Sign the head of a collection's manifest, which stands for every byte that is sealed.",
    ),
    "status": (
        "status:status",
        "What a collection holds, how its publications do, and which alarms are open.",
    ),
    "timestamp": (
        "verify:timestamp",
        "Have the head of a collection's manifest time-stamped (RFC 3161).",
    ),
    "unpack": ("package:unpack", "Make a WACZ a collection again, in a new or empty folder."),
    "verify": (
        "verify:verify",
        "Check WARC and ARC files, packages (WACZ, BagIt), or a collection.",
    ),
    "versions": (
        "versions:versions",
        "The versions of the article at URL: when each was there, and what changed.",
    ),
}


class _Commands(click.Group):
    """The commands above."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        found: click.Command = getattr(import_module(f"archiver.cli.{module}"), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        told = {name: click.Command(name, help=line) for name, (_, line) in COMMANDS.items()}
        click.Group(commands=told).format_commands(ctx, formatter)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="news-archiver", prog_name="archiver")
def main() -> None:
    """Crawl news sites, read their articles and keep the exact bytes they came from."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot write a letter of a headline shows a "?" in its place.
            stream.reconfigure(errors="replace")
