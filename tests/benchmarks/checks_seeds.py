"""Errors made by rule from good pairs: one rule or more for each check.

A rule takes a good pair, a random generator and the pool of all pairs, and gives a Case (units, and
which of them is wrong) or None where the pair does not lend itself to the mistake. Rules imitate
what goes wrong at a desk: a digit mistyped, a bracket lost, a draft that loops.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from workbench.model import SHOWN, Origin, Provenance, State, Unit

Pair = tuple[str, str]


class Case(NamedTuple):
    """A document of units, one of which is wrong."""

    units: Sequence[Unit]
    wrong: frozenset[str]
    good: Sequence[Unit] = ()
    """The same document without the mistake, where it is another."""


Rule = Callable[[Pair, random.Random, Sequence[Pair]], "Case | None"]
RULES: dict[str, list[Rule]] = {}


def rule(check: str) -> Callable[[Rule], Rule]:
    """Register a rule for a check."""

    def keep(made: Rule) -> Rule:
        RULES.setdefault(check, []).append(made)
        return made

    return keep


def unit(number: int, source: str, target: str) -> Unit:
    return Unit(f"p{number}", source, target, State.CONFIRMED)


def case(
    pair: Pair, target: str, source: str | None = None, good: Pair | None = None
) -> Case | None:
    """A document of one unit, or None where nothing was changed."""
    source = pair[0] if source is None else source
    good = good or pair
    if (source, target) == good:
        return None
    return Case([unit(1, source, target)], frozenset({"p1"}), [unit(1, *good)])


def document(good: Sequence[Pair], target: str) -> Case | None:
    """Good pairs, and the last of them again with another target."""
    units = [unit(n, *pair) for n, pair in enumerate(good, 1)]
    last = replace(units[-1], target=target)
    if last == units[-1]:
        return None
    return Case([*units[:-1], last], frozenset(u.id for u in units), units)


def changed(check: str, pattern: str, *texts: str | Callable[[re.Match[str]], str]) -> None:
    """A rule that replaces one random match of a pattern in the target by each text in turn."""
    compiled = re.compile(pattern)
    for text in texts:

        def made(
            pair: Pair, rng: random.Random, _pool: Sequence[Pair],
            text: str | Callable[[re.Match[str]], str] = text,
        ) -> Case | None:  # fmt: skip
            matches = list(compiled.finditer(pair[1]))
            if not matches:
                return None
            match = rng.choice(matches)
            new = text(match) if callable(text) else match.expand(text)
            return case(pair, pair[1][: match.start()] + new + pair[1][match.end() :])

        rule(check)(made)


def inserted(check: str, *texts: str) -> None:
    """A rule that puts a text somewhere into the target."""
    for text in texts:

        def made(
            pair: Pair, rng: random.Random, _pool: Sequence[Pair], text: str = text
        ) -> Case | None:
            at = rng.randrange(1, max(2, len(pair[1])))
            return case(pair, pair[1][:at] + text + pair[1][at:])

        rule(check)(made)


def both(check: str, mark: str, *wrong: str) -> None:
    """A rule for what must be the same on both sides: `mark` in the source, `wrong` in the target."""
    for text in wrong:

        def made(
            pair: Pair, rng: random.Random, _pool: Sequence[Pair], text: str = text
        ) -> Case | None:
            source = f"{pair[0]} {mark}"
            return case(pair, pair[1] + text, source, (source, pair[1] + mark))

        rule(check)(made)


JA = "[\u3041-\u30ff\u3400-\u9fff]"
changed("punctuation.western", rf"(?<={JA})、(?={JA})", ",")
changed("punctuation.western", rf"(?<={JA})。$", ".", "．")
changed("quotes.widths", "（", "(")
changed("quotes.widths", "）", ")")
changed("punctuation.half-kana", r"[ァ-ヴー]{3,}", lambda m: half(m.group()))
changed(
    "punctuation.full-ascii",
    r"[0-9A-Za-z]+",
    lambda m: "".join(chr(ord(c) + 0xFEE0) for c in m.group()),
)
changed("punctuation.brackets", r"（([^（）]*[\u3041-\u9fff][^（）]*)）", r"(\1)")
changed(
    "punctuation.decomposed",
    r"[がぎぐげござじずぜぞだでどばびぶべぼガギグゲゴザジズゼゾダデドバビブベボパピプペポ]",
    lambda m: unicodedata.normalize("NFD", m.group()),
)
changed("punctuation.stop-in-quote", r"(?<=[\u3041-\u9fff])」", "。」")
changed("punctuation.doubled", "、", "、、", "、。")
changed("punctuation.doubled", "。", "。。")
changed("punctuation.dashes", rf"(?<={JA})、(?={JA})", "--", " -- ")
changed("punctuation.long-mark", r"(?<=[ァ-ヺ])ー(?=[はがをにのでと、。])", "－", "-", "―")
changed("punctuation.long-mark", r"(?<=[ァ-ヺ])ー(?=[ァ-ヺ])", "－", "一")
both("markup.markdown", "[p](https://example.org/a)", "p", "[p]（https://example.org/a）")
both("markup.markdown", "`wards --list`", "「区」", "`区 --list`")
both("markup.markdown", "![p](a.jpg)", "p", "！[p](a.jpg)", "![p](あ.jpg)")
both("markup.markdown", "[^1]", "", "［^1］")
changed("numbers.exchanged", r"(?<![\d.])(\d{4})年(\d{1,2})月", r"\2年\1月")
changed("numbers.exchanged", r"(?<![\d.])((?:19|20)\d\d)年(?=[にのまか])", r"\1人")
changed("numbers.share", r"3分の2", "3分の1")
changed("numbers.share", r"数千(?=人)", "数万", "数十")
changed("numbers.share", r"数百(?=[人通件])", "数千")
changed("numbers.share", r"4分の1", "4分の3")
changed("numbers.share", r"(?<!過)半数(?!未満|以上)", "3分の1")
changed("punctuation.end", r"(?<=[たるいだう])。$", "")
changed("quotes.unpaired", "[」』）]", "")
changed("quotes.unpaired", "[「『（]", "")
changed("quotes.straight", r"「([^「」]+)」", r'"\1"', r"“\1”")
changed("quotes.nesting", r"「([^「」『』]{2,4})([^「」『』]{3,})」", r"「「\1」\2」")
changed("quotes.nesting", r"『([^『』]+)』(?=[^「]*」)", r"「\1」")
changed("spacing.latin", rf"(?<={JA})(?=[A-Za-z0-9])", " ")
changed("spacing.latin", rf"(?<=[A-Za-z0-9%])(?={JA})", " ")
changed("spacing.inside", rf"(?<={JA})(?=[\u3400-\u9fff])", " ")
changed("spacing.inside", rf"(?<=、)(?={JA})", " ")
changed("spacing.edges", r"^", " ", "\n", "　")
changed("spacing.edges", r"$", " ", "\t")
changed("spacing.doubled", rf"(?<={JA})(?=[A-Za-z0-9])", "  ")
inserted("spacing.invisible", "\u200b", "\ufeff", "\x08", "\u00ad")
inserted("machine.junk", "<unk>", "▁", "\ufffd", "⁇", "<0xE3>", "</s>")
changed("words.doubled", rf"(?<={JA})[をにが](?={JA})", lambda m: m.group() * 2)
changed(
    "words.doubled", rf"([\u3400-\u9fff]{{2,6}}|[ァ-ヺー]{{4,}})([をはがにで])(?={JA})", r"\1\2\1\2"
)
changed("words.doubled", r"(?<![\u3400-\u9fff])([\u3400-\u9fff]{2,3})(?=[をはがにでと、])", r"\1\1")
changed("words.doubled", r"([ァ-ヺー]{4,})(?=[をはがにでと、])", r"\1\1")
changed(
    "numbers.value",
    r"(?<![\d.,])([1-9])(\d*)(?![\d.,]|.?日)",
    lambda m: str(int(m[1]) % 9 + 1) + m[2],
)
changed("numbers.value", r"(\d{3,})", r"\g<1>0")
changed("numbers.value", r"(?<=\d)万", "億")
changed("numbers.unit", r"(?<=\d)[%％]", "人")
changed("numbers.unit", r"(?<=[\d万億])ドル", "円")
changed("numbers.unit", r"(?<=[\d万億])ユーロ", "ドル")
changed("numbers.unit", r"(?<=[\d万億])円", "ドル")
both(
    "markup.addresses",
    "https://example.org/a?id=12",
    "https://example.org/a?id=21",
    "https://example.org/",
    "",
)
both("markup.addresses", "desk@example.org", "desk＠example.org", "デスク@example.org")
both("markup.placeholders", "{name}", "{名前}", "{names}", "")
both("markup.placeholders", "%(count)d", "%(数)d", "%d", "% (count) d")
both("markup.placeholders", "%s", "％s", "% s", "")
both("markup.placeholders", "${path}", "$｛path｝", "$path")


def half(text: str) -> str:
    """Katakana at half width."""
    table = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0xFF66, 0xFF9E)}
    marks = {"\u3099": "ﾞ", "\u309a": "ﾟ"}
    return "".join(table.get(c, marks.get(c, c)) for c in unicodedata.normalize("NFD", text))


@rule("completeness.empty")
def _empty(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    return case(pair, rng.choice(["", " ", "　", "\n"]))


@rule("completeness.untranslated")
def _copied(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    return case(pair, pair[0])


@rule("completeness.untranslated")
def _left(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """A run of the source's words inside the target."""
    runs = re.findall(r"(?:[A-Za-z]{3,} ){4}[A-Za-z]{3,}", pair[0])
    at = rng.randrange(len(pair[1]))
    return case(pair, pair[1][:at] + rng.choice(runs) + pair[1][at:]) if runs else None


