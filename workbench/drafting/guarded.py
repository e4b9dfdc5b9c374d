"""An engine that one bad sentence cannot stop.

Lives here: Guarded, an Engine around an Engine. Where a batch fails, halves are tried until the sentence
that fails is alone; that one is cut at a joint near its middle and its parts are tried, and what none of
this helps stays empty, with the code `engine`. An engine that does nothing at all raises as it would.
May import: errors, model and the modules of this room.
Apart from `argos` because every engine can fail on a sentence: a process, a server, someone's plug-in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from workbench.drafting.engine import Engine, Progress
from workbench.drafting.sentencepieces import in_two, joined
from workbench.errors import EngineError
from workbench.model import Draft, TermChoice

LOST = "engine"
"""The code of a draft that the engine could not make."""
_SHORTEST = 40
"""Characters below which a sentence is not cut."""
_PROBES = 3
_LEAST = -99.0
"""The score of what cannot be scored."""
_T = TypeVar("_T")


class Guarded:
    """The engine given, with its errors where they belong. Safe from threads where that one is."""

    def __init__(self, engine: Engine) -> None:
        """`engine` may be guarded already."""
        self._engine: Engine = engine._engine if isinstance(engine, Guarded) else engine
        self._failing: set[str] = set()
        self._alive = False

    @property
    def name(self) -> str:
        """The engine's."""
        return self._engine.name

    @property
    def package(self) -> str:
        """The engine's."""
        return self._engine.package

    @property
    def source(self) -> str:
        """The engine's."""
        return self._engine.source

    @property
    def target(self) -> str:
        """The engine's."""
        return self._engine.target

    @property
    def annotates(self) -> bool:
        """The engine's."""
        return self._engine.annotates

    @property
    def scores(self) -> bool:
        """Whether the engine can say how likely a target is; one that says nothing of it can."""
        return bool(getattr(self._engine, "scores", True))

    @property
    def prefixes(self) -> bool:
        """Whether the engine can go on from a beginning; one that says nothing of it can."""
        return bool(getattr(self._engine, "prefixes", True))

    def translate(
        self,
        sentences: Sequence[str],
        *,
        terms: Sequence[Sequence[TermChoice]] | None = None,
        prefix: Sequence[str] | None = None,
        hypotheses: int = 1,
        careful: bool = False,
        avoid: Sequence[str] = (),
        on_progress: Progress | None = None,
    ) -> list[Draft]:
        """One Draft per sentence, in order; an empty one with the code `engine` where it failed.

        Raises EngineError where the engine answers nothing.
        """
        more: dict[str, Any] = {"hypotheses": hypotheses, "careful": careful, "avoid": avoid}

        def run(numbers: Sequence[int]) -> list[Draft]:
            return self._engine.translate(
                [sentences[n] for n in numbers],
                terms=None if terms is None else [terms[n] for n in numbers],
                prefix=None if prefix is None else [prefix[n] for n in numbers],
                on_progress=on_progress if len(numbers) == len(sentences) else None,
                **more,
            )

        def alone(number: int) -> Draft:
            if prefix is not None and prefix[number]:
                return self._none(sentences[number])
            return self._in_parts(sentences[number], terms[number] if terms else (), more)

        good = [n for n, text in enumerate(sentences) if text not in self._failing]
        out = dict(zip(good, self._each(good, list(sentences), run, alone), strict=True))
        return [out.get(n) or self._empty(text) for n, text in enumerate(sentences)]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """The engine's; a pair that it cannot score is as unlikely as can be."""

        def run(numbers: Sequence[int]) -> list[float]:
            return self._engine.score([sources[n] for n in numbers], [targets[n] for n in numbers])

        return self._each(range(len(sources)), list(sources), run, lambda _n: _LEAST)

    def token_scores(self, sources: Sequence[str], targets: Sequence[str]) -> list[Sequence[float]]:
        """The engine's; none for a pair that it cannot score, and for engines that tell nothing."""
        ask = getattr(self._engine, "token_scores", None)
        if ask is None:
            return [()] * len(sources)

        def run(numbers: Sequence[int]) -> list[Sequence[float]]:
            found: list[Sequence[float]] = ask(
                [sources[n] for n in numbers], [targets[n] for n in numbers]
            )
            return found

        return self._each(range(len(sources)), list(sources), run, lambda _n: ())

    def alternatives(self, source: str, prefix: str = "", n: int = 5) -> list[str]:
        """The engine's; none where it fails on this sentence."""

        def run(_numbers: Sequence[int]) -> list[list[str]]:
            return [self._engine.alternatives(source, prefix, n)]

        return self._each([0], [source], run, lambda _n: [])[0]

    def _each(
        self,
        numbers: Sequence[int],
        texts: Sequence[str],
        run: Callable[[Sequence[int]], list[_T]],
        alone: Callable[[int], _T],
    ) -> list[_T]:
        """`run` on all, or on halves of them where it fails; `alone` for each that fails by itself."""
        if not numbers:
            return []
        try:
            found = run(numbers)
        except EngineError as error:
            if len(numbers) == 1:
                self._ask_for_life(texts[numbers[0]], error)
                return [alone(numbers[0])]
            self._ask_for_any(numbers, texts, run, error)
            middle = len(numbers) // 2
            halves = numbers[:middle], numbers[middle:]
            return [one for half in halves for one in self._each(half, texts, run, alone)]
        self._alive = True
        return found

    def _ask_for_any(
        self,
        numbers: Sequence[int],
        texts: Sequence[str],
        run: Callable[[Sequence[int]], list[_T]],
        error: EngineError,
    ) -> None:
        """Raise the error where the shortest texts fail too: then it is no matter of one sentence."""
        for number in sorted(numbers, key=lambda n: len(texts[n]))[:_PROBES]:
            if self._alive:
                return
            try:
                run([number])
            except EngineError:
                continue
            self._alive = True
        if not self._alive:
            self._ask_for_life(texts[numbers[0]], error)

    def _ask_for_life(self, text: str, error: EngineError) -> None:
        """Raise the error where the engine has answered nothing so far, and fails on one word too."""
        if self._alive:
            return
        try:
            self._engine.translate([(text.split() or ["a"])[0][:20]])
        except EngineError:
            raise error from None
        self._alive = True

    def _in_parts(self, text: str, terms: Sequence[TermChoice], more: dict[str, Any]) -> Draft:
        """The sentence cut in two, and again; empty where one part fails however short it is."""
        parts = self._parts(text, list(terms), {**more, "hypotheses": 1})
        if not parts:
            return self._empty(text)
        weight = sum(len(part.target) for part in parts) or 1
        return Draft(
            text, joined([part.target for part in parts], self.target), self.name, self.package,
            sum(part.score * len(part.target) for part in parts) / weight,
        )  # fmt: skip

    def _parts(self, text: str, terms: list[TermChoice], more: dict[str, Any]) -> list[Draft]:
        if len(text) < _SHORTEST:
            return []
        out: list[Draft] = []
        at = in_two(text)
        for start, end in ((0, at), (at, len(text))):
            asked = [
                _moved(choice, start)
                for choice in terms
                if start <= choice.span[0] and choice.span[1] <= end
            ]
            try:
                out += self._engine.translate(
                    [text[start:end]], terms=[asked] if asked else None, **more
                )
            except EngineError:
                found = self._parts(text[start:end], asked, more)
                if not found:
                    return []
                out += found
        return out

    def _empty(self, text: str) -> Draft:
        self._failing.add(text)
        return self._none(text)

    def _none(self, text: str) -> Draft:
        return Draft(text, "", self.name, self.package, 0.0, warnings=(LOST,))


def _moved(choice: TermChoice, by: int) -> TermChoice:
    return replace(choice, span=(choice.span[0] - by, choice.span[1] - by))
