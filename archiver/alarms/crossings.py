"""How often evidence that is added up comes to a height though nothing has changed.

A Markov chain on cells of the sum's value (D. Brook and D. A. Evans, An approach to the probability
distribution of CUSUM run length, Biometrika 59, 1972). After a crossing the sum begins anew.
"""

import math
from collections.abc import Iterable, Sequence

CELLS = 24
FINE = 112  # cells of the least height for one step; of several the roundings even out
REACH = 4  # least heights that one step may bring or take
ROUNDS = 3  # of a week; after these the chain has forgotten where it began
SELDOM = 1e-12
HALVINGS = 5

Step = Iterable[tuple[float, float]]  # of evidence, and its probability; the rest is below nothing


def enough(steps: Sequence[Step], often: float, least: float, most: float) -> float:
    """The height between ``least`` and ``most`` that is crossed ``often`` in a pass through
    ``steps``, or less often."""
    if not steps or crossings(steps, least) <= often:
        return least
    for _ in range(HALVINGS):
        height = (least + most) / 2
        if crossings(steps, height) <= often:
            most = height
        else:
            least = height
    return most


def enough_of_last(steps: Sequence[Step], number: int, often: float, least: float) -> float:
    """The height, ``least`` at least, to which ``number`` steps one after the other come together
    ``often`` in a pass through ``steps``, or less often; while they stay there it is once.

    Of ``number`` steps all but one are those of the step before: together they come to the height
    with the one that is new, and did not with the one that it takes the place of.
    """
    fine = FINE // number
    width, most = least / fine, fine * REACH
    moves = [_moves(step, width, most) for step in steps]
    gain = max((cell for move in moves for cell, _ in move), default=0)
    tails = [_tail(move, most) for move in moves]
    lifts = []
    for last in range(len(moves)):
        shared = {0: 1.0}
        for left in range(number - 1, 0, -1):
            # What those that are left cannot bring to the height is nothing to it.
            shared = _sum(shared, moves[(last - left) % len(moves)], fine - left * gain)
        lifts.append((list(shared.items()), tails[last], tails[(last - number) % len(moves)]))

    def rate(height: int) -> float:
        return sum(_lifted(height, most, *lift) for lift in lifts)

    low, high = fine - 1, max(number * gain + 1, fine)
    while high - low > 1:
        height = (low + high) // 2
        low, high = (low, height) if rate(height) <= often else (height, high)
    return (high - (_back(often, rate(low), rate(high)) if low >= fine else 0.0)) * width


def _back(often: float, more: float, less: float) -> float:
    """How far between two heights, from the upper one, ``often`` lies: tails are exponential."""
    return math.log(often / less) / math.log(more / less) if 0 < less < often else 0.0


def _lifted(
    height: int, most: int, shared: list[tuple[int, float]], new: list[float], gone: list[float]
) -> float:
    """How likely it is that what is shared comes to the height with a new step, and did not with
    the one that is gone."""
    lifted = 0.0
    for cell, chance in shared:
        place = min(max(height - cell, -most), most) + most
        lifted += chance * new[place] * (1 - gone[place])
    return lifted


def _tail(move: list[tuple[int, float]], most: int) -> list[float]:
    """How likely so many cells are, or more, from ``-most`` to ``most``."""
    tail = [0.0] * (2 * most + 1)
    for cell, chance in move:
        tail[cell + most] = chance
    for place in range(2 * most - 1, -1, -1):
        tail[place] += tail[place + 1]
    return tail


def _sum(one: dict[int, float], other: list[tuple[int, float]], least: int) -> dict[int, float]:
    """Of two sums, as far as they come to ``least``."""
    cells: dict[int, float] = {}
    for cell, chance in one.items():
        for by, more in other:
            to = cell + by
            if to >= least:
                cells[to] = cells.get(to, 0.0) + chance * more
    return {cell: chance for cell, chance in cells.items() if chance > SELDOM}


def crossings(steps: Sequence[Step], height: float) -> float:
    """Crossings of ``height`` in one pass through ``steps``, which come again and again."""
    moves = [_moves(step, height / CELLS, CELLS) for step in steps]
    state = [1.0, *[0.0] * (CELLS - 1)]
    crossed = 0.0
    for _ in range(ROUNDS):
        crossed = 0.0
        for move in moves:
            state, more = _moved(state, move)
            crossed += more
    return crossed


def _moves(step: Step, width: float, most: int) -> list[tuple[int, float]]:
    cells: dict[int, float] = {}
    for gain, chance in step:
        cell = max(min(math.floor(gain / width + 0.5), most), -most)
        if cell > -most:
            cells[cell] = cells.get(cell, 0.0) + chance
    return [(cell, chance) for cell, chance in cells.items() if chance > SELDOM]


def _moved(state: list[float], move: list[tuple[int, float]]) -> tuple[list[float], float]:
    after, crossed = [0.0] * CELLS, 0.0
    for cell, here in enumerate(state):
        if here < SELDOM:
            continue
        for by, chance in move:
            to = cell + by
            if to >= CELLS:
                crossed += here * chance
            elif to > 0:
                after[to] += here * chance
    after[0] = max(1.0 - sum(after), 0.0)
    return after, crossed
