"""Names in bylines: introductions, roles, dates and other people are none."""

import pytest

from archiver.reading.byline_line import line_of
from archiver.reading.people import Shape, announces, names_told, read_line

LINES = [
    ("By Mara Quill and Noor Halabi", ["Mara Quill", "Noor Halabi"]),
    ("Von Jan Eck, Ute Maier und Kim Ott", ["Jan Eck", "Ute Maier", "Kim Ott"]),
    ("Par Jean-Luc Roux et Anne d'Arc", ["Jean-Luc Roux", "Anne d'Arc"]),
    ("Por Ana López para El Diario", ["Ana López"]),
    ("Written by Todd Bates, Staff Writer", ["Todd Bates"]),
    ("Staff Writer Todd Bates", ["Todd Bates"]),
    ("By JANE DOE", ["Jane Doe"]),
    ("Mark Shelby | Published on July 18, 2025", ["Mark Shelby"]),
    ("25.10.2022 - Reiner Blau", ["Reiner Blau"]),
    ("Oct 30 2020 by Emily Co", ["Emily Co"]),
    ("April Roach", ["April Roach"]),
    ("Christoph von Ritter", ["Christoph von Ritter"]),
    ("Daniel O'Mahony", ["Daniel O'Mahony"]),
    ("Interview: Julia Lauter", ["Julia Lauter"]),
    ("Eine Kolumne von Nils Beck", ["Nils Beck"]),
    ("Text: Jan Eck, Fotos: Ute Maier", ["Jan Eck"]),
    ("Text und Fotos: Jan Eck", ["Jan Eck"]),
    ("Fotos: Ute Maier", []),
    ("Edited by Ute Maier", []),
    ("Aus dem Englischen von Ute Maier", []),
    ("Written by Jan Eck Reviewed by Ute Maier", ["Jan Eck"]),
    ("By Jan Eck, in News, World, Business", ["Jan Eck"]),
    ("Jan Eck, London", ["Jan Eck"]),
    ("Von Jan Eck, dpa", ["Jan Eck", "dpa"]),
    ("By Jan Eck, The Associated Press", ["Jan Eck"]),
    ("By Jan Eck Lantern Post", ["Jan Eck"]),
    ("By Jane Doe@janedoe Dec 15, 2016, 1:55pm EST", ["Jane Doe"]),
    ("By Jane Doe jane@paper.example", ["Jane Doe"]),
    ("By Jane DoePublished May 3", ["Jane Doe"]),
    ("Genevieve Lark, Ph.D.", ["Genevieve Lark, Ph.D."]),
    ("Jeff A. Slot CPP, PSP", ["Jeff A. Slot CPP, PSP"]),
    ("By Dr. Vera Osman", ["Dr. Vera Osman"]),
    ("By the Rev. John Smith", ["Rev. John Smith"]),
    ("Perry Baker Jr.", ["Perry Baker Jr."]),
    ("Lantern Staff", ["Lantern Staff"]),
    ("By Staff", ["Staff"]),
    ("文：森野灯", ["森野灯"]),
    ("김하늘 기자 haneul@paper.example", ["김하늘"]),
    ("بقلم ليلى الكرمي", ["ليلى الكرمي"]),
    ("От Анна Петрова", ["Анна Петрова"]),
    ("dpa", ["dpa"]),
    ("Admin", []),
    ("Read more articles", []),
    ("3 min read", []),
    ("https://a.example/author", []),
]


@pytest.mark.parametrize(("line", "names"), LINES, ids=[line for line, _ in LINES])
def test_line_names_persons(line: str, names: list[str]) -> None:
    assert [name.text for name in read_line(line).names] == names


def test_a_line_tells_those_who_did_something_else() -> None:
    line = read_line("Text: Jan Eck, Fotos: Ute Maier")

    assert [name.text for name in line.others] == ["Ute Maier"]


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("By Jane Doe", Shape.PERSON),
        ("By janedoe21", Shape.NICK),
        ("By The Lantern Team", Shape.COLLECTIVE),
        ("lantern.com", Shape.COLLECTIVE),
    ],
)
def test_a_name_looks_like(line: str, shape: Shape) -> None:
    assert [name.shape for name in read_line(line).names] == [shape]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Written by", True),
        ("Von", True),
        ("Autor:", True),
        ("Photos by", False),
        ("Jane Doe", None),
        ("Politics", None),
    ],
)
def test_a_label_announces_the_name_in_the_next_line(line: str, says: bool | None) -> None:
    assert announces(line) is says


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Jane Doe", ["Jane Doe"]),
        ("Jane Doe, Jan Eck", ["Jane Doe", "Jan Eck"]),
        ("Lantern online", ["Lantern online"]),
        ("The Lantern News Service", ["The Lantern News Service"]),
        ("By The Lantern News Service", ["The Lantern News Service"]),
        ("https://paper.example/jane", []),
        ("@janedoe", []),
        ("admin", []),
        ("View all posts", []),
    ],
)
def test_metadata_tell_names(value: str, names: list[str]) -> None:
    assert [name.text for name in names_told(value)] == names


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("By Jane Doe | May 3, 2024", "By Jane Doe"),
        ("Politics By Jane Doe", "By Jane Doe"),
        ("May 3, 2024 • 5 min read • Jane Doe, Editor", "Jane Doe, Editor"),
        ("By Jane Doe Published May 3, 2024", "By Jane Doe"),
        ("By Jane Doe For The Lantern Post", "By Jane Doe For The Lantern Post"),
    ],
)
def test_the_line_is_without_its_date(text: str, line: str) -> None:
    assert line_of(text, read_line(text).names) == line
