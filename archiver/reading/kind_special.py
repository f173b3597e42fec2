"""Pages that have a story's address and are told in another way: live blogs, films and pictures."""

import re
from urllib.parse import unquote, urlsplit

from archiver.reading.body import Story
from archiver.reading.survey import Survey
from archiver.urls import words

LIVE = frozenset({"liveblogposting"})
MEDIA = frozenset({"videoobject", "imagegallery", "mediagallery", "audioobject"})
SHORT = 1000  # characters of the text beside a film or pictures
LEAST_ENTRIES = 6  # of a live blog
LEAST_PICTURES = 8  # of a gallery
PER_PICTURE = 350  # characters of text for each of its pictures
MOST_BLOCKS = 1500

#: What only live blogs call themselves, in titles and addresses.
SURELY_LIVE = re.compile(
    r"live-?\s?(?:blog|ticker|updates|text\b)|newsticker|nieuwsblog|pushmeldung|"
    r"minuto[ -]a[ -]minuto|minute par minute|minuto per minuto|percről percre|"
    r"λεπτό προς λεπτό|текстовая трансляция|онлайн-трансляция|текстов[аи] трансляція",
    re.IGNORECASE,
)
#: What else is told of while it happens.
CALLED_LIVE = re.compile(
    r"\blive\b|\bticker\b|\ben[ -](?:direct|directo|vivo)\b|\bao[ -](?:vivo|minuto)\b|"
    r"\bdiretta\b|\bna[ -](?:żywo|zywo|živo|zivo)\b|\bonline přenos|\bдень\b.{0,40}\bонлайн\b|"
    r"\bонлайн\b|прямо[йм] эфире?|хроника|наживо|\bcanlı\b|ζωντανά|مباشر|לייב|\bsuorana\b|"
    r"\bdirekte?\b|\bsuora(?:na)?\b|速報|ライブ|实时|直播|실시간|생중계",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\W{0,3}(?:[01]?\d|2[0-3])\s?[:.hH]\s?[0-5]\d(?!\d|[.:]\d\d\d)")

#: Path segments under which films and pictures stand.
FILMS = words("mediathek play player video videos watch webtv vidéo")
PICTURES = words(
    """
    bilder bildergalerie bildergalerien bilderstrecke diaporama diaporamas foto fotogaleria
    fotogalerie fotogalerij fotos fotostrecke fotostrecken galeria galerie galeries galerija
    galleria gallery galleries photo photos photo-gallery photogallery picture-gallery pictures
    slideshow slideshows
    """
)


def live(survey: Survey, story: Story, declared: set[str]) -> str | None:
    """By what a page is told to be a live blog; None if it is none."""
    if declared & LIVE:
        return "jsonld:LiveBlogPosting"
    path = unquote(urlsplit(survey.page.url or "").path)[-200:]
    names = (path, *[heading[:200] for heading in survey.headings[:1]])
    surely = any(SURELY_LIVE.search(name) for name in names)
    if not surely and not any(CALLED_LIVE.search(name) for name in names):
        return None
    entries = _entries(survey, story, surely)
    return f"{entries} entries with times" if entries >= LEAST_ENTRIES else None


def _entries(survey: Survey, story: Story, surely: bool) -> int:
    """How many different times of the day begin blocks of the story, or stand between them.

    ``time`` elements are counted only where the page surely is told as it happens: those of
    comments and of a forum's posts are many, too.
    """
    blocks = survey.outline.blocks[story.first : story.last + 1][:MOST_BLOCKS]
    stamps = {match[0] for raw in blocks if (match := CLOCK.match(raw.text))}
    times: set[str | None] = set()
    if surely:
        times = {
            element.get("datetime")
            for element, _, before in survey.outline.tags["time"][:MOST_BLOCKS]
            if story.first <= before <= story.last
        }
    return max(len(stamps), len(times - {None}))


def media(
    survey: Survey, story: Story, declared: set[str], og_type: str, length: float
) -> str | None:
    """By what a page is told to be a film, a recording or a gallery; None if it is none."""
    segments = set(urlsplit(survey.page.url or "").path.lower().split("/")[:-1])
    if length >= SHORT:
        return None
    if og_type.startswith("video"):
        return "og:type"
    if declared & MEDIA and not survey.story:
        return "jsonld"
    if segments & PICTURES and _pictures(survey) * PER_PICTURE > max(length, LEAST_PICTURES):
        return "url, pictures"
    if segments & FILMS and next(survey.root.iter("video", "iframe"), None) is not None:
        return "url, player"
    return None


def _pictures(survey: Survey) -> int:
    """The pictures of a gallery; 0 if there are too few."""
    number = sum(1 for _ in survey.root.iter("figure", "picture"))
    return number if number >= LEAST_PICTURES else 0
