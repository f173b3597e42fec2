"""Ask sites what they are: add publications to a collection, or look at known ones again."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from archiver import publications
from archiver.collection import copy_catalogue
from archiver.crawl import run_spider
from archiver.errors import ArchiverError
from archiver.probing.outcome import Outcome
from archiver.probing.targets import BadLine
from archiver.probing.values import Target


def add(
    targets: Iterable[Target | BadLine],
    folder: Path,
    *,
    force: bool = False,
    dry_run: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> list[Outcome]:
    """Ask each site what it is, and write its publication file into the collection in ``folder``.

    What was wrong with a line of a list is the failure of its outcome. Files that are there are
    kept unless ``force``. A ``dry_run`` writes nothing into the folder. Can be called once in a
    process, as Scrapy's reactor can be started once. Raises ArchiverError where nothing can be
    asked at all.
    """
    listed = list(targets)
    sites = [x for x in listed if isinstance(x, Target)]
    if not sites:
        return [Outcome(target=str(x), failure=str(x)) for x in listed]
    found = iter(_probe(folder, {"targets": sites, "force": force}, settings, dry_run=dry_run))
    return [
        next(found) if isinstance(x, Target) else Outcome(target=str(x), failure=str(x))
        for x in listed
    ]


def check(
    names: Sequence[str], folder: Path, *, settings: Mapping[str, Any] | None = None
) -> list[Outcome]:
    """Look at publications (slugs, names or domains) again; what changed since the last time.

    Can be called once in a process. Raises UnknownPublication, and ArchiverError where nothing can
    be asked at all.
    """
    known = publications.load(folder / "publications")
    slugs = list(dict.fromkeys(known.named(name).slug for name in names))
    return _probe(folder, {"check": slugs}, settings)


def _probe(
    folder: Path,
    arguments: dict[str, Any],
    settings: Mapping[str, Any] | None,
    *,
    dry_run: bool = False,
) -> list[Outcome]:
    if not dry_run:
        return _outcomes(folder, arguments, settings or {})
    with TemporaryDirectory() as name:
        copy = Path(name) / "collection"
        copy_catalogue(folder, copy)
        found = _outcomes(copy, arguments, settings or {})
    return [msgspec.structs.replace(outcome, file=None) for outcome in found]


def _outcomes(
    folder: Path, arguments: dict[str, Any], settings: Mapping[str, Any]
) -> list[Outcome]:
    crawler = run_spider("probe", folder, arguments, settings)
    spider: Any = crawler.spider
    if spider is None:
        raise ArchiverError(f"{folder}: nothing was asked; see the log")
    names = [target.url for target in spider.targets_asked] + list(spider.slugs_asked)
    return [
        outcome or Outcome(target=name, failure=f"{name}: was broken off; ask again")
        for name, outcome in zip(names, spider.outcomes, strict=True)
    ]
