"""Files damaged by chance, the same each time: bytes of no file at all, one byte changed, lost or added."""

from __future__ import annotations

import random

from tests.corpus.case import Case
from tests.corpus.good import AREAS, CENSUS, COUNT, GRANTS, STAFF
from tests.corpus.texts import Bytes, file


def noise(seed: int) -> Bytes:
    """Bytes of no file at all."""
    return lambda data: random.Random(seed).randbytes(5_000)


def damaged(name: str, seed: int) -> Case:
    """One byte of the file changed, lost or added: at a place and to a value that the seed chooses."""

    def change(data: bytes) -> bytes:
        chance = random.Random(f"{name} {seed}")
        at = chance.randrange(len(data))
        new = bytes([chance.choice(b'0123456789,"\n\r\t;.-\x00\x80\xe3')])
        return data[:at] + chance.choice([new, b"", new + data[at : at + 1]]) + data[at + 1 :]

    return file("one byte", f"seed {seed}", name, change, "any")


# only figures that are settled: a changed digit of a plan is a plan changed
DAMAGED = [damaged(name, seed) for name in (CENSUS, AREAS, STAFF) for seed in range(8)]

NOISE = [
    *(file("noise", f"seed {seed}", GRANTS, noise(seed), "any") for seed in range(4)),
    *(file("noise", f"seed {seed}", COUNT, noise(seed), "any") for seed in range(4, 6)),
    *DAMAGED,
]
