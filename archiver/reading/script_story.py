"""Which text in a page's data is its story: a string of HTML, or a list of paragraphs.

Of all that data hold (menus, translations, settings, other stories) the story is the longest text
made of whole sentences; one that stands beside the page's own headline goes before all others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any

from lxml import etree

from archiver.reading.text import fold, inline_text, overlap

LEAST_STORY = 400  # characters in sentences
LEAST_SENTENCE = 40
MOST_NODES = 60_000
MOST_DEPTH = 60
MOST_NESTED = 8  # levels of nodes in a list of paragraphs
MOST_HTML = 2_000_000  # characters of all strings that are parsed
COST_OF_PARSING = 300  # as much as parsing so many characters
MOST_TEXTS = 2_000
OWN = 10.0  # how much more a text counts beside the page's headline
ALIKE = 0.8
LEAST_SHARE = 0.6  # of the characters of a story that are in sentences
LEAST_LETTERS = 0.85  # of the characters of a sentence that are letters and spaces
LOOKED_AT = 400  # characters of a text

#: Keys under which there is never a story.
BESIDE = re.compile(
    r"transl|i18n|intl|locale|messages|labels?$|config|settings|consent|cookie|legal|privacy|footer|"
    r"header$|nav|menu|comment|related|recommend|teaser|trending|popular|mostread|latest|sidebar|"
    r"seo|schema|adverti|^ads?$|newsletter|promo|css|styles?$|theme|error|disclaimer|bio$|"
    r"authors?$|faq|caption|gallery|products?$|reviews?$|toast|modal|banner|terms|widget",
    re.IGNORECASE,
)
TITLES = ("headline", "title", "name", "heading", "seoTitle", "pageTitle")
TEXTS = (
    *("text", "html", "content", "value", "data", "body", "paragraph"),
    *("markup", "copy", "innerHTML"),
)
PARTS = (
    *("children", "content", "nodes", "json", "blocks", "items", "body"),
    *("elements", "value", "data", "paragraph", "paragraphs", "slices", "sections"),
)
KINDS = ("type", "nodeType", "_type", "tag", "tagName", "name", "kind", "__typename")
INLINE = frozenset(
    "text span a link hyperlink strong b bold em i italic u underline mark leaf inline textnode "
    "entity-hyperlink sub sup code small".split()
)
#: Kinds of nodes that are no text of a story.
OTHERS = re.compile(
    r"image|photo|video|embed|ad$|advert|teaser|related|newsletter|gallery|script", re.IGNORECASE
)
TEASER = frozenset("url href link slug permalink path canonicalUrl uri".split())
HTML = re.compile(r"(?:<|&lt;)(?:p|br|h[2-4]|li|div)\b", re.IGNORECASE)
MARKUP = re.compile(r"<[^<>]*+>")
ENDS = re.compile(r"[.!?…。！？؟।۔]")
CODE = re.compile(r"\s*+(?:https?:|//|/\w|[{\[<!.#]|\$|function\b|var |window\.)|\S{60}")
TAGS = re.compile(r"\*|p|h[1-6]|a|em|strong|i|b|ul|ol|li|blockquote|span|div|section|article")
INNER = frozenset("attributes attrs props primary fields data node".split())
FIGURES = frozenset(("figure", "figcaption"))
NEAR = 4  # elements around a caption's text
BLOCKS = frozenset("p h2 h3 h4 h5 h6 li blockquote pre".split())


@dataclass(frozen=True, slots=True)
class Story:
    """A text that may be the story."""

    texts: list[str]
    points: float


@dataclass(slots=True)
class _Search:
    """What is left to be looked at, and the best so far."""

    titles: list[str]
    nodes: int = MOST_NODES
    html: int = MOST_HTML
    best: Story | None = None
    stack: list[tuple[Any, int, bool]] = field(default_factory=list)

    def offer(self, texts: list[str], own: bool) -> None:
        """Take these texts if they are more of a story than the best so far."""
        texts = [text for text in texts[:MOST_TEXTS] if len(text) > 1 and not CODE.match(text)]
        said = sum(len(text) for text in texts if _is_prose(text))
        points = said * OWN if own else said
        if said < LEAST_STORY or (self.best is not None and points <= self.best.points):
            return
        if said >= LEAST_SHARE * sum(map(len, texts)):
            self.best = Story(texts, points)


def best_story(value: object, titles: list[str]) -> Story | None:
    """The story in a page's data; ``titles`` are what the page shows as its headline."""
    search = _Search([title for title in titles if title])
    search.stack.append((value, 0, False))
    while search.stack and search.nodes > 0:
        node, depth, own = search.stack.pop()
        search.nodes -= 1
        if depth > MOST_DEPTH:
            continue
        if isinstance(node, str):
            _string(search, node, own)
        elif isinstance(node, list):
            _list(search, node, depth, own)
        elif isinstance(node, dict):
            _object(search, node, depth, own)
    return search.best


def _string(search: _Search, text: str, own: bool) -> None:
    if len(text) >= LEAST_STORY and HTML.search(text, 0, 5_000):
        search.offer(_blocks(search, text), own)


def _list(search: _Search, items: list[Any], depth: int, own: bool) -> None:
    if len(items) > 1 and not _teasers(items):
        mixed = any(isinstance(item, int) for item in items[:40])  # a table of all values
        texts = _flow(search, items)
        search.offer([text for text in texts if _is_prose(text)] if mixed else list(texts), own)
    search.stack.extend((item, depth + 1, own) for item in items[: search.nodes])


