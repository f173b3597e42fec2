"""What a collection's policy does to a crawl: everything kept, texts left out, nothing kept."""

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from archiver.collection import Collection
from archiver.collection.preserving.rebuild import rebuild
from tests.spiders.crawling import (
    MOST,
    Crawl,
    archiver,
    call,
    environment,
    frontier,
    query,
    records,
)
from tests.spiders.hostile_server import Answer, Exchange, Site, feed, ok, serving, status
from tests.spiders.wishing import (
    FILES,
    HOST,
    NOARCHIVE,
    RESERVED,
    body,
    coded,
    collection,
    page,
    paper,
    run,
    skipped,
)
from tests.warcs.traces import traces

# Everything is recorded


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What crawls without any policy left behind."""

    folder: Path
    asked: list[list[str]]  #: of each run
    told: list[list[str]]  #: changes, of each run


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """A site with every kind of sign, crawled three times; robots.txt changes before the last."""
    folder = collection(tmp_path_factory.mktemp("recorded") / "c", "")
    robots = (
        "User-agent: *\nContent-Signal: ai-train=no\nAllow: /\n\nUser-agent: GPTBot\nDisallow: /\n"
    )

    def conditionally(asked: Exchange) -> list[bytes]:
        if asked.headers.get("if-none-match") == '"1"':
            return [status(304, "Not Modified")]
        return [ok(robots, "text/plain", b'ETag: "1"')]

    files: dict[str, Answer] = {
        "/robots.txt": conditionally,
        "/.well-known/tdmrep.json": ok(
            '[{"location": "/story/", "tdm-reservation": 1}]', "application/json"),
        "/ai.txt": ok("User-Agent: *\nDisallow: /\n", "text/plain"),
    }  # fmt: skip
    served = paper(
        {
            "plain": page("plain"),
            "all": page(
                "all", b"X-Robots-Tag: otherbot: noindex", NOARCHIVE, b"TDM-Reservation: 0",
                b"Content-Usage: train-ai=n", head='<meta name="robots" content="noai">'),
        },
        **files,
    )  # fmt: skip
    asked, told = [], []
    with serving(served) as address:
        for number in range(3):
            if number == 2:
                served.answers["/robots.txt"] = ok(f"{robots}Disallow: /archive/\n", "text/plain")
            served.log.clear()
            told.append(run(folder, address).report.wishes)
            asked.append([x.path for x in served.log])
    return Recorded(folder=folder, asked=asked, told=told)


def test_every_sign_is_recorded_with_its_article(recorded: Recorded) -> None:
    with Collection(recorded.folder) as opened:
        articles = {x.title: x for x in opened.articles()}
    plain, full = articles["Story plain"].rights, articles["Story all"].rights
    of_host = [
        ("content-signal-ai-train", "robots.txt:2", "no"),
        ("ai-crawlers", "robots.txt:6", "GPTBot"),
        ("ai-txt", "ai.txt:2", "Disallow: /"),
    ]

    assert [(x.name, x.where, x.value) for x in plain.signs] == [
        ("tdm-reservation", "tdmrep.json:1", "1"),
        *of_host,
    ]
    assert [(x.name, x.where, x.value) for x in full.signs] == [
        ("noai", "meta:robots", None),
        ("tdm-reservation", "http:tdm-reservation", "0"),
        ("noindex", "http:x-robots-tag", None),
        ("noarchive", "http:x-robots-tag", None),
        ("content-usage-train-ai", "http:content-usage", "n"),
        ("tdm-reservation", "tdmrep.json:1", "1"),
        *of_host,
    ]
    assert (plain.tdm_reserved, full.tdm_reserved) == (True, False)
    assert [x.to for x in full.signs if x.name == "noindex"] == ["otherbot"]


def test_articles_can_be_asked_for_without_those_that_a_sign_binds(recorded: Recorded) -> None:
    with Collection(recorded.folder) as opened:
        titles = [
            sorted(x.title or "" for x in opened.articles(without=signs))
            for signs in ((), ("noai",), ("tdm-reservation",), ("ai-txt",), ("noindex",))
        ]

    assert titles == [
        ["Story all", "Story plain"],
        ["Story plain"],
        ["Story all"],
        [],
        ["Story all", "Story plain"],  # it is said to another crawler
    ]


def test_files_of_the_host_are_asked_for_before_its_articles_and_once_a_day(
    recorded: Recorded,
) -> None:
    first, second, third = recorded.asked

    assert first[:4] == ["/robots.txt", "/feed", "/.well-known/tdmrep.json", "/ai.txt"]
    assert sorted(first[4:]) == ["/story/all", "/story/plain"]
    assert second == third == ["/robots.txt", "/feed"]


def test_the_archive_says_that_everything_is_recorded(recorded: Recorded) -> None:
    info = [r.block for r in records(recorded.folder) if r.type == "warcinfo"]

    assert [b"policy: record\r\n" in block for block in info] == [True] * 3


def test_a_page_is_read_again_with_the_wishes_of_its_time(recorded: Recorded) -> None:
    with Collection(recorded.folder) as opened:
        for article in opened.articles():
            assert opened.reread(article) == article


def test_robots_txt_is_asked_for_conditionally_and_its_change_is_told(recorded: Recorded) -> None:
    captures = [r.type for r in records(recorded.folder) if r.url == f"{HOST}/robots.txt"]

    assert [x for x in captures if x != "request"] == ["response", "revisit", "response"]
    assert recorded.told[:2] == [[], []]
    assert [x.partition(": is not")[0] for x in recorded.told[2]] == [f"{HOST}/robots.txt"]


# Nothing is kept

CAPTURES = """
noarchive = "skip-capture"
tdm-reservation = "skip-capture"
content-usage-train-ai = "skip-capture"
"""
META = '<meta name="robots" content="noarchive">'
GOOGLE = '<meta name="googlebot" content="noarchive">'
IN_HEADER = "noarchive (http:x-robots-tag)"
USAGE = b"Content-Usage: train-ai=n"
CARRIERS: dict[str, tuple[bytes, str]] = {
    "header": (page("header", NOARCHIVE), IN_HEADER),
    "ours": (page("ours", b"X-Robots-Tag: news-archiver: noarchive"), IN_HEADER),
    "meta": (page("meta", head=META), "noarchive (meta:robots)"),
    "late": (page("late", head="<!-- -->" * 3000 + META), "noarchive (meta:robots)"),
    "coded": (coded(page("coded", head=META)), "noarchive (meta:robots)"),
    "tdm-header": (page("tdm-header", RESERVED), "tdm-reservation (http:tdm-reservation)"),
    "tdm-meta": (
        page("tdm-meta", b"tdm-reservation: 0", head='<meta name="tdm-reservation" content="1">'),
        "tdm-reservation (meta:tdm-reservation)",
    ),
    "reserved-file": (page("reserved-file"), "tdm-reservation (tdmrep.json:1)"),
    "usage": (page("usage", USAGE), "content-usage-train-ai (http:content-usage)"),
    "robots-usage": (page("robots-usage"), "content-usage-train-ai (robots.txt:3)"),
    "large": (page("large", NOARCHIVE, number=200_000), IN_HEADER),
    "missing": (
        status(404, "Not Found", NOARCHIVE).replace(b"Length: 0", b"Length: 7") + b"no page",
        IN_HEADER,
    ),
}  # fmt: skip
KEPT: dict[str, bytes] = {
    "plain": page("plain"),
    "others": page("others", b"X-Robots-Tag: otherbot: noarchive", head=GOOGLE),
    "freed": page("freed", RESERVED, head='<meta name="tdm-reservation" content="0">'),
    "freed-file": page("reserved-freed", b"tdm-reservation: 0"),
}  # fmt: skip


@pytest.fixture(scope="module")
def kept_away(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Site, Crawl]:
    """A crawl of pages that one carrier each says are not to be kept, and of others."""
    folder = collection(tmp_path_factory.mktemp("kept-away") / "c", CAPTURES)
    served = paper(
        {**{name: answer for name, (answer, _) in CARRIERS.items()}, **KEPT},
        **{
            "/robots.txt": ok(
                "User-agent: *\nAllow: /\nContent-Usage: /story/robots-usage train-ai=n\n",
                "text/plain"),
            "/.well-known/tdmrep.json": ok(
                '[{"location": "/story/reserved-", "tdm-reservation": 1},'
                ' {"location": "/story/freed-", "tdm-reservation": 1}]', "application/json"),
            "/plain.png": ok(body("picture"), "image/png", NOARCHIVE),
            "/others.png": ok(b"\x89PNG" + b"x" * 400, "image/png"),
        },
    )  # fmt: skip
    with serving(served) as address:
        done = run(folder, address, REQUISITES="page")
    return folder, served, done


@pytest.mark.parametrize("name", CARRIERS)
def test_of_a_page_that_may_not_be_kept_there_is_one_record(
    kept_away: tuple[Path, Site, Crawl], name: str
) -> None:
    record = skipped(kept_away[0])[f"/story/{name}"]
    rule = CARRIERS[name][1]
    code = 404 if name == "missing" else 200

    assert record.block.decode().splitlines()[:-1] == [
        f"skipped: {rule}",
        f"status: {code}",
        f"requested: {HOST}/story/{name}",
        "publication: paper",
        f"where: {rule.partition(' (')[2].rstrip(')')}",
        f"via: {HOST}/feed",
        "hopsFromSeed: L",
    ]
    others = [r.type for r in records(kept_away[0]) if r.url == record.url]
    assert others == ["metadata"]
    assert frontier(kept_away[0])[f"/story/{name}"].state == "done"
    assert frontier(kept_away[0])[f"/story/{name}"].reason == f"skipped: {rule}"


@pytest.mark.parametrize("name", [*(x for x in CARRIERS if x != "missing"), "picture"])
def test_no_byte_of_it_is_in_the_folder(kept_away: tuple[Path, Site, Crawl], name: str) -> None:
    text = body(name, 200_000 if name == "large" else 200).encode()

    assert traces(kept_away[0], text[:20_000] + text[-2_000:]) == []


def test_pages_that_may_be_kept_are(kept_away: tuple[Path, Site, Crawl]) -> None:
    folder = kept_away[0]
    rows = frontier(folder)

    assert {name: rows[f"/story/{name}"].reason for name in KEPT} == dict.fromkeys(KEPT, "article")
    assert traces(folder, body("plain").encode()) != []


def test_pictures_of_a_skipped_page_are_not_fetched(kept_away: tuple[Path, Site, Crawl]) -> None:
    asked = {x.path for x in kept_away[1].log if x.path.endswith(".png")}

    assert asked == {"/plain.png", "/others.png", "/freed.png", "/reserved-freed.png"}


def test_a_picture_is_skipped_by_its_own_header(kept_away: tuple[Path, Site, Crawl]) -> None:
    found = query(kept_away[0], "SELECT url, state, reason FROM requisite_frontier ORDER BY url")

    assert skipped(kept_away[0])["/plain.png"].block.startswith(b"skipped: noarchive")
    assert (f"{HOST}/plain.png", "done", "skipped: noarchive (http:x-robots-tag)") in found


def test_the_report_counts_skipped_pages_by_sign(kept_away: tuple[Path, Site, Crawl]) -> None:
    assert kept_away[2].report.skipped_captures == {
        "noarchive": 7,
        "tdm-reservation": 3,
        "content-usage-train-ai": 2,
    }
    assert kept_away[2].report.kinds == {"article": 4}


def test_warcinfo_tells_the_policy(kept_away: tuple[Path, Site, Crawl]) -> None:
    [info] = [r.block for r in records(kept_away[0]) if r.type == "warcinfo"]

    assert (
        b"policy: noarchive=skip-capture; tdm-reservation=skip-capture;"
        b" content-usage-train-ai=skip-capture\r\n"
    ) in info


def test_the_archive_alone_knows_what_was_skipped(
    kept_away: tuple[Path, Site, Crawl], tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(kept_away[0], folder)
    before = frontier(folder)
    live = query(folder, "SELECT * FROM captures")
    (folder / "catalogue.sqlite").unlink()
    rebuild(folder)

    assert query(folder, "SELECT * FROM captures") == live
    assert {k: (x.state, x.reason) for k, x in frontier(folder).items()} == {
        k: (x.state, x.reason) for k, x in before.items()
    }
    assert archiver("verify", folder).code == 0


# Sources, and what broke off


def test_what_was_not_modified_is_not_kept_again_where_a_sign_came(tmp_path: Path) -> None:
    folder = collection(tmp_path / "c", "")

    def conditionally(whole: bytes) -> Answer:
        unmodified = status(304, "Not Modified", NOARCHIVE)
        return lambda x: [unmodified if "if-none-match" in x.headers else whole]

    served = paper({})
    with serving(served) as address:
        tagged = feed([f"{HOST}/story/one"]).replace(b"\r\n", b'\r\nETag: "1"\r\n', 1)
        served.answers["/feed"] = conditionally(tagged)
        served.answers["/story/one"] = conditionally(page("one", b'ETag: "1"'))
        run(folder, address)
        collection(folder, 'noarchive = "skip-capture"')
        served.log.clear()
        run(folder, address, refetch=True)
    of_page = [r.type for r in records(folder) if r.url == f"{HOST}/story/one" and r.capture]
    asked = [(x.path, "if-none-match" in x.headers) for x in served.log]

    assert of_page == ["response", "metadata"]
    assert frontier(folder)["/story/one"].reason == f"skipped: {IN_HEADER}"
    # The feed has to be read, and what the archive has of it may be long out of date.
    assert [x for x in asked if x[0] == "/feed"] == [("/feed", True), ("/feed", False)]


def test_a_source_is_read_though_not_kept_and_what_breaks_off_before_its_signs_is_tried_again(
    tmp_path: Path,
) -> None:
    folder = collection(tmp_path / "c", 'noarchive = "skip-capture"')
    whole = page("broken", head=META)
    in_head, in_body = whole[: whole.index(b"</head>")], page("cut")[:-300]
    served = paper({"one": page("one"), "broken": lambda _: [in_head], "cut": lambda _: [in_body]})
    links = [f"{HOST}/story/{name}" for name in ("one", "broken", "cut")]
    served.answers["/feed"] = feed(links).replace(
        b"\r\n", b'\r\nETag: "1"\r\n%s\r\n' % NOARCHIVE, 1
    )
    with serving(served) as address:
        run(folder, address, RETRY_ENABLED=False)
    rows = frontier(folder)

    assert sorted(skipped(folder)) == ["/feed", "/story/broken"]
    assert query(folder, "SELECT url FROM validators") == []
    assert {path: (row.state, row.reason) for path, row in rows.items()} == {
        "/story/one": ("done", "article"),
        "/story/broken": ("failed", "skipped: undecided"),
        "/story/cut": ("failed", "cut: disconnect"),
    }


# kill -9


def test_nothing_is_left_of_a_page_after_kill_9_and_the_next_run_goes_on(tmp_path: Path) -> None:
    number = 200_000  # words: too much to be kept in memory
    folder = collection(tmp_path / "c", 'noarchive = "skip-capture"')
    whole = page("slow", NOARCHIVE, number=number)
    came, go_on = threading.Event(), threading.Event()

    def slowly(_: Exchange) -> Iterator[bytes]:
        yield whole[: len(whole) * 9 // 10]
        came.set()
        go_on.wait(MOST)
        yield whole[len(whole) * 9 // 10 :]

    served = paper({"first": page("first", NOARCHIVE), "slow": slowly})
    with serving(served) as address:
        line = call(folder, ["paper"], address, {**FILES, "COMMIT_INTERVAL": 0.05})
        process = subprocess.Popen(line, env=environment(), stderr=subprocess.DEVNULL)
        assert came.wait(MOST)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(MOST)
        go_on.set()
        left = traces(folder, body("slow", number)[:20_000].encode())
        run(folder, address)

    assert left == []
    assert traces(folder, body("slow", number)[:20_000].encode()) == []
    assert traces(folder, body("first").encode()) == []
    assert sorted(skipped(folder)) == ["/story/first", "/story/slow"]
    assert {x.state for x in frontier(folder).values()} == {"done"}


# Texts are left out


@pytest.fixture(scope="module")
def textless(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Crawl]:
    folder = collection(tmp_path_factory.mktemp("textless") / "c", 'noindex = "skip-text"')
    head = '<meta name="description" content="{}"><meta name="robots" content="noindex">'
    served = paper({
        "secret": page("secret", head=head.format(body("secret")[:150])),
        "open": page("open"),
    })  # fmt: skip
    with serving(served) as address:
        done = run(folder, address)
    return folder, done


def test_the_capture_is_kept_and_the_text_is_nowhere_else(textless: tuple[Path, Crawl]) -> None:
    folder = textless[0]
    text = body("secret").encode()
    [capture] = [r for r in records(folder) if r.url.endswith("/secret") and r.type == "response"]
    outside = [x for x in traces(folder, text) if not x.startswith("archive/")]
    readings = b"".join(r.block for r in records(folder) if r.type == "metadata")

    assert text[:500] in capture.block
    assert outside == []
    assert text[:30] not in readings
    assert body("open").encode()[:30] in readings


def test_what_a_catalogue_says_of_it_is_kept(textless: tuple[Path, Crawl]) -> None:
    with Collection(textless[0]) as opened:
        [article] = [x for x in opened.articles() if x.rights.skipped]
        again = opened.reread(article)
        hits = opened.search(body("secret").split()[3]).hits, opened.search("Story secret").hits

    assert (article.title, article.byline, article.body, article.subtitle, article.images) == (
        "Story secret",
        "By Ada Writer",
        (),
        None,
        (),
    )
    assert article.rights.skipped is not None
    assert (article.rights.skipped.rule, article.rights.skipped.where) == ("noindex", "meta:robots")
    assert again == article
    assert [len(found) for found in hits] == [0, 1]


def test_a_text_that_was_left_out_is_no_gap_of_the_source(textless: tuple[Path, Crawl]) -> None:
    report = textless[1].report

    assert report.skipped_texts == {"noindex": 1}
    assert {x.share("body") for x in report.sources.values()} == {1.0}


def test_it_stays_left_out_when_the_catalogue_is_made_anew_and_the_policy_is_gone(
    textless: tuple[Path, Crawl], tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(textless[0], folder)
    (folder / "collection.toml").unlink()
    rebuild(folder)
    with Collection(folder) as opened:
        [article] = [x for x in opened.articles() if x.rights.skipped]
        assert opened.reread(article) == article

    outside = [x for x in traces(folder, body("secret").encode()) if not x.startswith("archive/")]
    assert outside == []


# Legal deposit


def test_legal_deposit_keeps_everything_and_says_by_which_law(tmp_path: Path) -> None:
    override = 'override = "legal deposit: the Library Act, section 3"'
    folder = collection(tmp_path / "c", f'noarchive = "skip-capture"\n{override}')
    served = paper({"one": page("one", NOARCHIVE)})
    with serving(served) as address:
        done = run(folder, address)
    info = [r.block for r in records(folder) if r.type == "warcinfo"]

    assert (skipped(folder), done.report.articles) == ({}, 1)
    assert [b"override: legal deposit: the Library Act, section 3\r\n" in x for x in info] == [True]
    assert [b"policy: record\r\n" in x for x in info] == [True]
