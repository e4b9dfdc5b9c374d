"""CTranslate2 folders of any layout: recognised, and their output is that of the library itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.drafting.folders import FILES, KINDS, broken, card, tiny_folder
from workbench.drafting import draft_texts, load_engine, redraft
from workbench.drafting.converted import Layout, converted, layout_of, recognised
from workbench.drafting.registry import add, added, take_away
from workbench.errors import EngineError, PackageError, UsageError

PAIR = Layout(source="en", target="ja")
SENTENCES = [
    "The court ruled on Tuesday.", "Couples in the city may register, the mayor said.", "The law.",
    "The mayor of the city ruled that couples may register a partnership on Tuesday.", "Unknown Ω",
]  # fmt: skip
AROUND = {
    "marian": ([], ["</s>"], []),
    "marian, two vocabularies": ([], [], []),
    "marian, many targets": ([">>jpn<<"], ["</s>"], []),
    "quickmt": ([], ["</s>"], []),
    "m2m100": (["__en__"], ["</s>"], ["__ja__"]),
    "nllb": (["eng_Latn"], ["</s>"], ["jpn_Jpan"]),
    "mbart": (["en_XX"], ["</s>"], ["ja_XX"]),
    "t5": (["<2ja>"], ["</s>"], []),
}
"""What each library's own documentation puts before and behind a source and before a target."""


def pieces(path: Path, kind: str) -> tuple[Any, Any]:
    import sentencepiece

    files = FILES.get(kind, ("sentencepiece.bpe.model",))
    read = [sentencepiece.SentencePieceProcessor(model_file=str(path / name)) for name in files]
    return read[0], read[-1]


def raw(path: Path, kind: str, texts: list[str], around: tuple[Any, Any, Any]) -> list[str]:
    """What the library says, with our decoding settings, a text at a time."""
    import ctranslate2

    before, behind, begin = around
    one, other = pieces(path, kind)
    model = ctranslate2.Translator(str(path), device="cpu")
    out = []
    for text in texts:
        tokens = [*before, *one.encode(text, out_type=str), *behind]
        longest = min(250 - len(begin), 24 + 3 * len(tokens))
        found = model.translate_batch(
            [tokens], target_prefix=[begin] if begin else None, beam_size=4, length_penalty=0.6,
            replace_unknowns=True, max_input_length=250, max_decoding_length=longest,
        )  # fmt: skip
        out.append(other.decode_pieces(found[0].hypotheses[0][len(begin) :]))
    return out


@pytest.mark.parametrize("kind", KINDS)
def test_the_output_is_the_librarys(tmp_path: Path, kind: str) -> None:
    """Token for token what CTranslate2 says, each layout with its language tokens and end marks."""
    path = tiny_folder(tmp_path / "model", kind)
    engine = converted("en", "ja", recognised(path, PAIR))
    for text in SENTENCES:  # the length that is allowed goes by the batch
        ours = [draft.target for draft in engine.translate([text])]
        assert ours == raw(path, kind, [text], AROUND[kind])
    drafts = engine.translate(SENTENCES)
    assert len({draft.target for draft in drafts}) > 1
    assert {(draft.engine, draft.package) for draft in drafts} == {("ct2", "en_ja-model")}
    assert not any(token in d.target for d in drafts for token in AROUND[kind][2])


@pytest.mark.parametrize("kind", KINDS)
def test_the_family_is_recognised(tmp_path: Path, kind: str) -> None:
    folder = recognised(tiny_folder(tmp_path / "model", kind))
    assert folder.layout.family == kind.partition(",")[0].replace("quickmt", "marian")
    assert folder.multilingual == bool(AROUND[kind][0])


@pytest.mark.parametrize(
    ("name", "pair"),
    [("opus-mt-en-jap", ("en", "ja")), ("quickmt-ja-en", ("ja", "en")), ("opus-mt-tc-big-en-ko", ("en", "ko")),
     ("model", ("", "")), ("opus-mt-xx-qq", ("", ""))],
)  # fmt: skip
def test_the_name_of_a_folder_may_say_the_pair(
    tmp_path: Path, name: str, pair: tuple[str, str]
) -> None:
    layout = recognised(tiny_folder(tmp_path / name, "marian")).layout
    assert (layout.source, layout.target) == pair


