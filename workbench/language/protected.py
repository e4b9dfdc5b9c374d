"""What must not change: found in a text by rule, with what it is in the target language.

Lives here: Protected, Kept, `verbatim`, `values`, `missing`, `invented`, `only_verbatim`. Two sorts: what is
copied as it is (addresses, handles, code, placeholders, emoji, footnote marks), and what has a form of its
own in the target language (dates, times, ages, money, shares, ranges, sections, case numbers, numbers).
Takes and gives strings; spans are code point offsets.
May import: number, numbers, table of this room; the standard library.
On this floor because drafting asks for these and checks look for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from workbench.language.languages import info
from workbench.language.number_value import Number, Value
from workbench.language.numbers import numbers, unmatched


class Kept(StrEnum):
    """Why a stretch must not change."""

    ADDRESS = "address"
    MAIL = "mail"
    HANDLE = "handle"
    CODE = "code"
    PLACEHOLDER = "placeholder"
    EMOJI = "emoji"
    NOTE = "note"
    DATE = "date"
    TIME = "time"
    AGE = "age"
    MONEY = "money"
    SHARE = "share"
    RANGE = "range"
    SECTION = "section"
    CASE = "case"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Protected:
    """One stretch of a text."""

    span: tuple[int, int]
    kind: Kept
    text: str
    forms: tuple[str, ...] = ()
    """How the target language writes it, likeliest first."""
    values: tuple[Value, ...] = ()
    """Numbers that the target must hold, each in front of one of `units`."""
    units: tuple[str, ...] = ()


_SCHEME = r"(?:https?|ftp|mailto|tel)://?|www\."
_DOMAIN = (
    r"(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,8}(?:com|org|net|edu|gov|int|info|io|jp|uk|de|fr|eu|us|ca|au|nz|tv|me|app|dev)"
    r"(?![\w-]|\.\w)(?:/[!#-&(-;=?-~]*)?"
)
_VERBATIM = re.compile(
    rf"(?P<code>(?P<ticks>`+)(?!`)[^\n]{{1,2000}}?(?<!`)(?P=ticks)(?!`))"
    rf"|(?P<address>(?<![A-Za-z0-9])(?:{_SCHEME})[!#-&(-;=?-~\u00a1-\u024f]+)"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})"
    rf"|(?P<domain>(?<![\w@.-]){_DOMAIN})"
    r"|(?P<placeholder>\{\{[^{}\n]{1,200}\}\}|\$?\{[\w.\[\]]*(?:![rsa])?(?::[^{}\s]{0,40})?\}"
    r"|%\(\w{1,80}\)[-+0 #]*\d*(?:\.\d+)?[sdifgexXcuop]"
    r"|%(?:\d+\$)?(?:[-+0#]*\d*(?:\.\d+)?(?:hh?|ll?|[Lzjt])?)[sdifgexXcuop](?![A-Za-z])|&(?:#\d{1,7}|[a-zA-Z]{2,31});)"
    r"|(?P<handle>(?<![\w@#/&])[@#](?=\w*[A-Za-z])\w{2,80})"
    r"|(?P<note>\[\^?[\w]{1,4}\](?!\()|(?<=[\w.,;:!?\"”’)])(?:\*{1,3}(?![*\w])|[†‡§¶]{1,3}(?!\s?\d))|[¹²³⁰-⁹]+)",
    re.ASCII,
)
_PICTURE = (
    "[\u203c\u2049\u2190-\u21ff\u231a-\u231b\u2328\u23cf-\u23ff\u24c2\u25a0-\u25ff\u2600-\u274b\u2753-\u2760\u2763-\u27bf"
    "\u2934-\u2935\u2b00-\u2bff\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
)
_EMOJI = re.compile(
    rf"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_PICTURE}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?"
    rf"[\U000e0020-\U000e007f]*(?:\u200d(?:{_PICTURE}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?))*)"
)
_MAY_BE_EMOJI = re.compile("[\u203c-\u3299\U0001f000-\U0001faff]")
_GROUPS = {
    "code": Kept.CODE, "address": Kept.ADDRESS, "mail": Kept.MAIL, "domain": Kept.ADDRESS,
    "placeholder": Kept.PLACEHOLDER, "handle": Kept.HANDLE, "note": Kept.NOTE,
}  # fmt: skip
_SIGNS = ("`", "://", "www.", "@", "#", "{", "%", "&", "[", "*", "†", "‡", "§", "¶", ".")


def verbatim(text: str) -> list[Protected]:
    """What is copied as it stands, in order."""
    out: list[Protected] = []
    if any(map(text.__contains__, _SIGNS)) or not text.isascii():
        for match in _VERBATIM.finditer(text):
            kind = _GROUPS[match.lastgroup if match.lastgroup != "ticks" else "code"]  # type: ignore[index]
            written = match.group()
            if kind is Kept.ADDRESS:
                written = _without_stop(written)
            elif kind is Kept.MAIL:
                written = written.rstrip(".-")
            elif kind is Kept.PLACEHOLDER and not _is_placeholder(text, match):
                continue
            out.append(_copied(match.start(), kind, written))
    if not text.isascii() and _MAY_BE_EMOJI.search(text):
        for match in _EMOJI.finditer(text):
            if not any(p.span[0] < match.end() and match.start() < p.span[1] for p in out):
                out.append(_copied(match.start(), Kept.EMOJI, match.group()))
    return sorted(out, key=lambda p: p.span)


def _copied(start: int, kind: Kept, text: str) -> Protected:
    return Protected((start, start + len(text)), kind, text, (text,))


def _is_placeholder(text: str, match: re.Match[str]) -> bool:
    """`5% of` has no placeholder `% o`; 50 %d has."""
    written = match.group()
    if written.startswith("%") and not written.startswith("%("):
        return not (match.start() and text[match.start() - 1].isdigit())
    return True


def _without_stop(address: str) -> str:
    """An address without the sentence's own punctuation behind it; brackets as it opened them."""
    while address:
        last = address[-1]
        if (
            last in ".,;:!?'\"”’*_"
            or (last == ")" and address.count("(") < address.count(")"))
            or (last == "]" and address.count("[") < address.count("]"))
        ):
            address = address[:-1]
        else:
            break
    return address


