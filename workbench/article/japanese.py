"""Where Japanese sentences end.

Lives here: `ends`. Takes a paragraph and the exceptions, gives spans. A 。！？．｡ ends a sentence
unless it stands inside brackets that close later, and a quotation that と, などと, として or a verb
of saying takes up goes on: 「遅い。」「でもいい。」と二人は話した。 is one sentence.
May import: exceptions; language (particles are told by MeCab).
Apart from `segment` because this is our own scanner: libraries split inside 「…」 or need a
download (`tests/benchmarks/sentence_ends.py`).
"""

from __future__ import annotations

import re

from workbench.article.exceptions import Exceptions

_ENDERS = frozenset("。！？!?｡‼⁇⁈⁉")
_ASKING = frozenset("！？!?‼⁇⁈⁉")
_DOTS = "．."
_PAIRS = {  # noqa: C416
    a: b
    for a, b in (
        "「」", "『』", "（）", "()", "【】", "〈〉", "《》", "［］", "[]", "“”", "〔〕", "｢｣", "〝〟", "‘’", "«»", "｛｝"
    )
}  # fmt: skip
_QUOTES = frozenset('「『“｢〝«"')
_ROUND = frozenset("（(")
_AFTER = frozenset("」』）)】〉》］”〕｣〟»")
_SIGNS = re.compile(
    r"(?:\[(?:注|脚注)?\d{1,3}\]|［\d{1,3}］|[¹²³⁰⁴-⁹]+|※\d{1,2}|[♪♡♥☆★♬]|[\U0001f000-\U0001faff\ufe0f\u200d]+"
    r"|[（(](?:注|訳注|脚注|※|註)\s?\d{0,3}[）)]|[＊*†‡]+(?=[^\s＊*†‡])"
    r"|（(?:笑|笑い|爆笑|拍手|歓声|涙|泣|汗|怒|沈黙|中略|以下略|後略)）|\((?:笑|拍手|涙|泣|汗)\))+"
)
_MOOD = re.compile(
    r"(?:[♪♬]|[\U0001f000-\U0001faff\ufe0f\u200d]|（(?:笑|涙|泣|汗)）|\((?:笑|涙|泣|汗)\))+"
)
"""What ends a sentence in a stop's place where people chat: ありがとう♪また来てね"""
_LAST = frozenset("ねよわさぞぜたすいうるだでなかもん")
"""Kana that a sentence may end in."""
_SOURCE = re.compile(r"[（(][^（）()。！？\n]{1,40}[）)][ \t\u3000]*(?=\n|$)")
"""A source at the end of a paragraph belongs to its last sentence: …した。（共同）"""
_AS_OF = re.compile(
    r"[（(][^（）()。！？\n]{1,40}(?:現在|時点|参照|撮影|調べ|敬称略|仮名|抜粋|取材|引用|当時)[）)]"
)
"""So does what says when or from where, wherever it stands."""
_ITEM = re.compile(
    r"[（(](?:\d{1,3}|[０-９]{1,3}|[一二三四五六七八九十]{1,3}|[ア-ン]|[a-zａ-ｚ]|[ivxⅰ-ⅹ]{1,4})[）)]"
)
_URL = re.compile(r"(?:https?://|www\.)[!-~]+(?:[=&][^\s。、「」（）]*)?")
_GLUED_MARK = re.compile(r"(?<=[0-9A-Za-z/=&%])[!?]+(?=[0-9A-Za-z/=&%])")
_MARKER = re.compile(
    r"[\s\u3000]*(?:(?:問|第|図|表|注|例|章|その)\s?)?[（(]?(?:[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3})*"
    r"|[A-ZＡ-Ｚa-zａ-ｚ]|[IVXⅠ-Ⅻⅰ-ⅻ]{1,5}|[ア-ン]|[一二三四五六七八九十]{1,3})[）)]?"
)
_PARTICLES = frozenset(
    "と が の に を は も で や へ って という といった など などと なんて とか との とも とは か から より"
    " まで だけ ばかり くらい ぐらい では には にも へと への での みたい みたいな ような ように として"
    " について に対する に関する に対し についての らしい っぽい 的 さん 氏 様 ちゃん 君 系 風 派".split()
)
_TAKES_UP = re.compile(
    r"(?:と|って|という|といった|など|なんて|とか|との|とも|とは|として|の|は|が|を|に|も|で|へ|や|から|より"
    r"|まで|だけ|ばかり|、|，|,|・|だ|です|である|だった|でした|か|しか|さえ|こそ|じゃ|的|くらい|ぐらい|みたい|らしい)"
)
_SAID = re.compile(
    r"(?:言[いっうわえ]|いった|いう|話[しすせ]|語[りっるら]|述べ|叫[びんぶ]|答え|応じ|聞[いきく]|訊[いきく]|尋ね|訴え|書[いきくか]|記し"
    r"|つぶや|呟|ささや|囁|問[いうわ]|呼び?かけ|歌[いっう]|返[しす]|返事|続け|告げ|説明し|強調し|主張し|コメントし"
    r"|質問し|指摘し|反論し|批判し|投稿し|口にし|声をあげ|声を上げ|声がし|説い|怒鳴|わめ|頼[んみむ]|命じ|促し|明か[しす]"
    r"|振り返|うなずい|断言し|宣言し|警告し|認め)[^。！？!?]{0,10}$"
)
_SAYER = re.compile(
    "[はがと]|も(?!う)|[そこ]う|[\u3400-\u9fff]{1,3}[、言叫答話]|\\A[\u3041-\u309f]{1,3}[言叫]"
)
"""Who says it, or how: 「静かに。」母が言った。, not 「なるほど。」質問します。"""
_UTTERED = re.compile("[\u3041-\u3096ー…]")
"""What speech may end in where no stop stands before 」."""
_WRAPPED = 32
"""Characters: a heading is shorter, a wrapped line is not."""
_LINE = re.compile(r"[^。！？!?\n「『]*")


