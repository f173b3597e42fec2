from datetime import date
from pathlib import Path

import pytest

from archiver import publications
from archiver.article import Entry
from archiver.errors import PublicationError, UnknownPublication
from archiver.publications import Layout, Publication, Publications, Source

LAMP_POST = 'name = "The Lamp Post"\ndomains = ["lamp-post.example"]\n'


def loaded(folder: Path, **files: str) -> Publications:
    for stem, text in files.items():
        (folder / f"{stem.replace('_', '-')}.toml").write_text(text)
    return publications.load(folder)


def lamp_post(folder: Path, more: str = "") -> Publication:
    return loaded(folder, lamp_post=LAMP_POST + more).named("lamp-post")


def test_the_four_of_ect_news_network_are_built_in() -> None:
    known = publications.load()

    assert {"crmbuyer", "ecommercetimes", "linuxinsider", "technewsworld"} <= {
        publication.slug for publication in known
    }
    assert [x.slug for x in known] == sorted(x.slug for x in known)


@pytest.mark.parametrize(
    ("slug", "heading", "home"),
    [
        ("ecommercetimes", "E-Commerce Times Channels", "https://www.ecommercetimes.com/"),
        ("technewsworld", "TechNewsWorld Channels", "https://www.technewsworld.com/"),
        ("linuxinsider", "LinuxInsider Channels", "https://www.linuxinsider.com/"),
        ("crmbuyer", "CRM Buyer Channels", "https://www.crmbuyer.com/"),
    ],
)
def test_each_of_a_group_has_its_own_name_in_what_is_shared(
    slug: str, heading: str, home: str
) -> None:
    publication = publications.load().named(slug)
    feed, channels = publication.sources

    assert publication.source_url(feed) == f"{home}rss-feed"
    assert (publication.source_url(channels), channels.heading) == (home, heading)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.ecommercetimes.com/story/80213.html", True),
        ("https://www.ecommercetimes.com/story/cloud-prices-fall-177342.html", True),
        ("https://www.ecommercetimes.com/story/cloud-prices-fall-177342.html?utm_source=x", True),
        ("https://www.ecommercetimes.com/section/e-commerce/page/2", False),
        ("https://www.ecommercetimes.com/rss-feed", False),
    ],
)
def test_articles_of_ect_are_known_by_their_url(url: str, expected: bool) -> None:
    assert publications.load().named("ecommercetimes").is_article(url) is expected


@pytest.mark.parametrize(
    "name",
    ["ecommercetimes", "E-Commerce Times", "e-commerce times", "ecommercetimes.com",
     "www.ecommercetimes.com", "ECommerceTimes"],
)  # fmt: skip
def test_a_publication_is_found_by_any_of_its_names(name: str) -> None:
    assert publications.load().named(name).slug == "ecommercetimes"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownPublication) as caught:
        publications.load().named("ecomercetime")

    assert str(caught.value).startswith(
        "no publication is called 'ecomercetime'; did you mean ecommercetimes or "
    )


def test_the_longest_domain_that_a_host_belongs_to_wins(tmp_path: Path) -> None:
    known = loaded(
        tmp_path,
        a='name = "A"\ndomains = ["post.example"]',
        b='name = "B"\ndomains = ["sport.post.example"]',
    )
    hosts = ["post.example", "www.post.example", "m.sport.post.example:8080", "Sport.Post.example"]
    found = [known.for_url(f"https://{host}/a") for host in hosts]

    assert [publication.slug if publication else None for publication in found] == [
        "a",
        "a",
        "b",
        "b",
    ]
    assert known.for_url("https://notpost.example/") is None
    assert known.for_url("nonsense") is None


