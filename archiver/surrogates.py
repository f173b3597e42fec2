"""Halves of surrogate pairs: JSON and character references can name them, no encoding has them."""

import re

_REFERENCES = re.compile(rb"(?:&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5[5-7]\d{3});)+")


def whole(text: str) -> str:
    """The text with a replacement for each half of a surrogate pair, which no encoding can write;
    two halves that follow one another are the character that they stand for."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def whole_references(markup: bytes) -> bytes:
    """The same for markup in an encoding that has ASCII in it, where a character beyond the first
    plane is often written as two references, ``&#55357;&#56842;``: no parser of XML takes them."""
    if b"&#" not in markup:  # found out at once; and a search by pattern lets no other thread run
        return markup
    return _REFERENCES.sub(_as_one, markup)


def _as_one(match: re.Match[bytes]) -> bytes:
    numbers = match[0].decode("ascii").removeprefix("&#").removesuffix(";").split(";&#")
    text = "".join(chr(int(x[1:], 16) if x[0] in "xX" else int(x)) for x in numbers)
    return whole(text).encode("ascii", "xmlcharrefreplace")
