"""The body of the story to the word."""

from datetime import UTC, datetime

import pytest

import archiver
from archiver.article import Article

URL = "https://paper.example/2024/05/01/river-town-opens-its-library"
FETCHED = datetime(2024, 6, 1, tzinfo=UTC)
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
PARAGRAPHS = [f"{SENTENCE * 3}It is number {number}." for number in range(6)]
TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
TITLE = "<h1>River Town Opens Its Library</h1>"


def article(body: str) -> Article:
    return archiver.parse(f"<html><body>{body}</body></html>", URL, fetched=FETCHED)


def texts(body: str) -> list[str]:
    return [block.text for block in article(body).body]


def test_text_between_the_headline_and_the_box_of_the_story_begins_it() -> None:
    opening = SENTENCE * 2
    found = texts(f"<main>{TITLE}<div class=top><p>{opening}</p></div><div>{TEXT}</div></main>")

    assert found == [opening.strip(), *PARAGRAPHS]


@pytest.mark.parametrize(
    "between",
    [
        f"<div class='newsletter'><p>{SENTENCE * 2}</p></div>",
        f"<div><p><a href=/2024/05/02/a-b-c>{SENTENCE * 2}</a></p></div>",
        "<div><p>Three kilometres from the sea</p></div>",
        f"<h2>{SENTENCE * 2}</h2>",
    ],
    ids=["a newsletter box", "a link", "a label", "a heading"],
)
def test_what_is_no_running_text_before_the_story_is_none_of_it(between: str) -> None:
    assert texts(f"<main>{TITLE}{between}<div>{TEXT}</div></main>") == PARAGRAPHS


def test_where_no_h1_tells_the_headline_the_nearest_heading_over_the_story_does() -> None:
    opening = SENTENCE * 2
    head = "<header><h2>River Town Opens Its Library</h2></header>"
    found = texts(f"<main>{head}<div class=free><p>{opening}</p></div><div>{TEXT}</div></main>")

    assert found == [opening.strip(), *PARAGRAPHS]


def test_a_text_keeps_its_beginning_though_its_title_stands_once_more_in_it() -> None:
    opening = f"<p>{SENTENCE * 2}</p>"
    found = texts(f"{TITLE}<div>{opening}<h2>River Town Opens Its Library</h2>{TEXT}</div>")

    assert found == [(SENTENCE * 2).strip(), *PARAGRAPHS]


def test_text_before_the_headline_is_none_of_the_story() -> None:
    assert texts(f"<div><p>{SENTENCE * 2}</p></div>{TITLE}<div>{TEXT}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    ("inside", "kind", "text"),
    [
        (
            "<table><tr><td>Books</td><td>9</td></tr><tr><td>Maps</td><td>4</td></tr></table>",
            "table",
            "Books\t9\nMaps\t4",
        ),
        ("<blockquote>We waited long for this day.</blockquote>", "quote",
         "We waited long for this day."),
        ("<pre>open(door)</pre>", "preformatted", "open(door)"),
    ],
)  # fmt: skip
def test_a_figure_that_shows_text_is_part_of_the_story(inside: str, kind: str, text: str) -> None:
    figure = f"<figure>{inside}<figcaption>A caption</figcaption></figure>"
    found = article(f"{TITLE}<div>{TEXT}{figure}{TEXT}</div>")

    assert [(block.kind, block.text) for block in found.body if block.kind != "paragraph"] == [
        (kind, text)
    ]


def test_the_caption_of_a_picture_is_none_of_the_story() -> None:
    figure = "<figure><img src=/a.jpg><figcaption>The door on Monday.</figcaption></figure>"

    assert texts(f"{TITLE}<div>{TEXT}{figure}{TEXT}</div>") == PARAGRAPHS * 2


def test_a_heading_is_kept_though_only_another_one_follows() -> None:
    found = article(f"{TITLE}<div>{TEXT}<h2>The door</h2><h2>The roof</h2>{TEXT}</div>")

    assert [b.text for b in found.body if b.kind == "heading"] == ["The door", "The roof"]


