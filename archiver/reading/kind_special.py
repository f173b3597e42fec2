"""Pages that have a story's address and are told in another way: live blogs, films and pictures."""

import re
from urllib.parse import unquote, urlsplit

from archiver.reading.body import Story
from archiver.reading.survey import Survey
from archiver.reading.text import lower
from archiver.urls import words

LIVE = frozenset({"liveblogposting"})
MEDIA = frozenset(
    "videoobject imagegallery mediagallery audioobject podcastepisode radioepisode tvepisode "
    "episode clip musicrecording".split()
)
SHORT = 800  # characters of the text beside a film or pictures
BRIEF = 450  # characters of text that a player needs no other sign beside
LEAST_ENTRIES = 4  # of a live blog
LEAST_PICTURES = 3  # of a gallery
AROUND = 10  # blocks before and after the story that are looked at
MOST_BLOCKS = 1500
MOST_NAME = 200  # characters of a heading that is asked what the page is

#: What only live blogs call themselves, in titles and addresses; in lower case.
SURELY_LIVE = re.compile(
    r"live-?\s?(?:blog|ticker|updates|text\b)|newsticker|nieuwsblog|pushmeldung|"
    r"minuto[ -]a[ -]minuto|minute par minute|minuto per minuto|percről percre|"
    r"λεπτό προς λεπτό|текстовая трансляция|онлайн-трансляция|текстов[аи] трансляція",
)
#: What else is told of while it happens.
CALLED_LIVE = re.compile(
    r"\blive\b|\bticker\b|\ben[ -](?:direct|directo|vivo)\b|\bao[ -](?:vivo|minuto)\b|"
    r"\bdiretta\b|\bna[ -](?:żywo|zywo|živo|zivo)\b|\bonline přenos|\bдень\b.{0,40}\bонлайн\b|"
    r"\bонлайн\b|прямо[йм] эфире?|хроника|наживо|\bcanli\b|ζωντανά|مباشر|לייב|\bsuorana\b|"
    r"\bdirekte?\b|\bsuora(?:na)?\b|速報|ライブ|实时|直播|실시간|생중계",
)
#: Without one of these neither pattern fits. Each begins with a letter, which is fast to look for.
MAY_BE_LIVE = re.compile(
    r"live|ticker|nieuwsblog|pushmeldung|minut|percről|λεπτό|текстов|онлайн|"
    r"en[ -](?:dir|viv)|ao[ -]vivo|diretta|na[ -](?:ż|z|ž)|online přenos|прямо|хроника|"
    r"наживо|canli|ζωντανά|مباشر|לייב|suora|direkt|速報|ライブ|实时|直播|실시간|생중계"
)
CLOCK = re.compile(
    r"\W{0,3}(?:kl\.? ?|um |à |às |alle |ore )?(?:[01]?\d|2[0-3])"
    r"(?:\s?[:.hH]\s?[0-5]\d(?!\d|[.:]\d\d\d)|\s?[時时点시]\s?(?:[0-5]?\d\s?[分분])?)"
)
#: A picture's place among the others.
PLACE = re.compile(r"\W{0,2}(\d{1,3})\s?(?:/|of|von|sur|de|di|z|из|/ ?)\s?\d{1,3}(?!\d|/)")
#: How long a film or recording is.
DURATION = re.compile(
    r"\d{1,2}:\d\d(?::\d\d)?$|.{0,30}\b\d{1,3}\s?(?:min\b|minut|мин|分鐘|分钟|分\b)"
)
PLAYER = re.compile(r"youtu|vimeo|dailymotion|soundcloud|spotify|player|podcast|video|embed", re.I)

