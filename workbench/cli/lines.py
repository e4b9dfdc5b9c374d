"""The words of the line mode.

Lives here: Lines. Takes a line, does the session's verb, gives its Outcome; lists are numbered and a number
takes one.
May import: catalog, config, desk, errors, model, wording.
Apart from `plain` because a loop is not a language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.catalog import no_language
from workbench.config import Config
from workbench.desk.change import Outcome
from workbench.desk.desk import Desk
from workbench.desk.inspect import Inspector
from workbench.desk.remember import Remembering
from workbench.desk.replacing import Replacement
from workbench.desk.session import Session
from workbench.errors import WorkbenchError, printable
from workbench.model import Origin, Provenance
from workbench.wording import _

HELP = """\
An empty line confirms and goes on; other text replaces the target. Commands start with a colon:
:n next  :p previous  :u next unfinished  :e next finding  :g ID go to  :f TEXT find
:l FILTER list only (state:fuzzy finding term:WORD …)  :x repair  :w needs work  :c TEXT comment
:s copy source  :b bookmark  :v width  :a carry over to the same sources  :split  :join
:m memory matches, :m N takes one  :d drafts, :d N takes one  :r OLD/NEW what replacing would do, :r! does it
:z undo  :y redo  :t terms and findings again  :i readings  :save  :q save and leave  :h this help"""


_CHANGING = {":x", ":w", ":c", ":s", ":b", ":a", ":split", ":join", ":r!", ":z", ":y", ":save"}
_TAKING = {":m", ":d"}
"""With a number they change the target, without one they list."""
Choice = tuple[str, Provenance]


class Lines:
    """Commands on one session."""

    def __init__(self, session: Session, config: Config, say: Callable[[str], None]) -> None:
        self._session, self._say = session, say
        self._desk = Desk.of(config, session.catalog, read_only=session.read_only)
        self.inspector = Inspector(self._desk, lambda: session.catalog)
        self._choices: dict[str, list[Choice]] = {}
        self._replacing: list[Replacement] = []
        session.use_check(self.inspector.findings)
        session.use_hits(self.inspector.hits)
        session.subscribe(self.inspector.heard)
        if unknown := no_language(session.catalog):
            say(str(unknown))
        try:
            memory = self._desk.memory
        except WorkbenchError as error:
            say(str(error))
            self._desk.memory = memory = None
        if memory and not session.read_only:
            remembering = Remembering(
                memory, lambda: session.catalog, author=config.author, say=say
            )
            session.subscribe(remembering.heard)

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_error: object) -> None:
        self._desk.close()

    def obey(self, line: str) -> Outcome:
        """One line: a command, a new target, or a confirmation."""
        self.inspector.rested()
        if self._session.read_only and _changes(line):
            return Outcome(notice=_("read-only: nothing is changed"), failed=True)
        if not line:
            return self._session.confirm()
        if not line.startswith(":"):
            return self._session.edit(line)
        word, _space, rest = line[1:].partition(" ")
        verbs = self._verbs(rest.strip())
        if word not in verbs:
            return Outcome(notice=_("there is no command :{word}; :h lists them").format(word=word))
        try:
            return verbs[word]()
        except WorkbenchError as error:
            return Outcome(notice=str(error), failed=True)

    def _verbs(self, rest: str) -> dict[str, Callable[[], Outcome]]:
        session = self._session
        return {
            "n": lambda: session.move(1),
            "p": lambda: session.move(-1),
            "u": session.next_unfinished,
            "e": session.next_finding,
            "g": lambda: session.goto(rest),
            "f": lambda: session.find(rest),
            "l": lambda: session.filter(rest),
            "x": session.apply_fix,
            "w": session.needs_work,
            "c": lambda: session.comment(rest),
            "s": session.copy_source,
            "b": session.bookmark,
            "v": session.toggle_width,
            "a": session.propagate,
            "split": session.split,
            "join": session.merge,
            "m": lambda: self._chosen("m", rest, self._matches),
            "d": lambda: self._chosen("d", rest, self._drafts),
            "r": lambda: self._preview(rest),
            "r!": self._replace,
            "z": session.undo,
            "y": session.redo,
            "t": Outcome,
            "i": self._readings,
            "save": session.save,
            "h": lambda: Outcome(notice=_(HELP)),
        }

    def _chosen(self, word: str, rest: str, find: Callable[[], Sequence[Choice]]) -> Outcome:
        """List what there is, or take the one of a number from the latest list."""
        key = f"{word} {self._session.at}"
        if not rest:
            self._choices[key] = list(find())
            for number, (target, made) in enumerate(self._choices[key], 1):
                rate = f"{made.rate} %  " if made.rate else ""
                self._say(f"{number}  {rate}{printable(target)}")
            return Outcome(notice="" if self._choices[key] else _("nothing found"))
        listed = self._choices.get(key, [])
        if not rest.isdecimal() or not 0 < int(rest) <= len(listed):
            return Outcome(notice=_("list them first with :{word}").format(word=word), failed=True)
        return self._session.take(*listed[int(rest) - 1])

    def _matches(self) -> list[Choice]:
        found = self._desk.matches(self._session.catalog, self._session.unit)
        return [(m.target, Provenance(Origin.MEMORY, rate=m.rate)) for m in found]

    def _drafts(self) -> list[Choice]:
        found = self._desk.redrafts(self._session.unit)
        return [(draft.target, draft.provenance) for draft in found]

    def _preview(self, rest: str) -> Outcome:
        """OLD/NEW, or /PATTERN/NEW/."""
        regex = rest.startswith("/")
        old, _slash, new = rest.strip("/" if regex else "").partition("/")
        self._replacing = self._session.preview_replace(old, new, regex=regex)
        for one in self._replacing:
            self._say(f"{one.unit}  - {printable(one.before)}")
            self._say(f"{one.unit}  + {printable(one.after)}")
        return Outcome(notice=_("{count} found").format(count=len(self._replacing)))

    def _replace(self) -> Outcome:
        wanted, self._replacing = self._replacing, []
        return self._session.apply_replacements(wanted)

    def _readings(self) -> Outcome:
        found = self.inspector.readings(self._session.unit)
        return Outcome(notice="  ".join(f"{form}（{reading}）" for form, reading in found))


def _changes(line: str) -> bool:
    """Whether a line asks for a change: text and the empty line do."""
    word, _space, rest = line.partition(" ")
    return not line.startswith(":") or word in _CHANGING or (word in _TAKING and bool(rest.strip()))
