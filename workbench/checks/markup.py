"""Markup and placeholders survive.

Lives here: checks of this family. May import: model, language, wording and `check`, `messages` of this room.
Apart from `quotes` because tags are not punctuation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.messages import arguments_of, is_message
from workbench.checks.prefilter import Document
from workbench.language.tags import TAG, VOID, is_inline, kept
from workbench.language.verbatim import ADDRESS, CODE, LINK_END
from workbench.model import Finding, Severity, Span, Unit
from workbench.wording import _

_PRINTF = re.compile(
    r"%(?:\((?P<name>\w+)\)|(?P<place>\d+)\$)?(?:[-+0#]|(?<![\d\s]%) )*\d*(?:\.\d+)?(?:hh?|ll?|[Lzjt])?"
    r"(?P<kind>[sdifgexXcuop])(?![A-Za-z])|%\(\w+\)[sd]"
)
"""A blank may be a flag, but not in 50% d…"""
_BRACE = re.compile(
    r"\{\{[^{}\n]{0,200}\}\}|[$%#]\{[^{}\n]{1,200}\}"
    r"|(?<!\{)\{\w*(?:[.\[]\w+\]?)*(?:![rsa])?(?::[^{}\s]*)?\}(?!\})"
)
_TOKEN = re.compile(
    r"(?<![\w#@%$])(?P<mark>#|@@|%|\$|##|__)(?P<name>[A-Za-z][A-Za-z0-9_]{0,60}?)(?P=mark)(?![A-Za-z0-9#@%$_])"
)
"""#NAME#, @@name@@, $user$, %NAME%: what some programs fill in."""
_ADDRESS_SIGNS = ("@", "://", "www.")
_RUBY = frozenset(["ruby", "rt", "rp", "rb", "rtc"])
_NUMBERED = re.compile(r"<(?P<end>/?)(?P<name>\d{1,4})\s?(?P<attributes>/?)>")
_BARE_WORDS = re.compile(r"[^=]*[^\s/=][^=]*\Z")
"""Attributes without a value: `a<b and c>d` looks like a tag with two."""


