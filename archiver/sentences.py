"""A text in sentences, in any language: by punctuation, without a model of each language.

What ends a sentence: ``. ! ? …`` of European scripts where white space and no lower-case letter
follows, and the marks of Chinese and Japanese, Arabic, Devanagari, Armenian, Ethiopic, Burmese,
Khmer and Tibetan (Unicode property Sentence_Terminal, UAX #29 §5). A full stop behind an initial,
a number or a common abbreviation ends none.
"""

import re

_ALWAYS = "。！？｡．؟۔।॥։።፧፨၊။៖។៕།༎᠃᠉"  # also where no space follows
_CLOSING = "\"'”’“‘»›)\\]」』】）"
_MARK = r"(?<![.!?…])[.!?…]++"  # a run of them from its beginning, whole: linear in any text
_END = re.compile(rf"(?:[{_ALWAYS}]++|{_MARK}(?=[{_CLOSING}]*+(?:\s|$)))[{_CLOSING}]*+\s*+")
_WORD = re.compile(r"(\w[\w.]*)\.+$")
_NEXT_LETTER = re.compile(r"\W*[^\W\d_]")
NEAR = 20  # characters behind and before a mark that are looked at
ABBREVIATIONS = frozenset(
    """
    adm approx art aug ave bd bzw ca capt cf co col corp dec dept dipl dott dr dra drs ed eg etc ex
    feb fig ft gen gov gr hr hrsg inc ing int jan jr kl ltd max me med mil min mio mlle mm mme mr
    mrs ms mt mrd nov nr num núm nº oct okt op p pag pág par ph pp prof proc rep resp rev rue sec
    sen sep sept sgt skr sr sra srta st ste str tel tlf ud uds univ usw vgl vol vs z zb zzgl ул г
    им тыс млн млрд руб проф др стр см напр
    """.split()
)


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph, white space folded; together they are the text."""
    folded = " ".join(text.split())
    found: list[str] = []
    start = 0
    for match in _END.finditer(folded):
        if match.end() < len(folded) and not _ends(folded, start, match):
            continue
        found.append(folded[start : match.end()].strip())
        start = match.end()
    if start < len(folded):
        found.append(folded[start:])
    return found


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """True if the mark that ``match`` found ends a sentence that began at ``start``."""
    mark = match[0].strip()
    if mark[0] in _ALWAYS:
        return True
    following = _NEXT_LETTER.match(text[match.end() : match.end() + NEAR])
    if following and following[0][-1].islower():
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    word = _WORD.search(text[max(start, match.start() - NEAR) : match.start() + 1])
    return word is None or not _is_short_form(word[1])


def _is_short_form(word: str) -> bool:
    """An initial, a day of the month, ``U.S``, ``Dr``: what a full stop belongs to."""
    if word.isdigit():
        return len(word) <= 2
    letters = word.rpartition(".")[2]
    return (len(letters) == 1 and letters.isalpha()) or word.lower() in ABBREVIATIONS
