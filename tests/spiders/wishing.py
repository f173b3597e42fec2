"""Sites that have wishes, and crawls under a policy."""

import gzip
import random
from pathlib import Path

from tests.spiders.crawling import Crawl, crawl, publish, records
from tests.spiders.hostile_server import Answer, Site, feed, ok, site
from warcs.reader import Record

HOST = "http://paper.example"
FILES = {"HOST_FILES": ["/.well-known/tdmrep.json", "/ai.txt"]}
NOARCHIVE = b"X-Robots-Tag: noarchive"
RESERVED = b"tdm-reservation: 1"


def words(number: int, seed: str) -> str:
    """Text that stands nowhere else."""
    chance = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join("".join(chance.choices(letters, k=7)) for _ in range(number))


def body(name: str, number: int = 200) -> str:
    return words(number, name)


def page(name: str, *fields: bytes, head: str = "", number: int = 200) -> bytes:
    """An article's page whose text is ``body(name, number)``."""
    text = body(name, number)
    half = len(text) // 2
    return ok(
        f"<!doctype html><html lang=en><head><title>Story {name}</title>{head}"
        f'<meta property="og:type" content="article"></head><body><article><h1>Story {name}</h1>'
        f"<p>By Ada Writer</p><p>{text[:half]}</p><p>{text[half:]}</p>"
        f'<img src="/{name}.png"></article></body></html>',
        "text/html; charset=utf-8",
        *fields,
    )


def coded(whole: bytes) -> bytes:
    """A page compressed, and in chunks."""
    head, _, content = whole.partition(b"\r\n\r\n")
    kept = [line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length")]
    zipped = gzip.compress(content)
    chunks = b"".join(
        b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (zipped[:50], zipped[50:], b"")
    )
    fields = (b"Content-Encoding: gzip", b"Transfer-Encoding: chunked")
    return b"\r\n".join((*kept, *fields, b"", chunks))


def paper(pages: dict[str, Answer], **more: Answer) -> Site:
    """A site whose feed names these pages, by their name."""
    answers: dict[str, Answer] = {f"/story/{name}": answer for name, answer in pages.items()}
    answers["/feed"] = feed([f"{HOST}/story/{name}" for name in pages])
    return site(answers | more)


def collection(folder: Path, policy: str) -> Path:
    publish(folder, "paper", ['feed = "/feed"'])
    (folder / "collection.toml").write_text(f"[policy]\n{policy}\n")
    return folder


def run(folder: Path, address: str, *, refetch: bool = False, **settings: object) -> Crawl:
    done = crawl(folder, ["paper"], address, {**FILES, **settings}, refetch=refetch)
    assert (done.ended.code, done.ended.err) == (0, ""), done.ended
    return done


def skipped(folder: Path) -> dict[str, Record]:
    """The records of answers that were not kept, by path."""
    found = [r for r in records(folder) if r.capture and r.capture.skipped]
    return {r.url.removeprefix(HOST): r for r in found}
