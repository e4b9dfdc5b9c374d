"""Scores: the yardstick agrees with the field, and says how it was made."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import ScoreError
from workbench.model import Score
from workbench.scoring import check_baseline, compare, effort, read_sides, score, write_baseline

JA = [
    "札幌高裁は違憲と判断した。",
    "同性カップルに証明書を発行した。",
    "首相は慎重な姿勢を示した。",
]
SYSTEMS = ("argos", "nllb", "bergamot-base", "google", "microsoft")


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("test_set", ["flores-dev", "wmt22"])
def test_published_scores_are_reproduced(shared: Path, test_set: str, system: str) -> None:
    """Mozilla's table, within rounding, from the same outputs."""
    folder = shared / "eval"
    lines = (folder / "scores.tsv").read_text("utf-8").splitlines()
    table = csv.DictReader(lines, delimiter="\t")
    published = {(row["set"], row["system"]): float(row["BLEU"]) for row in table}
    sides = read_sides(folder / f"{test_set}.{system}.ja", [folder / f"{test_set}.ja"])

    found = score(sides.hypotheses, sides.references, target_language="ja", metrics=["bleu"])[0]
    assert published[test_set, system] == pytest.approx(found.value, abs=0.0501)


@pytest.mark.parametrize("test_set", ["flores-dev", "wmt22"])
def test_the_sacrebleu_command_gives_the_same_digits(shared: Path, test_set: str) -> None:
    """Five systems, to the last of ten digits that it prints."""
    folder = shared / "eval"
    paths = [folder / f"{test_set}.{system}.ja" for system in SYSTEMS]
    reference = folder / f"{test_set}.ja"
    said = subprocess.run(
        [sys.executable, "-m", "sacrebleu", reference, "-i", *paths, "-l", "en-ja",
         "-m", "bleu", "chrf", "-w", "10", "-f", "json"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    rows = json.loads(said)

    assert len(rows) == len(SYSTEMS)
    for path, row in zip(paths, rows, strict=True):
        sides = read_sides(path, [reference])
        found = score(sides.hypotheses, sides.references, target_language="ja")
        assert [f"{s.value:.10f}" for s in found] == [row["BLEU"], row["chrF2"]], path.name


def test_word_order_and_ter_agree_with_the_command_too(shared: Path, tmp_path: Path) -> None:
    """chrF++ and TER, on a piece that does not take minutes."""
    paths = []
    for name in ("flores-dev.argos.ja", "flores-dev.ja"):
        lines = (shared / "eval" / name).read_text("utf-8").split("\n")[:100]
        paths.append(tmp_path / name)
        paths[-1].write_text("\n".join(lines) + "\n", "utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "sacrebleu", paths[1], "-i", paths[0], "-m", "chrf", "ter", "-w",
         "10", "-b", "--chrf-word-order", "2", "--ter-asian-support", "--ter-normalized"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    sides = read_sides(paths[0], [paths[1]])
    found = score(
        sides.hypotheses, sides.references, target_language="ja", metrics=["chrf++", "ter"]
    )
    assert [round(s.value, 10) for s in found] == json.loads(said)


def test_japanese_is_scored_with_mecab_and_says_so() -> None:
    """The signature names tokenizer and version; other languages get 13a."""
    found = score(JA, [JA], target_language="ja", metrics=["bleu", "chrf", "chrf++", "ter"])

    assert [round(s.value) for s in found] == [100, 100, 100, 0]
    assert "tok:ja-mecab-0.996-IPA" in found[0].signature and "version:" in found[0].signature
    assert "tok:13a" in score(["A b c d."], [["A b c d."]], target_language="fr")[0].signature
    assert "norm:nfkc" in score(JA, [JA], target_language="ja", normalise=True)[0].signature


def test_segments_and_intervals_come_on_demand() -> None:
    """One number a segment; a 95 % interval around the corpus score."""
    hypotheses = [JA[0], JA[1], "首相は慎重だった。"]
    found = score(
        hypotheses, [JA], target_language="ja", metrics=["chrf"], segments=True, confidence=100
    )[0]

    assert len(found.segments) == 3 and found.segments[0] > found.segments[2]
    assert found.low is not None and found.high is not None and found.low <= found.high


@pytest.mark.parametrize("name", ["bleu", "chrf", "ter"])
def test_an_interval_around_bad_output(name: str) -> None:
    """Resamples that score 0 are numbers like any other."""
    found = score([JA[0], "", ""], [JA], target_language="ja", metrics=[name], confidence=100)[0]

    assert found.low is not None and found.high is not None and found.low < found.high


@pytest.mark.parametrize(
    ("hypotheses", "references", "metrics", "says"),
    [
        ([], [[]], ["bleu"], "nothing to score"),
        (["a"], [], ["bleu"], "nothing to score"),
        (["a", "b"], [["a"]], ["bleu"], "2 hypotheses, but reference 1 has 1"),
        (["a"], [["a"]], ["comet"], "no metric comet.*bleu, chrf"),
    ],
)
def test_sides_that_cannot_be_scored_are_refused(
    hypotheses: list[str], references: list[list[str]], metrics: list[str], says: str
) -> None:
    """Which side and how many."""
    with pytest.raises(ScoreError, match=says):
        score(hypotheses, references, target_language="ja", metrics=metrics)


def test_a_difference_comes_with_its_significance() -> None:
    """The same system is not better than itself; a broken one is worse, surely."""
    many = JA * 30
    broken = ["全く違う文。"] * 90
    same = compare(many, many, [many], target_language="ja", metrics=["chrf"], samples=200)
    worse = compare(
        many, broken, [many], target_language="ja", metrics=["chrf"],
        method="randomisation", samples=200,
    )  # fmt: skip

    assert not same[0].significant
    assert worse[0].significant and worse[0].first.value > worse[0].second.value


def test_a_baseline_gates_and_refuses_other_signatures(tmp_path: Path) -> None:
    """Better passes, worse fails, another tokenizer is an error."""
    path = tmp_path / "scores.json"
    write_baseline(path, [Score("bleu", 20.0, "tok:ja-mecab"), Score("ter", 50.0, "t")])

    good = check_baseline(path, [Score("bleu", 20.5, "tok:ja-mecab"), Score("ter", 49, "t")])
    bad = check_baseline(path, [Score("bleu", 19.0, "tok:ja-mecab"), Score("ter", 51, "t")])
    assert ([g.met for g in good], [g.met for g in bad]) == ([True, True], [False, False])
    assert all(
        g.met
        for g in check_baseline(
            path, [Score("bleu", 19.0, "tok:ja-mecab"), Score("ter", 51, "t")], tolerance=1.0
        )
    )
    with pytest.raises(ScoreError, match=r"another|different signatures cannot be compared"):
        check_baseline(path, [Score("bleu", 99.0, "tok:13a"), Score("ter", 1, "t")])
    with pytest.raises(ScoreError, match="which was not asked for"):
        check_baseline(path, [Score("bleu", 99.0, "tok:ja-mecab")])
    path.write_text("[1]")
    with pytest.raises(ScoreError, match="not a score baseline"):
        check_baseline(path, [])


def test_effort_is_edits_per_hundred_characters() -> None:
    """And the share of drafts nobody touched."""
    found = effort(["同じ文", "違う分"], ["同じ文", "違う文"])

    assert found.edits == (0, 1)
    assert (50.0, pytest.approx(100 / 6)) == (found.unchanged, found.rate)


def test_sides_are_matched_by_source_and_mismatches_listed(tmp_path: Path) -> None:
    """Catalogs in another order match; what has no partner is said."""
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: ja\\n"\n\n'
    )
    (tmp_path / "h.po").write_text(
        head + 'msgid "a"\nmsgstr "あ"\n\nmsgid "b"\nmsgstr "い"\n\nmsgid "x"\nmsgstr "う"\n',
        "utf-8",
    )
    (tmp_path / "r.po").write_text(
        head + 'msgid "b"\nmsgstr "イ"\n\nmsgid "a"\nmsgstr "ア"\n\nmsgid "y"\nmsgstr "エ"\n',
        "utf-8",
    )
    sides = read_sides(tmp_path / "h.po", [tmp_path / "r.po"])

    assert (sides.hypotheses, sides.references, sides.ids) == (
        ("あ", "い"),
        (("ア", "イ"),),
        ("e1", "e2"),
    )
    assert len(sides.unmatched) == 2 and "e3" in sides.unmatched[0] + sides.unmatched[1]
    assert sides.target_language == "ja"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\xff\n", "is not UTF-8: byte 0xff at offset 0"),
        (b"a\nb\nc\n", "has 3 lines, .* has 1"),
    ],
)
def test_bad_text_sides_are_one_line(tmp_path: Path, data: bytes, says: str) -> None:
    """Where and what."""
    (tmp_path / "h.txt").write_text("あ\n", "utf-8")
    (tmp_path / "r.txt").write_bytes(data)
    with pytest.raises(ScoreError, match=says):
        read_sides(tmp_path / "h.txt", [tmp_path / "r.txt"])