#: Path segments under which films and recordings, or pictures, stand.
FILMS = words(
    """
    audio ausstrahlung emission emissions episode episodes film filme filmy films folge folgen
    listen mediathek play player podcast podcasts radio replay sendung sendungen shorts tv v video
    videos vidéo vidéos videot watch webtv wideo видео
    """
)
PICTURES = words(
    """
    bilder bildergalerie bildergalerien bilderstrecke bildspel diaporama diaporamas foto fotky
    fotogaleria fotogalerie fotogalerij fotos fotostrecke fotostrecken galeri galeria galerie
    galeries galerija galleria gallery galleries images kuvat photo photos photo-gallery
    photogallery picture-gallery pictures slideshow slideshows tuji zdjecia фото
    """
)
#: What galleries call themselves in their headings.
NAMED_PICTURES = re.compile(
    r"\b(?:in pictures|photo (?:gallery|essay)|photographs|slideshow|bildergalerie|bilderstrecke|"
    r"fotostrecke|in bildern|diaporama|en images|en photos|(?:foto)?galería|en imágenes|"
    r"fotogaller(?:ia|y)|le foto|in immagini|fotogalerij|in beeld|bildspel|i bilder|fotos:|"
    r"galeria zdjęć|zdjęcia|fotogalerie|képekben|фоторепортаж|фотогалерея|foto galeri)\b|"
    r"写真特集|フォトギャラリー|图集|圖集|组图|포토",
    re.IGNORECASE,
)


def live(survey: Survey, story: Story, declared: set[str]) -> str | None:
    """By what a page is told to be a live blog; None if it is none."""
    if declared & LIVE:
        return "jsonld:LiveBlogPosting"
    path = unquote(urlsplit(survey.page.url or "").path)[-200:]
    titles = [element.text or "" for element in survey.tags["title"][:1]]
    told = [lower(name[:MOST_NAME]) for name in (path, *survey.headings[:1], *titles)]
    names = list(filter(MAY_BE_LIVE.search, told))
    surely = any(SURELY_LIVE.search(name) for name in names)
    if not surely and not any(CALLED_LIVE.search(name) for name in names):
        return None
    entries = _entries(survey, story, surely)
    least = LEAST_ENTRIES if surely else LEAST_ENTRIES + 1
    return f"{entries} entries with times" if entries >= least else None


def _entries(survey: Survey, story: Story, surely: bool) -> int:
    """How many different times of the day begin blocks of the story, or stand between them.

    ``time`` elements are counted only where the page surely is told as it happens: those of
    comments and of a forum's posts are many, too.
    """
    blocks = survey.outline.blocks[max(0, story.first - AROUND) : story.last + AROUND]
    stamps = {match[0] for raw in blocks[:MOST_BLOCKS] if (match := CLOCK.match(raw.text))}
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
    if length >= SHORT:
        return None
    if og_type.startswith(("video", "music")):
        return "og:type"
    if declared & MEDIA and not survey.story:
        return "jsonld"
    segments = set(unquote(urlsplit(survey.page.url or "").path).lower().split("/")[:-1])
    if _is_gallery(survey, segments):
        return "pictures"
    if segments & FILMS and (_plays(survey) or (length < BRIEF and _lasts(survey))):
        return "player"
    return None


def _is_gallery(survey: Survey, segments: set[str]) -> bool:
    """True for a page that counts its pictures, or that calls itself a gallery and has some."""
    counted = {m[1] for raw in survey.outline.blocks[:MOST_BLOCKS] if (m := PLACE.match(raw.text))}
    if len(counted) >= LEAST_PICTURES and {"1", "2", "3"} <= counted:
        return True
    names = [heading[:MOST_NAME] for heading in survey.headings[:1]]
    if not segments & PICTURES and not any(map(NAMED_PICTURES.search, names)):
        return False
    return sum(1 for _ in survey.root.iter("figure", "picture")) >= LEAST_PICTURES


def _plays(survey: Survey) -> bool:
    """True for a page with a player, its own or that of a site for films and recordings."""
    if _is_own_player(survey):
        return True
    frames = survey.root.iter("iframe")
    return any(PLAYER.search((frame.get("src") or "")[:500]) for frame in frames)


def is_played(survey: Survey, length: float) -> bool:
    """True for a page with hardly a text beside a player of its own."""
    return length < BRIEF and not survey.story and _is_own_player(survey)


def _is_own_player(survey: Survey) -> bool:
    return next(survey.root.iter("video", "audio"), None) is not None


def _lasts(survey: Survey) -> bool:
    """True for a page that prints how long its film or recording is."""
    blocks = survey.outline.blocks[:MOST_BLOCKS]
    return any(len(raw.text) < 60 and DURATION.match(raw.text) for raw in blocks)
