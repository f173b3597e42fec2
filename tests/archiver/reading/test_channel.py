"""Which of the names on a page is its channel's."""

import pytest

import archiver

URL = "https://paper.example/wirtschaft/handel/2024/river-town-opens-its-library"
TITLE = "River Town Opens Its Library"
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
TEXT = "".join(f"<p>{SENTENCE * 3}{number}</p>" for number in range(6))
NAV = (
    "<nav><a href='/'>Start</a> <a href='/wirtschaft/'>Wirtschaft</a> <a href='/sport/'>Sport</a>"
    "<a href='/kultur/'>Kultur</a></nav>"
)
LD = '<script type="application/ld+json">{}</script>'


def channel(
    above: str = "", head: str = "", before: str = "", below: str = "", url: str = URL
) -> tuple[str | None, str | None]:
    """The channel and where it was read."""
    page = (
        f"<html><head><title>{TITLE}</title>{head}</head><body>{before}"
        f"<article>{above}<h1>{TITLE}</h1>{below}{TEXT}</article></body></html>"
    )
    article = archiver.parse(page, url)
    return article.channel, article.evidence.get("channel", "").partition(":")[0] or None


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("<div class='article-category'><a href='/sport'>Sport</a></div>", "Sport"),
        ("<a class='kicker' href='/sport'>Sport</a>", "Sport"),
        ("<p class='rubrik'><a href='/sport'>Sport</a>, <a href='/tv'>TV</a></p>", "Sport"),
        ("<p class='section'><a href='/a'>News</a> / <a href='/a/b'>Asia</a></p>", "News / Asia"),
        ("<ul><li class=category><a href=/a>A-Town</a></li><li class=category><a href=/b>B-Town</a>"
         "</li></ul>", "A-Town"),
        ("<p><a href='/sport'>Sport</a></p>", "Sport"),
    ],
    ids=["in a box", "itself", "of a list the first", "a path whole", "a list of boxes", "no name"],
)  # fmt: skip
def test_the_label_at_the_headline(above: str, name: str) -> None:
    assert channel(above) == (name, "label")


def test_the_label_comes_before_breadcrumbs_and_metadata() -> None:
    head = "<meta property='article:section' content='Kultur'>"
    crumbs = "<ol class='breadcrumb'><li><a href='/'>Start</a><li><a href='/tv'>TV</a></ol>"

    assert channel("<a class='category' href='/sport'>Sport</a>", head, crumbs) == (
        "Sport",
        "label",
    )
    assert channel("", head, crumbs) == ("TV", "breadcrumb")
    assert channel("", head) == ("Kultur", "meta")


def test_the_author_of_a_column_is_no_channel_though_he_is_the_last_breadcrumb() -> None:
    crumbs = (
        "<ol class='breadcrumb'><li><a href='/c'>Columns</a><li><a href='/c/p'>Ada Penn</a></ol>"
    )

    assert channel("", "<meta name='author' content='Ada Penn'>", crumbs)[0] == "Columns"
    assert channel("", "<meta name='author' content='Bo Reed'>", crumbs)[0] == "Ada Penn"


def test_wordpress_names_the_categories_of_a_post() -> None:
    below = (
        "<p>In <a rel='category tag' href='/c/sport'>Sport</a>, <a rel='tag' href='/t/x'>x</a></p>"
    )

    assert channel(below=below) == ("Sport", "rel")


@pytest.mark.parametrize(
    "above",
    [
        "<p class='category author'><a href='/author/mq'>Mara Quill</a></p>",
        "<p class='authorSection'><a href='/mq'>Mara Quill</a></p>",
        "<div class='user-menu'><a class='section' href='/login'>Log in</a></div>",
        "<ul id='nav'><li class='menu-item category'><a href='/kultur/'>Kultur</a></li></ul>",
        "<div>"
        + "".join(f"<a class='topic' href='/t{n}'>Topic {n}</a>" for n in range(9))
        + "</div>",
        "<p class='section'><a href='/'>The Paper</a></p>",
        "<p class='section'><a href='tel:123'>Call</a></p>",
        "<p class='kicker'>A long wait is over</p>",
        "<p class='section'><a href='/x'>${label()}</a></p>",
        f"<p class='section'><a href='/x'>{TITLE}</a></p>",
    ],
)
def test_what_is_no_channel(above: str) -> None:
    assert channel(above, url="https://paper.example/a")[0] is None