def only_verbatim(text: str) -> bool:
    """Whether nothing but such things and punctuation stands there: there is nothing to translate."""
    found = verbatim(text)
    if not found:
        return False
    rest = "".join(text[a:b] for a, b in _gaps(text, [p.span for p in found]))
    return not any(char.isalnum() for char in rest)


def _gaps(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in spans:
        yield last, start
        last = end
    yield last, len(text)


_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?P<{0}>1[0-9]\d\d|20\d\d)(?![\d,]\d|\d)"
_DATE = re.compile(
    rf"(?<![\w-])(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH.format('m1')}(?:,?\s+{_YEAR.format('y1')})?"
    rf"|{_MONTH.format('m2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)(?:,?\s+{_YEAR.format('y2')})?"
    rf"|{_MONTH.format('m3')},?\s+(?:of\s+)?{_YEAR.format('y3')}"
    r"|(?P<iso>(?:1[0-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))|(?P<decade>(?:1[0-9]|20)\d0)s)(?![\w])"
)
_TIME = re.compile(
    r"(?<![\d.,:$€£-])(?:(?P<h1>1[0-2]|0?[1-9])(?:[:.](?P<min1>[0-5]\d))?\s?(?P<half>[ap])(?:\.m\.|m\b)"
    r"|(?P<h2>[01]?\d|2[0-3]):(?P<min2>[0-5]\d)(?![\d:]))",
    re.I,
)
_AGE = re.compile(
    r"(?:(?<=[A-Za-z’'.\"”)]),\s(?P<apposed>1?\d?\d),(?=[\s\"”])"
    r"|(?<=[A-Za-z’'.]),\s(?P<end>1?\d\d)(?=[.;)]?$)"
    r"|(?<![\d.,-])(?P<old>1?\d?\d)[- ](?:year|yr)s?[- ]olds?\b|\b(?:aged?|turned)\s+(?P<aged>1?\d?\d)\b(?![-–,.]\d|\s?(?:per|%))"
    r"|(?<=\w)\s\((?P<bracket>[1-9]\d)\)(?=[\s,.;]))"
)
AGE_UNITS = ("歳", "才", "）", ")")
_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:[\s-]?(?P<{0}>thousand|million|billion|trillion|bn|mn|m|k)\b)?"
_CURRENCIES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "AU?\\$|A\\$",
        r"Australian dollars?",
        "豪ドル",
        ("オーストラリアドル", "オーストラリア・ドル", "ドル"),
    ),
    ("CA?\\$|C\\$", r"Canadian dollars?", "カナダドル", ("カナダ・ドル", "加ドル", "ドル")),
    ("HK\\$", r"Hong Kong dollars?", "香港ドル", ("ドル",)),
    ("NT\\$", r"(?:New )?Taiwan dollars?", "台湾ドル", ("ドル",)),
    ("S\\$", r"Singapore dollars?", "シンガポールドル", ("ドル",)),
    ("NZ\\$", r"New Zealand dollars?", "NZドル", ("ニュージーランドドル", "ドル")),
    ("US\\$|USD ?|\\$", r"(?:U\.?S\.? )?dollars?", "ドル", ("米ドル",)),
    ("€|EUR ?", r"euros?", "ユーロ", ()),
    ("£|GBP ?", r"pounds?(?: sterling)?", "ポンド", ()),
    ("[¥￥]|JPY ?", r"yen", "円", ()),
    ("₩|KRW ?", r"won", "ウォン", ()),
    ("₹|Rs\\.? ?", r"rupees?", "ルピー", ("インドルピー",)),
    ("CHF ?", r"Swiss francs?", "スイスフラン", ("フラン",)),
    ("(?!)", r"pesos?", "ペソ", ()),
    ("(?!)", r"baht", "バーツ", ()),
    ("(?!)", r"yuan|renminbi", "元", ("人民元",)),
    ("(?!)", r"rubles?|roubles?", "ルーブル", ()),
    ("(?!)", r"francs?", "フラン", ()),
    ("(?!)", r"cents?", "セント", ()),
)
_MONEY_BEFORE = re.compile(
    "(?<![A-Za-z])(?:" + "|".join(f"(?P<c{n}>{sign})" for n, (sign, *_r) in enumerate(_CURRENCIES))
    + rf")\s?(?P<num>{_NUM})" + _SCALE.format("scale")
)  # fmt: skip
_MONEY_AFTER = re.compile(
    rf"(?<![\w.,$€£¥])(?P<num>{_NUM})" + _SCALE.format("scale")
    + r"[\s-](?:" + "|".join(f"(?P<c{n}>{word})" for n, (_s, word, *_r) in enumerate(_CURRENCIES)) + r")\b"
)  # fmt: skip
_SHARE = re.compile(
    rf"(?<![\w.,$€£¥])(?P<num>{_NUM})[\s-]?(?:%(?!\()|per\s?cent\b|percentage[ -](?P<points>points?)\b)(?P<more>[ -]points?\b)?"
)
_ENUM = {
    "article": "条", "articles": "条", "art": "条", "arts": "条", "section": "条", "sections": "条", "sec": "条", "s": "条", "§": "条",
    "§§": "条", "paragraph": "項", "para": "項", "chapter": "章", "amendment": "条",
}  # fmt: skip
_SECTION = re.compile(
    r"(?:\b(?P<word>Articles?|Arts?\.|Sections?|Sec\.|Paragraph|Para\.|Chapter|article|section|paragraph|chapter)\s?|(?P<sign>§{1,2})\s?)"
    r"(?P<num>\d{1,4})(?P<letter>[A-Z]{1,2}(?![\w]))?(?:\((?P<part>\d{1,2})\))?(?:\((?P<item>[a-z])\))?"
    r"(?:,?\s(?:[Pp]aragraph|[Pp]ara\.)\s(?P<para>\d{1,2}))?(?![\d\w]|[.,-]\d)"
)
_AMENDMENT = re.compile(r"\b(?:the\s)?(?P<num>\d{1,2})(?:st|nd|rd|th)\sAmendment\b")
_CASE = re.compile(
    r"(?<![\w/.-])(?=[\w/:.-]*\d)(?:(?=[\w:.-]*[-/:])(?:\d{1,6}[-/:])(?:[A-Za-z]{1,4}[-/:])?\d{1,8}(?:[-/:][\w-]{1,12})*"
    r"|[A-Z]{1,6}[-/]\d[\w/-]{1,16})(?![\w/])"
)
_CASE_BEFORE = re.compile(
    r"(?:No|Nos|no|Case|Docket|Application|Resolution|Directive|Act|Regulation|number|Number|Bill)\.?\s?\Z"
)
_RANGE = re.compile(
    rf"(?<![\w.,$€£¥/-])(?P<a>{_NUM})\s?(?:[-–—~]|\sto\s)\s?(?P<b>{_NUM})(?![\d/-]|\.\d|:)(?P<year>[- ]years?[- ]old)?"
)
_SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9, "mn": 10**6,
    "m": 10**6, "k": 10**3,
}  # fmt: skip
_JAPANESE_SCALES = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))


