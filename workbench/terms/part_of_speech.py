"""Part of speech, where one English word is several.

Lives here: `allowed`, which takes a form, its part of speech in the termbase and its place in a
text and says whether ending or context speak for another one, or for another thing of that name
(a tennis court); `conjugated`, the forms of a verb.
Context is asked about known ambiguous words only: a rule for all would cost more than it saves.
May import: model.
Apart from `source_matcher` because this is about English, that about words of any language.
"""

from __future__ import annotations

import re

from workbench.model import Span

_SEVERAL = frozenset(
    re.findall(
        r"\w+",
        "act bill note issue will may out pass who minor ruling rule appeal order sentence charge"
        " suit claim motion date party state case march might can must lead found left right"
        " address judge present object subject conduct record permit leave notice complaint",
    )
)
_PARTY = (
    r"\s+(?:(?:[a-z]+-[a-z]+|conservative|liberal|socialist|communist|nationalist|military)\s+)*"
    r"(?:part(?:y|ies)|coalition|bloc|camp|LDP|Liberal|Komeito|Conservatives?|Democrat\w*|Labour"
    r"|Tor(?:y|ies)|Communist|class(?:es)?|elites?|council|junta|alliance|famil(?:y|ies)"
    r"|government|regime|majority|lawmakers?|politicians?|front|monarch\w*)\b"
)
_WEATHER = (
    r"\b(?:fog|mist|smoke|haze|snow|blizzard|runway|pilots?|kilomet\w+|met(?:re|er)s|miles)\b"
)
_OTHER = {
    "ap": ("", r"\s+(?:class|course|exam|test|student|score|[A-Z]?[a-z]*ology|calculus)"),
    "appeal": (
        r"\b(?:sex|popular|broad|mass|wide|universal|visual)\s+$",
        r"\s+to\s+(?:the\s+)?(?:voters|readers|public|people|young|audiences|fans|everyone)\b",
    ),
    "bill": (
        r"(?:^|[.!?“\"]\s*|\b(?:and|by|to|Mr|President|Senator|Governor)\s+"
        r"|(?-i:\b(?!this|that|each|every|some)[a-z]{4,}\s+))$",
        r"(?-i:(?<=Bill)\s+[A-Z][a-z]+)",
    ),
    "cabinet": (r"\b(?:filing|kitchen|medicine|display|bathroom)\s+$", ""),
    "capital": (
        r"\b(?:venture|human|working|share)\s+$",
        r"\s+(?:punishment|gains?|letters?|markets?|flows?|investment|crimes?|offen[cs]es?)\b",
    ),
    "come out as": (
        "",
        r"\s+(?:expected|planned|predicted|hoped|feared|intended|promised|scheduled|follows)\b",
    ),
    "court": (r"\b(?:tennis|basketball|badminton|squash|volleyball|food|grass|clay)\s+$", ""),
    "outing": (
        r"\b(?:family|school|day|class|weekend|company|office|summer|beach|fishing|annual)\s+$",
        r"\s+to\s+(?:the|an?)\b",
    ),
    "partner": (r"\b(?:trading|trade|business|sparring|security|dialogue)\s+$", ""),
    "pm": (r"\d\s?$", ""),
    "prejudice": (
        r"\b(?:dismiss|withdr[ae]w|reject)\w*\b[^.!?]*\bwithout\s+$",
        r"(?<=without prejudice)\s+to\b",
    ),
    "ruling": ("", rf"\s+(?:out|over)\b|{_PARTY}"),
    "trans": ("", r"\s+fat(?:s|ty)?\b|(?-i:\s+(?:World|Am|Mountain|Canada)\b)"),
    "visibility": (
        rf"(?:\b(?:low|poor|zero|reduced|limited)\s+|{_WEATHER}[^.!?]*)$",
        rf"[^.!?]*{_WEATHER}",
    ),
    "ward": (
        r"\b(?:hospital|patients?|nurses?|doctors?|beds?|intensive|surgery)\b[^.!?]*$",
        r"\s+off\b|\s+of\s+(?:the\s+)?(?:court|state)\b|[^.!?]*\b(?:patients?|nurses?)\b",
    ),
}
"""Another thing by the same name: what stands before it, what after it."""
_NOT_THIS = {
    form: (re.compile(before or "(?!)", re.I), re.compile(after or "(?!)", re.I))
    for form, (before, after) in _OTHER.items()
}
_BOTH = frozenset(["bill"])
"""Of these, what stands before and what stands after must both speak against them."""
AMBIGUOUS = _SEVERAL | _OTHER.keys() | {form.partition(" ")[0] for form in _OTHER}
"""Words whose context is asked."""
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
_AROUND = 60
"""Characters on either side that may tell another thing."""
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
    if _another(form.lower(), text, span) or (pos == "verb" and _another(word, text, span)):
        return False
    if word not in _SEVERAL:
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
    rules = _NOT_THIS.get(form)
    if rules is None:
        return False
    before = rules[0].search(text[max(0, span[0] - _AROUND) : span[0]])
    after = rules[1].match(text[: span[1] + _AROUND], span[1])
    return bool(before and after) if form in _BOTH else bool(before or after)


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
