"""Finding articles in a collection: queries, filters, counts, lists."""

from archiver.collection.finding.finder import FACET_VALUES, Finder
from archiver.collection.finding.model import Count, Facets, Filters, Found, Hit, Part, Sort

__all__ = [
    "FACET_VALUES",
    "Count",
    "Facets",
    "Filters",
    "Finder",
    "Found",
    "Hit",
    "Part",
    "Sort",
]
