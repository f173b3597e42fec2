"""What stands among a story's blocks and is none of it, told by its words."""

import re
from functools import lru_cache
from typing import NamedTuple

from archiver.reading import promotions_words as others
from archiver.reading.beginnings import Beginnings
from archiver.reading.phrases import MORE_BY, MORE_IN, ORNAMENTS, RELATED, Phrase

#: Headings of what comes after a story.
END = Phrase(
    r"^(?:(?:leave|post|add|write) (?:a|your) (?:comment|reply)|(?:view |show |read )?(?:all )?comments?(?: ?\(\d+\))?|"
    r"\d+ (?:comments?|thoughts? on .{1,200}|responses? to .{1,200}|replies)|join the (?:conversation|discussion)|"
    r"kommentare?(?: ?\(\d+\))?|commentaires?(?: ?\(\d+\))?|comentarios?(?: ?\(\d+\))?|commenti(?: ?\(\d+\))?|"
    r"diskutieren sie mit|schreiben sie einen kommentar|laisser un commentaire|deja un comentario|"
    r"about the (?:author|writer)s?|about (?:me|us)|über (?:den autor|die autorin|die autoren)|sobre (?:el|la) autora?|"
    r"à propos de l'auteur|sull'autore|"
    r"most (?:read|popular|viewed|commented)|trending(?: now)?|popular (?:posts|articles|stories)|"
    r"meistgelesen|am meisten gelesen|les plus lus|lo más (?:leído|visto)|i più letti|mais lidas|mest lest|mest läst|"
    r"recent (?:posts|comments|articles)|latest (?:news|posts|articles|stories)|newsletters?|"
    r"share(?: this)?(?: article| story| post| on)?|teilen|partager|compartir|condividi|"
    r"categories|archives?|tags|topics(?: in this article)?|schlagw(?:orte|örter)|filed under|"
    r"post navigation|footnotes|popular now|more stories|more news|you missed|editors?'? picks?|"
    r"related posts?|schlagwörter zu diesem artikel|discover more from .{1,80}|featured in this (?:article|story)|"
    r"more (?:helpful |great )?(?:articles|posts|stories|reading|resources)(?: (?:by|from|on|about) .{1,60})?|"
    rf"{''.join(others.ENDS)})\s*:?$",
)
#: Short texts in lower case that stand in a story and are none of it.
PROMOTION = Phrase(
    r"^(?:advert(?:isement|ising)?|anzeige|werbung|publicité|publicidad|pubblicità|reklama?|広告|sponsored(?: content)?|"
    r"article continues (?:after|below).{0,40}|story continues (?:after|below).{0,40}|continue reading(?: below)?.{0,40}|"
    r"scroll (?:down )?to continue.{0,40}|skip (?:ad|advertisement|to).{0,40}|loading\W*|please wait\W*|"
    r"(?:©|\(c\)|copyright\b).{0,240}|alle rechte vorbehalten.{0,80}|"
    r"(?:sign up|subscribe|register|get (?:the|our)|join|follow|like|download|install|support)\b.{0,90}\b"
    r"(?:newsletter|inbox|updates?|alerts?|our app|the app|facebook|twitter|instagram|whatsapp|telegram|"
    r"google news|youtube|linkedin|podcast|channel|today|now|free)\b.{0,120}|"
    r"(?:click|tap) here (?:to|for)\b.{0,160}|(?:read|see|view) (?:more|also)\W*|(?:read|view) (?:full|the) .{0,40}|"
    r"(?:share|tweet|pin|print|email|e-mail|save|like|reply|listen|watch|copy link|facebook|twitter|whatsapp|"
    r"linkedin|pinterest|reddit|comments?|login|log in|sign in|menu|search|close|next|previous|back to top|top|"
    r"teilen|drucken|merken|partager|imprimer|compartir|imprimir|condividi|stampa)|"
    r"\(?(?:photo|photograph|image|picture|foto|bild|photos|fotos|credit|source|quelle|crédit photo|beitragsbild|titelbild|"
    r"symbolbild|featured image|header image)s?"
    r"(?: (?:by|credit|courtesy))?\s*[:：|/©].{0,160}|(?:photo|image) (?:by|via|courtesy)\b.{0,100}|"
    r"(?:last )?(?:updated|modified|published|posted)(?: on| at)?\s*[:：]?\s.{0,60}|"
    r"(?:tags?|filed under|categor(?:y|ies)|topics?|schlagw(?:orte|örter)|themen|posted in|tagged)\s*[:：].{0,300}|"
    r"stand\s*[:：].{0,60}|"
    r"(?:empfohlener )?(?:externer|redaktioneller) inhalt.{0,120}|"
    r"an dieser stelle (?:finden sie|befindet sich|wird|zeigen wir) .{0,290}|ich bin (?:damit )?einverstanden, dass mir .{0,40}inhalte? .{0,250}|link zum youtube-inhalt|"
    r"(?:this|the) (?:content|video|embed|post) (?:is|could) not (?:be )?(?:available|loaded|displayed).{0,80}|"
    r"(?:pages?|seiten?)\s*[:：][\s\d|<>»«]{1,60}|(?:estimated )?(?:reading|read) time\s*[:：]?.{0,30}|\d{1,3}[ -]?(?:min(?:ute)?s?\.?) (?:read|lesezeit).{0,20}|"
    r"(?:table of )?contents|inhaltsverzeichnis|lesezeit:? .{0,20}|"
    r"(?:auch|mehr) auf .{0,40}folgen|folgen sie uns .{0,80}|jetzt (?:kostenlos )?(?:abonnieren|anmelden|testen).{0,80}|"
    r"(?:we use|this (?:site|website) uses) cookies.{0,300}|enable javascript.{0,120}|"
    r"this (?:article|post|story) (?:was|is|has been) (?:sponsored|paid).{0,120}|"
    r"disclosure: this post (?:may )?contains?.{0,200}|this (?:post|article|page) (?:may )?contains? (?:affiliate|sponsored).{0,260}|"
    r"additional reporting by .{3,60}|"
    r"(?:mit|\(mit) (?:material|agenturmaterial|informationen)(?: (?:von|der) .{2,80})?\W*|dieses thema im programm:?.{0,160}|"
    r"il vous reste \d.{0,120}|for the latest .{3,120}\bsign up\b.{0,80}|"
    r"(?:by|von|par|por|di|av|af|door) [a-z][^.!?]{2,40}(?:,? (?:in|on|am|le|el) .{3,60})?|"
    r"おすすめ(?:情報|記事|の記事)|(?:\[/?[\w-]{2,40}(?: [^\]]{0,400})?\]\s*)+|"
    r"don['’]t have an account\?.{0,60}|(?:sign|log) in or (?:create|register).{0,60}|"
    r"dieser artikel wurde ausgedruckt unter .{0,300}|"
    r"this entry was posted (?:on|in|by) .{3,280}|"
    r"subscribe to get .{3,60}|(?:pin|save) (?:it |this )?for later.{0,40}|request more information.{0,60})$",
)
#: A day, alone in its line.
DAY = re.compile(
    r"^(?:(?:[^\W\d]{2,10},? )?(?:den )?\d{1,2}\. ?(?:[^\W\d]{3,9}|\d{1,2}\.) ?\d{4}(?:,? (?:um )?\d{1,2}[:.]\d\d(?: uhr)?)?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,? [^\W\d]{3,9} \d{1,2},? \d{4}|[^\W\d]{3,9}\.? \d{1,2}, \d{4}|"
    r"(?:\d{4}年 ?)?\d{1,2}月 ?\d{1,2}日(?: ?\d{1,2}(?:時|:|:)\d{1,2}分?)?|"
    r"\d{1,2}:\d\d(?: [a-z]{2,4})?,? [^\W\d]{3,9} \d{1,2},? \d{4})$",
)
MOST_DAY = 60  # characters of that
DAY_ENDS = ("uhr", "日", "分", "\n")  # with which it ends, if not with a digit
#: The same in other languages.
ELSEWHERE = Phrase(
    rf"(?:(?:{others.ASKS})\b.{{0,90}}(?:{others.ABOUT}).{{0,120}}|"
    rf"\(?(?:{others.CREDITS})\s*[:：/©].{{0,160}}|{others.LABELS}|"
    rf"(?:{others.DATED})\b\s*[:：]?.{{0,50}}\d.{{0,20}}|\W?(?:{others.AGENCIES})\W*|"
    rf"{others.ASKED}|{others.DISCLOSED})$"
)
EDITED = re.compile(rf"\W?(?:{others.EDITED})\s?[:：].{{1,40}}$")
ENDS = frozenset(".!?…")  # of a sentence
MOST_REMEMBERED = 1 << 12  # texts that may be such headings
MOST_RIGHTS = 160  # characters of a line about rights
MOST_PROMOTION = 320  # characters of a text that PROMOTION is asked about
#: What such texts say in their middle, and a word without which none of it is asked.
INNER = {
    "rights": re.compile(r".{0,60}all rights reserved.{0,80}$"),
    "extern": re.compile(
        r".{0,40}(?:anzeigen und laden externer inhalte|externen? inhalte? (?:nicht )?(?:angezeigt|laden|verfügbar)).{0,200}$",
    ),
    "newsletter": re.compile(
        r".{0,240}\b(?:(?:sign up for|subscribe to) our|melde dich|melden sie sich|abonnier\w*|suscr[ií]b\w+) "
        r".{0,60}newsletters?\b.{0,60}$"
    ),
    "contribut": re.compile(r".{1,120} contributed to this (?:report|story|article)\.?$"),
    "| ": re.compile(r".{0,200}\| (?:photo|image|foto)s? (?:by|:) ?.{2,60}$"),
    "follow": re.compile(
        r"(?:you can )?follow (?:him|her|them|me|[^\W\d][\w' .-]{2,40}) on (?:x|twitter|bluesky|mastodon)\b.{0,80}$"
    ),
    "reporting": re.compile(r".{1,120} (?:additional )?reporting by .{3,60}$"),
}


