"""Ways to spoil bytes."""

from __future__ import annotations

import random
from collections.abc import Sequence

_EXTREMES = (
    b"\x00",
    b"\xff",
    b"\x7f",
    b"\x80",
    b"\x00\x00\x00\x00",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
)


def mutate(data: bytes, others: Sequence[bytes], numbers: random.Random) -> bytes:
    """One to four spoilings of a file: bits, bytes, pieces lost, doubled or taken from another file."""
    spoiled = bytearray(data)
    for _ in range(numbers.randint(1, 4)):
        if not spoiled:
            break
        place = numbers.randrange(len(spoiled))
        length = min(numbers.choice((1, 2, 4, 16, 256)), len(spoiled) - place)
        kind = numbers.randrange(8)
        if kind == 0:
            spoiled[place] ^= 1 << numbers.randrange(8)
        elif kind == 1:
            spoiled[place : place + length] = numbers.randbytes(length)
        elif kind == 2:
            del spoiled[place:]
        elif kind == 3:
            del spoiled[place : place + length]
        elif kind == 4:
            spoiled[place:place] = spoiled[place : place + length]
        elif kind == 5:
            extreme = numbers.choice(_EXTREMES)
            spoiled[place : place + len(extreme)] = extreme
        elif kind == 6:
            # Headers lie at the beginning: what stands there decides how the rest is read.
            head = numbers.randrange(min(len(spoiled), 64))
            spoiled[head : head + 1] = numbers.choice(_EXTREMES)
        else:
            other = numbers.choice(others)
            start = numbers.randrange(max(len(other), 1))
            spoiled[place : place + length] = other[start : start + numbers.choice((4, 64, 512))]
    return bytes(spoiled)
