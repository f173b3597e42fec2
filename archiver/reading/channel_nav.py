"""The names under which the page itself links to the channels of its publication."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element as Element

from archiver.reading.claims import Claim
from archiver.reading.survey import Survey
from archiver.reading.text import fold, inline_text

LONGEST_LABEL = 40  # characters
MARKS = " >»/›|→·•\\-–—:,;[]\t"  # around a name
MOST_LINKS = 2000
MOST_HREF = 200  # characters
MOST_FOLDERS = 6
#: What front pages are called.
HOME = frozenset(
    "home homepage start startseite accueil inicio início hjem forside hem etusivu strona główna "
    "domů domov početna začetna acasă kezdőlap címlap forsíða avaleht sākums pradžia начало "
    "главная головна почетна αρχική anasayfa beranda utama ホーム トップ top "
    "首页 首頁 主页 홈 الرئيسية ראשי خانه หน้าแรก "
    "trang chủ página principal portada front page".split()
)
#: First words of the links that jump over the navigation.
SKIPS = frozenset(
    "skip jump zum zur aller accéder ir saltar vai salta pular przejdź hoppa hopp".split()
)
CURRENT = re.compile(
    r"(?:^|[\s_-])(?:active|current|selected|current-(?:post|menu|page)-(?:ancestor|parent|item))(?:\s|$)"
)
INDEX = re.compile(r"(?:/index)?(?:\.(?:s?html?|php|aspx?))?$")
MOST_INDEX = 16  # characters of that, and more: the pattern is tried at each


class Navigation:
    """The page's links to channels; looked up only where they are asked for."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._names: dict[str, str] | None = None

    def as_printed(self, value: str) -> str | None:
        """How the page prints this name; None if it links to nothing of this name."""
        if self._names is None:
            self._names = {}
            for raw in self._survey.outline.blocks:
                for _, text in raw.links:
                    if len(text) <= LONGEST_LABEL:
                        self._names.setdefault(text.casefold(), text)
        name = fold(value).casefold()
        return self._names.get(name) or self._names.get(name.replace("-", " "))

    def folder(self) -> Iterator[Claim]:
        """The names of the folders of the page's URL that links lead to, the innermost first."""
        survey = self._survey
        host, folders = host_of(survey.page.url), folders_of(survey.page.url)
        if not folders:
            return
        found: dict[int, Counter[str]] = {}
        for anchor in survey.tags["a"][:MOST_LINKS]:
            path = path_of(anchor.get("href"), host)
            depth = folders.get(path, 0) if path else 0
            if not depth:
                continue
            text = inline_text(anchor)
            if 1 < len(text) <= LONGEST_LABEL and text.split(" ", 1)[0].lower() not in SKIPS:
                found.setdefault(depth, Counter())[text.strip(MARKS)] += 1
        for depth in sorted(found, reverse=True):
            yield Claim(found[depth].most_common(1)[0][0], "url")

    def current(self) -> Iterator[Claim]:
        """The items that are marked as those where the reader is."""
        survey = self._survey
        for anchor in survey.tags["a"][:MOST_LINKS]:
            box = anchor.getparent()
            if not _is_current(anchor) and (box is None or box.tag != "li" or not _is_current(box)):
                continue
            url = survey.absolute(anchor.get("href"))
            if url and not is_front(url) and url != survey.page.url:
                yield Claim(inline_text(anchor), "nav:current")


def _is_current(element: Element) -> bool:
    name = element.get("class")
    if name and _says_current(name):
        return True
    return element.get("aria-current") in ("true", "page", "location")


@lru_cache(maxsize=4096)
def _says_current(name: str) -> bool:
    return CURRENT.search(name.lower()) is not None


def is_front(url: str | None) -> bool:
    """True for the front page of a site, whichever it is."""
    try:
        return not urlsplit(url or "x").path.strip("/")
    except ValueError:
        return False


def host_of(url: str | None) -> str:
    """The host without ``www.``; "" if there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def folders_of(url: str | None) -> dict[str, int]:
    """The folders that a page is in, each with its depth; those with numbers as names left out."""
    try:
        segments = [x for x in urlsplit(url or "").path.lower().split("/") if x]
    except ValueError:
        return {}
    folders = {}
    path = ""
    for depth, segment in enumerate(segments[:-1][:MOST_FOLDERS], 1):
        path += f"/{segment}"
        if not segment.isdigit():
            folders[unquote(path)] = depth
    return folders


def path_of(href: str | None, host: str) -> str | None:
    """The path of a link on a page of this host, written as a folder's; None for other hosts."""
    if not href or len(href) > MOST_HREF or "?" in href:
        return None
    if href[0] != "/" or href[1:2] == "/":
        there, _, path = href.partition("//")[2].partition("/")
        if there.lower().removeprefix("www.") != host:
            return None
        href = f"/{path}"
    path = href.partition("#")[0].lower().rstrip("/")
    if "." in path[-6:] or path.endswith("/index"):
        path = path[:-MOST_INDEX] + INDEX.sub("", path[-MOST_INDEX:])
    return unquote(path) if "%" in path else path