def test_a_collection_adds_publications_and_overrides_built_in_ones(tmp_path: Path) -> None:
    own = 'name = "Mine"\ndomains = ["ecommercetimes.com"]\n'
    known = loaded(tmp_path, ecommercetimes=own, lamp_post=LAMP_POST)

    assert known.named("ecommercetimes").name == "Mine"
    assert known.named("lamp-post").home == "https://lamp-post.example/"
    assert len(known) == len(publications.load()) + 1
    assert publications.load().named("ecommercetimes").name == "E-Commerce Times"


def test_a_collections_publication_comes_first_for_a_shared_domain(tmp_path: Path) -> None:
    known = loaded(tmp_path, zz='name = "Mine"\ndomains = ["crmbuyer.com"]')
    found = known.for_url("https://www.crmbuyer.com/")

    assert found is not None
    assert found.slug == "zz"


def test_a_folder_that_does_not_exist_has_no_publications(tmp_path: Path) -> None:
    assert len(publications.load(tmp_path / "none")) == len(publications.load())


def test_digest_and_bytes_are_those_of_the_file(tmp_path: Path) -> None:
    known = loaded(tmp_path, lamp_post=LAMP_POST)

    assert known.named("lamp-post").digest == (
        "0c01da9c72dfd92828489cc9a7be544974d1c82f5ddb5c3766aa654d40616e0f"
    )
    assert known.source("lamp-post") == LAMP_POST.encode()
    assert known.source("crmbuyer") == known.source("linuxinsider")


def test_a_whole_file(tmp_path: Path) -> None:
    publication = lamp_post(
        tmp_path,
        'home = "https://www.lamp-post.example/"\nlanguage = "en"\ntimezone = "Europe/London"\n'
        "articles = 's/\\d{4}'\n"
        '[[sources]]\nsitemap = "/map.xml"\nkeep = "news"\n'
        '[[layouts]]\nsince = 2021-06-01\ntitle = "h1::text"\n'
        '[layouts.related]\nauthor = ".by a"\n',
    )

    assert publication.sources == (Source(sitemap="/map.xml", keep="news"),)
    assert publication.layouts[0].since == date(2021, 6, 1)
    assert publication.layouts[0].related.author == ".by a"
    assert publication.articles == r"s/\d{4}"