class Tags(Check):
    """Tags of the source are missing, added or unbalanced.

    `<em>`, `<a href=…>`, `<1>…</1>`, `<x id="1"/>` and their kin must come out as they went in, and so must
    what stands in an element that says `translate="no"`. Ruby that the translator adds is no error.
    """

    id = "markup.tags"
    family = "markup"
    severity = Severity.ERROR
    bad = Example("It was <em>never</em> said.", "一度も<em>言われなかった。")
    good = Example("It was <em>never</em> said.", "<em>一度も</em>言われなかった。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with tags."""
        return document.tagged

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """The same tags on both sides, each with its partner."""
        if "<" not in unit.source and "<" not in unit.target:
            return
        asked, there = _tags(unit.source), _tags(unit.target)
        wanted, found = (Counter(m.group() for m in tags) for tags in (asked, there))
        alone = _alone(there)
        for tag in (wanted - found).elements():
            yield self.finding(unit, _("put {tag} back").format(tag=tag))
        ruby = not any(m["name"].lower() in _RUBY for m in asked)
        extra = [
            m for m in there
            if m.group() in found - wanted and not (ruby and m["name"].lower() in _RUBY)
        ]  # fmt: skip
        if extra:
            tags = " ".join(dict.fromkeys(m.group() for m in extra))
            yield self.finding(
                unit, _("remove {tags}").format(tags=tags), target=[m.span() for m in extra]
            )
        elif alone and not _alone(asked) and not wanted - found:
            yield self.finding(unit, _("the tags cross or stand the wrong way round"), target=alone)
        if wanted == found:
            for element in (Counter(kept(unit.source)) - Counter(kept(unit.target))).elements():
                yield self.finding(unit, _("copy {text} as it is").format(text=element))


def _tags(text: str) -> list[re.Match[str]]:
    """Tags in order: inline ones of HTML, numbered ones, others that close themselves or are closed."""
    found = [*TAG.finditer(text), *_NUMBERED.finditer(text)]
    closed = {m["name"].lower() for m in found if m["end"]}
    inline = []
    for match in found:
        name, attributes = match["name"].lower(), match["attributes"]
        if not match["end"] and name not in closed and _BARE_WORDS.match(attributes):
            if name not in VOID:
                continue
        if name.isdecimal() or is_inline(match) or name in closed or attributes.endswith("/"):
            inline.append(match)
    return sorted(inline, key=lambda m: m.start())


def _alone(tags: list[re.Match[str]]) -> list[Span]:
    """Spans of tags that have no partner, or whose pair crosses another."""
    waiting: list[re.Match[str]] = []
    alone: list[Span] = []
    for match in tags:
        name = match["name"].lower()
        if name in VOID or match["attributes"].endswith("/"):
            continue
        if not match["end"]:
            waiting.append(match)
        elif any(tag["name"].lower() == name for tag in waiting[-50:]):
            while waiting[-1]["name"].lower() != name:
                alone.append(waiting.pop().span())
            waiting.pop()
        else:
            alone.append(match.span())
    return sorted([*alone, *(tag.span() for tag in waiting)])


class Placeholders(Check):
    """Placeholders differ.

    `%s`, `%(name)d`, `{name}`, `{{name}}`, `${name}`, `#NAME#` and the arguments of a message such as
    `{count, plural, …}` are filled in later and must all be there.
    """

    id = "markup.placeholders"
    family = "markup"
    severity = Severity.ERROR
    bad = Example("{count} units in {path}", "{path}に{数}件")
    good = Example("{count} units in {path}", "{path}に{count}件")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with a sign of one."""
        return sorted({*document.sources.saying("%{#$@_"), *document.targets.saying("%{")})

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """The same placeholders on both sides, in any order."""
        source, target = unit.source, unit.target
        if "{" in source and is_message(source) and (wanted := arguments_of(source)) is not None:
            found = arguments_of(target)
            if found is None:
                yield self.finding(unit, _("close every brace as the source does"))
            else:
                yield from self._differ(unit, Counter(wanted), Counter(found))
            signs: tuple[tuple[str, re.Pattern[str]], ...] = (("%", _PRINTF),)
        else:
            signs = (("%", _PRINTF), ("{", _BRACE))
        for sign, pattern in signs:
            if sign not in source and sign not in target:
                continue
            asked, there = _placed(source, pattern, target), _placed(target, pattern, source)
            if not asked and sign in source:
                continue  # a percent sign or a brace that is none
            yield from self._differ(unit, asked, there)
        if tokens := Counter(m.group() for m in _TOKEN.finditer(source)):
            left = Counter({text: target.count(text) for text in tokens})
            yield from self._differ(unit, tokens, left & tokens)

    def _differ(self, unit: Unit, wanted: Counter[str], found: Counter[str]) -> Iterator[Finding]:
        for text in (wanted - found).elements():
            yield self.finding(unit, _("put {text} back").format(text=text))
        for text in (found - wanted).elements():
            yield self.finding(unit, _("{text} is not in the source").format(text=text))


def _placed(text: str, pattern: re.Pattern[str], other: str) -> Counter[str]:
    """What a pattern finds; where places are numbered on one side alone (`%2$s`), each without its place."""
    if pattern is not _PRINTF:
        return Counter(m.group() for m in pattern.finditer(text))
    matches, others = (list(pattern.finditer(side.replace("%%", "  "))) for side in (text, other))
    both = all(any(m["place"] for m in side) for side in (matches, others))
    return Counter(
        m.group() if both or not m["place"] else m.group().replace(f"{m['place']}$", "", 1)
        for m in matches
    )


class Markdown(Check):
    """Markdown is gone or broken: a link, a picture, code, a footnote, emphasis.

    `[text](address)`, `![text](file)`, `` `code` ``, `[^1]`: the words change, the rest is copied.
    Emphasis should stay on some words.
    """

    id = "markup.markdown"
    family = "markup"
    severity = Severity.ERROR
    bad = Example("See [the ruling](https://example.org/b).", "判決を参照。")
    good = Example(
        "See [the ruling](https://example.org/b).", "[判決](https://example.org/b)を参照。"
    )

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those whose source has a mark of it."""
        return document.sources.saying(_MARKDOWN_SIGNS)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """The pieces of the source that the target lacks; emphasis by number."""
        if not any(map(unit.source.__contains__, _MARKDOWN_SIGNS)):
            return
        source, asked = _pieces(unit.source)
        target, there = _pieces(unit.target)
        for piece in (asked - there).elements():
            yield self.finding(unit, _("put {text} back").format(text=piece))
        for name, pattern in _EMPHASIS.items():
            before, after = (len(pattern.findall(text)) for text in (source, target))
            if after < before or (after > before and after % 2 < before % 2):
                yield self.finding(
                    unit, _("put the marks {marks} around the same words").format(marks=name),
                    severity=Severity.WARNING,
                )  # fmt: skip


_MARKDOWN_SIGNS = ("`", "](", "![", "][", "[^", "*", "~~", "__")
_IMAGE = re.compile(r"!(?=\[[^\[\]\n]{0,500}\]\()")
_REFERENCE = re.compile(r"\[[^\[\]\n]{1,500}\](?P<to>\[[^\[\]\n]{1,200}\])")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,80}\]")
_EMPHASIS = {
    "**": re.compile(r"(?<![*\\])\*\*(?=[^\s*])[^*\n]{0,1000}?(?:\*[^*\n]{1,500}\*[^*\n]{0,500}?)?(?<=[^\s*])\*\*(?!\*)"),
    "__": re.compile(r"(?<![\w_\\])__(?=[^\s_])[^_\n]{1,1000}?(?<=[^\s_])__(?![_A-Za-z0-9])"),
    "*": re.compile(r"(?<![*\w\\](?<![\u3041-\u30ff\u3400-\u9fff]))\*(?=[^\s*])[^*\n]{1,1000}?(?<=[^\s*])\*(?![*A-Za-z0-9])"),
    "~~": re.compile(r"~~(?=\S)[^~\n]{1,1000}?(?<=\S)~~"),
}  # fmt: skip


