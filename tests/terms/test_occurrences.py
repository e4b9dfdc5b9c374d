"""A verdict belongs to one occurrence: renderings are given away one to one."""

from __future__ import annotations

import itertools
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.growth import grows_at_most
from workbench.model import Span, VerdictKind
from workbench.terms import Termbase
from workbench.terms.assign import one_to_one
from workbench.terms.concept import Concept, Terms


def concept(en: str, ja: str, *forbidden: str, pos: str = "noun") -> Concept:
    """A concept of `a|b` forms in each language; the first is preferred."""
    first, *more = en.split("|")
    target, *others = ja.split("|")
    bad = tuple((form, "誤訳。") for form in forbidden)
    return Concept(
        first,
        pos=pos,
        terms={"en": Terms(first, tuple(more)), "ja": Terms(target, tuple(others), bad)},
    )


BASE = Termbase(
    [
        concept("discrimination", "差別"),
        concept("racial discrimination", "人種差別"),
        concept("injunction", "差し止め"),
        concept("provisional injunction", "仮差し止め"),
        concept("same-sex marriage", "同性婚|同性結婚", "同性組合"),
        concept("gay marriage", "同性婚"),
        concept("court", "裁判所|法廷"),
        concept("Supreme Court", "最高裁判所|最高裁", pos="proper noun"),
        concept("grand bench", "大法廷|最高裁大法廷"),
        concept("court ... ruled", "判断を示す"),
        concept("ruled on", "判断を示す"),
    ],
    "en",
    "ja",
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "kinds"),
    [
        ("Discrimination and racial discrimination.", "差別と人種差別。", "honoured honoured"),
        ("Discrimination and racial discrimination.", "人種差別。", "missing honoured"),
        ("An injunction, no provisional injunction.", "仮差し止め。", "missing honoured"),
        ("An injunction, no provisional injunction.", "仮差し止めでなく差し止め。", "honoured honoured"),
        ("Judges refused an injunction.", "裁判官は仮差し止めを退けた。", "missing"),
        ("Discrimination is a crime.", "人種差別は犯罪だ。", "missing"),
        ("Discrimination by race is a crime.", "人種差別は犯罪だ。", "honoured"),
        ("Same-sex marriage; same-sex marriage.", "同性婚と同性組合。", "honoured forbidden"),
        ("Same-sex marriage; same-sex marriage.", "同性組合と同性婚。", "forbidden honoured"),
        ("Same-sex marriage; same-sex marriage.", "同性組合と同性組合。", "forbidden forbidden"),
        ("Same-sex marriage.", "同性婚、つまり同性組合。", "forbidden"),
        ("Same-sex marriage or gay marriage.", "同性婚と同性結婚。", "admitted honoured"),
        ("Same-sex marriage or gay marriage.", "同性婚。", "honoured missing"),
        ("The grand bench of the Supreme Court.", "最高裁大法廷。", "honoured admitted"),
        ("The court agreed.", "最高裁判所は同意した。", "honoured"),
        ("The court has ruled on it.", "その件で判断を示した。", "honoured"),
        ("A court, a court, a court.", "裁判所、法廷。", "honoured admitted missing"),
    ],
)  # fmt: skip
def test_verdicts_by_occurrence(source: str, target: str, kinds: str) -> None:
    found = BASE.verdicts(source, target)

    assert " ".join(verdict.kind for verdict in found) == kinds
    taken = [span for verdict in found for span in verdict.target_spans]
    assert not any(a < d and c < b for (a, b), (c, d) in itertools.combinations(taken, 2))


def test_a_mention_left_out_tells_where_it_is_said() -> None:
    """So that it weighs less than a term that is wholly missing."""
    said, left_out = BASE.verdicts("Same-sex marriage. No same-sex marriage.", "同性婚。なし。")
    (wholly,) = BASE.verdicts("Same-sex marriage.", "なし。")

    assert (said.kind, left_out.kind, wholly.kind) == ("honoured", "missing", "missing")
    assert left_out.elsewhere == ((0, 3),)
    assert wholly.elsewhere == ()


