"""Our index keys beside those of `cdxj-indexer --sort`, run as a program, on 20,000 URLs.

    python -m tests.benchmarks.surt_keys PROGRAM [--count 20000] [--show 20]

PROGRAM is the path of cdxj-indexer, installed apart (it brings a package under the AGPL: it is run,
and never read). Half of the URLs are made by rule, from parts that matter to a key; half by
hypothesis, always the same. Both programs index one WARC file that holds them. Printed is how many
keys are equal, and of those that differ how many per kind; docs/warcs.md lists the kinds.
"""

import argparse
import json
import random
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from warcs.index import surt

SCHEMES = ("http", "https", "HTTP", "https", "http", "ftp")
HOSTS = (
    "a.example", "www.a.example", "WWW2.A.Example", "www.example", "wwwx.a.example", "a.example.",
    "news.a.example", "bücher.example", "xn--bcher-kva.example", "192.0.2.7", "m.a.example",
    "a-b.example", "a_b.example", "example", "2001.a.example", "www-1.a.example", "www10.example",
)  # fmt: skip
PORTS = ("", "", "", ":80", ":443", ":8080", ":")
USERS = ("", "", "", "", "me@", "me:secret@")
SEGMENTS = (
    "", "a", "A", "story-1.html", "..", ".", "%7Euser", "a%20b", "größe", "gr%C3%B6%C3%9Fe", "%2F",
    "x;jsessionid=0123456789ABCDEF0123456789ABCDEF", "(S(0123456789abcdefghijklmn))", "index.php",
    "page.aspx", "a+b", "a,b", "a%252Fb", "%", "%zz", "a'b", 'a"b', "a(b)", "2024", "α", "a:b",
    "a@b",
)  # fmt: skip
ARGUMENTS = (
    "", "a", "a=1", "b=2", "A=B", "a=", "=1", "a=%20", "a=x+y", "a=größe", "a=%C3%B6", "a=b=c",
    "PHPSESSID=0123456789abcdef0123456789abcdef", "sid=0123456789abcdef0123456789abcdef",
    "jsessionid=0123456789abcdef0123456789abcdef", "sid=7", "utm_source=feed", "a[]=1", "a%5B%5D=1",
    "ASPSESSIONIDABCDEFGH=abcdefghijklmnopqrstuvwx", "q=a%26b", "u=http://b.example/?x=1", "z/",
    "cfid=1&cftoken=2", "a=1;b=2", "%61=1", "a=?", "a=%2541", "a='1'",
)  # fmt: skip

KINDS = {
    "userinfo": re.compile(r"://[^/?#]*@"),
    "session identifier": re.compile(r"(?i)jsessionid|phpsessid|aspsession|sid=|cfid|\(s\("),
    "brackets in the host": re.compile(r"://[^/?#]*[\[\]]"),
    "port": re.compile(r"://[^/?#]*:[0-9]*(?:[/?#]|$)"),
    "empty query or argument": re.compile(r"\?(?:#|$|&)|&&|&(?:#|$)"),
    "escape": re.compile(r"%"),
    "not ASCII": re.compile(r"[^\x00-\x7f]"),
}


def by_rule(count: int) -> Iterator[str]:
    chance = random.Random(20_000)
    for _ in range(count):
        path = "".join(f"/{chance.choice(SEGMENTS)}" for _ in range(chance.randrange(5)))
        query = "&".join(chance.choice(ARGUMENTS) for _ in range(chance.randrange(4)))
        mark = "?" if query or chance.random() < 0.1 else ""
        fragment = chance.choice(("", "", "", "#top", "#!/a?b"))
        host = chance.choice(USERS) + chance.choice(HOSTS) + chance.choice(PORTS)
        yield f"{chance.choice(SCHEMES)}://{host}{path}{mark}{query}{fragment}"


# What a WARC head can hold of a URL: no white space, no controls, no surrogates.
LETTER = st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"))
TEXT = st.one_of(
    st.text(LETTER, max_size=12),
    st.text("abzABZ019-._~!$&'()*+,;=:@/?%[]{}|^`\\\"<>", max_size=20),
    st.lists(st.integers(0, 255).map(lambda byte: f"%{byte:02x}"), max_size=4).map("".join),
)
LABEL = st.text("abcxyz0189-", min_size=1, max_size=8)
NAME = st.lists(LABEL, min_size=1, max_size=3).map(".".join)
HOST = st.one_of(
    NAME.map(lambda name: f"{name}.example"),
    NAME.map(lambda name: f"www.{name}.example"),
    NAME,
    st.text(st.characters(categories=("Ll", "Lu", "Lo", "Nd")), min_size=1, max_size=6),
)
PORT = st.sampled_from(("", "", "", ":80", ":443", ":8080", ":0", ":08", ":65536", ":x"))
URL = st.builds(
    lambda scheme, host, port, path, query: f"{scheme}://{host}{port}/{path}{query}",
    st.sampled_from(("http", "https")), HOST, PORT, TEXT,
    st.one_of(st.just(""), TEXT.map(lambda text: f"?{text}")),
)  # fmt: skip


def by_hypothesis(count: int) -> list[str]:
    found: dict[str, None] = {}

    @settings(
        max_examples=count * 2,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(URL)
    def collect(url: str) -> None:
        if len(found) < count:
            found[url] = None

    collect()
    return list(found)


def record(url: str) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Date: 2026-03-02T12:30:15Z\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def their_keys(program: str, urls: list[str]) -> list[str | None]:
    """The key that the program gives each URL; None where it gives none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "urls.warc"
        offsets: dict[str, int] = {}
        end = 0
        with path.open("wb") as file:
            for number, url in enumerate(urls):
                offsets[str(end)] = number
                end += file.write(record(url))
        done = subprocess.run(
            [program, "--sort", str(path)], capture_output=True, text=True, check=True
        )
    keys: list[str | None] = [None] * len(urls)
    for line in done.stdout.splitlines():
        key, _, rest = line.partition(" ")
        keys[offsets[json.loads(rest.partition(" ")[2])["offset"]]] = key
    return keys


def kind(url: str) -> str:
    return next((name for name, pattern in KINDS.items() if pattern.search(url)), "other")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("program", help="path of cdxj-indexer")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--show", type=int, default=20, help="differences of each kind to print")
    options = parser.parse_args()
    half = options.count // 2
    for name, urls in (("rule", list(by_rule(half))), ("hypothesis", by_hypothesis(half))):
        theirs = their_keys(options.program, urls)
        pairs = [(url, surt.key(url), key) for url, key in zip(urls, theirs, strict=True)]
        differ = [pair for pair in pairs if pair[1] != pair[2]]
        print(f"by {name}: {len(pairs) - len(differ)} of {len(pairs)} keys are equal")
        for what, number in Counter(kind(url) for url, _, _ in differ).most_common():
            print(f"  {number} with {what}")
            shown = [pair for pair in differ if kind(pair[0]) == what][: options.show]
            for url, ours, key in shown:
                print(f"    {url!r}\n      ours   {ours}\n      theirs {key}")


if __name__ == "__main__":
    main()
