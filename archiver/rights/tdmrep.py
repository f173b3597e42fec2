"""The reservation of text and data mining: TDMRep, final report of the W3C Community Group
(www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/; www.w3.org/2022/tdmrep/).

It has three carriers for pages: a file on the origin server, fields of the HTTP response, ``meta``
elements. § "Processing priority": "A TDM Agent MUST check the presence of a TDM file on the origin
server before it starts scraping the content of the Web server. […] The values of tdm-reservation
and tdm-policy found in this header supercede any value inferred from a TDM file on the origin
server. […] The values of tdm-reservation and tdm-policy found here [in HTML] supercede previous
values." So each of the two values is that of the strongest carrier that gives it: the page, then
the header, then the file.

A tdm-reservation that is neither 0 nor 1 is a protocol error, "unset" (§ "tdm-reservation"): as if
it were not there, so that a weaker carrier's holds.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from archiver.article import Sign
from archiver.surrogates import whole
from archiver.url_patterns import comparable, matches, path_of

PATH = "/.well-known/tdmrep.json"
RESERVATION = "tdm-reservation"
POLICY = "tdm-policy"
MOST_BYTES = 500 * 1024  # of the file: as much as of a robots.txt
MOST_RULES = 10_000
LONGEST = 2_000  # characters of the URL of a policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One object of the file."""

    number: int  #: counted from 1
    pattern: bytes  #: of its location, comparable
    reservation: str | None  #: ``0`` or ``1``; None: anything else, which is "unset"
    policy: str | None  #: URL


@dataclass(frozen=True, slots=True, kw_only=True)
class TdmFile:
    """``/.well-known/tdmrep.json`` of an origin."""

    rules: tuple[Rule, ...] = ()
    problem: str | None = None  #: one line: why it says nothing, or not all that it holds is read

    @classmethod
    def parse(cls, body: bytes) -> "TdmFile":
        """Reads any bytes. What is no rule (no ``location``, no object) is passed over."""
        if len(body) > MOST_BYTES:
            return cls(problem=f"larger than {MOST_BYTES} bytes")
        try:
            found = json.loads(body.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return cls(problem="no JSON")
        if not isinstance(found, list):
            return cls(problem="no array of rules")
        read = [_rule(number, one) for number, one in enumerate(found[:MOST_RULES], 1)]
        rules = tuple(rule for rule in read if rule is not None)
        left = len(found) - len(rules)
        return cls(rules=rules, problem=f"{left} of {len(found)} rules are none" if left else None)

    def signs(self, url: str) -> tuple[Sign, ...]:
        """What the file says of ``url``: the first rule whose location fits.

        § "TDM File on the Origin Server": "The most specific match found MUST be used. The most
        specific match is the first in sequence." Matching is that of robots.txt, case-sensitive.
        """
        path = path_of(url)
        rule = next((rule for rule in self.rules if matches(rule.pattern, path)), None)
        if rule is None:
            return ()
        return declared(rule.reservation, rule.policy, f"tdmrep.json:{rule.number}")


def _rule(number: int, value: Any) -> Rule | None:  # noqa: ANN401 - as JSON has it
    if not isinstance(value, dict) or not isinstance(value.get("location"), str):
        return None
    reserved, policy = value.get(RESERVATION), value.get(POLICY)
    known = {"0": "0", "1": "1"} if isinstance(reserved, int | str) else {}
    return Rule(
        number=number,
        pattern=comparable(value["location"].encode("utf-8", "replace")),
        # Numbers, by the report; many files have them in quotes. A truth value is neither.
        reservation=None if isinstance(reserved, bool) else known.get(str(reserved).strip()),
        policy=whole(policy) if isinstance(policy, str) else None,
    )


def declared(reservation: str | None, policy: str | None, where: str) -> tuple[Sign, ...]:
    """The signs of one carrier, given its two values as they were found."""
    signs = []
    if reservation is not None and reservation.strip() in ("0", "1"):
        signs.append(Sign(name=RESERVATION, where=where, value=reservation.strip()))
    if policy is not None and policy.strip():
        signs.append(Sign(name=POLICY, where=where, value=policy.strip()[:LONGEST]))
    return tuple(signs)


def holds(signs: Iterable[Sign], name: str = RESERVATION) -> Sign | None:
    """The sign of that name that supersedes the others; None if no carrier gave one.

    Signs of the stronger carriers must come first, those of one carrier in their order.
    """
    return next((sign for sign in signs if sign.name == name), None)


def is_reserved(signs: Iterable[Sign]) -> bool | None:
    """Whether the rights of text and data mining are reserved; None: nothing was said."""
    sign = holds(signs)
    return None if sign is None else sign.value == "1"