class Leads(NamedTuple):
    """What a short text says of what comes after it."""

    ends: bool  #: comments, the author's portrait, sharing: no story goes on
    more: bool  #: more by the author, or in the channel
    related: bool  #: related stories


NOWHERE = Leads(ends=False, more=False, related=False)
LEADING = Beginnings(*(x.pattern for x in (MORE_BY, MORE_IN, END, RELATED)))


def leads(text: str) -> Leads:
    """Whether a text is the heading of what comes after a story."""
    lower = text.replace("İ", "i").lower().lstrip(ORNAMENTS)
    # Nearly all: to remember them would cost more than their first letters do.
    return _leads(lower) if LEADING.has(lower) else NOWHERE


@lru_cache(maxsize=MOST_REMEMBERED)
def _leads(lower: str) -> Leads:
    more = MORE_BY.begins(lower) or MORE_IN.begins(lower)
    return Leads(bool(END.begins(lower)), bool(more), bool(RELATED.begins(lower)))


def is_promotion(text: str) -> bool:
    """True for a short text that stands in or after a story and is none of it."""
    return len(text) <= MOST_PROMOTION and _promotes(text)


def _promotes(text: str) -> bool:
    lower = text.lower()
    if PROMOTION.begins(lower) or ELSEWHERE.begins(lower):
        return True
    return _is_day(lower) or _goes_on(lower) or _reserves(lower) or _credits(lower)


