"""Authors that the page prints in words: at the headline, where the text begins, after its end."""

import re
from collections.abc import Iterator

from archiver.reading.byline_claims import Claim, Joined
from archiver.reading.byline_names import Shape
from archiver.reading.byline_scene import (
    LAST,
    MOST_LINE,
    MOST_LINKS,
    MOST_SENTENCE,
    NEAR,
    SENTENCE,
    TEXT,
    UNDER,
    Scene,
    is_author_page,
    is_prose,
    linked_names,
    links_of,
)
from archiver.reading.byline_words import AGENCIES
from archiver.reading.outline import Raw
from archiver.reading.people import (
    Line,
    announces,
    has_role,
    may_introduce,
    read_line,
    undated,
)
from archiver.reading.phrases import MORE_BY, name_in
from archiver.reading.related_targets import in_ascii
from archiver.reading.text import words

APART = 2  # blocks between lines that are of one byline
MOST_MORE_BY = 90
#: How much of a line that says nothing in words may be no name.
MOST_BESIDE_DATE = 40
MOST_BESIDE_NAME = 4
MOST_BESIDE_AGENCY = 24  # letters: a month, "Uhr", a reading time
MOST_LONE = 100  # characters of such a line
MOST_ALONE = 2  # letters beside a name and a date
MOST_DATE = 60  # characters of a line that is a date
YEAR = re.compile(r"\d{4}|\d\d?[./:]\d\d?")
MOST_NICK = 40  # characters of a line in the text that a nickname signs
#: Folders of pages on persons who may be subjects of stories.
SUBJECTS = frozenset("people person persons".split())
EVIDENCE = {
    "by": "text:by",
    "by-far": "text:by",
    "by-text": "text:by",
    "by-end": "text:by",
    "link": "text:link",
    "link-far": "text:link",
    "link-end": "text:link",
    "more-by": "more-by",
}


def at_headline(scene: Scene) -> Iterator[Claim]:
    """Lines about the headline; those of one sort that stand together are one claim."""
    joined: dict[str, Joined] = {}
    last: dict[str, int] = {}
    for number, raw, label in _lines(scene, scene.head):
        sort, line = _sort(scene, raw, bool(label), number)
        if not (line.names or line.others) or not _is_seen(scene, raw, number):
            continue
        if line.others:
            yield Claim(line.others, "other", "text", "")
        if not sort or not line.names:
            continue
        if number > last.get(sort, number) + APART:
            yield from joined.pop(sort).claim(sort, EVIDENCE.get(sort, "text"), "head")
        last[sort] = number
        joined.setdefault(sort, Joined()).add(
            line.names, f"{label} {raw.text}".strip(), links_of(raw)
        )
    for sort, group in joined.items():
        yield from group.claim(sort, EVIDENCE.get(sort, "text"), "head")


def _lines(scene: Scene, numbers: range | tuple[int, ...]) -> Iterator[tuple[int, Raw, str]]:
    """Blocks that may name an author, and the line before if it says that one is named."""
    announced: bool | None = None
    label = ""
    for number in numbers:
        raw = scene.blocks[number]
        before, announced = announced, None
        if number == scene.title or len(raw.text) > MOST_LINE * 2:
            continue
        announced = announces(raw.text)
        if announced is None and before is not False:
            yield number, raw, label if before else ""
        label = raw.text


def _is_seen(scene: Scene, raw: Raw, number: int) -> bool:
    """False in boxes that are none of the story, but for the lines under the headline."""
    under = scene.title is not None and number - scene.title in UNDER
    return under or not scene.is_junk(raw.node)


def _sort(scene: Scene, raw: Raw, announced: bool, number: int) -> tuple[str | None, Line]:
    """What sort of claim a line is, if it is one."""
    text = raw.text
    in_text = scene.in_text(number)
    near = number - scene.start in NEAR
    quiet = in_text or not near or _is_no_name(raw)
    if quiet and not (announced or may_introduce(text) or _leads_to_author(raw)):
        return None, Line()
    if len(text) <= MOST_MORE_BY and MORE_BY.match(text):
        return None, Line()
    if len(text) > MOST_LINE or is_prose(text):
        sentence = SENTENCE.search(text, 0, MOST_LINE)
        if sentence is None or sentence.end() > MOST_SENTENCE:
            return None, Line()
        line = read_line(text[: sentence.end()])
        person = line.names[:1] and line.names[0].shape is Shape.PERSON
        return ("by-text" if line.first and person else None), line
    return _sort_of_line(scene, raw, announced, number)


def _sort_of_line(scene: Scene, raw: Raw, announced: bool, number: int) -> tuple[str | None, Line]:
    in_text, near = scene.in_text(number), number - scene.start in NEAR
    line = read_line(raw.text)
    if announced or (line.introduced and not _is_link(raw)):
        if in_text:
            person = line.names[:1] and line.names[0].shape is Shape.PERSON
            short = person or len(raw.text) <= MOST_NICK
            return ("by-text" if short and (announced or line.first) else None), line
        return ("by" if near else "by-far"), line
    if line.others and not line.names:
        return None, line
    if linked := linked_names(raw):
        return ("link" if near else "link-far"), Line(linked)
    return (_unsaid(scene, raw, line, number) if near and not in_text else None), line


