"""Drafting a catalog: which units, what is kept, what an interruption leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.catalog import open_store, read_po
from workbench.config import Config, shipped
from workbench.desk import pretranslate as prepare
from workbench.desk.extract import extract
from workbench.desk.pretranslate import chosen, draft_units, floor_of, pretranslate
from workbench.desk.summary import summary
from workbench.drafting import risk_model
from workbench.errors import CatalogLocked, EngineError, UsageError
from workbench.model import Draft, Origin, State, TermChoice
from workbench.terms import Termbase

HEAD = "id\tsubject\tpos\tdefinition\tsource\ten\tja\n"
ROW = "x.oath\tlgbtq\tnoun\tA promise.\town\toath\t宣誓\n"


class Echo:
    """An engine whose drafts can be told: 訳文 and a number, 語 for a single word; keeps its calls."""

    name, package, source, target, annotates = "echo", "1.0", "en", "ja", False

    def __init__(self, *, stop_after: int | None = None) -> None:
        self.calls: list[list[str]] = []
        self.stop_after = stop_after

    def translate(
        self, sentences: Sequence[str], *, terms: Sequence[Sequence[TermChoice]] | None = None,
        **_more: object,
    ) -> list[Draft]:  # fmt: skip
        if self.stop_after is not None and len(self.calls) >= self.stop_after:
            raise KeyboardInterrupt
        self.calls.append(list(sentences))
        return [
            Draft(
                text,
                f"訳文{'一二三四五六七八九'[n % 9]}である。" if " " in text else "語",
                self.name,
                self.package,
                -0.1,
            )
            for n, text in enumerate(sentences)
        ]

    def alternatives(self, source: str, prefix: str = "", n: int = 5) -> list[str]:
        return []


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.chdir(tmp_path)
    return Config(locales=tmp_path / "locales")


@pytest.fixture
def catalog(config: Config, tmp_path: Path) -> Path:
    article = tmp_path / "a.txt"
    article.write_text(
        "They took an oath today. It was sworn.\n\nA line.\n\nAnother line.\n", encoding="utf-8"
    )
    return extract(article, config)[0].path


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Echo:
    made = Echo()
    monkeypatch.setattr(prepare, "load_engine", lambda *_a, **_k: made)
    return made


def settle(path: Path, *states: State) -> None:
    with open_store(path) as store:
        for unit, state in zip(store.catalog.live, states, strict=True):
            target = "" if state is State.EMPTY else "前の訳"
            store.record(replace(unit, target=target, state=state))
        store.save()


def test_empty_units_become_fuzzy_with_provenance(
    catalog: Path, config: Config, engine: Echo
) -> None:
    report = pretranslate(catalog, config, termbase=None)
    assert (report.drafted, report.skipped) == (3, 0)
    assert report.engine == "echo 1.0"
    for unit in read_po(catalog).live:
        assert unit.state is State.FUZZY
        assert unit.target
        assert unit.provenance is not None
        assert unit.provenance.origin is Origin.MT
        assert unit.provenance.engine == "echo"


class Unsure(Echo):
    """Its package has a model of risk; of one sentence it is as good as sure that it is wrong."""

    package = next(p.stem for p in shipped("risk").glob("*.json"))

    def token_scores(self, sources: Sequence[str], _targets: Sequence[str]) -> list[list[float]]:
        return [[-9.0, -1.0] * 3 if s == "A line." else [-0.01] * 6 for s in sources]


@pytest.mark.parametrize(("floor", "left"), [(0.9, 1), (1.0, 0), (0.0, 3)])
def test_a_draft_above_the_floor_leaves_its_unit_empty(
    catalog: Path, config: Config, monkeypatch: pytest.MonkeyPatch, floor: float, left: int
) -> None:
    """The risk stays with the unit, so that it can be asked for; the report says how many."""
    monkeypatch.setattr(prepare, "load_engine", lambda *_a, **_k: Unsure())
    report = pretranslate(catalog, replace(config, draft_floor=floor), termbase=None)
    assert (report.drafted, report.left) == (3 - left, left)
    units = read_po(catalog).live
    assert [unit.state for unit in units].count(State.EMPTY) == left
    for unit in units:
        assert unit.provenance is not None and unit.provenance.risk is not None
        assert (unit.target == "") == (unit.provenance.risk > floor)
    assert "risk=" in catalog.read_text("utf-8")


def test_the_floor_is_the_packages_own_unless_the_project_has_one(config: Config) -> None:
    """And a package without a model keeps every draft."""
    model = risk_model(Unsure.package)
    assert model is not None
    assert floor_of(Unsure(), config) == model.floor
    assert floor_of(Unsure(), replace(config, draft_floor=0.4)) == 0.4
    assert floor_of(Echo(), config) == 1.0


def test_the_whole_catalog_is_one_batch_of_sentences(
    catalog: Path, config: Config, engine: Echo
) -> None:
    pretranslate(catalog, config, termbase=None)
    assert engine.calls[0] == [
        "They took an oath today.",
        "It was sworn.",
        "A line.",
        "Another line.",
    ]
    assert read_po(catalog).live[0].target == "訳文一である。訳文二である。"


@pytest.mark.parametrize(
    ("only", "drafted"), [("untranslated", [True, False, False]), ("fuzzy", [False, True, False]),
                          ("all", [True, True, False])],
)  # fmt: skip
def test_confirmed_work_is_never_drafted_over(
    catalog: Path, config: Config, engine: Echo, only: str, drafted: list[bool]
) -> None:
    settle(catalog, State.EMPTY, State.FUZZY, State.CONFIRMED)
    report = pretranslate(catalog, config, termbase=None, only=only)
    assert report.drafted == sum(drafted)
    assert report.skipped == 3 - sum(drafted)
    found = [unit.target.startswith("訳文") for unit in read_po(catalog).live]
    assert found == drafted


def test_again_drafts_nothing_and_changes_nothing(
    catalog: Path, config: Config, engine: Echo
) -> None:
    pretranslate(catalog, config, termbase=None)
    before, calls = catalog.read_bytes(), len(engine.calls)
    assert pretranslate(catalog, config, termbase=None).drafted == 0
    assert catalog.read_bytes() == before
    assert [call for call in engine.calls[calls:] if call] == []


def test_an_unknown_choice_is_a_usage_error() -> None:
    with pytest.raises(UsageError) as error:
        chosen([], "some")
    assert "untranslated" in str(error.value)


def test_terms_are_counted(catalog: Path, config: Config, engine: Echo, tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text(HEAD + ROW, encoding="utf-8")
    termbase = Termbase.load([tmp_path / "t.tsv"], "en", "ja")
    report = pretranslate(catalog, config, termbase=termbase)
    assert (report.honoured, report.asked) == (0, 1)
    told = summary(read_po(catalog), termbase)
    assert (told.honoured, told.terms) == (0, 1), "status and run count in the same way"
    assert dict(report.warnings)["terms"] == 1
    provenance = read_po(catalog).live[0].provenance
    assert provenance is not None
    assert provenance.terms == (0, 1)


def test_drafts_come_in_the_order_of_the_units(catalog: Path, config: Config, engine: Echo) -> None:
    units = read_po(catalog).live
    drafts = draft_units(units[::-1], engine, config, None)
    assert [len(draft.drafts) for draft in drafts] == [1, 1, 2]


def test_an_interruption_keeps_what_was_drafted(
    catalog: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "load_engine", lambda *_a, **_k: Echo(stop_after=1))
    monkeypatch.setattr(prepare, "_CHUNK", 1)
    with pytest.raises(KeyboardInterrupt):
        pretranslate(catalog, config, termbase=None)
    assert [unit.state for unit in read_po(catalog).live] == [
        State.FUZZY, State.EMPTY, State.EMPTY,
    ]  # fmt: skip
    with open_store(catalog) as store:  # the lock is free again
        assert store.recovered == ()


def test_a_failing_engine_leaves_the_catalog_as_it_was(
    catalog: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_named: object) -> Echo:
        raise EngineError("no")

    before = catalog.read_bytes()
    monkeypatch.setattr(prepare, "load_engine", fail)
    with pytest.raises(EngineError):
        pretranslate(catalog, config, termbase=None)
    assert catalog.read_bytes() == before


def test_a_locked_catalog_is_not_drafted(catalog: Path, config: Config, engine: Echo) -> None:
    with open_store(catalog), pytest.raises(CatalogLocked):
        pretranslate(catalog, config, termbase=None)
    assert engine.calls == []


def test_an_empty_draft_leaves_the_unit_empty(
    catalog: Path, config: Config, engine: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        engine,
        "translate",
        lambda sentences, **_k: [Draft(text, "", "echo", "1.0", -9.0) for text in sentences],
    )
    pretranslate(catalog, config, termbase=None)
    assert {unit.state for unit in read_po(catalog).live} == {State.EMPTY}
