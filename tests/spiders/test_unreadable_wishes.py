"""A file of wishes that cannot be had: what a policy does, one host for each way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.spiders.crawling import Crawl, crawl, publish, query, records
from tests.spiders.hostile_server import Exchange, Site, feed, ok, serving, site, status
from tests.spiders.wishing import FILES, page

TDMREP, AI_TXT = "/.well-known/tdmrep.json", "/ai.txt"
OTHER = "/humans.txt"  # nothing is read from it, so it need not come
RULES = ok('[{"location": "/", "tdm-reservation": 0}]', "application/json")
LOOP = (
    b"HTTP/1.1 302 Found\r\nLocation: /.well-known/tdmrep.json?again\r\nContent-Length: 0\r\n\r\n"
)
WAYS: dict[str, tuple[str, bytes]] = {
    "free": (TDMREP, RULES),
    "missing": (TDMREP, status(404, "Not Found")),
    "forbidden": (TDMREP, status(403, "Forbidden")),
    "limited": (TDMREP, status(429, "Too Many Requests", b"Retry-After: 0")),
    "circle": (TDMREP, LOOP),
    "broken": (TDMREP, status(500, "Internal Server Error")),
    "resting": (TDMREP, status(503, "Service Unavailable", b"Retry-After: 0")),
    "lost": (TDMREP, b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{"),
    "broken-ai": (AI_TXT, status(502, "Bad Gateway")),
}


def asked(path: str) -> Callable[[Exchange], list[bytes]]:
    """The answer to a request for a file, by its host."""

    def answer(exchange: Exchange) -> list[bytes]:
        way = exchange.headers["host"].partition(".")[0]
        where, said = WAYS[way]
        return [said if where == path else status(404, "Not Found")]

    return answer


def newspapers() -> Site:
    answers = {f"/story/{way}": page(way) for way in WAYS}

    def named(exchange: Exchange) -> list[bytes]:
        way = exchange.headers["host"].partition(".")[0]
        return [feed([f"http://{way}.example/story/{way}"])]

    return site({**answers, "/feed": named, TDMREP: asked(TDMREP), AI_TXT: asked(AI_TXT),
                 OTHER: status(500, "Internal Server Error"), f"{TDMREP}?again": LOOP})  # fmt: skip


def run(folder: Path, policy: str) -> tuple[Crawl, dict[str, tuple[str, str | None]]]:
    """A crawl under a policy, and how each host's article ended, or did not begin."""
    for way in WAYS:
        publish(folder, way, ['feed = "/feed"'])
    (folder / "collection.toml").write_text(f"[policy]\n{policy}\n")
    with serving(newspapers()) as address:
        files = [*FILES["HOST_FILES"], OTHER]
        settings = {"HOST_FILES": files, "RETRY_TIMES": 0, "DOWNLOAD_TIMEOUT": 20}
        done = crawl(folder, list(WAYS), address, settings)
    rows = query(folder, "SELECT publication, state, reason FROM frontier ORDER BY 1")
    return done, {slug: (state, reason) for slug, state, reason in rows}


@pytest.fixture(scope="module")
def heeding(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    folder = tmp_path_factory.mktemp("heeding") / "c"
    both = 'tdm-reservation = "skip-capture"\nai-txt = "skip-capture"'
    return run(folder, both)[0]


@pytest.mark.parametrize("way", ["free", "missing", "forbidden", "limited", "circle"])
def test_where_a_host_has_no_such_file_its_pages_are_kept(heeding: Crawl, way: str) -> None:
    assert captured(heeding.folder, way) == ["/feed", f"/story/{way}"]


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ("broken", "tdmrep.json: HTTP 500"),
        ("resting", "tdmrep.json: HTTP 503"),
        ("lost", "tdmrep.json: cut: disconnect"),
        ("broken-ai", "ai.txt: HTTP 502"),
    ],
)
def test_where_it_cannot_be_had_nothing_is_kept(heeding: Crawl, way: str, why: str) -> None:
    told = {one.publication: one.problem for one in heeding.report.yields if one.source}

    assert captured(heeding.folder, way) == []
    assert told[way] == why


def test_a_policy_that_keeps_captures_says_that_there_is_no_wish(tmp_path: Path) -> None:
    _, rows = run(tmp_path / "c", 'tdm-reservation = "skip-text"')

    assert {state for state, _ in rows.values()} == {"done"}
    assert sorted(rows) == sorted(WAYS)


def captured(folder: Path, way: str) -> list[str]:
    host = f"http://{way}.example"
    found = [x.url for x in records(folder) if x.type == "response" and x.url.startswith(host)]
    files = ("/robots.txt", TDMREP, f"{TDMREP}?again", AI_TXT, OTHER)
    return sorted(x for x in (url.removeprefix(host) for url in found) if x not in files)
