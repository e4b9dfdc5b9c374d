"""Bytes back to characters, long texts in pieces, a tokenizer for targets."""

from __future__ import annotations

import pytest

from tests.drafting.tiny import WORDS, _sentencepiece
from workbench.drafting.sentencepieces import joined, split_long, targets_only, whole_bytes

BYTES = {
    "plain": ("東京", "東京"),
    "one character": ("<0xE6><0x9D><0xB1>京", "東京"),
    "lower case": ("<0xe6><0x9d><0xb1>", "東"),
    "two runs": ("<0xE3><0x80><0x82>a<0xE3><0x80><0x81>", "。a、"),
    "half a character": ("<0xE6><0x9D>", "�"),
    "looks like one": ("<0xZZ> <0x1>", "<0xZZ> <0x1>"),
}


@pytest.mark.parametrize(("text", "wanted"), BYTES.values(), ids=BYTES)
def test_bytes_become_characters(text: str, wanted: str) -> None:
    assert whole_bytes(text) == wanted


LONG = {
    "short": ("a b", 5, ["a b"]),
    "a comma before a space": ("one two, three four", 12, ["one two, ", "three four"]),
    "a semicolon before a comma": ("one, two; three, four", 12, ["one, two; ", "three, four"]),
    "spaces": ("one two three four", 10, ["one two ", "three four"]),
    "no joint at all": ("abcdefgh", 4, ["abcd", "efgh"]),
    "Japanese": ("東京都は、大阪府は", 5, ["東京都は、", "大阪府は"]),
    "one character": ("a", 0, ["a"]),
}


@pytest.mark.parametrize(("text", "limit", "wanted"), LONG.values(), ids=LONG)
def test_long_texts_are_cut_at_the_best_joint(text: str, limit: int, wanted: list[str]) -> None:
    assert split_long(text, len, limit) == wanted
    assert "".join(wanted) == text


def test_pieces_are_joined_as_the_language_writes() -> None:
    assert joined(["a ", "", " b"], "de") == "a b"
    assert joined(["東京。", "大阪。"], "ja") == "東京。大阪。"


def test_a_tokenizer_for_targets_differs_in_normalisation_alone() -> None:
    import sentencepiece

    pieces, model = _sentencepiece(tuple(WORDS.items()), "")
    edited = targets_only(model)
    read = sentencepiece.SentencePieceProcessor(model_proto=edited)
    assert read.get_piece_size() == len(pieces)
    assert read.decode(read.encode("Ａ（２）")) == "Ａ（２）"
    usual = sentencepiece.SentencePieceProcessor(model_proto=model)
    assert usual.decode(usual.encode("Ａ２")) == "A2"
    assert targets_only(edited) == edited


@pytest.mark.parametrize("data", [b"\xff" * 20, b"\x1a\xff\x01", b"\x0b", b"\x80"])
def test_what_is_no_tokenizer_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="SentencePiece"):
        targets_only(data)
