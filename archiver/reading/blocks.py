"""The page as a sequence of blocks, in one walk; and what is no part of any story."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from archiver.article import BlockKind
from archiver.reading.text import INVISIBLE, fold, inline_text, preformatted_text

CONTAINERS = frozenset(
    "html body main article section div center td th tr tbody thead tfoot dl dd dt ul ol span a "
    "font b i em strong details summary fieldset header hgroup figure label address bdi ins".split()
)
LEAVES: dict[str, BlockKind] = {
    "p": "paragraph",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "list item",
    "blockquote": "quote",
    "pre": "preformatted",
    "table": "table",
}
BLOCKS = frozenset(
    "p div section article main h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table dl figure header "
    "aside nav footer form center".split()
)
SKIPPED = INVISIBLE | frozenset(
    "head nav footer aside form figcaption figure video audio input textarea dialog menu".split()
)

JUNK = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentaires?|kommentare?|disqus|respond|share|sharing|shares|social|"
    r"socials|addthis|related|recirc\w*|recommend\w*|outbrain|taboola|newsletters?|subscribe|"
    r"subscription|signup|sign-up|promo|promos|promotion|promobox|advert\w*|ads?|adslot|ad-slot|"
    r"adbox|banner|sponsor\w*|sidebar|side-bar|rail|breadcrumbs?|cookies?|consent|gdpr|popup|modal|"
    r"overlay|most-?(?:read|popular|viewed)|popular|trending|tags?|tag-?list|taglist|keywords|"
    r"byline|author-?(?:bio|box|info|card|description|profile|meta|about)|about-?author|bio|"
    r"toolbox|toolbar|tools|pagination|pager|nav|navigation|navbar|menu|footer|masthead|"
    r"caption|credit|copyright|print-only|screen-reader\w*|sr-only|visually-hidden|hidden|"
    r"skip-?link|teasers?|more-?(?:stories|news|from|in|by|articles|on)|read-?(?:more|also|next)|"
    r"also-?read|see-?also|you-?may|next-?(?:story|article|up)|rating|login|paywall-?(?:banner|box)|"
    r"app-?(?:promo|download)|donat\w*|infobox|fact-?box|story-thumbnail|post-?meta|entry-?meta|"
    r"article-?meta|dateline|timestamp|widget|mailmunch|jp-relatedposts|yarpp|embed-caption)(?:[\s_-]|$)"
)

MORE_BY = re.compile(
    r"^(?:more|latest|other (?:stories|articles)|stories|articles|all (?:stories|articles)|recent posts)"
    r"(?:\s+(?:stories|articles|news|posts))?\s+(?:by|from)\s+(?P<name>[^\d\W][^:]{2,60})$|"
    r"^(?:mehr|weitere (?:artikel|beiträge)) von (?P<name_de>.{3,60})$|"
    r"^(?:plus|autres articles|du même auteur|tous les articles) (?:par|de) (?P<name_fr>.{3,60})$|"
    r"^más (?:de|por|artículos de) (?P<name_es>.{3,60})$",
    re.IGNORECASE,
)
MORE_IN = re.compile(
    r"^(?:more|latest|other news|news)(?:\s+(?:stories|articles|news))?\s+in\s+(?P<name>[^:]{2,60})$|"
    r"^mehr (?:aus|in|im ressort) (?P<name_de>.{2,60})$|"
    r"^plus (?:dans|en) (?P<name_fr>.{2,60})$|^más en (?P<name_es>.{2,60})$",
    re.IGNORECASE,
)
RELATED = re.compile(
    r"^(?:related|related (?:stories|articles|news|posts|content|links|coverage|topics|reading)|"
    r"read (?:more|also|next|on)|also read|see also|more on this(?: story| topic)?|more on|"
    r"further reading|background|mehr zum thema|zum thema|lesen sie (?:auch|mehr|dazu)|"
    r"auch interessant|weiterlesen|verwandte (?:artikel|themen|beiträge)|passend dazu|"
    r"(?:à )?lire (?:aussi|également)|sur le même (?:sujet|thème)|articles (?:liés|similaires)|"
    r"leggi anche|articoli correlati|ti potrebbe interessare|lea (?:también|además)|"
    r"te puede interesar|noticias relacionadas|(?:artículos )?relacionad[oa]s|leia (?:também|mais)|"
    r"veja também|lees ook|gerelateerd|meer over|læs også|les også|läs (?:också|mer)|"
    r"lue myös|czytaj (?:też|także|więcej)|zobacz (?:też|także)|powiązane|čtěte (?:také|více)|"
    r"читайте (?:также|ещё)|по теме|関連(?:記事|ニュース|リンク)?|あわせて読みたい|相关(?:新闻|阅读|文章)|관련(?: ?기사| ?뉴스)?)"
    r"\s*[:：»>…]*\s*$",
    re.IGNORECASE,
)
END = re.compile(
    r"^(?:(?:leave|post|add|write) a (?:comment|reply)|comments?(?: \(\d+\))?|\d+ comments?|"
    r"kommentare?(?: \(\d+\))?|commentaires?|comentarios|commenti|about the authors?|"
    r"über (?:den autor|die autorin)|sobre el autor|most (?:read|popular|viewed)|trending|"
    r"meistgelesen|les plus lus|lo más leído|newsletter|share this(?: article| story)?|"
    r"sign up|subscribe|advertisement|tags|topics)\s*:?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Raw:
    """A block as found: its text, its element and the links in it."""

    element: HtmlElement  #: the leaf, or the container of a run of text
    kind: BlockKind
    text: str
    level: int | None = None
    anchors: list[HtmlElement] = field(default_factory=list)

    @property
    def link_share(self) -> float:
        """The share of the text that is inside links, 0 to 1."""
        linked = sum(len(inline_text(anchor)) for anchor in self.anchors)
        return min(1.0, linked / len(self.text)) if self.text else 0.0

    @property
    def mass(self) -> float:
        """Characters that are no links: what speaks for its container."""
        if self.kind == "heading" or len(self.text) < 25:
            return 0.0
        return len(self.text) * (1.0 - self.link_share)


@lru_cache(maxsize=8192)
def is_junk_name(class_and_id: str) -> bool:
    """True if a class or id says that the element is no part of a story."""
    return bool(JUNK.search(class_and_id))


def name_in(match: re.Match[str]) -> str:
    """The name that MORE_BY or MORE_IN found, in whichever language."""
    return next(text for text in match.groups() if text).strip()


def is_junk(element: HtmlElement) -> bool:
    """True for elements that by tag, class or visibility are no part of a story."""
    get = element.get
    name = f"{get('class') or ''} {get('id') or ''}"
    if name != " " and is_junk_name(name.lower()):
        return True
    if get("hidden") is not None or get("aria-hidden") == "true":
        return True
    style = get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


class Walk:
    """All blocks below an element, in document order, junk left out."""

    def __init__(
        self,
        root: HtmlElement,
        dropped: Collection[HtmlElement] = (),
        kept: Collection[HtmlElement] = (),
    ) -> None:
        self.blocks: list[Raw] = []
        self._dropped = set(dropped)
        self._kept = set(kept)  # never junk, whatever they are called: their inside is walked
        self._parts: list[str] = []
        self._anchors: list[HtmlElement] = []
        self._walk(root)

    def _walk(self, root: HtmlElement) -> None:
        stack: list[tuple[HtmlElement, Iterator[HtmlElement] | None]] = [(root, None)]
        while stack:
            element, children = stack[-1]
            if children is None:
                self._flush(element)
                self._add(element.text)
                children = iter(element)
                stack[-1] = (element, children)
            for child in children:
                if self._enter(child, element):
                    stack.append((child, None))
                    break
                self._add(child.tail)
            else:
                self._flush(element)
                stack.pop()
                if stack:
                    self._add(element.tail)

    def _enter(self, child: HtmlElement, parent: HtmlElement) -> bool:
        """Take a child in; True if it is a container to be walked into."""
        tag = child.tag
        if not isinstance(tag, str) or child in self._dropped:
            return False
        if child not in self._kept and (tag in SKIPPED or is_junk(child)):
            return False
        if tag in LEAVES:
            if tag in ("li", "blockquote", "table") and _holds_blocks(child, tag):
                return True
            self._flush(parent)
            self._leaf(child, LEAVES[tag])
            return False
        if tag == "br":
            self._break(parent)
            return False
        if tag in BLOCKS or (len(child) and _holds_blocks(child, tag)):
            return True
        self._inline(child)
        return False

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)

    def _inline(self, element: HtmlElement) -> None:
        self._parts.append(inline_text_kept(element))
        self._anchors += _anchors(element)

    def _break(self, parent: HtmlElement) -> None:
        # Two line breaks divide paragraphs; one is a space.
        if self._parts and self._parts[-1] == "\n":
            self._flush(parent)
        else:
            self._parts.append("\n")

    def _flush(self, element: HtmlElement) -> None:
        if self._parts:
            text = fold("".join(self._parts))
            if text:
                kind: BlockKind = "list item" if element.tag == "li" else "paragraph"
                if element.tag == "blockquote":
                    kind = "quote"
                self.blocks.append(Raw(element, kind, text, anchors=self._anchors))
            self._parts = []
            self._anchors = []

    def _leaf(self, element: HtmlElement, kind: BlockKind) -> None:
        if kind == "preformatted":
            text = preformatted_text(element)
        elif kind == "table":
            text = table_text(element)
        else:
            text = inline_text(element)
        if text:
            level = int(str(element.tag)[1]) if kind == "heading" else None
            self.blocks.append(Raw(element, kind, text, level, _anchors(element)))


def inline_text_kept(element: HtmlElement) -> str:
    """Text of an inline element, with the white space at its ends, which divides words."""
    return _visible(element) if len(element) else element.text or ""


def _visible(element: HtmlElement) -> str:
    parts: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in INVISIBLE:
            parts.append(" " if child.tag == "br" else _visible_flat(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _visible_flat(element: HtmlElement) -> str:
    skipped = {x for x in element.iter() if x.tag in INVISIBLE}
    if not skipped:
        return "".join(element.itertext())
    return inline_text(element)


def _anchors(element: HtmlElement) -> list[HtmlElement]:
    if element.tag == "a":
        return [element]
    return list(element.iter("a")) if len(element) else []


def _holds_blocks(element: HtmlElement, tag: str) -> bool:
    """True if there are blocks inside, so that it is no block itself."""
    if tag == "table":
        return any(True for _ in element.iter("p", "div", "h2", "h3", "li"))
    return any(child.tag in BLOCKS for child in element.iterdescendants())


def table_text(element: HtmlElement) -> str:
    """Cells divided by tabs, rows by newlines."""
    rows = (
        "\t".join(inline_text(cell) for cell in row.iter("td", "th")) for row in element.iter("tr")
    )
    return "\n".join(row for row in rows if row.strip())
