"""Other pairs than English–Japanese, end to end: run, draft, pivot, check, edit, update, export, score."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from calling import Cli

from tests.drafting.tiny import tiny_package
from workbench.catalog import read_po
from workbench.cli.plain import run as plain
from workbench.config import Config
from workbench.drafting.packages import install_file

ENGLISH = "The court ruled in 2022 .\n\nThe couples won .\n"
JAPANESE = "裁判所は判断した。\n\nカップルは勝った。\n"
WORDS: Mapping[str, Mapping[str, str]] = {
    "ko": {"The": "그", "court": "법원은", "ruled": "판결했다", "couples": "커플들이", "won": "이겼다"},
    "zh": {"The": "该", "court": "法院", "ruled": "裁定", "couples": "伴侣", "won": "胜诉", ".": "。"},
    "zt": {"The": "該", "court": "法院", "ruled": "裁定", "couples": "伴侶", "won": "勝訴", ".": "。"},
    "fr": {"The": "Le", "court": "tribunal", "ruled": "a statué", "couples": "couples", "won": "gagnaient"},
    "es": {"The": "El", "court": "tribunal", "ruled": "falló", "couples": "parejas", "won": "ganaron"},
}  # fmt: skip
PAIRS = {
    "ko": ("ko", "ko", "nplurals=1; plural=0;", "법원", "tok:"),
    "zh-Hans": ("zh", "zh-Hans", "nplurals=1; plural=0;", "法院", "tok:zh"),
    "zh-CN": ("zh", "zh-Hans", "nplurals=1; plural=0;", "法院", "tok:zh"),
    "zh_TW": ("zt", "zh-Hant", "nplurals=1; plural=0;", "法院", "tok:zh"),
    "fr": ("fr", "fr", "nplurals=2; plural=(n > 1);", "tribunal", "tok:13a"),
    "es": ("es", "es", "nplurals=2; plural=(n != 1);", "tribunal", "tok:13a"),
}


@pytest.mark.parametrize("asked", PAIRS)
def test_an_article_goes_the_whole_way(cli: Cli, tmp_path: Path, asked: str) -> None:
    """Drafted by a package of the pair, checked, edited, updated, exported, scored."""
    package, code, plurals, word, tokenizer = PAIRS[asked]
    install_file(tiny_package(tmp_path, target=package, words=WORDS[package]))
    article = Path("a.txt")
    article.write_text(ENGLISH, "utf-8")

    made = cli("run", article, "--to", asked, "--format", "json")
    assert made.status == 0, made.err
    (row,) = json.loads(made.out)
    path = Path(row["path"])
    assert path.parts[-3] == code
    catalog = read_po(path)
    assert (catalog.source_language, catalog.target_language) == ("en", code)
    assert word in catalog.units[0].target
    assert f"Plural-Forms: {plurals}" in path.read_text("utf-8")

    assert cli("check", path).status in (0, 1)
    drafted = [unit.target for unit in catalog.live]
    out = io.StringIO()
    assert plain(path, Config(target=asked), io.StringIO(f"{drafted[0]}\n\n\n:q\n"), out) == 0
    assert any(unit.state.value == "confirmed" for unit in read_po(path).live)

    article.write_text(ENGLISH + "\nThe court won .\n", "utf-8")
    assert cli("update", path, article).status == 0
    assert len(read_po(path).live) == 3
    done = cli("export", path, "--to", "txt", "--article", article, "-o", "out.txt")
    assert done.status in (0, 1), done.err
    assert word in Path("out.txt").read_text("utf-8")

    lines = "\n".join(drafted) + "\n"
    Path("hyp.txt").write_text(lines, "utf-8")
    Path("ref.txt").write_text(lines, "utf-8")
    scored = cli("score", "hyp.txt", "--reference", "ref.txt", "--to", asked)
    assert scored.status == 0, scored.err
    assert tokenizer in scored.out


def test_from_japanese_into_english(cli: Cli, tmp_path: Path) -> None:
    """The other way round; sentences end at 。, and the draft has the words of the package."""
    words = {"裁判所": "▁court", "は": "▁", "判断": "▁ruled", "した": "▁", "。": "."}
    install_file(tiny_package(tmp_path, source="ja", target="en", words=words))
    Path("b.txt").write_text(JAPANESE, "utf-8")

    made = cli("run", "b.txt", "--from", "ja", "--to", "en-GB", "--format", "json")
    assert made.status == 0, made.err
    (row,) = json.loads(made.out)
    catalog = read_po(Path(row["path"]))
    assert (catalog.source_language, catalog.target_language) == ("ja", "en")
    assert row["units"] == 2


def test_one_article_into_three_languages(cli: Cli, tmp_path: Path) -> None:
    """`--to ja,ko,fr`: a catalog each; one named twice is one; Korean through English where only that leads
    there."""
    install_file(tiny_package(tmp_path))
    for code in ("ko", "fr"):
        install_file(tiny_package(tmp_path, target=code, words=WORDS[code]))
    Path("a.txt").write_text(ENGLISH, "utf-8")

    made = cli("run", "a.txt", "--to", "ja,ko, fr,ko", "--format", "json")
    assert made.status == 0, made.err
    rows = json.loads(made.out)
    assert [Path(row["path"]).parts[-3] for row in rows] == ["ja", "ko", "fr"]
    assert all(unit.target for row in rows for unit in read_po(Path(row["path"])).live)


def test_through_a_third_language(cli: Cli, tmp_path: Path) -> None:
    """French into Korean with French–English and English–Korean."""
    french = {"Le": "▁The", "tribunal": "▁court", ".": "."}
    install_file(tiny_package(tmp_path, source="fr", target="en", words=french))
    install_file(tiny_package(tmp_path, target="ko", words=WORDS["ko"]))
    Path("c.txt").write_text("Le tribunal .\n", "utf-8")

    made = cli("run", "c.txt", "--from", "fr", "--to", "ko", "--format", "json")
    assert made.status == 0, made.err
    assert "법원" in read_po(Path(json.loads(made.out)[0]["path"])).units[0].target


def test_who_cannot_draft_is_told_what_could(cli: Cli, tmp_path: Path) -> None:
    """The package of the pair, and which one would make a way with those that are installed."""
    install_file(tiny_package(tmp_path, target="ko", words=WORDS["ko"]))
    Path("d.txt").write_text("Das Gericht entschied.\n", "utf-8")
    said = cli("run", "d.txt", "--from", "de", "--to", "ko")

    assert said.status == 3
    assert "de to ko" in said.err and "de_en" in said.err and "en_ko" in said.err


@pytest.mark.parametrize(
    ("target", "said"), [("ja,", ""), ("ja,x!", "x!"), ("en,ja", "en"), (",", "language code")]
)
def test_a_bad_list_of_languages_is_one_line(
    cli: Cli, tmp_path: Path, target: str, said: str
) -> None:
    install_file(tiny_package(tmp_path))
    Path("a.txt").write_text(ENGLISH, "utf-8")
    found = cli("run", "a.txt", "--to", target)

    assert found.status == (2 if said else 0)
    assert said in found.err


def test_a_memory_turned_round(cli: Cli, tmp_path: Path) -> None:
    """What was translated from English into Japanese serves Japanese into English, by way of TMX; each pair, and
    each script of Chinese, has a memory of its own."""
    tmx = Path("m.tmx")
    tmx.write_text(
        '<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence"'
        ' o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body><tu><tuv xml:lang="en-GB"><seg>It rained.'
        '</seg></tuv><tuv xml:lang="ja-JP"><seg>雨が降った。</seg></tuv><tuv xml:lang="zh-TW"><seg>下雨了。</seg></tuv>'
        "</tu></body></tmx>",
        "utf-8",
    )
    for source, target in (("en", "ja"), ("ja", "en"), ("en", "zh-Hant")):
        said = cli("memory", "import", tmx, "--from", source, "--to", target)
        assert said.status == 0, said.err
    turned = cli("memory", "export", "-o", "turned.tmx", "--from", "ja", "--to", "en")
    assert turned.status == 0, turned.err
    assert "It rained." in Path("turned.tmx").read_text("utf-8")
    refused = cli("memory", "import", tmx, "--from", "en", "--to", "zh-Hans")
    assert refused.status == 2 and "no unit from en to zh-Hans" in refused.err
