"""Which segment is scored against which: by source where it is known, else by order."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import ScoreError
from workbench.scoring import read_sides

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: ja\\n"\n'


def po(path: Path, *units: tuple[str, str]) -> Path:
    """A catalog; `menu|Open` is Open in the context menu."""
    body = ""
    for key, target in units:
        context, _bar, source = key.rpartition("|")
        body += "\n" + (f'msgctxt "{context}"\n' if context else "")
        body += f'msgid "{source}"\nmsgstr "{target}"\n'
    path.write_text(HEAD + body, "utf-8")
    return path


def lines(path: Path, *texts: str) -> Path:
    path.write_text("".join(text + "\n" for text in texts), "utf-8")
    return path


def test_a_text_with_its_source_is_matched_by_it(tmp_path: Path) -> None:
    """Not by its place, which a catalog in another order contradicts."""
    hyp = lines(tmp_path / "h.ja", "あ", "い", "う")
    ref = po(tmp_path / "r.po", ("c", "ウ"), ("x", "エ"), ("a", "ア"))
    sides = read_sides(hyp, [ref], lines(tmp_path / "s.en", "a", "b", "c"))

    assert (sides.ids, sides.hypotheses) == (("1", "3"), ("あ", "う"))
    assert (sides.references, sides.sources) == ((("ア", "ウ"),), ("a", "c"))
    assert sides.unmatched == (
        f"{ref} e2 (“x”): not in {hyp}", f"{hyp}:2 (“b”): no reference in {ref}"
    )  # fmt: skip


def test_a_text_beside_a_catalog_takes_its_order(tmp_path: Path) -> None:
    """And with it the sources and the language, by which a second catalog is matched."""
    hyp = lines(tmp_path / "h.ja", "あ", "い")
    first = po(tmp_path / "r.po", ("a", "ア"), ("b", "イ"))
    second = po(tmp_path / "b.po", ("b", "ビ"), ("a", "エ"))
    sides = read_sides(hyp, [first], second=second)

    assert (sides.references, sides.second) == ((("ア", "イ"),), ("エ", "ビ"))
    assert (sides.sources, sides.target_language) == (("a", "b"), "ja")
    with pytest.raises(ScoreError, match=r"h.ja: has 1 lines, .*r.po has 2 .* catalog's order"):
        read_sides(lines(tmp_path / "h.ja", "あ"), [first])


def test_a_recurring_source_is_matched_in_turn(tmp_path: Path) -> None:
    """A catalog has it once for all lines, or once in each context."""
    source = lines(tmp_path / "s.en", "Open", "Close", "Open")
    hyp = lines(tmp_path / "h.ja", "あ", "い", "う")
    once = po(tmp_path / "once.po", ("Close", "閉"), ("Open", "開"))
    each = po(tmp_path / "each.po", ("menu|Open", "開"), ("door|Open", "空"), ("Close", "閉"))

    assert read_sides(hyp, [once], source).references == (("開", "閉", "開"),)
    assert read_sides(hyp, [each], source).references == (("開", "閉", "空"),)
    other = po(tmp_path / "other.po", ("door|Open", "ソラ"), ("menu|Open", "カイ"))
    assert read_sides(other, [each]).references == (("空", "開"),)


def test_texts_alone_are_matched_by_order(tmp_path: Path) -> None:
    """Their source may hold a line twice; each keeps its own reference."""
    sides = read_sides(
        lines(tmp_path / "h.ja", "あ", "い", "う"),
        [lines(tmp_path / "r.ja", "ア", "イ", "ウ")],
        lines(tmp_path / "s.en", "a", "a", "b"),
        lines(tmp_path / "b.ja", "一", "", "三"),
    )
    assert sides.references == (("ア", "イ", "ウ"),)
    assert sides.second == ("一", "", "三")
    assert sides.unmatched == ()


def test_empty_lines(tmp_path: Path) -> None:
    """In a reference or source an error that says where; in a hypothesis bad output; `gaps` lists."""
    full, gap = lines(tmp_path / "a", "あ", "い"), lines(tmp_path / "b", "あ", "")
    for words in ((full, [gap]), (full, [full], gap)):
        with pytest.raises(ScoreError, match="b:2: is an empty line — fill it"):
            read_sides(*words)
    assert read_sides(gap, [full]).hypotheses == ("あ", "")
    sides = read_sides(full, [gap], gaps=True)
    assert (sides.ids, sides.unmatched) == (("1",), (f"{full}:2: no reference in {gap}",))
