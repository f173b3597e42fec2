"""What a style sheet loads: its imports, pictures and fonts (CSS Syntax 3, by tinycss2)."""

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2
from tinycss2.bytes import decode_stylesheet_bytes
from webencodings import Encoding, lookup

from archiver.requisites.values import Kind, Requisite, distinct, requisite

MOST_TEXT = 2_000_000  # characters of a style sheet that are read; parsing takes about 1 s a MB

URL_FUNCTIONS = frozenset(("url", "src"))
IMAGE_SETS = frozenset(("image-set", "-webkit-image-set"))
#: At-rules whose URLs are names, and load nothing.
NAMES_ONLY = frozenset(("namespace", "document", "-moz-document"))
#: Words and file names' ends by which a browser of today passes over a font (CSS Fonts 4, §4.3.1).
OLD_FORMATS = frozenset(("embedded-opentype", "svg"))
OLD_FONTS = (".eot", ".svg")

Node = Any  # tinycss2 has no types
Reference = tuple[str, Kind]  # as written; what it is


def of_style_sheet(content: bytes, url: str, charset: str | None = None) -> tuple[Requisite, ...]:
    """What the style sheet at ``url`` loads, in its order, each once.

    ``charset`` is what the HTTP header says. All that it names is taken, whatever the media query
    around it; of a font the first file that a browser of today can read.
    """
    # A character takes at most four bytes.
    protocol = charset if charset and lookup(charset) else None
    text, _ = decode_stylesheet_bytes(
        content[: 4 * MOST_TEXT], protocol_encoding=protocol, environment_encoding=_utf8()
    )
    return tuple(distinct(requisite(url, link, kind) for link, kind in references(text)))


def _utf8() -> Encoding | None:
    return lookup("utf-8")


def references(text: str) -> Iterator[Reference]:
    """What a style sheet, a ``style`` element or attribute names, as written."""
    text = text[:MOST_TEXT]
    lower = text.lower()
    if not any(word in lower for word in ("url(", "@import", "image-set(", "src(")):
        return
    pending = [tinycss2.parse_component_value_list(text, skip_comments=True)]
    while pending:
        found, inner = _scan(pending.pop())
        yield from found
        pending += reversed(inner)


def _scan(nodes: Iterable[Node]) -> tuple[list[Reference], list[list[Node]]]:
    """What stands in a list of component values, and the lists inside of it still to be read."""
    found: list[Reference] = []
    inner: list[list[Node]] = []
    rule: str | None = None  # the at-rule whose prelude this is
    for node in nodes:
        link = _link(node)
        if node.type == "at-keyword":
            rule = node.lower_value
        elif node.type == "literal" and node.value == ";":
            rule = None
        elif rule == "import" and (link is not None or node.type == "string"):
            found.append((node.value if link is None else link, "style"))
            rule = "imported"  # what follows are layers, conditions and media
        elif link is not None:
            if rule not in NAMES_ONLY:
                found.append((link, "image"))
        elif node.type == "{} block" and rule == "font-face":
            found += _fonts(node.content)
            rule = None
        else:
            found += _image_set(node)
            inner += _inside(node)
            rule = None if node.type == "{} block" else rule
    return found, inner


def _link(node: Node) -> str | None:
    """The URL that a node is, None if it is none."""
    if node.type == "url":
        return str(node.value)
    if node.type == "function" and node.lower_name in URL_FUNCTIONS:
        return next((str(x.value) for x in node.arguments if x.type == "string"), None)
    return None


def _inside(node: Node) -> list[list[Node]]:
    if node.type == "function":
        return [node.arguments]
    return [node.content] if node.type in ("{} block", "() block", "[] block") else []


def _image_set(node: Node) -> list[Reference]:
    """Bare strings in ``image-set()`` are URLs as well (CSS Images 4, §2.3)."""
    if node.type != "function" or node.lower_name not in IMAGE_SETS:
        return []
    return [(str(x.value), "image") for x in node.arguments if x.type == "string"]


def _fonts(content: list[Node]) -> list[Reference]:
    """The file that a browser takes of a ``@font-face``: of its last ``src`` the first it knows."""
    declarations = tinycss2.parse_declaration_list(content)
    sources = [x for x in declarations if x.type == "declaration" and x.lower_name == "src"]
    for source in reversed(sources):
        for candidate in _divided(source.value):
            link = next(filter(None, map(_link, candidate)), None)
            if link is not None and not _is_old(link, candidate):
                return [(link, "font")]
    return []


def _divided(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    part: list[Node] = []
    for node in nodes:
        if node.type == "literal" and node.value == ",":
            yield part
            part = []
        else:
            part.append(node)
    yield part


def _is_old(link: str, candidate: list[Node]) -> bool:
    formats = [x for x in candidate if x.type == "function" and x.lower_name == "format"]
    words = {str(x.value).lower() for f in formats for x in f.arguments if hasattr(x, "value")}
    if words:
        return not words.isdisjoint(OLD_FORMATS)
    return link.partition("?")[0].partition("#")[0].lower().endswith(OLD_FONTS)
