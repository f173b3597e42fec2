"""What is kept of a text to find its copies by: MinHash sketches of its shingles.

A shingle is three words that follow one another, without case and punctuation; where a script puts
no space between words (Chinese, Japanese, Thai, …) eight characters. The share of slots in which
two sketches agree estimates the Jaccard index of their sets of shingles (Broder, On the Resemblance
and Containment of Documents, 1997). A second sketch is of the beginning alone: whoever shortens a
story cuts its end.
"""

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from archiver.collection.database.text_index import UNSPACED
from archiver.data.extras import library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WHOLE = 128  #: slots of the sketch of the whole text; the estimate's standard error is 0.04
LEAD = 64  #: slots of the sketch of the beginning
SLOTS = WHOLE + LEAD
LEAD_WORDS = 120  #: words, or four times as many characters of an unspaced script
WORDS = 3  #: in a shingle
CHARACTERS = 8  #: in a shingle, where there are no spaces
SHORTEST = 20  #: words, or twice as many characters: shorter texts are compared with none
_SEED = 1
_WORD = re.compile(r"\w+")


def tokens(text: str) -> tuple[list[str], bool]:
    """The words of a text, and letters of unspaced scripts one by one; whether most are letters."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\xad", "")
    letters = 0
    if not text.isascii():
        text, letters = UNSPACED.subn(r" \g<0> ", text)
    found = _WORD.findall(text.casefold())
    return found, 2 * letters > len(found)


class Sketches:
    """Sketches of texts, numbered as they came, in a temporary file: 768 bytes each."""

    def __init__(self) -> None:
        self._numpy = library("numpy", "the search for duplicates")
        self._minhash = library("rensa", "the search for duplicates").RMinHash
        self._file = TemporaryFile()  # noqa: SIM115 - closed by close()
        self._sizes: list[NDArray[np.int32]] = []
        self._digests: list[NDArray[np.uint64]] = []
        self.slots: NDArray[np.uint32]
        """Rows of :data:`WHOLE` and :data:`LEAD` slots, once :meth:`done` was called."""
        self.sizes: NDArray[np.int32]
        """How many different shingles a text has; 0 of one that is too short."""
        self.digests: NDArray[np.uint64]
        """Of the text with white space folded."""

    def close(self) -> None:
        """Give up the file."""
        self._file.close()

    def add(self, texts: Sequence[str | None]) -> None:
        """Take more texts."""
        numpy = self._numpy
        shingles = [self._shingles(text or "") for text in texts]
        whole = self._slots([x for x, _ in shingles], WHOLE)
        lead = self._slots([x[:n] for x, n in shingles], LEAD)
        self._file.write(numpy.hstack([whole, lead]).tobytes())
        sizes = [len(numpy.unique(x)) for x, _ in shingles]
        self._sizes.append(numpy.array(sizes, numpy.int32))
        self._digests.append(numpy.array([_digest(x or "") for x in texts], numpy.uint64))

    def done(self) -> None:
        """All texts were added; now they can be compared."""
        numpy = self._numpy
        self.sizes = _joined(numpy, self._sizes, numpy.int32)
        self.digests = _joined(numpy, self._digests, numpy.uint64)
        self._file.flush()
        shape = (len(self.sizes), SLOTS)
        empty = not len(self.sizes)  # which cannot be mapped
        self.slots = (
            numpy.empty(shape, numpy.uint32)
            if empty
            else numpy.memmap(self._file, numpy.uint32, "r", shape=shape)
        )

    def _shingles(self, text: str) -> "tuple[NDArray[np.uint64], int]":
        """Hashes of the shingles in their order, and how many of them are the beginning's."""
        numpy = self._numpy
        found, unspaced = tokens(text)
        length, words = (CHARACTERS, 4 * LEAD_WORDS) if unspaced else (WORDS, LEAD_WORDS)
        if len(found) < (2 * SHORTEST if unspaced else SHORTEST):
            return numpy.empty(0, numpy.uint64), 0
        hashes = numpy.array(self._minhash.hash_token_sets([found])[0], numpy.uint64)
        count = len(found) - length + 1
        mixed = numpy.zeros(count, numpy.uint64)
        for place in range(length):
            mixed = _mixed(numpy, mixed * _ODD + hashes[place : place + count])
        return mixed, max(words - length + 1, 1)

    def _slots(self, sets: "list[NDArray[np.uint64]]", number: int) -> "NDArray[np.uint32]":
        numpy = self._numpy
        ends = numpy.cumsum([0, *map(len, sets)], dtype=numpy.uint64)
        flat = numpy.concatenate([*sets, numpy.empty(0, numpy.uint64)])
        made = self._minhash.digest_matrix_from_flat_token_hashes(flat, ends, number, _SEED)
        slots: NDArray[np.uint32] = numpy.array(made.to_rows(), numpy.uint32)
        return slots.reshape(len(sets), number)


_ODD = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio


def _mixed(numpy: Any, values: "NDArray[np.uint64]") -> "NDArray[np.uint64]":  # noqa: ANN401
    """Each bit depends on all: the finalizer of SplitMix64 (Steele and others, 2014)."""
    values = (values ^ (values >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = values ^ (values >> numpy.uint64(31))
    return mixed


def _digest(text: str) -> int:
    folded = " ".join(text.split()).encode("utf-8", "replace")
    return int.from_bytes(blake2b(folded, digest_size=8).digest())


def _joined(numpy: Any, arrays: list[Any], kind: object) -> Any:  # noqa: ANN401
    return numpy.concatenate([numpy.empty(0, kind), *arrays])
