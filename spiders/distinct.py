"""How many different URLs sources have named, in memory that does not grow with their number."""

from hashlib import blake2b

EXACT = 100_000  # as many are told apart without fail
BITS = 1 << 27  # 16 MiB, of which only what is touched takes memory
PROBES = 4


class Distinct:
    """Keys that were seen.

    Beyond the first EXACT it is a Bloom filter (B. H. Bloom, CACM 13(7), 1970): with a million of
    them one new key in a million is taken for one that was seen, with five million one in 2,000.
    """

    def __init__(self) -> None:
        self._first: set[str] = set()
        self._bits: bytearray | None = None

    def add(self, key: str) -> bool:
        """True if the key was not seen before."""
        if key in self._first:
            return False
        if len(self._first) < EXACT:
            self._first.add(key)
            return True
        return self._add_bits(key)

    def _add_bits(self, key: str) -> bool:
        if self._bits is None:
            self._bits = bytearray(BITS // 8)
        digest = blake2b(key.encode("utf-8", "replace"), digest_size=4 * PROBES).digest()
        new = False
        for start in range(0, 4 * PROBES, 4):
            bit = int.from_bytes(digest[start : start + 4], "big") % BITS
            place, mask = bit >> 3, 1 << (bit & 7)
            if not self._bits[place] & mask:
                new = True
                self._bits[place] |= mask
        return new
