"""Part of speech, where one English word is several.

Lives here: `allowed`. Takes a one-word form, its part of speech in the termbase and its place in a
text; says whether the context speaks for another part of speech.
Only words known to be ambiguous are asked about: a rule for all words would cost more hits than it
saves. May import: model.
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
        " address present object subject conduct record permit leave notice complaint",
    )
)
_VERB_BEFORE = re.compile(
    r"\b(?:to|will|would|can|could|shall|should|may|might|must|not|n['’]t|cannot|i|you|we|they|he"
    r"|she|who|that|it|also|then|never|did|does|do|let|please|and)\s+$",
    re.I,
)
_SURE_VERB_BEFORE = re.compile(
    r"\b(?:to|will|would|can|could|shall|should|might|must|not|n['’]t|cannot|i|you|we|they|he|she)"
    r"\s+$",
    re.I,
)
_NOUN_BEFORE = re.compile(
    r"\b(?:a|an|the|this|that|these|those|his|her|their|its|our|my|your|no|any|some|each|every"
    r"|of|in|on|by|under|for|with|new|last|latest|recent|landmark|court|first)\s+$|['’]s?\s+$",
    re.I,
)
_MODALS = frozenset({"will", "may", "might", "can", "must"})


def allowed(pos: str, form: str, text: str, span: Span) -> bool:
    """Whether the word at `span` may be of part of speech `pos`."""
    word = form.lower()
    if word not in AMBIGUOUS:
        return True
    before = text[max(0, span[0] - 24) : span[0]]
    after = text[span[1] : span[1] + 24]
    if pos.endswith("noun"):
        if word in _MODALS:
            return bool(_NOUN_BEFORE.search(before)) and not re.match(
                r"\s+(?:be|have|not)\b", after
            )
        if word == "who":
            return text[slice(*span)].isupper()
        return not _SURE_VERB_BEFORE.search(before)
    if pos == "verb":
        return not _NOUN_BEFORE.search(before) or bool(_VERB_BEFORE.search(before))
    return True
