"""Publication selectors, run on the tree: which layout a page has, and what its CSS finds."""

from datetime import date
from functools import lru_cache

from cssselect import SelectorError
from lxml import etree
from lxml.etree import _Element as Element
from parsel.csstranslator import HTMLTranslator

from archiver.publications.model import Layout, Publication
from archiver.reading.text import fold, inline_text

NO_LAYOUT = Layout()


@lru_cache(maxsize=2048)
def compiled(css: str) -> etree.XPath:
    """parsel's CSS (``::text`` and ``::attr()`` included) as a compiled XPath.

    Raises ValueError if it is no CSS.
    """
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(css))
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"not CSS: {error}") from error


def elements(root: Element, css: str | None) -> list[Element]:
    """The elements that ``css`` selects, in document order."""
    found = compiled(css)(root) if css else []
    return [x for x in found if isinstance(x, Element)] if isinstance(found, list) else []


def texts(root: Element, css: str | None) -> list[str]:
    """The texts that ``css`` selects, folded: of elements, or the strings themselves."""
    found = compiled(css)(root) if css else []
    if not isinstance(found, list):
        return []
    folded = [inline_text(item) if isinstance(item, Element) else fold(str(item)) for item in found]
    return [text for text in folded if text]


def layout_of(publication: Publication | None, root: Element, day: date | None) -> Layout:
    """The first of :meth:`Publication.layouts_on` whose marker, if it has one, is on the page."""
    if publication is None:
        return NO_LAYOUT
    for layout in publication.layouts_on(day):
        if layout.marker is None or compiled(layout.marker)(root):
            return layout
    return NO_LAYOUT
