"""Where article URLs come from: feeds, sitemaps, channel pages; and what robots.txt allows.

Bytes and trees in, values out; nothing here fetches. One module a kind of source: ``feeds``,
``sitemaps``, ``channels``; ``discovery`` finds the sources of a site that nobody described,
``robots`` decides what may be fetched.
"""

from archiver.sources.reading import SourceReading

__all__ = ["SourceReading"]
