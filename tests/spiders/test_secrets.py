"""Secrets that a crawl was given are in no output but the requests that carried them."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from tests.spiders.crawling import archiver, call, crawl, publish, query, records, run
from tests.spiders.hostile_server import Site, feed, redirect, serving, site, story

COOKIE = "cookie-3f9a1c"
AUTHORIZATION = "auth-77b0de"
PROXY = "proxy-c41e55"
CONTACT = "contact-9d20aa"
ADDRESS = "address-51cc8f"
HEADERS = {"Cookie": f"session={COOKIE}", "Authorization": f"Bearer {AUTHORIZATION}"}
HOST = "http://lamp.example"


def newspaper() -> Site:
    """Answers as itself, and as a proxy for itself."""
    answers = {
        # The feed's helper makes a title of the address, which is no place for a secret.
        "/feed.xml": feed(
            [
                (f"http://me:{ADDRESS}@lamp.example/story/one", "Sun, 01 Mar 2026 10:00:00 +0000"),
                ("/story/moved", "Sun, 01 Mar 2026 10:00:00 +0000"),
            ]
        ).replace(
            b"About http://me:" + ADDRESS.encode(), b"About http://me:" + b"x" * len(ADDRESS)
        ),
        "/story/one": story("What happened"),
        "/story/moved": redirect(f"http://me:{ADDRESS}@lamp.example/story/two"),
        "/story/two": story("What happened then"),
    }
    return site(answers | {f"{HOST}{path}": answer for path, answer in answers.items()})


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file as it is, and the gzip members in it."""
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        yield path.name, content
        while content[:2] == b"\x1f\x8b":
            inflater = zlib.decompressobj(31)
            yield path.name, inflater.decompress(content)
            content = inflater.unused_data


def test_five_secrets_are_found_only_in_the_requests_that_carried_them(tmp_path: Path) -> None:
    folder, served = tmp_path / "c", newspaper()
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    with serving(served) as address:
        settings = {"DEFAULT_REQUEST_HEADERS": HEADERS, "LOG_LEVEL": "DEBUG"}
        done = run(
            *call(folder, ["lamp"], address, settings),
            environ={"http_proxy": f"http://me:{PROXY}@{address}"},
        )
    assert done.code == 0, done.err
    assert json.loads(done.out)["report"]["kinds"] == {"article": 2}
    assert served.log[-1].path.startswith(HOST)  # it went through the proxy
    # At level DEBUG, Scrapy tells where a site redirects to, in the site's own words.
    log = [line for line in done.err.splitlines() if "DEBUG: Redirecting (302)" not in line]
    texts = [done.out, *log]
    for words in (
        ["status", "--json"], ["search", "happened", "--json"], ["rebuild"],
        ["redact", f"{HOST}/story/*", "--dry-run", "--json"],
    ):  # fmt: skip
        said = archiver(*words, "-c", folder)
        assert said.code == 0, said.err
        texts += [said.out, said.err]
    for words in (
        ["verify", str(folder), "--json"], ["index", str(folder), "-o", str(tmp_path / "i.cdxj")],
        ["package", "-c", str(folder), "-o", str(tmp_path / "m.wacz"), "--credentials", "mask"],
        ["package", "-c", str(folder), "-o", str(tmp_path / "bag"), "--credentials", "mask",
         "--format", "bagit"],
        ["verify", str(tmp_path / "m.wacz"), "--json"],
    ):  # fmt: skip
        said = archiver(*words)
        assert said.code == 0, said.err
        texts += [said.out, said.err]
    refused = archiver("package", "-c", folder, "-o", tmp_path / "r.wacz")
    assert (refused.code, (tmp_path / "r.wacz").exists()) == (1, False)
    with ZipFile(tmp_path / "m.wacz") as package:
        package.extractall(tmp_path / "unzipped")

    # What a site says of itself in its own pages is kept as it came.
    asked = [x for x in records(folder) if x.type == "request"]
    pages = [x for x in records(folder) if ADDRESS.encode() in x.block]
    assert {(x.type, x.url.removeprefix(HOST)) for x in pages} == {
        ("response", "/feed.xml"),
        ("response", "/story/moved"),
    }
    of_requests = b"".join(x.block for x in asked)
    assert of_requests.count(COOKIE.encode()) == len(asked)
    assert of_requests.count(AUTHORIZATION.encode()) == len(asked)
    blocks = {x.block for x in (*asked, *pages)}
    for name, content in contents(tmp_path):
        if not any(block in content for block in blocks):
            texts.append(f"{name}: {content!r}")
    masked = b"".join(x for _, x in contents(tmp_path / "unzipped"))
    assert masked.count(b"Cookie: masked") == masked.count(b"Authorization: masked") == len(asked)
    for secret in (COOKIE, AUTHORIZATION, PROXY, CONTACT, ADDRESS):
        assert [text[:80] for text in texts if secret in text] == []
    assert PROXY.encode() not in of_requests


def test_captures_are_flagged_live_and_after_a_rebuild(tmp_path: Path) -> None:
    folder, served = tmp_path / "c", newspaper()
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    with serving(served) as address:
        crawl(folder, ["lamp"], address, {"DEFAULT_REQUEST_HEADERS": HEADERS})
        served.answers["/feed.xml"] = feed([("/story/three", "Mon, 02 Mar 2026 10:00:00 +0000")])
        served.answers["/story/three"] = story("What came of it")
        crawl(folder, ["lamp"], address)
    statement = "SELECT url, credentials FROM captures ORDER BY id"
    live = query(folder, statement)

    archiver("rebuild", "-c", folder)

    assert query(folder, statement) == live
    flags = {url.removeprefix(HOST): flag for url, flag in live}
    assert flags["/story/one"] == flags["/story/two"] == flags["/story/moved"] == 1
    assert flags["/story/three"] == 0


def test_a_password_in_the_contact_ends_the_crawl_before_it_begins(tmp_path: Path) -> None:
    folder, served = tmp_path / "c", newspaper()
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    with serving(served) as address:
        settings = {"CONTACT": f"https://me:{CONTACT}@contact.example/"}
        done = crawl(folder, ["lamp"], address, settings).ended

    assert done.code == 1
    assert done.lines[-1] == (
        "Error: CONTACT: its address holds a user name or password, which would be sent to every "
        "site and kept in the archive; give it without"
    )
    assert CONTACT not in done.err
    assert served.log == []
    assert [name for name, content in contents(folder) if CONTACT.encode() in content] == []


def test_a_password_in_a_target_or_a_publication_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    refused = archiver("crawl", f"http://me:{ADDRESS}@paper.example/", "-c", folder)
    assert refused.lines == [
        "Error: http://paper.example/: was given with a user name or password, which would be kept "
        "in the archive; give it without"
    ]
    publish(folder, "lamp", [f'feed = "http://me:{ADDRESS}@lamp.example/feed"'])

    refused = archiver("publications", "-c", folder)

    assert refused.lines == [
        "Error: lamp.toml: sources[0].feed: holds a user name or password, which would be kept in "
        "the archive; leave it out"
    ]
