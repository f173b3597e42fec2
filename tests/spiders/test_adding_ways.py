"""How a publication is added: tried without a trace, not over a file that is there, from OPML."""

import json
import tomllib
from pathlib import Path

import pytest

from archiver import sample
from archiver.collection.preserving.rebuild import rebuild
from tests.spiders import news_sites
from tests.spiders.crawling import archiver, query
from tests.spiders.hostile_server import Site, ok, redirect, serving, site, status

LAMP = news_sites.wordpress()
HOME = f"http://{LAMP.host}/"


def manner(folder: Path, address: str, *hosts: str) -> list[str | Path]:
    """The options of a command that asks a server in the test itself."""
    routes = [word for host in hosts for word in ("--connect-to", f"{host}:80:{address}")]
    return ["-c", folder, "--delay", "0", *routes]


def asked(served: Site) -> int:
    return sum(served.asked().values())


def test_dry_run_prints_the_file_and_keeps_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    with serving(site(LAMP.routes)) as address:
        done = archiver(
            "add", HOME, "--dry-run", "-c", folder, "--delay", "0",
            "--connect-to", f"{LAMP.host}:80:{address}",
        )  # fmt: skip
    text = done.out.partition("# Found out by asking")[2]

    assert (done.code, done.err) == (0, "nothing was written\n")
    assert tomllib.loads("#" + text)["name"] == "The Harbour Lamp"
    assert "10/10" in done.out
    assert not folder.exists()


def test_known_publication_is_asked_only_if_forced(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    served = site(LAMP.routes)
    with serving(served) as address:
        how = manner(folder, address, LAMP.host)
        archiver("add", HOME, *how)
        file = folder / "publications" / "harbour-lamp.toml"
        file.write_text(file.read_text().replace("The Harbour Lamp", "By my hand"))
        before = asked(served)
        again = archiver("add", HOME, *how)
        kept, between = file.read_text(), asked(served)
        forced = archiver("add", HOME, "--force", *how)

    assert again.code == 1
    assert again.err == (
        f"Error: {HOME}: is known as harbour-lamp ({file}); `archiver check harbour-lamp` looks at "
        "it again, --force writes a new file\n"
    )
    assert between == before
    assert "By my hand" in kept
    assert forced.code == 0
    assert "The Harbour Lamp" in file.read_text()
    probes = query(folder, "SELECT publication, finding FROM probes")
    assert [slug for slug, _ in probes] == ["harbour-lamp", "harbour-lamp"]
    rebuild(folder)
    assert query(folder, "SELECT publication, finding FROM probes") == probes


def test_check_tells_what_changed(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    served = site(LAMP.routes)
    with serving(served) as address:
        how = manner(folder, address, LAMP.host)
        archiver("add", HOME, *how)
        served.answers[f"{LAMP.host}/feed/"] = redirect("/rss/").replace(b"302", b"301")
        served.answers[f"{LAMP.host}/rss/"] = LAMP.answers["/feed/"]
        served.answers[f"{LAMP.host}/wp-sitemap.xml"] = status(410, "Gone")
        served.answers[f"{LAMP.host}/robots.txt"] = ok(
            "User-agent: *\nDisallow: /wp-\n", "text/plain"
        )
        for path in LAMP.articles:  # a redesign that the reader does not see through
            page = LAMP.answers[path]
            assert isinstance(page, bytes)
            byline = b'By <a rel="author" href="/author/ada-keel/">Ada Keel</a>'
            served.answers[f"{LAMP.host}{path}"] = page.replace(byline, b" " * len(byline))
        done = archiver("check", "harbour-lamp", *how)

    assert done.code == 1
    assert [line for line in done.out.splitlines() if line.startswith("  !")] == [
        f"  ! feed {HOME}feed/: moved for good to {HOME}rss/",
        f"  ! sitemap {HOME}wp-sitemap.xml: cannot be read (robots.txt: Disallow: /wp- (line 2))",
        "  ! authors: found on 0 of 10 articles; it was found on 10 of 10 articles",
        "  ! robots.txt: says something else to us; 2 URLs were disallowed, 0 before",
    ]


def test_what_a_policy_leaves_out_is_left_out_here_too(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    folder.mkdir()
    (folder / "collection.toml").write_text('[policy]\nnoarchive = "skip-text"\n')
    answers = dict(LAMP.routes)
    for path in LAMP.articles:
        page = LAMP.answers[path]
        assert isinstance(page, bytes)
        answers[f"{LAMP.host}{path}"] = page.replace(
            b"Content-Type:", b"X-Robots-Tag: noarchive\r\nContent-Type:", 1
        )
    with serving(site(answers)) as address:
        done = archiver("add", HOME, "--json", *manner(folder, address, LAMP.host))

    finding = json.loads(done.out)[0]["finding"]
    assert finding["optouts"] == ["noarchive (http:x-robots-tag): 10 of 10 articles"]
    assert query(
        folder,
        "SELECT DISTINCT json_array_length(article, '$.body'), article ->> '$.rights.skipped.rule'"
        " FROM readings",
    ) == [(0, "noarchive")]


def test_opml_names_feeds(tmp_path: Path) -> None:
    folder, opml = tmp_path / "collection", tmp_path / "feeds.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="Lamp">'
        f'<outline type="rss" text="The Lamp" xmlUrl="{HOME}feed/"/></outline>'
        '<outline type="rss" text="Dead" xmlUrl="http://dead.example/feed"/></body></opml>'
    )
    served = site({**LAMP.routes, "dead.example/feed": status(404, "Not Found")})
    with serving(served) as address:
        how = manner(folder, address, LAMP.host, "dead.example")
        done = archiver("add", "--from", opml, *how)

    assert done.code == 1
    assert done.err == "Error: http://dead.example/feed: HTTP 404; check the address\n"
    assert done.out.splitlines()[-1] == "1 of 2 added"
    file = tomllib.loads((folder / "publications" / "harbour-lamp.toml").read_text())
    assert file["name"] == "The Lamp"
    assert file["sources"][0] == {"feed": "/feed/"}


@pytest.fixture(scope="module")
def lantern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample publication, added under a name that nobody described, and crawled."""
    folder = tmp_path_factory.mktemp("lantern") / "collection"
    with sample.serve() as server:
        host = "www.elsewhere.example"
        how = [*manner(folder, f"127.0.0.1:{server.port}", host), "--json"]
        added = archiver("add", f"http://{host}/", *how)
        crawled = archiver("crawl", "elsewhere", "--requisites", "none", *how)
    assert (added.code, crawled.code) == (0, 0), added.err + crawled.err
    assert json.loads(added.out)[0]["slug"] == "elsewhere"
    return folder


def test_sample_is_added_rightly(lantern: Path) -> None:
    file = tomllib.loads((lantern / "publications" / "elsewhere.toml").read_text())

    assert (file["name"], file["language"]) == ("The Lantern Post", "en")
    assert file["articles"] == r"/story/[^/?#]+\.html/?(?:[?#]|$)"
    assert [next(iter(x.values())) for x in file["sources"]][:3] == [
        "/rss-feed",
        "/sitemap_index.xml",
        "/",
    ]


def test_crawl_of_the_added_sample_finds_its_articles(lantern: Path) -> None:
    rows = query(lantern, "SELECT DISTINCT article ->> 'url' FROM readings")
    expected = sample.expected("http://www.elsewhere.example")

    assert set(expected) - {url for (url,) in rows} == set()
