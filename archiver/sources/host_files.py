"""What the files of a host say of the use of its pages: robots.txt, tdmrep.json, ai.txt.

Bytes in, signs out; who fetches them is elsewhere. A file to which the host gives no access says
nothing (TDMRep, § "TDM File on the Origin Server": "Failure to provide access to such a
representation implies that the origin server does not implement this protocol").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from archiver.article import Sign
from archiver.rights import PRODUCT, tdmrep, usage
from archiver.rights.signs import RSL
from archiver.rights.tdmrep import MOST_BYTES, TdmFile
from archiver.sources.bodies import kind_of
from archiver.sources.robots import Robots

ROBOTS_TXT = "/robots.txt"
TDMREP = tdmrep.PATH
AI_TXT = "/ai.txt"  #: spawning.ai's; a robots.txt for those who train models
PATHS = (TDMREP, AI_TXT)  #: what is asked for beside robots.txt
LONGEST = 200  # characters of a value

#: Product tokens under which pages are gathered to train models, as their operators say. A site
#: that shuts out one of these by name reserves something, whether or not that is for us.
AI_CRAWLERS = (
    "GPTBot", "CCBot", "Google-Extended", "Applebot-Extended", "ClaudeBot", "anthropic-ai",
    "Claude-Web", "Bytespider", "meta-externalagent", "FacebookBot", "Amazonbot", "cohere-ai",
    "cohere-training-data-crawler", "Diffbot", "AI2Bot", "Ai2Bot-Dolma", "omgili", "omgilibot",
    "Webzio-Extended", "Timpibot", "ImagesiftBot", "ICC-Crawler", "PanguBot", "img2dataset",
)  # fmt: skip

# Of white space only what stands on the same line: of many empty lines each would be read from.
_TRAINING = re.compile(
    rb"^[ \t]*(training|disallow-ai-training)\s*:\s*([^#\r\n]*)", re.IGNORECASE | re.MULTILINE
)
_DENIED = (b"deny", b"denied", b"no", b"disallow", b"false")


@dataclass(frozen=True, slots=True, kw_only=True)
class AiTxt:
    """ai.txt: rules as in robots.txt (Spawning), or a line ``Training: deny``
    (draft-car-ai-txt-wellknown)."""

    rules: Robots
    training: Sign | None  #: of the whole host

    @classmethod
    def parse(cls, body: bytes) -> "AiTxt":
        """Reads any bytes."""
        return cls(rules=Robots.parse(body), training=next(_denials(body[:MOST_BYTES]), None))

    def signs(self, url: str) -> tuple[Sign, ...]:
        """What the file says of ``url``."""
        verdict = self.rules.check(url, PRODUCT)
        if not verdict.allowed:
            return (Sign(name="ai-txt", where=f"ai.txt:{verdict.line}", value=verdict.rule),)
        return (self.training,) if self.training else ()


def _denials(body: bytes) -> Iterator[Sign]:
    for match in _TRAINING.finditer(body):
        key, value = match[1].lower(), match[2].strip().lower()
        if key != b"training" or value in _DENIED:
            line = body.count(b"\n", 0, match.start(1)) + 1
            said = match[0].strip().decode("utf-8", "replace")[:LONGEST]
            yield Sign(name="ai-txt", where=f"ai.txt:{line}", value=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFiles:
    """The files of one origin; None: there is none."""

    robots: Robots | None = None
    tdmrep: TdmFile | None = None
    ai_txt: AiTxt | None = None

    @classmethod
    def of(
        cls, robots: Robots | None, tdm_file: bytes | None = None, ai_txt: bytes | None = None
    ) -> "HostFiles":
        """The files as they came. A web page in the place of one (a soft 404) is none."""
        return cls(
            robots=robots,
            tdmrep=TdmFile.parse(tdm_file) if _is_file(tdm_file) else None,
            ai_txt=AiTxt.parse(ai_txt) if _is_file(ai_txt) else None,
        )

    def signs(self, url: str) -> tuple[Sign, ...]:
        """What they say of ``url``: tdmrep.json, robots.txt, ai.txt, in that order."""
        return (
            *(self.tdmrep.signs(url) if self.tdmrep else ()),
            *(_in_robots(self.robots, url) if self.robots else ()),
            *(self.ai_txt.signs(url) if self.ai_txt else ()),
        )


def _is_file(body: bytes | None) -> TypeGuard[bytes]:
    return body is not None and kind_of(body) != "HTML"


def _in_robots(robots: Robots, url: str) -> Iterator[Sign]:
    for one in robots.preferences(url, PRODUCT):
        yield from usage.signs(one.kind, one.said, f"robots.txt:{one.line}")
    shut_out = [x for x in AI_CRAWLERS if robots.names(x) and not robots.check(url, x).allowed]
    if shut_out:
        line = robots.check(url, shut_out[0]).line
        names = ", ".join(shut_out)
        yield Sign(name="ai-crawlers", where=f"robots.txt:{line}", value=names[:LONGEST])
    for licence in robots.licenses:
        yield Sign(name=RSL, where="robots.txt", value=licence)
