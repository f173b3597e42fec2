"""How our texts are written down: the words of a language, its teasers, its stories."""

from dataclasses import dataclass

KEYS = (
    "home search login subscribe more next prev newsletter signup email comments write share "
    "related mostread cookies accept reject settings about contact privacy terms by updated tags "
    "advert latest menu top live video photos listen all"
).split()


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a story: `p`, `h2`, `li` or `quote`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """An article's text; date as printed, `iso` the same for machines."""

    title: str
    dek: str
    author: str
    date: str
    iso: str
    section: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Tongue:
    """What the sites of a language print all over."""

    code: str
    direction: str
    sections: tuple[str, ...]
    names: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    words: dict[str, str]
    teasers: tuple[tuple[str, str], ...]


TONGUES: dict[str, Tongue] = {}


def parts(line: str) -> tuple[str, ...]:
    """What stands between the bars."""
    return tuple(x.strip() for x in line.split("|"))


def add(code: str, text: str) -> None:
    """A language: sections, names, months, date, words in the order of KEYS, then teasers."""
    sections, names, months, date, words, *rest = text.strip().splitlines()
    values = parts(words)
    if len(values) != len(KEYS):
        raise ValueError(f"{code}: {len(values)} words, not {len(KEYS)}: {values}")
    pairs = tuple((head, tail) for head, tail in map(parts, rest))
    TONGUES[code] = Tongue(
        code=code,
        direction="rtl" if code in ("ar", "he") else "ltr",
        sections=parts(sections),
        names=parts(names),
        months=tuple(months.split()),
        date=date,
        words=dict(zip(KEYS, values, strict=True)),
        teasers=pairs,
    )


MARKS = {"## ": "h2", "- ": "li", "> ": "quote"}


def block(line: str) -> Block:
    """A line of a story's text."""
    for mark, kind in MARKS.items():
        if line.startswith(mark):
            return Block(kind, line[len(mark) :])
    return Block("p", line)


def story(text: str) -> Story:
    """A story: title, dek (or a blank line), `author | date | iso | section`, then blocks."""
    title, dek, about, *rest = text.strip().splitlines()
    author, date, iso, section = parts(about)
    return Story(title, dek, author, date, iso, section, tuple(block(x) for x in rest if x))
