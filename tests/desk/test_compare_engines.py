"""Engines compared on one's own text: each drafts the same, all are measured alike, nothing is kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from workbench.config import Config
from workbench.desk.compare_engines import compare_engines, side_by_side
from workbench.errors import EngineError
from workbench.wording import spoken

PAGE = (
    '<!doctype html><html lang="en"><body><p>The court dismissed the appeal.</p>'
    "<p>It rained &lt;all&gt; night.</p></body></html>"
)
SAYS = """
import sys
known = {"The court": "裁判所は控訴を棄却した。", "It rained": "夜通し雨が降った。"}
for line in sys.stdin:
    said = next((said for start, said in known.items() if line.startswith(start)), "分からない。")
    print(said if sys.argv[1] == "good" else "分からない。", flush=True)
"""


@pytest.fixture
def engines(tmp_path: Path) -> list[str]:
    program = tmp_path / "says.py"
    program.write_text(SAYS, "utf-8")
    return [f"process:{sys.executable} {program} {how}" for how in ("good", "bad")]


def test_the_better_engine_scores_better(tmp_path: Path, engines: list[str]) -> None:
    article, reference = tmp_path / "a.html", tmp_path / "ref.txt"
    article.write_text(PAGE, "utf-8")
    reference.write_text("裁判所は控訴を棄却した。\n夜通し雨が降った。\n", "utf-8")
    catalog, rows, tested = compare_engines(article, reference, engines, Config(), None)
    good, bad = ({name: value for name, value, _sign in row.scores} for row in rows)
    assert good["bleu"] == pytest.approx(100)
    assert bad["bleu"] < 5
    assert good["ter"] < bad["ter"]
    assert rows[0].targets == ("裁判所は控訴を棄却した。", "夜通し雨が降った。")
    assert {one.metric for one in tested} == {"bleu", "chrf"}
    html = side_by_side(catalog, rows, spoken())
    assert "夜通し雨が降った。" in html
    assert "<td>It rained &amp;lt;all&gt; night." in html, "a source is text, whatever is in it"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "ref.txt", "says.py"]


def test_an_engine_that_is_not_there_is_said(tmp_path: Path) -> None:
    article = tmp_path / "a.html"
    article.write_text(PAGE, "utf-8")
    with pytest.raises(EngineError, match="no engine"):
        compare_engines(article, article, ["argo"], Config(), None)
