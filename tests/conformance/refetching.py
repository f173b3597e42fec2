"""The sample, unchanged, fetched three times: as it is, asking what is new, and in full again."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from archiver import sample
from archiver.report import Report
from tests.spiders.crawling import crawl, warc_files
from warcs.reader import Record, read_records

RUNS = ((False, False), (True, False), (True, True))  # refetch, full


@dataclass(frozen=True, kw_only=True)
class Crawls:
    """The collection after the crawls, and what each of them did."""

    folder: Path
    asked: list[Counter[str]]  #: the server's log: paths
    reports: list[Report]
    records: list[list[Record]]

    def of_type(self, run: int, type: str) -> list[Record]:
        return [record for record in self.records[run] if record.type == type]


def fetched(folder: Path) -> Crawls:
    """Crawl into ``folder``."""
    found = Crawls(folder=folder, asked=[], reports=[], records=[])
    with sample.serve() as server:
        for refetch, full in RUNS:
            before = len(server.requests)
            address = f"127.0.0.1:{server.port}"
            wanted = {"REQUISITES": "page"}
            done = crawl(folder, [sample.SLUG], address, wanted, refetch=refetch, full=full)
            assert done.ended.code == 0, done.ended.err
            found.asked.append(Counter(x.path for x in server.requests[before:]))
            found.reports.append(done.report)
    for path in warc_files(folder):
        with path.open("rb") as stream:
            found.records.append(list(read_records(stream, path.name)))
    return found
