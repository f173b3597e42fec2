"""Authors who sign in the text: where it begins, as East Asia's correspondents do, or under it."""

import re
from collections.abc import Iterator

from archiver.reading.byline_claims import Claim
from archiver.reading.byline_names import KOREAN, Name, Shape, made
from archiver.reading.byline_scene import Scene
from archiver.reading.outline import Raw
from archiver.reading.people import read_line

FIRST = 2  # blocks of the text that may begin with who reports
MOST_BEGIN = 60  # characters of such a beginning
MOST_UNDER = 3  # blocks after the last one of the text
MOST_SIGNATURE = 40  # characters
MOST_KOREAN = 60  # … with an address
MOST_BEFORE = 12  # characters before such a name: a place, the paper
LEAST_WORDS = 2  # of a name that signs
REPORTERS = ("记者", "記者")
#: ``（中央社記者NAME台北3日電）``, ``〔記者NAME／台北報導〕``, ``…3月5日电（记者NAME、NAME）``.
BRACKETED = re.compile(
    r"[（(〔［\[【][^（）()〔〕［］\[\]【】]{0,14}?(?:记者|記者)\s?(?P<who>[^（）()〔〕［］\[\]【】]{2,40})"
    r"[）)〕］\]】]"
)
#: ``記者NAME／台北報導``, with which a line begins.
OPEN = re.compile(r"(?:记者|記者)\s?(?P<who>[^\s／/]{2,4}(?:[、，,]\s?[^\s／/]{2,4}){0,3})[／/]")
#: Where and when a dispatch was sent, and who else had a part in it.
SENT = re.compile(r"(?:\d{1,2}月)?\d{1,2}日[電电].*$|[／/].*$|(?:通讯员|通訊員|实习生|實習生).*$")
NAME = re.compile(r"[\u3400-\u9fff\uf900-\ufaff·]{2,4}$")
PICTURED = ("摄", "攝")
#: Of what is left when day and wire are taken off: name and place, by how many characters they are.
SHORT_NAME, LONG_NAME, FOUR = 2, 3, 4
#: ``（NAME）`` under a Japanese text; agencies have two characters.
SIGNED = re.compile(
    r"(?:^|[。」])[（(【〔]"
    r"(?P<who>[\u3400-\u9fff々]{1,3}[ \u3000・]?[\u3400-\u9fff々ぁ-んァ-ヶー]{2,4})[）)】〕]$"
)
NOBODY = frozenset(
    "おわり 終わり 続く つづく 敬称略 前編 後編 上編 下編 "
    "共同通信 時事通信 一部略 関連記事 写真付き 図表付き".split()
)
ASIDE = re.compile(r"text-align:\s?(?:right|end)")


def in_text(scene: Scene) -> Iterator[Claim]:
    """Who reports, told where the text begins; and the name that stands alone under it."""
    yield from _correspondents(scene)
    yield from _signatures(scene)


def _correspondents(scene: Scene) -> Iterator[Claim]:
    for raw in scene.story.blocks[:FIRST]:
        begin = raw.text[:MOST_BEGIN]
        if begin.isascii() or not any(word in begin for word in REPORTERS):
            continue
        match = BRACKETED.search(begin) or OPEN.match(begin)
        names = tuple(_reporters(match["who"])) if match else ()
        if names:
            yield Claim(
                names, "correspondent", "text:correspondent", "head", match[0] if match else None
            )
            return


def _reporters(who: str) -> Iterator[Name]:
    """The names before place, day and wire, which follow them without a space."""
    if who.endswith(PICTURED):
        return
    cut = SENT.sub("", who)
    *before, last = [x for x in re.split(r"[、，,\s\u3000]+", cut) if x] or [""]
    if cut != who and "／" not in who and "/" not in who and len(last) >= FOUR:
        last = last[: SHORT_NAME if len(last) == FOUR else LONG_NAME]
    for name in (*before, last):
        if NAME.match(name):
            yield made(name, Shape.PERSON)


def _signatures(scene: Scene) -> Iterator[Claim]:
    story = scene.story
    if not story.blocks:
        return
    for raw in scene.blocks[story.last : max(story.last + MOST_UNDER, story.end + 1)]:
        if name := _korean(raw):
            yield Claim((name,), "correspondent", "text:signature", "end", _line(raw))
            return
        name = _signed(scene, raw)
        if name is not None:
            yield Claim((name,), "signature", "text:signature", "end", _line(raw))
            return


def _korean(raw: Raw) -> Name | None:
    """Who sends it, under a Korean text: "NAME 기자 name@paper.example"."""
    if raw.text.isascii() or len(raw.text) > MOST_KOREAN:
        return None
    match = KOREAN.search(raw.text)
    return made(match[1], Shape.PERSON) if match and match.start() <= MOST_BEFORE else None


def _signed(scene: Scene, raw: Raw) -> Name | None:
    if raw.links or raw.kind != "paragraph":
        return None
    if match := SIGNED.search(raw.text[-MOST_SIGNATURE:]):
        name = re.sub(r"[ \u3000・]|^(?:记者|記者|作者|文)(?=[ \u3000])", "", match["who"])
        return None if name in NOBODY else made(name, Shape.PERSON)
    if len(raw.text) > MOST_SIGNATURE or scene.is_junk(raw.node) or not _is_aside(scene, raw):
        return None
    line = read_line(raw.text)
    name_ = line.names[0] if len(line.names) == 1 else None
    if name_ is None or name_.shape is not Shape.PERSON or name_.text.count(" ") + 1 < LEAST_WORDS:
        return None
    return name_ if len(name_.text) >= len(raw.text.strip(" .-—–()")) else None


def _is_aside(scene: Scene, raw: Raw) -> bool:
    """True for a line that is set at the end of its row, as signatures are."""
    element = scene.survey.outline.elements[raw.node]
    style = (element.get("style") or "").lower()
    return element.get("align") == "right" or bool(ASIDE.search(style))


def _line(raw: Raw) -> str | None:
    return raw.text if len(raw.text) <= MOST_SIGNATURE else None
