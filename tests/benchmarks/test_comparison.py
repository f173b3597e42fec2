"""Texts are compared word by word, and lines by the texts they stand in."""

from lxml import html

from tests.benchmarks.comparison import Piece, Wanted, compared, page_lines

PAGE = """<html><head><title>Not shown</title></head><body><nav><a>Home</a></nav>
<div class="story wide more"><p>The bridge <b>was</b> closed on Monday for repairs.</p>
<p>Read also: the ferry is full</p><script>let x = "The bridge"</script>after the script
<p>Nobody knows when it opens to traffic again.</p><p>…</p></div></body></html>"""
BODY = (
    "The bridge was closed on Monday for repairs.\n\nNobody knows when it opens to traffic again."
)


def alone(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.alone]


def whole(pieces: list[Piece]) -> str:
    return "".join(piece.text + piece.folded + piece.rest for piece in pieces)


def test_words_of_one_text_alone_are_marked() -> None:
    left, right = compared("By Ann Lee, in Rome", "Ann Lee in Old Rome")

    assert (alone(left), alone(right)) == (["By "], ["Old "])


def test_no_letter_is_lost() -> None:
    texts = " «One», two\n\nthree. ", "(two) four; three five!"
    left, right = compared(*texts)

    assert (whole(left), whole(right)) == texts


def test_an_empty_text_is_all_missing() -> None:
    left, right = compared("All of it.", "")

    assert (alone(left), right) == (["All of it."], [])


def test_marks_and_spaces_between_words_are_no_difference() -> None:
    left, right = compared("“One” – two", '"One"\n- two')

    assert alone(left) + alone(right) == []


def test_scripts_without_spaces_are_compared_by_letter() -> None:
    left, right = compared("橋は閉鎖", "橋は開放")

    assert (alone(left), alone(right)) == (["閉鎖"], ["開放"])


def test_long_stretches_in_both_are_folded() -> None:
    text = " ".join(f"w{n}" for n in range(300))
    (piece,), _ = compared(text, text)

    assert piece.folded.split()[0] == "w40"
    assert piece.rest.split()[0] == "w260"


def lines(wanted: Wanted, ours: str) -> list[tuple[str, str]]:
    return [(line.text, line.held) for line in page_lines(html.fromstring(PAGE), wanted, ours)]


def test_lines_are_told_by_the_texts_that_have_them() -> None:
    ours = "The bridge was closed on Monday for repairs.\n\nRead also: the ferry is full"

    assert lines(Wanted(BODY), ours) == [
        ("Home", "neither"),
        ("The bridge was closed on Monday for repairs.", "both"),
        ("Read also: the ferry is full", "extra"),
        ("after the script", "neither"),
        ("Nobody knows when it opens to traffic again.", "missing"),
    ]


def test_without_a_body_the_truth_tells_of_its_snippets_alone() -> None:
    wanted = Wanted(None, ("when it opens",), ("ferry",))
    ours = "The bridge was closed on Monday for repairs.\n\nRead also: the ferry is full"

    found = dict(lines(wanted, ours))

    assert found["The bridge was closed on Monday for repairs."] == "both"
    assert found["Read also: the ferry is full"] == "extra"
    assert found["Nobody knows when it opens to traffic again."] == "missing"


def test_a_line_says_where_it_stands() -> None:
    found = {line.text: line.place for line in page_lines(html.fromstring(PAGE), Wanted(None), "")}

    assert found["Read also: the ferry is full"] == "div.story.wide > p"
    assert found["after the script"] == "body > div.story.wide"
