"""The shortlist: what stood beside a piece in the pairs, what was linked with it, and itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import sentencepiece

from tests.drafting.tiny import tiny_package
from workbench.training import shortlist
from workbench.training.batches import POOLS


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder as the steps before leave it: in 30 pairs court is 裁判所, in 30 others law is 法."""
    import zipfile

    with zipfile.ZipFile(tiny_package(tmp_path)) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("sentencepiece.model"))
        (tmp_path / "sentencepiece.model").write_bytes(archive.read(name))
    (tmp_path / "model").mkdir()
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "sentencepiece.model"))
    pairs = [("▁court", "裁判所"), ("▁law", "法")] * 30
    for pool in POOLS:
        sides = [[pieces.piece_to_id(pair[side]) for pair in pairs] for side in (0, 1)]
        ends = np.arange(1, len(pairs) + 1)
        np.savez(
            tmp_path / f"{pool}.npz", source=np.array(sides[0], np.uint16), source_ends=ends,
            target=np.array(sides[1], np.uint16), target_ends=ends,
        )  # fmt: skip
    count = len(pairs) * len(POOLS)
    np.savez(
        tmp_path / "links.npz", links=np.zeros((count, 2), np.uint8), ends=np.arange(1, count + 1)
    )
    return tmp_path


def test_a_piece_may_become_what_it_became(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlist, "ALWAYS", 0)
    lines = shortlist.write_shortlist(work).read_text("utf-8").splitlines()
    table = {key: found.split(" ") for key, found in (line.split("\t") for line in lines)}
    assert table["▁court"] == ["▁court", "裁判所"]
    assert table["▁law"] == ["▁law", "法"]
    assert table["トランスジェンダー"] == ["トランスジェンダー"], (
        "an asked-for term stands in the source"
    )
    assert "0" in table[""], "figures and kana spell what nobody has met"


def test_the_most_frequent_pieces_belong_to_every_sentence(work: Path) -> None:
    first, *rest = shortlist.write_shortlist(work).read_text("utf-8").splitlines()
    assert {"裁判所", "法"} <= set(first.removeprefix("\t").split(" "))
    assert not any("裁判所" in line.split("\t")[1].split(" ") for line in rest)
