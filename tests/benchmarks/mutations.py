"""Pages as they should not be: mutations of real ones that keep their structure in mind.

Every mutation is a function of a page, another page and a source of chance; bytes in, bytes out.
"""

import random
import re
from collections.abc import Callable

MOST_BYTES = (
    1 << 20
)  # of a page before it is mutated: the fuzz run is to be many pages, not large ones
TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>")
CHARSET = re.compile(rb"charset=[\"']?[\w-]++", re.I)
JSON = re.compile(rb"(<script[^>]*+json[^>]*+>)([^<]*+)", re.I)
VOID = frozenset(b"area base br col embed hr img input link meta source track wbr".split())
NESTED = b"div span p b a table ul blockquote font section button noscript object h1 pre".split()
ATTRIBUTES = (
    b" class='byline author dek related advert caption date'",
    b" hidden",
    b" style='display:none'",
    b" itemprop='author datePublished headline'",
    b" datetime='2024-13-99T99:99'",
    b" href='http://[::1'",
    b" href='?page=2'",
    b" rel='next author'",
    b" id='x' id='y' id=\"z'>\"",
    b" content='\xff\xfe'",
    b" a=1" * 300,
    b" class='" + b"a-b " * 5000 + b"'",
)
CHARSETS = b"utf-8 utf-16 shift_jis windows-1251 gb18030 iso-2022-jp koi8-r utf-7 x-none".split()
TOKENS = (
    *b"\0 \xff \xed\xa0\x80 <!-- --> <![CDATA[ ]]> <script> </script> <style> <plaintext>".split(
        b" "
    ),
    *b"<textarea> <svg> <template> &#x110000; &#0; & </p> </div> </body> <p \" '>".split(),
    *(b"<a href='", b"<base href='//x'>", b"\r", b"\x1b$B"),
)
VALUES = (
    b"null",
    b"[]",
    b"{}",
    b"7",
    b'"\\ud800"',
    b'{"@id":"#a"}',
    b"[[[[]]]]",
    b"-1e999",
    b'"' + b"x" * 9999 + b'"',
)

Mutation = Callable[[bytes, bytes, random.Random], bytes]


def _subtree(page: bytes, chance: random.Random) -> tuple[int, int]:
    """The bounds of an element, as far as tags tell; of nothing on a page without tags."""
    start = page.find(b"<", chance.randrange(len(page) + 1))
    found = TAG.search(page, max(start, 0))
    if found is None:
        return 0, 0
    if found[1] or found[2].lower() in VOID:
        return found.span()
    depth = 0
    same = re.compile(rb"<(/?)" + re.escape(found[2]) + rb"\b[^<>]*+>", re.I)
    for tag in same.finditer(page, found.start(), found.start() + 200_000):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return found.start(), tag.end()
    return found.span()


