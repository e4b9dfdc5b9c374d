"""The Argos engine: same output as Argos itself, whole lists in one go, errors in one line."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.drafting.tiny import tiny_package
from workbench.drafting.argos import ArgosEngine, annotated
from workbench.drafting.runtime import LoadedPackage
from workbench.errors import EngineError, PackageError
from workbench.model import TermChoice

SENTENCES = [
    "The court ruled.",
    "The mayor of Tokyo said on Tuesday the new law is not in Osaka , and couples will register.",
    "same-sex marriage",
    "She said 1,234 people (57.2 percent) in Pyxis!",
    "a_b under_score",
    "漢字 and kana ひらがな stay.",
    "The court ruled.",
]


@pytest.fixture
def argos(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """argostranslate.translate itself, with stand-ins for the splitters it would download."""
    for name in ("stanza", "minisbd"):
        stand_in = types.ModuleType(name)
        stand_in.SBDetect = stand_in.Pipeline = object  # type: ignore[attr-defined]
        stand_in.models = types.SimpleNamespace(cache_dir="")  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, name, stand_in)
        monkeypatch.setitem(sys.modules, f"{name}.models", stand_in)
    from argostranslate import translate

    yield translate
    for name in ("argostranslate.translate", "argostranslate.sbd"):
        sys.modules.pop(name, None)


class WholeText:
    """A splitter that does not split."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


def by_argos(argos: Any, folder: Path, texts: list[str], hypotheses: int = 1) -> list[list[str]]:
    from argostranslate.package import Package

    package = Package(folder)
    made = argos.PackageTranslation.__new__(argos.PackageTranslation)
    made.pkg, made.translator, made.sentencizer = package, None, WholeText()
    return [[h.value for h in made.hypotheses(text, hypotheses)] for text in texts]


KINDS = {
    "word for word": {},
    "random weights": {"seed": 7},
    "other random weights": {"seed": 8},
    "older, BPE": {"bpe": True},
    "multilingual, with a target token": {"target_prefix": "__ja__", "seed": 9},
}


@pytest.mark.parametrize("options", KINDS.values(), ids=KINDS)
def test_same_package_and_settings_give_what_argos_gives(
    argos: Any, tmp_path: Path, options: dict[str, Any]
) -> None:
    """Character for character, though we batch the whole list and Argos works text by text."""
    engine = ArgosEngine("en", "ja", tiny_package(tmp_path, **options), plain=True)
    ours = [draft.target for draft in engine.translate(SENTENCES)]

    folder = engine._models[0].folder
    assert ours == [found[0] for found in by_argos(argos, folder, SENTENCES)]
    several = engine.translate(SENTENCES[:3], hypotheses=3)
    wanted = by_argos(argos, folder, SENTENCES[:3], 3)
    for draft, found in zip(several, wanted, strict=True):
        assert [draft.target, *draft.alternatives] == list(dict.fromkeys(found))


def test_a_trained_package_gives_what_argos_gives(argos: Any, shared: Path) -> None:
    """The same, with a real model and real English."""
    package = shared / "bootstrap" / "translate-en_ja-bootstrap.argosmodel"
    engine = ArgosEngine("en", "ja", package, plain=True)
    texts = [
        "A court in the capital ruled on Tuesday that the law was unconstitutional.",
        "“We have waited for this,” said Haruka, who lives with her partner.",
        "About 57 percent of those asked were in favour.",
    ]
    ours = [draft.target for draft in engine.translate(texts)]
    assert ours == [found[0] for found in by_argos(argos, engine._models[0].folder, texts)]


def test_drafts_come_in_order_with_what_made_them(engine: ArgosEngine) -> None:
    drafts = engine.translate(SENTENCES)
    assert [draft.source for draft in drafts] == SENTENCES
    assert drafts[0].target == drafts[-1].target == "その裁判所判断した。"
    assert {(draft.engine, draft.package) for draft in drafts} == {("argos", "en_ja-1.0")}
    assert all(draft.score <= 0 for draft in drafts)


def test_neighbours_do_not_change_a_draft(engine: ArgosEngine) -> None:
    alone = [engine.translate([sentence])[0].target for sentence in SENTENCES]
    assert alone == [draft.target for draft in engine.translate(SENTENCES)]


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_nothing_to_translate_stays_nothing(engine: ArgosEngine, text: str) -> None:
    assert engine.translate([text, "The law."])[0].target == ""
    assert engine.translate([]) == []


@pytest.mark.parametrize(
    "text", ["\ud800 court", "\x00\x1b[31m court", "\u202e court", "🏳️‍🌈 court", "court " * 3]
)
def test_strange_characters_do_no_harm(engine: ArgosEngine, text: str) -> None:
    assert "裁判所" in engine.translate([text])[0].target


def test_underscores_and_letters_of_no_piece_survive(engine: ArgosEngine) -> None:
    """Argos' own decoding makes spaces of underscores; rare characters come back from bytes."""
    said = engine.translate(["file_name is 埴輪."])[0].target
    assert "file_name" in said
    assert "埴輪" in said
    assert "<0x" not in said


