"""What the walk asks of a single element: why it is no part of a story, how much it holds."""

import re
from itertools import islice

from lxml.etree import _Element as Element

from archiver.reading.names import Role
from archiver.reading.text import INVISIBLE

JUNK_TAGS: dict[str, str] = {
    "nav": "navigation",
    "footer": "junk",
    "aside": "aside",
    "form": "form",
    "dialog": "junk",
    "menu": "junk",
    "figure": "figure",
    "figcaption": "figure",
    "textarea": "junk",
}
#: What React sends late stands hidden at the end, until a script moves it to its place.
STREAMED = re.compile(r"S:[0-9a-f]+$")
MOST_CAPTION = 400  # characters
MOST_TEXTS = 40  # … and pieces of text
MOST_INVISIBLE = 60  # elements
CHOICES = frozenset(("option", "optgroup"))  # of which a form may have many
CERTAIN = Role.JUNK | Role.ADVERT
DOUBTS = (
    (Role.FOOT, "foot"),
    (Role.HIDDEN, "hidden"),
    (Role.CAPTION, "figure"),
    (Role.DOUBTFUL, "doubtful"),
)
#: ARIA roles of what stands beside the story.
ASIDES = frozenset(("navigation", "complementary", "contentinfo", "search", "dialog"))
NEVER_JUNK = frozenset(("html", "body", "main", "article"))


def swallowed(element: Element) -> bool:
    """True for what is not seen, but holds so much that a closing tag must be missing.

    libxml2 goes on inside a ``button`` that is never closed; and pages stand whole in ``noscript``.
    """
    within = (x for x in element.iterdescendants() if x.tag not in CHOICES)
    return next(islice(within, MOST_INVISIBLE, None), None) is not None


def is_short(element: Element) -> bool:
    """True for a text as short as a caption; an image's is a line of its own, whatever its tag."""
    return len("".join(islice(element.itertext(), MOST_TEXTS))) <= MOST_CAPTION


def is_of_page(form: Element) -> bool:
    """True for a form that holds the headline: ASP.NET writes a whole page into one."""
    return next(form.iter("h1"), None) is not None


def reason_of(tag: str, role: int, attributes: dict[str, str]) -> str | None:
    """Why an element is no part of a story; None if nothing speaks against it."""
    if tag in NEVER_JUNK:
        return None
    if tag in INVISIBLE or (attributes and _is_hidden(attributes)):
        return "hidden"
    if role & CERTAIN:
        return "junk" if role & Role.JUNK else "advert"
    if tag in JUNK_TAGS:
        return JUNK_TAGS[tag]
    if attributes and attributes.get("role") in ASIDES:
        return "aside"
    for doubt, reason in DOUBTS:
        if role & doubt:
            return reason
    return None


def _is_hidden(attributes: dict[str, str]) -> bool:
    get = attributes.get
    if get("hidden") is not None and not STREAMED.match(get("id") or ""):
        return True
    style = get("style")
    return get("aria-hidden") == "true" or (
        style is not None and "display:none" in style.replace(" ", "").lower()
    )
