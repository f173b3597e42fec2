"""Patterns of bylines: dates, addresses, what divides names.

They are run on lines of a few hundred characters and repeat nothing that repeats.
"""

import re

#: Where no space divides words: "作者：NAME".
CJK = re.compile(
    r"(?:(?P<author>文|取材・文|取材|著者|執筆|執筆者|記者|记者|作者|撰文|文字|글|작성자|글쓴이|기자)|"
    r"(?P<other>写真|撮影|翻訳者?|監訳|監修|編集|사진|摄影|攝影|翻译|(?:责任|責任)?(?:编辑|編輯)|责编|責編|校对|图|圖|訳))\s*[:：/／]\s*"
)

_MONTHS = (
    "jan(?:uar[yi]?|vier)?|feb(?:ruar[yi]?)?|févr?(?:ier)?|mar(?:ch|s|zo|ço)?|märz|apr(?:il)?|"
    "avr(?:il)?|may|mai|mayo|maio|mei|maj|jun[ei]?|juin|junio|jul[iy]?|juillet|julio|"
    "aug(?:ust)?|août|agosto|"
    "sept?(?:ember|embre|iembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|"
    "de[cz](?:ember|embre|iembre)?|déc(?:embre)?|январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|"
    "июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]|січня|лютого|березня|"
    "квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"
)
_DAYS = (
    "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|"
    "sun(?:day)?|"
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
)
_FIRST_DIGIT = (
    rf"\d{{1,2}}(?:\.|st|nd|rd|th)? ?(?:de )?(?:{_MONTHS})\b\.?,?(?: (?:de )?\d{{4}})?"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d\b)\.?"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:T[\d:.+Z-]+)?"
    r"|\d{1,2}\.? (?:de )?[^\W\d_]{2,12}\.?[,،]? (?:de )?\d{4}"
    r"|\d{4}\.? [^\s\d]{3,14} \d{1,2}(?!\d)\.?"
    r"|\d{4}年\d{1,2}月\d{1,2}日?|\d{1,2}月\d{1,2}日"
    r"|\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?\b)?(?: (?:uhr|[A-Z]{2,4})\b)?"
    r"|(?<![^\W_])\d{1,2} ?[ap]\.?m\.?\b"
    r"|\d{1,3}[-\s]{0,2}(?:min(?:ute[ns]?|utos?|s)?|second[es]?|seg|hours?|hrs?|std|days?|weeks?|"
    r"months?|years?|stunden?|tagen?|wochen?|heures?|jours?|horas?|d[ií]as?)\b\.?"
    r"(?:[-\s](?:read(?:ing)?(?: time)?|lesezeit|lesedauer|de lecture|de lectura|ago|lecture|"
    r"leestijd))?"
)
_FIRST_WORD = (
    rf"(?:(?:{_DAYS})\.?,? {{0,2}})?(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?(?!\d),?(?: \d{{4}})?"
    rf"|(?:{_MONTHS})\.? \d{{4}}|(?:{_DAYS})(?=\.?,? {{0,2}}\d|$)"
)
#: Dates, clock times and reading times: they divide a line.
TIMES = re.compile(rf"(?=\d)(?:{_FIRST_DIGIT})|(?<!\w)(?=[^\W\d_])(?:{_FIRST_WORD})", re.IGNORECASE)
#: Where a name and what follows are printed without a space: "Jane DoePublished", "janedoeMarch 3".
GLUED = re.compile(
    r"(?<=[a-zà-ÿ.])(?=(?:Published|Updated|Posted|Last|By|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|Senior|Staff|Contributor|Editor|Founder|Owner|CEO|"
    r"Writer|Author|Director|Manager|Journalist|Reporter)\b)"
)
_AND = (
    "and|und|et|y|e|og|och|en|ja|i|и|та|ve|és|a|şi|și|dan|και|with|mit|avec|con|com|med|"
    "in collaboration with|in zusammenarbeit mit"
)
_MARKS = r",;|•·&+、，/\\＝►»\n"
#: It begins with a set of characters, to which the search leaps; what was found is told behind it.
DIVIDER = re.compile(
    rf"[{_MARKS}・\s](?:(?<=[{_MARKS}])|(?<=・)(?<![\u30a0-\u30ff].)|"
    rf"(?<=\s)(?:(?=[^\W\d_]{{3,20}}:\s)|[–—-]+\s|(?i:{_AND})\s))"
)
MAIL = re.compile(
    r"[(\[<]?\b[\w.+-]{1,40}(?:@|\[at\]|\(at\))[\w-]{2,40}\.[\w.]{2,30}[)\]>]?|"
    r"\[email protected\]|@\w{1,30}|https?://\S{1,200}|www\.\S{1,100}"
)
#: "NEWS／ 記者NAME／PLACE報導".
REPORTER = re.compile(
    r"(?:(?<=[／/\s])|^)(?:記者|记者)\s?(?P<who>[\u3400-\u9fff]{2,4}(?:、[\u3400-\u9fff]{2,4}){0,3})"
    r"(?=[／/\s]|$)"
)
#: "Text und Fotos:", "Words and photos by".
TWO_DEEDS = re.compile(
    r"([^\W\d_]{3,20}) (?:and|und|&|\+|et|y|e|en|og|och) ([^\W\d_]{3,20})"
    r"(\s?[:：]| (?:by|von|par|por|door|av|af|di)(?= ))",
    re.IGNORECASE,
)
