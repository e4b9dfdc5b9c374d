"""Candidates worth adding to a termbase.

Lives here: `candidates`, `rendered`, `material` and `written`. Takes texts, a termbase and pairs translated
before; gives words and phrases of the source that no layer has, ranked, each with its count, places
where it stands and the renderings found for it; several mean that it was said in several ways.
The measure is after the C-value (Frantzi and Ananiadou 2000): frequency, less what the most frequent
longer candidate accounts for, times a weight of the length, weighed down a little where its words are
common in texts of this field. A comparison with the background alone (log-likelihood, as before)
hides what matters: `court` is common there, as the background is of this field. Runs end at function
words and at verbs that news says all the time. A name is known by its capitals, an abbreviation by two.
May import: article, catalog, config (the place of the background), language, model, terms, wording.
Apart from `terms` because a background is data of the product, not of the termbase.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from workbench.config import shipped
from workbench.language import info
from workbench.language.tags import stripped
from workbench.terms import Termbase
from workbench.terms.known_words import known
from workbench.wording import _

_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*[^\W_])?")
_GAP = re.compile(r"[ \u00a0]+$")
_COMMON = 50.0
"""Background occurrences that make a word common in the field."""
_INSIDE = frozenset(["of", "for", "and", "de", "du", "la", "des", "und", "von"])
"""Words that may stand inside a name or between two nouns."""
_LONGEST = 5
"""Words of the longest candidate."""
_NO_NOUN = re.compile(
    r"(?:(?<!fami)(?<!assemb)(?<!anoma)(?<!supp)(?<!monopo)(?<!al)ly|(?:for|back|to|after|up|down)wards?)$"
)
_VERBAL = re.compile(r"[a-z]{2,}(?:ed|ing)$")
_SENTENCE = re.compile(r"(?:^|[.!?:;“\"(])\s*$")
_LENGTHS = (1.0, 2.0, 2.2)
"""What one, two, three and more words weigh: steeper than the logarithm of the C-value, as two thirds
of the terms that ship have two words or more, and most words that stand alone are no terms."""
_ONCE = 0.3
"""What a phrase weighs that stands once, as chance brings many of those together."""
_CONTEXTS = 3
_AROUND = 40
"""Characters on either side of a candidate that are shown."""
_RENDERINGS = 3
_FIRM = 0.34
"""Dice coefficient from which a rendering is taken for one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that might be a term."""

    phrase: str
    count: int
    keyness: float
    """What it is ranked by; comparable within one run only."""
    kind: str = "phrase"
    """`phrase`, `name` or `abbreviation`."""
    contexts: tuple[str, ...] = ()
    renderings: tuple[tuple[str, int], ...] = ()
    """(what translations say for it, how often), most often first."""


@dataclass(slots=True)
class _Seen:
    forms: Counter[str] = field(default_factory=Counter)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    """Number of the text, start, end."""
    named: int = 0
    """Times it had capitals where no sentence begins."""


@lru_cache(maxsize=4)
def _background(language: str) -> tuple[dict[str, int], int]:
    """Word counts and their sum; empty where none ships for the language."""
    path = shipped("background", f"{language}.tsv")
    if not path.is_file():
        return {}, 1
    head, *rows = path.read_text("utf-8").splitlines()
    total = re.search(r"(\d+) words", head)
    counts = {word: int(count) for word, count in (row.split("\t") for row in rows)}
    return counts, int(total[1]) if total else sum(counts.values())


def candidates(
    termbase: Termbase,
    texts: Iterable[str],
    limit: int = 30,
    pairs: Sequence[tuple[str, str]] = (),
) -> list[Candidate]:
    """The `limit` best candidates of the texts; `pairs` are sources with confirmed targets."""
    plain = [stripped(text)[0] for text in texts]
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for number, text in enumerate(plain):
        _collect(number, text, termbase, seen)
    scores = _scores(seen, termbase.source)
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    best = _without_parts(ranked, seen)[:limit]
    made = [_candidate(key, seen[key], scores[key], plain) for key in best]
    return rendered(made, pairs, termbase) if pairs else made


def material(files: Iterable[Path]) -> tuple[list[str], list[tuple[str, str]]]:
    """The texts of articles and catalogs, each text once, and the confirmed pairs of the catalogs.
    Raises what reading them raises."""
    from workbench.article import read_article
    from workbench.catalog import read_po
    from workbench.model import State

    texts: dict[str, None] = {}
    pairs: list[tuple[str, str]] = []
    for file in files:
        if file.suffix in {".po", ".pot"}:
            for unit in read_po(file).live:
                texts[unit.source] = None
                if unit.state is State.CONFIRMED:
                    pairs.append((unit.source, unit.target))
        else:
            texts.update(dict.fromkeys(p.text for p in read_article(file).paragraphs))
    return list(texts), pairs


def _collect(number: int, text: str, termbase: Termbase, seen: dict[str, _Seen]) -> None:
    """Note every run of words that may be a candidate."""
    taken = [span for hit in termbase.match(text) for span in hit.spans]
    plain_words = known("en").of("plain")
    matches = list(_WORD.finditer(text))
    hidden = [any(a < m.end() and m.start() < b for a, b in taken) for m in matches]
    plain = [m[0].lower().replace("’", "'") in plain_words or len(m[0]) < 2 for m in matches]
    for first in range(len(matches)):
        if hidden[first] or plain[first]:
            continue
        for last in range(first, min(first + _LONGEST, len(matches))):
            if hidden[last] or (
                last > first
                and not _GAP.fullmatch(text[matches[last - 1].end() : matches[last].start()])
            ):
                break
            if plain[last]:
                if matches[last][0].lower() in _INSIDE:
                    continue
                break
            _note(number, text, matches[first : last + 1], seen)


def _note(number: int, text: str, words: Sequence[re.Match[str]], seen: dict[str, _Seen]) -> None:
    start, end = words[0].start(), words[-1].end()
    phrase = re.sub(r"['’]s?$", "", text[start:end])
    content = [word[0] for word in words if word[0].lower() not in _INSIDE]
    capitals = all(word[0].isupper() for word in content)
    if not capitals and (_NO_NOUN.search(phrase) or _NO_NOUN.search(words[0][0])):
        return
    if len(words) > len(content) and not capitals and len(content) != 2:
        return
    if not capitals and len(words) == 1 and _VERBAL.fullmatch(phrase):
        return
    held = seen[_key(phrase)]
    held.forms[phrase] += 1
    held.places.append((number, start, start + len(phrase)))
    held.named += capitals and (len(content) > 1 or not _SENTENCE.search(text[:start][-4:]))


def _key(phrase: str) -> str:
    """A phrase without capitals, hyphens and the s of its plural."""
    key = re.sub(r"[-‐‑\s]+", " ", phrase.lower())
    if key.endswith("ies") and len(key) > 5:
        return key[:-3] + "y"
    return key[:-1] if key.endswith("s") and not key.endswith(("ss", "us", "is")) else key


def _scores(seen: dict[str, _Seen], language: str) -> dict[str, float]:
    counts, total = _background(language)
    inside: dict[str, list[int]] = defaultdict(list)
    for key, held in seen.items():
        for part in _parts(key):
            if part in seen:
                inside[part].append(len(held.places))
    out: dict[str, float] = {}
    for key, held in seen.items():
        phrase = held.forms.most_common(1)[0][0]
        length, count = phrase.count(" ") + 1, len(held.places)
        nested = inside.get(key, ())
        own: float = count - max(nested, default=0)
        content = [word for word in key.split() if word not in _INSIDE]
        there = min((counts.get(w, 0) + counts.get(w + "s", 0) for w in content), default=total)
        named = held.named * 2 > count
        if own <= 0 or (count < 2 and length > 3 and not named):
            continue
        if count < 2 and not named:
            own *= _ONCE
        out[key] = (
            _LENGTHS[min(length, len(_LENGTHS)) - 1] * own * math.log(1 + total / (there + _COMMON))
        )
    return out


def _parts(key: str) -> Iterator[str]:
    words = key.split()
    for size in range(1, len(words)):
        for start in range(len(words) - size + 1):
            yield _key(" ".join(words[start : start + size]))


def _without_parts(ranked: Sequence[str], seen: dict[str, _Seen]) -> list[str]:
    """A phrase inside a better one that is as frequent adds nothing."""
    kept: list[str] = []
    parts: dict[str, int] = {}
    for key in ranked:
        count = len(seen[key].places)
        if parts.get(key, 0) >= count:
            continue
        kept.append(key)
        for part in _parts(key):
            parts[part] = max(parts.get(part, 0), count)
    return kept


def _candidate(key: str, held: _Seen, score: float, texts: Sequence[str]) -> Candidate:
    phrase = held.forms.most_common(1)[0][0]
    if sum(char.isupper() for char in phrase) > 1 and " " not in phrase:
        kind = "abbreviation"
    elif held.named * 2 > len(held.places):
        kind = "name"
    else:
        kind = "phrase"
        small = phrase[:1].lower() + phrase[1:]
        phrase = small if small in held.forms else phrase
    contexts = dict.fromkeys(
        _context(texts[number], start, end) for number, start, end in held.places[: 4 * _CONTEXTS]
    )
    return Candidate(phrase, len(held.places), score, kind, tuple(contexts)[:_CONTEXTS])


def _context(text: str, start: int, end: int) -> str:
    a, b = max(0, start - _AROUND), min(len(text), end + _AROUND)
    cut = ("…" if a else "") + text[a:b] + ("…" if b < len(text) else "")
    return " ".join(cut.split())


def rendered(
    found: Sequence[Candidate], pairs: Sequence[tuple[str, str]], termbase: Termbase
) -> list[Candidate]:
    """The candidates with what translations say for them: pieces of targets that stand where the
    candidate stands and hardly elsewhere."""
    keyed = [f" {_key(stripped(source)[0])} " for source, _target in pairs]
    pieces = [_pieces(stripped(target)[0], termbase.target) for _source, target in pairs]
    spread = Counter(piece for held in pieces for piece in held)
    out: list[Candidate] = []
    for candidate in found:
        wanted = re.compile(rf"(?<!\w){re.escape(_key(candidate.phrase))}(?:s|es)?(?!\w)")
        here = [n for n, text in enumerate(keyed) if wanted.search(text)]
        beside = Counter(piece for n in here for piece in pieces[n])
        dice = {piece: 2 * count / (len(here) + spread[piece]) for piece, count in beside.items()}
        firm = sorted(
            (piece for piece, value in dice.items() if value >= _FIRM),
            key=lambda piece: (-dice[piece], -len(piece), piece),
        )
        kept: list[str] = []
        for piece in firm:
            if not any(piece in other or other in piece for other in kept):
                kept.append(piece)
        best = sorted(kept[:_RENDERINGS], key=lambda piece: -beside[piece])
        out.append(replace(candidate, renderings=tuple((piece, beside[piece]) for piece in best)))
    return out


def _pieces(text: str, language: str) -> set[str]:
    """Runs of nouns of a target, and their beginnings and ends."""
    if info(language).code != "ja":
        words = [word[0].lower() for word in _WORD.finditer(text)]
        return {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, a + 4)}
    from workbench.language.japanese import morphemes

    runs: list[list[str]] = [[]]
    for part in morphemes(text):
        if part.pos == "名詞" and part.detail not in {"代名詞", "非自立", "数"}:
            runs[-1].append(part.surface)
        elif runs[-1]:
            runs.append([])
    out: set[str] = set()
    for run in runs:
        for a in range(len(run)):
            for b in range(a + 1, min(a + 6, len(run)) + 1):
                piece = "".join(run[a:b])
                if len(piece) > 1:
                    out.add(piece)
    return out


def written(found: Sequence[Candidate], source: str, target: str) -> str:
    """A termbase file to curate: a row for each candidate, contexts as comments above it. What stays
    in it can be added as it is once `ja` is filled in."""
    lines = ["\t".join(("id", "pos", "note", source, target))]
    taken: set[str] = set()
    for candidate in found:
        lines += (f"# {context}" for context in candidate.contexts)
        stem = re.sub(r"[^a-z0-9]+", "-", candidate.phrase.lower()).strip("-") or "term"
        name = stem
        while name in taken:
            name = f"{name}-2"
        taken.add(name)
        said = ", ".join(f"{piece} ({count})" for piece, count in candidate.renderings)
        note = _("{count} times").format(count=candidate.count) + (f"; {said}" if said else "")
        pos = {"name": "proper noun", "abbreviation": "abbreviation"}.get(candidate.kind, "noun")
        best = candidate.renderings[0][0] if candidate.renderings else ""
        lines.append("\t".join((name, pos, note, candidate.phrase, best)))
    return "\n".join(lines) + "\n"
