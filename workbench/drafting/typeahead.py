"""How a sentence could go on.

Lives here: TypeAhead. Takes the source paragraph and what is typed of its target; gives the rest of the
sentence being typed, or several whole ones to choose from. Finds out which sentence that is, decodes
with what is typed as a prefix, and asks the engine nothing where it has just answered: a draft that
begins with what is typed goes on as it is.
May import: language and the modules of this room.
Apart from `draft` because it must answer before the next key.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from workbench.drafting.engine import CutLike, Engine
from workbench.drafting.guarded import Guarded
from workbench.drafting.markup import plain
from workbench.language import info

_OPENERS, _CLOSERS = "「『（([", "」』）)]"
_REMEMBERED = 200
_MOST = 400
"""Characters typed of one sentence beyond which no offer is made: decoding would be slow."""


class TypeAhead:
    """Offers for one engine. Not safe to call from two threads at once; ask from one worker."""

    def __init__(self, engine: Engine, cut: Callable[[str], CutLike]) -> None:
        """`cut` cuts a source paragraph into the sentences the engine reads."""
        self._engine, self._cut = Guarded(engine), cut
        self._answers: OrderedDict[str, list[str]] = OrderedDict()

    def rest(self, source: str, typed: str) -> str:
        """How the target sentence goes on after `typed`, to its end; empty where there is no offer.

        `source` is the paragraph, `typed` its target up to the cursor, tags included. Raises
        EngineError.
        """
        if not self._engine.prefixes:  # and a server takes seconds
            return ""
        sentence, head = self._at(source, typed)
        if not sentence or len(head) > _MOST:
            return ""
        for answer in self._known(sentence):
            if answer.startswith(head) and len(answer) > len(head):
                return answer[len(head) :]
        found = self._ask(sentence, head, 1)
        return found[0][len(head) :] if found else ""

    def alternatives(self, source: str, typed: str = "", n: int = 5) -> list[str]:
        """Whole targets of the sentence being typed that begin as typed, best first."""
        sentence, head = self._at(source, typed)
        return self._ask(sentence, head, n)[:n] if sentence and len(head) <= _MOST else []

    def _ask(self, sentence: str, head: str, n: int) -> list[str]:
        if n == 1:
            draft = self._engine.translate([sentence], prefix=[head])[0]
            found = [draft.target] if draft.target.startswith(head) else []
            found = found or self._engine.alternatives(sentence, head, 2)
        else:
            found = self._engine.alternatives(sentence, head, n)
        found = [text for text in found if len(text) > len(head)]
        known = self._known(sentence)
        known[:0] = [text for text in found if text not in known]
        del known[8:]
        return found

    def _known(self, sentence: str) -> list[str]:
        """Earlier answers for a sentence, latest first."""
        known = self._answers.setdefault(sentence, [])
        self._answers.move_to_end(sentence)
        while len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)
        return known

    def _at(self, source: str, typed: str) -> tuple[str, str]:
        """(source sentence, what is typed of its target); ('', '') where the target is finished."""
        inputs = self._cut(plain(source)).inputs
        done, start = self._finished(plain(typed))
        head = plain(typed)[start:].lstrip()
        return (inputs[done], head) if done < len(inputs) else ("", "")

    def _finished(self, typed: str) -> tuple[int, int]:
        """(sentences finished, where the one being typed starts); none ends inside brackets."""
        language = info(self._engine.target)
        depth = done = start = 0
        for at, char in enumerate(typed):
            depth += (char in _OPENERS) - (char in _CLOSERS)
            after = typed[at + 1 : at + 2]
            ended = char in language.enders and (not after or after not in language.enders)
            if ended and depth <= 0 and (not language.spaced or after in {"", " "}):
                if after and after in _CLOSERS:
                    continue
                done, start = done + 1, at + 1
        return done, start