def test_an_unlinked_label_counts_where_the_navigation_knows_it() -> None:
    label = "<p class='kicker'>Kultur</p>"

    assert channel(label, before=NAV, url="https://paper.example/a") == ("Kultur", "label")


def test_metadata_are_written_as_the_navigation_prints_them() -> None:
    slug = "<meta property='article:section' content='kultur'>"
    several = LD.format('{"@type": "NewsArticle", "articleSection": "Breaking, Kultur, Sport"}')

    assert channel(head=slug, before=NAV) == ("Kultur", "meta")
    assert channel(head=several, before=NAV) == ("Kultur", "jsonld")


def test_the_navigation_names_the_folder_of_the_address() -> None:
    assert channel(before=NAV) == ("Wirtschaft", "url")


def test_the_item_of_the_navigation_that_is_marked_as_current() -> None:
    current = "<li class='current-post-ancestor'><a href='/b/'>Bee</a>"
    nav = f"<nav><ul><li><a href='/a/'>A</a>{current}</ul></nav>"

    assert channel(before=nav, url="https://paper.example/x") == ("Bee", "nav")


@pytest.mark.parametrize(
    ("crumbs", "inner"),
    [
        ("<nav aria-label='Breadcrumb'><a href='/'>Paper</a> <a href='/a'>News</a> "
         "<a href='/a/b'>Asia</a></nav>", ("News", "Asia")),
        ("<ol class='breadcrumb'><li><a href='/'>Home</a><li><a href='/a'>News</a>"
         "<ul><li><a href='/p'>Press</a><li><a href='/q'>Quiz</a></ul>"
         f"<li>{TITLE}</ol>", ("News",)),
        ("<ol class='breadcrumb'><li><a href='/a'>News</a><li>2024<li>River Town Opens Its …</ol>",
         ("News",)),
    ],
    ids=["without the front page", "without menus and the title", "without dates and a cut title"],
)  # fmt: skip
def test_breadcrumbs(crumbs: str, inner: tuple[str, ...]) -> None:
    page = f"<title>{TITLE}</title>{crumbs}<article><h1>{TITLE}</h1>{TEXT}</article>"
    article = archiver.parse(page, URL)

    assert (article.channels, article.channel) == (inner, inner[-1])


def test_breadcrumbs_of_jsonld_begin_after_the_front_page() -> None:
    items = ", ".join(
        f'{{"@type": "ListItem", "name": "{name}", "item": "https://paper.example{path}"}}'
        for name, path in (("The Paper, all its pages", "/"), ("News", "/n"), ("Asia", "/n/a"))
    )
    head = LD.format(f'{{"@type": "BreadcrumbList", "itemListElement": [{items}]}}')
    article = archiver.parse(f"{head}<h1>{TITLE}</h1>{TEXT}", "https://paper.example/x")

    assert (article.channels, article.channel) == (("News", "Asia"), "Asia")


def test_nothing_is_guessed() -> None:
    assert channel(url="https://paper.example/wirtschaft/a-b-c") == (None, None)


@pytest.mark.parametrize(
    "row",
    ["Categories: <a href=/c/sport>Sport</a>, <a href=/c/tv>TV</a>", "Rubrik: <a href=/s>Sport</a>",
     "Posted in <a href='/c/sport'>Sport</a>"],
)  # fmt: skip
def test_a_line_after_the_story_names_its_category(row: str) -> None:
    assert channel(below=f"{TEXT}<div>{row}</div>") == ("Sport", "label")


def test_a_line_that_only_begins_so_names_none() -> None:
    row = "<div>Published in <a href='/x'>River Town Weekly</a></div>"

    assert channel(below=TEXT + row) == (None, None)


def test_of_several_sections_the_one_linked_at_the_headline_is_taken() -> None:
    told = '{"@type": "NewsArticle", "articleSection": ["Winter", "Sport &amp; Spiel", "Reise"]}'
    row = "<div><a href='/x/sport-und-spiel'>Sport &amp; Spiel</a><p>Anzeige</p></div>"

    assert channel(row, LD.format(told)) == ("Sport & Spiel", "jsonld")
    assert channel("", LD.format(told)) == ("Winter", "jsonld")


