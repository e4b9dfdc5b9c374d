"""The HTML report: what it holds, and how it behaves in a real browser."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, browser
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Finding, Score, Severity, State, TermHit, Unit, Verdict, VerdictKind
from workbench.scoring.edits import Effort
from workbench.scoring.plots import BINS, counts, histogram
from workbench.scoring.report import EFFORT, Report, render
from workbench.scoring.rows import differences, rows_of

HOSTILE = [
    "</script><script>alert(1)</script>", "<img src=http://example.org/x onerror=alert(1)>",
    "<!--<script>", "]]>", "&lt;b&gt; &amp;", "\u2028\u2029\u0000\u001b[31m", "\ud800 alone",
    "\u202egnirts\u202c", "@data@ @script@ {shown}", "'\"`${1}", "𠮷野家の𠮷",
]  # fmt: skip


def report(drafts: list[str], finals: list[str], title: str = "a.po") -> Report:
    """Units with everything a report can show."""
    ids = [f"p{n}" for n in range(1, len(finals) + 1)]
    units = [
        Unit(unit, f"The court ruled. {final}", final, State.CONFIRMED)
        for unit, final in zip(ids, finals, strict=True)
    ]
    from workbench.scoring.edits import effort

    made = effort(drafts, finals)
    cost = Effort(made.edits, made.lengths, tuple(ids), tuple(drafts), tuple(finals),
                  seconds={ids[0]: 75.0})  # fmt: skip
    values = [float(n * 7 % 101) for n in range(len(ids))]
    hit = TermHit(("x",), "court", ((4, 9),), "court")
    rows = rows_of(
        units,
        references={unit: (final + "。",) for unit, final in zip(ids, finals, strict=True)},
        segments=[dict(zip(ids, values, strict=True))],
        findings=[Finding("numbers.value", Severity.ERROR, ids[-1], "<b>19</b> became 18", (), ((0, 2),))],
        effort=cost,
        verdicts=lambda s, t: [Verdict(VerdictKind.MISSING, hit, "x", ("裁判所", "法廷"))] if "4" in t else [],
    )  # fmt: skip
    return Report(title, rows, ["chrf", EFFORT], [Score("chrf", 60.0, "nc:6|v:2")], cost)


def data(page: str) -> dict[str, list[dict[str, object]]]:
    """What the page carries, read the way a browser reads it."""
    found = re.findall(r'<script type="application/json" id="data">(.*?)</script', page, re.S)
    assert len(found) == 1
    made: dict[str, list[dict[str, object]]] = json.loads(found[0])
    return made


def test_differences_are_what_must_change() -> None:
    """Marks on both sides; equal slivers between two changes belong to the change."""
    gone, come = differences("赤羽氏は三度読んだ", "赤羽さんは2度読んだ")
    assert [m.span for m in gone] == [(2, 5)] and [m.span for m in come] == [(2, 6)]
    assert differences("同じ", "同じ") == ([], [])


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_not_marked_is_the_same(old: str, new: str) -> None:
    """Taking the marks out of both sides leaves one text."""
    gone, come = differences(old, new)

    def rest(text: str, marks: list[tuple[int, int]]) -> str:
        return "".join(c for n, c in enumerate(text) if not any(a <= n < b for a, b in marks))

    assert rest(old, [m.span for m in gone]) == rest(new, [m.span for m in come])


def test_bins_hold_every_value_once() -> None:
    """0 and 100 are inside, what is beyond counts at the ends, None nowhere."""
    assert counts([0, 9.99, 10, 100, 250, -1, None]) == [3, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert histogram([1.0], "a<b", 0).count("<g role") == BINS
    assert "a<b" not in histogram([1.0], "a<b", 0)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_cannot_become_markup(text: str) -> None:
    """Whatever a unit, a title or a message holds, the page has its own two scripts and no more."""
    made = report(["下書き"], [text], title=text)
    page = render(made)

    assert len(re.findall(r"<script", page)) == 2
    assert "<img" not in page
    assert data(page)["rows"][0]["texts"][2] == text  # type: ignore[index]
    page.encode("utf-8")


def test_the_same_report_is_the_same_page() -> None:
    """Byte for byte, so that it can be kept under version control."""
    assert render(report(["一"], ["二"])) == render(report(["一"], ["二"]))


def test_the_page_refers_to_nothing() -> None:
    """No address but the SVG's own places; a policy that forbids the rest."""
    page = render(report(["一"], ["二"]))
    assert not re.findall(r"""(?:src|href)=["'](?!#)""", page)
    assert not re.findall(r"@import|url\(|fetch\(|XMLHttpRequest|innerHTML|eval\(", page)
    assert "default-src 'none'" in page


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for the tests that look."""
    with browser(tmp_path_factory.mktemp("profile")) as made:
        yield made


@pytest.fixture
def opened(tab: Browser, tmp_path: Path) -> Browser:
    """A report on ninety units in it."""
    finals = [f"裁判所は第{n}号を認めた" for n in range(90)]
    drafts = [f if n % 3 else f.replace("認め", "みと") for n, f in enumerate(finals)]
    path = tmp_path / "r.html"
    path.write_text(render(report(drafts, finals)), "utf-8")
    tab.requests.clear()
    tab.log.clear()
    tab.open(path)
    return tab


def ids(tab: Browser) -> list[str]:
    return list(tab.ask("[...document.querySelectorAll('article')].map(a => a.dataset.id)"))


@pytest.mark.xdist_group("chromium")
def test_it_asks_for_nothing_but_itself(opened: Browser) -> None:
    """One request, the file; no error, no policy breach."""
    assert len(opened.requests) == 1 and opened.requests[0].startswith("file:")
    assert opened.log == []


@pytest.mark.xdist_group("chromium")
def test_the_worst_stand_first_and_scrolling_brings_the_rest(opened: Browser) -> None:
    """By edit rate; drawn in pieces as the reader goes."""
    first = ids(opened)
    assert len(first) < 90
    assert all((int(unit[1:]) - 1) % 3 == 0 for unit in first[:30])
    for _n in range(20):
        opened.ask("scrollTo(0, document.body.scrollHeight), new Promise(d => setTimeout(d, 60))")
    assert len(ids(opened)) == 90


@pytest.mark.xdist_group("chromium")
def test_marks_show_what_changed(opened: Browser) -> None:
    """del in the draft, ins in the final text, terms with what they should be."""
    assert opened.ask("document.querySelector('article del').textContent") == "みと"
    assert opened.ask("document.querySelector('article ins').textContent") == "認め"
    assert "裁判所" in opened.ask("document.querySelector('article .term.missing').title")


@pytest.mark.xdist_group("chromium")
def test_search_filter_order_and_bars(opened: Browser) -> None:
    """By keyboard and by mouse, with the count said."""
    opened.press("/")
    for char in "第８９号":
        opened.call("Input.insertText", text=char)
    opened.until("document.querySelectorAll('article').length === 1")
    assert ids(opened) == ["p90"]
    assert opened.ask("document.getElementById('count').textContent") == "1 of 90 units"
    assert "<b>19</b>" in opened.ask("document.querySelector('.findings').textContent")
    opened.press("Escape")
    assert opened.ask("document.getElementById('count').textContent") == "90 of 90 units"
    opened.press("f")
    assert opened.ask("document.getElementById('count').textContent") == "30 of 90 units"
    opened.press("Escape")
    opened.click("svg [data-measure='0'][data-low='90']")
    values = [float(n * 7 % 101) for n in range(90)]
    wanted = sum(value >= 90 for value in values)
    assert opened.ask("document.getElementById('count').textContent") == f"{wanted} of 90 units"
    opened.click("#clear")
    opened.ask("order.value = 'document', order.dispatchEvent(new Event('change'))")
    assert ids(opened)[:3] == ["p1", "p2", "p3"]


@pytest.mark.xdist_group("chromium")
def test_keys_walk_the_units_and_help_opens(opened: Browser) -> None:
    """j, k, g, ? and Escape."""
    focused = "document.activeElement.dataset.id"
    opened.press("j")
    opened.press("j")
    assert opened.ask(focused) == ids(opened)[1]
    opened.press("k")
    assert opened.ask(focused) == ids(opened)[0]
    opened.press("?")
    assert opened.ask("document.getElementById('help').open")
    opened.call("Input.dispatchKeyEvent", type="keyDown", key="Escape", windowsVirtualKeyCode=27)
    opened.until("!document.getElementById('help').open")


def contrast(one: str, two: str) -> float:
    """WCAG 2.2 contrast of two `rgb(r, g, b)` colours."""

    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        lin = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]

    low, high = sorted([light(one), light(two)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.xdist_group("chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_can_be_read(opened: Browser, scheme: str) -> None:
    """4.5:1 or more for text, removed and added text, labels; t turns one into the other."""
    opened.call(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}]
    )
    paper = "getComputedStyle(document.body).backgroundColor"
    first = opened.ask(paper)
    assert (contrast(first, "rgb(255, 255, 255)") < 1.5) == (scheme == "light")
    for selector in ("body", "article del", "article ins", "article h2", ".findings b"):
        opened.ask("order.value = 'findings', order.dispatchEvent(new Event('change'))")
        ink, under = opened.ask(
            f"(() => {{ let node = document.querySelector('{selector}'); const ink = getComputedStyle(node).color;"
            "while (getComputedStyle(node).backgroundColor === 'rgba(0, 0, 0, 0)') node = node.parentElement;"
            "return [ink, getComputedStyle(node).backgroundColor]; })()"
        )
        assert contrast(ink, under) >= 4.5, (selector, ink, under)
    opened.ask("document.activeElement.blur()")
    opened.press("t")
    assert opened.ask(paper) != first


@pytest.mark.xdist_group("chromium")
def test_printing_holds_every_unit(opened: Browser) -> None:
    """All pages, none of the controls, black on white."""
    import base64

    opened.ask("dispatchEvent(new Event('beforeprint'))")
    assert len(ids(opened)) == 90
    opened.call("Emulation.setEmulatedMedia", media="print")
    assert opened.ask("getComputedStyle(document.querySelector('.bar')).display") == "none"
    pdf = base64.b64decode(opened.call("Page.printToPDF")["data"])
    opened.call("Emulation.setEmulatedMedia", media="")
    assert pdf.startswith(b"%PDF") and len(pdf) > 20_000


@pytest.mark.xdist_group("chromium")
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_nothing_runs(tab: Browser, tmp_path: Path, text: str) -> None:
    """The text arrives as text."""
    path = tmp_path / "r.html"
    path.write_text(render(report([text[::-1]], [text], title=text)), "utf-8")
    tab.requests.clear()
    tab.log.clear()
    tab.open(path)
    shown = tab.ask("JSON.stringify(document.querySelectorAll('.cell p')[2].textContent)")
    assert json.loads(shown) == text
    assert len(tab.requests) == 1 and tab.log == []


@pytest.mark.xdist_group("chromium")
def test_ten_thousand_units_open_in_three_seconds(tab: Browser, tmp_path: Path) -> None:
    """Reading, drawing and painting the first screen."""
    rng = random.Random(1)
    word = "裁判所 同性 カップル 証明書 認めた 東京都 制度 は が を に".split()
    finals = ["".join(rng.choices(word, k=30)) + f"{n}。" for n in range(10_000)]
    drafts = [text.replace("制度", "仕組み", 1) for text in finals]
    path = tmp_path / "big.html"
    path.write_text(render(report(drafts, finals)), "utf-8")

    took = tab.open(path)
    print(f"10,000 units: {path.stat().st_size / 1e6:.1f} MB, open in {took:.2f} s")
    assert len(ids(tab)) >= 40
    assert took <= 3.0, f"{took:.2f} s"
    started = tab.ask("performance.now()")
    tab.ask("(query.value = '9999', refresh(), 0)")
    assert sorted(ids(tab)) == ["p10000", "p9999"]  # its text, and its id
    assert tab.ask("performance.now()") - started < 1500
