"""More seeded errors: those of whole documents, of negation and loops, of tags and terms.

Importing this module registers its rules with `checks_seeds`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from checks_seeds import Case, Pair, case, document, rule

from workbench.checks.consistency import _variants, _writings

_NEGATIONS = (
    ("ていなかった", "ていた"), ("ていない", "ている"), ("ではなかった", "だった"), ("ではない", "だ"),
    ("できなかった", "できた"), ("できない", "できる"), ("られなかった", "られた"), ("られない", "られる"),
    ("しなかった", "した"), ("しない", "する"), ("ませんでした", "ました"), ("ません", "ます"),
    ("たくない", "たい"), ("わなかった", "った"), ("わない", "う"), ("らない", "る"), ("らなかった", "った"),
    ("ではありません", "です"), ("べきではない", "べきだ"), ("はない", "がある"), ("はなかった", "があった"),
)  # fmt: skip


@rule("numbers.half-day")
def _half_day(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """Morning and afternoon exchanged, where the source says which it is."""
    if len(re.findall(r"\b(?!12)\d+(?:[:.]\d\d)? ?[ap]\.?m\b", pair[0])) != 1:
        return None
    if len(re.findall("午[前後]", pair[1])) != 1:
        return None
    return case(pair, pair[1].translate({ord("前"): "後", ord("後"): "前"}))


@rule("machine.negation")
def _negation(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """Every negation of the target undone; only where it had one for the source's one."""
    auxiliary = r"\b(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could)(?:n['’]t|\s+not)\b|\bcannot\b"
    if len(re.findall(auxiliary, pair[0], re.I)) != 1:
        return None
    places = [(neg, pos) for neg, pos in _NEGATIONS if neg in pair[1]]
    if not places or len(re.findall(r"な[いかく]|ません", pair[1])) != 1:
        return None
    return case(pair, pair[1].replace(*places[0]))