def test_headings_after_the_last_text_are_dropped() -> None:
    assert texts(f"{TITLE}<div>{TEXT}<h2>The door</h2><h3>The roof</h3></div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "box",
    ["<h2 id='share-of-the-sea'>Share of the sea</h2>", "<h2 id='tags'>What tags tell</h2>"],
)
def test_a_heading_is_not_accused_by_an_id_of_its_own_words(box: str) -> None:
    found = article(f"{TITLE}<div>{TEXT}{box}{TEXT}</div>")

    assert [block.kind for block in found.body].count("heading") == 1


def test_a_section_named_after_its_heading_is_kept() -> None:
    section = f"<div id='menu-of-the-sea'><h2>The menu of the sea</h2><p>{SENTENCE}</p></div>"
    found = texts(f"{TITLE}<div>{TEXT}{section}{TEXT}</div>")

    assert found[6:8] == ["The menu of the sea", SENTENCE.strip()]


def test_the_box_that_holds_the_headline_is_no_advertisement() -> None:
    page = f"<div class='banner'>{TITLE}<p>{SENTENCE * 2}</p></div><div>{TEXT}</div>"

    assert texts(page) == [(SENTENCE * 2).strip(), *PARAGRAPHS]


@pytest.mark.parametrize(
    "label", ["<div>12 photos</div>", "<div>Listen to this story.</div>", "<section>4/9</section>"]
)
def test_labels_in_boxes_are_none_of_a_story_in_paragraphs(label: str) -> None:
    assert texts(f"{TITLE}<div>{TEXT}{label}{TEXT}</div>") == PARAGRAPHS * 2


def test_a_question_in_a_box_is_kept() -> None:
    found = texts(f"{TITLE}<div>{TEXT}<div>Who paid for the roof?</div>{TEXT}</div>")

    assert "Who paid for the roof?" in found


def test_a_story_written_in_boxes_keeps_its_short_lines() -> None:
    lines = [f"Line {number} of the song" for number in range(20)]
    boxes = "".join(f"<div>{line}</div>" for line in lines)
    story = "".join(f"<div>{text}</div>" for text in PARAGRAPHS)

    assert texts(f"{TITLE}<div>{story}{boxes}<div>{SENTENCE}</div></div>")[6:26] == lines


@pytest.mark.parametrize(
    "trailing",
    [
        "<p>The Paper Network</p>",
        "<h2>Keep on</h2><p>The Paper Network</p>",
        "<p>Jo Mill contributed to this report.</p>",
        "<p>Additional reporting by Jo Mill</p>",
        "<p>By Jo Mill</p>",
        "<p>Mit Material der Agentur</p>",
        "<h3>Related posts</h3>",
    ],
)
def test_what_trails_the_last_sentence_is_none_of_the_story(trailing: str) -> None:
    assert texts(f"{TITLE}<div>{TEXT}{trailing}</div>") == PARAGRAPHS


def test_list_items_at_the_end_are_kept_though_they_have_no_end() -> None:
    found = texts(f"{TITLE}<div>{TEXT}<ul><li>The first book</li><li>The last book</li></ul></div>")

    assert found[-2:] == ["The first book", "The last book"]


def test_a_title_said_again_far_below_does_not_end_what_stands_before() -> None:
    found = texts(f"{TITLE}<div>{TEXT}<h2>River Town Opens Its Library</h2>{TEXT}</div>")

    assert found[:6] == PARAGRAPHS


def test_the_choices_of_a_form_are_no_story_however_many_there_are() -> None:
    choices = "".join(f"<option>{SENTENCE}{number}</option>" for number in range(80))
    found = texts(f"<form><select>{choices}</select></form>{TITLE}<div>{TEXT}</div>")

    assert found == PARAGRAPHS


def test_a_story_goes_on_after_a_heading_of_teasers_among_its_paragraphs() -> None:
    first, last = "".join(f"<p>{x}</p>" for x in PARAGRAPHS[:3]), PARAGRAPHS[3:]
    teasers = "<h3>Read also</h3><ul><li><a href=/2024/04/30/mill>The mill reopens at last</a></ul>"
    rest = "".join(f"<p>{x}</p>" for x in last)

    assert texts(f"{TITLE}<div>{first}{teasers}{rest}</div>") == PARAGRAPHS


