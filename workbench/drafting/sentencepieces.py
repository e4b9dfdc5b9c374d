"""Pieces: between text and what a model reads.

Lives here: `targets_only`, a SentencePiece model that leaves targets as they are; `whole_bytes`,
which makes characters of byte pieces; `split_long` and `in_two`, which cut what is
too long for a model.
Takes and gives strings and bytes; knows no engine.
May import: language; sentencepiece is given, not imported.
Apart from `runtime` because these rules are about text and can be tested without a model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from workbench.language import info

_NORMALISER, _CHARACTER_MAP = 3, 2
"""Field numbers in sentencepiece_model.proto: ModelProto.normalizer_spec, its
precompiled_charsmap."""
_BYTES = re.compile(r"(?:<0x[0-9A-Fa-f]{2}>)+")
_ANNOTATION = re.compile("\\S+ ⦅[^⦅⦆]{0,400}⦆")
"""A marked word and what is asked for it."""
_JOINTS = (r"[;:。；]\s*|\s[—–]\s", r"[,、，]\s*", r"\s+")


def targets_only(model: bytes) -> bytes:
    """A SentencePiece model without its normalisation: targets keep their full-width characters.

    The protobuf is edited on the wire (two varint-keyed fields), so that no protobuf library is
    needed. Raises ValueError for what is no protobuf.
    """
    out = bytearray()
    for number, kind, value, raw in _fields(model):
        if number == _NORMALISER and kind == 2:
            kept = b"".join(r for n, _k, _v, r in _fields(value) if n != _CHARACTER_MAP)
            raw = _varint(number << 3 | 2) + _varint(len(kept)) + kept
        out += raw
    return bytes(out)


def _fields(data: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """(field number, wire type, content of a length-delimited field, the field as it stands)."""
    at = 0
    while at < len(data):
        start = at
        key, at = _read_varint(data, at)
        kind = key & 7
        value = b""
        if kind == 0:
            _number, at = _read_varint(data, at)
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
        elif kind == 2:
            length, at = _read_varint(data, at)
            value, at = data[at : at + length], at + length
        else:
            raise ValueError("not a SentencePiece model")
        if at > len(data):
            raise ValueError("a SentencePiece model that is cut off")
        yield key >> 3, kind, value, data[start:at]


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 64:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
    raise ValueError("not a SentencePiece model")


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def whole_bytes(text: str) -> str:
    """Runs of `<0xE3><0x81>…` that a tokenizer left standing, as the characters they spell."""
    if "<0x" not in text:
        return text
    return _BYTES.sub(
        lambda run: bytes.fromhex(re.sub(r"<0x|>", "", run[0])).decode("utf-8", "replace"), text
    )


def split_long(text: str, length: Callable[[str], int], limit: int) -> list[str]:
    """`text` in pieces of at most `limit` by `length`, cut near the middle at the best joint:
    semicolon or dash, comma, space, any character. Their concatenation is the text."""
    if len(text) < 2 or (len(text) <= 16 * limit and length(text) <= limit):
        return [text]
    at = in_two(text)
    return [*split_long(text[:at], length, limit), *split_long(text[at:], length, limit)]


def in_two(text: str) -> int:
    """Where to cut a text in two: at the best joint near its middle, outside annotations."""
    low, high = len(text) // 4, 3 * len(text) // 4
    inside = [m.span() for m in _ANNOTATION.finditer(text)]
    for joint in _JOINTS:
        ends = [m.end() for m in re.finditer(joint, text) if low <= m.end() <= high]
        ends = [at for at in ends if not any(a < at < b for a, b in inside)]
        if ends:
            return min(ends, key=lambda at: abs(2 * at - len(text)))
    return len(text) // 2


def joined(pieces: list[str], language: str) -> str:
    """The targets of the pieces of one sentence as one."""
    gap = " " if info(language).spaced else ""
    return gap.join(piece.strip() for piece in pieces if piece.strip())
