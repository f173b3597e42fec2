"""Dates in the data that scripts of the page carry: a last resort."""

import re
from collections.abc import Iterator

from archiver.reading.claims import Claim
from archiver.reading.survey import Survey
from archiver.reading.text import lower

MOST_SCRIPT = 1_000_000  # characters of one script that are searched
MOST_SCRIPTS = 60
MOST_FOUND = 400  # dates of a page
WINDOW = 4_000  # characters around the headline in the data
KEY = re.compile(
    r"""["'](\w{0,20}(?:publish|publication|pub_?date|pub_?time|created|deploy_?d|reg_?da?te?)\w{0,16})\\?["']\s{0,4}:\s{0,4}"""
    r"""(?:\[0,\s?)?\\?["']?([12]\d{3}[-.]\d\d[-.]\d\d[^"'\\,}]{0,22}|1\d{9}(?:\d{3})?(?!\d))""",
    re.IGNORECASE,
)
#: The words of these keys, in a text in lower case; one is searched for them and read around them.
WORD = re.compile(r"p(?:ubli(?:sh|cation)|ub_?(?:date|time))|created|deploy_?d|reg_?da?te?")
LONGEST_BEFORE = 20  # letters of a key before its word
MAY_HAVE = re.compile(r"ublish|reate_?[dD]|eploy_?[dD]|reg_?[dD]")
HINTS = ("ublish", "reate", "eploy", "reg")  # of MAY_HAVE: much faster to find
#: Keys that speak of something else than the page's first appearance.
OTHER = re.compile(
    r"un_?publish|publisher|re_?publish|re_?deploy|last|until|end|expir|modif|updat|user|account",
    re.I,
)


def _texts(survey: Survey) -> Iterator[str]:
    """The scripts, and the attributes in which frameworks keep the data of a page."""
    for element in survey.tags["script"][:MOST_SCRIPTS]:
        yield element.text or ""
    yield from survey.outline.data[:MOST_SCRIPTS]


def _may_have(text: str) -> bool:
    return any(hint in text for hint in HINTS) and MAY_HAVE.search(text) is not None


def _keys(text: str) -> Iterator[re.Match[str]]:
    """The matches of KEY; asked only at the quotes before its words."""
    end = 0
    for word in WORD.finditer(lower(text)):
        at, begin = word.start(), max(end, word.start() - LONGEST_BEFORE - 1)
        quote = max(text.rfind('"', begin, at), text.rfind("'", begin, at))
        if quote >= 0 and (match := KEY.match(text, quote)):
            end = match.end()
            yield match


def dates(survey: Survey, title: str | None) -> Iterator[Claim]:
    """Those by the headline in the data; else what all the data agree on."""
    found: list[Claim] = []
    for text in _texts(survey):
        if len(text) > MOST_SCRIPT or not _may_have(text):
            continue
        near = []
        at = text.find(title) if title else -1
        for match in _keys(text):
            if OTHER.search(match[1]) or len(found) >= MOST_FOUND:
                continue
            claim = Claim(match[2].strip(), f"script:{match[1]}")
            found.append(claim)
            distance = abs(match.start() - at)
            if at >= 0 and distance <= WINDOW:
                near.append((not _is_publication(claim), distance, claim))
        yield from (claim for *_, claim in sorted(near)[:1])
    published = [x for x in found if _is_publication(x)] or found
    if len({x.value[:10] for x in published}) == 1:
        yield published[0]


def _is_publication(claim: Claim) -> bool:
    """True if the key says more than that something was made."""
    return "pub" in claim.evidence.lower() or "deploy" in claim.evidence.lower()
