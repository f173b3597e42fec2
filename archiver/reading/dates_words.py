"""What is printed before a date: that something was published, that it was changed."""

import re

#: Beginnings of what tells of a change, lower-case.
CHANGES = (
    "updat", "modif", "aktualis", "geändert", "mis à jour", "actualiz", "aggiorn", "atualiz",
    "bijgewerkt", "oppdater", "uppdater", "opdater", "stand:", "last edited", "last reviewed",
    "last change", "更新", "обновл", "изменен", "수정", "päivitetty", "zuletzt", "letzte änderung",
    "aktualiz", "güncelle", "frissít", "ažurir", "cập nhật", "diperbarui", "обновен", "оновлен",
    "ажурир", "ενημέρω", "ενημερώ", "uuendat", "muudet", "atjaun", "atnaujin", "posodob",
    "përditës", "uppfært", "actualitz", "eguner", "diupdate", "dikemas kini", "sasishw", "yenilən",
    "жаңарт",
    "განახლ", "թարմաց", "עודכן", "עדכון", "تحديث", "به‌روزرسانی", "به روزرسانی", "اپ ڈیٹ", "अपडेट",
    "अद्यतन", "আপডেট", "হালনাগাদ", "อัปเดต", "อัพเดต", "修改",
)  # fmt: skip
CHANGED = re.compile("|".join(map(re.escape, CHANGES)), re.IGNORECASE)
PUBLISHED = (
    r"(?:(?:first |originally )?(?:published|posted|created|released|written)|date\b|"
    r"veröffentlicht|erstellt|publiziert|datum|erschienen|publié|publicado|pubblicato|gepubliceerd|"
    r"publicerad|publisert|udgivet|julkaistu|opublikowano|опубликован|公開|掲載|발행|등록|입력|"
    r"publicat|publicēt|publikov|objavljen|zverejnen|megjelen|közzétéve|giriş|yayın|avaldat|paskelbt|"
    r"δημοσί?ε|публикуван|опублікован|објављен|diterbitkan|đăng|გამოქვეყნ|հրապարակ|פורסם|نشر|انتشار|"
    r"प्रकाशित|প্রকাশ|เผยแพร่|发布|發布|发表)"
)
SAYS_PUBLISHED = re.compile(rf"^\W{{0,9}}{PUBLISHED}", re.IGNORECASE)
BEGINS_PUBLISHED = re.compile(SAYS_PUBLISHED.pattern).match  # of a text in lower case
#: Of two dates the one of which a page says this is the older.
FIRST_PUBLISHED = re.compile(
    r"\b(?:originally|first) (?:published|posted)|(?:ursprünglich|erstmals|zuerst) "
    r"(?:erschienen|veröffentlicht|publiziert)|(?:initialement|première fois) publié|"
    r"publi(?:é initialement|cado (?:originalmente|originariamente))|"
    r"(?:originalmente|originariamente) (?:publicado|pubblicato)|oorspronkelijk (?:gepubliceerd|"
    r"verschenen)",
    re.IGNORECASE,
)
#: The label and what follows it, somewhere in a line: ``Readings: 61 Published on: 3 May 2024``.
LABELLED = re.compile(
    rf"\b{PUBLISHED}\w{{0,3}}(?:\s+(?:on|am|at|le|el|il|em|op|den|dne))?\s*:?\s*"
    r"(?=\W{0,2}\w{0,12}\W{0,3}\d)",
    re.IGNORECASE,
)
#: ``This entry was posted on Saturday, 3 December 2011 …``
SENTENCE = re.compile(
    r"\b(?:this|dieser|ce|cet|este|questo|dit)\s+(?:artikel|beitrag|eintrag|article|post|entry|"
    r"story|texte|bericht|artículo|artigo|articolo)\s+"
    r"(?:wurde|was|has been|a été|fue|foi|è stato|werd)\b",
    re.IGNORECASE,
)
#: A day may be in a text: a year, a day of a month, an era.
YEAR = re.compile(
    r"[\d'’元令和國国](?:(?<=\d)(?:\d\d\d|[./]\d\d(?!\d))|(?<=['’])\d\d(?!\d)|(?<=[元令和國国]))"
)
#: Where the story begins with place and day: ``(3.5.2024)``, ``RIVER TOWN, May 3, 2024 –``.
DATELINE = re.compile(
    r"^\W{0,3}(?:[^\W\d][^\d,:;!?]{1,30}(?:,\s(?:(?:den|am|le|el|il)\s)?|\s(?:vom|del)\s))?"
    r"(?:\d{1,2}\W{1,2}(?:\d|\w{3,10}\W)|[^\W\d]{3,10}\.?\s\d{1,2},?\s\d{4}|\d{4}[-/年.])"
)
#: Names of dates of something else than the story, and texts of such.
OTHER = re.compile(
    r"current|today|copyright|comment|birth|expir|deadline|calendar|upcoming|edition"
)
OTHER_TEXT = re.compile(
    r"copyright|©|\(c\)|\(@\w|verfügbar|available|expire|https?:|www\.|"
    r"registriert|joined|member since|mitglied seit|"
    r"^(?:abbildung|abb\.|bild|(?:archiv|symbol)?foto|photo|fig(?:ure|ur|\.)|image|imagen|picture)\b"
)
#: With which two letters a label can begin, so that most texts are not looked at closely.
INITIALS = frozenset(word[:2] for word in (*CHANGES, *re.findall(r"\w+", PUBLISHED)))


def change_in(text: str) -> re.Match[str] | None:
    """Where a text begins to tell of a change."""
    lower = text.lower()
    return CHANGED.search(text) if any(word in lower for word in CHANGES) else None


def begins_with_label(text: str) -> bool:
    """True for ``Published: …``, ``Updated on …``."""
    if text[0].isalnum() and text[:2].lower() not in INITIALS:
        return False
    lower = text.lower()
    return bool(BEGINS_PUBLISHED(lower)) or lower.lstrip("([|-–— ").startswith(CHANGES)