def test_a_story_ends_where_a_heading_of_teasers_is_followed_by_teasers() -> None:
    link = "<h4><a href=/2024/04/30/mill>The mill reopens at last</a></h4>"
    summaries = "".join(f"<div>{link}<p>{SENTENCE * 2}{n}</p></div>" for n in range(3))

    assert texts(f"{TITLE}<div>{TEXT}<h3>Read also</h3>{summaries}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "label", ["Kontakt:", "Das könnte Sie auch interessieren:", "関連サイト："]
)
def test_a_line_that_introduces_what_is_none_of_the_story_does_not_end_it(label: str) -> None:
    link = "<p><a href=/2024/04/30/mill>The mill reopens at last</a></p>"

    assert texts(f"{TITLE}<div>{TEXT}<p>{label}</p>{link}</div>") == PARAGRAPHS


def test_a_label_of_related_stories_among_the_paragraphs_is_left_out() -> None:
    first, *rest = PARAGRAPHS
    others = "".join(f"<p>{x}</p>" for x in rest)
    label = "<p>Auch interessant:</p><p><a href=/2024/04/30/mill>The mill reopens at last</a></p>"

    assert texts(f"{TITLE}<div><p>{first}</p>{label}{others}</div>") == PARAGRAPHS


def test_a_line_that_is_a_date_and_no_more_is_none_of_the_story() -> None:
    date = '<time datetime="2024-05-01T12:54Z">1 May 2024, 12:54</time>'
    found = texts(f"<article>{TITLE}{date}<figure><img src=/a.jpg></figure>{TEXT}</article>")

    assert found == PARAGRAPHS


def test_times_in_the_text_belong_to_it() -> None:
    entry = f"<p><time>13:20</time></p><p>{SENTENCE}</p>"

    assert texts(f"<article>{TITLE}{TEXT}{entry}</article>") == [
        *PARAGRAPHS,
        "13:20",
        SENTENCE.strip(),
    ]


def test_a_button_among_the_paragraphs_does_not_end_them() -> None:
    button = "<p class=button-wrapper><a class=button href='?action=share'>Share</a></p>"
    between = TEXT.replace("<p>", f"{button}<p>").removeprefix(button)

    assert texts(TITLE + between) == PARAGRAPHS


@pytest.mark.parametrize(
    "last",
    [
        "نئے اوقات کا اطلاق پیر سے ہوگا۔",
        "คาดว่าจะสูบน้ำจากเขื่อนได้ภายในวันที่สิบพฤษภาคมนี้",
        "縣府將自五月中旬起發放旅遊補助，每人最高新台幣一千元。（編輯：陳俊諺）1130503",
    ],
    ids=["Urdu's full stop", "Thai, which has none", "an editor behind the sentence"],
)
def test_a_short_last_sentence_is_known_in_each_script(last: str) -> None:
    assert texts(f"{TITLE}{TEXT}<p>{last}</p>") == [*PARAGRAPHS, last]


@pytest.mark.parametrize("line", ["【责任编辑:周颖】", "编辑：周颖"])
def test_a_line_that_tells_the_editor_is_none_of_the_text(line: str) -> None:
    assert texts(f"{TITLE}{TEXT}<p>{line}</p>") == PARAGRAPHS


def test_a_caption_within_a_line_of_text_is_none_of_it() -> None:
    first = f"<em class=img_desc>A street under water</em>{PARAGRAPHS[0]}"

    assert texts(f"{TITLE}<p>{first}</p>{TEXT}")[0] == PARAGRAPHS[0]


def test_a_form_that_holds_the_whole_page_speaks_against_nothing_in_it() -> None:
    dek = (
        "Nine years late and twice as dear, but the roof holds, and so do the shelves of the cellar"
    )
    inside = f"{TITLE}<h2>{dek}</h2><img src=/a.jpg alt=''><div>{TEXT}</div>"
    found = article(f"<form id=aspnetForm>{inside}</form>")

    assert found.subtitle == dek
    assert len(found.images) == 1


def test_a_signature_of_one_word_under_the_text_stays() -> None:
    found = article(f"{TITLE}<p>By <a rel=author href=/author/mara>Mara</a></p>{TEXT}<p>Mara!</p>")

    assert found.body[-1].text == "Mara!"
