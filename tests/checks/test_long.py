"""What a long unit costs: four times the text takes about four times the work, never sixteen times."""

from __future__ import annotations

import json
import random
from functools import partial

import pytest

from tests.growth import TRIES, grows_at_most
from workbench.checks import reporters, run_checks
from workbench.checks.baseline import mark_of
from workbench.checks.check import CheckContext, registry
from workbench.checks.gravity import grave
from workbench.checks.reporters import Located
from workbench.model import Finding, Fix, Severity, State, Unit

MONTHS = "January February March April May June July August September October November December"
SENTENCES = (
    ("On {M} {d}, {y}, {a} people met.", "{y}年{d}月{m}日、{a}人が集まった。"),
    ("It rose from {a} to {b} percent.", "{b}から{a}パーセントに上がった。"),
    ("“The {b} judges,” said {n}, “never agreed” ({a}).", "「{b}人の裁判官は」と{N}は述べ、「決して同意しなかった」（{a}）。"),
    ("At {d}:30 p.m. {a} women and {b} men paid ${b}.", "午後{d}時30分、{a}人の男性と{b}人の女性が{b}円を払った。"),
    ("See <b>Article {d}</b> of {{x}} at https://x.org/{a} or %s.", "https://x.org/{a}または%sにある{{x}}の<b>第{d}条</b>を参照。"),
    ("It is not illegal; {a} are no longer barred.", "違法ではない。{a}人はもはや禁じられていない。"),
    ("{d}% of {b} couples in {p} refused.", "{p}の{b}組のうち{d}人が拒んだ。"),
)  # fmt: skip
NAMES = (
    ("Sato", "佐藤さん"),
    ("Maria Lopez", "マリア・ロペス氏"),
    ("Boris Dittrich", "ペーター氏"),
)


def long_text(size: int, seed: int) -> tuple[str, str]:
    """A source of some `size` characters with a target that holds most of what checks look for."""
    chance = random.Random(seed)
    sides: tuple[list[str], list[str]] = ([], [])
    made = 0
    while made < size:
        name, called = chance.choice(NAMES)
        day, month = chance.randint(1, 28), chance.randint(1, 12)
        values = {
            "M": MONTHS.split()[month - 1], "d": day, "m": month, "y": chance.randint(1900, 2030),
            "a": chance.randint(2, 99999), "b": chance.randint(2, 9999), "n": name, "N": called,
            "p": chance.choice(["Oregon", "Taiwan", "Kyoto"]),
        }  # fmt: skip
        for side, sentence in zip(sides, chance.choice(SENTENCES), strict=True):
            side.append(sentence.format(**values))
        made += len(sides[0][-1]) + 1
    return " ".join(sides[0]), "".join(sides[1])


def _check(check: str, text: tuple[str, str]) -> None:
    unit = Unit("p1", *text, State.CONFIRMED)
    languages = registry()[check].languages
    target = "ja" if not languages or "ja" in languages else languages[0]
    run_checks([unit], CheckContext("en", target, [unit]), only=[check])


@pytest.mark.parametrize("check", registry())
def test_time_of_a_check_grows_with_the_text(check: str) -> None:
    """From 20,000 to 80,000 characters at most ninefold."""
    texts = {
        (size, seed): long_text(size, seed) for size in (20_000, 80_000) for seed in range(TRIES)
    }
    grows_at_most(
        9,
        lambda seed: _check(check, texts[20_000, seed]),
        lambda seed: _check(check, texts[80_000, seed]),
    )


def test_a_name_said_a_thousand_times_is_sought_once() -> None:
    """And of hundreds of different names those that stand first: what is missing there is found."""

    def names(letters: str, attempt: int) -> None:
        source = " ".join(f"Anna Lo{a}{b}, 41, came." for a in letters for b in letters)
        _check("names.missing", (source, f"{attempt}アンナが来た。" * len(letters) ** 2))

    # twice the letters, four times the names
    grows_at_most(12, partial(names, "abcdefghij"), partial(names, "abcdefghijklmnopqrst"))
    unit = Unit(
        "p1", "Boris Dittrich, 61, agreed. " * 1000, "誰かが同意した。" * 1000, State.CONFIRMED
    )
    (found,) = run_checks([unit], CheckContext("en", "ja", [unit]), only=["names.missing"])
    assert len(found.source_spans) == 1000


def _thousand() -> list[Located]:
    """A thousand findings with a repair on one unit of 100,000 characters."""
    unit = Unit("p1", "“a” " * 25_000, '"あ"' * 33_000, State.CONFIRMED)
    return [
        Located(
            Finding("quotes.japanese", Severity.WARNING, "p1", "x", ((n, n + 3),), ((n, n + 3),),
                    Fix("x", (((n, n + 1), "「"), ((n + 2, n + 3), "」")))),
            unit, "a.po", 3,
        )
        for n in range(0, 90_000, 90)
    ]  # fmt: skip


def test_reports_do_not_repeat_a_long_text_in_each_finding() -> None:
    """JSON and JUnit give the piece that is meant; the repaired piece is the piece, repaired."""
    rows = _thousand()
    assert len(reporters.junit(rows, ["a.po"], grave("note"))) < 2_000_000
    assert len(reporters.sarif(rows)) < 2_000_000
    found = json.loads(reporters.as_json(rows, 1))["findings"]
    for field, row in zip(found, rows, strict=True):
        start = field["target_start"]
        assert row.unit.target.startswith(field["target"], start)
        (a, b), fix = field["target_spans"][0], field["fix"]
        assert field["target"][a - start : b - start] == row.unit.target[a:b]
        assert row.finding.fix is not None
        whole = row.finding.fix.apply(row.unit.target)
        assert whole == row.unit.target[:start] + fix + row.unit.target[start + len(fix) :]


def test_a_usual_text_is_given_whole() -> None:
    """With the offsets of the whole text, and nothing said of a beginning."""
    unit = Unit("p1", "A. " * 3000, "あ。" * 3000, State.CONFIRMED)
    row = Located(Finding("x", Severity.NOTE, "p1", "x", ((8000, 8001),)), unit, "a.po", 3)
    (field,) = json.loads(reporters.as_json([row], 1))["findings"]
    assert (field["source"], field["target"]) == (unit.source, unit.target)
    assert "source_start" not in field and "target_start" not in field


def test_the_mark_of_a_finding_is_what_it_was() -> None:
    """Baselines that exist still know their findings: the digest of one, computed the long way."""
    import hashlib

    for source in ("A “b”\n", "a" * 20_000):
        unit = Unit("p1", source, "「あ」", State.CONFIRMED)
        found = Finding("x.y", Severity.NOTE, "p1", "m", ((0, 1), (2, 3)), ((1, 2),))
        key = json.dumps(["x.y", source, [source[0:1], source[2:3]], ["あ"]])
        assert mark_of(found, unit) == "x.y:" + hashlib.sha256(key.encode()).hexdigest()[:16]
        assert mark_of(found, unit) == mark_of(found, unit)
