"""Sets of article ids as Python's long integers: bit N stands for the article N.

A hundred thousand articles are 12.5 kB; AND, OR and counting take microseconds, in C, and nothing
but the standard library.
"""

from collections.abc import Iterable
from itertools import compress

_DIGITS = bytes(value == ord("1") for value in range(256))  # "0" -> 0, "1" -> 1


def of(ids: Iterable[int], size: int) -> int:
    """The set of these ids; those of ``size`` and more are left out."""
    flags = bytearray(b"0" * size)
    for one in ids:
        if one < size:
            flags[one] = 49
    return of_flags(flags)


def of_flags(flags: bytearray) -> int:
    """The set of the places where ``flags`` has ``1`` in ASCII, and not ``0``."""
    flags.reverse()
    return int(flags, 2) if flags else 0


def flags(bits: int, size: int) -> bytes:
    """For each id below ``size`` 1 or 0: whether it is in the set."""
    digits = format(bits, "b").encode().translate(_DIGITS)[::-1]
    return digits[:size].ljust(size, b"\0")


def ids(bits: int) -> list[int]:
    """The ids in a set, ascending."""
    size = bits.bit_length()
    return list(compress(range(size), flags(bits, size)))
