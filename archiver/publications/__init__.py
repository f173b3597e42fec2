"""What we know of each publication: data files, read into frozen values.

builtin = publications.load()
builtin.named("ecommercetimes").sources
"""

from archiver.publications.loader import Publications, described_in, load
from archiver.publications.model import Layout, Listing, Publication, Related, Source

__all__ = [
    "Layout",
    "Listing",
    "Publication",
    "Publications",
    "Related",
    "Source",
    "described_in",
    "load",
]
