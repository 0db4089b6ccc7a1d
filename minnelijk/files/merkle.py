"""The arithmetic of a Merkle tree (RFC 6962): one root for many hashes, and a short proof for each.

Whoever has the root of a day can be shown that an event was recorded then without being shown the
others.
"""

import hashlib
from collections.abc import Iterable, Sequence


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over hashes in their order, in flat memory; of none the hash of nothing."""
    full: list[tuple[int, bytes]] = []  # whole subtrees from left to right, each with its height
    for leaf in leaves:
        height, here = 0, _leaf(leaf)
        while full and full[-1][0] == height:
            here = _node(full.pop()[1], here)
            height += 1
        full.append((height, here))
    if not full:
        return hashlib.sha256().digest()
    _, whole = full.pop()
    while full:
        whole = _node(full.pop()[1], whole)
    return whole


def proof(leaves: Sequence[bytes], at: int) -> list[bytes]:
    """Return the hashes beside the way from leaf number `at` (from 0) up to the root."""
    if len(leaves) <= 1:
        return []
    half = _half(len(leaves))
    if at < half:
        return [*proof(leaves[:half], at), root(leaves[half:])]
    return [*proof(leaves[half:], at - half), root(leaves[:half])]


def proven(leaf: bytes, at: int, count: int, beside: Sequence[bytes]) -> bytes:
    """Return the root that follows when `leaf` is number `at` of `count` with this proof."""
    return _climb(_leaf(leaf), at, count, list(beside))


def _climb(here: bytes, at: int, count: int, beside: list[bytes]) -> bytes:
    if count <= 1 or not beside:
        return here
    half, other = _half(count), beside[-1]
    if at < half:
        return _node(_climb(here, at, half, beside[:-1]), other)
    return _node(other, _climb(here, at - half, count - half, beside[:-1]))


def _half(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def _leaf(value: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + value).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
