"""When was it published, when changed? Machine-readable claims first."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property, lru_cache
from itertools import chain, islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archiver.article import Entry, Moment
from archiver.publications.model import Publication
from archiver.reading import dates_relative, dates_scripts, layouts
from archiver.reading.body import Story
from archiver.reading.claims import Claim, texts
from archiver.reading.dates_shown import ShownDates
from archiver.reading.dates_words import FIRST_PUBLISHED
from archiver.reading.jsonld import string, types
from archiver.reading.moments import MOST_TEXT, parse
from archiver.reading.months import month
from archiver.reading.survey import Survey
from archiver.reading.text import inline_text

# A page cannot be published after it was fetched; a day covers clocks and zones.
SLACK = timedelta(days=1)
LATEST = datetime(9999, 1, 1, tzinfo=UTC)  # that the calendar can be added to
EARLIEST = 1990  # before the Web there were no pages
DAY_FIRST_HOSTS = (".uk", ".ie", ".au", ".nz", ".in", ".za", ".sg", ".ng", ".ke", ".pk", ".my")
#: Countries' domains that anybody uses, and those of countries that write the month first.
WORLDWIDE = frozenset("ai cc co fm gg im io ly me sh so to tv us ph".split())

YEAR = 366  # days after which a page that moved to another site tells when it did
SOON = 7  # days from the first saving of a story to its publication
MOST_PROPERTIES = 40  # elements that say that they are the date
MOST_COMPARED = 8  # shown dates that are compared with the one in the address

PUBLISHED_META = (
    "article:published_time", "og:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "bt:pubdate", "date.created", "publication_date", "publicationdate", "publish-date",
    "publish_date", "published_date", "published-date", "pubdate", "article_date_original",
    "originalpublicationdate", "rnews:datepublished", "citation_publication_date",
    "citation_online_date", "citation_date", "article.published", "article.created",
    "shareaholic:article_published_time", "displaydate", "release_date", "video:release_date",
)  # fmt: skip
#: Of the document rather than of the story: what the page shows is better.
DOCUMENT_META = (
    "og:article:published_time", "dcterms.created", "dcterms.issued", "dcterms.date",
    "dc.date.issued", "dc.date", "dc.date.created", "dc.created", "pdate", "date",
    "creation_date", "last-published",
)  # fmt: skip
MODIFIED_META = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified",
    "dcterms.modified", "dc.date.modified", "lastmod", "last-modified", "revision_date",
    "article.updated", "article:updated_time", "shareaholic:article_modified_time", "lastmodified",
    "modified", "updated", "revised",
)  # fmt: skip
LANGUAGE_META = ("og:locale", "content-language", "language")
#: What other names of the metadata are made of, without what divides their words.
PUBLISHED_NAME = re.compile(r"publish|pub(?:lication)?(?:date|time)|date(?:pub|posted)|postdate")
OTHER_NAME = re.compile(r"publisher|unpub|repub|modif|updat|expir|last|next|stat|until|end|event")
NO_LETTERS = re.compile(r"[^a-z]")
MOST_NAMES = 200  # of the metadata
MOST_NAME = 200  # characters of one

#: A day in an address: ``/2024/05/01/``, ``-20240501``, ``/01-05-2024``, ``/2024/may/1/``.
IN_URL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2])[/-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
        r"(?<!\d)(?P<y>20[0-3]\d)([-_.]?)(?P<m>0[1-9]|1[0-2])\2(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
        r"[/_-](?P<d>\d{1,2})([-.])(?P<m>\d{1,2})\2(?P<y>20[0-3]\d)(?!\d)",
        r"/(?P<y>20[0-3]\d)/(?P<m>\d{1,2}|[a-z]{3,9})/(?P<d>\d{1,2})(?!\d)",
    )
)
#: By which the world's zones differ from whole hours.
PARTS_OF_HOURS = (timedelta(0), timedelta(minutes=30), timedelta(minutes=45))
PAGES = frozenset(
    "webpage itempage aboutpage medicalwebpage videoobject recipe product review course event "
    "podcastepisode creativework".split()
)


Answer = tuple[Moment, str]


class Dates:
    """The dates of one page. Claims are parsed as they are needed."""

    def __init__(
        self, survey: Survey, story: Story, title: str | None, publication: Publication | None
    ) -> None:
        self._survey = survey
        self._title = title
        self._known: dict[str, Moment | None] = {}  # what texts say: many are read again
        self._shown = ShownDates(survey, story, title)
        timezone = publication.timezone if publication else None
        self._zone = ZoneInfo(timezone) if timezone else None
        self._latest = min(survey.page.fetched or datetime.now(UTC), LATEST) + SLACK
        declared = survey.root.get("lang") or (publication and publication.language) or ""
        declared = declared or next((x for x, _ in survey.first_meta(*LANGUAGE_META)), "")
        self._language = _region(declared.strip().replace("_", "-").lower(), survey.page.url)

    def published(self, entry: Entry | None) -> Answer | tuple[None, None]:
        """What machines are told, checked by what is shown; then what is shown, or told elsewhere.

        Of claims that contradict each other the one that the page shows is taken.
        """
        told = self._read(_told(self._survey))
        document = self._read(_told_of_document(self._survey))
        shown = self._read(x.claim for x in self._shown.near() if not x.changed)
        first = next(told, None)
        if first is None:
            first, seen = next(document, None), self._as_in_url(shown)
            if first and seen:
                return self._checked(first, (), seen) if _same_day(first, seen) else seen
            return first or seen or self._found_elsewhere(entry)
        if first[1].startswith("layout:"):
            return first
        return self._checked(first, chain(told, document), next(shown, None))

    def _as_in_url(self, shown: Iterator[Answer]) -> Answer | None:
        """The first that is shown; of the next ones that of the day in the page's address.

        Before it, one that says of itself that it is the first of several.
        """
        few = list(islice(shown, MOST_COMPARED))
        first = next(iter(few), None)
        older = (x for x in few if FIRST_PUBLISHED.search(x[0].text) and x[0].day < few[0][0].day)
        if original := next(older, None):
            return original
        known = next(self._read(_of_url(self._survey.page.url)), None)
        if first is None or known is None or _same_day(first, known):
            return first
        day, other = first[0].day, known[0].day
        if (day.year, day.month, day.day) == (other.year, other.day, other.month):
            return Moment(iso=known[0].iso, text=first[0].text), first[1]
        return next((x for x in few if _same_day(x, known)), first)

    def _found_elsewhere(self, entry: Entry | None) -> Answer | tuple[None, None]:
        found = next(self._read(self._elsewhere(entry)), None)
        fetched = self._survey.page.fetched
        if found or fetched is None:
            return found or (None, None)
        here = fetched.astimezone(self._zone or UTC)
        for text in self._shown.short():
            if iso := dates_relative.day(text, here):
                return Moment(iso=iso, text=text), "relative"
        return None, None

    def modified(self) -> Answer | tuple[None, None]:
        """When the page says that it was changed."""
        return self._modified

    @cached_property
    def _modified(self) -> Answer | tuple[None, None]:
        return next(self._read(self._changes()), (None, None))

    def _checked(self, first: Answer, others: Iterable[Answer], shown: Answer | None) -> Answer:
        """The claim whose day the page shows; of the same day and time, the one with a zone."""
        if shown and (better := _better(first[0], shown[0])):
            return better, first[1] if better.text == first[0].text else shown[1]
        if first[0].instant and (shown is None or _same_day(first, shown)):
            return first
        agreed = shown is not None and any(_same_day(x, first) for x in self._near())
        earlier = False
        for other in others:
            earlier = earlier or other[0].day < first[0].day
            differs = first[0].day != other[0].day and not agreed
            if differs and shown and _same_day(other, shown) and not self._is_change(other, first):
                return other
            if first[0].instant is None and other[0].instant and _same_time(first[0], other[0]):
                return other
        if shown is None or agreed:
            return first
        if earlier and shown[0].day < first[0].day and first[0] == self._modified[0]:
            return shown  # told is the last change, and elsewhere in the data an earlier day
        return shown if self._is_rather(shown, first) or self._is_only_date(shown, first) else first

    def _is_change(self, other: Answer, first: Answer) -> bool:
        """True for the last change, and for its day where a moment before it is told."""
        last = self._modified[0]
        if last is None or other[0] == last:
            return last is not None
        bare = other[0].instant is None and len(other[0].iso) == 10
        return bare and other[0].day == last.day and first[0].instant is not None

    def _near(self) -> list[Answer]:
        """What is shown by the headline, the first of it."""
        claims = (x.claim for x in self._shown.near() if not x.changed)
        return list(islice(self._read(claims), MOST_COMPARED))

    def _is_rather(self, shown: Answer, told: Answer) -> bool:
        """True for what is shown of a day long before the one that is told and nowhere shown."""
        days = (told[0].day - shown[0].day).days
        if days == 1:  # told in UTC, at a place where the day was not over
            return any(_same_day(x, shown) for x in self._read(_of_url(self._survey.page.url)))
        return days > YEAR

    def _is_only_date(self, shown: Answer, told: Answer) -> bool:
        """True if the page shows no other day than that of a change soon after what is told.

        Then it was kept from readers until that day.
        """
        last, days = self._modified[0], (shown[0].day - told[0].day).days
        if last is None or last.day != shown[0].day or not 0 < days <= SOON:
            return False
        if any(x.changed for x in self._shown.near()):
            return False
        every = chain(self._shown.near(), self._shown.far())
        return not any(_same_day(x, told) for x in self._read(x.claim for x in every))

    def _read(self, claims: Iterable[Claim]) -> Iterator[Answer]:
        """Those of the claims that are dates and not from the future."""
        for text, evidence in claims:
            if text not in self._known:
                self._known[text] = self._moment(text)
            if moment := self._known[text]:
                yield moment, evidence

    def _moment(self, text: str) -> Moment | None:
        moment = parse(text, self._zone, self._language, self._latest.date())
        if moment and moment.day.year >= EARLIEST and _not_after(moment, self._latest):
            return moment
        return None

    def _elsewhere(self, entry: Entry | None) -> Iterator[Claim]:
        if entry and entry.published:
            yield Claim(entry.published, f"{entry.kind}:published")
        yield from (x.claim for x in self._shown.far() if not x.changed)
        yield from _of_property(self._survey, "dateCreated")
        yield from _of_url(self._survey.page.url)
        for claim in dates_scripts.dates(self._survey, self._title):
            # When something was made says less than when the page was changed.
            if "creat" not in claim.evidence.lower() or self._modified[0] is None:
                yield claim
        for element in self._survey.clocks:
            yield from texts([element.get("datetime")], str(element.tag))

    def _changes(self) -> Iterator[Claim]:
        survey = self._survey
        css = survey.layout.modified
        yield from texts(layouts.texts(survey.root, css), f"layout:{css}")
        yield from texts([string(survey.story.get("dateModified"))], "jsonld:dateModified")
        yield from (Claim(*claim) for claim in survey.first_meta(*MODIFIED_META))
        yield from _of_property(survey, "dateModified")
        yield from _of_page(survey, "dateModified")
        yield from (x.claim for x in self._shown.near() if x.changed)
        yield from (x.claim for x in self._shown.far() if x.changed)


def _of_url(url: str | None) -> Iterator[Claim]:
    """The day in an address."""
    path = (url or "").partition("?")[0]
    for pattern in IN_URL:
        for match in pattern.finditer(path):
            number = match["m"] if match["m"].isdigit() else month(match["m"])
            yield Claim(f"{match['y']}-{number}-{match['d']}", "url")


def _told(survey: Survey) -> Iterator[Claim]:
    """What the page tells machines of its publication."""
    css = survey.layout.published
    yield from texts(layouts.texts(survey.root, css), f"layout:{css}")
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield from texts([string(survey.story.get(key))], f"jsonld:{key}")
    yield from (Claim(*claim) for claim in survey.first_meta(*PUBLISHED_META))
    yield from _of_property(survey, "datePublished")
    yield from (Claim(*claim) for claim in survey.first_meta(*_published_names(survey)))
    yield from _of_page(survey, "datePublished")


def _published_names(survey: Survey) -> Iterator[str]:
    """Names of the metadata that say the same in the words of one system or site."""
    for name in islice(survey.meta, MOST_NAMES):
        if "p" in name and _says_published(name[:MOST_NAME]):
            yield name


@lru_cache(maxsize=4096)
def _says_published(name: str) -> bool:
    letters = NO_LETTERS.sub("", name) if name not in DOCUMENT_META else ""
    return bool(PUBLISHED_NAME.search(letters)) and not OTHER_NAME.search(letters)


def _same_day(first: Answer, second: Answer) -> bool:
    return first[0].day == second[0].day


def _told_of_document(survey: Survey) -> Iterator[Claim]:
    """What is told of the document, which may be younger or older than the story."""
    yield from (Claim(*claim) for claim in survey.first_meta(*DOCUMENT_META))


def _same_time(first: Moment, second: Moment) -> bool:
    """True if two say the same, to the minute, as far as the first one says anything."""
    return second.iso[:16].startswith(first.iso[:16])


def _better(told: Moment, shown: Moment) -> Moment | None:
    """What is shown, where it says more of the same moment or puts the zone right."""
    if shown.day == told.day and len(told.iso) == 10 < len(shown.iso):
        return shown
    instant = told.instant
    if instant is None or instant.utcoffset():
        return None
    if shown.zone == "page" and (shown.instant == instant or shown.iso[:16] == told.iso[:16]):
        return shown  # the same in local time, or local time that is told as UTC
    return _in_local_time(instant, told, shown)


def _in_local_time(instant: datetime, told: Moment, shown: Moment) -> Moment | None:
    """An instant in UTC, as the page prints the same one: then its offset is known."""
    if len(shown.iso) < 19 or shown.iso[:16] == told.iso[:16]:
        return None
    local = datetime.fromisoformat(shown.iso[:19])
    offset = local.replace(second=0) - instant.replace(tzinfo=None, second=0)
    if abs(offset) > timedelta(hours=14) or offset % timedelta(hours=1) not in PARTS_OF_HOURS:
        return None
    return Moment(iso=instant.astimezone(timezone(offset)).isoformat(), text=told.text, zone="page")


def _region(language: str, url: str | None) -> str:
    """A language that writes the day first: "English" or none told, at a country's host."""
    host = urlsplit(url or "").hostname or ""
    if language == "en":
        return "en-gb" if host.endswith(DAY_FIRST_HOSTS) else language
    country = host.rpartition(".")[2]
    return language or ("und" if len(country) == 2 and country not in WORLDWIDE else "")


def _of_property(survey: Survey, wanted: str) -> Iterator[Claim]:
    found = (element for name, element, _ in survey.properties if name == wanted)
    for element in islice(found, MOST_PROPERTIES):
        value = element.get("content") or element.get("datetime")
        value = value or inline_text(element, most=MOST_TEXT)
        yield from texts([value], f"itemprop:{wanted}")


def _of_page(survey: Survey, key: str) -> Iterator[Claim]:
    """What JSON-LD says of the page, where it says nothing of a story."""
    if not survey.story:
        for value in survey.jsonld:
            if types(value) & PAGES:
                yield from texts([string(value.get(key))], f"jsonld:{key}")


def _not_after(moment: Moment, latest: datetime) -> bool:
    instant = moment.instant
    return instant <= latest if instant else moment.day <= latest.date()
