"""Names of a document: found, and the same throughout.

Lives here: Naming. Takes all texts of a document and what names are called already, gives for a sentence one
TermChoice per name, in katakana, to be asked of the engine and verified. Japanese names of people go in kana,
in the order of the source: nobody can hear which kanji are theirs.
May import: model, language.
Apart from `constrain` because what a name is called is one question, how an engine is made to say it another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from workbench.language import info
from workbench.language.names import known, rendered, romaji_to_katakana
from workbench.model import TermChoice

NAME = "name:"
"""How a choice is called that is no term but a name."""
_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž](?:[\w’']*[^\W\d_])?(?:-[^\W\d_][\w’']*[^\W\d_])*"
_RUN = re.compile(
    rf"(?<![\w@#/.-]){_WORD}(?:\s(?:[A-Z]\.\s?)*(?:(?:de|da|dos|del|di|du|van|von|der|den|bin|bint|ibn)\s)?{_WORD})*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_PARTICLES = {
    "de": "デ", "da": "ダ", "dos": "ドス", "del": "デル", "di": "ディ", "du": "デュ", "van": "ファン", "von": "フォン",
    "der": "デル", "den": "デン", "bin": "ビン", "bint": "ビント", "ibn": "イブン",
}  # fmt: skip
_TITLES = frozenset(
    "Mr Mrs Ms Mx Dr Prof Professor President Prime Minister Vice Chancellor Mayor Governor Gov Senator Sen Rep"
    " Representative Judge Justice Chief King Queen Prince Princess Pope Bishop Archbishop Cardinal Reverend Rev"
    " Father Sister Brother Sir Lady Lord Dame Captain Colonel General Sergeant Officer Detective Attorney Secretary"
    " Director Chairman Chairwoman Chair Ambassador Commissioner Councillor Councilor Assemblyman Assemblywoman MP"
    " Coach Madame Monsieur Miss Saint Uncle Aunt Grandma Grandpa Mama Deputy Former Interim Acting Imam Rabbi Sheikh"
    " Emperor Empress Duke Duchess Attorney-General Lawmaker Congressman Congresswoman First Foreign Interior Health"
    " Education Justice Defence Defense Finance Labour Labor Home".split()
)
_BLOCK = frozenset(
    "Court Ward City Prefecture University College School Institute Institution Street Avenue Road Square Park Act Law"
    " Code Bill Party Council Committee Commission Ministry Minister Department Office Agency Bureau Police Hospital"
    " Church Temple Shrine Castle Palace Station Airport Bridge River Lake Sea Ocean Bay Gulf Strait Island Islands"
    " Mountain Mount Peninsula Valley Province State States County District Region Republic Kingdom Union Federation"
    " Association Society Foundation Fund Bank Company Corporation Group Group's Club Team League Cup Games Olympics"
    " Festival Parade Pride Award Prize Museum Library Theatre Theater Hall House Assembly Parliament Congress Senate"
    " Diet Cabinet Government Constitution Convention Treaty Agreement Declaration Article Section Chapter Amendment"
    " Day Week Month Year North South East West Northern Southern Eastern Western Central High Supreme District"
    " National International World European American African Asian Nations News Times Post Press Agency Radio TV"
    " Network Watch Rights Human Act Army Navy Force Forces Guard Center Centre Project Program Programme Network"
    " Alliance Coalition Movement Front Army Hotel Restaurant Cafe Bar Inn Market Tower Stadium Arena Field Village"
    " Town Hills Heights Beach Coast Point Port Harbour Harbor Canal Dam Line Railway Airlines University's Democratic"
    " Liberal Republican Conservative Labour Labor Socialist Communist Christian Muslim Buddhist Catholic Protestant"
    " Index Report Survey Study Review Journal Magazine Studio Studios Records Films Pictures Games Series Show".split()
)  # fmt: skip
_COMMON = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
    " September October November December Christmas Easter God English Japanese French German Spanish Chinese Korean"
    " Russian Arabic Italian Portuguese Dutch I".split()
)
_SENTENCE = re.compile(r"(?:^|[.!?:;]\s|[\"“‘(]\s?)$")
_SUFFIX = re.compile("(?<=[^\\W\\d_]{2})[市県州府都町村島区]$")
_KATAKANA_RUN = re.compile(r"[ァ-ヺー]{2,}(?:[・＝][ァ-ヺー]+)*")


class Naming:
    """What the people of one document are called."""

    def __init__(
        self, texts: Iterable[str], source: str, target: str,
        done: Iterable[tuple[str, str]] = (),
    ) -> None:  # fmt: skip
        """`done` are pairs (source, target) of the document and the memory that a person confirmed."""
        self._works = info(source).code == "en" and info(target).code == "ja"
        self._called: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._ordinary = known().ordinary if self._works else set()
        if not self._works:
            return
        texts = list(texts)
        for text in texts:
            for _start, words in self._people(text):
                forms = self._forms(words)
                for word, form in forms:
                    if word not in _PARTICLES and len(word) > 2:
                        self._parts.setdefault(word, form)
        for text, target_text in done:
            self._learn(text, target_text)

    def choices(self, text: str, taken: Sequence[tuple[int, int]] = ()) -> list[TermChoice]:
        """One for each name outside `taken`: its katakana, as it is throughout the document."""
        if not self._works:
            return []
        out: list[TermChoice] = []
        for start, words in [*self._phrases(text), *self._people(text), *self._single(text)]:
            written = " ".join(words)
            at = text.find(written, start)
            span = (at, at + len(written))
            if at < 0 or any(
                a < span[1] and span[0] < b for a, b in (*taken, *(c.span for c in out))
            ):
                continue
            forms = self._called.get(written)
            listed = _places(written) or known().others.get(written, ())
            spelled = "" if listed else "・".join(form for _word, form in self._forms(words))
            targets = dict.fromkeys(t for t in (forms, *listed, spelled) if t)
            if targets:
                out.append(TermChoice(span, tuple(targets), NAME + next(iter(targets))))
        return sorted(out, key=lambda c: c.span)

    def told(self, text: str, terms: Sequence[TermChoice]) -> None:
        """The termbase knows a person by full name: the parts of it are called so, too."""
        if not self._works:
            return
        for choice in terms:
            words = text[slice(*choice.span)].split()
            if len(words) != 2 or not choice.clear or not self._person(words):
                continue
            target = choice.targets[0]
            parts = target.split("・")
            if len(parts) == 2:
                self._called.update(zip(words, parts, strict=True))
            elif family := _family(target, words[0]):
                self._called[words[1]] = family
                self._called[words[0]] = target[len(family) :]

    def kanji_wanted(self, choice: TermChoice, text: str) -> bool:
        """Whether this is a Japanese person's name, given in kana."""
        words = text[slice(*choice.span)].split()
        found = [rendered(word) for word in words]
        return all(one is not None and one.japanese for one in found) and bool(
            re.fullmatch("[ァ-ヺー・]+", choice.targets[0])
        )

    def _forms(self, words: Sequence[str]) -> list[tuple[str, str]]:
        out = []
        for word in words:
            if word in _PARTICLES:
                out.append((word, _PARTICLES[word]))
            elif re.fullmatch(r"[A-Z]\.?", word):
                out.append((word, word[0]))
            elif word in self._called or word in self._parts:
                out.append((word, self._called.get(word) or self._parts[word]))
            else:
                found = rendered(word)
                if found is None:
                    return []
                out.append((word, found.text))
        return out

    def _people(self, text: str) -> list[tuple[int, list[str]]]:
        """Runs of two to five capitalised words that are somebody's name."""
        out = []
        for match in _RUN.finditer(text):
            start = match.start()
            words = [_POSSESSIVE.sub("", word) for word in match[0].split()]
            possessive = [w for w in match[0].split()[:-1] if _POSSESSIVE.search(w)]
            if possessive:  # Kenya's David Mwangi: the name comes after
                last = max(n for n, w in enumerate(match[0].split()[:-1]) if _POSSESSIVE.search(w))
                start += len(" ".join(match[0].split()[: last + 1])) + 1
                words = words[last + 1 :]
            while words and (words[0].rstrip(".") in _TITLES or words[0] in _COMMON):
                start += len(words[0]) + 1
                words = words[1:]
            if len(words) > 2 and self._starts(text, start) and self._plain(words[0]):
                start += len(words[0]) + 1
                words = words[1:]
            elif len(words) == 2 and self._starts(text, start) and self._word(words[0]):
                continue
            while words and words[-1] in _COMMON:
                words = words[:-1]
            if 2 <= len(words) <= 5 and self._person(words):
                out.append((start, words))
        return out

    def _phrases(self, text: str) -> list[tuple[int, list[str]]]:
        """Names of several words that the table has as one: New York, Tokyo High Court."""
        others = known().others
        out = []
        for match in _RUN.finditer(text):
            words = match[0].split()
            starts = [match.start()]
            for word in words:
                starts.append(starts[-1] + len(word) + 1)
            first = 0
            while first < len(words) - 1:
                for last in range(len(words), first + 1, -1):
                    run = words[first:last]
                    run = [*run[:-1], _POSSESSIVE.sub("", run[-1])]
                    if " ".join(run) in others and not self._general(run):
                        out.append((starts[first], run))
                        first = last - 1
                        break
                first += 1
        return out

    def _general(self, words: Sequence[str]) -> bool:
        """Supreme Court, Liberal Democratic Party: every country has its own, called differently."""
        form = known().others[" ".join(words)][0]
        ours = all(w in _BLOCK or w.lower() in self._ordinary or _english(w) for w in words)
        return ours and not _KATAKANA_RUN.fullmatch(form)

    def _starts(self, text: str, at: int) -> bool:
        return bool(_SENTENCE.search(text[max(0, at - 3) : at]))

    def _plain(self, word: str) -> bool:
        """A word of the language, capitalised because a sentence begins."""
        return word not in known().foreign or word.lower() in self._ordinary

    def _word(self, word: str) -> bool:
        return word.lower() in self._ordinary and word not in self._parts

    def _person(self, words: Sequence[str]) -> bool:
        table = known()
        if " ".join(words) in table.others or any(w in _BLOCK or w in _COMMON for w in words):
            return False
        sure = False
        for word in words:
            if word in _PARTICLES or re.fullmatch(r"[A-Z]\.?", word):
                continue
            if word.isupper():
                return False
            ordinary = word.lower() in self._ordinary
            listed = word in table.foreign or romaji_to_katakana(word)
            if ordinary and not listed:
                return False
            if not ordinary and not listed and _english(word):
                return False
            sure = sure or not ordinary
        return sure

    def _single(self, text: str) -> list[tuple[int, list[str]]]:
        """Names of one word: part of somebody's name, or in the table and nothing else."""
        table = known()
        out = []
        for match in _RUN.finditer(text):
            at = match.start()
            for written in match[0].split():
                word = _POSSESSIVE.sub("", written)
                start, at = at, at + len(written) + 1
                if word in self._parts or word in self._called:
                    if not (word.lower() in self._ordinary and self._starts(text, start)):
                        out.append((start, [word]))
                    continue
                beside = [
                    w
                    for w, place in zip(match[0].split(), _starts_of(match), strict=True)
                    if w.rstrip(".") not in _TITLES
                    and not (self._starts(text, place) and _english(w))
                ]
                if len(beside) > 1 or word in _COMMON | _BLOCK | _TITLES or len(word) < 3:
                    continue
                if word.lower() in self._ordinary or word.isupper():
                    continue
                if word in table.others:
                    if _places(word) and not _english(word):
                        out.append((start, [word]))
                    continue
                parts = [part for part in word.split("-") if part]
                listed = all(p in table.foreign or p.lower() in table.japanese for p in parts)
                if listed and parts and not _english(word):
                    out.append((start, [word]))
        return out

    def _learn(self, source: str, target: str) -> None:
        """What a confirmed translation calls the names of its source."""
        runs = _KATAKANA_RUN.findall(target)
        for start, words in [*self._people(source), *self._single(source)]:
            del start
            ours = "・".join(form for _word, form in self._forms(words))
            said = runs if len(words) > 1 else [part for run in runs for part in run.split("・")]
            best = max(said, key=lambda run: _likeness(ours, run), default="")
            if best and _likeness(ours, best) >= 0.6:
                self._called[" ".join(words)] = best
                parts = best.split("・")
                if len(parts) == len(words):
                    for word, part in zip(words, parts, strict=True):
                        self._called.setdefault(word, part)


