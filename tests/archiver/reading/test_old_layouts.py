"""Pages that are laid out by tables and letters of several sizes, as they were until 2005."""

import archiver
from archiver.article import Article

URL = "http://www.lanternpost.example/2001/feb/14/library.htm"
SENTENCES = [
    "The library of River Town opened its doors on Monday after nine years of building.",
    "“We have counted the books twice and the readers not once,” said Mara Quill at the door.",
    "The roof had been mended three times before there was anything beneath it to be kept dry.",
    "A hundred children were let in first, and each of them was given a pencil and a card.",
    "The river came as far as the second step and stayed there, as it had been asked to do.",
    "The mayor counted the steps again and had a third one built, which the river has not seen.",
]
MENU = (
    "<td width=120><font size=1><a href=/news.htm>News</a><br><a href=/sport.htm>Sport</a><br>"
    "<a href=/weather.htm>Weather</a></font></td>"
)
BESIDE = (
    "<td width=120><table><tr><td><b>More news</b></td></tr><tr><td>"
    "<a href=/2001/feb/14/school.htm>School roof to be mended by spring</a></td></tr></table></td>"
)


def read(story: str, title: str = "Lantern Post online") -> Article:
    page = (
        f"<html><head><title>{title}</title></head><body><table><tr>{MENU}<td>{story}</td>{BESIDE}"
        "</tr></table></body></html>"
    )
    return archiver.parse(page, URL)


def texts(article: Article) -> list[str]:
    return [block.text for block in article.body]


def test_a_headline_in_large_letters_is_read_where_the_pages_title_names_the_site() -> None:
    article = read(
        "<font size=5><b>River Town Opens Its Library</b></font><br><font size=2><i>By Mara Quill"
        f"</i><br>February 14, 2001</font><p>{'<p>'.join(SENTENCES)}"
    )

    assert article.title == "River Town Opens Its Library"
    assert [author.name for author in article.authors] == ["Mara Quill"]
    assert str(article.published.iso) == "2001-02-14" if article.published else False
    assert texts(article) == SENTENCES


def test_a_headline_in_a_cell_is_read_where_the_pages_title_begins_with_it() -> None:
    article = read(
        "<table><tr><td class=titre><b>River Town Opens Its Library</b></td></tr>"
        f"<tr><td>{'<br><br>'.join(SENTENCES)}</td></tr></table>",
        "River Town Opens Its Library--Lantern Post",
    )

    assert article.title == "River Town Opens Its Library"
    assert texts(article) == SENTENCES


def test_lines_in_a_cell_are_paragraphs_where_there_are_many_of_them() -> None:
    assert texts(read("<br><br>".join(SENTENCES))) == SENTENCES


def test_a_table_with_headed_columns_is_one_block_though_its_cells_have_lines() -> None:
    lines = "<br>".join(SENTENCES)
    table = (
        f"<table><tr><th>Year</th><th>Told</th></tr><tr><td>2001</td><td>{lines}</td></tr></table>"
    )
    page = f"<h1>River Town</h1><div>{''.join(f'<p>{x}</p>' for x in SENTENCES * 2)}{table}</div>"

    assert [x.kind for x in archiver.parse(page, URL).body].count("table") == 1
