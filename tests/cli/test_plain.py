"""Line mode: the same session for screen readers."""

from __future__ import annotations

import io
from pathlib import Path

from workbench.catalog import build_catalog, read_po, save_po
from workbench.cli.plain import run
from workbench.config import Config
from workbench.model import Article, Kind, Paragraph, State


def test_a_catalog_is_edited_line_by_line(tmp_path: Path) -> None:
    """Text replaces, an empty line confirms, :q saves; unknown commands are answered."""
    paragraphs = tuple(
        Paragraph(text, Kind.PARAGRAPH, n, n, (0, 1))
        for n, text in enumerate(["It rained in 2022.", "Red \x1b[31m sky."], 1)
    )
    article = Article("a.txt", "text", "en", "utf-8", "", paragraphs)
    path = tmp_path / "a.po"
    save_po(build_catalog(article, "en", "ja"), path)
    lines = (
        "2023年に雨が降った。\n:zap\n:c ask\n:z\n2022年に雨が降った。\n\n赤い空。\n:w\n:g 1\n:q\n"
    )
    out = io.StringIO()

    assert run(path, Config(), io.StringIO(lines), out) == 0
    said = out.getvalue()
    assert "2022 became 2023" in said and "there is no command :zap" in said
    assert "\x1b" not in said and "p2 (2/2)" in said and said.rstrip().endswith("saved")
    saved = read_po(path)
    assert [(unit.target, unit.state) for unit in saved.units] == [
        ("2022年に雨が降った。", State.CONFIRMED),
        ("赤い空。", State.CONFIRMED),
    ]
