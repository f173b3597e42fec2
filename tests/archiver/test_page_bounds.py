"""A page over a bound is read as far as the bound goes, and says which one it was."""

import random
import re
import time

import pytest
from lxml import etree

from archiver import bounds
from archiver.bounds import MOST_BYTES, MOST_MARKS, bounded, crowded
from archiver.page import Page

MOST_SECONDS = 4.0  # on a busy machine; without the bounds it would be minutes


def attributes_of(page: Page) -> int:
    return max(len(element.attrib) for element in page.tree.iter())


def names(number: int) -> list[bytes]:
    return [b"a%x" % n for n in range(number)]


def test_an_ordinary_page_is_left_as_it_is() -> None:
    page = b"<p class='a' title='1 > 0'>text</p>" * 5_000

    assert bounded(page) == (page, ())
    assert Page.of(page).cuts == ()


def test_of_too_many_bytes_the_first_are_read() -> None:
    page = Page.of(b"<p>first</p>" + b"<p>text</p>" * (MOST_BYTES // 10))

    assert page.cuts[0] == f"bytes: read {len(page.decoded.utf8)} of {len(page.html)}"
    assert page.tree.findtext(".//p") == "first"


def test_bytes_are_not_cut_in_the_middle_of_a_character() -> None:
    page = Page.of(b"<p>" + "é".encode() * MOST_BYTES)

    assert (page.decoded.encoding, page.decoded.source) == ("utf-8", "detected")


def test_text_that_grows_when_it_is_decoded_is_cut_after_that() -> None:
    page = Page.of("<p>東京</p>".encode("shift_jis") * (MOST_BYTES // 12), headers={
        "Content-Type": "text/html; charset=shift_jis"})  # fmt: skip

    assert page.cuts[0].startswith("bytes: read ")


@pytest.mark.parametrize(
    "tag",
    [b"<p>", b"<br>", b"</p>", b"<a>", b"<h1>", b"<p><p a=1>", b"</x>"],
    ids=lambda tag: tag.decode(),
)
def test_of_too_many_tags_the_first_are_read(tag: bytes) -> None:
    page = Page.of(b"<p>first</p>" + tag * MOST_MARKS)

    assert page.cuts[0].startswith(f"tags: read {MOST_MARKS}")
    assert page.tree.findtext(".//p") == "first"
    assert sum(1 for _ in page.tree.iter()) <= MOST_MARKS + 3


def test_of_too_many_words_the_first_are_read() -> None:
    page = Page.of(b"<p>first</p>" + b"a b c 'd' " * 500_000)

    assert page.cuts[0].startswith("words and attributes: read ")
    assert page.tree.findtext(".//p") == "first"


@pytest.mark.parametrize("levels", [254, 255, 2_000])
def test_text_is_found_at_a_depth_of(levels: int) -> None:
    page = Page.of(b"<div>" * levels + b"text" + b"</div>" * levels + b"<p>after</p>")

    assert page.tree.findtext(".//p") == "after"
    assert page.cuts == ()


@pytest.mark.parametrize("tag", [b"<div>", b"<b>", b"<a href=x><i>", b"</x><span>"])
def test_what_is_too_deep_is_said_to_be_cut(tag: bytes) -> None:
    page = Page.of(b"<p>first</p>" + tag * 3_000 + b"text")

    assert page.cuts[0].startswith("depth: read ")
    assert page.tree.findtext(".//p") == "first"


@pytest.mark.parametrize(("number", "most"), [(40_000, 8_000), (1_000_000, 2_000)])
@pytest.mark.parametrize("between", [b" ", b"/", b"='>' ", b'=">"', b" = '</p>' ", b"=<p\n"])
def test_an_element_loses_attributes_that_are_too_many(
    number: int, most: int, between: bytes
) -> None:
    html = b"<h1>first</h1><p " + between.join(names(number)) + b">text</p><h2>last</h2>"
    began = time.process_time()
    page = Page.of(html)

    assert attributes_of(page) < most
    assert page.cuts
    assert page.tree.findtext(".//h1") == "first"
    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize("number", [600, 3_000, 20_000])
def test_many_elements_of_many_attributes_are_soon_read(number: int) -> None:
    tag = b"<p " + b" ".join(names(number)) + b">"
    began = time.process_time()
    page = Page.of(tag * (4_000_000 // len(tag)))

    assert page.tree.tag == "html"
    assert time.process_time() - began < MOST_SECONDS


def test_a_script_that_looks_like_a_tag_is_left_alone() -> None:
    code = b"for (i=0; i<n; i++) { " + b"a = b + c / d; " * 20_000 + b"}"
    page = Page.of(b"<script>" + code + b"</script><p>text</p>")

    assert page.cuts == ()
    assert page.tree.findtext(".//script") == code.decode()


class Count:
    """A parser's target: the most attributes of a tag, as the parser itself counts them."""

    def __init__(self) -> None:
        self.most = 0

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        self.most = max(self.most, len(attributes))

    def close(self) -> int:
        return self.most


def counted(page: bytes) -> int:
    target: object = Count()
    parser = etree.HTMLParser(encoding="utf-8", target=target)  # type: ignore[call-overload]
    most: int = etree.fromstring(page, parser)
    return most


PIECES = (
    *"a b c= d =' =\" ' \" > < / = <p </p> <script> </script> <!-- --> <title> & <! <? é".split(),
    *(" ", "\n", "\f", "\v", " <p ", " e f g h ", " x='>'", ' y=">"', "= '", '=  "', "<textarea>"),
)  # fmt: skip


def attribute(chance: random.Random) -> str:
    name = chance.choice("a b c <d e' f\" =g é".split()) + str(chance.randrange(1000))
    equals = chance.choice(["=", " =", "= ", "\n=\f"])
    value = "".join(chance.choices([">", "<", "a", "<p ", " ", "=", "/", "</p>"], k=2))
    one = f"{name}{equals}"
    kinds = [name, f"{name}/", f"{one}'{value}'", f'{one}"{value}\'"', f"{one}a'b", f'{one}x"']
    return chance.choice([*kinds, f"{one}'{value}'{name}"])


def mixture(chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        return ("<p " + "".join(chance.choices(PIECES, k=chance.randrange(200))) + ">").encode()
    tags = []
    for _ in range(chance.randrange(1, 6)):
        divider = chance.choice([" ", "/", "\n", "\f"])
        tag = divider.join(attribute(chance) for _ in range(chance.randrange(30)))
        tags.append(f"<p{divider}{tag}>" + chance.choice(["", "text", "<script>a<b </script>"]))
    return "".join(tags).encode()


def test_no_element_of_too_many_attributes_is_overlooked(monkeypatch: pytest.MonkeyPatch) -> None:
    few, step = 4, 16
    pattern = rb"(?:%s){0,%d}+[ \t\n\r\f/]*+" % (bounds.ATTRIBUTE, few)
    monkeypatch.setattr(bounds, "FEW", re.compile(pattern))
    monkeypatch.setattr(bounds, "MOST_ATTRIBUTES", few)
    monkeypatch.setattr(bounds, "LEAST_STEP", step)
    monkeypatch.setattr(bounds, "WORK", 1)
    monkeypatch.setattr(bounds, "LARGE", 0)
    monkeypatch.setattr(bounds, "FREE_OF_CROWDS", 0)
    chance = random.Random(7)  # the parser is asked for the truth on mixtures made to mislead
    many = 0
    for _ in range(2_500):
        page = mixture(chance)
        if counted(page) > few + step // 2 + 1:
            many += 1
            assert crowded(page) is not None, page
            assert counted(bounded(page)[0]) <= few + step // 2 + 1, page

    assert many > 300
