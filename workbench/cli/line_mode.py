"""The words of the line mode.

Lives here: Lines. Takes a line, does the session's verb, gives its Outcome; lists are numbered and a number
takes one.
May import: catalog, config, desk, errors, model, wording.
Apart from `plain` because a loop is not a language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from workbench.catalog import no_language
from workbench.config import Config
from workbench.desk.change import Outcome
from workbench.desk.commands import COMMANDS, Dialogue, Line, Pick, Preview, Verb, Work
from workbench.desk.desk import Desk
from workbench.desk.inspect import Inspector
from workbench.desk.remember import Remembering
from workbench.desk.session import Session
from workbench.errors import WorkbenchError, printable
from workbench.model import Origin, Provenance
from workbench.wording import _

HELP = """\
An empty line confirms and goes on; other text replaces the target. Commands start with a colon; what they
ask for stands behind them: :f rain. A number takes from the latest list: :2. :h WORD says more of a command.
:z undoes. Words do as well: :help :undo :redo :next :previous :find :quit."""

_OWN = {
    "m": "Memory matches; :m N takes one",
    "d": "Drafts; :d N takes one",
    "r!": "Do what :r showed",
    "t": "Terms and findings again",
    "i": "Readings",
    "h": "This help",
    "q": "Save and leave",
}
"""Words that only the line mode has."""
_LINE = 96
"""Characters of a line of help."""


_BY_WORD = {verb.word: verb for verb in COMMANDS if isinstance(verb, Verb) and verb.word}
_ALSO = {
    "help": "h",
    "undo": "z",
    "redo": "y",
    "quit": "q",
    "next": "n",
    "previous": "p",
    "find": "f",
}
"""Whole words for those who do not know the letters."""
_CHANGING = {f":{word}" for word, verb in _BY_WORD.items() if verb.changes} - {":r"} | {":r!"}
"""`:r` shows what `:r!` does."""


def sentences() -> list[str]:
    """What this module says by tables."""
    return [HELP, *_OWN.values()]


def help_text(word: str = "") -> str:
    """What can be said, from the one list of commands; of one word, more."""
    if word in _BY_WORD:
        verb = _BY_WORD[word]
        return f":{word}  {_(verb.title)}. {_(verb.help)}"
    words = {verb.word: _(verb.title) for verb in _BY_WORD.values()}
    words |= {own: _(said) for own, said in _OWN.items()}
    lines = [""]
    for one in (f":{name} {said}" for name, said in words.items()):
        if len(lines[-1]) + len(one) + 3 > _LINE:
            lines.append("")
        lines[-1] += ("  · " if lines[-1] else "") + one
    return "\n".join([_(HELP), *lines])


def spelt(line: str) -> str:
    """A line whose command, if it is one, is called by its letter."""
    word, space, rest = line.partition(" ")
    return f":{_ALSO[word[1:]]}{space}{rest}" if word[:1] == ":" and word[1:] in _ALSO else line


_TAKING = {":m", ":d"}
"""With a number they change the target, without one they list."""
Choice = tuple[str, Provenance]


class Lines:
    """Commands on one session."""

    def __init__(self, session: Session, config: Config, say: Callable[[str], None]) -> None:
        self._session, self._say = session, say
        self.desk = Desk.of(config, session.catalog, read_only=session.read_only)
        self.inspector = Inspector(self.desk, lambda: session.catalog)
        self._choices: dict[str, list[Choice]] = {}
        self._waiting: tuple[Dialogue, Preview] | None = None
        self._listed: tuple[Dialogue, Pick] | None = None
        session.use_check(self.inspector.findings)
        session.use_hits(self.inspector.hits)
        session.subscribe(self.inspector.heard)
        if unknown := no_language(session.catalog):
            say(str(unknown))
        try:
            memory = self.desk.memory
        except WorkbenchError as error:
            say(str(error))
            self.desk.memory = memory = None
        if memory and not session.read_only:
            remembering = Remembering(
                memory, lambda: session.catalog, author=config.author, config=config, say=say
            )
            session.subscribe(remembering.heard)

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_error: object) -> None:
        self.desk.close()

    def obey(self, line: str) -> Outcome:
        """One line: a command, a new target, or a confirmation."""
        self.inspector.rested()
        line = spelt(line)
        if self._session.read_only and _changes(line):
            return Outcome(notice=_("read-only: nothing is changed"), failed=True)
        if not line:
            return self._session.confirm()  # what is found was said when the text was taken
        if not line.startswith(":"):
            return self._session.edit(line)
        word, _space, rest = line[1:].partition(" ")
        own = self._own(rest.strip())
        try:
            if word.isdecimal():
                return self._picked(int(word), rest.strip())
            if word in own:
                return own[word]()
            if word not in _BY_WORD:
                said = _("there is no command :{word}; :h lists them")
                return Outcome(notice=said.format(word=word))
            done = _BY_WORD[word].run(self._session, self.desk)
            outcome = done if isinstance(done, Outcome) else self._carried(done, rest.strip())
            return self._inserted(outcome)
        except WorkbenchError as error:
            return Outcome(notice=str(error), failed=True)

    def _inserted(self, outcome: Outcome) -> Outcome:
        """What a command did; text that it gives goes behind what stands there."""
        if not outcome.insert:
            return outcome
        made = self._session.edit(self._session.unit.target + outcome.insert)
        return made if made.failed else replace(made, notice=outcome.notice)

    def _picked(self, number: int, rest: str) -> Outcome:
        """Take from the list that a command showed last; the rest of the line answers what it asks then."""
        if self._listed is None:
            return Outcome(notice=_("no list is open"), failed=True)
        dialogue, question = self._listed
        if not 0 < number <= len(question.offers):
            said = _("nothing here has the number {number}")
            return Outcome(notice=said.format(number=number), failed=True)
        self._listed = None
        return self._inserted(self._carried(dialogue, rest, question.offers[number - 1]))

    def _list(self, dialogue: Dialogue, question: Pick) -> Outcome:
        """Say what there is, by number; the dialogue waits for one."""
        self._listed = (dialogue, question)
        for number, offer in enumerate(question.offers, 1):
            words = "".join(signed(*piece) for piece in offer.diff) or offer.text
            said = f"  ({printable(offer.said)})" if offer.said else ""
            self._say(f"{number}  {printable(words)}{said}")
        return Outcome(notice=question.title + " · " + _(":N takes one"))

    def _carried(self, dialogue: Dialogue, rest: str, answer: Any = None) -> Outcome:
        """Carry a command's dialogue: the rest of the line answers, work is done here and now, and what
        shall be looked at first waits for `:r!`."""
        try:
            while True:
                question = dialogue.send(answer)
                if isinstance(question, Preview):
                    self._waiting = (dialogue, question)
                    return self._previewed(question)
                if isinstance(question, Pick):
                    return self._list(dialogue, question)
                if isinstance(question, Work):
                    for _done in question.steps():
                        if question.after_step is not None:
                            question.after_step()
                answer = rest if isinstance(question, Line) else False
        except StopIteration as end:
            done: Outcome = end.value
            return done

    def _own(self, rest: str) -> dict[str, Callable[[], Outcome]]:
        """Words that only the line mode has."""
        return {
            "m": lambda: self._chosen("m", rest, self._matches),
            "d": lambda: self._chosen("d", rest, self._drafts),
            "r!": self._replace,
            "t": Outcome,
            "i": self._readings,
            "h": lambda: self._help(rest.lstrip(":")),
        }

    def _help(self, word: str) -> Outcome:
        self._say(help_text(word))
        return Outcome()

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
        found = self.desk.matches(self._session.catalog, self._session.unit)
        return [(m.target, Provenance(Origin.MEMORY, rate=m.rate)) for m in found]

    def _drafts(self) -> list[Choice]:
        found = self.desk.redrafts(self._session.unit)
        return [(draft.target, draft.provenance) for draft in found]

    def _previewed(self, question: Preview) -> Outcome:
        """What replacing would do."""
        for one in question.rows:
            self._say(f"{one.unit}  - {printable(one.before)}")
            self._say(f"{one.unit}  + {printable(one.after)}")
        return Outcome(notice=_("{count} found").format(count=len(question.rows)))

    def _replace(self) -> Outcome:
        if self._waiting is None:
            return Outcome(notice=_("show what it would do first, with :r OLD/NEW"), failed=True)
        (dialogue, question), self._waiting = self._waiting, None
        return self._carried(dialogue, "", question.rows)

    def _readings(self) -> Outcome:
        found = self.inspector.readings(self._session.unit)
        return Outcome(notice="  ".join(f"{form}（{reading}）" for form, reading in found))


def signed(sign: str, piece: str) -> str:
    """A piece of a comparison without colours: what would come, what would go."""
    return {"+": f"[+{piece}+]", "-": f"[-{piece}-]"}.get(sign, piece)


def _changes(line: str) -> bool:
    """Whether a line asks for a change: text and the empty line do."""
    word, _space, rest = line.partition(" ")
    return not line.startswith(":") or word in _CHANGING or (word in _TAKING and bool(rest.strip()))
