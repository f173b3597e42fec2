"""Whether two readings of an article say the same: what makes a version, and what is noise.

Title, subtitle, authors, date of publication and body make a version. What moves by itself does
not: white space and invisible characters, times told from the moment of looking ("3 hours ago"),
counts of comments, paragraphs that are nothing but a link (teasers), a date of publication that is
the time of asking, and ``modified``, which many systems set anew with each request. What only a
feed or sitemap said is not said by the page.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from archiver.article import Article, Block
from archiver.collection.versioning.parts import is_later_page, is_same_title
from archiver.reading import dates_relative
from archiver.renditions import is_rendition
from archiver.report import STORIES
from archiver.sentences import sentences
from archiver.urls import normalise

FIELDS = ("title", "subtitle", "authors", "published", "body")  #: whose change makes a version
SOURCES = ("feed", "sitemap", "channel", "page")  #: kinds of entries: archiver.article.Entry

PART, OTHER, CUT, RENDITION, WHOLE = -1, 0, 1, 2, 3
"""How much a reading is worth to tell what an article says: a later page of a story, which is never
shown in the place of the first; no story (a wall, a listing); a page
that was cut, or whose text was left out, or a later one of a story on several; one made for
printing or for small screens; the page."""

CLOCK = timedelta(hours=1)  # a date of publication this near to the capture may be its own time
DAY = len("2026-03-01")  # characters of a date without a time
ALIKE = 0.5  # of the sentences of the shorter one
SHORT = 200  # characters of a block in which a relative time is looked for
MOST_COUNT = 60  # characters of a block that is a count

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_NUMBER = r"\d[\d.,’'\u00a0\u202f]*\s?(?:k|m|tsd\.?|mio\.?|mil|万|천|만)?"
_COUNTED = (
    r"(?:comments?|shares?|views?|likes?|reactions?|replies|retweets?|kommentare?|"
    r"aufrufe|commentaires?|partages?|vues|comentarios?|compartid[oa]s?|vistas|commenti|"
    r"condivisioni|visualizzazioni|comentários?|visualizações|reacties|kommentarer|komentarzy|"
    r"комментари\w*|просмотр\w*|コメント|件|评论|評論|次阅读|조회|댓글|تعليق\w*|yorum|bình luận|"
    r"komentar)"
)
_COUNT = re.compile(
    rf"\W*(?:{_NUMBER}\s*{_COUNTED}|{_COUNTED}\W{{0,3}}{_NUMBER})\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What counts of a reading, in the form in which it is compared."""

    title: str | None
    subtitle: str | None
    authors: tuple[str, ...]  #: sorted
    body: tuple[str, ...]  #: text of its blocks


def said(article: Article) -> Said:
    """What an article says, without noise."""
    names = () if _only_told(article, "authors") else (x.name for x in article.authors)
    title = None if _only_told(article, "title") else article.title
    return Said(
        title=_folded(title or "") or None,
        subtitle=_folded(article.subtitle or "") or None,
        authors=tuple(sorted(_folded(name).casefold() for name in names)),
        body=tuple(filter(None, map(_counting, article.body))),
    )


def digest(article: Article) -> str:
    """SHA-256 (hexadecimal) of what an article says: the same for the same words."""
    return hashlib.sha256(msgspec.json.encode(said(article))).hexdigest()


def changes(old: Article, new: Article) -> tuple[str, ...]:
    """Which of FIELDS say something else in ``new``; beside any, ``modified`` if that moved too.

    None between two pages of a story that is told on several.
    """
    if any(map(is_later_page, (old, new))) and normalise(old.url or "") != normalise(new.url or ""):
        return ()
    before, after = said(old), said(new)
    names = ("title", "subtitle", "authors", "body")
    found = [name for name in names if getattr(before, name) != getattr(after, name)]
    if _redated(old, new):
        found.append("published")
    if found and old.modified and new.modified and old.modified.iso != new.modified.iso:
        found.append("modified")
    order = (*FIELDS, "modified")
    return tuple(sorted(found, key=order.index))


def contradict(one: Article, other: Article) -> bool:
    """True if two pages tell different stories: less than half of the sentences of the shorter one
    stand in the other; of pages of which one is a later one, the titles differ. What is not the
    page itself, or has no text, contradicts nothing."""
    if any(map(is_later_page, (one, other))):
        return not is_same_title(one.title, other.title)
    if any(rank(article, cut=False) != WHOLE for article in (one, other)):
        return False
    first, second = (
        {sentence for block in said(article).body for sentence in sentences(block)}
        for article in (one, other)
    )
    return len(first & second) < ALIKE * min(len(first), len(second))


def rank(article: Article, *, cut: bool, part: bool = False) -> int:
    """How much a reading is worth; ``cut``: its capture does not hold the whole answer; ``part``:
    the crawl came to it as to a later page of a story."""
    if part:
        return PART
    if article.kind not in STORIES:
        return OTHER
    if cut or article.rights.skipped is not None or is_later_page(article):
        return CUT
    return RENDITION if article.url and is_rendition(article.url) else WHOLE


def _only_told(article: Article, name: str) -> bool:
    """True if a source said it, and not the page."""
    return article.evidence.get(name) in {f"{source}:{name}" for source in SOURCES}


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def _counting(block: Block) -> str | None:
    """The text of a block; None for one that is noise."""
    text = _folded(block.text)
    if len(text) <= MOST_COUNT and _COUNT.fullmatch(text):
        return None
    linked = _folded(" ".join(link.text for link in block.links))
    if block.links and block.kind != "table" and linked == text:
        return None
    return dates_relative.AGO.sub("…", text) if len(text) <= SHORT else text


def _redated(old: Article, new: Article) -> bool:
    """True if both say on their own when the article was published, and not the same."""
    if old.published is None or new.published is None:
        return False
    if _only_told(old, "published") or _only_told(new, "published"):
        return False
    if _is_relative(old) or _is_relative(new) or (_is_clock(old) and _is_clock(new)):
        return False
    first, second = old.published.instant, new.published.instant
    if first and second:
        return first != second
    timed = (len(old.published.iso) > DAY, len(new.published.iso) > DAY)
    if all(timed) and not (first or second):
        return old.published.iso != new.published.iso
    # Where one tells a day only, or no zone, a day more or less says nothing.
    return abs(old.published.day - new.published.day) > timedelta(days=any(timed))


def _is_relative(article: Article) -> bool:
    moment, capture = article.published, article.capture
    if moment is None or capture is None:
        return False
    return dates_relative.day(moment.text, capture.date) is not None


def _is_clock(article: Article) -> bool:
    """True if the date of publication is about the time of the capture."""
    instant = article.published and article.published.instant
    return bool(instant and article.capture and abs(article.capture.date - instant) < CLOCK)