def test_what_cannot_be_known_is_asked_for(tmp_path: Path) -> None:
    path = tiny_folder(tmp_path / "model", "marian")
    with pytest.raises(UsageError, match="which languages"):
        add(path)
    many = tiny_folder(tmp_path / "many", "nllb")
    with pytest.raises(PackageError, match="known to mean de"):
        converted("de", "ja", recognised(many))
    named = Layout(source_token="fra_Latn")
    before = converted("de", "ja", recognised(many, named)).translate(SENTENCES[:1])
    around = (["fra_Latn"], ["</s>"], ["jpn_Jpan"])
    assert before[0].target == raw(many, "nllb", SENTENCES[:1], around)[0]
    with pytest.raises(PackageError, match="no token nobody"):
        converted("en", "ja", recognised(many, Layout(target_token="nobody")))


@pytest.mark.parametrize(
    ("layout", "around"),
    [
        (Layout(last=True), ([], ["</s>", "eng_Latn"], ["jpn_Jpan"])),
        (Layout(bos=True), (["<s>", "eng_Latn"], ["</s>"], ["jpn_Jpan"])),
        (Layout(eos=False), (["eng_Latn"], [], ["jpn_Jpan"])),
    ],
)
def test_switches(tmp_path: Path, layout: Layout, around: Any) -> None:
    """The language behind the text, a mark before it, none behind it."""
    path = tiny_folder(tmp_path / "model", "nllb")
    found = converted("en", "ja", recognised(path, layout)).translate(SENTENCES[:1])
    assert found[0].target == raw(path, "nllb", SENTENCES[:1], around)[0]


@pytest.mark.parametrize("kind", KINDS)
def test_prefixes_redrafts_and_scores_work_as_for_argos(tmp_path: Path, kind: str) -> None:
    path = tiny_folder(tmp_path / "model", kind)
    engine = converted("en", "ja", recognised(path, PAIR))
    text = SENTENCES[1]
    head = "裁判所は"
    assert engine.translate([text], prefix=[head])[0].target.startswith(head)
    assert all(target.startswith(head) for target in engine.alternatives(text, head, 3))
    assert len(engine.translate([text], hypotheses=3)[0].alternatives) == 2
    one = engine.score([text], ["裁判所は判断した。"])[0]
    assert -99 < one < 0


def test_an_article_goes_through_it(tmp_path: Path) -> None:
    """Drafting with its safety net, and redrafts, ask it as they ask Argos."""

    class Whole:
        def __init__(self, text: str) -> None:
            self.inputs = (text,)

        def join(self, targets: Any, language: str) -> str:
            return "".join(targets)

    engine = converted("en", "ja", recognised(tiny_folder(tmp_path / "m", "nllb")))
    found = draft_texts(engine, SENTENCES, cut=Whole)
    assert len(found) == len(SENTENCES)
    assert len(redraft(engine, SENTENCES[0], cut=Whole, n=2)) <= 2


def test_one_is_added_used_and_taken_away(tmp_path: Path) -> None:
    path = tiny_folder(tmp_path / "opus-mt-en-jap", "marian")
    card(path, "cc-by-4.0")
    one = add(path)
    assert (one.called, one.pairs, one.licence, one.commercial) == (
        "ct2:opus-mt-en-jap", "en_ja", "cc-by-4.0", True,
    )  # fmt: skip
    assert added() == [one]
    engine = load_engine("en", "ja", engine="ct2:opus-mt-en-jap")
    assert engine.package == "en_ja-opus-mt-en-jap"
    engine.translate(SENTENCES)
    with pytest.raises(PackageError, match="en_ja, not ja_en"):
        load_engine("ja", "en", engine="ct2:opus-mt-en-jap")
    assert take_away("ct2:opus-mt-en-jap") == one and added() == []
    assert path.is_dir()
    with pytest.raises(EngineError, match="no engine ct2:opus"):
        load_engine("en", "ja", engine="ct2:opus-mt-en-jap")
    assert load_engine("en", "ja", engine=f"ct2:{path}").translate(SENTENCES)


