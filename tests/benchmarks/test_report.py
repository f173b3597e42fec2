"""The report shows what is wrong, with everything of the pages escaped."""

import argparse
import gzip
import json
from pathlib import Path

import pytest

from tests.benchmarks import corpus
from tests.benchmarks.report import LOSSES, Target, cards, rendered, worst

SCORER = """
def score_page(truth, found):
    return {
        "title": float(truth["title"] == found["title"]),
        "kind_article": float(found["kind"] == "article"),
        "body_f1page": 0.5,
    }

def canonical_url(url, base):
    return url
"""
TEXT = "The council met on Monday and decided that the bridge over the river is to be closed. " * 4
HTML = f"""<!doctype html><html lang="en"><title>Bridge</title><article>
<h1>Bridge &lt;script&gt;</h1>
<p>{TEXT}</p><p>{TEXT}</p></article><script>alert("of the page")</script>"""


@pytest.fixture
def pages(tmp_path: Path) -> list[corpus.Page]:
    folder = tmp_path / "corpora" / "own" / "pages"
    folder.mkdir(parents=True)
    (tmp_path / "score.py").write_text(SCORER)
    records = []
    for name, title in (("right", "Bridge <script>"), ("wrong", "<img src=x onerror=alert()>")):
        (folder / f"{name}.html.gz").write_bytes(gzip.compress(HTML.encode()))
        url = "https://paper.example/bridge"
        records.append({"id": name, "url": url, "title": title, "body": TEXT})
    (folder.parent / "truth.jsonl").write_text("\n".join(map(json.dumps, records)))
    return list(corpus.pages(tmp_path / "corpora"))


def test_the_worst_come_first_and_right_ones_not_at_all(pages: list[corpus.Page]) -> None:
    score = corpus.load_scorer(pages[0].path.parents[3] / "score.py")
    found = list(cards(pages, score))

    assert [card.page.name for card in worst(found, "title", 50)] == ["own/wrong"]
    assert len(worst(found, "body", 1)) == 1
    assert worst(found, "related", 50) == []


def test_nothing_of_a_page_is_markup_in_the_report(pages: list[corpus.Page]) -> None:
    score = corpus.load_scorer(pages[0].path.parents[3] / "score.py")
    options = argparse.Namespace(field=list(LOSSES), most=50, peer=None)

    text = rendered(list(cards(pages, score)), options, score)

    assert "<img" not in text
    assert "&lt;img " in text
    assert text.count("<script>") == 1  # the report's own
    assert "of the page" not in text
    assert 'href="https://paper.example/bridge"' in text


@pytest.mark.parametrize(
    ("truth", "ours", "wrong"),
    [
        ("related", "related", False),
        ("related", "inline", True),
        ("related", "", True),
        ("", "inline", True),
        ("any", "inline", False),
        ("any", "", True),
        ("ignored", "inline", False),
    ],
)
def test_links_that_differ_are_told(truth: str, ours: str, wrong: bool) -> None:
    assert Target("paper.example/a", "", truth, ours).wrong is wrong
