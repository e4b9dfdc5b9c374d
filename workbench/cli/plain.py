"""`workbench edit --plain`: the same session, line by line, for screen readers and dumb terminals.

Lives here: the loop and its words. Takes lines, gives lines; nothing is drawn twice, no cursor moves.
May import: config, desk, errors, model, wording.
Apart from the screen because a line is all that some terminals have.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from workbench.config import Config
from workbench.desk.outcome import Outcome
from workbench.desk.services import services
from workbench.desk.session import Session
from workbench.errors import printable
from workbench.model import State
from workbench.wording import _

HELP = """\
An empty line confirms and goes on; other text replaces the target. Commands start with a colon:
:n next  :p previous  :u next unfinished  :e next finding  :g ID go to  :f TEXT find
:x repair  :w needs work, or done  :c TEXT comment  :s copy source  :z undo  :y redo
:t terms and findings again  :save  :q save and leave  :h this help"""


def run(path: Path, config: Config, stdin: TextIO, stdout: TextIO) -> int:
    """Edit a catalog over two streams; 0 when it ends well. Raises CatalogError, CatalogLocked."""
    with Session.open(path, author=config.author) as session:
        desk = services(config, session.catalog)
        session.use_check(desk.check)

        def say(text: str) -> None:
            stdout.write(text + "\n")
            stdout.flush()

        if session.recovered:
            ids = " ".join(item.unit for item in session.recovered)
            say(_("recovered from the journal: {units}").format(units=ids))
        say(_(HELP))
        _unit(session, say)
        for raw in stdin:
            line = raw.rstrip("\r\n")
            if line == ":q":
                break
            outcome = _obey(session, line)
            if outcome.notice:
                say(printable(outcome.notice))
            if outcome.go_to or outcome.changed or line == ":t":
                _unit(session, say)
        outcome = session.save()
        say(outcome.notice)
        return 2 if outcome.failed else 0


def _obey(session: Session, line: str) -> Outcome:
    """One line: a command, a new target, or a confirmation."""
    if not line:
        return session.confirm()
    if not line.startswith(":"):
        return session.edit(line)
    word, _space, rest = line[1:].partition(" ")
    verbs: dict[str, Callable[[], Outcome]] = {
        "n": lambda: session.move(1),
        "p": lambda: session.move(-1),
        "u": session.next_unfinished,
        "e": session.next_finding,
        "g": lambda: session.goto(rest.strip()),
        "f": lambda: session.find(rest),
        "x": session.apply_fix,
        "w": session.toggle_fuzzy,
        "c": lambda: session.comment(rest),
        "s": session.copy_source,
        "z": session.undo,
        "y": session.redo,
        "t": Outcome,
        "save": session.save,
        "h": lambda: Outcome(notice=_(HELP)),
    }
    if word not in verbs:
        return Outcome(notice=_("there is no command :{word}; :h lists them").format(word=word))
    return verbs[word]()


def _unit(session: Session, say: Callable[[str], None]) -> None:
    """The present unit in words."""
    unit = session.unit
    states = {State.EMPTY: _("empty"), State.FUZZY: _("draft"), State.CONFIRMED: _("confirmed")}
    place = session.catalog.place(unit.id) + 1
    say(f"\n{unit.id} ({place}/{len(session.units)}), {states.get(unit.state, unit.state.value)}")
    say(_("source: {text}").format(text=printable(unit.source)))
    say(_("target: {text}").format(text=printable(unit.target) or "–"))
    for finding in session.findings():
        say(f"{finding.severity.value}: {printable(finding.message)} [{finding.check}]")
