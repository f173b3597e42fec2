"""What has come is handled in steps, so that nothing else waits for all of it."""

import asyncio
import sys
from collections.abc import Iterator
from functools import partial

from spiders.turns import Turns


class Clock:
    """CPU that the test says is taken."""

    def __init__(self) -> None:
        self.taken = 0.0

    def __call__(self) -> float:
        return self.taken


def _append(order: list[int], name: int, _: None) -> None:
    order.append(name)


async def handled(turns: Turns, clock: Clock, name: int, done: list[tuple[int, float]]) -> None:
    """A page that takes 10 ms."""
    await turns.turn()
    clock.taken += 0.01
    done.append((name, clock.taken))


async def rounds(done: list[tuple[int, float]], number: int) -> Iterator[list[int]]:
    """What was done in each round, until so much is."""
    found: list[list[int]] = []
    while len(done) < number:
        before = len(done)
        await asyncio.sleep(0)
        found.append([name for name, _ in done[before:]])
    return iter([x for x in found if x])


def test_a_round_takes_so_much_cpu_and_one_page_more_at_most() -> None:
    async def test() -> list[list[int]]:
        clock, done = Clock(), list[tuple[int, float]]()
        turns = Turns(clock, most=0.025)
        tasks = [asyncio.ensure_future(handled(turns, clock, n, done)) for n in range(8)]
        found = list(await rounds(done, 8))
        await asyncio.gather(*tasks)
        return found

    assert asyncio.run(test()) == [[0, 1, 2], [3, 4, 5], [6, 7]]


def test_what_is_recorded_waits_likewise() -> None:
    async def test() -> list[list[int]]:
        clock, done = Clock(), list[tuple[int, float]]()
        turns = Turns(clock, most=0.025)

        def record(name: int) -> None:
            clock.taken += 0.01
            done.append((name, clock.taken))

        def come(name: int) -> None:
            turn = turns.deferred()
            if turn is None:
                record(name)
            else:
                turn.addCallback(lambda _: record(name))

        for name in range(8):
            asyncio.get_running_loop().call_soon(come, name)
        return list(await rounds(done, 8))

    assert asyncio.run(test()) == [[0, 1, 2], [3, 4, 5], [6, 7]]


def test_nobody_has_a_turn_while_they_are_held_and_then_all_have_in_their_order() -> None:
    async def test() -> tuple[bool, list[int]]:
        turns, order = Turns(Clock()), list[int]()
        turns.hold()
        for name in range(3):
            turn = turns.deferred()
            assert turn is not None
            turn.addCallback(partial(_append, order, name))
        for _ in range(5):
            await asyncio.sleep(0)
        early = bool(order)
        turns.let_go()
        for _ in range(5):
            await asyncio.sleep(0)
        return early, order

    assert asyncio.run(test()) == (False, [0, 1, 2])


def test_who_was_cancelled_is_passed_over() -> None:
    async def test() -> list[str]:
        turns, done = Turns(Clock()), list[str]()
        turns.hold()
        first, second = turns.deferred(), turns.deferred()
        assert first is not None
        assert second is not None
        first.addErrback(lambda failure: done.append("cancelled"))
        second.addCallback(lambda _: done.append("second"))
        first.cancel()
        turns.let_go()
        for _ in range(5):
            await asyncio.sleep(0)
        return done

    assert asyncio.run(test()) == ["cancelled", "second"]


def test_where_the_event_loop_has_ended_nobody_waits_for_a_round() -> None:
    done: list[str] = []
    turns = Turns(Clock())
    turns.hold()
    turn = turns.deferred()
    assert turn is not None
    turn.addCallback(lambda _: done.append("recorded"))

    turns.let_go()

    assert done == ["recorded"]
    assert turns.deferred() is None


def test_threads_beside_crawls_give_way_sooner_until_all_are_over() -> None:
    before = sys.getswitchinterval()
    first, second = Turns(), Turns()
    first.begin()
    second.begin()
    during = sys.getswitchinterval()
    second.end()
    first.end()
    first.end()

    assert during < before / 5
    assert sys.getswitchinterval() == before
