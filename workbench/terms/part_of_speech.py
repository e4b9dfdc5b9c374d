"""Part of speech, where one English word is several.

Lives here: `allowed`, which takes a form, its part of speech in the termbase and its place in a
text and says whether ending or context speak for another one, or for another thing of that name
(a tennis court); `conjugated`, the forms of a verb.
Context is asked about known ambiguous words only (`known_words`): a rule for all would cost more than it saves.
May import: model and `known_words` of this room.
Apart from `source_matcher` because this is about English, that about words of any language.
"""

from __future__ import annotations

import re

from workbench.model import Span
from workbench.terms.known_words import known

_PREFIXED = re.compile(r"[-‐‑][A-Z]")
_VERB_BEFORE = re.compile(
    r"(?:\b(?:to|will|would|can|could|shall|should|may|might|must|not|cannot|i|you|we|they|he"
    r"|she|who|that|it|also|then|never|did|does|do|let|please|and)|n['’]t)\s+$",
    re.I,
)
_SURE_VERB_BEFORE = re.compile(
    r"(?:\b(?:to|will|would|can|could|shall|should|may|might|must|not|cannot|i|you|we|they|he|she)"
    r"|n['’]t)\s+$",
    re.I,
)
_NOUN_BEFORE = re.compile(
    r"\b(?:a|an|the|this|that|these|those|his|her|their|its|our|my|your|no|any|some|each|every"
    r"|of|in|on|by|under|for|with|new|last|latest|recent|landmark|court|first)\s+$|['’]s?\s+$",
    re.I,
)
_DETERMINER_BEFORE = re.compile(
    r"\b(?:a|an|the|his|her|their|its|our|my|your|no|any|of|in|under|by|with|without)\s+$|['’]s?\s+$",
    re.I,
)
_NOUN_AFTER = re.compile(r"(?:['’]s\b|\s*(?:[.;:)]|$)|\s+(?:was|were|is|are|has|had|which)\b)")
_ORDER_AFTER = re.compile(r"\s+(?:that|how|the|an?|to|this|it|them)\b")
_AROUND = 60
"""Characters on either side that may tell another thing."""
_MODALS = frozenset({"will", "may", "might", "can", "must"})


def allowed(pos: str, form: str, text: str, span: Span) -> bool:
    """Whether the words at `span` may be of part of speech `pos`."""
    noun = pos.endswith("noun")
    written = text[slice(*span)]
    words = known("en")
    if written.lower() in words.of("prefix") and _PREFIXED.match(text, span[1]):
        return False
    if noun and not _nominal(form, written):
        return False
    word = form.lower().partition(" ")[0] if pos == "verb" else form.lower()
    if _another(form.lower(), text, span) or (pos == "verb" and _another(word, text, span)):
        return False
    if word not in words.of("several"):
        return True
    before = text[max(0, span[0] - 24) : span[0]]
    after = text[span[1] : span[1] + 24]
    if noun and word in _MODALS:
        return _noun_modal(written, before, after)
    if noun and word == "who":
        return written.isupper()
    if noun:
        start = not before.strip() or before.rstrip()[-1] in '.!?;:\n“"'
        return not _SURE_VERB_BEFORE.search(before) and not (start and _ORDER_AFTER.match(after))
    if pos == "verb":
        if written.partition(" ")[0].endswith("ed"):
            return True
        return not _NOUN_BEFORE.search(before) or bool(_VERB_BEFORE.search(before))
    return True


def _another(form: str, text: str, span: Span) -> bool:
    """Whether what stands around a word makes another thing of it: trans fat, 3 PM."""
    rules = known("en").others.get(form)
    if rules is None:
        return False
    before = rules[0].search(text[max(0, span[0] - _AROUND) : span[0]])
    after = rules[1].match(text[: span[1] + _AROUND], span[1])
    return bool(before and after) if form in known("en").of("both") else bool(before or after)


def _nominal(form: str, written: str) -> bool:
    """Nouns take no -ed and no -ing, and keep the -ing that they have."""
    last = written.rpartition(" ")[2].lower()
    wanted = form.rpartition(" ")[2].lower()
    if last.endswith("ed") and not wanted.endswith("ed"):
        return False
    if last.endswith("ing") and not wanted.endswith("ing"):
        return False
    return "ing" not in form or form.count("ing") <= written.lower().count("ing")


def _noun_modal(written: str, before: str, after: str) -> bool:
    """`will` as a noun: after a determiner, or before what follows a noun only."""
    if written.lower().endswith("s"):
        return True
    if re.match(r"\s+(?:be|have|not)\b", after):
        return False
    return bool(_DETERMINER_BEFORE.search(before) or _NOUN_AFTER.match(after))


_AFTER_A_VERB = frozenset("a an the for to out down in on up off over with against".split())


def conjugates(pos: str, form: str) -> bool:
    """Whether the first word of a form is a verb, said by its row or by what follows it."""
    if pos:
        return pos in {"verb", "phrase"}
    return not _AFTER_A_VERB.isdisjoint(form.lower().split(" ")[1:2])


def conjugated(verb: str) -> frozenset[str]:
    """The regular -ed and -ing forms of an English verb."""
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return frozenset({verb + "d", verb[:-1] + "ing"})
    if re.search(r"[^aeiou]y$", verb):
        return frozenset({verb[:-1] + "ied", verb + "ing"})
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb):
        return frozenset({verb + verb[-1] + "ed", verb + verb[-1] + "ing"})
    return frozenset({verb + "ed", verb + "ing"})