def _places(word: str) -> tuple[str, ...]:
    """What a place of one word is called, without 市 or 州 first, which is never wrong; nothing where the table's
    name of it is no place, or where it has two."""
    forms = known().others.get(word, ()) if " " not in word else ()
    bare = {_SUFFIX.sub("", form) for form in forms}
    if len(bare) != 1 or not any(map(_SUFFIX.search, forms)):
        return ()
    return tuple(dict.fromkeys([*bare, *forms]))


def _starts_of(match: re.Match[str]) -> list[int]:
    """Where each word of a run begins."""
    out = [match.start()]
    for word in match[0].split()[:-1]:
        out.append(out[-1] + len(word) + 1)
    return out


def _family(name: str, given: str) -> str:
    """The family name of a Japanese name in its own order; empty where the two cannot be told apart."""
    kana = romaji_to_katakana(given)
    hiragana = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in kana)
    for said in (kana, hiragana):
        if said and name.endswith(said) and len(name) > len(said):
            return name[: -len(said)]
    from workbench.language.japanese import family_name

    return family_name(name)


def _likeness(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def _english(word: str) -> bool:
    """Whether the dictionary has it as a word; names it knows begin with a capital there."""
    from workbench.language.lexicon import base_form

    base = base_form(word.lower(), "en")
    return base is not None and base.islower()
