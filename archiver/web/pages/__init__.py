"""The pages of a collection, each at its path."""

from collections.abc import Mapping

from archiver.web.pages import (
    articles,
    browsing,
    captures,
    exporting,
    front,
    pictures,
    runs,
    searching,
    sources,
)
from archiver.web.room import View

PAGES: Mapping[str, View] = {
    "": front.front,
    "search": searching.search,
    "search.atom": exporting.atom,
    "search.csv": exporting.table,
    "search.jsonl": exporting.lines,
    "publications": browsing.publications,
    "authors": browsing.authors,
    "days": browsing.days,
    "article": articles.article,
    "versions": articles.versions,
    "capture": captures.capture,
    "replay": captures.replay,
    "picture": pictures.picture,
    "source": sources.source,
    "copy": sources.copy,
    "runs": runs.runs,
    "run": runs.run,
    "alarms": runs.alarms,
}