def figure(value: Value, language: str) -> str:
    """A value as news of the language write it: 1.5 million → 150万, 14,000 → 1万4000; empty where
    this does not know how."""
    if value.denominator != 1:
        return f"{float(value):.6f}".rstrip("0").rstrip(".")
    whole = int(value)
    if info(language).code != "ja":
        return ""
    if whole < 10_000:
        return str(whole)
    out = ""
    for size, name in _JAPANESE_SCALES:
        part, whole = divmod(whole, size)
        out += f"{part}{name}" if part else ""
    return out + (str(whole) if whole else "")


def values(text: str, source: str, target: str) -> list[Protected]:
    """Figures with their form in the target language, in order, none inside another.

    Only English to Japanese has rules for dates, ages and the like; of other languages the numbers.
    """
    blank = _blanked(text, [p.span for p in verbatim(text)])
    found: list[Protected] = []
    if info(source).code == "en" and info(target).code == "ja":
        for reader in _READERS:
            for one in reader(blank):
                if not any(p.span[0] < one.span[1] and one.span[0] < p.span[1] for p in found):
                    found.append(one)
    for number in numbers(blank, source, words=False):
        a, b = number.span
        inside = any(p.span[0] < b and a < p.span[1] for p in found)
        if not inside and number.exact:
            found.append(_plain(blank, number, target))
    return sorted(found, key=lambda p: p.span)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _plain(text: str, number: Number, target: str) -> Protected:
    written = text[slice(*number.span)]
    form = written if "/" in written else figure(number.value, target) or written
    return Protected(number.span, Kept.NUMBER, written, (form,), (number.value,))


