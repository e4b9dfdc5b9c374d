"""Engines that are a language model behind a server on this machine.

Lives here: ServerEngine, `ollama` and `chat`. Ollama's own protocol, and the chat dialect that llama.cpp's
server, LM Studio, vLLM and llamafile share. Takes sentences with their terms, gives Drafts: one request a
sentence, several at once, each answer held to the contract of `answers` and asked once more where it breaks
it. Such an engine knows no likelihood, no beginning to go on from, and no words to be kept from it but by
asking.
May import: errors, model, wording and the modules of this room.
Apart from `argos` because a server is asked and a package is run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from workbench.drafting.answers import Accepted, accepted, why
from workbench.drafting.engine import Progress
from workbench.drafting.loopback import Loopback
from workbench.drafting.prompts import prompt_for
from workbench.errors import EngineError
from workbench.model import Draft, TermChoice
from workbench.wording import _

OLLAMA, CHAT = "http://localhost:11434", "http://localhost:8080"
"""Where Ollama and llama.cpp's server listen when they are not told otherwise."""
_AT_ONCE = 4
_BEFORE = 2
"""Sentences before, told for understanding."""
_SAMPLES = 2
"""Further answers where several hypotheses are asked for: each costs seconds."""
_SEED = 1


class Reply(NamedTuple):
    """What a server said."""

    text: str
    finished: bool
    """False where it stopped at a limit."""


Ask = Callable[[list[dict[str, str]], int, int, dict[str, Any]], Reply]
"""(messages, sample from 0, characters of the source, what the template sends along) → Reply."""


