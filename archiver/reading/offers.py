"""What says that a story is for subscribers, and offers to make its reader one of them."""

import re
from collections.abc import Iterable, Iterator

from archiver.reading.outline import Raw
from archiver.reading.text import lower

MOST = 120  # characters of a line that offers
MOST_NOTICE = 60
SENTENCE = re.compile(r"[.!?。]")

#: Of texts in lower case: a third of the time that it takes to ignore the case.
PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|unlock|keep)|to (?:continue|keep) reading|"
    r"already (?:a )?subscrib|(?:for|to) (?:paid |premium )?subscribers only|subscriber[- ]only|"
    r"(?:article|story|content|post) is (?:for|only|reserved|exclusive|available)\b|"
    r"(?:unlock|continue reading|read the rest of) this (?:article|story|post)|"
    r"for (?:paid|paying) (?:subscribers|members)|become a (?:paid )?(?:subscriber|member) to|"
    r"(?:reached|used) (?:up )?your (?:monthly )?(?:limit|free articles|last free)|"
    r"(?:want|get) the (?:whole|full|rest of the) (?:story|article)|"
    r"(?:subscribe|register|(?:sign|log) in) (?:for|to (?:unlock|read|see|get)) (?:more|all) "
    r"(?:articles|stories)|"
    r"jetzt weiterlesen|weiterlesen mit|nur für abonnenten|artikel freischalten|"
    r"(?:diesen|den ganzen|kompletten|vollständigen) artikel (?:weiter ?)?lesen|"
    r"bereits (?:abonnent|abonniert|registriert)|mit (?:einem )?abo (?:weiter)?lesen|"
    r"(?:réservée?|destinée?) (?:aux|à nos) abonn|il vous reste \d|pour lire la suite|"
    r"(?:déjà|deja) abonné|abonnez-vous pour|contenido exclusivo|(?:solo|exclusivo) para "
    r"suscriptores|suscr[íi]bete para|(?:ya|ya eres) suscriptor|para seguir leyendo|"
    r"riservat[oa] agli abbonati|abbonati per|continua a leggere|sei già abbonato|"
    r"(?:conteúdo |exclusivo )?para assinantes|assine para|já é assinante|continuar lendo|"
    r"alleen voor abonnees|lees verder met|al abonnee|word abonnee|"
    r"för prenumeranter|(?:redan|är) prenumerant|lås upp artikeln|läs vidare|for abonnenter|"
    r"er du abonnent|les videre|"
    r"læs videre|tilaajille|jatka lukemista|dla (?:prenumeratorów|subskrybentów)|"
    r"czytaj dalej w|masz już (?:prenumeratę|subskrypcję)|pouze pro předplatitele|"
    r"len pre predplatiteľov|csak előfizetők|доступно (?:только )?(?:по подписке|подписчикам)|"
    r"оформите подписку|только для подписчиков|для передплатників|abonelere özel|"
    r"μόνο για συνδρομητές|للمشتركين فقط|למנויים בלבד|この記事は(?:有料|会員)|有料会員|会員限定|"
    r"続きを読むには|残り\s?\d+\s?文字|(?:订阅|訂閱)(?:后|後)?(?:继续|繼續)?阅?[读讀]|仅限订阅|"
    r"會員專屬|"
    r"구독자 전용|로그인 후 (?:계속|이용)|dành cho (?:độc giả|thuê bao)|khusus pelanggan|"
    r"berlangganan untuk|केवल सदस्यों|सब्सक्राइब कर",
)
#: Without one of these a text says none of it. The pattern is tried at each letter.
TELLING = (
    "subscri", "reading", "article is ", "story is ", "content is ", "post is ", "unlock this ",
    "rest of this ", "for pa", "become", "hed your ", "sed your ", " up your ", "want the ",
    "get the ", "more articles", "more stories", "all articles", "all stories", "lesen",
    "freischalten", "bereits", "bon", "reste", "la suite", "exclusivo", "suscr", "leyendo",
    "leggere", "assin", "lendo", "verder", "prenumer", "artikeln", "vidare", "videre", "tilaajille",
    "lukemista", "czytaj", "subskry", "platite", "khusus", "langganan",
)  # fmt: skip
TELLING_ELSEWHERE = (
    "előfizetők", "подпис", "передплат", "συνδρομητές", "للمشتركين", "למנויים", "記事", "会員",
    "続き", "残り", "订阅", "訂閱", "專屬", "구독자", "로그인", "dành", "केवल", "सब्सक्राइब",
)  # fmt: skip


def offers(text: str) -> bool:
    """True for a line that says so."""
    return len(text) <= MOST and says_so(lower(text))


def offering(lines: Iterable[Raw]) -> Iterator[Raw]:
    """The lines that say so."""
    short = [(raw, lower(raw.text)) for raw in lines if len(raw.text) <= MOST]
    # Most pages have few of the words: for all lines at once it takes a third of the time to see.
    telling = _telling("\n".join([text for _, text in short]))
    return (raw for raw, text in short if _says_so(text, telling))


def says_so(text: str) -> bool:
    """True if a text in lower case says so anywhere."""
    return _says_so(text, TELLING) or (not text.isascii() and _says_so(text, TELLING_ELSEWHERE))


def _telling(text: str) -> list[str]:
    """The words that a text has, of those without which it says none of it."""
    words = TELLING if text.isascii() else TELLING + TELLING_ELSEWHERE
    return [word for word in words if word in text]


def _says_so(text: str, telling: Iterable[str]) -> bool:
    # A loop: a generator for each text costs as much again as what it asks.
    for word in telling:
        if word in text:
            return PAYWALL.search(text) is not None
    return False


def is_notice(text: str) -> bool:
    """True for such a line that is no sentence: what is printed over an offer."""
    return len(text) <= MOST_NOTICE and SENTENCE.search(text) is None and offers(text)
