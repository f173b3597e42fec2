"""The stages of the reader are told by the functions that run."""

import sys
from types import FrameType

import archiver
from tests.benchmarks.stages import stage_of, table

PAGE = "<html><body><h1>A dry spring</h1><p>By Jane Doe</p><p>It rained little.</p></body></html>"


def test_every_stage_is_told() -> None:
    seen: set[str] = set()

    def note(frame: FrameType, _event: str, _value: object) -> None:
        seen.add(stage_of(frame))

    sys.setprofile(note)
    try:
        archiver.parse(PAGE, "https://paper.example/2024/a-dry-spring")
    finally:
        sys.setprofile(None)
    assert {"parse", "bounds", "elements by tag", "walk"} <= seen
    assert {"body.story", "byline.signed", "related.related", "kind.kind", "rest"} <= seen


def test_outside_of_the_reader_is_the_rest() -> None:
    assert stage_of(sys._getframe()) == "rest"
    assert stage_of(None) == "rest"


def test_stages_stand_beside_the_bare_parse() -> None:
    seconds = {"lxml, parse only": 2.0, "walk": 3.0, "parse": 1.0}
    assert list(table(seconds, 1000)) == [
        ("stage", "ms a page", "share", "beside the bare parse"),
        ("walk", "3.00", "75.0%", "1.50"),
        ("lxml, parse only", "2.00", "", "1.00"),
        ("parse", "1.00", "25.0%", "0.50"),
        ("archiver", "4.00", "100 %", "2.00"),
    ]