def test_a_name_stays_with_its_folder_until_it_is_replaced(tmp_path: Path) -> None:
    one, other = (tiny_folder(tmp_path / part / "en-ja", "marian") for part in "ab")
    add(one)
    assert add(one).folder == one.resolve(), "the same once more"
    with pytest.raises(UsageError, match="ct2:en-ja is the engine of"):
        add(other)
    assert [engine.folder for engine in added()] == [one.resolve()]
    assert add(other, replace=True).folder == other.resolve()
    assert [engine.folder for engine in added()] == [other.resolve()]


def test_the_licence_of_nllb_forbids_commercial_use(tmp_path: Path) -> None:
    path = tiny_folder(tmp_path / "nllb-200", "nllb")
    assert add(path).commercial is False
    card(path, "apache-2.0")
    assert add(path, name="mine").commercial is True
    other = tiny_folder(tmp_path / "en-ja", "marian")
    assert add(other).commercial is None


HOSTILE = {
    "no model": ("model.bin", None, "no model.bin"),
    "a model that is none": ("model.bin", b"\0" * 40, "cannot be loaded"),
    "an empty model": ("model.bin", b"", "cannot be loaded"),
    "no vocabulary": ("shared_vocabulary.json", None, "no vocabulary"),
    "a vocabulary of other things": ("shared_vocabulary.json", b'{"a": 1}', "no JSON"),
    "one that nests": ("shared_vocabulary.json", b"[" * 100_000, "no JSON"),
    "one that is no text": ("shared_vocabulary.json", b"\xff\xfe\0", "no UTF-8"),
    "one that is short": ("shared_vocabulary.json", b'["a", "b"]', "refused"),
    "a configuration that is a list": ("config.json", b"[]", "no JSON"),
    "no tokenizer": ("source.spm", None, "no SentencePiece"),
    "a tokenizer that is none": ("source.spm", b"no pieces", "tokenizer"),
}


@pytest.mark.parametrize(("name", "content", "said"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_folders_are_refused_in_a_line(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = broken(tiny_folder(tmp_path / "opus-mt-en-ja", "marian"), name, content)
    if name == "source.spm" and content is None:
        broken(path, "target.spm", None)
    with pytest.raises((PackageError, EngineError), match=said) as raised:
        add(path)
    assert "\n" not in str(raised.value) and added() == []


@pytest.mark.parametrize("name", ["../outside.spm", "/etc/passwd", "a/b"])
def test_no_file_outside_the_folder_is_read(tmp_path: Path, name: str) -> None:
    path = tiny_folder(tmp_path / "en-ja", "marian")
    with pytest.raises(PackageError, match="outside"):
        recognised(path, Layout(source_model=name))


@pytest.mark.parametrize("name", ["../up", "a b", "", ".hidden", "x" * 80])
def test_a_name_is_a_name(tmp_path: Path, name: str) -> None:
    path = tiny_folder(tmp_path / "en-ja", "marian")
    if name:
        with pytest.raises(UsageError, match="no name"):
            add(path, name=name)
    else:
        assert add(path, name=name).name == "en-ja"


def test_a_layout_that_was_tampered_with_holds_only_what_a_layout_holds() -> None:
    table = {"family": "nllb", "bos": "yes", "eos": False, "source": 3, "model": "x"}
    assert layout_of(table) == Layout(family="nllb", eos=False)


def test_nothing_is_connected_to(tmp_path: Path) -> None:
    """Adding and drafting open no connection: an audit hook of a process of its own sees every one."""
    path = tiny_folder(tmp_path / "nllb", "nllb")
    script = (
        "import sys\n"
        "def seen(event, given):\n"
        "    if event in {'socket.connect', 'socket.getaddrinfo', 'socket.sendto'}:\n"
        "        print('CONNECTED', given)\n"
        "sys.addaudithook(seen)\n"
        "from pathlib import Path\n"
        "from workbench.drafting import load_engine\n"
        "from workbench.drafting.registry import add\n"
        f"add(Path({str(path)!r}))\n"
        "print('drafted', len(load_engine('en', 'ja', engine='ct2:nllb').translate(['A law.'])))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=120, check=True
    )  # fmt: skip
    assert said.stdout == "drafted 1\n"
