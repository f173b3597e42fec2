"""Does a collection survive a power cut, whenever it happens, and is each fsync needed for that?

    python -m tests.benchmarks.power_loss --cuts 2000 --seed 1 [--pages 8]

A collection is made, crawled from a server on 127.0.0.1, left open, gone on in, killed and taken up
again, under strace (Linux; ``apt-get install strace``). Then the power is cut at so many points, in
each manner that POSIX allows; and, for each place in our code that syncs a file or folder, with
these syncs left out, until something is lost. Exit code 1 if a cut loses anything, or if the syncs
of a place can be left out unnoticed.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.power_loss.disk import MANNERS
from tests.benchmarks.power_loss.play import Found, Player, sites
from tests.benchmarks.power_loss.scenario import Scenario

TRIES = 200  # cuts for each place whose syncs are left out


def played(work: Path, pages: int) -> Player:
    """The scenario, run in ``work``, ready for cuts; states are put beside it."""
    folder = work / "watched"
    folder.mkdir()
    scenario = Scenario(work=folder, pages=pages)
    scenario.play()
    return Player(
        events=scenario.events,
        ends=tuple(scenario.ends),
        work=str(folder),
        scratch=work / "scratch",
    )


def unneeded(player: Player, seed: int) -> Iterator[tuple[str, Found | None]]:
    """Each place that syncs, and a cut that loses something without it; None if there is none."""
    for site in sites(player.events):
        points = player.exposing(site, TRIES, seed)
        yield site, next(player.play(points, frozenset((site,))), None)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--cuts", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=8, help="articles of one crawl")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as scratch:
        player = played(Path(scratch), arguments.pages)
        kinds = Counter(getattr(event, "kind", "put") for event in player.events)
        print(f"{len(player.events)} events: {dict(kinds)}", flush=True)
        begun = time.process_time()
        wrong = list(player.play(player.spread(arguments.cuts, arguments.seed)))
        took = time.process_time() - begun
        print(f"{player.cuts} cuts, {len(MANNERS)} manners, {took:.0f} CPU s: {len(wrong)} lose")
        for found in wrong[:20]:
            print(f"  {found.point}: {'; '.join(found.problems)[:500]}")
        failed = bool(wrong)
        for site, shown in unneeded(player, arguments.seed):
            failed |= shown is None
            said = (
                "NOTHING" if shown is None else f"{shown.point.manner}: {shown.problems[0][:120]}"
            )
            print(f"  without {site or 'the syncs of SQLite'}: {said}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
