"""The versions of an article: `versions`."""

from pathlib import Path

import click

from archiver.cli.common import collection_option, json_option, one_line
from archiver.collection import Collection
from archiver.collection.versioning.history import History, Version
from archiver.errors import CollectionError
from archiver.show import history as show


@click.command()
@click.argument("url")
@click.argument("numbers", nargs=-1, type=click.IntRange(min=1), metavar="[A B]")
@collection_option
@click.option("--diff", is_flag=True, help="What changed, by sentence: from A to B, or at last.")
@json_option
@one_line
def versions(
    url: str, numbers: tuple[int, ...], folder: Path, *, diff: bool, as_json: bool
) -> None:
    """The versions of the article at URL: when each was there, and what changed.

    \b
        archiver versions https://paper.example/story/1 -c my-archive
        archiver versions https://paper.example/story/1 -c my-archive --diff
        archiver versions https://paper.example/story/1 -c my-archive --diff 1 3
    """
    if numbers and (not diff or len(numbers) != 2):
        raise click.UsageError("--diff takes two numbers of versions, like --diff 1 3")
    with Collection(folder) as collection:
        found = collection.history(url)
    if found is None:
        raise CollectionError(
            f"{url}: no article is known under this address in {folder}; `archiver search` finds"
            " it by its words"
        )
    if diff:
        show.difference(*_two(found, numbers), as_json=as_json)
    else:
        show.history(found, as_json=as_json)


def _two(found: History, numbers: tuple[int, ...]) -> tuple[Version, Version]:
    count = len(found.versions)
    if count < 2:
        raise CollectionError(f"{found.url}: there is one version only, so nothing to compare")
    old, new = numbers or (count - 1, count)
    if max(old, new) > count:
        raise CollectionError(f"{found.url}: there are versions 1 to {count}")
    return found.versions[old - 1], found.versions[new - 1]