def _dates(text: str) -> Iterator[Protected]:
    for m in _DATE.finditer(text):
        if m["decade"]:
            decade = int(m["decade"])
            yield Protected(m.span(), Kept.DATE, m[0], (f"{decade}年代",), (decade,), ("年代",))
            continue
        if m["iso"]:
            numbers_of = [int(part) for part in m["iso"].split("-")]
            form = "{}年{}月{}日".format(*numbers_of)
            yield Protected(m.span(), Kept.DATE, m[0], (form, m["iso"]))
            continue
        name = m["m1"] or m["m2"] or m["m3"]
        month = next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name[:3].lower()))
        day, year = m["d1"] or m["d2"], m["y1"] or m["y2"] or m["y3"]
        if day and not 1 <= int(day) <= 31:
            continue
        form = (f"{year}年" if year else "") + f"{month}月" + (f"{int(day)}日" if day else "")
        forms = [form]
        if year and int(year) >= 2019:
            era = "元" if int(year) == 2019 else str(int(year) - 2018)
            forms.append(form.replace(f"{year}年", f"令和{era}年"))
        if year and 1989 <= int(year) <= 2019:
            era = "元" if int(year) == 1989 else str(int(year) - 1988)
            forms.append(form.replace(f"{year}年", f"平成{era}年"))
        yield Protected(m.span(), Kept.DATE, m[0], tuple(forms))


