"""A collection opened for reading, whose articles can be written to files."""

from collections.abc import Iterator
from pathlib import Path

from archiver import collection as base
from archiver.article import Article
from archiver.collection.finding.model import Filters
from archiver.data.writers import open_writer
from archiver.report import STORIES
from archiver.rights.skipping import asks


class Collection(base.Collection):
    """The collection in a folder, for reading; made by :func:`archiver.open_collection`.

    It may be read while a crawl writes into it.
    """

    def export(
        self,
        to: Path | str,
        query: str = "",
        *,
        publication: str | None = None,
        channel: str | None = None,
        author: str | None = None,
        since: str | None = None,
        until: str | None = None,
        language: str | None = None,
        kinds: tuple[str, ...] = STORIES,
        without: tuple[str, ...] = (),
        all_versions: bool = False,
        format: str | None = None,
        partition_by: tuple[str, ...] = (),
        replace: bool = False,
    ) -> int:
        """Write the articles that a search finds to ``to``: .parquet, .jsonl (.gz, .zst), .csv,
        .sqlite, or a folder of Parquet files; how many.

        ``query`` and filters are those of :meth:`search`; by default all articles. Of each the
        newest version, or with ``all_versions`` every one, the oldest first. Articles that a sign
        of ``without`` binds, as ``("tdm-reservation", "noai")``, are left out (docs/rights.md). The
        target is there, whole, at the end, in the place of a file that had its name; of a folder
        of Parquet files only with ``replace``. Raises DataError, MissingExtra, OSError.
        """
        filters = Filters(
            publication=publication, channel=channel, author=author, since=since, until=until,
            language=language, kinds=kinds,
        )  # fmt: skip
        with open_writer(to, format, partition_by=partition_by, replace=replace) as writer:
            writer.write(self.exported(query, filters, without, all_versions=all_versions))
        return writer.count

    def exported(
        self,
        query: str = "",
        filters: Filters | None = None,
        without: tuple[str, ...] = (),
        *,
        all_versions: bool = False,
    ) -> Iterator[Article]:
        """What :meth:`export` writes, one by one."""
        for newest in self.matching(query, filters):
            said = self.versions(newest.url or "") if all_versions else ()
            for article in [one.article for one in said] or [newest]:
                if not without or not asks(article, without):
                    yield article
