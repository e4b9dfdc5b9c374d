"""What must not change is found by rule, with its form in Japanese."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.language.protected import (
    invented,
    missing,
    only_verbatim,
    spans_of,
    values,
    verbatim,
)

COPIED = {
    "web": ("See https://a.org/x_(1)?b=2, then.", ["https://a.org/x_(1)?b=2"]),
    "in brackets": ("(see https://a.org/x)", ["https://a.org/x"]),
    "bare domain": ("Go to example.org/list.", ["example.org/list"]),
    "mail": ("Write to desk.one@example.org.", ["desk.one@example.org"]),
    "handles": ("Follow @ward_desk and #pride2022.", ["@ward_desk", "#pride2022"]),
    "code": ("Type `ls -l` or ``a`b``.", ["`ls -l`", "``a`b``"]),
    "printf": ("%(name)s has %d of %1$s", ["%(name)s", "%d", "%1$s"]),
    "braces": ("{count} in {{ path }} and ${home}", ["{count}", "{{ path }}", "${home}"]),
    "emoji": ("We won 🏳️‍🌈🎉👍🏽 🇯🇵!", ["🏳️‍🌈", "🎉", "👍🏽", "🇯🇵"]),
    "notes": ("It fell.[1] So† did x²", ["[1]", "†", "²"]),
    "no placeholder": ("50% of them, 5% do", []),
    "no note": ("f(x) * y", []),
    "nothing": ("The court ruled on Friday.", []),
}


@pytest.mark.parametrize(("text", "wanted"), COPIED.values(), ids=COPIED)
def test_what_is_copied(text: str, wanted: list[str]) -> None:
    found = verbatim(text)
    assert [one.text for one in found] == wanted
    assert all(text[slice(*one.span)] == one.text for one in found)


FORMS = {
    "a date": ("on 3 November 2022", ["2022年11月3日"]),
    "an American date": ("on Nov. 3, 2022, in", ["2022年11月3日"]),
    "a day": ("on the 5th of May", ["5月5日"]),
    "a month": ("in March 2021", ["2021年3月"]),
    "may is a verb": ("They may 5 times", ["5"]),
    "a decade": ("in the 1990s", ["1990年代"]),
    "a time": ("at 3:30 p.m.", ["午後3時30分"]),
    "midnight": ("at 12:05 a.m.", ["午前0時5分"]),
    "on the clock": ("at 15:00", ["15時"]),
    "an age": ("Akabane, 52, said", ["（52）"]),
    "years old": ("a 36-year-old", ["36歳"]),
    "dollars": ("paid $75", ["75ドル"]),
    "many dollars": ("US$1.5 million", ["150万ドル"]),
    "yen": ("20,000 yen", ["2万円"]),
    "a share": ("45.2 per cent", ["45.2%"]),
    "points": ("up 5.5 percentage points", ["5.5ポイント"]),
    "an article": ("Article 24(1)", ["24条1項"]),
    "a lettered section": ("Section 377A", ["377A条"]),
    "a case": ("Case No. 23-1521", ["23-1521"]),
    "a docket": ("3:09-cv-02292", ["3:09-cv-02292"]),
    "a range": ("for 5-10 days", ["5～10"]),
    "millions": ("14 million people", ["1400万"]),
    "a year": ("in 2015", ["2015"]),
}


@pytest.mark.parametrize(("text", "wanted"), FORMS.values(), ids=FORMS)
def test_what_has_a_form_in_japanese(text: str, wanted: list[str]) -> None:
    found = values(text, "en", "ja")
    assert [one.forms[0] for one in found] == wanted
    for one in found:
        assert spans_of(one, f"それは{wanted[0]}だ。", "ja")


THERE = {
    "by value": ("About 14,000 people", "約1万4千人"),
    "an era": ("on 3 November 2022", "令和4年11月3日に"),
    "full width": ("Akabane, 52, said", "赤羽さん（５２）は"),
    "in kanji": ("a 36-year-old", "三十六歳の"),
    "tenths": ("50 percent agreed", "5割が賛成"),
    "half past": ("at 3:30 p.m.", "午後3時半に"),
    "another order": ("$75 or €20", "20ユーロか75ドル"),
}
GONE = {
    "another unit": ("paid $75", "75円を払った", "$75"),
    "another day": ("on 3 November 2022", "2022年11月13日に", "3 November 2022"),
    "part of a number": ("Akabane, 52, said", "1520人の赤羽さん", "52"),
    "an address": ("at https://a.org/x", "https://a.org/で", "https://a.org/x"),
    "one of two emoji": ("🎉 and 🎉", "🎉と", "🎉"),
}


@pytest.mark.parametrize(("source", "target"), THERE.values(), ids=THERE)
def test_any_right_form_will_do(source: str, target: str) -> None:
    assert missing(source, target, "en", "ja") == []
    assert invented(source, target, "en", "ja") == []


@pytest.mark.parametrize(("source", "target", "what"), GONE.values(), ids=GONE)
def test_what_is_gone_is_named(source: str, target: str, what: str) -> None:
    assert [one.text for one in missing(source, target, "en", "ja")] == [what]


def test_units_of_such_things_alone_are_not_translated() -> None:
    assert only_verbatim("https://a.org/ – desk@a.org")
    assert only_verbatim("🎉🎉") and only_verbatim("`x = 1`.")
    assert not only_verbatim("See https://a.org/") and not only_verbatim("—")


@given(st.text(alphabet="a1 9,.:-/%$€@#{}[]()`*_pm JanNov🎉‍️", max_size=120))
def test_any_text_is_read(text: str) -> None:
    """Spans lie in the text, in order, apart from one another; what is there is not missing."""
    for found in (verbatim(text), values(text, "en", "ja")):
        assert all(0 <= p.span[0] < p.span[1] <= len(text) for p in found)
        assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))
    assert [p for p in missing(text, text, "en", "en") if p.kind != "number"] == []
