"""Words as a house writes them: found where they are written otherwise, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.catalog import build_catalog, read_po, save_po
from workbench.checks import CheckContext, run_checks
from workbench.checks.house_list import HouseList, read_house_list
from workbench.cli import main
from workbench.config import Config
from workbench.desk.check import repair
from workbench.errors import UsageError
from workbench.model import Article, Kind, Paragraph, State, Unit

ROWS = [
    ("子ども", "子供", "こども"), ("申し込み", "申込", "申込み"), ("できる", "出来る"), ("LGBTQ", "LGBTQ+", "lgbtq"),
    ("email", "e-mail", "E-mail"), ("LGBTQの人々", "LGBTQの人達"), ("ユーザー", "ユーザ"),
]  # fmt: skip
SLIPS = [
    ("子供が来た。", "子どもが来た。"),
    ("子どもたちと子供たち。", "子どもたちと子どもたち。"),
    ("申込みと申込。", "申し込みと申し込み。"),
    ("申込書を出す。", "申込書を出す。"),
    ("父子供述を聞く。", "父子供述を聞く。"),
    ("利用出来る。", "利用出来る。"),
    ("誰でも出来る。", "誰でもできる。"),
    ("LGBTQ+の権利", "LGBTQの権利"),
    ("lgbtqs", "lgbtqs"),
    ("Send an e-mail, not e-mails.", "Send an email, not e-mails."),
    ("`子供`と[子供](https://x.example/子供 \"a\")", "`子供`と[子ども](https://x.example/子供 \"a\")"),
    ("ユーザーとユーザ。", "ユーザーとユーザー。"),
    ("<b>子供</b>", "<b>子ども</b>"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("target", "mended"), SLIPS)
def test_other_writings_are_found_and_mended(target: str, mended: str) -> None:
    """Not in longer words of kanji, in code, in addresses, or in the house's own writing."""
    unit = Unit("p1", "x", target, State.CONFIRMED)
    context = CheckContext("en", "ja", [unit], house=HouseList(ROWS))
    found = run_checks([unit], context, only=["house"])
    for finding in reversed(found):
        assert finding.fix is not None
        target = finding.fix.apply(target)
    assert target == mended


@given(st.lists(st.lists(st.text("子供ab-", min_size=1, max_size=4), min_size=1, max_size=3), max_size=4),
       st.text("子供ab- 。", max_size=20))  # fmt: skip
def test_what_is_found_is_in_the_list_and_stands_there(rows: list[list[str]], text: str) -> None:
    house = HouseList(rows)
    for match, chosen in house.slips(text):
        assert match.group() in house.chosen and house.chosen[match.group()] == chosen
        assert text[slice(*match.span())] == match.group()


def test_of_two_rows_the_first_counts_and_a_lone_word_says_nothing() -> None:
    assert HouseList([("a", "b"), ("c", "b")]).chosen == {"b": "a"}
    assert not HouseList([("a",)]) and not HouseList()


def test_files_are_read_in_order_and_by_language(tmp_path: Path) -> None:
    """BOM, comments, tabs around writings with spaces; `NAME.LANGUAGE.txt` is for that language alone."""
    one, two = tmp_path / "house.ja.txt", tmp_path / "both.txt"
    one.write_bytes("# why\r\n子ども 子供\r\n\r\n".encode("utf-8-sig"))
    two.write_text("New York Times\tN.Y. Times\n子供 子ども\n", "utf-8")
    assert read_house_list([one, two], "ja").chosen == {
        "子供": "子ども", "N.Y. Times": "New York Times", "子ども": "子供",
    }  # fmt: skip
    assert "子供" not in read_house_list([one, two], "ko").chosen
    assert read_house_list([one], "ja-JP").chosen == {"子供": "子ども"}


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot be read"), (b"ok\n\xff\xfe", "house.txt:2"), (b"x" * 2_000_001, "too large")]
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_named(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "house.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError) as raised:
        read_house_list([path], "ja")
    assert said in str(raised.value) and str(path) in str(raised.value)


def catalog(folder: Path) -> Path:
    paragraphs = (Paragraph("Children came.", Kind.PARAGRAPH, 1, 1, (0, 1)),)
    made = build_catalog(Article("a.txt", "text", "en", "utf-8", "", paragraphs), "en", "ja")
    path = folder / "a.po"
    save_po(made, path)
    text = path.read_text("utf-8")
    path.write_text(
        text.replace('msgid "Children came."\nmsgstr ""', 'msgid "Children came."\nmsgstr "子供が来た。"'), "utf-8"
    )  # fmt: skip
    return path


def test_a_project_names_its_list_and_check_repairs_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From `workbench.toml` to the catalog."""
    path = catalog(tmp_path)
    (tmp_path / "house.txt").write_text("子ども 子供\n", "utf-8")
    (tmp_path / "workbench.toml").write_text('house-style = ["house.txt"]\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", str(path), "--only", "house", "--fail-on", "warning"]) == 1
    assert "the house writes 子ども" in capsys.readouterr().out
    assert repair(path, Config(house_style=(tmp_path / "house.txt",)), None, only=("house",)) == 1
    assert [unit.target for unit in read_po(path).live] == ["子どもが来た。"]
    (tmp_path / "house.txt").unlink()
    assert main(["check", str(path)]) == 2
    assert "house.txt" in capsys.readouterr().err
