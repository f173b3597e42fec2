"""Finding articles: what matches, what is a query's syntax, what is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.collection.database import text_index
from archiver.collection.finding import Count, Filters, Part
from tests.archiver.collection.finding.newsstand import STORIES, Stand

ALL = {1, 2, 3, 4, 5, 6, 7, 8}


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """Read only."""
    made = Stand(tmp_path_factory.mktemp("stand") / "catalogue.sqlite")
    yield made
    made.db.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("supply chain", {1, 2}, id="all words"),
        pytest.param('"supply chain"', {1}, id="a phrase"),
        pytest.param("“supply chain”", {1}, id="a phrase in a typesetter's quotes"),
        pytest.param('"supply chain', {1}, id="a phrase that is not closed"),
        pytest.param("zurich", {1}, id="without its accents"),
        pytest.param("ZÜRICH harbour", {1}, id="case does not matter"),
        pytest.param("Zu\u0308rich", {1}, id="an accent that is a character of its own"),
        pytest.param("été malaga", {8}, id="accents in the query"),
        pytest.param("secur*", {4}, id="the beginning of a word"),
        pytest.param("se*", set(), id="a beginning that is too short"),
        pytest.param("半*", {3}, id="a beginning of an unspaced script"),
        pytest.param("sundaram-ell*", {4}, id="a phrase and a beginning"),
        pytest.param("chain -bread", {1}, id="none of a word"),
        pytest.param('chain -"supply chain"', {2}, id="none of a phrase"),
        pytest.param("-chain", ALL - {1, 2}, id="only what is unwanted"),
        pytest.param("halabi", {2}, id="an author"),
        pytest.param("harbour OR bread", {1, 2}, id="one of two"),
        pytest.param("harbour OR bread chain", {1, 2}, id="one of two, and a third"),
        pytest.param("chain harbour OR dream", {1}, id="OR binds the two beside it"),
        pytest.param("harbour OR bread OR dream", {1, 2, 4}, id="one of three"),
        pytest.param("chain OR -security", ALL - {4}, id="a word or none of another"),
        pytest.param("OR", {4}, id="OR alone is a word"),
        pytest.param("harbour OR", set(), id="OR at the end is a word"),
        pytest.param("near or dream", {4}, id="or in small letters is a word"),
        pytest.param("supply AND chain", {1, 2}, id="AND says nothing new"),
        pytest.param("sundaram-ellis", {4}, id="a name with a hyphen"),
        pytest.param("e-commerce", {5}, id="a word with a hyphen"),
        pytest.param("sup-ply", {1, 2}, id="a word that somebody hyphenates"),
        pytest.param("don't", {5}, id="a straight apostrophe"),
        pytest.param("o’neil", {5}, id="a curved one"),
        pytest.param("100%", {4}, id="a sign"),
        pytest.param("absent", set(), id="what nobody wrote"),
        pytest.param("", ALL, id="nothing"),
        pytest.param("  ", ALL, id="a blank"),
        pytest.param('"" * - ((', set(), id="signs alone"),
        pytest.param("text:chain AND", set(), id="no operator, and an AND at the end"),
        pytest.param("半導体", {3}, id="a script without spaces"),
        pytest.param("東京", {3}, id="two characters of it"),
        pytest.param("京", {3}, id="one character of it"),
        pytest.param("京都", set(), id="two that do not stand together"),
        pytest.param("東京 -工場", set(), id="two characters, and none of others"),
        pytest.param("東京 AI", {3}, id="mixed with a Latin word"),
        pytest.param("新しいAI工場", {3}, id="with a Latin word inside"),
        pytest.param("中国 gdp", {7}, id="Chinese and Latin"),
        pytest.param("银行 -東京", {7}, id="Chinese without Japanese"),
        pytest.param("ไทย", {6}, id="Thai"),
        pytest.param("กรุงเทพ", {6}, id="Thai with marks"),
        pytest.param("กรง", set(), id="Thai without its marks is another word"),
        pytest.param("हिन्दी", {8}, id="Hindi"),
        pytest.param("हन्द", set(), id="Hindi without its vowels is another word"),
        pytest.param("москве", {8}, id="Cyrillic in small letters"),
        pytest.param("서울*", {8}, id="Korean without its particle"),
        pytest.param("title:chain", {2}, id="in the title"),
        pytest.param('title:"chain stores"', {2}, id="a phrase in the title"),
        pytest.param("title:secur*", {4}, id="a beginning in the title"),
        pytest.param("title:東京", {3}, id="in a title without spaces"),
        pytest.param("-title:chain chain", {1}, id="not in the title"),
        pytest.param('author:"Ada L."', {1, 2}, id="an author by the whole name"),
        pytest.param("author:ada", {1, 2, 5}, id="an author by one name"),
        pytest.param("author:lind*", {5}, id="an author by the beginning of a name"),
        pytest.param("author:sundaram", {4}, id="an author by half of a name"),
        pytest.param("author:山田", {3}, id="an author by the family name, unspaced"),
        pytest.param('-author:"Ada L." chain', set(), id="not by an author"),
        pytest.param("channel:Security", {1, 4}, id="a channel, in any case"),
        pytest.param("channel:wirt*", {5}, id="the beginning of a channel"),
        pytest.param("channel:国際", {3}, id="a channel without spaces"),
        pytest.param("channel:Secur", set(), id="a channel's name is whole"),
        pytest.param("publication:gazette", {3, 4, 5}, id="a publication by slug"),
        pytest.param('publication:"The Paper"', {1, 2, 6, 7, 8}, id="a publication by name"),
        pytest.param("publication:gazette.example", {3, 4, 5}, id="a publication by domain"),
        pytest.param("lang:en", {1, 2, 4}, id="a language, of whatever country"),
        pytest.param("lang:de-AT", {5}, id="a language of a country"),
        pytest.param("lang:de_at", {5}, id="the same as some write it"),
        pytest.param("lang:e", set(), id="the beginning of a language is none"),
        pytest.param("after:2024-05", {1, 2, 4, 5}, id="from the beginning of a month on"),
        pytest.param("after:2024-06-02", {4, 5}, id="from a day on"),
        pytest.param("before:2024", {3}, id="before a year"),
        pytest.param("before:2024-05-01", {3, 7, 8}, id="before a day"),
        pytest.param("on:2024-05-01", {1, 2}, id="on a day"),
        pytest.param("on:2024/5/1", {1, 2}, id="on a day, as some write it"),
        pytest.param("on:2024-02", {7}, id="in a month"),
        pytest.param("on:2024", {1, 2, 4, 7, 8}, id="in a year"),
        pytest.param("-on:2024", {3, 5, 6}, id="not in a year, or who knows when"),
        pytest.param("after:2024 before:2024-04", {7, 8}, id="from a year on, before a month"),
        pytest.param("site:gazette.example", {3, 4, 5}, id="a host and what belongs to it"),
        pytest.param("site:www.gazette.example", {3}, id="a host"),
        pytest.param("site:example", ALL, id="a domain above"),
        pytest.param("site:azette.example", set(), id="the end of a host's name is none"),
        pytest.param("url:port?id", {4}, id="a piece of an address"),
        pytest.param("https://paper.example/shops", {2}, id="an address"),
        pytest.param("kind:listing", {9}, id="what is otherwise left out"),
        pytest.param("channel:Security OR lang:ja", {1, 3, 4}, id="one operator or another"),
        pytest.param("chain OR author:lindgren", {1, 2, 5}, id="a word or an operator"),
        pytest.param('TITLE:chain Author:"ada l."', {2}, id="operators in any case"),
        pytest.param("channel:security after:2024-06 -dream", set(), id="all at once, none"),
        pytest.param("channel:security after:2024-05 -dream chain", {1}, id="all at once"),
    ],
)  # fmt: skip
def test_a_query_finds(stand: Stand, query: str, expected: set[int]) -> None:
    assert set(stand.search(query)) == expected


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("chain", ()),
        ("autor:ada", ("autor: is no operator, so these are words like others; did you mean "
                       "author:?",)),
        ("foo:bar", ("foo: is no operator, so these are words like others; there are title:, "
                     "author:, channel:, publication:, lang:, after:, before:, on:, url:, site:, "
                     "kind:, without:",)),
        ("at 10:30", ()),
        ("Title: chain", ("Title: what it asks for must follow without a space",)),
        ("(chain OR bread)", ("brackets do not group; OR joins the two terms beside it",)),
        ("after:yesterday", ("after: 'yesterday' is no day, month or year, so it was left out; "
                             "write one like 2024-05-01, 2024-05 or 2024",)),
        ("on:2023-02-29", ("on: '2023-02-29' is no day, month or year, so it was left out; write "
                           "one like 2024-05-01, 2024-05 or 2024",)),
        ("channel:Securty", ("channel: no article here has 'Securty'; did you mean security?",)),
        ("publication:time", ("publication: no article here has 'time'; there are gazette, paper",
                              )),
        ("se*", ("se*: is taken for a word; a beginning has 3 letters or more",)),
        ("chain ((", ("((: has no letter or digit to be found",)),
        (" ".join(map(str, range(40))), ("only the first 32 terms and 64 words count",)),
        ("x" * 5000, ("the query is too long: its beginning was searched for",)),
    ],
)  # fmt: skip
def test_what_was_not_understood_is_told(stand: Stand, query: str, notes: tuple[str, ...]) -> None:
    assert stand.finder.search(query, STORIES).notes == notes


@pytest.mark.parametrize(
    "query",
    [
        "a\udcff", "\0", "-", '"', '""', "::", ":x", "author:", 'author:""', "author:*", "a:b:c",
        "title:OR", "OR OR OR", "-OR", "AND", "* *", "x* OR", "site:", "site:.", "url:*", "url:%",
        "on:0000", "after:99999999999", "lang:-", "kind:*", "\x1f", "\x1e\x1d", "{title}: x",
        "NEAR(a b)", "^a", "a + b", "title : x", "(" * 3000, "東" * 3000, "a* " * 3000,
        " OR ".join("ab") * 2000, "-a " * 3000, '"' + "a b " * 900 + '"', "٢٠٢٤", "after:٢٠٢٤",
        "²", "ﷺ", "\u202e\u200b", "🙂", "İ", "ß*",
    ],
)  # fmt: skip
def test_nothing_that_is_typed_raises(stand: Stand, query: str) -> None:
    found = stand.finder.search(query, STORIES, page=10**30, limit=10**30)

    assert found.hits == ()
    assert found.total <= 8


def test_a_hit_in_the_title_comes_first(stand: Stand) -> None:
    assert stand.search("chain") == [2, 1]


def test_of_many_those_with_the_words_in_title_or_authors_lead_and_then_the_newest(
    tmp_path: Path,
) -> None:
    stand = Stand(tmp_path / "catalogue.sqlite", ranked=0)
    every = "chain OR security OR securing OR zurich OR bread OR ada"

    assert stand.search(every) == [5, 4, 1, 2]
    assert stand.search("chain OR security") == [2, 4, 1]
    pages = [stand.finder.search("chain OR security", page=x, limit=1) for x in (1, 2, 3, 4)]
    assert [stand.numbers(page) for page in pages] == [[2], [4], [1], []]
    stand.db.close()


def test_what_is_found_by_a_filter_is_ranked_by_its_words(stand: Stand) -> None:
    assert stand.search("chain publication:paper on:2024") == [2, 1]


def test_the_newest_come_first_where_that_is_asked_for(stand: Stand) -> None:
    found = stand.finder.search("supply OR security", STORIES, sort="date")

    assert (stand.numbers(found), found.sort) == ([4, 1, 2], "date")


def test_what_no_word_chooses_comes_from_the_newest_on(stand: Stand) -> None:
    found = stand.finder.search("", STORIES)

    assert (stand.numbers(found), found.sort) == ([5, 4, 1, 2, 8, 7, 3, 6], "date")


def test_pages_follow_one_another(stand: Stand) -> None:
    pages = [stand.finder.search("", STORIES, page=number, limit=3) for number in (1, 2, 3, 4)]

    assert [stand.numbers(page) for page in pages] == [[5, 4, 1], [2, 8, 7], [3, 6], []]
    assert [(x.total, x.page, x.pages, x.offset) for x in pages] == [
        (8, 1, 3, 0),
        (8, 2, 3, 3),
        (8, 3, 3, 6),
        (8, 4, 3, 9),
    ]


def test_facets_count_all_that_was_found(stand: Stand) -> None:
    facets = stand.finder.search("lang:en", STORIES, limit=1).facets

    assert facets is not None
    assert facets.publication == (Count(value="paper", count=2), Count(value="gazette", count=1))
    assert facets.channel == (
        Count(value="Business", count=1),
        Count(value="Security", count=1),
        Count(value="security", count=1),
    )
    assert facets.author[0] == Count(value="Ada L.", count=2)
    assert facets.language == (Count(value="en", count=2), Count(value="en-GB", count=1))
    assert facets.year == (Count(value="2024", count=3),)
    assert facets.month == (Count(value="2024-06", count=1), Count(value="2024-05", count=2))


def test_facets_have_as_many_values_as_are_asked_for(stand: Stand) -> None:
    some = stand.finder.search("", STORIES, facets=1).facets

    assert some is not None
    assert some.author == (Count(value="Ada L.", count=2),)
    assert stand.finder.search("", STORIES, facets=None).facets is None


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {1, 2, 3, 4, 5, 6, 7, 8, 9}),
        (Filters(publication="paper", channel="security"), {1}),
        (Filters(author="ada l"), {1, 2}),
        (Filters(author="Ada"), set()),
        (Filters(since="2024-05", until="2024"), {1, 2, 4}),
        (Filters(until="2024-02"), {3, 7}),
        (Filters(language="en", kinds=("article",)), {1, 2, 4}),
        (Filters(kinds=("listing", "article"), channel="World"), {7, 8, 9}),
    ],
)
def test_filters_choose(stand: Stand, filters: Filters, expected: set[int]) -> None:
    assert set(stand.numbers(stand.finder.search("", filters))) == expected


def test_a_snippet_marks_the_words_and_is_safe_to_be_escaped(stand: Stand) -> None:
    (hit,) = stand.finder.search("harbour broke", STORIES).hits

    assert hit.snippet == (
        Part(text="The supply chain of the "),
        Part(text="harbour", is_match=True),
        Part(text=" "),
        Part(text="broke", is_match=True),
        Part(text=". Nobody cared."),
    )
    assert hit.plain == "The supply chain of the [harbour] [broke]. Nobody cared."


def test_a_snippet_of_an_unspaced_script_is_as_it_was_written(stand: Stand) -> None:
    (hit,) = stand.finder.search("半導体", STORIES).hits

    assert hit.plain.startswith("東京の[半導体]メーカーは火曜日")


def test_a_snippet_is_the_beginning_where_no_word_stands_in_the_text(stand: Stand) -> None:
    found = [stand.finder.search(query, STORIES).hits[0] for query in ("zurich", "on:2024-05-01")]

    assert [hit.plain for hit in found] == [
        "The supply chain of the harbour broke. Nobody cared.",
        "The supply chain of the harbour broke. Nobody cared.",
    ]


@pytest.mark.parametrize("beginning", ["harbour", "har*", "harb*", "harbou*"])
def test_a_snippet_is_the_same_by_whatever_beginning_its_word_was_found(
    stand: Stand, beginning: str
) -> None:
    found = stand.finder.search(f"{beginning} OR broke OR stores", STORIES, sort="date")

    assert [hit.plain for hit in found.hits] == [
        "The supply chain of the [harbour] [broke]. Nobody cared.",
        "A chain of shops may supply the city with bread.",
    ]


def test_a_hit_says_what_a_list_shows(stand: Stand) -> None:
    (hit,) = stand.finder.search("bread", STORIES).hits

    assert (hit.url, hit.title, hit.publication, hit.channel, hit.authors) == (
        "https://paper.example/shops",
        "Chain stores",
        "paper",
        "Business",
        ("Noor Halabi", "Ada L."),
    )
    assert (hit.published, hit.day, hit.language, hit.kind) == (
        "2024-05-01",
        "2024-05-01",
        "en",
        "article",
    )


def test_a_text_that_changed_is_found_by_its_new_words_alone(tmp_path: Path) -> None:
    stand = Stand(tmp_path / "catalogue.sqlite")
    text_index.index_text(
        stand.db, 1, "Cranes of 大阪港", "M", "Repaired at last. 大阪港は再開した。"
    )
    text_index.index_text(stand.db, 1, "Cranes of Zürich", "Mara Quill", "Repaired at last.")

    assert stand.search("repaired") == [1]
    assert stand.search("harbour") == []
    assert stand.search("大阪港") == []
    stand.db.close()