@rule("machine.loop")
def _loop(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """An engine that cannot stop."""
    size = rng.randrange(2, 12)
    at = rng.randrange(max(1, len(pair[1]) - size))
    piece = pair[1][at : at + size]
    if not re.search(r"[\u3041-\u9fff]", piece):
        return None
    return case(pair, pair[1][:at] + piece * rng.randrange(5, 20) + pair[1][at + size :])


@rule("machine.length")
def _short(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    return (
        case(pair, pair[1][: rng.randrange(2, max(3, len(pair[0]) // 9))])
        if len(pair[0]) > 60
        else None
    )


@rule("machine.length")
def _long(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    target = pair[1]
    while len(target) < 1.7 * len(pair[0]):
        target += rng.choice(pool)[1]
    return case(pair, target) if len(pair[0]) >= 30 else None


@rule("markup.tags")
def _tags(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    tag, opening = rng.choice(
        [("em", "<em>"), ("strong", "<strong>"), ("a", '<a href="https://example.org/">')]
    )
    source = f"{opening}{pair[0][:9]}</{tag}>{pair[0][9:]}"
    a, b, c = pair[1][:3], pair[1][3:8], pair[1][8:]
    wrong = [a + opening + b + c, a + b + f"</{tag}>" + c, a + b + c, f"{a}</{tag}>{b}{opening}{c}",
             f"{a}<b>{b}</b>{c}", f"{a}{opening}{b}</{tag}>{c}<br>", f"{a}{opening.upper()}{b}</{tag}>{c}"]  # fmt: skip
    return case(pair, rng.choice(wrong), source, (source, f"{a}{opening}{b}</{tag}>{c}"))


@rule("punctuation.brackets")
def _half_brackets(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """An aside after a name, in brackets of Latin width."""
    aside = rng.choice(["仮名", "当時", "36歳", "旧姓・山田"])
    match = re.search(r"[ァ-ヺー]{4,}(?:さん|氏)?|[\u3400-\u9fff]{2,3}(?:さん|氏)", pair[1])
    if not match:
        return None
    head, tail = pair[1][: match.end()], pair[1][match.end() :]
    return case(pair, f"{head}({aside}){tail}", None, (pair[0], f"{head}（{aside}）{tail}"))


@rule("quotes.lost")
def _unquoted(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    quoted = re.findall(r"[\"“]([^\"“”]+)[\"”]", pair[0])
    if not any(len(text.split()) >= 4 for text in quoted):
        return None
    return case(pair, re.sub("[「」『』]", "", pair[1]))


@rule("register.mixed")
def _polite(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """A polite ending among plain ones."""
    plain = [
        p for p in rng.sample(pool, 40) if re.search(r"(?<![まで])した。$", p[1]) and p != pair
    ][:4]
    if len(plain) < 4 or not re.search(r"(?<![まで])した。$", pair[1]):
        return None
    return document([*plain, pair], re.sub("した。$", "しました。", pair[1]))


@rule("consistency.same-source")
def _twice(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    new = re.sub(r"た。$", "たという。", pair[1]).replace("、", "", 1)
    return document([pair, pair], new)


@rule("consistency.same-target")
def _overwritten(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    return document([pair, rng.choice(pool)], pair[1])


@rule("consistency.spelling")
def _spelling(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """A long vowel mark at the end too many or too few, a middle dot gone."""
    words = [
        w
        for w in re.findall(r"[ァ-ヺー・]{4,}", pair[1])
        if not w.startswith(("・", "ー")) and w[-1] != "・"
    ]
    if not words:
        return None
    word = rng.choice(words)
    dotless = word.replace("・", "")
    other = (
        dotless
        if "・" in word and rng.random() < 0.5
        else word[:-1]
        if word[-1] == "ー"
        else word + "ー"
    )
    return document([pair, pair, pair], pair[1].replace(word, other)) if len(other) > 3 else None


@rule("consistency.variants")
def _variant(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """Another writing of one word than in the rest of the document."""
    found = [(match.group(), _variants()[group]) for group, match in _writings(pair[1])]
    if not found:
        return None
    word, group = rng.choice(found)
    other = rng.choice([w for w in group if w != word])
    return document([pair, pair, pair], pair[1].replace(word, other, 1))


HOUSE = [
    ("こと", "事"), ("いう", "言う"), ("ため", "為"), ("パートナー", "パートナ"), ("カップル", "カプル"), ("できる", "出来る"),
    ("子ども", "子供"), ("とき", "時"), ("よう", "様"),
]  # fmt: skip
"""The list of a house that the benchmark sets up."""


@rule("house.writing")
def _house(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """A word as this house does not write it."""
    said = [row for row in HOUSE if row[0] in pair[1] and row[1] not in pair[1]]
    return case(pair, pair[1].replace(*said[0])) if said else None


@rule("names.honorific")
def _title(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    pattern = r"(?<![ァ-ヺー・\u3400-\u9fff])(?:[ァ-ヺー・]{3,}|[\u3400-\u9fff]{2,4})(?:さん|氏)(?![^「]*」)"
    match = re.search(pattern, pair[1])
    if not match or re.search(r"[皆客患者両同娘子親母父人員生]さ?[ん氏]", match.group()):
        return None
    name, title = re.match(r"(.+?)(さん|氏)$", match.group()).groups()  # type: ignore[union-attr]
    other = name + ("氏" if title == "さん" else "さん")
    return document([pair, pair, pair], pair[1].replace(name + title, other))


@rule("names.dot")
def _dot(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """Another mark between the parts of a foreign name."""
    if not re.search(r"\b[A-Z][a-z]+ [A-Z][a-z]+", pair[0]) or re.search(r"[a-z]-[A-Z]", pair[0]):
        return None
    person = re.search(r"[ァ-ヺー]・[ァ-ヺー]+(?:さん|氏|判事|首相|議員|教授|（\d)", pair[1])
    mark = rng.choice(["･", *(["＝", "　", " "] if person else [])])
    return case(pair, re.sub(r"(?<=[ァ-ヺー])・(?=[ァ-ヺー]{2})", mark, pair[1]))


@rule("names.katakana")
def _renamed(pair: Pair, rng: random.Random, pool: Sequence[Pair]) -> Case | None:
    """One letter of a foreign name mistaken."""
    names = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", pair[0])
    words = [
        w
        for part in re.findall(r"[ァ-ヺー・]{4,}", pair[1])
        for w in [part.strip("・")]
        if len(w) >= 4
    ]
    if not names or not words:
        return None
    word = rng.choice(words)
    at = rng.randrange(1, len(word) - 1)
    swap = {
        "ー": "ウ",
        "ィ": "イ",
        "イ": "ー",
        "ッ": "",
        "ェ": "エ",
        "ァ": "ア",
        "ォ": "オ",
        "ウ": "ー",
        "・": "ン",
    }
    other = word[:at] + swap.get(word[at], rng.choice("アイウエオ")) + word[at + 1 :]
    return document([pair, pair, pair], pair[1].replace(word, other)) if word != other else None
