"""Part of speech, where one English word is several.

Lives here: `allowed`, which takes a form, its part of speech in the termbase and its place in a
text and says whether ending or context speak for another one; `conjugated`, the forms of a verb.
Context is asked about known ambiguous words only: a rule for all would cost more than it saves. May import: model.
Apart from `match` because this is about English, that about words of any language.
"""

from __future__ import annotations

import re

from workbench.model import Span

AMBIGUOUS = frozenset(
    re.findall(
        r"\w+",
        "act bill note issue will may out pass who minor ruling rule appeal order sentence charge"
        " suit claim motion date party state case march might can must lead found left right"
        " address judge present object subject conduct record permit leave notice complaint",
    )
)
PREFIXES = frozenset(["trans", "bi", "homo"])
"""Words that are Latin prefixes too: trans-Pacific is no person."""
_PREFIXED = re.compile(r"[-‐‑][A-Z]")
_VERB_BEFORE = re.compile(
    r"\b(?:to|will|would|can|could|shall|should|may|might|must|not|n['’]t|cannot|i|you|we|they|he"
    r"|she|who|that|it|also|then|never|did|does|do|let|please|and)\s+$",
    re.I,
)
_SURE_VERB_BEFORE = re.compile(
    r"\b(?:to|will|would|can|could|shall|should|may|might|must|not|n['’]t|cannot|i|you|we|they|he"
    r"|she)"
    r"\s+$",
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
_MODALS = frozenset({"will", "may", "might", "can", "must"})


def allowed(pos: str, form: str, text: str, span: Span) -> bool:
    """Whether the words at `span` may be of part of speech `pos`."""
    noun = pos.endswith("noun")
    written = text[slice(*span)]
    if written.lower() in PREFIXES and _PREFIXED.match(text, span[1]):
        return False
    if noun and not _nominal(form, written):
        return False
    word = form.lower().partition(" ")[0] if pos == "verb" else form.lower()
    if word not in AMBIGUOUS:
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
