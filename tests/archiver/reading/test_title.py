"""Which of the texts that could be the headline is taken."""

import pytest

import archiver

URL = "https://paper.example/2024/05/01/river-town-opens-its-library"
TEXT = "<p>The library of River Town opened its doors on Monday after nine years.</p>" * 6
OG = "<meta property='og:title' content='{}'>"


def title(body: str, head: str = "") -> tuple[str | None, str | None]:
    page = f"<html lang=en><head>{head}</head><body>{body}{TEXT}</body></html>"
    article = archiver.parse(page, URL)
    return article.title, article.evidence.get("title")


def test_a_heading_that_words_it_otherwise_than_the_metadata_is_what_the_page_shows() -> None:
    head = OG.format("River Town: A Library Opens at Last After Nine Years")

    assert title("<h1>Readers Queue as River Town Opens Library</h1>", head) == (
        "Readers Queue as River Town Opens Library",
        "h1",
    )


def test_a_heading_that_calls_itself_the_headline_needs_no_metadata_that_agree() -> None:
    head = OG.format("Nine years of building, and now this")

    assert title("<h1 class='entry-title'>River Town Opens Its Library</h1>", head) == (
        "River Town Opens Its Library",
        "h1",
    )


def test_a_heading_of_something_else_is_no_headline() -> None:
    head = OG.format("River Town Opens Its Library")

    assert title("<h1>Subscribe to Our Newsletter</h1>", head) == (
        "River Town Opens Its Library",
        "meta:og:title",
    )


def test_the_heading_most_like_the_metadata_is_taken() -> None:
    head = "<title>River Town Opens | The River Town Paper</title>"

    assert title("<h1>The River Town Paper</h1><h1>River Town Opens</h1>", head) == (
        "River Town Opens",
        "h1",
    )


@pytest.mark.parametrize(
    "heading",
    [
        "<h1><span class=kicker>Culture</span> River Town Opens Its Library</h1>",
        "<h1><small>Culture</small><br>River Town Opens Its Library</h1>",
        "<h1><em>Culture</em>River Town Opens Its Library</h1>",
        "<h1><span>Culture</span><span>: </span><span>River Town Opens Its Library</span></h1>",
        "<h1 class=strapline>Culture of River Town</h1><h2>River Town Opens Its Library</h2>",
    ],
)
def test_a_kicker_is_not_the_headlines(heading: str) -> None:
    head = OG.format("River Town Opens Its Library")

    assert title(heading, head)[0] == "River Town Opens Its Library"


def test_a_kicker_that_calls_itself_one_is_left_out_without_metadata_that_say_so() -> None:
    heading = "<h1><span class=overline>Culture</span> River Town Opens Its Library</h1>"

    assert title(heading)[0] == "River Town Opens Its Library"


def test_a_kicker_that_the_metadata_have_too_belongs_to_the_headline() -> None:
    heading = "<h1><span class=kicker>Culture</span>: River Town Opens Its Library</h1>"
    head = OG.format("Culture: River Town Opens Its Library")

    assert title(heading, head)[0] == "Culture: River Town Opens Its Library"


def test_the_headline_below_the_one_in_the_breadcrumbs_is_taken() -> None:
    crumbs = "<nav><ol><li><a href=/>Home</a><li><h1>River Town: Library opens</h1></ol></nav>"
    shown = "<header><h2>Readers Queue as River Town Opens Library</h2></header>"
    head = OG.format("River Town: Library opens")

    assert title(crumbs + shown, head) == ("Readers Queue as River Town Opens Library", "h2")
    assert title(crumbs + "<h2>Our newsletters</h2>", head)[0] == "River Town: Library opens"


def test_a_headline_may_have_the_sites_name_in_it() -> None:
    heading = "<h1>How the Paper Came to River Town</h1>"
    head = "<title>The Paper - Local - How the Paper Came to River Town</title>"

    assert title(heading, head) == ("How the Paper Came to River Town", "h1")


def test_the_sites_name_at_the_end_of_a_heading_is_left_out() -> None:
    head = OG.format("River Town Opens") + "<meta property='og:site_name' content='The Paper'>"

    assert title("<h1>River Town Opens – The Paper</h1>", head)[0] == "River Town Opens"


def test_what_follows_a_bar_in_a_heading_is_left_out_if_the_metadata_do_so() -> None:
    head = OG.format("River Town Opens Its Library")

    assert title("<h1>River Town Opens Its Library | old.example</h1>", head) == (
        "River Town Opens Its Library",
        "h1",
    )


def test_a_heading_that_links_to_the_front_page_is_the_logo() -> None:
    logo = "<h1><a href='/'>Town Chronicle</a></h1>"

    assert title(logo + "<h1>River Town Opens Its Library</h1>") == (
        "River Town Opens Its Library",
        "h1",
    )


@pytest.mark.parametrize(
    "text",
    [
        "River Town Opens Its Library | Local",
        "River Town Opens Its Library | The Paper",
        "River Town Opens Its Library - paper.example",
        "Paper » River Town Opens Its Library",
        "River Town Opens Its Library &amp;#124; Paper",
    ],
)
def test_names_of_site_and_section_are_left_out_of_the_metadata(text: str) -> None:
    assert title("", OG.format(text))[0] == "River Town Opens Its Library"


def test_headings_without_spaces_between_words_are_compared_by_their_signs() -> None:
    head = OG.format("川の町に新しい図書館が開館、九年ぶりに")

    assert title("<h1>川の町に図書館が開館 待望の九年</h1>", head)[1] == "h1"


def test_the_sites_name_as_the_only_h1_is_no_headline() -> None:
    head = "<title>Notes of a Ranger: The Lost Spring</title>"
    logo = "<h1><a href='https://paper.example/'>Notes of a Ranger</a></h1>"

    assert title(f"{logo}<h3 class='post-title entry-title'>The Lost Spring</h3>", head) == (
        "The Lost Spring",
        "h3",
    )
    assert title(logo, head) == ("The Lost Spring", "title")
