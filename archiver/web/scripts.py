"""Which way a text runs."""

import unicodedata

#: Languages that are written from right to left, where no other script is named (CLDR).
RIGHT_TO_LEFT = frozenset(
    "ar arc arz azb bal ckb dv fa glk he iw ks ku-arab lrc mzn nqo pa-arab pnb prs ps sd sdh skr "
    "syr ug ur uz-arab yi ji".split()
)
SCRIPTS = frozenset("adlm arab aran hebr mand mend nkoo rohg samr syrc thaa yezi".split())
LOOK = 200  # characters in which a letter is looked for


def direction(language: str | None, text: str = "") -> str:
    """``rtl`` or ``ltr``, as the HTML attribute ``dir`` has it.

    Of the first strong character (Unicode Standard Annex #9, rule P2); of the language where
    there is none.
    """
    for char in text[:LOOK]:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "rtl" if _runs_left(language) else "ltr"


def _runs_left(language: str | None) -> bool:
    parts = (language or "").lower().split("-")
    if len(parts) > 1 and len(parts[1]) == 4:
        return parts[1] in SCRIPTS
    return parts[0] in RIGHT_TO_LEFT


def told(language: str | None) -> str | None:
    """The language as an attribute ``lang``; None for what is no tag (BCP 47: RFC 5646 §2.1)."""
    parts = (language or "").split("-")
    sound = all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts)
    return language if sound and len(parts[0]) >= 2 else None