def _pieces(text: str) -> tuple[str, Counter[str]]:
    """The text without code, and what of its Markdown is copied."""
    found: Counter[str] = Counter()
    for match in CODE.finditer(text):
        found[match.group()] += 1
    plain = CODE.sub(" ", text)
    for match in LINK_END.finditer(plain):
        found[f"]({match['to']})"] += 1
    found.update("![" for _match in _IMAGE.finditer(plain))
    found.update(match["to"] for match in _REFERENCE.finditer(plain))
    found.update(_FOOTNOTE.findall(plain))
    return LINK_END.sub("]", plain), found


_TELEPHONE = re.compile(r"(?<![0-9A-Za-z-])(?:\+\d{1,3}-|0)\d{1,4}-\d{1,4}-\d{3,4}(?![0-9A-Za-z-])")
"""A number to call; one that is written in another way in the target is let through."""


class Addresses(Check):
    """A web or mail address or a telephone number changed.

    They are copied, never translated.
    """

    id = "markup.addresses"
    family = "markup"
    severity = Severity.ERROR
    bad = Example("Write to desk@example.org.", "desk@例.org まで。")
    good = Example("Write to desk@example.org.", "desk@example.org まで。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with a sign of an address, or a number to call."""
        called = document.sources.holding(_TELEPHONE)
        return sorted({*document.sources.saying(_ADDRESS_SIGNS), *called})

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Addresses of the source that the target lacks."""
        called = _TELEPHONE.findall(unit.source)
        written = set(_TELEPHONE.findall(unit.target)) if called else set()
        for number in called:
            if written and number not in written:
                yield self.finding(unit, _("copy {address}").format(address=number))
        if not any(map(unit.source.__contains__, _ADDRESS_SIGNS)):
            return
        there = set(_addresses(unit.target))
        for address in _addresses(unit.source):
            if address not in there:
                yield self.finding(unit, _("copy {address}").format(address=address))


def _addresses(text: str) -> list[str]:
    return [
        m.group().split(")", 1)[0].rstrip(".,;:!?*`~]") for m in ADDRESS.finditer(TAG.sub("", text))
    ]


CHECKS: tuple[type[Check], ...] = (Tags, Placeholders, Markdown, Addresses)