def _unsaid(scene: Scene, raw: Raw, line: Line, number: int) -> str | None:
    """The sort of a line that has a person's name and does not say that it wrote."""
    if line.names and all(x.text.casefold() in AGENCIES for x in line.names):
        letters = sum(map(str.isalpha, raw.text))
        known = sum(len(name.text) for name in line.names)
        return "agency" if not raw.links and letters <= known + MOST_BESIDE_AGENCY else None
    if not line.names or line.names[0].shape is not Shape.PERSON:
        return None
    rest = len(raw.text) - sum(len(name.text) for name in line.names)
    if any(map(str.isdigit, raw.text)):
        if rest >= MOST_BESIDE_DATE:
            return None
        known = has_role(raw.text) or _is_known(scene, line.names[0].text)
        alone = _beside_dates(raw.text) <= sum(_letters(x.text) for x in line.names) + MOST_ALONE
        return "dated-known" if known else "dated-alone" if alone else "dated"
    if rest > MOST_BESIDE_NAME + 5 * len(line.names) or (raw.links and not _names_page(raw)):
        return None
    if _is_known(scene, line.names[0].text):
        return "bare-known"
    return "bare-dated" if any(_is_date(scene, n) for n in (number - 1, number + 1)) else "bare"


def _is_date(scene: Scene, number: int) -> bool:
    """True for a line that is a date, and no more than a reading time beside it."""
    if not 0 <= number < len(scene.blocks) or number == scene.title:
        return False
    text = scene.blocks[number].text
    return len(text) <= MOST_DATE and YEAR.search(text) is not None and _beside_dates(text) <= 2


def _beside_dates(text: str) -> int:
    """How many letters a line has that are no date's."""
    return sum(map(_letters, undated(text)))


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _is_link(raw: Raw) -> bool:
    """True if an introduction is part of a link, as in a teaser: "Review: …"."""
    if not raw.links or raw.links[0][1] != raw.text:
        return False
    return not is_author_page(raw.links[0][0])


def _is_no_name(raw: Raw) -> bool:
    """True for a line that cannot be a lone name: a quick test."""
    text = raw.text
    if len(text) > MOST_LONE or (text.isascii() and " " not in text):
        return True
    return bool(raw.links) and not _names_page(raw)


def _leads_to_author(raw: Raw) -> bool:
    return bool(raw.links) and any(is_author_page(x) for x, _ in raw.links[:MOST_LINKS])


def _is_tag(scene: Scene, raw: Raw) -> bool:
    """True for a link in an article's foot to what the site has on a person: a subject, perhaps."""
    href = (raw.links[0][0].get("href") or "").lower()
    if SUBJECTS.isdisjoint(href.split("/")[1:-1]) or "author" in href:
        return False
    outline = scene.survey.outline
    return any(outline.junk.get(n) == "foot" for n in outline.chain(raw.node))


def _names_page(raw: Raw) -> bool:
    """True if the block's link has the name in its address."""
    anchor, text = raw.links[0]
    path = set(words((anchor.get("href") or "")[-80:]))
    return bool(path) and (set(words(text)) <= path or set(words(in_ascii(text))) <= path)


def _is_known(scene: Scene, name: str) -> bool:
    """True if the end of the page presents somebody of this name: "Jane Doe is …"."""
    start = max(scene.story.first + TEXT, scene.story.last - LAST)
    return any(
        _presents(raw, raw.text[len(name) :])
        for raw in scene.blocks[start:]
        if raw.text.startswith(name)
    )


def _presents(raw: Raw, rest: str) -> bool:
    if not rest:
        return not raw.links and raw.kind != "list item"
    return rest[0] in " :," and rest[1:2].islower()


def after_text(scene: Scene) -> Iterator[Claim]:
    """Lines at the end of the text and after it."""
    joined: dict[str, Joined] = {}
    for number, raw, label in _lines(scene, scene.tail):
        text = raw.text
        if len(text) <= MOST_MORE_BY and (match := MORE_BY.match(text)):
            joined.setdefault("more-by", Joined()).add(read_line(name_in(match)).names, text, ())
            continue
        leads = _leads_to_author(raw)
        if len(text) > MOST_LINE or not (leads or label or may_introduce(text)):
            continue
        if is_prose(text) or _is_link(raw) or not _is_seen(scene, raw, number):
            continue
        line = read_line(text)
        linked = linked_names(raw) if leads and not _is_tag(scene, raw) else ()
        if line.first or label:
            text = f"{label} {text}".strip()
            joined.setdefault("by-end", Joined()).add(line.names, text, links_of(raw))
        elif linked:
            joined.setdefault("link-end", Joined()).add(linked, text, links_of(raw))
    for sort, group in joined.items():
        yield from group.claim(sort, EVIDENCE[sort], "end")
