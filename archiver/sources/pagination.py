"""The next, older page of a listing: as the site says, else by words, else by numbers."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from archiver.publications.model import Publication
from archiver.reading.layouts import elements
from archiver.reading.text import fold
from archiver.sources.links import PageLink, base_of, class_words, links
from archiver.urls import absolute, normalise, split

#: What a link to older articles says, without arrows and punctuation, in lower case.
_WORDS = frozenset(
    phrase.strip()
    for phrase in """
    older | older posts | older articles | older stories | older entries | older news | earlier |
    earlier stories | earlier articles | next | next page | next posts | more | more articles |
    more stories | more news | load more | show more | view more | see more | previous posts |
    weiter | nächste | nächste seite | ältere | ältere artikel | ältere beiträge |
    ältere meldungen | mehr | mehr laden | mehr anzeigen | mehr artikel | vorwärts |
    suivant | suivante | suivants | page suivante | articles plus anciens | plus anciens | plus |
    voir plus | articles précédents | siguiente | siguientes | página siguiente |
    entradas antiguas | entradas anteriores | más antiguos | más noticias | ver más | cargar más |
    próximo | próxima | próxima página | seguinte | mais antigas | mais antigos |
    postagens mais antigas | ver mais | carregar mais | successivo | successiva |
    pagina successiva | avanti | articoli precedenti | articoli meno recenti | carica altri |
    volgende | volgende pagina | oudere berichten | meer | næste | næste side | nästa |
    nästa sida | neste | neste side | äldre | äldre inlägg | eldre | seuraava | vanhemmat |
    następna | następny | następna strona | starsze | další | další strana | starší | ďalej |
    következő | următoarea | înainte | sonraki | sonraki sayfa | επόμενη | επόμενο | следующая |
    следующая страница | далее | дальше | ещё | показать еще | наступна | далі | следваща |
    次へ | 次のページ | 次 | もっと見る | もっと読む | 過去の記事 | 下一页 | 下一頁 | 下页 | 下頁 |
    更多 | 다음 | 다음 페이지 | 더보기 | التالي | الصفحة التالية | المزيد | הבא | לדף הבא |
    הבאים | अगला | ถัดไป | trang sau | tiếp | selanjutnya | berikutnya
    """.replace("\n", " ").split("|")
)
_ARROWS = "«»‹›<>→⟩▶►⇒➔❯…. \u00a0:|"
_POINTS_ON = frozenset(("»", "›", "→", ">", ">>", "⟩", "▶", "►", "⇒", "➔", "❯"))
_NUMBER = re.compile(
    r"(?:(?:^|[/?&_.-])(?:page|paged|pagenum|pageno|pn|seite|pagina|página|p|pg|sida|side|strana|"
    r"start|offset|from|index)[/=_-]?|/)(\d{1,6})(?=$|[/?&._-])",
    re.IGNORECASE,
)


def next_page(root: Element, url: str, publication: Publication) -> str | None:
    """URL of the page with the next older articles; None where there is none.

    In order of trust: the publication file's ``next``, ``rel=next``, words, numbers, arrows. Never
    the page itself, never a page with a smaller number, never an article.
    """
    own = normalise(url)
    base = base_of(root, url)
    for target in _said(root, base, publication):
        if normalise(target) != own:
            return target
    found = [link for link in links(root, url, publication) if _is_page_of(link, url, publication)]
    number = _number(url) or 1
    for chosen in (
        (link for link in found if _says_next(link)),
        (link for link in found if link.text == str(number + 1)),
        (link for link in found if link.text in _POINTS_ON),
    ):
        for link in chosen:
            return link.url
    return None


def _said(root: Element, base: str, publication: Publication) -> Iterator[str]:
    """Targets of the selector ``next``, then of ``rel=next``."""
    chosen = elements(root, publication.listing.next)
    marked = (x for x in root.iter("link", "a") if "next" in (x.get("rel") or "").lower().split())
    for element in [*chosen, *marked]:
        anchor = element if element.get("href") else next(element.iter("a"), None)
        href = anchor.get("href") if anchor is not None else None
        target = absolute(base, href) if href else None
        if target and not _is_article(target, publication):
            yield target


def is_next(text: str) -> bool:
    """True if a link that says ``text`` leads to what comes next, in any of many languages."""
    return text.strip(_ARROWS).casefold() in _WORDS


def _says_next(link: PageLink) -> bool:
    label = fold(link.element.get("aria-label") or link.element.get("title") or "")
    if is_next(link.text) or is_next(label):
        return True
    names = class_words(link.element)
    return "next" in names or "nextpostslink" in names


def _is_page_of(link: PageLink, url: str, publication: Publication) -> bool:
    """True if the link's URL is that of a further page of the list at ``url``."""
    here, there = split(url), split(link.url)
    if here is None or there is None or here.hostname != there.hostname:
        return False
    if _is_article(link.url, publication):
        return False
    number = _number(link.url)
    if number is not None:
        return _stem(link.url) == _stem(url) and number > (_number(url) or 1)
    # A cursor: the same path with another query ("?before=…").
    return here.path == there.path and bool(there.query)


def _is_article(url: str, publication: Publication) -> bool:
    return publication.articles is not None and publication.is_article(url)


def _number(url: str) -> int | None:
    """The page's number that the URL ends in or has in its query."""
    parts = split(url)
    if parts is None:
        return None
    numbers = _NUMBER.findall(f"{parts.path}?{parts.query}"[-300:])
    return int(numbers[-1]) if numbers else None


def _stem(url: str) -> str:
    """Path and query without the page's number: the same for all pages of one list."""
    parts = split(url)
    if parts is None:
        return url
    path = f"{parts.path}?{parts.query}"[-1000:]
    numbered = [*_NUMBER.finditer(path)]
    if numbered:
        last = numbered[-1]
        path = path[: last.start()] + path[last.end() :]
    return path.strip("/?&").removesuffix(".html").rstrip("/")