@pytest.mark.parametrize(
    ("said", "kind"),
    [("岸田文雄首相", "honoured"), ("岸田首相", "admitted"), ("岸田総理", "inconsistent")],
)
def test_a_short_form_after_the_long_one_is_no_other_choice(said: str, kind: str) -> None:
    base = Termbase([concept("Kishida", "岸田文雄首相|岸田首相|岸田総理")], "en", "ja")

    (verdict,) = base.verdicts(
        "Kishida spoke.", f"{said}が話した。", choices={"Kishida": "岸田文雄首相"}
    )

    assert verdict.kind == kind


SPANS = st.tuples(st.integers(0, 12), st.integers(1, 4)).map(lambda pair: (pair[0], sum(pair)))


@example([[(0, 1), (1, 2)], [(5, 9)], [(0, 1), (2, 3)], [(1, 3), (8, 12)]])
@given(st.lists(st.lists(SPANS, unique=True, max_size=4), max_size=5))
def test_a_stretch_answers_one_occurrence(wanted: list[list[Span]]) -> None:
    """Whatever is asked: each gets what it wants or nothing, no two share a character, and nobody is
    left without one while a stretch of its own is wholly free."""
    given_away = one_to_one(wanted, [n / 5 for n in range(len(wanted))], 16)

    taken = [span for span in given_away if span is not None]
    assert all(
        span is None or span in spans for span, spans in zip(given_away, wanted, strict=True)
    )
    assert not any(a < d and c < b for (a, b), (c, d) in itertools.combinations(taken, 2))
    for span, spans in zip(given_away, wanted, strict=True):
        if span is None:
            assert all(any(a < d and c < b for c, d in taken) for a, b in spans)


def test_as_many_are_answered_as_can_be() -> None:
    """One that can take either leaves the one stretch that another needs."""
    either, only = [(0, 2), (4, 6)], [(0, 2)]

    assert one_to_one([either, only], [0.0, 1.0], 6) == [(4, 6), (0, 2)]
    assert one_to_one([only, either], [0.0, 1.0], 6) == [(0, 2), (4, 6)]


def test_thousands_of_mentions_take_no_time() -> None:
    def verdicts(count: int, attempt: int) -> None:
        source = f"{attempt}. " + "court discrimination " * (count * 3 // 2)
        kinds = [v.kind for v in BASE.verdicts(source, f"{attempt}。" + "裁判所の差別" * count)]
        assert kinds.count("honoured") >= 2 * count - 10

    grows_at_most(9, partial(verdicts, 250), partial(verdicts, 1000))


def everyday(form: str, *uses: str) -> Concept:
    """A concept of one form with a rendering, one forbidden, and its uses."""
    terms = {
        "en": Terms(form, (f"{form} concerned",), uses=tuple((form, use) for use in uses)),
        "ja": Terms("カップル", ("二人",), (("つがい", "動物の語。"),)),
    }
    return Concept(form, pos="noun", terms=terms)


@pytest.mark.parametrize(
    ("source", "target", "kinds"),
    [
        ("A couple came.", "恋人が来た。", "optional"),
        ("A couple came.", "カップルが来た。", "honoured"),
        ("A couple came.", "つがいが来た。", "forbidden"),
        ("The couple concerned came.", "恋人が来た。", "missing"),
    ],
)
def test_an_everyday_word_is_offered_and_not_demanded(source: str, target: str, kinds: str) -> None:
    """`optional` belongs to a form: a longer one that can only be meant in this sense is demanded."""
    base = Termbase([everyday("couple", "optional")], "en", "ja")
    assert " ".join(verdict.kind for verdict in base.verdicts(source, target)) == kinds


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("They call gay men “okama”.", "ゲイ男性を「オカマ」と呼ぶ。", "honoured"),
        ("They call gay men that.", "ゲイ男性をオカマと呼ぶ。", "forbidden"),
        ("They call gay men that.", "それを「オカマ」と呼ぶ。", "forbidden"),
        ("Avoid “queens”.", "「オカマ」は避ける。", "optional"),
        ("Avoid “queens”.", "「オカマの人」は避ける。", "forbidden"),
    ],
)
def test_a_word_that_is_spoken_of_is_not_used(source: str, target: str, kind: str) -> None:
    """Alone between quotation marks, where the term has its rendering or the source says such a word itself."""
    terms = {
        "en": Terms("gay man", forbidden=(("queens", "a slur"),)),
        "ja": Terms("ゲイ男性", (), (("オカマ", "蔑称。"),)),
    }
    base = Termbase([Concept("gay-man", pos="noun", terms=terms)], "en", "ja")
    assert [verdict.kind for verdict in base.verdicts(source, target)] == [kind]


