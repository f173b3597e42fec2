"""Names of persons in a line of text: introductions, roles and dates left out."""

import re

from archiver.reading.text import fold, words

BY = re.compile(
    r"^\W{0,3}(?:(?:(?:recipe|interview|photos?|photographs?|video|story|article|text|words|analysis|"
    r"opinion|review|report|commentary|guest post|a column|column|essay|illustrations?) )?"
    r"(?:(?:and )?(?:written|reported|posted|published|edited|reviewed|contributed|authored|submitted|"
    r"compiled|created|updated|produced|fact[- ]checked|shared|last updated) )*by(?: the)?|"
    r"by-?line|(?:(?:ein(?:e[nrms]?)? )?(?:kommentar|beitrag|bericht|interview|analyse|artikel|gastbeitrag|reportage|essay|kolumne|verfasst|geschrieben|veröffentlicht|erstellt) )?von|vom|(?:interview|bericht|kommentar|analyse|reportage|protokoll|essay|aufgezeichnet von|foto|fotos|fotografie):|par|por|di|da|door|af|av|text(?: und fotos?)?:|"
    r"(?:die )?autor(?:en|in|es|a)?(?::innen|/-?in)?(?: des artikels)?[: ]|auteurs?[: ]|autor[ei]?:|authors?[: ]|"
    r"writer[: ]|reporter[: ]|redaktion:|skribent[: ]|tekst:|autorzy?:|autori?:|tekijä|toimittaja|"
    r"от|автор(?:ы)?[: ]|текст:|szerző:?|yazan:?|penulis:?|oleh|tác giả:?|bởi|بقلم:?|الكاتب:?|كتب:?|"
    r"byl?:|about)(?:\s*[:：])?\s+|^\s*(?:文|取材・文|著者|執筆|執筆者|記者|作者|撰文|作成者|글|작성자)\s*[:：/／]\s*",
    re.IGNORECASE,
)
#: The same, where the line must say that it is a byline.
SAYS_BY = re.compile(
    r"^\W{0,3}(?:(?:[A-Za-z]+ )?(?:written|reported|posted|published|edited|contributed|authored)? ?by|"
    r"von|par|por|door|av|af|di|autor(?:in|en)?:|author:|auteur:|text:|tekst:|автор:?|от|oleh|بقلم|كتب)"
    r"\s*[:：]?\s+\S|^\s*(?:文|取材・文|著者|執筆|執筆者|記者|作者|撰文|글|작성자)\s*[:：/／]\s*\S",
    re.IGNORECASE,
)
BREAK = re.compile(
    r"\s*(?:[,;/|•·&、，・]|\s(?:and|und|et|y|e|og|och|en|ja|i|и|та|ve|és|with|mit|avec|con|com)\s)\s*",
    re.IGNORECASE,
)
#: What follows a name and is none of it.
AFTER = re.compile(
    r"\s*(?:\b(?:for|in|at|from|aus|für|pour|para|per|contributes|contributed|covers?|writes?|"
    r"is|was|has|as|mit material|special to|via|reports?|shows?|see|follow|view|read|show|"
    r"last|updated?|published|posted|on|am|le|vor|ago|senior|chief|contributing|"
    r"staff|freelance|associate|assistant|managing|executive|deputy|head|director|founder|ceo|editor|"
    r"reporter|writer|correspondent|redakteur(?:in)?|redaktion|chefredakteur(?:in)?|korrespondent(?:in)?|"
    r"journalist(?:e|in)?|gastautor(?:in)?|autor(?:in)?|guest|columnist|photographer|author|phd|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? \d|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday)\b|(?<=[a-z])(?-i:Updated|Published|Posted|By)\b|\(|\[|\||•|—|–| - |:|@|https?:|\d|\bin collaboration\b|記者|기자|특파원|さん$|氏$|編集部).*$",
    re.IGNORECASE,
)
DATE_FROM = re.compile(
    r"\s*[|•·–—,-]?\s*(?:\b(?:updated|published|posted|last|aktualisiert|veröffentlicht|publié|mis à jour|stand)\b.*"
    r"|\b(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}\.? [^\W\d]{3,12}\.? \d{4}|"
    r"[^\W\d]{3,12}\.? \d{1,2},? \d{4}|\d{1,3} ?min(?:ute)?s? read).*)$",
    re.IGNORECASE,
)
PARTICLES = frozenset(
    "de da do dos das del della der den di du van von zu zur vom la le el al bin ibn ben ter ten "
    "af av y e und bint abu san st ap lo mac mc o".split()
)
NAME = re.compile(r"^[^\W\d_][\w.'’´`\-‐·・]*(?: [^\W\d_][\w.'’´`\-‐.]*){0,5}$")
#: Words that make a line no person's name.
ROLES = frozenset(
    "staff editor editors editorial admin administrator redaktion redazione rédaction redacción "
    "redactie newsroom team desk contributor contributors correspondent reporter reporters writer "
    "writers guest agencies agency agenturen wire webmaster anonymous unknown none author authors news "
    "press online root user subscribe newsletter share follow comments comment read more min "
    "minutes photo photos image images getty reuters/ advertisement posts articles view all show "
    "profile bio about home contact website email mail twitter facebook instagram linkedin your the "
    "this that our you we us date published updated by service services media group inc ltd gmbh llc "
    "company magazine blog marketing alle artikel beiträge kommentare datum anzahl co jr phd md cfp cpa mba rn esq attorney strategy development manager president officer specialist consultant engineer freelance journalist tags category  super-user superuser wordpress nachrichten articles/".split()
)
AGENCIES = frozenset(
    "ap afp dpa apa sda reuters ansa efe tass interfax kna epd sid ats belga anp ntb tt ritzau pap ctk čtk mti "
    "bta agerpres lusa pti ani ians xinhua kyodo jiji yonhap bloomberg aap cnn bbc "
    "dpa-afx spx upi".split()
)


def line_of(text: str) -> str:
    """A byline without the date that follows it on the same line."""
    cut = DATE_FROM.sub("", text).strip(" |•·–—,-\t")
    return cut or text


def is_byline(text: str) -> bool:
    """True if the text says that a name follows."""
    return bool(SAYS_BY.match(text))


def names_in(text: str) -> list[str]:
    """The names in a byline, as far as they can be told without asking whether they are names."""
    text = BY.sub("", fold(text)[:400])
    text = BY.sub("", text)
    parts = [fold(AFTER.sub("", BY.sub("", part))) for part in BREAK.split(text) if part]
    return [part.strip(" .,:;-–—|*") for part in parts if part.strip(" .,:;-–—|*")]


def person(text: str, site: str | None) -> str | None:
    """A name as it stands in the Article; None for what is no person's and no agency's."""
    name = BY.sub("", text).strip(" .,:;-–—|*")
    if not 2 <= len(name) <= 60 or not NAME.match(name) or "@" in name:
        return None
    parts = words(name)
    if not parts or (site and parts == words(site)):
        return None
    if len(parts) == 1:
        return _single(name, parts[0])
    if not ROLES.isdisjoint(parts) or not _capitalised(name):
        return None
    return name.title() if name.isupper() and name.isascii() and len(name) > 4 else name


def _single(name: str, word: str) -> str | None:
    if word in AGENCIES:
        return name
    if word in ROLES or (name.isascii() and name.islower()) or len(word) < 2:
        return None
    return name


def _capitalised(name: str) -> bool:
    """True if each word begins with a capital, particles apart; scripts without case pass."""
    for word in name.replace("-", " ").split():
        first = word[0]
        if first.islower() and word.lower().strip(".'’") not in PARTICLES and "'" not in word:
            return False
    return True
