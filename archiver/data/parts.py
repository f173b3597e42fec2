"""What the lists of an article hold: authors, blocks, links, pictures, signs."""

from dataclasses import dataclass
from typing import Literal

from archiver.article import Author, Block, Image, Link, RelatedLink, Sign

Scalar = Literal["string", "bool", "int32", "int64", "date32", "timestamp[us, UTC]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value inside a part: an attribute of an author, a block, …"""

    name: str
    type: Scalar | None = "string"  #: None: a list of parts
    part: "Part | None" = None
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a list holds: a struct of Arrow's, an object of JSON's, a row of a table of SQLite's."""

    of: type
    fields: tuple[Field, ...]


def _texts(*fields: tuple[str, str]) -> tuple[Field, ...]:
    return tuple(Field(name=name, meaning=meaning) for name, meaning in fields)


AUTHOR = Part(
    of=Author,
    fields=_texts(
        ("name", "as printed, without label and role"),
        ("url", "absolute URL of the author's page; null if there is none"),
    ),
)
LINK = Part(
    of=Link, fields=_texts(("url", "absolute URL"), ("text", "what the link is printed on"))
)
BLOCK = Part(
    of=Block,
    fields=(
        *_texts(
            ("kind", "paragraph, heading, list item, quote, preformatted or table"),
            ("text", "white space folded; cells of a table divided by tabs, rows by newlines"),
        ),
        Field(name="level", type="int32", meaning="of a heading, 1 to 6; null of all else"),
        Field(
            name="number",
            type="int32",
            meaning="of what begins an item of an ordered list, as a browser shows it; else null",
        ),
        Field(name="links", type=None, part=LINK, meaning="links in the block, in order"),
    ),
)
IMAGE = Part(
    of=Image,
    fields=(
        *_texts(
            ("url", "absolute URL"),
            ("alt", "the alternative text; null if there is none"),
            ("caption", "as printed; null if there is none"),
        ),
        Field(name="lead", type="bool", meaning="true of the picture before the text"),
    ),
)
RELATED = Part(
    of=RelatedLink,
    fields=_texts(
        ("url", "absolute URL, without fragment"),
        ("text", "what the link is printed on"),
        ("kind", "inline, related, author or section: where the page has it"),
        ("heading", "what is printed over the links; null if nothing is"),
    ),
)
SIGN = Part(
    of=Sign,
    fields=_texts(
        ("name", "noarchive, tdm-reservation, …"),
        ("where", "the header, element or line that says it"),
        ("value", "as written; null where the name says it all"),
        ("to", "the crawler it is addressed to, lower-case; null: to all"),
    ),
)