def _times(text: str) -> Iterator[Protected]:
    for m in _TIME.finditer(text):
        if m["half"]:
            hour, minute = int(m["h1"]), int(m["min1"] or 0)
            late = m["half"].lower() == "p"
            half = "午後" if late else "午前"
            shown = 0 if hour == 12 else hour
            full = shown + (12 if late else 0)
            tail = f"{minute}分" if minute else ""
            forms = [
                f"{half}{shown}時{tail}",
                f"{full}時{tail}",
                f"{half}{hour}時{tail}",
                f"{full}:{minute:02d}",
            ]
            if hour == 12:
                forms += ["正午"] if late and not minute else []
                forms += [f"午前{12 if late else 0}時{tail}", f"深夜{shown}時{tail}"]
        else:
            hour, minute = int(m["h2"]), int(m["min2"])
            tail = f"{minute}分" if minute else ""
            half, shown = ("午後", hour - 12) if hour > 12 else ("午前", hour)
            forms = [f"{hour}時{tail}", f"{half}{shown}時{tail}", m[0]]
        forms += [form.replace("30分", "半") for form in forms if form.endswith("30分")]
        yield Protected(m.span(), Kept.TIME, m[0], tuple(dict.fromkeys(forms)))


def _ages(text: str) -> Iterator[Protected]:
    for m in _AGE.finditer(text):
        name = m.lastgroup or ""
        age = m[name]
        forms: tuple[str, ...] = (f"（{age}）", f"{age}歳", f"({age})", f"{age}才")
        if name in {"old", "aged"}:
            forms = (f"{age}歳", f"（{age}）", f"({age})", f"{age}才")
        if not 1 <= int(age) <= 125 or (int(age) < 3 and name != "old"):
            continue
        yield Protected(m.span(name), Kept.AGE, m[name], forms, (int(age),), AGE_UNITS)


def _value(num: str, scale: str | None) -> Value:
    plain = num.replace(",", "")
    value: Value = Fraction(plain) if "." in plain else int(plain)
    value = value * _SCALES[scale.lower()] if scale else value
    return int(value) if value.denominator == 1 else value


def _money(text: str) -> Iterator[Protected]:
    for pattern in (_MONEY_BEFORE, _MONEY_AFTER):
        for m in pattern.finditer(text):
            number = next(n for n in range(len(_CURRENCIES)) if m[f"c{n}"] is not None)
            _sign, _word, name, others = _CURRENCIES[number]
            value = _value(m["num"], m["scale"])
            form = f"{figure(value, 'ja')}{name}"
            yield Protected(m.span(), Kept.MONEY, m[0], (form,), (value,), (name, *others))


def _shares(text: str) -> Iterator[Protected]:
    for m in _SHARE.finditer(text):
        value = _value(m["num"], None)
        points = m["points"] or m["more"]
        units = (
            ("ポイント", "%ポイント", "％ポイント")
            if points
            else ("%", "％", "パーセント", "割", "ポイント")
        )
        form = f"{figure(value, 'ja')}{units[0]}"
        yield Protected(m.span(), Kept.SHARE, m[0], (form,), (value,), units)


def _sections(text: str) -> Iterator[Protected]:
    for m in _AMENDMENT.finditer(text):
        number = m["num"]
        said = (f"修正第{number}条", f"修正{number}条", f"{number}条修正", f"第{number}修正")
        yield Protected(m.span(), Kept.SECTION, m[0], said)
    for m in _SECTION.finditer(text):
        word = (m["word"] or m["sign"]).rstrip(".").lower()
        unit = _ENUM.get(word, "条")
        number = m["num"]
        heads = (
            [f"{number}{m['letter']}{unit}", f"{number}{unit}{m['letter']}"]
            if m["letter"]
            else [f"{number}{unit}"]
        )
        if word in {"section", "sections", "sec", "§", "§§"}:
            heads += [
                head.replace("条", other) for head in list(heads) for other in ("節", "項", "条の")
            ]
        if word in {"paragraph", "para"}:
            heads += [f"{number}段落", f"段落{number}", f"パラグラフ{number}", f"{number}節"]
        part = m["part"] or m["para"]
        tail = (f"{part}項" if part else "") + (f"({m['item']})" if m["item"] else "")
        forms = [head + tail for head in heads]
        if part:
            forms += (
                [f"{head}第{tail}" for head in heads]
                + [f"{head}（{part}）" for head in heads]
                + [f"{head}({part})" for head in heads]
            )
        yield Protected(m.span(), Kept.SECTION, m[0], tuple(dict.fromkeys(forms)))


