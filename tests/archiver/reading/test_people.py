"""Names in bylines: introductions, roles and dates are none."""

import pytest

from archiver.reading.people import line_of, names_in, person

LINES = [
    ("By Mara Quill and Noor Halabi", ["Mara Quill", "Noor Halabi"]),
    ("Von Jan Eck, Ute Maier und Kim Ott", ["Jan Eck", "Ute Maier", "Kim Ott"]),
    ("Par Jean-Luc Roux et Anne d'Arc", ["Jean-Luc Roux", "Anne d'Arc"]),
    ("Por Ana López para El Diario", ["Ana López"]),
    ("Written by Todd Bates, Staff Writer", ["Todd Bates"]),
    ("By JANE DOE", ["Jane Doe"]),
    ("Mark Shelby | Published on July 18, 2025", ["Mark Shelby"]),
    ("April Roach", ["April Roach"]),
    ("Christoph von Ritter", ["Christoph von Ritter"]),
    ("Daniel O'Mahony", ["Daniel O'Mahony"]),
    ("Interview: Julia Lauter", ["Julia Lauter"]),
    ("文：森野灯", ["森野灯"]),
    ("بقلم ليلى الكرمي", ["ليلى الكرمي"]),
    ("От Анна Петрова", ["Анна Петрова"]),
    ("dpa", ["dpa"]),
    ("Admin", []),
    ("By Staff", []),
    ("Read more articles", []),
    ("https://a.example/author", []),
]


@pytest.mark.parametrize(("line", "names"), LINES, ids=[line for line, _ in LINES])
def test_line_names_persons(line: str, names: list[str]) -> None:
    found = [name for text in names_in(line_of(line)) if (name := person(text, None))]

    assert found == names


def test_the_publication_is_no_person() -> None:
    assert person("The Lantern Post", "The Lantern Post") is None
