"""How often evidence that is added up comes to a height though nothing has changed.

A Markov chain on cells of the sum's value (D. Brook and D. A. Evans, An approach to the probability
distribution of CUSUM run length, Biometrika 59, 1972). After a crossing the sum begins anew.
"""

import math
from collections.abc import Iterable, Sequence

CELLS = 24
FINE = 16  # cells of the least height
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
    ``often`` in a pass through ``steps``, or less often."""
    width = least / FINE
    cells: dict[int, float] = {}
    moves = [_moves(step, width, FINE * 4) for step in steps]
    for first in range(len(moves)):
        whole = {0: 1.0}
        for more in range(number):
            whole = _sum(whole, moves[(first + more) % len(moves)])
        for cell, chance in whole.items():
            cells[cell] = cells.get(cell, 0.0) + chance
    spent = 0.0
    for cell in sorted(cells, reverse=True):
        spent += cells[cell]
        if spent > often or cell < FINE:
            return (cell + 1) * width
    return least


def _sum(one: dict[int, float], other: list[tuple[int, float]]) -> dict[int, float]:
    cells: dict[int, float] = {}
    for cell, chance in one.items():
        for by, more in other:
            cells[cell + by] = cells.get(cell + by, 0.0) + chance * more
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
