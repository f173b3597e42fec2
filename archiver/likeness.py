"""Whether a URL looks like an article's, from its shape alone.

News sites name an article's URL with the words of its title, a date, a number, or a mixture; a
listing or a service page has one short word. The words below are those that sites use in the
languages of most of the web's news; a site's own pattern (``articles`` in its publication file)
is better and comes first wherever there is one.
"""

import re
from urllib.parse import SplitResult, unquote

from archiver.urls import split, words

LIKELY = 0.5  #: from here on, take a link for an article's

#: Segments under which sites list articles: the next segment names the list.
LISTS = words(
    """
    archiv archive archives auteur author authors autor autore autoren categoria categorie category
    categories channel channels contributor etiqueta etiquetas kategorie kategorien label labels
    mot-cle people person profile schlagwort section sections series tag tags tema temas thema
    themen theme themes topic topics user users writer writers
    """
)
#: Segments under which sites keep pages about topics: what follows is a name, not a title.
TOPICS = words(
    """
    emne emner etiqueta etiquetas hashtag keyword keywords label labels mot-cle
    schlagwort tag tagged tags tema temas temat tematy thema themen theme themes topic topics
    tudo-sobre
    """
)
#: … and about sections, persons, organisations and goods.
LABELS = TOPICS | words(
    """
    auteur author authors autor autore autoren companies company contributor contributors kompanii
    organisation organisations organization organizations people persona personas persone persoon
    person personen persons post_company produkt product products produit produits profile profiles
    sekce user users writer writers
    """
)
#: Pages of a site that are no articles, wherever they stand.
SERVICES = words(
    """
    abo abo-service abonnement abonnements abos about about-us aboutus accessibility account
    advertise advertising agb amp-consent api app apps assets basket careers cart cdn-cgi checkout
    contact contact-us contacto contatti cookie cookie-policy cookies corrections datenschutz
    datenschutzerklaerung donate e-paper epaper faq feed feedback feeds help hilfe impressum
    imprint jobs kontakt legal login logout masthead membership mentions-legales my-account
    newsletter newsletters password politica-de-privacidad privacy privacy-policy register
    registration rss rss-feed search shop shopping sign-in sign-up signin signup sitemap sitemaps
    static store subscribe subscription subscriptions suche support terms terms-and-conditions
    terms-of-service terms-of-use tos unsubscribe wp-admin wp-content wp-json wp-login.php
    xmlrpc.php
    """
)
#: Segments that say that what follows is an article.
ARTICLES = words(
    """
    a actualidad actualite actualites actu art article articles articolo articulo artigo artikel
    atcl blog blogs doc nachrichten news news-story newsroom nieuws noticia noticias notizie nyheter
    post posts press-release press-releases stories story
    """
)
_NO_PAGES = words(
    """
    aac asc atom avi avif bmp css csv doc docx epub exe gif gz ico ics jpeg jpg js json m3u8 m4a mov
    mp3 mp4 mpeg ogg opus pdf png ppt pptx rar rss svg tar tif tiff ts txt vcf wav webm webp woff
    woff2 xls xlsx xml zip
    """
)
_INDEX = frozenset(("index", "home", "homepage", "default", "startseite", "portada"))
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d[-/_.]?(?:0[1-9]|1[0-2]|[1-9](?!\d))(?:[-/_.]?[0-3]?\d)?(?!\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE_ONLY = re.compile(r"\d{1,4}|(?:19|20)\d\d[-_.]?[01]\d(?:[-_.]?[0-3]\d)?")
_FIVE_DIGITS = re.compile(r"\d{5}")  # what every long number has
_LONG_NUMBER = re.compile(r"(?<![^\W_])[a-z]{0,3}\d{5,}[a-z]?(?![^\W_])")
_IDENTIFIER = re.compile(r"(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{8,40}")
_PAGE_NUMBER = re.compile(r"(?:page|seite|pagina|p)[-_]?\d{1,4}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_QUERY_NUMBER = re.compile(r"(?:^|&)(?:[^=&]{1,40}=[^&=]{0,60}?|article)\d{3,}")
_OF_WORDS = (0.0, 0.1, 0.25, 0.4)  # what so many words in the last segment say
_MOST_CHARACTERS = 2000  # longer URLs are no article's


def article_likeness(url: str) -> float:
    """From 0, surely something else (front page, list, service, file), to 1, surely an article.

    From ``LIKELY`` (0.5) on it is better to take it for an article's than not to.
    """
    parts = split(url) if len(url) <= _MOST_CHARACTERS else None
    return _likeness(parts, _segments(parts)) if parts else 0.0


def story_likeness(parts: SplitResult) -> float:
    """The same of a URL already taken apart; 0 for what :func:`is_list` knows."""
    segments = _segments(parts)
    return 0.0 if _lists(segments) else _likeness(parts, segments)


def _segments(parts: SplitResult) -> list[str]:
    path = parts.path.lower()
    if "%" in path:
        path = unquote(path).lower()
    return [x for x in path.split("/") if x]


def _likeness(parts: SplitResult, path: list[str]) -> float:
    segments = _telling(path)
    if not segments:
        return _queried(parts.query) if parts.query else 0.0
    stem, dot, extension = segments[-1].rpartition(".")
    if dot and extension in _NO_PAGES:
        return 0.0
    name = stem if dot and len(extension) <= 6 and extension.isalnum() else segments[-1]
    if len(segments) > 1 and name.replace(".", "").isdigit():
        name = f"{segments[-2]}-{name}"  # "/a-title-of-words/1700384"
    if _is_list_or_service(segments, name):
        return 0.0
    score = _named(name) + _placed(segments, name)
    if parts.query and score < LIKELY:
        score += _queried(parts.query)
    return round(min(score, 1.0), 2)


def _telling(segments: list[str]) -> list[str]:
    """The segments without what follows the title."""
    if len(segments) > 1 and segments[-1].partition(".")[0] in _INDEX:
        name = segments[-2]
        if len(_WORD.findall(name)) < 4 and not _LONG_NUMBER.search(name):
            return []  # "/news/some-topic/index.html"
        return segments[:-1]  # "/a-title-of-words/index.html"
    if (
        len(segments) > 2
        and segments[-1][0].isdigit()
        and _YEAR.fullmatch(segments[-2])
        and _DATE_ONLY.fullmatch(segments[-1])
    ):
        return segments[:-2]  # "/a-title-of-words/2024/05"
    return segments


def is_list(url: str) -> bool:
    """True for a page about a tag, person or product, or to subscribe, however long its name."""
    parts = split(url) if len(url) <= _MOST_CHARACTERS else None
    return parts is not None and _lists(_segments(parts))


def is_topic(url: str) -> bool:
    """True for a page about a topic or tag."""
    if "%" not in url and TOPICS.isdisjoint(url.lower().split("/")):
        return False  # nearly all: not taken apart
    parts = split(url) if len(url) <= _MOST_CHARACTERS else None
    return parts is not None and not TOPICS.isdisjoint(_segments(parts)[:-1])


def _lists(segments: list[str]) -> bool:
    if segments and "newsletter" in segments[-1]:
        return True
    return not LABELS.isdisjoint(segments[:-1])


def is_service(url: str) -> bool:
    """True for a page of a site that tells no news, wherever it stands: imprint, search, shop."""
    parts = split(url) if len(url) <= _MOST_CHARACTERS else None
    segments = [x for x in parts.path.lower().split("/") if x] if parts else []
    return bool(segments) and any(x in SERVICES for x in (segments[0], segments[-1]))


def _is_list_or_service(segments: list[str], name: str) -> bool:
    if name in _INDEX or (name[-1:].isdigit() and _PAGE_NUMBER.fullmatch(name)):
        return True
    if segments[0] in SERVICES or segments[-1] in SERVICES or name in SERVICES:
        return True
    if not LISTS.isdisjoint(segments[:-1]) or name in LISTS:
        # "/archives/2024/05/a-title-of-words" is an article all the same.
        return len(_WORD.findall(name)) < 4
    if len(segments) > 1 and segments[-2] in ("page", "seite", "pagina") and name.isdigit():
        return True
    if not segments[-1][0].isdigit():
        return False  # nearly all
    dates = all(_DATE_ONLY.fullmatch(segment) for segment in segments)
    return dates and not _LONG_NUMBER.search(name)


def _named(name: str) -> float:
    """What the last segment says by its words and numbers."""
    parts = name.split("-")
    only_words = "".join(parts).isalpha()  # as most are: no pattern is asked
    found = [x for x in parts if len(x) > 1] if only_words else _WORD.findall(name)
    count = len(found)
    score = _OF_WORDS[count] if count < len(_OF_WORDS) else 0.6
    if count == 3 and sum(map(len, found)) >= 18:
        score = 0.5
    if not name.isascii() and score < 0.4 and _is_unspaced(found):
        score = 0.4
    if only_words:
        return score
    if _FIVE_DIGITS.search(name) and _LONG_NUMBER.search(name):
        score += 0.4
    elif name.isalnum() and _IDENTIFIER.fullmatch(name):
        score += 0.3
    return score


def _is_unspaced(found: list[str]) -> bool:
    """True in scripts without spaces: a title is one word."""
    return sum(map(len, found)) >= 8 and not all(map(str.isascii, found))


def _placed(segments: list[str], name: str) -> float:
    """What the segments before it say."""
    score = 0.0
    joined = "/".join(segments)
    if ("20" in joined or "19" in joined) and _DATE.search(joined):
        score += 0.3
    if not ARTICLES.isdisjoint(segments[:-1]):
        score += 0.25
    if "." in segments[-1]:  # an extension: listings rarely have one
        score += 0.1
    if len(segments) > 2:
        score += 0.05
    return score


def _queried(query: str) -> float:
    """``?p=12345``, ``?id=12345``: the way of sites without speaking URLs."""
    return 0.5 if _QUERY_NUMBER.search(query[:500]) else 0.0
