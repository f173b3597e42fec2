"""One field of all articles in memory: who has which value, both ways round."""

import re
import unicodedata
from array import array
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, compress

from archiver.collection.database.text_index import unspaced
from archiver.collection.finding import bits
from archiver.collection.finding.model import Count

DENSE = 256  # values that fewer than one article of so many has are counted one by one
FEW = 16  # of as many articles one in so many: counted one by one rather than by their values

_WORD = re.compile(r"\w+")


class Values:
    """The values of one field: of each article none, one, or several.

    A value is a number here, its place in :attr:`names`; in what order an article has several does
    not matter. Ids of articles are counted from 1, so
    they are the places in the arrays.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._of: list[tuple[int, ...]] = []  # by article
        self._shared: dict[tuple[int, ...], tuple[int, ...]] = {}  # most articles have the same
        self._articles: list[array[int]] = []  # by value: ids, ascending
        self._bits: dict[int, int] = {}  # by value, of dense ones

    def fill(self, groups: Mapping[str | None, Sequence[int]], size: int) -> None:
        """Take in all at once, where nothing is yet: by value the ids, less than ``size``, of the
        articles that have it."""
        self._of = [()] * size
        for name, articles in groups.items():
            if not name:
                continue
            number = self._number(name)
            self._articles[number] = array("I", sorted(articles))
            alone = (number,)
            for article in articles:
                before = self._of[article]
                self._of[article] = self._share((*before, number)) if before else alone

    def put(self, article: int, names: Iterable[str | None]) -> None:
        """Give an article its values, in place of those it had."""
        while len(self._of) <= article:
            self._of.append(())
        numbers = tuple(self._number(name) for name in names if name)
        before = self._of[article]
        if numbers == before:
            return
        for number in before:
            self._take_out(article, number)
        for number in numbers:
            self._put_in(article, number)
        self._of[article] = self._share(numbers)

    def _share(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        return self._shared.setdefault(numbers, numbers)

    def _number(self, name: str) -> int:
        number = self._numbers.setdefault(name, len(self.names))
        if number == len(self.names):
            self.names.append(name)
            self._articles.append(array("I"))
        return number

    def _put_in(self, article: int, number: int) -> None:
        articles = self._articles[number]
        if articles and articles[-1] > article:
            insort(articles, article)
        else:
            articles.append(article)
        if number in self._bits:
            self._bits[number] |= 1 << article

    def _take_out(self, article: int, number: int) -> None:
        articles = self._articles[number]
        del articles[bisect_left(articles, article)]
        if number in self._bits:
            self._bits[number] &= ~(1 << article)

    def articles(self, name: str) -> Sequence[int]:
        """The ids of the articles that have a value, ascending."""
        number = self._numbers.get(name)
        return () if number is None else self._articles[number]

    def bits(self, names: Iterable[str]) -> int:
        """The articles that have one of these values."""
        found = 0
        few: list[Sequence[int]] = []
        for name in names:
            number = self._numbers.get(name)
            if number is None:
                continue
            if self._is_dense(number):
                found |= self._dense(number)
            else:
                few.append(self._articles[number])
        return found | bits.of(chain.from_iterable(few), len(self._of)) if few else found

    def _is_dense(self, number: int) -> bool:
        return len(self._articles[number]) * DENSE >= len(self._of)

    def _dense(self, number: int) -> int:
        found = self._bits.get(number)
        if found is None:
            found = self._bits[number] = bits.of(self._articles[number], len(self._of))
        return found

    def named(self, text: str, *, prefix: bool = False) -> list[str]:
        """The values that are called so, case and accents aside; with ``prefix``, that begin so."""
        wanted = fold(text)
        return [
            name
            for name in self.names
            if (fold(name).startswith(wanted) if prefix else fold(name) == wanted)
        ]

    def holding(self, text: str, *, prefix: bool = False) -> list[str]:
        """The values in which these words stand one behind the other, case and accents aside; with
        ``prefix`` the last one is the beginning of a word."""
        if unspaced(text):
            return [name for name in self.names if fold(text) in fold(name)]
        wanted = f" {fold(text)}" if prefix else f" {fold(text)} "
        return [name for name in self.names if wanted in f" {fold(name)} "]

    def counts(self, found: int, total: int, most: int | None = None) -> tuple[Count, ...]:
        """The values that most of the articles ``found``, of which there are ``total``, have, and
        how many have them; the most frequent first, those alike by name."""
        if total * FEW < len(self._of):
            counted = self._count_articles(found)
        else:
            counted = self._count_values(found, most)
        best = sorted(
            ((-count, self.names[number], count) for number, count in counted.items() if count)
        )
        return tuple(Count(value=name, count=count) for _, name, count in best[:most])

    def _count_articles(self, found: int) -> dict[int, int]:
        having = bits.flags(found, len(self._of))
        return Counter(chain.from_iterable(compress(self._of, having)))

    def _count_values(self, found: int, most: int | None) -> dict[int, int]:
        """No value is found more often than there are articles that have it: so the most frequent
        are looked at first, until no other can be among the best."""
        having = bits.flags(found, len(self._of))
        order = sorted(range(len(self.names)), key=lambda x: len(self._articles[x]), reverse=True)
        counted: dict[int, int] = {}
        best: list[int] = []  # the counts of the best so far, ascending
        for number in order:
            articles = self._articles[number]
            if most is not None and len(best) == most and len(articles) < best[0]:
                break
            if self._is_dense(number):
                count = (found & self._dense(number)).bit_count()
            else:
                count = sum(map(having.__getitem__, articles))
            counted[number] = count
            insort(best, count)
            if most is not None and len(best) > most:
                del best[0]
        return counted


def fold(text: str) -> str:
    """Words without case, accents and signs, a space between them."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if not "\u0300" <= char <= "\u036f")
    return " ".join(_WORD.findall(text.casefold()))
