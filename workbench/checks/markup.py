"""Markup and placeholders survive.

Lives here: checks of this family. May import: model, language, wording and `check` of this room.
Apart from `quotes` because tags are not punctuation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.document import Document
from workbench.language.tags import TAG, is_inline, kept, unmatched
from workbench.model import Finding, Severity, Unit
from workbench.wording import _

_PRINTF = re.compile(
    r"%(?:\(\w+\)|\d+\$)?[-+0 #]*\d*(?:\.\d+)?(?:hh?|ll?|[Lzjt])?[sdifgexXcuop](?![A-Za-z])"
    r"|%\(\w+\)[sd]"
)
_BRACE = re.compile(r"\{\w*(?:[.\[]\w+\]?)*(?:![rsa])?(?::[^{}\s]*)?\}|\$\{\w+\}")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!#-&(*-;=?-~\u00a1-\u024f]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII
)
"""Letters of Europe may stand in an address; Japanese ends it."""


_SIGNS = ("@", "://", "www.")


class Tags(Check):
    """Tags of the source are missing, added or unbalanced.

    `<em>`, `<a href=…>` and their kin must come out as they went in, and so must what stands in an
    element that says `translate="no"`.
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
        wanted, found = _tags(unit.source), _tags(unit.target)
        alone = unmatched(unit.target)
        for tag in (wanted - found).elements():
            yield self.finding(unit, _("put {tag} back").format(tag=tag))
        extra = found - wanted
        if extra:
            spans = [m.span() for m in TAG.finditer(unit.target) if m.group() in extra]
            yield self.finding(unit, _("remove {tags}").format(tags=" ".join(extra)), target=spans)
        elif alone and not unmatched(unit.source) and wanted == found:
            yield self.finding(unit, _("the tags cross or stand the wrong way round"), target=alone)
        if wanted == found:
            for element in (Counter(kept(unit.source)) - Counter(kept(unit.target))).elements():
                yield self.finding(unit, _("copy {text} as it is").format(text=element))


def _tags(text: str) -> Counter[str]:
    return Counter(m.group() for m in TAG.finditer(text) if is_inline(m))


class Placeholders(Check):
    """Placeholders differ.

    `%s`, `%(name)d`, `{name}`, `${name}` are filled in later and must all be there.
    """

    id = "markup.placeholders"
    family = "markup"
    severity = Severity.ERROR
    bad = Example("{count} units in {path}", "{path}に{数}件")
    good = Example("{count} units in {path}", "{path}に{count}件")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with a % or a brace."""
        return sorted({*document.sources.saying("%{"), *document.targets.saying("%{")})

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """The same placeholders on both sides, in any order."""
        for sign, pattern in (("%", _PRINTF), ("{", _BRACE)):
            if sign not in unit.source and sign not in unit.target:
                continue
            wanted = Counter(m.group() for m in pattern.finditer(unit.source))
            found = Counter(m.group() for m in pattern.finditer(unit.target))
            if not wanted and sign in unit.source:
                continue  # a percent sign or a brace that is none
            for text in (wanted - found).elements():
                yield self.finding(unit, _("put {text} back").format(text=text))
            for text in (found - wanted).elements():
                yield self.finding(unit, _("{text} is not in the source").format(text=text))


class Addresses(Check):
    """A web or mail address changed.

    They are copied, never translated.
    """

    id = "markup.addresses"
    family = "markup"
    severity = Severity.ERROR
    bad = Example("Write to desk@example.org.", "desk@例.org まで。")
    good = Example("Write to desk@example.org.", "desk@example.org まで。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those with a sign of an address."""
        return document.sources.saying(_SIGNS)

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Addresses of the source that the target lacks."""
        if not any(map(unit.source.__contains__, _SIGNS)):
            return
        there = set(_addresses(unit.target))
        for address in _addresses(unit.source):
            if address not in there:
                yield self.finding(unit, _("copy {address}").format(address=address))


def _addresses(text: str) -> list[str]:
    return [m.group().rstrip(".,;:!?)") for m in _ADDRESS.finditer(TAG.sub("", text))]


CHECKS: tuple[type[Check], ...] = (Tags, Placeholders, Addresses)