def ends(text: str, known: Exceptions) -> list[tuple[int, int]]:
    """Spans of the sentences, white space included at their ends."""
    return _Scanner(text, known).spans()


class _Scanner:
    """Walks through one paragraph."""

    def __init__(self, text: str, known: Exceptions) -> None:
        self._text = text
        self._known = known
        self._closing = _closings(text)
        self._found: list[tuple[int, int]] = []
        self._start = 0
        covered = [m.span() for p in (_URL, _GLUED_MARK) for m in p.finditer(text)]
        self._skips = dict(covered)

    def spans(self) -> list[tuple[int, int]]:
        text = self._text
        at = 0
        while at < len(text):
            if at in self._skips:
                at = self._skips[at]
            elif name := self._name(at):
                at = name
            elif mood := self._mood(at):
                at = self._end(mood)
            elif at in self._closing:
                at = self._bracket(at)
            elif text[at] == "\n":
                at = at + 1 if self._wrapped(at) else self._end(at + 1)
            elif self._is_end(at):
                past = self._past(at)
                goes_on = self._goes_on(at, past)
                at = past if goes_on else self._end(past)
            else:
                at += 1
        if text[self._start :].strip():
            self._found.append((self._start, len(text)))
        return _rejoined(text, [span for span in self._found if text[slice(*span)].strip()])

    def _end(self, at: int) -> int:
        self._found.append((self._start, at))
        self._start = at
        return at

    def _mood(self, at: int) -> int:
        """The end of signs that stand where a stop would, and after which a sentence begins."""
        text = self._text
        if text[at - 1 : at] not in _LAST or not at or not (signs := _MOOD.match(text, at)):
            return 0
        end = signs.end()
        return end if _kana(text[end : end + 1]) and not _particle(text, end) else 0

    def _name(self, at: int) -> int:
        """The end of a name that begins here and after which the sentence goes on."""
        end = self._known.name_at(self._text, at)
        if end and self._text[end - 1] in _ASKING:
            rest = self._text[end : end + 1]
            if rest in {"", "\n", "\u3000"} or (
                rest == " " and self._text[end + 1 : end + 2] > "\u2fff"
            ):
                return 0
        return end

    def _wrapped(self, at: int) -> bool:
        """Whether a long line of a text that is wrapped goes on in the next one."""
        text = self._text
        line = text[text.rfind("\n", max(0, at - 200), at) + 1 : at]
        return (
            len(line) >= _WRAPPED
            and (_kana(text[at - 1]) or text[at - 1] in "、，")
            and _kana(text[at + 1 : at + 2])
        )

    def _is_end(self, at: int) -> bool:
        text = self._text
        char = text[at]
        if char in _ENDERS:
            return True
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if char == "…" and after in {"\u3000", " "}:
            return bool(text[self._start : at].strip("… \u3000"))
        if char not in _DOTS or not before or before in "．.・":
            return False
        if after in {".", "．"} or self._is_marker(at):
            return False
        if char == "．":
            return not (_width(before) and _width(after))
        if _kana(before) or before in _AFTER or before in "％%":
            return after in {"", " ", "\n", "\u3000"} or _kana(after)
        return self._ends_in_latin(at)

    def _ends_in_latin(self, at: int) -> bool:
        """An ASCII stop after a Latin word ends when Japanese follows a space."""
        text = self._text
        match = re.compile(r"\.[\"”’]*[ \u3000]+(?=[^\x00-\u02ff])").match(text, at)
        word = re.search(r"[A-Za-z][\w.'’-]*$", text[max(self._start, at - 30) : at])
        if not match or not word or len(word.group()) < 2 or "." in word.group():
            return False
        from workbench.article.exceptions import exceptions

        return word.group() + "." not in exceptions("en").kinds

    def _is_marker(self, at: int) -> bool:
        """`１．` at the start of a sentence."""
        return at - self._start < 14 and bool(_MARKER.fullmatch(self._text, self._start, at))

    def _past(self, at: int) -> int:
        """After all enders, closing marks and signs that follow one another."""
        text = self._text
        at += 1
        while at < len(text):
            if (
                text[at] in _ENDERS
                or text[at] in _AFTER
                or (text[at] == "…" and text[at - 1] in _ASKING)
                or (text[at] in '"”' and text[self._start : at].count('"') % 2 == 1)
            ):
                at += 1
            elif match := _SIGNS.match(text, at):
                at = match.end()
            else:
                break
        if (match := _SOURCE.match(text, at) or _AS_OF.match(text, at)) and not _ITEM.match(
            text, at
        ):
            at = match.end()
        return at

    def _goes_on(self, at: int, past: int) -> bool:
        text = self._text
        if past >= len(text) or text[past].isspace():
            return False
        if text[past] in "、，,)）":
            return True
        last = text[past - 1]
        return (last in _ASKING or last in _AFTER) and text[at] in _ASKING and _particle(text, past)

    def _bracket(self, at: int) -> int:
        """Walk past a bracket; end the sentence after it where what it holds was one."""
        text = self._text
        opened, end = at, self._closing[at] + 1
        inner = text[end - 2 : end - 1]
        whole = inner in _ENDERS or (inner in _DOTS and text[at] in _QUOTES and end - at > 6)
        if not whole and inner in _AFTER and text[at] in _QUOTES:
            whole = end > at + 3 and text[end - 3] in _ENDERS
        if not whole:
            return self._uttered(opened, end)
        signs = _SIGNS.match(text, end)
        stop = signs.end() if signs else end
        if text[at] in _ROUND:
            first = not text[self._start : opened].strip()
            return self._end(stop) if first and not self._taken_up(stop) else end
        if text[at] not in _QUOTES:
            return end
        chain = self._chain(stop)
        if self._taken_up(chain[-1]):
            return chain[-1]
        before = text[self._start : opened].rstrip(" \u3000")
        announced = before[-1:] in {"、", "，", ",", "：", ":", "―", "—", "─"}
        if not announced and self._says(chain[-1]):
            return chain[-1]
        if before and not announced and len(chain) == 1 and inner in _ASKING:
            return stop  # a title: 「いいとも！」司会のタモリ
        for place in chain:
            self._end(place)
        return self._start

    def _uttered(self, opened: int, end: int) -> int:
        """Past a quotation without a stop inside; its end is a sentence's where it is one of several that
        follow one another, or stands apart by a space, and nothing takes it up: 「待って」「嫌だよ」"""
        text = self._text
        alone = not text[self._start : opened].strip() and text[opened] in "「『"
        if not alone or not _UTTERED.match(text, end - 2) or end - opened < 4:
            return end
        chain = self._chain(end)
        last = chain[-1]
        apart = text[end : end + 1] in {" ", "\u3000"} and end - opened > 8
        several = any(char in _ENDERS for char in text[opened:end])
        if not apart and not several and len(chain) < 2:
            return end
        if self._taken_up(last) or self._says(last):
            return end
        for place in chain:
            self._end(place)
        return self._start

    def _chain(self, stop: int) -> list[int]:
        """Ends of the quotations that follow one another from the one that ends at `stop`."""
        text = self._text
        ends = [stop]
        while True:
            at = ends[-1]
            if text[at : at + 1] in _ROUND and at in self._closing and not _ITEM.match(text, at):
                close = self._closing[at] + 1
                if close - at <= 24:
                    at = ends[-1] = close
            while at < len(text) and text[at] in " \u3000":
                at += 1
            if text[at : at + 1] not in _QUOTES or at not in self._closing or not text[at : at + 1]:
                return ends
            ends.append(self._closing[at] + 1)

    def _taken_up(self, at: int) -> bool:
        """Whether what follows a quotation takes it up: と, などと, として, の, は, 、"""
        text = self._text
        gap = re.compile(r"[ \u3000]*").match(text, at)
        place = gap.end() if gap else at
        rest = text[place : place + 12]
        if not rest or rest[0] == "\n":
            return False
        if place > at:
            return bool(re.match(r"と(?!て|こ|き|う|お|も)|という|って|などと|として", rest))
        if rest[0] in "。．.！？!?｡":
            return True
        if rest[0] in "、，,・":
            return True
        return bool(_TAKES_UP.match(rest)) and _particle(text, at)

    def _says(self, at: int) -> bool:
        """Whether the clause after a quotation says who said it: 「静かに。」母が言った。"""
        text = self._text
        if text[at : at + 1] in {"", " ", "\u3000", "\n"}:
            return False
        line = _LINE.match(text, at)
        clause = line.group() if line else ""
        whole = text[at + len(clause) : at + len(clause) + 1] in {"", "。", "\n"}
        said = _SAID.search(clause) if whole and 0 < len(clause) <= 40 else None
        return said is not None and _SAYER.search(clause) is not None


