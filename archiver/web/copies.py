"""A copy of an archived page that can do nothing: written anew from its tree, tag by tag.

Nothing of the page's source is passed on. What is known to be harmless is written, everything else
is left out, so that no way of writing a script need be known. What loads something is left out too:
pictures and style sheets that the archive has stand in the copy itself. The sandbox and the policy
under which it is sent (:data:`archiver.web.policy.COPY`) would stop what this lets through.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from lxml.etree import _Element as Element

#: Elements that are written as they are called; what is in others that are shown goes into a div.
KEPT = frozenset(
    "a abbr address article aside b bdi bdo big blockquote body br caption center cite code col "
    "colgroup dd del details dfn dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 "
    "h4 h5 h6 header hgroup hr i img ins kbd label legend li main mark menu nav ol p picture pre q "
    "rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th "
    "thead time tr tt u ul var wbr".split()
)
VOID = frozenset("br col hr img wbr".split())
#: Elements of which nothing is written, nor of what is in them.
GONE = frozenset(
    "head script style template iframe frame frameset noframes object embed applet param audio "
    "video track source svg math canvas dialog input textarea select option optgroup datalist "
    "link meta base title portal fencedframe xmp plaintext listing noembed".split()
)
INLINE = frozenset("button output data meter progress nobr".split())  #: written as span
ATTRIBUTES = frozenset(
    "class id lang dir title alt width height align valign bgcolor border cellpadding cellspacing "
    "colspan rowspan start reversed value open datetime style".split()
)
MOST_ELEMENTS = 60_000
DEEPEST = 400  # elements in each other; browsers keep 512
MOST_STYLES = 2_000_000  # characters of style sheets
MARK = "data-archiver-field"
IMPORT = re.compile(r"(?i)@import\b[^;]*;?")
LOADING = re.compile(r"(?i)\b(?:url|src|image-set|-webkit-image-set)\s*\(")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the copy takes from the archive beside the page."""

    styles: Sequence[str] = ()  #: style sheets, in their order
    picture: Callable[[str], str | None] = lambda url: None  #: src -> a ``data:`` URL


def copy(root: Element, marks: Mapping[Element, Sequence[str]], look: Look, own: str) -> str:
    """The page as HTML; the elements of ``marks`` carry their fields in an attribute.

    ``own`` is a style sheet of ours that comes last.
    """
    body = root.find("body")
    shown = root if body is None else body
    attributes = "".join(_attributes(root, ()))
    styles = "".join(f"<style>{style(text)}</style>\n" for text in _bounded(look.styles))
    content = "".join(_written(shown, marks, look))
    return (
        f'<!DOCTYPE html>\n<html{attributes}>\n<head><meta charset="utf-8">'
        f"<title>Copy of an archived page</title>\n{styles}<style>{own}</style></head>\n"
        f"{content}</html>\n"
    )


def style(text: str) -> str:
    """A style sheet that cannot end its element; what would load something is made unknown."""
    return LOADING.sub("not-loaded(", IMPORT.sub("", text.replace("<", "\\3c ")))


def _bounded(styles: Sequence[str]) -> Iterator[str]:
    left = MOST_STYLES
    for text in styles:
        if len(text) > left:
            return
        left -= len(text)
        yield text


def _written(root: Element, marks: Mapping[Element, Sequence[str]], look: Look) -> Iterator[str]:
    """A walk with a stack of its own: hostile pages are deeper than Python's."""
    stack: list[tuple[Element | None, str]] = [(root, "")]
    count = depth = 0
    while stack:
        element, text = stack.pop()
        if element is None:
            depth -= text.startswith("</")
            yield text
            continue
        tag = _tag(element)
        if element is not root and element.tail:
            stack.append((None, escape(element.tail)))
        count += 1
        if tag is None or count > MOST_ELEMENTS or depth > DEEPEST:
            continue
        inside = "".join(_attributes(element, marks.get(element, ())))
        if tag == "img":
            yield _picture(element, marks.get(element, ()), look)
            continue
        yield f"<{tag}{inside}>"
        if tag in VOID:
            continue
        depth += 1
        stack.append((None, f"</{tag}>"))
        stack += [(child, "") for child in reversed(element)]
        if element.text:
            stack.append((None, escape(element.text)))


def _tag(element: Element) -> str | None:
    """As what an element is written; None: not at all."""
    tag = element.tag
    if not isinstance(tag, str) or tag in GONE:
        return None
    if tag in KEPT:
        return tag
    return "span" if tag in INLINE else "div"


def _attributes(element: Element, fields: Sequence[str]) -> Iterator[str]:
    for name, value in element.items():
        if name == "style":
            yield f' style="{escape(style(value))}"'
        elif name in ATTRIBUTES:
            yield f' {name}="{escape(value)}"'
    yield _mark(fields)


def _picture(element: Element, fields: Sequence[str], look: Look) -> str:
    """The picture, or its words in its place; in a box that can carry a mark, as it cannot."""
    address = next(
        (x for name in ("src", "data-src", "data-original", "data-lazy-src")
         if (x := (element.get(name) or "").strip()) and not x.startswith("data:")),
        "",
    )  # fmt: skip
    found = look.picture(address) if address else None
    if found is not None:
        attributes = "".join(_attributes(element, ()))
        shown = f'<img{attributes} src="{escape(found)}">'
    else:
        words = escape(element.get("alt") or "picture")
        shown = f'<span class="archiver-no-picture">{words}</span>'
    return f"<span{_mark(fields)}>{shown}</span>" if fields else shown


def _mark(fields: Sequence[str]) -> str:
    return f' {MARK}="{escape(", ".join(fields))}"' if fields else ""