@pytest.mark.parametrize("words", [400, 5_000])
def test_what_is_too_long_for_a_model_is_not_cut_off(engine: ArgosEngine, words: int) -> None:
    """CTranslate2 drops what is beyond 1,024 tokens and stops writing after 256."""
    text = "The court ruled, " * (words // 4) + "the mayor said."
    said = engine.translate([text])[0].target
    assert said.count("裁判所") == words // 4
    assert said.endswith("市長述べた。")


def test_a_huge_line_without_spaces_is_translated(engine: ArgosEngine) -> None:
    assert engine.translate(["x" * 20_000])[0].target.count("x") == 20_000


def test_progress_is_told_and_may_stop_the_work(engine: ArgosEngine) -> None:
    seen: list[tuple[int, int]] = []
    texts = [f"The court ruled in {number}." for number in range(800)]
    engine.translate(texts, on_progress=lambda done, all_: seen.append((done, all_)))
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == (800, 800)

    def stop(done: int, all_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.translate(texts, on_progress=stop)


def test_a_prefix_is_kept_and_gone_on_from(engine: ArgosEngine) -> None:
    draft = engine.translate(["The court ruled in Tokyo."], prefix=["その市"])[0]
    assert draft.target.startswith("その市")
    assert draft.target.endswith("東京。")


def test_words_to_avoid_are_not_said(engine: ArgosEngine) -> None:
    assert "性転換" in engine.translate(["The transgender mayor"])[0].target
    assert "性転換" not in engine.translate(["The transgender mayor"], avoid=["性転換"])[0].target


def test_likelier_targets_score_higher(engine: ArgosEngine) -> None:
    good, bad = engine.score(["The court ruled."] * 2, ["その裁判所判断した。", "その市判断した。"])
    assert good > bad


ANNOTATED = {
    "one term": ("the court ruled", [(4, 9, "地裁")], "the court ⦅ 地裁 ⦆ ruled"),
    "two, given in any order": (
        "court and law", [(10, 13, "法"), (0, 5, "地裁")], "court ⦅ 地裁 ⦆ and law ⦅ 法 ⦆",
    ),
    "a verb by its noun": ("they sued", [(5, 9, "提訴する")], "they sued ⦅ 提訴 ⦆"),
    "marks in the article are no marks": ("a ⦅b⦆ law", [(6, 9, "法")], "a b law ⦅ 法 ⦆"),
    "nor are wide ones": ("a ｟b｠ law", [(6, 9, "法")], "a b law ⦅ 法 ⦆"),
    "marks in a term are no marks": ("law", [(0, 3, "⦆法⦅")], "law ⦅ 法 ⦆"),
    "overlapping: the first": ("law suit", [(0, 8, "訴訟"), (4, 8, "服")], "law suit ⦅ 訴訟 ⦆"),
    "outside the text: not at all": ("law", [(2, 9, "法")], "law"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "terms", "wanted"), ANNOTATED.values(), ids=ANNOTATED)
def test_terms_are_written_into_the_source(
    text: str, terms: list[tuple[int, int, str]], wanted: str
) -> None:
    choices = [TermChoice((start, end), (target,), target) for start, end, target in terms]
    assert annotated(text, choices, ("⦅", "⦆")) == wanted


def test_a_term_of_unclear_meaning_is_not_written_into_the_source() -> None:
    """The engine says what it takes it for; any of the concepts' targets is right."""
    choices = [TermChoice((4, 9), ("地裁", "庭"), "court", clear=False)]
    assert annotated("the court ruled", choices, ("⦅", "⦆")) == "the court ruled"


def test_terms_are_annotated_only_where_the_package_was_trained_for_it(
    tmp_path: Path, engine: ArgosEngine
) -> None:
    ours = tiny_package(
        tmp_path, version="2.0", workbench={"annotation": {"open": "⦅", "close": "⦆"}}
    )
    asked = [[TermChoice((4, 9), ("制度",), "c")]]
    trained = ArgosEngine("en", "ja", ours)
    assert trained.annotates
    assert not engine.annotates
    assert "制度" in trained.translate(["The court ruled."], terms=asked)[0].target
    assert "制度" not in engine.translate(["The court ruled."], terms=asked)[0].target
    assert not trained.with_plain_options().annotates


def test_no_mark_of_an_article_reaches_a_model_that_was_trained_on_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = {"annotation": {"open": "⦅", "close": "⦆"}}
    engine = ArgosEngine("en", "ja", tiny_package(tmp_path, version="2.0", workbench=marks))
    read: list[str] = []
    whole = LoadedPackage._read
    monkeypatch.setattr(LoadedPackage, "_read", lambda self, t: read.append(t) or whole(self, t))
    text = "The ⦅court⦆ ｟ruled｠."
    engine.translate([text])
    engine.score([text], ["法"])
    engine.alternatives(text)
    assert read
    assert not set("".join(read)) & set("⦅⦆｟｠")


def test_decoding_defaults_come_from_the_package_and_no_others_pass(tmp_path: Path) -> None:
    table = {"decoding": {"beam_size": 2, "callback": "evil", "max_batch_size": 1}}
    engine = ArgosEngine("en", "ja", tiny_package(tmp_path, workbench=table))
    options = engine._models[0]._options(1, False, 100)
    assert options["beam_size"] == 2
    assert "callback" not in options
    assert options["max_batch_size"] > 1
    assert engine.translate(["The law."])[0].target == "その法。"


def test_targets_are_read_as_they_were_trained(tmp_path: Path) -> None:
    """A package of ours normalises sources in its tokenizer; a typed ２ must stay a ２."""
    plain = ArgosEngine("en", "ja", tiny_package(tmp_path, version="1"))
    table = {"normalisation": "in the tokenizer"}
    ours = ArgosEngine("en", "ja", tiny_package(tmp_path, version="2", workbench=table))
    assert plain._models[0].pieces("東京２")[-1] == "2"
    assert ours._models[0].pieces("東京２")[-1] != "2"
    assert ours.translate(["Tokyo , law"], prefix=["東京２"])[0].target.startswith("東京２")


BROKEN = {
    "model": ("model/model.bin", b"no model"),
    "tokenizer": ("sentencepiece.model", b"no pieces"),
    "vocabulary": ("model/shared_vocabulary.json", b"[[["),
    "metadata": ("metadata.json", b'{"from_code":"en","to_code":"ja","package_version":"1","languages":7}'),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content"), BROKEN.values(), ids=BROKEN)
def test_a_broken_package_is_said_in_one_line(
    archive: Path, engine: ArgosEngine, name: str, content: bytes
) -> None:
    """Without our list of hashes, as argospm installs them."""
    folder = engine._models[0].folder
    (folder / ".workbench.json").unlink()
    (folder / name).write_bytes(content)
    with pytest.raises((PackageError, EngineError)) as said:
        ArgosEngine("en", "ja", folder).translate(["The law."])
    assert "\n" not in str(said.value)
    assert said.value.exit_status == 3


def test_a_changed_file_is_noticed_before_it_is_loaded(engine: ArgosEngine) -> None:
    folder = engine._models[0].folder
    with (folder / "model" / "model.bin").open("r+b") as file:
        file.seek(1000)
        file.write(b"\0\1\2\3")
    with pytest.raises(PackageError, match=r"model\.bin is not what was installed"):
        ArgosEngine("en", "ja", folder).translate(["The law."])


def test_a_read_only_home_is_said(tmp_path: Path, archive: Path) -> None:
    """argostranslate makes folders when it is imported."""
    import subprocess

    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "from pathlib import Path\n"
        "from workbench.drafting.argos import ArgosEngine\n"
        "from workbench.errors import PackageError\n"
        "try: ArgosEngine('en', 'ja', Path(sys.argv[1])).translate(['a'])\n"
        "except PackageError as error: print(error)\n"
    )
    (tmp_path / "file").write_text("not a folder")
    environment = {
        "PATH": "/usr/bin:/bin", "HOME": str(tmp_path / "file"), "WORKBENCH_DATA": str(tmp_path / "w")
    }  # fmt: skip
    said = subprocess.run(
        [sys.executable, "-c", code, str(archive)], env=environment, capture_output=True, text=True,
        cwd=Path(__file__).parents[2], check=True,
    )  # fmt: skip
    assert "cannot be read by Argos" in said.stdout
    assert said.stdout.count("\n") == 1


VMAP = "\t。 その だろう\n▁court\t法\n▁ruled\t判断した\n"
"""What this model's pieces may become: nothing lets it say 裁判所."""


@pytest.mark.parametrize("declared", [True, False])
def test_a_shortlist_narrows_what_is_weighed_where_the_package_declares_it(
    tmp_path: Path, declared: bool
) -> None:
    """A file of that name in the package of somebody else changes nothing."""
    package = tiny_package(
        tmp_path, workbench={"shortlist": declared}, extra={"model/vmap.txt": VMAP.encode()}
    )
    (draft,) = ArgosEngine("en", "ja", package).translate(["The court ruled ."])
    assert ("裁判所" in draft.target) is not declared
    assert draft.target.startswith("その") and draft.target.endswith("。")


def test_what_is_forced_or_plain_is_not_narrowed_by_a_shortlist(tmp_path: Path) -> None:
    """A forced beginning may be any word; so may what stands in for a word to avoid."""
    extra = {"model/vmap.txt": VMAP.encode()}
    narrow = tiny_package(tmp_path / "a", workbench={"shortlist": True}, extra=extra)
    free = tiny_package(tmp_path / "b", workbench={})
    said: list[list[str]] = []
    for package in (narrow, free):
        engine = ArgosEngine("en", "ja", package)
        asked: list[dict[str, Any]] = [{"prefix": ["その裁判所"]}, {"avoid": ["法"]}]
        drafts = [engine.translate(["The court ruled ."], **options)[0] for options in asked]
        drafts += engine.with_plain_options().translate(["The court ruled ."])
        said.append([draft.target for draft in drafts])
    assert said[0] == said[1] and all("裁判所" in text for text in said[0])