def _particle(text: str, at: int) -> bool:
    """Whether a particle stands at `at`, not a word that only begins like one (とても, もちろん)."""
    rest = text[at : at + 16].split("\n")[0]
    if not re.match(r"[ぁ-ん的氏様君系風派]", rest):
        return False
    from workbench.language.japanese import morphemes

    parts = morphemes(rest)
    if not parts:
        return False
    first = parts[0]
    following = parts[1].surface if len(parts) > 1 else ""
    if (first.surface in {"では", "でも"} or len(first.surface) == 1) and following in {"、", "，"}:
        return False
    return first.surface in _PARTICLES or first.pos == "助詞" or first.detail == "接尾"


def _closings(text: str) -> dict[int, int]:
    """Bracket pairs: offset of the opening → offset of the closing one. No pair holds a blank line."""
    pairs: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if char == "\n" and text[at + 1 : at + 2] == "\n":
            waiting.clear()
        elif char == '"':
            if any(closer == '"' for closer, _at in waiting[-8:]):
                while waiting[-1][0] != '"':
                    waiting.pop()
                pairs[waiting.pop()[1]] = at
            elif '"' in text[at + 1 : at + 400]:
                waiting.append(('"', at))
        elif char in _PAIRS:
            waiting.append((_PAIRS[char], at))
        elif waiting and char == waiting[-1][0]:
            pairs[waiting.pop()[1]] = at
        elif any(char == closer for closer, _at in waiting[-8:]):
            while waiting and waiting[-1][0] != char:
                waiting.pop()
            pairs[waiting.pop()[1]] = at
    return pairs


def _width(char: str) -> bool:
    """A letter or digit that may stand beside a point inside a number or a name."""
    return bool(char) and bool(re.match(r"[0-9０-９A-Za-zＡ-Ｚａ-ｚ]", char))


def _kana(char: str) -> bool:
    return bool(char) and bool(re.match(r"[\u3041-\u30ff\u3400-\u9fff々〆]", char))


def _rejoined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`行くの？行かないの？と聞く`: short questions of one kind before と are one sentence."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        piece = text[start:end]
        mark = re.match(r"[^。！？!?\n]{1,10}[！？!?]+(?=と|って)", piece)
        while out and mark and out[-1][1] == start:
            before = text[slice(*out[-1])].strip()
            alike = before[:1] == piece[:1] or before[-2:] == mark.group()[-2:]
            if not alike or len(before) > 12 or before[-1:] not in _ASKING:
                break
            start = out.pop()[0]
        out.append((start, end))
    return out
