"""What comes back from a language model, made a translation or refused.

Lives here: `accepted`. Takes an answer with its source, gives the translation in it and what is wrong with
it: fences, thinking, preambles and notes are taken off; a refusal, another language, a cut-off or an empty
answer is none. The patterns are data (`data/engines/answers.tsv`).
May import: config, language.
Apart from `servers` because the contract is the same whoever answers.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import NamedTuple

from workbench.config import shipped
from workbench.language import info

REFUSED, LANGUAGE, CUT_OFF, NOTHING = "refused", "language", "cut-off", "nothing"
UNUSABLE = frozenset([REFUSED, LANGUAGE, CUT_OFF, NOTHING, "engine"])
"""Codes of what was no draft at all, with that of an engine that fails (`guarded`)."""
_THINKING = re.compile(
    r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)|\A.*?</(?:think|thinking)>", re.S | re.I
)
_FENCE = re.compile(r"\A\s*```[^\n]*\n(.*?)\n?```\s*\Z", re.S)
_QUOTES = (('"', '"'), ("“", "”"), ("「", "」"), ("『", "』"), ("'", "'"), ("**", "**"))
_SCRIPTS = {
    "ja": "[\u3041-\u30ff\u3400-\u9fff]", "zh": "[\u3400-\u9fff]", "ko": "[\uac00-\ud7a3\u1100-\u11ff]",
    "ru": "[\u0400-\u04ff]", "el": "[\u0370-\u03ff]", "ar": "[\u0600-\u06ff]", "he": "[\u0590-\u05ff]",
    "th": "[\u0e00-\u0e7f]",
}  # fmt: skip


class Accepted(NamedTuple):
    """A translation, and what is wrong with it: empty where nothing is."""

    text: str
    wrong: str = ""


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    out: dict[str, list[re.Pattern[str]]] = {}
    lines = shipped("engines", "answers.tsv").read_text("utf-8").splitlines()
    rows = csv.reader(
        [line for line in lines if not line.startswith("#")], "excel-tab", quoting=csv.QUOTE_NONE
    )
    next(rows)
    for kind, pattern in rows:
        out.setdefault(kind, []).append(re.compile(pattern, re.I))
    return out


def accepted(answer: str, source: str, target_language: str, *, finished: bool = True) -> Accepted:
    """The translation in an answer to one sentence; `finished` False where the server says that it was cut
    off. What is refused has an empty text."""
    text = _THINKING.sub("", answer).strip()
    fenced = _FENCE.match(text)
    text = (fenced[1] if fenced and "```" not in source else text).strip()
    if _refuses(text, source):
        return Accepted("", REFUSED)
    text = _without_preamble(text, source)
    text = _one_paragraph(text, source)
    text = _unquoted(text, source)
    if not text:
        return Accepted("", NOTHING)
    if not finished:
        return Accepted("", CUT_OFF)
    if not _in(text, source, target_language):
        return Accepted("", LANGUAGE)
    return Accepted(text)


def why(code: str) -> str:
    """A code in words for a prompt, which is English whoever uses the program."""
    return {
        REFUSED: "it was no translation",
        LANGUAGE: "it was in another language",
        CUT_OFF: "it was cut off",
        NOTHING: "it was empty",
    }.get(code, code)


def _any(kind: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns().get(kind, ()))


def _refuses(text: str, source: str) -> bool:
    head = text[:400]
    return _any("refusal", head) and _any("about", head) and not _any("says", source)


def _without_preamble(text: str, source: str) -> str:
    for _round in range(3):
        for pattern in _patterns()["preamble"]:
            found = pattern.match(text)
            if found and found.end() < len(text) and not pattern.match(source.strip()):
                text = text[found.end() :].lstrip()
                break
        else:
            return text
    return text


def _one_paragraph(text: str, source: str) -> str:
    """What follows an empty line where the source has none is about the translation; so are notes."""
    parts = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    if not re.search(r"\n\s*\n", source.strip()) and len(parts) > 1:
        return parts[0].strip()
    lines = text.split("\n")
    if "\n" in source.strip():
        return text
    kept = lines[:1]
    for line in lines[1:]:
        if any(pattern.match(line.strip()) for pattern in _patterns()["note"]):
            break
        kept.append(line)
    return "".join(part.strip() for part in kept) if len(kept) > 1 else kept[0].strip()


def _unquoted(text: str, source: str) -> str:
    """Without quotation marks around the whole that the source has not."""
    bare = source.strip()
    for opening, closing in _QUOTES:
        whole = (
            len(text) > len(opening) + len(closing)
            and text.startswith(opening)
            and text.endswith(closing)
        )
        inner = text[len(opening) : len(text) - len(closing)]
        if (
            whole
            and opening not in inner
            and closing not in inner
            and bare[:1] not in "\"'“‘«「『*"
        ):
            return inner.strip()
    return text


def _in(text: str, source: str, language: str) -> bool:
    """Whether a text can be in the language, by its script; a name or a figure alone always can."""
    script = _SCRIPTS.get(info(language).code)
    words = re.findall(r"[^\W\d_]{2,}", source)
    if len([word for word in words if word.islower()]) < 2:
        return True
    if script:
        return re.search(script, text) is not None
    return not re.search(_SCRIPTS["ja"] + "|" + _SCRIPTS["ko"], text) or bool(
        re.search(_SCRIPTS["ja"], source)
    )
