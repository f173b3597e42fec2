"""Does a collection survive a power cut, whenever it happens, and is each fsync needed for that?

    python -m tests.benchmarks.power_loss --cuts 2000 --seed 1 [--aimed 400] [--pages 8]

A collection is made, crawled from a server on 127.0.0.1, left open, gone on in, killed and taken up
again, under strace (Linux; ``apt-get install strace``); one of an older version is opened and
rebuilt. Then the power is cut at so many points, in each manner that POSIX allows; as often as
``--aimed`` says where something is being written, half of them where the first WARC file begins,
which few of the others meet; and, for each place in our code that syncs a file or folder, with
these syncs left out, until something is lost. Exit code 1 if a cut loses anything, or if the syncs
of a place can be left out unnoticed.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from archiver.collection.database.migration import OLDEST
from tests.benchmarks.power_loss.disk import MANNERS
from tests.benchmarks.power_loss.play import Found, Player, Point, sites
from tests.benchmarks.power_loss.scenario import Scenario

#: What this guards against (the log of the old catalogue, applied to the new one) does no harm in
#: collections as small as these.
UNSEEN = ("warcs.files.sync_folder < archiver.collection.preserving.rebuild._put_in_place",)
TRIES = 200  # cuts for each place whose syncs are left out
SCHEMAS = Path(__file__).parents[2] / "archiver" / "collection" / "schemas"


def played(work: Path, pages: int) -> Player:
    """A collection that is crawled, in ``work``, ready for cuts; states are put beside it."""
    scenario = Scenario(work=_made(work / "watched"), pages=pages)
    scenario.play()
    return _player(scenario, work)


def upgraded(work: Path, version: int) -> Player:
    """The same of a collection of an older version that is opened, and made anew."""
    scenario = Scenario(work=_made(work / "upgraded"), pages=0)
    scenario.play_upgrade(SCHEMAS / f"{version}.tar.gz")
    return _player(scenario, work, version)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _player(scenario: Scenario, work: Path, version: int | None = None) -> Player:
    return Player(
        events=scenario.events,
        ends=tuple(scenario.ends),
        work=str(scenario.work),
        scratch=work / "scratch",
        begin=scenario.ends[0] if version else 0,
        upgraded=version,
    )


def loses(player: Player, name: str, points: Sequence[Point]) -> bool:
    """True if a cut at one of these points loses anything; prints which."""
    begun = time.process_time()
    wrong = list(player.play(points))
    took = time.process_time() - begun
    print(f"{len(points)} cuts, {name}, {took:.0f} CPU s: {len(wrong)} lose", flush=True)
    for found in wrong[:20]:
        print(f"  {found.point}: {'; '.join(found.problems)[:500]}")
    return bool(wrong)


def unneeded(players: Sequence[Player], seed: int) -> Iterator[tuple[str, Found | None]]:
    """Each place that syncs, and a cut that loses something without it; None if there is none."""
    for site in sites(event for player in players for event in player.events):
        yield site, next(_shown(players, site, seed), None)


def _shown(players: Sequence[Player], site: str, seed: int) -> Iterator[Found]:
    for player in players:
        yield from player.play(player.exposing(site, TRIES, seed), frozenset((site,)))


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--cuts", type=int, default=2000)
    parser.add_argument("--aimed", type=int, default=400, help="cuts that tear what is written")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=8, help="articles of one crawl")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        players = [played(Path(scratch), arguments.pages), upgraded(Path(scratch), OLDEST)]
        for player, part in zip(players, (1, 4), strict=True):
            kinds = Counter(getattr(event, "kind", "put") for event in player.events)
            print(f"{len(player.events)} events: {dict(kinds)}", flush=True)
            spread = player.spread(arguments.cuts // part, arguments.seed)
            failed |= loses(player, f"{len(MANNERS)} manners", spread)
            aimed = player.torn(arguments.aimed // part, arguments.seed)
            failed |= loses(player, "torn", aimed)
        for site, shown in unneeded(players, arguments.seed):
            failed |= shown is None and site not in UNSEEN
            said = "NOTHING" if shown is None else f"{shown.point.manner}: {shown.problems[0][:99]}"
            print(f"  without {site or 'the syncs of SQLite'}: {said}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
