"""Authors in the manner of other languages: labels, dispatches, signatures, feet of posts."""

import pytest

import archiver
from archiver.article import Article

URL = "https://paper.example/2024/05/01/river-town-opens-its-library"
TITLE = "River Town Opens Its Library"
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
TEXT = "".join(f"<p>{SENTENCE * 3}{number}</p>" for number in range(8))
CHINESE = (
    "清晨六点，雾还没有散，图书馆门前已经排起了长队。这是九年来的第一次开馆，队伍一直排到桥头。"
)


def page(before: str = "", text: str = TEXT, after: str = "") -> Article:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><main><article><h1>{TITLE}</h1>{before}"
        f"<div class=story-text>{text}</div>{after}</article></main></body></html>"
    )
    return archiver.parse(html, URL)


def names(found: Article) -> list[str]:
    return [author.name for author in found.authors]


@pytest.mark.parametrize(
    ("before", "name", "byline"),
    [
        ("लेखक: अमित त्रिपाठी", "अमित त्रिपाठी", "लेखक: अमित त्रिपाठी"),
        ("<a href=/author/saraswati>सरस्वती तामाङ</a> २०८१ वैशाख २१ गते",
         "सरस्वती तामाङ", "सरस्वती तामाङ"),
        ("ავტორი: ნინო ჯაფარიძე 3 მაისი, 2024", "ნინო ჯაფარიძე", "ავტორი: ნინო ჯაფარიძე"),
        ("Haber: Zeynep Karaca", "Zeynep Karaca", "Haber: Zeynep Karaca"),
        ("Υποβλήθηκε από Κατερίνα Μαυρομμάτη",
         "Κατερίνα Μαυρομμάτη", "Υποβλήθηκε από Κατερίνα Μαυρομμάτη"),
        ("<a href=/szerzo/kovacs-nagy-eszter>Kovács-Nagy Eszter</a> 2024. május 3., 10:20",
         "Kovács-Nagy Eszter", "Kovács-Nagy Eszter"),
        ("2022-09-27 08:31 来源: 江南晨报 作者：陈晓雯 举报",
         "陈晓雯", "来源: 江南晨报 作者：陈晓雯 举报"),
        ("Συντάκτης: Νίκος Αλεξίου <b>Δημοσίευση</b> 12 Μαρτίου 2024, 22:10",
         "Νίκος Αλεξίου", "Συντάκτης: Νίκος Αλεξίου"),
        ("海港報／ 記者<a href=/r/1>陳怡君</a>／新港即時報導",
         "陳怡君", "海港報／ 記者陳怡君／新港即時報導"),
    ],
    ids="Hindi Nepali Georgian Turkish Greek Hungarian Chinese the-editor's in-Taiwan".split(),
)  # fmt: skip
def test_a_line_in_another_language_signs(before: str, name: str, byline: str) -> None:
    found = page(f"<p>{before}</p>")

    assert names(found) == [name]
    assert found.byline == byline


@pytest.mark.parametrize(
    ("begin", "found"),
    [
        ("（中央社記者林怡君花蓮3日電）", ["林怡君"]),
        ("（中央社記者王芳台北3日電）", ["王芳"]),
        ("〔記者黃旭磊／台南報導〕", ["黃旭磊"]),
        ("新华社云岭3月5日电（记者李大伟、王芳）", ["李大伟", "王芳"]),
        ("記者林怡君／台北報導 ", ["林怡君"]),
        ("（記者林怡君攝）", []),
    ],
    ids=["name and place", "a short name", "a slash", "two", "no brackets", "a photographer"],
)
def test_a_dispatch_begins_with_who_sends_it(begin: str, found: list[str]) -> None:
    text = f"<p>{begin}{CHINESE}</p>" + f"<p>{CHINESE}</p><p>{CHINESE * 2}</p><p>{CHINESE}</p>"

    assert names(page(text=text)) == found


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("<p>（佐藤美咲）</p>", "佐藤美咲"),
        ("<p>（记者 周明）</p>", "周明"),
        ("<p>박서연 기자 seoyeon@paper.example</p>", "박서연"),
        ("<p>[새빛일보 박서연 기자]</p>", "박서연"),
        ("<p style='text-align: right'><strong>Hoàng Minh Tuấn</strong></p>", "Hoàng Minh Tuấn"),
    ],
)
def test_a_name_under_the_text_signs_it(end: str, name: str) -> None:
    found = page(text=TEXT + end)

    assert names(found) == [name]
    assert found.evidence["authors"] == "text:signature"


@pytest.mark.parametrize(
    "end", ["<p>（おわり）</p>", "<p>（関連記事）</p>", "<p>Hoàng Minh Tuấn</p>"]
)
def test_other_words_under_the_text_sign_nothing(end: str) -> None:
    assert names(page(text=TEXT + end)) == []


def test_the_foot_of_the_story_says_who_wrote_it_and_when() -> None:
    foot = (
        "<footer class=entry-meta>This entry was posted in <a href=/category/town>Town</a> on "
        "<time datetime='2024-05-01T18:22:41+00:00'>May 1, 2024</time><span class=by-author> by "
        "<a rel=author href=/author/quill>Mara Quill</a></span>.</footer>"
    )
    found = page(after=foot)

    assert names(found) == ["Mara Quill"]
    assert found.byline == "by Mara Quill"
    assert found.published
    assert found.published.iso == "2024-05-01T18:22:41+00:00"


def test_the_foot_of_another_story_on_the_page_says_nothing() -> None:
    other = (
        "<article><h2>The bridge is late</h2><footer class=post-footer><span class=by-author>by "
        "<a rel=author href=/author/eck>Jan Eck</a></span></footer></article>"
    )

    assert names(page(after=other)) == []


def test_an_agency_that_stands_alone_at_the_headline_signs() -> None:
    assert names(page("<div><span>dpa</span> <time>01.05.2024, 16:32 Uhr</time></div>")) == ["dpa"]


@pytest.mark.parametrize(
    ("before", "byline"),
    [
        ("<p class=byline>By Mara Quill<a href=/u>@quill</a></p>", "By Mara Quill"),
        ("<p class=byline>by Mara Quill <a href=#c>Leave a Comment</a></p>", "by Mara Quill"),
        ("<p>Autor: Mara Quill | Publicat: vineri, 03 mai 2024, 10:20</p>", "Autor: Mara Quill"),
        (
            "<p class=byline>Mara Quill<span class=place>River Town</span></p>",
            "Mara QuillRiver Town",
        ),
    ],
    ids=["a handle", "what one can do", "a label with a day", "glued without a mark"],
)
def test_a_byline_ends_with_its_names(before: str, byline: str) -> None:
    assert page(before).byline == byline


def test_what_a_dash_divides_from_a_signature_is_a_place() -> None:
    assert names(page("<p>Por Mara Quill, The Post — Nova Friburgo</p>")) == ["Mara Quill"]


def test_a_surname_that_is_a_day_of_the_week_stays() -> None:
    assert names(page("<p>Por Plácido Domingo 3 de mayo de 2024</p>")) == ["Plácido Domingo"]