@rule("completeness.language")
def _language(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    other = ["El tribunal no aceptó la demanda.", "Das Gericht wies die Klage ab.", "Le maire a démissionné hier.",
             "Суд отклонил иск вчера.", "Hakim menolak gugatan itu."]  # fmt: skip
    return case(pair, rng.choice(other)) if len(re.findall("[a-z]{2,}", pair[0])) > 2 else None


@rule("completeness.confirmed-draft")
def _draft(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    made = Provenance(Origin.MT, "argos", warnings=(rng.choice(["loop", "number", "negation"]),))
    return Case([replace(unit(1, *pair), provenance=made)], frozenset({"p1"}), [unit(1, *pair)])


@rule("completeness.fuzzy-unchanged")
def _fuzzy(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    other = rng.choice(pool)
    made = replace(
        unit(2, *other), provenance=Provenance(Origin.MEMORY, rate=rng.randrange(60, 100))
    )
    wrong = replace(made, target=pair[1])
    return (
        Case([unit(1, *pair), wrong], frozenset({"p2"}), [unit(1, *pair), made])
        if other != pair
        else None
    )


@rule("completeness.fuzzy-unchanged")
def _previous(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    return Case(
        [replace(unit(1, *pair), previous_source=pair[0] + " More.")],
        frozenset({"p1"}),
        [unit(1, *pair)],
    )


@rule("completeness.silenced")
def _silenced(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    said = rng.choice(
        [("numbers.value", ""), ("numbers", " "), ("number.value", "a reason"), ("", "")]
    )
    good = replace(unit(1, *pair), silenced=(("numbers", "house style"),))
    return Case([replace(good, silenced=(said,))], frozenset({"p1"}), [good])


@rule("subtitles.speed")
def _too_briefly(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """A cue on the screen for half the time that its characters take, or less."""

    def shown(seconds: float) -> Unit:
        return replace(unit(1, *pair), notes=(f"{SHOWN}{seconds:.1f}",))

    takes = max(1.0, len(pair[1]) / 4)
    return Case([shown(takes * rng.uniform(0.2, 0.45))], frozenset({"p1"}), [shown(takes + 1)])


@rule("machine.negation-added")
def _said_no(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """A no at the end, where nothing in the source turns the sentence."""
    turned = r"\b(?:no|not|never|only|but|few|un\w+|in\w+|dis\w+|refus|den|reject|fail|without|ban|still|even|yet|against|doubt|than|lo[st])|n't"
    if re.search(turned, pair[0], re.I):
        return None
    target = re.sub(r"(?<=[てで])いる。$", "いない。", pair[1])
    target = re.sub(r"(?<=[\u3400-\u9fff])した。$", "しなかった。", target)
    return case(pair, target)


@rule("machine.marked")
def _engine_failed(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """A draft without the sentence on which its engine failed."""
    good = replace(unit(1, *pair), state=State.FUZZY, provenance=Provenance(Origin.MT, "argos"))
    made = replace(good, provenance=Provenance(Origin.MT, "argos", warnings=("engine",)))
    return Case([made], frozenset({"p1"}), [good])


@rule("register.colloquial")
def _spoken(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """A report that ends as people speak."""
    speaks = r"\b(?:I|me|my|we|us|our|you|your|please)\b|n't|['’](?:m|re|ve|ll|d)\b|[!?]"
    if re.search(speaks, pair[0], re.I) or "」" in pair[1]:
        return None
    target = re.sub(r"(?<=[てで])いる。$", rng.choice(["るんだ。", "るよね。"]), pair[1])
    target = re.sub(
        r"(?<=[\u3400-\u9fff])した。$", rng.choice(["したんだ。", "しちゃった。"]), target
    )
    return case(pair, target)


@rule("names.missing")
def _another_name(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """Somebody else, where a person is named whole."""
    if not re.search(r"\b[A-Z][a-z]+ [A-Z][a-z]+, \d\d,", pair[0]):
        return None
    called = re.search(r"[ァ-ヺー]{2,}・[ァ-ヺー]{2,}(?=さん|氏)", pair[1])
    other = rng.choice(["ボムギョ・パクワ", "ヴェジュゴ・ギャビュ"])
    return case(pair, pair[1].replace(called[0], other)) if called else None


@rule("names.missing")
def _nobody(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """Nobody, where a place is named that Japanese has a name for."""
    places = {
        "Taiwan": "台湾",
        "Thailand": "タイ",
        "Berlin": "ベルリン",
        "Nepal": "ネパール",
        "Osaka": "大阪",
        "Sapporo": "札幌",
    }
    for english, japanese in places.items():
        if re.search(rf"\b{english}\b(?![ -][A-Z]|['’])", pair[0]) and pair[1].count(japanese) == 1:
            return case(pair, pair[1].replace(japanese, "当地"))
    return None


@rule("names.exchanged")
def _from_to(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """From here to there, the other way round."""
    one, two = rng.sample([("Nairobi", "ナイロビ"), ("Kampala", "カンパラ"), ("Lisbon", "リスボン"), ("Madrid", "マドリード"), ("Osaka", "大阪")], 2)  # fmt: skip
    source = f"{pair[0]} They went from {one[0]} to {two[0]}."
    return case(
        pair, f"{pair[1]}一行は{two[1]}から{one[1]}に行った。", source,
        (source, f"{pair[1]}一行は{one[1]}から{two[1]}に行った。"),
    )  # fmt: skip


@rule("names.exchanged")
def _who_whom(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """Who does it and to whom it is done have changed places."""
    one, two = rng.sample([("Costa", "コスタ"), ("Weber", "ウェーバー"), ("Novak", "ノバク"), ("Tanaka", "田中"), ("Okafor", "オカフォー")], 2)  # fmt: skip
    verb, said = rng.choice(
        [("sued", "訴えた"), ("praised", "たたえた"), ("criticised", "批判した")]
    )
    source = f"{one[0]} {verb} {two[0]}."
    return case(
        pair,
        f"{two[1]}氏は{one[1]}氏を{said}。",
        source,
        (source, f"{one[1]}氏は{two[1]}氏を{said}。"),
    )


@rule("names.bare")
def _no_title(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """One of two has lost his title, or has two."""
    one, two = rng.sample([("Ito", "伊藤"), ("Abe", "安倍"), ("Tanaka", "田中"), ("Mori", "森")], 2)
    verb, said = rng.choice(
        [("thanked", "に礼を述べた"), ("met", "に会った"), ("helped", "を助けた")]
    )
    source = f"{pair[0]} Mr {one[0]} {verb} Ms {two[0]}."
    good = (source, f"{pair[1]}{one[1]}さんは{two[1]}さん{said}。")
    return case(pair, f"{pair[1]}{one[1]}は{two[1]}さん{said}。", source, good)


@rule("names.two-ways")
def _two_names(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """A person whose last mention has other letters."""
    name, usual, odd = rng.choice(
        [("Tanigawa", "谷川", "谷河"), ("Ito", "伊藤", "伊東"), ("Saito", "斎藤", "斉藤"), ("Dittrich", "ディトリッヒ", "デトリック"),
         ("Novak", "ノバック", "ノワーク"), ("Watanabe", "渡辺", "渡部")]
    )  # fmt: skip
    said = [(f"{name} came. {pair[0]}", f"{usual}さんが来た。{pair[1]}"), (f"{name} left.", f"{usual}さんは去った。"),
            (f"{name} spoke.", f"{usual}さんは話した。")]  # fmt: skip
    return document(said, f"{odd}さんは話した。")
