"""Where English sentences end.

Lives here: `ends`. Takes a paragraph and the exceptions, gives spans. Each mark is judged by what
stands before it (a word, an abbreviation and its kind, an initial, a number that opens a list) and
by what follows: a pronoun, an article, a name that starts a clause.
May import: exceptions, config; nupunkt, about short words that no list has.
Apart from `segment` because this is our own scanner: nupunkt alone takes U.S., p.m. and a single
capital for abbreviations whatever follows (`tests/benchmarks/sentence_ends.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from workbench.article.exceptions import Exceptions
from workbench.config import shipped

_NEAR = 400
"""Characters before a mark that are looked at, so that nothing is quadratic."""
_MARK = re.compile(
    r"(?P<mark>(?:\.(?:[ \u00a0]?\.){2,}|[.!?…‼⁇⁈⁉])[.!?…]*|(?<=[—–])(?=[”\"’]\s))"
    r"(?P<closers>[\"”’'»)\]]*)"
    r"(?P<note>(?:\[\d{1,3}(?:[,–-] ?\d{1,3})*\]|[¹²³⁰⁴-⁹]+|[*†‡](?=\s)"
    r"|(?:(?<=[a-z]{3}[.!?])|(?<=[.!?][\"”’)]))\d{1,3}(?=\s+[\"“‘(]?[A-Z]))*)"
    r"(?=\s|$)"
)
_GLUED = re.compile(r"(?<=[a-z]{3})[.!?](?=(?:The|He|She|It|They|We|In|But|This|That|His|Her) )")
_BREAK = re.compile(
    r"\n\s*\n|\n(?=[ \t]*(?:[-–—*•●▪◦‣·][ \t]|\(?\w{1,3}[.)][ \t]))|\s(?=[•●▪◦‣] ?\S)"
)
_OPENERS = "\"“‘'«([¿¡*_"
_WORD = re.compile(r"[^\W_][\w’'-]*(?:\.(?:[^\W\d_]\.)+)?")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_MARKER = re.compile(
    r"[\"“(\[]?(?:(?:Chapter|Section|Article|Part|Step|Rule|Appendix|Schedule|Annex|Title|Item|Phase"
    r"|Stage|Lesson|Figure|Table|Exhibit|Question|Clause|Paragraph|Book|Volume|Note|§{1,2})\s?)?"
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?|[IVXLC]{1,6}|[ivx]{1,5}|[A-Za-z])\)?"
)
_NEW_ITEM = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s")
_NUMBER = re.compile(r"§|#|\d|[IVXLC]+\b(?![’'])|[A-Z]{1,4}\b[-.]?\d|[A-Z]\b(?![’'])|\(|[a-z]\)")
_DIGITS = re.compile(r"#|\(?\d|[A-Z]{1,4}\b[-. ]?\d|[IVX]+\b(?![’'])|[A-Z]\b(?!\w| [a-z])")
_STRICT = frozenset(
    "The This That These Those He She It We They You His Her Its Their There Then But And".split()
)
_VERB = re.compile(
    r"(?:is|was|were|are|been|has|had|have|did|does|do|will|would|can|could|may|might|must|should"
    r"|said|says|left|met|went|came|comes|got|gave|gives|took|takes|made|makes|saw|sees|held|holds"
    r"|ran|runs|sat|won|wins|lost|began|begins|became|becomes|told|tells|asks|knew|knows|thought"
    r"|wrote|writes|spoke|speaks|stood|stands|kept|keeps|fell|rose|grew|led|paid|sold|sent|bought"
    r"|found|felt|heard|read|put|set|let|cut|lives|works|stays|moves|goes|wants|needs|plans|agrees"
    r"|believes|thinks|hopes|seems|remains|opens|closes|starts|ends|binds|names|applies|plays|shows"
    r"|spent|went|hid|built|bore|brought|caught|dealt|fought|forgot|forgave|gained|hit|hurt|knelt|laid|lay|leapt|learnt|lent|meant|quit|rang|rode|sang|sank|sought|shot|shut|slept|spread|stole|struck|swore|swam|threw|wore|woke|wept|ate|fed|fled|forbade|froze|drank|bled|bit|bent|beat|arose|argues|claims|calls|teaches|watches|teach|say|want|need|like|love|live|work|know|think|believe|hope|come|go|get|make|take|give|find|keep|see|feel|seem|remain|play|use|wait|pay|face|hold|follow|attend|complain|agree|disagree|oppose|support|study|read|speak|stay|leave|meet|hate|plans?|serves?|allows?|bans?|bars?|recognizes|recognises|requires|means|gets|knows|loves|likes|hates|uses|waits|pays|follows|passes|turns|serves|speaks|reads|leads|feels|finds|helps|tries|carries|denies|replies|supports|opposes|offers|provides|includes|covers|faces|attends|grows|falls|rises|costs|sells|buys|sends|brings|builds|puts|lets|wins|loses|sets|looks|lies|sits|flew|drew|drove|broke|chose|taught|died|[a-z]{2,}ed"
    r"|isn[’']t|wasn[’']t|didn[’']t|doesn[’']t|won[’']t|hasn[’']t)\b"
)
_HAS_VERB = re.compile(rf"\b{_VERB.pattern}")
_CLAUSE = re.compile(
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}(?: and [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)?"
    rf"(?:, [^,.!?]{{1,60}},)? (?:[a-z]+ly |also |never |then |still |later |now |once )?{_VERB.pattern}"
)
"""A name that starts a clause: Miki stayed; Yuki, her wife, is."""
_HOUR = re.compile(r"\d ?[AaPp]\.[Mm]\.$")
_AFTER_HOUR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\."
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\. ?\d|(?:[ECMP][SD]?T|GMT|UTC|JST|KST|BST)\b"
    r"|(?:[A-Z]\w+ ){1,3}[Tt]ime\b|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_ADVERBIAL = re.compile(
    r"[“\"(]?(?:And |But |Then )?(?:At|By|Around|About|Before|After|Until|Since|From|In|On|Shortly"
    r"|Just|Near|Across|Throughout|Outside|Inside|Within|Under|Between)\b[^,]{0,60}$"
)
_SAID = re.compile(
    r"(?:[A-Z][\w.’'-]* ){0,4}(?:[A-Z][\w’'-]*, (?:\d{1,3}|[^,.!?]{1,60}), )?(?:he |she |they )?"
    r"(?:said|says|asked|asks|told|tells|added|adds|wrote|writes|shouted|cried|recalled|explained"
    r"|replied|tweeted|posted|joked|whispered|yelled|exclaimed|wondered|laughed|insisted|answered"
    r"|responded|declared|remarked|begged|screamed|called out|chanted)\b(?! (?:nothing|no))"
)
"""Who says what was quoted belongs to it: “We won!” Miki said."""
_NEW_CLAUSE = re.compile(
    rf"[“\"‘'(]?(?:I (?!is|was|were|has|will|may|must|shall|should|can|could|would|applies|requires){_VERB.pattern}|I am\b|A [a-z])"
)
_LABEL = re.compile(
    r"\b(?:vitamins?|plan|hepatitis|grade|type|group|section|part|appendix|exhibit|class|schedule|title"
    r"|figure|option|team|block|room|gate|annex|phase|side|point|item|table|category|level|series"
    r"|building|line|version|form|case|model|unit|zone|an?|the|and|or|than|letter|known as)$",
    re.IGNORECASE,
)
_INFORMAL = re.compile(
    r"(?:i|you|he|she|it|we|they|this|please|did|do|does|is|are|can|could|would|how|what|when|where|why"
    r"|who|thanks|thank|no|yes|if)\b"
)
"""How a sentence begins where nobody writes capitals."""
_FIRM = re.compile(r"(?:Inc|Co|Corp|Ltd|LLC|Plc|GmbH)\b")


def ends(text: str, known: Exceptions) -> list[tuple[int, int]]:
    """Spans of the sentences, white space included at their ends."""
    judge = _Judge(text, known)
    places = [(m.start(), m) for m in _MARK.finditer(text)]
    places += [(m.start(), m) for m in _BREAK.finditer(text)]
    places += [(m.start(), m) for m in _GLUED.finditer(text) if not judge.in_address(m.start())]
    places += [(m.start(), m) for m in judge.items()]
    spans: list[tuple[int, int]] = []
    start = 0
    for _at, match in sorted(places, key=lambda place: (place[0], place[1].end())):
        if match.end() <= start:
            continue
        if match.re is not _MARK or judge.ends(start, match):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]


class _Judge:
    """Knows one paragraph and says of each mark whether it ends a sentence."""

    def __init__(self, text: str, known: Exceptions) -> None:
        self._text = text
        self._known = known
        self._begins, self._heads = known.words["begins"], known.words["heads"]
        self._brackets = _brackets(text)
        self._names = {m[1] for m in re.finditer(r"(\b[A-Z]\w*[!?])(?:,|[”\"]? [a-z])", text)}
        self._titles = [m.span() for m in _title_quotes(text)]
        self._starts = [span[0] for span in self._titles]
        self._addresses = [m.span() for m in _URL.finditer(text)]
        self._inside = _names_inside(text, known)
        self._others: frozenset[int] | None = None

    def in_address(self, at: int) -> bool:
        """Whether a URL covers this place."""
        place = bisect_right(self._addresses, (at, len(self._text))) - 1
        return place >= 0 and at < self._addresses[place][1]

    def items(self) -> list[re.Match[str]]:
        """Gaps before the second and later items of `1.) one 2.) two`."""
        first = re.match(r"\s*(\()?(\d{1,2}|a)(\.?\))\s", self._text)
        found: list[re.Match[str]] = []
        at, number = (first.end(), first[2]) if first else (0, "")
        while first:
            number = chr(ord(number) + 1) if number.isalpha() else str(int(number) + 1)
            sign = re.escape((first[1] or "") + number + first[3])
            gap = re.compile(rf"(?<![,;:])\s(?={sign}\s)").search(self._text, at)
            if gap is None or number == "{":
                break
            found.append(gap)
            at = gap.end()
        return found

    def ends(self, start: int, match: re.Match[str]) -> bool:
        """Whether the mark ends the sentence that began at `start`."""
        text, at = self._text, match.start()
        after = re.compile(r"\s*").match(text, match.end())
        follows = after.end() if after else match.end()
        if follows >= len(text):
            return True
        if self._in_bracket(start, at):
            return False
        rest = text[follows : follows + 160]
        bare = rest.lstrip(_OPENERS)
        lower = bare[:1].islower() and not re.match(r"[a-z]{1,2}[A-Z]", bare)
        if lower and _NEW_ITEM.match(rest) and not match["closers"]:
            lower = False
        if rest[0] in "—–,;:":
            return False
        if rest[0] == "-":  # an item on the same line, or a dash
            word = re.search(r"\S+$", text[max(start, at - 40) : at])
            known = word is not None and self._kind(word.group() + ".")
            return bool(re.match(r"-\s?[A-Z]", rest)) and not match["closers"] and not known
        word = _WORD.match(bare)
        following = word.group() if word else ""
        if following == "No" and re.match(r"No\. ?[\dA-Z]", bare):
            following = "No."
        mark = match["mark"]
        if not mark:
            return following in self._begins
        if "!" in mark or "?" in mark or mark[0] in "‼⁇⁈⁉":
            return self._asked(start, match, rest, following, lower)
        if len(mark) > 1 or "…" in mark:
            goes_on = rest[0] in "#&|/=+"  # #ifdef ... #endif
            return not goes_on and self._trailed_off(start, match, following, lower)
        return self._stopped(start, match, rest, following, lower)

    def _in_bracket(self, start: int, at: int) -> bool:
        """In a bracket that the sentence opened after its first words, or in a title."""
        place = bisect_right(self._brackets, (at, len(self._text))) - 1
        if place >= 0:
            opened, closed = self._brackets[place]
            if closed > at and opened > start and self._text[start:opened].strip(" \"“‘'"):
                inner = self._text[at + 1 : closed].strip(" ”\"'’.!?…")
                if inner or not self._text[closed + 1 : closed + 2].isspace():
                    return True
        place = bisect_right(self._starts, at) - 1
        return place >= 0 and at < self._titles[place][1] - 2

    def _asked(
        self, start: int, match: re.Match[str], rest: str, following: str, lower: bool
    ) -> bool:
        text, at = self._text, match.start()
        if lower:
            asked = re.search(r"(?:^| )[a-z]\w*$", text[max(start, at - 40) : at])
            return bool(
                asked and not match["closers"] and _INFORMAL.match(rest)
            ) and not _SAID.match(rest)
        quoted = any(c in "\"”’'" for c in match["closers"])
        if quoted and following not in self._begins and _SAID.match(rest):
            return False
        if at in self._inside:
            return self._inside[at] == match.end("mark") and following in self._begins
        if _FIRM.match(rest):
            return False
        word = re.search(r"\b\w+$", text[max(start, at - 40) : at])
        named = word is not None and word.group() + match["mark"] in self._names
        return not named or following in self._begins

    def _trailed_off(self, start: int, match: re.Match[str], following: str, lower: bool) -> bool:
        said = self._text[max(start, match.start() - _NEAR) : match.start()].strip(_OPENERS + " ")
        if lower or not said:
            return False
        short = len(said.split()) < 2 and not match["closers"]
        if self._text[match.start() - 1] in "([" and match["closers"][:1] in ")]":
            return following in self._begins
        return following in self._begins or not short

    def _stopped(
        self, start: int, match: re.Match[str], rest: str, following: str, lower: bool
    ) -> bool:
        text, at = self._text, match.start()
        said = text[max(start, at - _NEAR) : at]
        if at - start < 40 and _MARKER.fullmatch(said.strip()) and not match["closers"].strip(")"):
            return False
        if at in self._inside:
            return not lower and following in self._begins
        token = said.split()[-1] if said.split() else ""
        token = token.lstrip(_OPENERS).rpartition("(")[2].rpartition("/")[2]
        token = re.sub(r"^.*[—–]", "", token) + "."
        kind = self._kind(token)
        if kind and match["note"].isdecimal():
            return False  # Chap.3
        if lower:
            whole = re.fullmatch(r"[a-z]{5,}\.", token) is not None or self._plain(token)
            return not match["closers"] and not kind and whole and self._other(match)
        if not kind:
            return self._word(token, said, match, rest, following)
        if match["closers"] and not match["closers"].strip("\"”’'"):
            return kind not in {"title", "between"} or following in _STRICT
        return self._abbreviation(kind, token, said, start, rest, following)

    def _kind(self, token: str) -> str:
        kinds = self._known.kinds
        kind = kinds.get(token) or kinds.get(token[:1].lower() + token[1:], "")
        if not kind and re.fullmatch(r"(?:[A-Z]\.){1,4}", token):
            kind = "initial" if len(token) == 2 else "initials"
        if not kind and re.fullmatch(r"(?:[A-Za-z]{1,4}\.){2,4}", token):
            kind = "short"
        if not kind and re.fullmatch(r"[A-Z]{2,}\.", token):  # MR. SATO
            kind = kinds.get(token.capitalize(), "")
            kind = kind if kind in {"title", "reference"} else ""
        if not kind and "-" in token:  # Vice-Adm., sub-para.
            kind = kinds.get(token.rpartition("-")[2], "")
            kind = "short" if kind == "last" else kind  # non-U.S. writers
        return kind

    def _word(self, token: str, said: str, match: re.Match[str], rest: str, following: str) -> bool:
        """A word that no list has. Short ones may be abbreviations that nupunkt knows."""
        if len(token) > 6 or following in self._begins or match["closers"] or not following:
            return True
        if token[:-1].isdigit() or token[:-1].isupper() or self._plain(token):
            return True
        if re.fullmatch(r"(?=.*[aeiouy])[a-z]{4,}\.", token):
            return True
        if rest[0] in _OPENERS:
            return True
        return self._other(match)

    def _plain(self, token: str) -> bool:
        return token[:-1].casefold() in _plain_words()

    def _other(self, match: re.Match[str]) -> bool:
        """Whether nupunkt ends a sentence at this mark."""
        if self._others is None:
            import nupunkt

            self._others = frozenset(
                start + len(self._text[start:end].rstrip())
                for start, end in nupunkt.sent_spans(self._text)
            )
        return match.end() in self._others or match.end("mark") in self._others

    def _abbreviation(
        self, kind: str, token: str, said: str, start: int, rest: str, following: str
    ) -> bool:
        starts = following in self._begins or (
            following == "A" and re.match(r"[“\"(]?A [a-z]", rest) is not None
        )
        if kind == "between":
            return False
        if kind == "title":
            return following in _STRICT and rest[0] not in _OPENERS
        if kind == "reference":
            numbered = _DIGITS if token.casefold() in {"no.", "nos."} else _NUMBER
            if numbered.match(rest) and not _NEW_CLAUSE.match(rest):
                return False
            if token.casefold() in {"no.", "art."} or token[0].islower():
                return token not in {"Nos.", "Art."} or starts
            return starts
        if kind in {"initial", "initials"}:
            return self._initial(kind, token, said, rest, following, starts)
        if kind == "short":
            return starts and not re.match(r"[“\"(]?In re\b", rest)
        return self._last(token, said, start, rest, following, starts)

    def _initial(
        self, kind: str, token: str, said: str, rest: str, following: str, starts: bool
    ) -> bool:
        before = said[-30 : len(said) - len(token) + 1].rstrip(" \"“‘'(")
        if starts:
            return True
        if kind == "initials":
            return bool(re.search(r"\b[Tt]he$", before) and _CLAUSE.match(rest))
        if rest[0] in _OPENERS and rest[1:2].isupper() and rest[0] != "(":
            return True
        labelled = _LABEL.search(before) is not None and before != "The"
        if token == "I." and not re.search(r"\b(?:and|or|than|as)$", before):
            labelled = False
        if following == "I":
            return bool(re.match(r"I [a-z]", rest)) and labelled
        return (
            labelled
            and (
                not re.search(r"\b(?:and|or|an?|the)$", before)
                or token == "I."
                or _CLAUSE.match(rest) is not None
            )
            and not re.match(r"[A-Z]\.|and\b|\d", rest)
        )

    def _last(
        self, token: str, said: str, start: int, rest: str, following: str, starts: bool
    ) -> bool:
        hour = _HOUR.search(said + ".") is not None
        adverbial = _ADVERBIAL.match(said.lstrip()) is not None and not _HAS_VERB.search(said)
        if adverbial and following in {"I", "The"}:
            return False
        if starts:
            return True
        if hour:
            return not adverbial and not _AFTER_HOUR.match(rest)
        if token.casefold() == "etc.":
            return True
        if rest[0] in '"“‘«':
            return rest[1:2].isupper() and _HAS_VERB.search(said) is not None
        if rest[0] in "([":
            return (
                rest[1:2].isupper()
                and re.match(r".[A-Z]\w* [a-z]", rest) is not None
                and not adverbial
            )
        if following == "I":
            return re.match(r"I(?:[’']\w+)? [a-z]", rest) is not None
        if rest[0].isdigit():
            return token in {"Inc.", "Ltd.", "Corp."} or (
                re.search(r"\b(?:the|in) (?:U\.S|U\.K|U\.N|E\.U|D\.C)$", said) is not None
            )
        if re.search(r"\b\d{1,2} [A-Z][a-z]{2,3}$", said):  # on 1 Jan.
            return True
        if following in self._heads or adverbial:
            return False
        return bool(_HAS_VERB.search(said)) and _CLAUSE.match(rest) is not None


def _brackets(text: str) -> list[tuple[int, int]]:
    """Outermost bracket pairs of at most 600 characters, in order."""
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    for at, char in enumerate(text):
        if char in "([":
            if waiting and at - waiting[0] > 600:
                waiting.clear()
            waiting.append(at)
        elif char in ")]" and waiting:
            opened = waiting.pop()
            if not waiting and at - opened <= 600:
                pairs.append((opened, at))
    return pairs


def _title_quotes(text: str) -> list[re.Match[str]]:
    """Quotations that are titles: every longer word is capitalised."""
    found = []
    for match in re.finditer(r"“[^“”]{3,90}”|(?:(?<=[\s(])|^)\"(?=\S)[^\"\n]{2,89}(?<=\S)\"", text):
        words = re.findall(r"[^\W\d_][\w’']*", match.group())
        long = [word for word in words if len(word) > 3]
        if len(words) > 2 and len(long) > 1 and all(word[0].isupper() for word in long):
            found.append(match)
    return found


def _names_inside(text: str, known: Exceptions) -> dict[int, int]:
    """Offset of each mark inside a known name → the name's end."""
    found: dict[int, int] = {}
    for match in re.finditer(r"(?<!\w)[^\W_]", text):
        end = known.name_at(text, match.start())
        for at in range(match.start(), end):
            if text[at] in ".!?…":
                found.setdefault(at, end)
    return found


@lru_cache(maxsize=1)
def _plain_words() -> frozenset[str]:
    """Words of ordinary text: they are no abbreviations."""
    path = shipped("background", "en.tsv")
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return frozenset(line.partition("\t")[0] for line in lines if line[:1].islower())
