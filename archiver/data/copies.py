"""Which texts are copies of which: candidates by locality-sensitive hashing, then compared.

Rows are put into buckets by bands of four slots of their sketches (Leskovec, Rajaraman, Ullman,
Mining of Massive Datasets, ch. 3): of two texts of Jaccard index 0.5 some band is the same with
probability 0.87, of 0.6 with 0.99, of unrelated ones with next to none. In a bucket each row is
compared with the earliest, those that are no copies of it with the next one, and so on.

A row is a copy of the earliest one that it is like, and a cluster is that one with its copies: not
a chain of texts of which each is like the next, for a survey of two stories would tie these
together.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from archiver.data.extras import library
from archiver.data.sketches import SLOTS, WHOLE, Sketches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BAND = 4  #: slots
LEAST = 0.25  #: Jaccard index, below which the estimate of what one holds of the other is too rough
LEAD_ALIKE = 0.25  #: Jaccard index of the beginnings
ALIKE = 0.8  #: Jaccard index of texts that are copies however they begin
_ROUNDS = 16  # times that a bucket is gone through
_PAIRS = 1 << 15  # compared at once: 25 MB


class Copies:
    """Texts compared by their sketches; ``rank``: of each row, its place in time."""

    def __init__(self, sketches: Sketches, rank: "NDArray[np.int64]", threshold: float) -> None:
        self._numpy = library("numpy", "the search for duplicates")
        self._sketches, self._rank, self._threshold = sketches, rank, threshold

    def leaders(self) -> "tuple[NDArray[np.int64], NDArray[np.float32]]":
        """Of each row the earliest one that it is a copy of, itself if there is none; and how much
        of the shorter of the two the longer has, 0 to 1."""
        numpy = self._numpy
        count = len(self._rank)
        leader = numpy.arange(count, dtype=numpy.int64)
        shares = numpy.ones(count, numpy.float32)
        later, earlier = self._alike()
        order = numpy.lexsort((self._rank[earlier], self._rank[later]))
        for row, other in zip(later[order].tolist(), earlier[order].tolist(), strict=True):
            if leader[row] != row:
                continue  # it has found an earlier one
            first = leader[other]
            share, copy = self._compared(numpy.array([row]), numpy.array([first]))
            if copy[0]:
                leader[row], shares[row] = first, share[0]
        return leader, shares

    def _alike(self) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Pairs of rows that are like one another, the later and the earlier."""
        numpy = self._numpy
        found = [numpy.empty((2, 0), numpy.int64)]
        known = numpy.full(len(self._rank), -1, numpy.int64)  # the earlier one it was found with
        rows = numpy.flatnonzero(self._sketches.sizes)
        for start in range(0, SLOTS, BAND):
            for later, earlier in self._in_band(rows, start):
                new = known[later] != earlier
                known[later[new]] = earlier[new]
                found.append(numpy.stack([later[new], earlier[new]]))
        pairs = numpy.unique(numpy.concatenate(found, axis=1), axis=1)
        return pairs[0], pairs[1]

    def _in_band(self, rows: "NDArray[np.int64]", start: int) -> Iterator[tuple[Any, Any]]:
        numpy = self._numpy
        band = numpy.ascontiguousarray(self._sketches.slots[rows, start : start + BAND])
        order = numpy.lexsort((self._rank[rows], *band.T))
        band, rows = band[order], rows[order]
        begins = numpy.ones(len(rows), bool)
        begins[1:] = (band[1:] != band[:-1]).any(axis=1)
        bucket = numpy.cumsum(begins)
        for _ in range(_ROUNDS):
            if not len(rows):
                return
            begins = numpy.ones(len(rows), bool)
            begins[1:] = bucket[1:] != bucket[:-1]
            firsts = rows[begins][numpy.cumsum(begins) - 1]
            left = ~begins
            later, earlier, bucket = rows[left], firsts[left], bucket[left]
            copy = self._compared(later, earlier)[1]
            yield later[copy], earlier[copy]
            rows, bucket = later[~copy], bucket[~copy]

    def _compared(self, one: Any, other: Any) -> tuple[Any, Any]:  # noqa: ANN401
        """Of each pair the share of the shorter that the longer has, and whether it is a copy."""
        numpy = self._numpy
        shares, copies = numpy.empty(len(one), numpy.float32), numpy.empty(len(one), bool)
        sizes, slots = self._sketches.sizes, self._sketches.slots
        for start in range(0, len(one), _PAIRS):
            part = slice(start, start + _PAIRS)
            a, b = one[part], other[part]
            same = slots[a] == slots[b]
            whole, lead = same[:, :WHOLE].mean(axis=1), same[:, WHOLE:].mean(axis=1)
            shorter = numpy.minimum(sizes[a], sizes[b])
            both = whole * (sizes[a].astype(float) + sizes[b]) / (1 + whole)
            shares[part] = numpy.minimum(both / shorter, 1.0)
            begins_so = (lead >= LEAD_ALIKE) | (whole >= ALIKE)
            copies[part] = (whole >= LEAST) & (shares[part] >= self._threshold) & begins_so
        return shares, copies
