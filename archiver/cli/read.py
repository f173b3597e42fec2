"""Articles out of WARC files: `read`."""

import sys
from pathlib import Path
from typing import Any

import click

from archiver.cli.common import json_option, needs_target, one_line
from archiver.cli.wanted import arguments, wanted_options


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES…")
@click.option(
    "--to",
    metavar="TARGET",
    default="-",
    help="Where they go: X.parquet, .jsonl[.gz|.zst], .csv, .sqlite, or DIR/ for a folder"
    " of Parquet files. Without it JSON Lines are printed.",
)
@click.option("--partition-by", multiple=True, metavar="COLUMN", help="Divide the folder DIR/.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes.")
@click.option("--cluster", metavar="tcp://HOST:PORT", help="Read on a Dask cluster.")
@click.option("--shard", metavar="NUMBER/COUNT", help="Read a share of the files only.")
@click.option("--again", is_flag=True, help="Read again what differs; replace the target.")
@wanted_options
@json_option
@one_line
def read(files: tuple[str, ...], to: str, *, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Read the articles in FILES: WARC files, folders, collections, packages, URLs, or - for
    standard input.

    With --to, each file is read into a part of its own, and what was read is kept beside the
    target, in TARGET.job, until all is done: where this was broken off it goes on. A report tells
    what became of every response.

    \b
        archiver read crawl.warc.gz | head
        archiver read warcs/ --to articles.parquet --jobs 4
        archiver read CC-NEWS-*.warc.gz --to german.jsonl.zst --language de --since 2024-01-01
    """  # fmt: skip
    from archiver.loading import Options, inputs
    from archiver.show import loading as show

    if to == "-":
        names = ("partition_by", "cluster", "shard", "again")
        needs_target({f"--{name.replace('_', '-')}": options[name] for name in names})
    wanted = Options.of(**arguments(options))
    found = inputs([sys.stdin.buffer if file == "-" else file for file in files])
    if to == "-":
        show.articles(found, wanted, options["jobs"])
        return
    from archiver.jobs import Job, Shard, reading_by, run

    shard = options["shard"]
    job = Job(
        target=Path(to), inputs=found, options=wanted, again=options["again"],
        format="folder" if to.endswith("/") else None, partition_by=options["partition_by"],
        shard=Shard.of(shard) if shard else None,
    )  # fmt: skip
    with show.progress() as progress, reading_by(options["cluster"], options["jobs"]) as machine:
        result = run(job, jobs=options["jobs"], progress=progress, machine=machine)
    show.result(result, to, as_json=as_json)