class ServerEngine:
    """A language model for one pair. Safe to call from several threads."""

    annotates = False
    scores = False
    """No mean log probability: `score` tells nothing."""
    prefixes = False
    """It cannot be made to go on from a beginning."""

    def __init__(self, name: str, model: str, source: str, target: str, ask: Ask) -> None:
        self.name, self.package, self.source, self.target = name, model, source, target
        self._ask = ask
        self._prompt = prompt_for(model)

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
        """One Draft a sentence, in order; an empty one with a code where no answer could be used.

        With a `prefix` nothing is asked and every target is empty. Raises EngineError where the server
        does not answer.
        """
        if prefix is not None and any(prefix):
            return [Draft(text, "", self.name, self.package, 0.0) for text in sentences]
        samples = 1 + (min(hypotheses - 1, _SAMPLES) if hypotheses > 1 else 0)

        def one(number: int) -> Draft:
            asked = terms[number] if terms else ()
            before = sentences[max(0, number - _BEFORE) : number]
            found = [
                self._answered(sentences[number], asked, avoid, before, sample + careful)
                for sample in range(samples)
            ]
            good = list(dict.fromkeys(each.text for each in found if each.text))
            wrong = () if good else (found[0].wrong,)
            return Draft(
                sentences[number], good[0] if good else "", self.name, self.package, 0.0,
                warnings=wrong, alternatives=tuple(good[1:]),
            )  # fmt: skip

        out: list[Draft] = []
        pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="engine")
        try:
            for draft in pool.map(one, range(len(sentences))):
                out.append(draft)
                if on_progress:
                    on_progress(len(out), len(sentences))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return out

    def _answered(
        self, text: str, terms: Sequence[TermChoice], avoid: Sequence[str], before: Sequence[str],
        sample: int,
    ) -> Accepted:  # fmt: skip
        """A translation, asked for twice where the first answer is none."""
        pair = (self.source, self.target)
        along = self._prompt.sent_along(pair)
        failed: tuple[str, str] | None = None
        found = Accepted("", "")
        for _attempt in range(2):
            messages = self._prompt.messages(text, pair, terms, avoid, before, failed)
            reply = self._ask(messages, sample, len(text), along)
            found = accepted(reply.text, text, self.target, finished=reply.finished)
            if not found.wrong:
                return found
            failed, before = (reply.text[:500], why(found.wrong)), ()
        return found

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Nothing is known of how likely a target is: all are alike."""
        return [0.0] * len(sources)

    def alternatives(self, source: str, prefix: str = "", n: int = 5) -> list[str]:
        """Other targets; none that begin with a given text."""
        if prefix:
            return []
        [draft] = self.translate([source], hypotheses=n)
        return [text for text in (draft.target, *draft.alternatives) if text]


def ollama(
    source: str, target: str, package: Path | None, threads: int | None, what: str = ""
) -> ServerEngine:
    """A model that Ollama serves: `MODEL`, or `MODEL@ADDRESS`. Raises EngineError."""
    model, server = _server(what, OLLAMA, "ollama")
    known = [str(each.get("name", "")) for each in _rows(server.get("/api/tags"), "models")]
    _among(model, known, "ollama", tagged=True)

    def ask(
        messages: list[dict[str, str]], sample: int, length: int, along: dict[str, Any]
    ) -> Reply:
        size = sum(len(message["content"].encode()) for message in messages)
        answer = _spoken(length)
        options = {
            "temperature": 0.7 if sample else 0, "seed": _SEED + sample, "num_predict": answer,
            "num_ctx": max(2048, size + answer),  # a token has a byte at least: nothing is cut silently
        }  # fmt: skip
        got = server.post("/api/chat", {
            "model": model, "messages": messages, "stream": False, "think": False,
            "options": options, **along,
        })  # fmt: skip
        message = got.get("message") if isinstance(got, dict) else None
        if not isinstance(message, dict) or not isinstance(message.get("content"), str):
            raise _strange(server)
        return Reply(message["content"], got.get("done_reason") != "length")

    return ServerEngine("ollama", model, source, target, ask)


def chat(
    source: str, target: str, package: Path | None, threads: int | None, what: str = ""
) -> ServerEngine:
    """A model behind the chat dialect: `MODEL@ADDRESS`, `@ADDRESS` for the only one there is.

    Raises EngineError.
    """
    model, server = _server(what, CHAT, "chat")
    known = [str(each.get("id", "")) for each in _rows(server.get("/v1/models"), "data")]
    model = model or (known[0] if len(known) == 1 else "")
    _among(model, known, "chat")

    def ask(
        messages: list[dict[str, str]], sample: int, length: int, along: dict[str, Any]
    ) -> Reply:
        got = server.post("/v1/chat/completions", {
            "model": model, "messages": messages, "stream": False, "seed": _SEED + sample,
            "temperature": 0.7 if sample else 0, "max_tokens": _spoken(length), **along,
        })  # fmt: skip
        choices = _rows(got, "choices")
        message = choices[0].get("message") if choices else None
        if not isinstance(message, dict) or not isinstance(message.get("content"), str):
            raise _strange(server)
        return Reply(message["content"], choices[0].get("finish_reason") != "length")

    return ServerEngine("chat", model, source, target, ask)


def _spoken(length: int) -> int:
    """Tokens that an answer may have: a generous share of its source, and room for thinking aloud."""
    return 256 + 3 * length


def _server(what: str, standard: str, name: str) -> tuple[str, Loopback]:
    """The model and the server named in `MODEL@ADDRESS`."""
    model, _at, address = what.partition("@")
    if not what:
        raise EngineError(
            _("{name} needs the name of a model").format(name=name),
            hint=_("such as {name}:MODEL, or {name}:MODEL@http://localhost:8080").format(name=name),
        )
    return model, Loopback(address or standard)


def _rows(answer: Any, key: str) -> list[dict[str, Any]]:
    rows = answer.get(key) if isinstance(answer, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _among(model: str, known: Sequence[str], name: str, *, tagged: bool = False) -> None:
    """Raise EngineError where the server has no such model."""
    names = {*known, *(each.removesuffix(":latest") for each in known if tagged)}
    if model not in names:
        raise EngineError(
            _("{name} has no model {model}").format(name=name, model=model or "–"),
            hint=_("there are: {names}").format(names=", ".join(known) or "–"),
        )


def _strange(server: Loopback) -> EngineError:
    return EngineError(
        _("{address}: the answer is none that was asked for").format(address=server.address)
    )
