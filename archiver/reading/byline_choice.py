"""Which claim is right: each has the trust of its sort, and those that agree speak together.

The points were fitted (conditional logit over the claims of a page, cross-validated by
registrable domain) and rounded. A claim's points are those of every sort that names exactly these
authors, of what the names look like, and of every further witness.
"""

from collections import defaultdict

from archiver.reading.byline_claims import Claim, Key
from archiver.reading.byline_names import Shape

#: Points of a sort of claim: the odds (as a logarithm) that it is right, among others.
TRUST = {
    "layout": 99.0,
    "jsonld": 1.5,
    "jsonld-story": 0.2,
    "jsonld-other": -0.6,
    "jsonld-org": -0.5,
    "jsonld-story-org": -0.5,
    "jsonld-other-org": -0.5,
    "meta": 0.5,
    "meta-other": 1.2,
    "meta-handle": -0.4,
    "entry": 0.5,
    "by": 0.8,
    "by-text": 0.8,
    "by-far": -0.7,
    "by-end": 0.1,
    "byline-head": 1.1,
    "byline-far": 0.8,
    "byline-text": 0.4,
    "byline-above": -0.2,
    "byline-end": -0.6,
    "box-head": 1.5,
    "box-text": 0.0,
    "box-end": 0.1,
    "rel-head": 0.1,
    "rel-end": -0.7,
    "link": 0.6,
    "link-far": 0.6,
    "link-end": 0.2,
    "more-by": 1.1,
    "itemprop-head": 0.2,
    "itemprop-end": 0.1,
    "bare": -1.4,
    "bare-known": 0.0,
    "agency": 0.4,
    "signature": -0.2,
    "correspondent": 0.8,
    "dated": -1.4,
    "bare-dated": 0.0,
    "dated-alone": 0.0,
    "dated-known": 0.3,
}
LOOKS = {Shape.PERSON: 0.3, Shape.NICK: -1.1, Shape.COLLECTIVE: -0.4, Shape.SITE: -0.9}
WITNESS = 0.9  #: each further witness: metadata, headline, end of the page
PARTS = -0.7  #: another claim names some of these authors only, and no metadata name them all
AGAINST = -1.5  #: the page says that they did something else
LEAST = -0.9  #: of what is only printed: better no author than one that is likelier wrong


def choose(claims: list[Claim]) -> list[Claim]:
    """The claims that name the likeliest authors, the most trusted first; [] if none is likely."""
    same: dict[frozenset[Key], list[Claim]] = defaultdict(list)
    for claim in claims:
        same[claim.keys].append(claim)
    same = {keys: found for keys, found in same.items() if any(x.witness for x in found)}
    best = max(same, key=lambda keys: points(keys, same), default=None)
    if best is None or (points(best, same) < LEAST and all(x.line for x in same[best])):
        return []
    return sorted(same[best], key=lambda claim: -TRUST.get(claim.sort, 0.0))


def points(keys: frozenset[Key], same: dict[frozenset[Key], list[Claim]]) -> float:
    """What speaks for these authors."""
    sorts: dict[str, set[str]] = defaultdict(set)
    for claim in same[keys]:
        sorts[claim.witness].add(claim.sort)
    contradicted = AGAINST if sorts.pop("", None) else 0.0
    found = sum(_trust(said) for said in sorts.values())
    found += LOOKS[min(name.shape for name in same[keys][0].names)]
    found += WITNESS * (len(sorts) - 1) + contradicted
    told = any(claim.line is None for claim in same[keys])
    return found + PARTS * (not told and any(other < keys for other in same))


def _trust(sorts: set[str]) -> float:
    """Points of one witness: what speaks for it, or the least of what speaks against it."""
    trusts = [TRUST.get(sort, 0.0) for sort in sorts]
    return sum(x for x in trusts if x > 0) or max(trusts)
