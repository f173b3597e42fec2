"""The labels around the headline: links to the channel, in boxes that say so or right above it."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from lxml.etree import _Element as Element

from archiver.likeness import LIKELY, article_likeness, is_service
from archiver.reading.channel_nav import (
    HOME,
    LONGEST_LABEL,
    MARKS,
    folders_of,
    host_of,
    is_front,
    path_of,
)
from archiver.reading.claims import Claim
from archiver.reading.names import Role, roles
from archiver.reading.outline import Raw
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import inline_text, words

NEAR = 8  # blocks between a label and the headline
LONGEST_ROW = 90  # characters of several labels
MOST_LABELS = 300
MOST_READ = 40  # of the labels
MOST_INSIDE = 40  # elements in a label; what holds more is no label
MOST_CHILDREN = 40
MOST_END = 24  # characters by which the headline is known
MOST_NEIGHBOURS = 12
MOST_IN_ROW = 6
MOST_LABELLED = 2  # items of an unnamed list of labels; more are a menu
#: Between the names of a path, which is one label; commas and bullets divide a list.
PATH = re.compile(r"\s*[/|>›»→]\s*")
DIVIDERS = frozenset("/|>›»→")
MOST_ROW = 7  # blocks of a path
LINKED = 0.8  # link share of a label
#: Names of elements whose links lead to channels that need not be the page's …
NO_LABEL = re.compile(
    r"(?:^|[\s_-])(?:menu|menu-item|cat-item|nav|navbar|navigation|footer|author|byline|tags?|"
    r"tagcloud|user|search|related|teaser|date|hidden)(?:[\s_-]|$)"
)
#: … and of what these stand in.
NO_PLACE = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|footer|sidebar|user|site-header|masthead|top-?bar)"
    r"(?:[\s_-]|$)"
)
#: Links that lead to no channel.
NO_CHANNEL = re.compile(
    r"^(?:tel|mailto|javascript):|/(?:autor|author|auteur|authors|team|by|people)/", re.IGNORECASE
)
#: WordPress's items of menus and of the list of all categories.
NO_CATEGORY = re.compile(r"(?:^|[\s_-])(?:menu-item|cat-item)(?:[\s_-]|$)")
#: An unlinked label says that it is a channel's name; a kicker is mostly a phrase about the story.
SAYS_CHANNEL = re.compile(
    r"(?:categor(?!y-group)|ressort|rubri[ckq]|"
    r"(?:^|[\s_-])(?:cate?|channel|section(?:[_-]?(?:name|label))?|keyword)(?:[\s_-]|$))"
)
#: Folders in which sites keep the pages of their channels.
CATEGORY = re.compile(
    r"/(?:categor(?:y|ies|ia|ias|ie)|kategori(?:e|en|a)?|rubri(?:k|ek|que|ques|ky|ca|cas)|"
    r"sections?|seccion|secao|sezione|ressort|channel)/[^/]",
    re.IGNORECASE,
)

CONCEPT = "skos:prefLabel"  # of Drupal's links to its terms
LOGIN = re.compile(r"(?:^|[\s_-])(?:log-?in|sign-?(?:in|up)|subscribe|abo)(?:[\s_-]|$)")

#: What introduces the links to the channels of a post, over or under it.
SAYS_IN = re.compile(
    r"(?:(?:categor(?:y|ies|ía|ías|ia|ias|ie)|catégories?|kategori(?:e|en|a|er)?|"
    r"rubri(?:k|ken|que|ca|ek)|категори[яиї]|рубрик[аи]|kategoria|chuyên mục|κατηγορί(?:α|ες)|"
    r"دسته‌بندی|سرویس|القسم|الأقسام|التصنيف|קטגוריה|श्रेणी|หมวดหมู่|カテゴリー?|카테고리|"
    r"分类|分類|栏目)\s?[:：]|(?:posted|filed) (?:in|under)\b|"
    r"(?:veröffentlicht|abgelegt) (?:in|unter)\b|publié dans\b|publicado en\b)",
    re.IGNORECASE,
)


class Labels:
    """What stands around the headline."""

    def __init__(self, survey: Survey, title: str | None = None) -> None:
        self._survey = survey
        self._at = _headline(survey, title)
        found = list(self._marked())
        found.sort(key=lambda x: x[0])
        self.linked = [claim for _, claim, linked in found if linked]
        """Labels that call themselves a channel, section or category; the nearest first."""
        self.unlinked = [claim for _, claim, linked in found if not linked]

    @cached_property
    def _near(self) -> list[Raw]:
        """The short blocks with links around the headline, the nearest first."""
        if self._at is None:
            return []
        at, outline = self._at, self._survey.outline
        near = range(max(0, at - NEAR), min(len(outline.blocks), at + NEAR))
        found = [(abs(n - at), outline.blocks[n]) for n in near if n != at]
        kept = [(d, raw) for d, raw in found if raw.links and len(raw.text) <= LONGEST_ROW]
        kept.sort(key=lambda x: x[0])
        return [raw for _, raw in kept]

    def _in_navigation(self, node: int) -> bool:
        outline = self._survey.outline
        around = outline.chain(node)
        if any(outline.junk.get(n) == "navigation" for n in around):
            return True
        return any(NO_PLACE.search(tokens_of(outline.elements[n])) for n in around[:5])

    def _marked(self) -> Iterator[tuple[float, Claim, bool]]:
        at = self._at
        if at is None:
            return
        outline, left = self._survey.outline, MOST_READ
        for element, node, before in outline.named[Role.CHANNEL][:MOST_LABELS]:
            distance = before - at
            if abs(distance) > NEAR or element.tag in ("main", "article", "section", "body", "h1"):
                continue
            if (
                node >= 0
                and outline.elements[node] is element
                and outline.ends[node] - node > MOST_INSIDE
            ):
                continue
            left -= 1
            if left < 0:
                return
            name = tokens_of(element).strip()
            if _is_other(element, name) or self._in_navigation(node):
                continue
            if label := _label(element):
                rank = abs(distance) + (0.5 if distance > 0 else 0.0)
                yield rank, Claim(label[0], f"label:{name}"), label[1]

    def paths(self, crumbs: tuple[str, ...]) -> Iterator[Claim]:
        """A row of links that a slash or bar divides, as the breadcrumbs or the URL know it."""
        url = self._survey.page.url
        host, folders = host_of(url), folders_of(url)
        for raw in self._near:
            names = [text for _, text in raw.links]
            if names and HOME.issuperset(words(names[0])):
                continue  # breadcrumbs
            if not 2 <= len(names) <= 4 or [x for x in PATH.split(raw.text) if x] != names:
                continue
            hrefs = [anchor.get("href") for anchor, _ in raw.links]
            known = any(path_of(href, host) in folders for href in hrefs)
            known = known or tuple(names) == crumbs[-len(names) :]
            if known and not self._in_navigation(raw.node):
                yield Claim(raw.text, "label")
        yield from self._row_of_blocks()

    def _row_of_blocks(self) -> Iterator[Claim]:
        """The same right above the headline, where each link and each slash is a block."""
        if not self._at:
            return
        row: list[Raw] = []
        for raw in reversed(self._survey.outline.blocks[max(0, self._at - MOST_ROW) : self._at]):
            divides = raw.text in DIVIDERS
            if divides != len(row) % 2 or (not divides and not _is_label(raw)):
                break
            row.insert(0, raw)
        row = row if len(row) % 2 else row[1:]
        if len(row) > 1 and not self._in_navigation(row[0].node):
            yield Claim(" ".join(raw.text for raw in row), "label")

    def categories(self) -> Iterator[Claim]:
        """``rel="category"``: the first that stands in no menu."""
        survey = self._survey
        tagged = [x for x in survey.links_with("tag") if CATEGORY.search(x.get("href") or "")]
        for anchor in [*survey.links_with("category"), *tagged]:
            box = anchor.getparent()
            if anchor.tag == "a" and box is not None and not NO_CATEGORY.search(tokens_of(box)):
                yield Claim(inline_text(anchor), "rel:category")

    def in_folder(self) -> Iterator[Claim]:
        """Links near the headline that lead into a folder of categories."""
        for raw in self._near:
            for anchor, text in raw.links[:6]:
                if len(text) > LONGEST_LABEL or not CATEGORY.search(anchor.get("href") or ""):
                    continue
                if not self._in_navigation(raw.node):
                    yield Claim(text, "label")

    def linked_near(self) -> set[tuple[str, ...]]:
        """The words of the links around the headline, of each those in their order."""
        return {
            tuple(words(text))
            for raw in self._near
            if not self._in_navigation(raw.node)
            for _, text in raw.links[:MOST_IN_ROW]
        }

    def told_in_row(self) -> Iterator[Claim]:
        """The first link after "Categories:" or "Posted in", in a short block."""
        for raw in self._survey.outline.blocks:
            said = raw.links and len(raw.text) <= LONGEST_ROW and SAYS_IN.match(raw.text)
            if said and raw.text[said.end() :].strip(MARKS).startswith(raw.links[0][1]):
                yield Claim(raw.links[0][1], "label")

    def above(self) -> Iterator[Claim]:
        """The first link of the block right above that links to nothing but lists of this site."""
        if not self._at:
            return
        raw = self._survey.outline.blocks[self._at - 1]
        if raw.link_share < LINKED or len(raw.text) > LONGEST_ROW or not 0 < len(raw.links) < 5:
            return
        element = self._survey.outline.elements[raw.node]
        concepts = all(CONCEPT in (anchor.get("property") or "") for anchor, _ in raw.links)
        is_menu = self._in_navigation(raw.node) or _is_of_menu(element)
        if _speaks_of_other(element) or (is_menu and not concepts):
            return
        if all(len(text) <= LONGEST_LABEL and self._is_list(anchor) for anchor, text in raw.links):
            yield Claim(raw.links[0][1], "label")

    def _is_list(self, anchor: Element) -> bool:
        url = self._survey.absolute(anchor.get("href"))
        if (
            not url
            or is_front(url)
            or NO_CHANNEL.search(url)
            or LOGIN.search(tokens_of(anchor))
            or host_of(url) != host_of(self._survey.page.url)
        ):
            return False
        return article_likeness(url) < LIKELY and not is_service(url)


def _is_label(raw: Raw) -> bool:
    """True for a short block that is one link."""
    return len(raw.links) == 1 and raw.link_share > LINKED and len(raw.text) <= LONGEST_LABEL


def _headline(survey: Survey, headline: str | None) -> int | None:
    """How many blocks come before the headline: the h1 (else a heading) that ``title`` repeats."""
    outline = survey.outline
    title = set(words(inline_text(survey.tags["title"][0]))) if survey.tags["title"] else set()
    best, score, end = None, -1.0, (headline or "")[-MOST_END:]
    for element, _, before in outline.tags["h1"][:20]:
        text = inline_text(element)
        said = set(words(text))
        end = "" if end and text.endswith(end) else end
        if said and (points := len(said & title) / len(said) + min(len(said), 4)) > score:
            best, score = before, points
    if end and (other := _heading(outline.blocks, end)) is not None:
        return other
    if best is not None:
        return best
    for number, raw in enumerate(outline.blocks):
        if raw.kind == "heading" and len(said := set(words(raw.text))) > 2 and title >= said:
            return number
    return None


def _heading(blocks: list[Raw], end: str) -> int | None:
    """The first heading that ends like the headline, which no h1 does."""
    return next(
        (n for n, raw in enumerate(blocks) if raw.kind == "heading" and raw.text.endswith(end)),
        None,
    )


def _is_other(element: Element, name: str) -> bool:
    """True for a name that speaks of something else too: a menu, an author, a date."""
    return bool(NO_LABEL.search(name)) or _speaks_of_other(element)


def _speaks_of_other(element: Element) -> bool:
    written = element.get("class") or element.get("id") or ""
    return bool(roles(written) & (Role.BYLINE | Role.DATE | Role.HIDDEN))


def _label(element: Element) -> tuple[str, bool] | None:
    """The name in a label and whether it is a link: a path whole, of a list the first."""
    text = inline_text(element)
    if not text or len(text) > LONGEST_ROW:
        return None
    anchors = _anchors(element)
    if not anchors:
        return (text, False) if len(text) <= LONGEST_LABEL else None
    names = _names(_anchors(_first_of_row(element))) + _names(anchors)
    around = element.getparent()
    if not names or len(names[0]) > LONGEST_LABEL or _is_strip(element):
        return None
    for row in (element, around) if around is not None and len(around) <= 4 else (element,):
        whole = _names(_anchors(row))
        if len(whole) > 1 and [x for x in PATH.split(inline_text(row)) if x] == whole:
            return inline_text(row), True
    href = "/" if LOGIN.search(tokens_of(anchors[0])) else anchors[0].get("href") or ""
    return None if is_front(href) or NO_CHANNEL.search(href) else (names[0], True)


def _is_strip(element: Element) -> bool:
    """True in a row of so many that it offers channels and names none."""
    row = element.getparent()
    near = islice(row, MOST_CHILDREN) if row is not None else ()
    alike = [x for x in near if x.tag == element.tag]
    return len(alike) > MOST_IN_ROW and alike[0].get("class") == alike[-1].get("class")


def _is_of_menu(element: Element) -> bool:
    """True in an item of a list that offers several channels, by no name but in its place."""
    item = element if element.tag == "li" else next(element.iterancestors("li"), None)
    row = item.getparent() if item is not None else None
    near = islice(row, MOST_CHILDREN) if row is not None else ()
    return sum(x.tag == "li" and x.find(".//a") is not None for x in near) > MOST_LABELLED


def _first_of_row(element: Element) -> Element:
    """The first of the neighbours of the same kind: the labels of a list."""
    for other in islice(element.itersiblings(str(element.tag), preceding=True), MOST_NEIGHBOURS):
        if other.get("class") != element.get("class"):
            break
        element = other
    return element


def _anchors(element: Element) -> list[Element]:
    return [element] if element.tag == "a" else list(islice(element.iter("a"), 6))


def _names(anchors: list[Element]) -> list[str]:
    return [x for x in (inline_text(anchor).strip(MARKS) for anchor in anchors) if x]
