"""What we know of each publication: data files, read into frozen values.

builtin = publications.load()
builtin.named("ecommercetimes").sources
"""

from archiver.publications.loader import Broken, Publications, load, load_sound
from archiver.publications.model import Layout, Listing, Publication, Related, Source

__all__ = [
    "Broken",
    "Layout",
    "Listing",
    "Publication",
    "Publications",
    "Related",
    "Source",
    "load",
    "load_sound",
]
