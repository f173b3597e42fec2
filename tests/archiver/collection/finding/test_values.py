"""One field of all articles: counts and sets agree, whatever is put and taken back."""

import random

from archiver.collection.finding import bits
from archiver.collection.finding.model import Count
from archiver.collection.finding.values import Values

SIZE = 3000


def plain(having: dict[int, tuple[str, ...]], found: set[int]) -> tuple[Count, ...]:
    """The counts, one by one."""
    counted: dict[str, int] = {}
    for article in found:
        for name in having.get(article, ()):
            counted[name] = counted.get(name, 0) + 1
    best = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Count(value=name, count=count) for name, count in best)


def many(dice: random.Random) -> dict[int, tuple[str, ...]]:
    """Articles with none, one or two of 200 values, some of which most have."""
    names = [f"name {number}" for number in range(200)]
    weights = [1 / (number + 1) for number in range(200)]
    return {
        article: tuple(dict.fromkeys(dice.choices(names, weights, k=dice.randrange(3))))
        for article in range(1, SIZE)
    }


def filled(having: dict[int, tuple[str, ...]]) -> Values:
    groups: dict[str | None, list[int]] = {}
    for article, names in having.items():
        for name in names:
            groups.setdefault(name, []).append(article)
    values = Values()
    values.fill(groups, SIZE)
    return values


def test_counts_are_exact_however_many_were_found() -> None:
    dice = random.Random(1)
    having = many(dice)
    values = filled(having)

    for count in (0, 1, 20, 150, 200, 1000, 2999):
        found = set(dice.sample(range(1, SIZE), count))
        assert values.counts(bits.of(found, SIZE), count) == plain(having, found)
        assert values.counts(bits.of(found, SIZE), count, 5) == plain(having, found)[:5]


def test_articles_change_their_values_one_by_one() -> None:
    dice = random.Random(2)
    having = many(dice)
    values = filled(having)
    values.counts(bits.of(range(1, SIZE), SIZE), SIZE)  # sets are made
    for article, names in many(dice).items():
        if article % 3 == 0:
            values.put(article, names)
            having[article] = names
    values.put(SIZE + 5, ("name 7", "new"))
    having[SIZE + 5] = ("name 7", "new")

    found = {*range(1, SIZE), SIZE + 5}
    assert values.counts(bits.of(found, SIZE + 6), len(found)) == plain(having, found)
    for name in ("name 0", "name 7", "name 150", "new", "nobody"):
        holders = sorted(x for x, names in having.items() if name in names)
        assert list(values.articles(name)) == holders
        assert bits.ids(values.bits([name])) == holders


def test_a_set_of_ids_is_what_it_was_made_of() -> None:
    assert bits.ids(bits.of((5, 1, 3, 9), 9)) == [1, 3, 5]
    assert bits.ids(0) == []
    assert bits.of((), 0) == 0
    assert bits.flags(bits.of((0, 2), 4), 4) == b"\1\0\1\0"