def _cases(text: str) -> Iterator[Protected]:
    for m in _CASE.finditer(text):
        written = m[0]
        named = bool(_CASE_BEFORE.search(text, max(0, m.start() - 14), m.start()))
        if not named and re.fullmatch(
            r"\d{1,4}[-/]\d{1,4}|\d{1,2}:\d\d(?::\d\d)?|\d{1,4}-[a-z]+", written
        ):
            continue  # a range, a share, a time
        if written.startswith("COVID") or (
            written[0].isalpha() and not re.search(r"\d", written[1:])
        ):
            continue
        yield Protected(m.span(), Kept.CASE, written, (written,))


def _ranges(text: str) -> Iterator[Protected]:
    for m in _RANGE.finditer(text):
        first, second = _value(m["a"], None), _value(m["b"], None)
        form = f"{figure(first, 'ja')}～{figure(second, 'ja')}"
        also = f"{figure(first, 'ja')}から{figure(second, 'ja')}"
        if second > first or (1900 < first < 2100 and second < 100):
            yield Protected(
                m.span(), Kept.RANGE, m[0], (form, form.replace("～", "〜"), also), (first, second)
            )


_READERS = (_dates, _cases, _sections, _times, _money, _shares, _ages, _ranges)


def _folded(text: str) -> str:
    """Without differences of width; as long as the text."""
    out = []
    for char in text:
        plain = unicodedata.normalize("NFKC", char)
        out.append(plain if len(plain) == 1 else char)
    return "".join(out).replace("〜", "～").replace("~", "～")


def spans_of(one: Protected, target: str, language: str) -> list[tuple[int, int]]:
    """Where it stands in a target, in any of its forms or by its value."""
    folded = _folded(target)
    out: list[tuple[int, int]] = []
    for form in one.forms:
        wanted = _folded(form)
        at = folded.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            cut_off = (wanted[0].isdigit() and folded[max(0, at - 1) : at].isdigit()) or (
                wanted[-1].isdigit() and folded[end : end + 1].isdigit()
            )
            if not cut_off:
                out.append((at, end))
            at = folded.find(wanted, at + 1)
    if not out and one.values:
        out = _by_value(one, folded, language)
    return out


def _by_value(one: Protected, target: str, language: str) -> list[tuple[int, int]]:
    there = numbers(target, language)
    out: list[tuple[int, int]] = []
    for value in one.values:
        spans = [
            n.span
            for n in there
            if (n.value == value or value in n.also)
            and (not one.units or _has_unit(target, n, one.units))
        ]
        if not spans:
            return []
        out += spans
    return out


def _has_unit(target: str, number: Number, units: Sequence[str]) -> bool:
    written = target[slice(*number.span)]
    rest = target[number.span[1] :].lstrip()
    before = target[: number.span[0]].rstrip()
    if "割" in units and ("割" in written or "分の" in written or number.also):
        return True
    return rest.startswith(tuple(map(_folded, units))) or before.endswith(("$", "€", "£", "¥"))


def missing(
    source: str, target: str, source_language: str, target_language: str
) -> list[Protected]:
    """What the source has and the target has not: copies by count, values in any of their forms."""
    out: list[Protected] = []
    copies = verbatim(source)
    there = Counter({p.text: target.count(p.text) for p in copies})
    for one in copies:
        there[one.text] -= 1
        if there[one.text] < 0:
            out.append(one)
    ours: list[Number] | None = None
    for one in values(source, source_language, target_language):
        if spans_of(one, target, target_language):
            continue
        if one.kind in {Kept.NUMBER, Kept.RANGE}:
            if ours is None:
                ours = unmatched(
                    numbers(source, source_language, words=False), numbers(target, target_language),
                    target, target_language,
                )  # fmt: skip
            if not any(one.span[0] <= n.span[0] < one.span[1] for n in ours):
                continue
        out.append(one)
    return sorted(out, key=lambda p: p.span)


def invented(source: str, target: str, source_language: str, target_language: str) -> list[Number]:
    """Numbers in digits of the target that the source has in no form."""
    bare = _blanked(target, [p.span for p in verbatim(target)])
    here = numbers(source, source_language)
    return [
        n
        for n in unmatched(numbers(bare, target_language), here, source, source_language)
        if not (n.value == 1 and re.search(r"\b(?:an?|one|each|per|every|single)\b", source, re.I))
    ]