def delete(page: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Without one of its elements."""
    start, end = _subtree(page, chance)
    return page[:start] + page[end:]


def duplicate(page: bytes, _other: bytes, chance: random.Random) -> bytes:
    """With one of its elements many times."""
    start, end = _subtree(page, chance)
    times = min(chance.choice([2, 5, 100, 3000]), 1 + MOST_BYTES // (end - start + 1))
    return page[:start] + page[start:end] * times + page[end:]


def swap(page: bytes, _other: bytes, chance: random.Random) -> bytes:
    """With two elements in each other's places."""
    (a, b), (c, d) = sorted((_subtree(page, chance), _subtree(page, chance)))
    if b > c:
        return page
    return page[:a] + page[c:d] + page[b:c] + page[a:b] + page[d:]


def unclosed(page: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Without the closing tags of one name, or of all."""
    names = [found[2] for found in TAG.finditer(page, 0, 100_000) if found[1]]
    name = re.escape(chance.choice(names)) if names and chance.random() < 0.8 else rb"\w+"
    return re.sub(rb"</" + name + rb"\s*+>", b"", page)


def recharset(page: bytes, _other: bytes, chance: random.Random) -> bytes:
    """With another charset declared, or encoded in another than is declared."""
    name = chance.choice(CHARSETS)
    if chance.random() < 0.5:
        return CHARSET.sub(b"charset=" + name, page)
    text = page.decode("utf-8", "replace")
    codec = chance.choice(["utf-16", "utf-16-le", "cp1252", "shift_jis", "gb18030", "utf-32"])
    return text.encode(codec, "replace")


def cut(page: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Without its end, its beginning, or a piece of it."""
    a, b = sorted(chance.randrange(len(page) + 1) for _ in range(2))
    return chance.choice([page[:a], page[a:], page[:a] + page[b:]])


def nested(page: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Inside many elements, wholly or from somewhere on."""
    name = chance.choice(NESTED)
    times = chance.choice([10, 300, 1_000, 2_000, 20_000])
    place = chance.randrange(len(page) + 1)
    end = (b"</" + name + b">") * times if chance.random() < 0.5 else b""
    return page[:place] + (b"<" + name + b">") * times + page[place:] + end


def noise(page: bytes, _other: bytes, chance: random.Random) -> bytes:
    """With strange attributes in some of its tags."""
    rate = chance.choice([0.01, 0.2, 1.0])
    attribute = chance.choice(ATTRIBUTES)
    rate = min(rate, MOST_BYTES / (len(attribute) * (page.count(b"<") + 1)))

    def more(found: re.Match[bytes]) -> bytes:
        return found[0][:-1] + attribute + b">" if chance.random() < rate else found[0]

    return TAG.sub(more, page)


def tokens(page: bytes, _other: bytes, chance: random.Random) -> bytes:
    """With pieces of markup and broken characters strewn in."""
    places = sorted(chance.randrange(len(page) + 1) for _ in range(chance.choice([1, 20, 500])))
    ends = [*places[1:], len(page)]
    token = chance.choice([None, chance.choice(TOKENS)])
    pieces = [page[: places[0]]]
    for start, end in zip(places, ends, strict=True):
        pieces += [token or chance.choice(TOKENS), page[start:end]]
    return b"".join(pieces)


def json(page: bytes, _other: bytes, chance: random.Random) -> bytes:
    """With other values, missing ends or strange depth in its data scripts."""

    def changed(found: re.Match[bytes]) -> bytes:
        data = found[2]
        way = chance.randrange(5)
        if way == 0:
            data = re.sub(rb"\"[^\"]*+\"(?=\s*+[,}])", lambda _: chance.choice(VALUES), data)
        elif way == 1:
            data = data[: chance.randrange(len(data) + 1)]
        elif way == 2:
            depth = chance.choice([10, 1_000, 100_000])
            data = b'{"@graph":[' * depth + data + b"]}" * depth
        elif way == 3:
            data = b"[" + b",".join([data] * chance.choice([2, 50])) + b"]"
        else:
            data = data.replace(b'"', chance.choice([b"'", b"&quot;", b'\\"', b"\n"]))
        return found[1] + data

    return JSON.sub(changed, page)


def splice(page: bytes, other: bytes, chance: random.Random) -> bytes:
    """An element of another page in it, or the rest of another page after it."""
    place = chance.randrange(len(page) + 1)
    if chance.random() < 0.5:
        return page[:place] + other[chance.randrange(len(other) + 1) :]
    start, end = _subtree(other, chance)
    return page[:place] + other[start:end] + page[place:]


MUTATIONS: tuple[Mutation, ...] = (
    delete, duplicate, swap, unclosed, recharset, cut, nested, noise, tokens, json, splice,
)  # fmt: skip


def mutated(page: bytes, other: bytes, chance: random.Random) -> tuple[bytes, list[str]]:
    """The page after one to four mutations, and their names."""
    names = []
    for _ in range(chance.choice([1, 1, 2, 3, 4])):
        mutation = chance.choice(MUTATIONS)
        page = mutation(page, other, chance)[: 8 * MOST_BYTES]
        names.append(mutation.__name__)
    return page, names
