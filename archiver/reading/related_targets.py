"""Which links lead to a story, and which are advertising."""

import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

from lxml.etree import _Element as Element

from archiver.likeness import LIKELY, is_list, is_service, story_likeness
from archiver.publications.model import Publication
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import words

#: A link with a headline for its text needs less of its address.
PLAUSIBLE = 0.2
CERTAIN = 0.55  #: what a link with a short text needs
SHAPED = 0.54  #: an address that is made as the page's own: enough for a text of several words
MOST_NAME = 40  # characters of a person's, place's or organisation's name
LEAST_HEADLINE = 28  # characters
LEAST_DENSE = 12  # characters, in scripts that say more in one
MOST_URL = 2000  # characters
MOST_ABOVE = 4  # elements around a link whose names are read

SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|youtube|youtu|pinterest|reddit|whatsapp|"
    r"telegram|t|tiktok|threads|bsky|wikipedia|wikimedia|google|goo|apple|amazon|amzn|spotify|"
    r"doubleclick|bit|vk|ok|line|weibo|flipboard)\.[a-z.]{2,6}$"
)
FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|jpe?g|png|gif|webp|svg|mp[34])$", re.IGNORECASE
)
#: A query that sends on to another address.
FORWARDS = re.compile(r"=(?:https?[:%]|www\.)", re.IGNORECASE)
SPONSORED = re.compile(
    r"(?:^|[\s_-])(?:sponsor\w*|promoted|advert\w*|ads?|partner|commercial\w*|native|branded\w*|"
    r"anzeigen?|publireportage|reklama|promocyjn\w*)(?:[\s_-]|$)"
)

#: The name of a page: a number, or words; and its extension.
WRITTEN = re.compile(
    r"(?:(?P<number>\d{3,})|(?P<words>[^\W_][\w%~-]{2,}[^\W_]))(?P<end>\.[a-z]{3,5})?$"
)
NUMBER = re.compile(r"\d+")

Place = tuple[str, str, str]
Shape = tuple[tuple[str, ...], str, str]


class Targets:
    """What the page's links lead to: asked once for each address."""

    def __init__(self, survey: Survey, publication: Publication | None) -> None:
        self._survey = survey
        self._publication = publication
        self._own = _place_of(urlsplit(survey.page.url or ""))
        self._shape = _shape_of(urlsplit(survey.page.url or ""))
        self._likeness: dict[str, float] = {}

    def story(self, href: str | None, text: str, listed: bool) -> str | None:
        """The absolute URL if it is a story's; a headline in a list of links needs less proof."""
        url = self._survey.absolute(href)
        if not url:
            return None
        likeness = self._likeness.get(url)
        if likeness is None:
            likeness = self._likeness[url] = self._judge(url)
        if listed:
            short = SHAPED if " " in text or not text.isascii() else CERTAIN
            return url if likeness >= (PLAUSIBLE if is_headline(text) else short) else None
        return url if likeness >= LIKELY and not _is_entity(url, text) else None

    def _judge(self, url: str) -> float:
        if len(url) > MOST_URL:
            return 0.0
        parts = _taken_apart(url)
        host = _host_of(parts)
        if host == self._own[0]:
            if parts.path.rstrip("/") == self._own[1] and parts.query == self._own[2]:
                return 0.0
        elif SOCIAL.search(host) or (parts.query and FORWARDS.search(parts.query)):
            return 0.0
        if "." in parts.path[-5:] and FILE.search(parts.path[-6:]):
            return 0.0
        if self._publication and self._publication.has_host(parts.hostname or ""):
            return 1.0 if self._publication.is_article(url) else 0.0
        likeness = story_likeness(parts)
        if likeness < CERTAIN and host == self._own[0] and self._is_shaped_alike(parts):
            return SHAPED
        return likeness

    def _is_shaped_alike(self, parts: SplitResult) -> bool:
        """True for an address that is made as the page's own: the same folders, a name like it."""
        if self._shape is None:
            return False
        url = parts.geturl()
        return _shape_of(parts) == self._shape and not (is_service(url) or is_list(url))


def _shape_of(parts: SplitResult) -> Shape | None:
    """Folders with their numbers left out, and how the name is made; None of too short ones."""
    *folders, name = (parts.path.lower().rstrip("/") or "/").split("/")
    made = WRITTEN.match(name)
    if made is None or parts.query:
        return None
    if made["number"]:
        how = "number"
    elif made["words"].count("-") + made["words"].count("_") >= (1 if len(folders) > 1 else 2):
        how = "words"
    else:
        how = "mixed" if any(map(str.isdigit, made["words"])) and len(folders) > 1 else ""
    return (tuple(NUMBER.sub("0", x) for x in folders), how, made["end"] or "") if how else None


def _is_entity(url: str, text: str) -> bool:
    """True for a link on a name to a page that has no more than the name for its own."""
    if len(text) > MOST_NAME:
        return False
    name = re.split(r"[^a-z]+", url.rstrip("/").rsplit("/", 1)[-1].lower().partition(".")[0])
    slug = [x for x in name if len(x) > 1]
    said = words(text)
    return bool(said) and len(slug) <= len(said) + 1 and slug[:1] == [in_ascii(said[0])]


def in_ascii(word: str) -> str:
    """A word as it is written in addresses."""
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        word = word.replace(letter, written)
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()


def is_headline(text: str) -> bool:
    """True for a text as long as a headline."""
    size = len(text)
    return size >= LEAST_HEADLINE or (size >= LEAST_DENSE and ord(text[size // 2]) >= 0x2E80)


def is_sponsored(anchor: Element) -> bool:
    """True for a link that says that it is paid for, or that stands in a box that says so."""
    if "sponsored" in (anchor.get("rel") or "").lower():
        return True
    element: Element | None = anchor
    for _ in range(MOST_ABOVE):
        if element is None or element.tag in ("body", "main", "article"):
            return False
        if SPONSORED.search(tokens_of(element)):
            return True
        element = element.getparent()
    return False


def _taken_apart(url: str) -> SplitResult:
    """What ``urlsplit`` says of an absolute URL without fragment, in a tenth of the time."""
    scheme, _, rest = url.partition("://")
    address, _, query = rest.partition("?")
    host, slash, path = address.partition("/")
    return SplitResult(scheme, host, slash + path, query, "")


def _place_of(parts: SplitResult) -> Place:
    return _host_of(parts), parts.path.rstrip("/"), parts.query


def _host_of(parts: SplitResult) -> str:
    """The host in lower case, without user, port and ``www.``."""
    host = parts.netloc.rpartition("@")[2].partition(":")[0]
    return host.lower().removeprefix("www.")