def test_where_no_h1_is_the_headline_the_label_beside_its_heading_counts() -> None:
    page = (
        f"<html><head><title>The Paper</title><meta property='og:title' content='{TITLE}'></head>"
        f"<body><h2><time>3 May 2024</time> {TITLE}</h2>"
        f"<div class='categories'><a href='/c/travel'>Travel</a></div>{TEXT}"
        f"<h2>Tips for the way</h2>{TEXT}</body></html>"
    )

    assert archiver.parse(page, URL).channel == "Travel"


def test_a_path_of_blocks_over_the_headline_is_one_name() -> None:
    row = "<a href='/nyheter'><h2>Nyheter</h2></a><p>/</p><a href='/tagg/stad'><h2>Stad</h2></a>"

    assert channel(f"<div>{row}</div>") == ("Nyheter / Stad", "label")


def test_a_term_of_drupals_over_the_headline_counts_whatever_its_list_is_called() -> None:
    link = "<a href='/kultur' typeof='skos:Concept' property='rdfs:label skos:prefLabel'>Kultur</a>"

    assert channel(f"<ul class='nav field-items'><li>{link}</li></ul>") == ("Kultur", "label")
    assert channel("<ul class='nav'><li><a href='/kultur'>Kultur</a></li></ul>") == (None, None)


@pytest.mark.parametrize(
    "label",
    [
        "<div class=section><a href=/user class=btn-login>Connexion</a></div>",
        "<div class=channel><a href=/tv>Channel: River TV</a></div>",
        "<div class='section hidden'>River TV</div>",
    ],
    ids=["a login", "a channel of another sort", "what is hidden"],
)
def test_no_label_of_a_channel(label: str) -> None:
    assert channel(label) == (None, None)


def test_a_name_between_headline_and_site_in_the_title() -> None:
    page = (
        f"<html><head><title>{TITLE} - Kultur | The Paper</title></head><body>{{}}<h1>{TITLE}</h1>"
    )

    told = archiver.parse((page + TEXT).format(NAV), "https://paper.example/node/river-town-opens")
    assert (told.channel, told.evidence["channel"]) == ("Kultur", "title")
    untold = archiver.parse((page + TEXT).format(""), "https://paper.example/node/river-town-opens")
    assert untold.channel is None


def test_brackets_around_a_breadcrumb_are_no_part_of_it() -> None:
    crumbs = "<ol class=breadcrumb><li>[<a href=/>Start</a>]<li><a href=/kultur>[Kultur]</a></ol>"

    assert channel(before=crumbs) == ("Kultur", "breadcrumb")


def test_the_last_item_of_a_menu_without_a_name_is_no_label_for_standing_over_the_headline() -> (
    None
):
    items = "".join(
        f"<li><a href='/{name.lower()}/'>{name}</a></li>"
        for name in ("Wirtschaft", "Kultur", "Sport")
    )
    menu = f"<ul id='oben'>{items}</ul>"

    assert channel(before=menu) == ("Wirtschaft", "url")
    assert channel(before=menu, url="https://paper.example/a/river-town-opens") == (None, None)


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("<div class=x><a href=/>Úvod</a> › <a href=/regiony>Regiony</a></div>", "Regiony"),
        ("<div class=PathMenu><a href=/>トップ</a> &gt; <a href=/jc/soc>社会</a> &gt; 記事</div>",
         "社会"),
        ("<div class=breadcrumb><a href=/el>Αρχική</a> » <a href=/el/k>Κοινωνία</a></div>",
         "Κοινωνία"),
        ("<div class=post_crumb><a href=/>首页</a> &gt; <a href=/soc/>社会</a> &gt; 正文</div>",
         "社会"),
        ("<p>دسته‌بندی: <a href=/service/provinces>استان‌ها</a></p>", "استان‌ها"),
    ],
    ids=["a line inwards", "Japanese", "the front page by its name", "Chinese", "Persian"],
)  # fmt: skip
def test_the_way_to_the_page_ends_with_its_channel(above: str, name: str) -> None:
    assert channel(above, url="https://paper.example/el/node/4471")[0] == name


def test_the_publisher_and_the_login_are_no_channels() -> None:
    head = f"<title>{TITLE} | Fieldnotes | Medium</title>" + LD.format(
        '{"@type": "NewsArticle", "publisher": {"name": "Fieldnotes"}}'
    )
    crumbs = "<p class=breadcrumbs><a href=/a>Travel</a> &gt; <a href=/login>sign in</a></p>"

    assert channel(head=head, below="<p><a href=/f>Fieldnotes</a></p>") == (None, None)
    assert channel(crumbs)[0] == "Travel"