def test_braces_of_expressions_are_not_filled_in(tmp_path: Path) -> None:
    known = loaded(
        tmp_path,
        group="articles = '/{slug}/\\d{4}'\n[publications.post]\nname = \"Post\"\n"
        'domains = ["post.example"]',
    )

    assert known.named("post").articles == r"/post/\d{4}"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ('[[layouts]]\ntitel = "h1"', "layouts[0].titel: unknown key; did you mean title?"),
        ('colour = "red"', "colour: unknown key; known are name, domains, home, language,"),
        ('[[layouts]]\n[layouts.related]\nautor = "a"', "layouts[0].related.autor: unknown key;"),
        ("[[layouts]]\ntitle = 3", "layouts[0].title: expected `str | null`, got `int`"),
        (
            '[[sources]]\nfeed = "/a"\nsitemap = "/b"',
            "sources[0]: a source is exactly one of feed, sitemap, channels, channel",
        ),
        ("[[sources]]", "sources[0]: a source is exactly one of"),
        ('[[sources]]\nfeed = "mailto:a@x"', "sources[0].feed: 'mailto:a@x' is no http or https"),
        (
            '[[sources]]\nfeed = "/a"\nheading = "x"',
            "sources[0].heading: has no meaning beside feed; it belongs to channels",
        ),
        (
            '[[sources]]\nsitemap = "/a"\nkeep = "["',
            "sources[0].keep: '[' is no regular expression",
        ),
        ("articles = '('", "articles: '(' is no regular expression: missing ), unterminated"),
        ('[[layouts]]\nbody = "div["', "layouts[0].body: 'div[' is no CSS selector: "),
        ('[[layouts]]\ndrop = ["p", ""]', "layouts[0].drop[1]: '' is no CSS selector: "),
        ('[[layouts]]\nbody = "p::colour"', "layouts[0].body: 'p::colour' is no CSS selector: "),
        ('[listing]\nnext = ">"', "listing.next: '>' is no CSS selector: "),
        ("[[layouts]]\n[[layouts]]", "layouts[1]: begins on the same day as another; give one"),
        ('timezone = "Mars/Olympus"', "timezone: 'Mars/Olympus' is no time zone (IANA); write one"),
        ('timezone = "../etc"', "timezone: '../etc' is no time zone (IANA)"),
        ('language = "english"', "language: 'english' is no language tag (BCP 47)"),
        ('home = "/"', "home: '/' is no absolute http or https URL"),
        ('home = "https://y.example/"', "home: https://y.example/ is on none of the publication's"),
        ('slug = "x"', "slug: is not written in the file"),
        ("name = 1\n", "not TOML: Cannot overwrite a value (at line 3, column 9)"),
        ("[publications]", "publications: expected a table [publications.NAME] for each"),
        ("[publications]\nx = 1", "publications.x: expected a table"),
        ("[publications.Upper]", "publications.Upper: 'Upper' is no name: lower-case letters"),
        ("[publications.x]\nnam = 1", "publications.x.nam: unknown key; did you mean name?"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, more: str, expected: str) -> None:
    with pytest.raises(PublicationError) as caught:
        lamp_post(tmp_path, more)

    assert str(caught.value).startswith(f"lamp-post.toml: {expected}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("https://lamp-post.example/", "lamp-post.example"),
        ("Lamp-Post.example", "lamp-post.example"),
        ("*.lamp-post.example", "lamp-post.example"),
        ("lamp-post.example:80", "lamp-post.example"),
        ("bücher.example", "xn--bcher-kva.example"),
    ],
)
def test_a_domain_is_a_host_name_and_nothing_more(tmp_path: Path, domain: str, meant: str) -> None:
    with pytest.raises(PublicationError) as caught:
        loaded(tmp_path, post=f'name = "Post"\ndomains = ["{domain}"]')

    assert str(caught.value) == (
        f"post.toml: domains[0]: '{domain}' is no domain; "
        f"write one like paper.example (did you mean {meant}?)"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "post.toml: object missing required field `name`"),
        ('name = "x"', "post.toml: object missing required field `domains`"),
        ('name = "x"\ndomains = []', "post.toml: domains: is empty; give at least one"),
        ('name = " "\ndomains = ["x.example"]', "post.toml: name: is empty"),
        ("name = ", "post.toml: not TOML: Invalid value (at "),
    ],
)
def test_what_is_missing_is_told(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(PublicationError) as caught:
        loaded(tmp_path, post=text)

    assert str(caught.value).startswith(expected)


def test_a_file_that_is_not_utf_8_is_told_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "post.toml").write_bytes(b'domains = []\nname = "K\xf6ln"')

    with pytest.raises(PublicationError, match=r"^post.toml: not UTF-8 \(line 2\)$"):
        publications.load(tmp_path)


def test_a_slug_is_described_once_in_a_folder(tmp_path: Path) -> None:
    group = '[publications.lamp-post]\nname = "x"\ndomains = ["x.example"]'

    with pytest.raises(
        PublicationError, match=r"lamp-post.toml: lamp-post: is also described in a"
    ):
        loaded(tmp_path, a_group=group, lamp_post=LAMP_POST)


@pytest.mark.parametrize("stem", ["Lamp-Post", "lamp--post", "lamp post", "-lamp"])
def test_a_file_name_that_is_no_slug_is_told(tmp_path: Path, stem: str) -> None:
    (tmp_path / f"{stem}.toml").write_text(LAMP_POST)

    with pytest.raises(PublicationError, match="is no name: lower-case letters, digits and"):
        publications.load(tmp_path)


