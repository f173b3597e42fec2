"""Finding articles in a collection: queries, filters, counts, lists."""

from archiver.collection.finding.browsing import MISSING, Authors, Browsing, Held
from archiver.collection.finding.finder import FACET_VALUES, Finder
from archiver.collection.finding.model import Count, Facets, Filters, Found, Hit, Part, Sort

__all__ = [
    "FACET_VALUES",
    "MISSING",
    "Authors",
    "Browsing",
    "Count",
    "Facets",
    "Filters",
    "Finder",
    "Found",
    "Held",
    "Hit",
    "Part",
    "Sort",
]
