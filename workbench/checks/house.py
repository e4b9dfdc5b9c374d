"""The house list is kept.

Lives here: the check of this family.
May import: model, wording and `check`, `prefilter` of this room, whose context knows the list.
Apart from `consistency` because that listens to the document, this to an editor; apart from `terms` because a
writing is no term: the word is right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from workbench.checks.check import Check, CheckContext, Example
from workbench.checks.prefilter import Document
from workbench.model import Finding, Fix, Severity, Unit
from workbench.wording import _


class HouseWriting(Check):
    """A word is written otherwise than the house writes it.

    The setting `house-style` names the lists: a line each word, first as it is to be written. 子ども, not 子供.
    """

    id = "house.writing"
    family = "house"
    severity = Severity.WARNING
    bad = Example("Children came.", "子供が来た。")
    good = Example("Children came.", "子どもが来た。")

    def worth(self, document: Document, context: CheckContext) -> Collection[int] | None:
        """Those that hold a writing which is not the house's."""
        return document.targets.saying(context.house.chosen) if context.house else ()

    def check(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """Each such writing, with its repair."""
        for match, chosen in context.house.slips(unit.target):
            title = _("the house writes {form}").format(form=chosen)
            fix = Fix(title, ((match.span(), chosen),))
            yield self.finding(unit, title, target=[match.span()], fix=fix)


CHECKS: tuple[type[Check], ...] = (HouseWriting,)