def test_layouts_with_a_marker_come_first_and_the_newer_before_the_older() -> None:
    old, plain = Layout(title="a"), Layout(since=date(2021, 6, 1))
    marked = Layout(since=date(2021, 6, 1), marker="#b")
    first = Layout(marker="#a")
    publication = Publication(
        slug="x",
        name="X",
        domains=("x.example",),
        home="https://x.example/",
        layouts=(old, first, plain, marked),
    )

    assert publication.layouts_on(date(2021, 5, 31)) == (first, old)
    assert publication.layouts_on(date(2021, 6, 1)) == (marked, first, plain, old)
    assert publication.layouts_on(None) == (marked, first, plain, old)


@pytest.mark.parametrize(
    ("url", "kind", "title", "expected"),
    [
        ("https://www.x.example/short", "feed", None, True),
        ("https://www.x.example/short", "channel", "A title", True),
        ("https://www.x.example/short", "sitemap", None, False),
        ("https://www.x.example/short", "sitemap", "A title", True),
        ("https://www.x.example/four-words-make-headlines", "sitemap", None, True),
        ("https://www.x.example/privacy", "feed", "Privacy", False),
        ("https://y.example/four-words-make-headlines", "feed", None, False),
    ],
    ids=[
        "a feed is believed",
        "a teaser was chosen already",
        "a sitemap lists more than articles",
        "a news sitemap is believed",
        "the form of an article's URL",
        "what surely is no article",
        "another site",
    ],
)
def test_without_a_pattern_source_and_url_decide_what_is_wanted(
    url: str, kind: str, title: str | None, expected: bool
) -> None:
    publication = Publication(slug="x", name="X", domains=("x.example",), home="https://x.example/")
    entry = Entry(url=url, source="https://x.example/", kind=kind, title=title)  # type: ignore[arg-type]  # a literal in the table

    assert publication.wants(entry) is expected


def test_a_wrong_file_costs_what_it_describes_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "gas.toml").write_text('name = "Gas"\ndomains = ["gas.example"]\n')
    (tmp_path / "lamp.toml").write_text("name = 1\n")
    (tmp_path / "wick.toml").write_text("name =\n")
    (tmp_path / "ecommercetimes.toml").write_text("title = 1\n")
    known = publications.load_sound(tmp_path)

    assert known.own == {"gas"}
    assert known.named("Gas").slug == "gas"
    assert "technewsworld" in known
    assert "ecommercetimes" not in known
    assert [x.slugs for x in known.broken] == [("ecommercetimes",), ("lamp",), ("wick",)]
    assert str(known.broken[1]).startswith("left out: lamp.toml: ")
    with pytest.raises(PublicationError, match=r"^lamp.toml: "):
        known.named("Lamp")
    with pytest.raises(PublicationError, match=r"^ecommercetimes.toml: "):
        known.named("www.never-heard-of.example")
    with pytest.raises(PublicationError):
        known.whole()


def test_a_wrong_group_is_left_out_with_all_that_are_in_it(tmp_path: Path) -> None:
    (tmp_path / "group.toml").write_text(
        '[publications.technewsworld]\nname = "Mine"\ndomains = 1\n'
        '[publications.crmbuyer]\nname = "Mine too"\ndomains = ["crmbuyer.com"]\n'
    )
    known = publications.load_sound(tmp_path)

    assert [x.slugs for x in known.broken] == [("technewsworld", "crmbuyer")]
    assert "technewsworld" not in known
    assert "crmbuyer" not in known


def test_a_slug_that_two_files_describe_is_left_out_of_both(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        '[publications.lamp]\nname = "Lamp"\ndomains = ["lamp.example"]\n'
        '[publications.gas]\nname = "Gas"\ndomains = ["gas.example"]\n'
    )
    (tmp_path / "lamp.toml").write_text('name = "Lamp"\ndomains = ["lamp.example"]\n')
    known = publications.load_sound(tmp_path)

    assert known.own == {"gas"}
    assert [str(x) for x in known.broken] == [
        "left out: lamp.toml: lamp: is also described in a.toml; a name has one description in a "
        "folder"
    ]