def _object(search: _Search, node: dict[str, Any], depth: int, own: bool) -> None:
    said = next((node[key] for key in TITLES if isinstance(node.get(key), str)), None)
    if said and search.titles and len(said) < 500:
        own = any(overlap(said, title) >= ALIKE for title in search.titles)
    for key, value in node.items():
        # Apollo's keys go on with the arguments of a query.
        if isinstance(value, list | dict | str) and value and not BESIDE.search(key.split("(")[0]):
            search.stack.append((value, depth + 1, own))


def _teasers(items: list[Any]) -> bool:
    """True for a list of other pages: each has a title and an address."""
    linked = sum(
        1
        for item in items[:20]
        if isinstance(item, dict)
        and not TEASER.isdisjoint(item)
        and any(key in item for key in TITLES[:3])
    )
    return linked * 2 > min(len(items), 20)


def texts_of(html: str) -> Iterator[str]:
    """The blocks of text in a string of HTML."""
    if "&lt;p" in html or "<" not in html:
        html = unescape(html)
    try:
        root = etree.fromstring(html, etree.HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    if root is None:
        return
    found = [x for x in root.iter(*BLOCKS) if not _in_block(x) and not _in_caption(x)]
    texts = (inline_text(element) for element in found[:MOST_TEXTS])
    if found:
        yield from (text for text in texts if text)
    else:
        for part in re.split(r"(?i)<br\s*+/?>|</?div[^>]*+>|\n\n", html):
            text = fold(unescape(MARKUP.sub("", part)))
            if text:
                yield text


def _in_block(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in BLOCKS


def _in_caption(element: etree._Element) -> bool:
    near = (element, *islice(element.iterancestors(), NEAR))
    return any(x.tag in FIGURES or "caption" in (x.get("class") or "").lower() for x in near)


def _flow(search: _Search, items: list[Any]) -> Iterator[str]:
    """The paragraphs of a list of nodes: what stands in a line is joined, a block is its own."""
    line: list[str] = []
    for item in items[:MOST_TEXTS]:
        inline, texts = _node(search, item, 0)
        if inline:
            line += texts
            continue
        if line:
            yield from _joined(line)
            line = []
        yield from texts
    yield from _joined(line)


def _joined(line: list[str]) -> Iterator[str]:
    text = "".join(line)
    text = fold(unescape(MARKUP.sub("", text)) if "<" in text or "&" in text else text)
    if text:
        yield text


def _node(search: _Search, item: object, depth: int) -> tuple[bool, list[str]]:
    """(it stands in a line, its texts)."""
    search.nodes -= 1
    if depth > MOST_NESTED or search.nodes < 0:
        return True, []
    if isinstance(item, str):
        inline = depth > 0 and len(item) < LEAST_STORY // 4
        return inline, [item] if inline else _blocks(search, item)
    if isinstance(item, list):
        item = _element(item)
    if not isinstance(item, dict):
        return True, []
    kind = next((node for key in KINDS if isinstance(node := item.get(key), str)), "").lower()
    if OTHERS.search(kind) or (kind not in INLINE and not TEASER.isdisjoint(item)):
        return False, []
    inline = kind in INLINE and (depth > 0 or kind != "text")
    parts = next(
        (part for key in PARTS if (part := item.get(key)) and isinstance(part, list)), None
    )
    if parts is not None:
        return inline, _parts(search, parts, depth)
    said = next((text for key in TEXTS if isinstance(text := item.get(key), str)), None)
    if said is None:
        inner = [value for key, value in item.items() if isinstance(value, dict) and key in INNER]
        return inline, _parts(search, inner, depth) if inner else []
    return inline, [said] if inline else _blocks(search, said)


def _element(item: list[Any]) -> dict[str, Any] | None:
    """An element that is written as a list: ``["p", {…}, "text", ["a", …]]``, or as React does."""
    if len(item) > 3 and item[0] == "$" and isinstance(item[3], dict):
        children = item[3].get("children")
        several = isinstance(children, list) and children[:1] != ["$"]
        return {"type": str(item[1]), "children": children if several else [children]}
    if len(item) > 1 and isinstance(item[0], str) and TAGS.fullmatch(item[0]):
        return {"type": item[0], "children": [x for x in item[1:] if not isinstance(x, dict)]}
    return None


def _parts(search: _Search, parts: list[Any], depth: int) -> list[str]:
    found: list[str] = []
    line: list[str] = []
    for part in parts[:MOST_TEXTS]:
        inline, texts = _node(search, part, depth + 1)
        if inline:
            line += texts
        else:
            found += [*_joined(line), *texts]
            line = []
    return [*found, *_joined(line)]


def _blocks(search: _Search, text: str) -> list[str]:
    if "<" not in text and "&lt;" not in text:
        return [fold(unescape(text))] if text.strip() else []
    search.html -= len(text) + COST_OF_PARSING
    return list(texts_of(text)) if search.html > 0 else []


def _is_prose(text: str) -> bool:
    """True for sentences: no addresses, no code, no labels."""
    least = LEAST_SENTENCE if text.isascii() else LEAST_SENTENCE // 2  # some scripts say it shorter
    if len(text) < least or ENDS.search(text) is None or CODE.match(text):
        return False
    start = text[:LOOKED_AT]
    spoken = sum(1 for character in start if character.isalpha() or character.isspace())
    return spoken >= LEAST_LETTERS * len(start) and (" " in start or not start.isascii())