def _is_day(lower: str) -> bool:
    """True for a line that is a day and no more."""
    if len(lower) > MOST_DAY or not (lower[-1:].isdigit() or lower.endswith(DAY_ENDS)):
        return False  # nearly all: the pattern goes into each text's first word
    return DAY.match(lower) is not None


def _goes_on(lower: str) -> bool:
    """True for sentences that end with a link to the rest of them."""
    text = lower.rstrip(" .…>»›→")
    if not text.endswith(others.GOES_ON):
        return False
    last = next(x for x in others.GOES_ON if text.endswith(x))
    return bool(rest := text[: -len(last)].rstrip()) and rest[-1] in ENDS


# Loops: a generator for each text costs as much again as what it asks.
def _reserves(lower: str) -> bool:
    """True for a line about rights, or that tells who edited the text."""
    if len(lower) > MOST_RIGHTS:
        return False
    for words in others.RIGHTS:
        if words in lower:
            return True
    if not lower.isascii():
        if EDITED.match(lower):
            return True
        for words in others.RIGHTS_ELSEWHERE:
            if words in lower:
                return True
    return False


def _credits(lower: str) -> bool:
    """True for what such texts say in their middle."""
    for word, pattern in INNER.items():  # noqa: SIM110
        if word in lower and pattern.match(lower):
            return True
    return False
