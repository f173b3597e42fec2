"""Fit how far each sort of claim about the authors is trusted, and say what that is worth.

    python -m tests.benchmarks.train_byline PAGES

PAGES holds corpora (see ``corpus.py``) whose truth has ``authors``. Every page's claims are
gathered by the reader; sets of names that are claimed compete, and a conditional logit (McFadden
1974) learns what each sort of claim, each look of a name and each further witness adds. Printed are
the fitted points beside those of ``archiver/reading/byline_choice.py``, which were fitted so,
rounded and looked over by hand; and the share of pages with exactly the right set of authors: by
the points in use, by points fitted on other registrable domains (four folds), and at best, if of
the claims the right one were always chosen.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from archiver.page import Page as Html
from archiver.publications import load
from archiver.reading import access, body, byline, channel, title
from archiver.reading.byline_choice import TRUST, choose
from archiver.reading.byline_claims import Claim
from archiver.reading.byline_scene import scene
from archiver.reading.survey import Survey
from tests.benchmarks import corpus

FOLDS = 4
ROUNDS = 40
RATE = 0.1
PENALTY = 0.1

Features = Counter[str]


class Choice(NamedTuple):
    """The sets of names that a page claims, and which of them is the truth."""

    fold: int  #: of its registrable domain
    features: list[Features]
    right: int | None  #: None where no claim is right
    chosen: bool  #: whether the points in use choose the right one


def claims_of(page: corpus.Page) -> list[Claim]:
    """What the reader hears of the authors of a page."""
    survey = Survey(Html.of(page.html(), page.url), load().for_url(page.url or ""))
    story = body.story(survey)
    site = access.publication_name(survey, None)[0]
    headline = title.title(survey, site)[0]
    crumbs = channel.channels(survey, headline, site)[0] or ()
    section = channel.channel(survey, crumbs, None)[0]
    names = byline.names_of(site, (*crumbs, section) if section else crumbs)
    return list(byline.claims_of(scene(survey, story, headline), names, None))


def features(claims: list[Claim], rivals: list[Claim]) -> Features:
    """What is known of a set of names: the sorts that claim it, its look, who else says so."""
    found: Features = Counter({claim.sort: 1 for claim in claims})
    found[f"looks {min(name.shape for name in claims[0].names).name}"] = 1
    found["further witnesses"] = len({claim.witness for claim in claims}) - 1
    keys = claims[0].keys
    found["names more than another"] = any(rival.keys < keys for rival in rivals)
    found["names fewer than another"] = any(rival.keys > keys for rival in rivals)
    return found


def choices(pages: Sequence[corpus.Page], scorer: object) -> Iterator[Choice]:
    """A choice for each page whose authors are known."""
    name_set = scorer.name_set  # type: ignore[attr-defined]
    for page in pages:
        if page.truth.get("authors") is None:
            continue
        claims = claims_of(page)
        same: dict[frozenset[tuple[str, ...]], list[Claim]] = defaultdict(list)
        for claim in claims:
            same[claim.keys].append(claim)
        wanted = name_set(page.truth["authors"])
        sets = list(same.values())
        named = [name_set([name.text for name in found[0].names]) for found in sets]
        taken = choose(claims)
        said = name_set([name.text for name in taken[0].names]) if taken else set()
        right = named.index(wanted) if wanted in named else None
        yield Choice(page.fold(FOLDS), [features(x, claims) for x in sets], right, said == wanted)


def fitted(known: Sequence[Choice]) -> dict[str, float]:
    """The points of each feature, by gradient ascent in the order of the pages."""
    points: dict[str, float] = defaultdict(float)
    for number in range(ROUNDS):
        rate = RATE / (1 + number * RATE)
        for choice in known:
            if choice.right is None or len(choice.features) < 2:
                continue
            sums = [total(points, x) for x in choice.features]
            powers = [math.exp(x - max(sums)) for x in sums]
            for at, found in enumerate(choice.features):
                slope = (at == choice.right) - powers[at] / sum(powers)
                for name, value in found.items():
                    if value:
                        points[name] += rate * (slope * value - PENALTY * points[name] / 10)
    return dict(points)


def total(points: dict[str, float], found: Features) -> float:
    """The points of a set of names."""
    return sum(points.get(name, 0.0) * value for name, value in found.items())


def is_right(points: dict[str, float], choice: Choice) -> bool:
    """True if the set with the most points is the truth."""
    sums = [total(points, x) for x in choice.features]
    return bool(sums) and sums.index(max(sums)) == choice.right


def unseen(known: Sequence[Choice]) -> float:
    """The share of right choices by points that were fitted on other domains."""
    right = 0
    for fold in range(FOLDS):
        held = [x for x in known if x.fold == fold]
        points = fitted([x for x in known if x.fold != fold])
        right += sum(is_right(points, x) for x in held)
    return right / len(known)


def main() -> None:
    """Fit, and print the points and the shares."""
    parser = argparse.ArgumentParser(description="Fit the trust in claims of authorship.")
    parser.add_argument("pages", type=Path, help="folder of the corpora, one folder a source")
    arguments = parser.parse_args()
    scorer = corpus.load_scorer(arguments.pages.parent / "score.py")
    known = list(choices(list(corpus.pages(arguments.pages)), scorer))
    points = fitted(known)
    counted = Counter(name for choice in known for found in choice.features for name in found)
    print(f"{'claim':28} {'sets':>5} {'fitted':>7} {'in use':>7}")
    for name in sorted(points, key=lambda x: -points[x]):
        used = f"{TRUST[name]:7.1f}" if name in TRUST else ""
        print(f"{name:28} {counted[name]:5} {points[name]:7.2f} {used}")
    print(f"right by the points in use   {sum(x.chosen for x in known) / len(known):.3f}")
    print(f"right on unseen domains      {unseen(known):.3f}")
    print(
        f"right at best                {sum(x.right is not None for x in known) / len(known):.3f}"
    )


if __name__ == "__main__":
    main()