RIVALS = [
    ("sexual minority", "noun", "性的マイノリティ", "性的少数者", "", True),
    ("sexual minority", "noun", "性的少数者", "性的少数者", "", False),
    ("prime minister", "noun", "岸田首相", "岸田文雄首相", "", False),
    ("district court", "noun", "東京地裁", "東京地方裁判所", "", False),
    ("marriage", "noun", "婚姻", "結婚", "結婚: news|婚姻: law", False),
    ("marriage", "noun", "婚姻", "結婚", "婚姻: law", True),
    ("mayor", "noun", "町長", "市長", "町長: any", False),
    ("mayor", "noun", "町長", "市長", "市長: any", False),
    ("gay", "adjective", "同性愛", "ゲイ", "", False),
    ("appeal", "verb", "上告する", "控訴する", "", True),
    ("couple", "noun", "二人", "カップル", "", False),
]


@pytest.mark.parametrize(("en", "pos", "here", "before", "uses", "rival"), RIVALS)
def test_renderings_of_one_document_compete_or_do_not(
    en: str, pos: str, here: str, before: str, uses: str, rival: bool
) -> None:
    """A short form, another register, a word that may stand beside any and an everyday word are no rivals."""
    pairs = tuple(tuple(item.split(": ")) for item in uses.split("|") if item)
    terms = {
        "en": Terms(en, uses=(("couple", "optional"),)),
        "ja": Terms(before, (here,) if here != before else (), uses=pairs),  # type: ignore[arg-type]
    }
    base = Termbase([Concept(en, pos=pos, terms=terms)], "en", "ja")
    (verdict,) = base.verdicts(
        f"They {en} again.", f"それは{here}だ。", choices={f"{en}\n{en}": before}
    )
    assert (verdict.kind is VerdictKind.INCONSISTENT) == rival


def test_what_another_term_of_the_concept_was_called_is_no_choice() -> None:
    """EU stays EU where the European Union was 欧州連合."""
    terms = {"en": Terms("European Union", ("EU",)), "ja": Terms("欧州連合", ("EU",))}
    base = Termbase([Concept("eu", pos="noun", terms=terms)], "en", "ja")
    choices = {"eu\nEuropean Union": "欧州連合"}
    assert base.verdicts("EU law", "EUの法", choices=choices)[0].kind is VerdictKind.ADMITTED
    found = base.verdicts("European Union law", "EUの法", choices=choices)[0]
    assert found.kind is VerdictKind.INCONSISTENT


@pytest.mark.parametrize(
    ("source", "target", "stretch"),
    [
        ("The <b>court</b> is open.", "<b>裁</b>判所は開いている。", "裁</b>判所"),
        ("It is <i>discrimination</i>.", "これは<x1>差</x1><x2/>別。", "差</x1><x2/>別"),
        ("The court is open.", "<x1>裁判所</x1>は開いている。", "裁判所"),
    ],
)
def test_a_rendering_is_found_through_the_tags_in_it(
    source: str, target: str, stretch: str
) -> None:
    """A word half in bold is that word, as on the side of the source; the stretch holds the tags."""
    (verdict,) = BASE.verdicts(source, target)
    assert verdict.kind is VerdictKind.HONOURED
    assert [target[a:b] for a, b in verdict.target_spans] == [stretch]
