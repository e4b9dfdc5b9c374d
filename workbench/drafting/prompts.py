"""What a language model is asked.

Lives here: Prompt and `prompt_for`. A template is a table in `data/engines/prompts/*.toml`, chosen by the
model's name; the user's own in `engines/prompts/` of the data folder go first. Takes a sentence, its terms and
what stands before it, gives the messages of a chat.
May import: config, errors, language, model, wording.
Apart from `servers` because prompts change with models and servers with protocols.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from workbench.config import shipped, user_data
from workbench.errors import EngineError
from workbench.language import info
from workbench.model import TermChoice
from workbench.wording import _


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template. In its texts `{source}` and `{target}` are the languages' English names, `{source_code}`
    and `{target_code}` their codes, `{text}` the sentence."""

    name: str
    models: tuple[str, ...] = ()
    """Beginnings of the names of models it is for, lower case; none: any other model."""
    system: str = ""
    user: str = "{text}"
    term: str = ""
    """One line a term: `{form}` in the source, `{said}` what to say, `{never}` what not to."""
    never: str = ""
    terms: str = ""
    """Stands before the sentence where there are terms: `{lines}`."""
    before: str = ""
    """The same with what stands before it: `{lines}`."""
    again: str = ""
    """Said where the last answer could not be used: `{answer}`, `{why}`."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Sent along to the server, such as `chat_template_kwargs`; texts in it are filled as well."""

    def messages(
        self,
        text: str,
        pair: tuple[str, str],
        terms: Sequence[TermChoice] = (),
        avoid: Sequence[str] = (),
        before: Sequence[str] = (),
        failed: tuple[str, str] | None = None,
    ) -> list[dict[str, str]]:
        """The messages for one sentence; `failed` is (the last answer, what was wrong with it)."""
        names = _names(pair)
        parts = []
        if before and self.before:
            parts.append(_filled(self.before, {**names, "lines": "\n".join(before)}))
        lines = [self._line(text, choice, names) for choice in terms if self.term]
        lines += [_filled(self.never, {**names, "never": word}) for word in avoid if self.never]
        if lines and self.terms:
            parts.append(_filled(self.terms, {**names, "lines": "\n".join(dict.fromkeys(lines))}))
        parts.append(_filled(self.user, {**names, "text": text}))
        if failed and self.again:
            parts.append(_filled(self.again, {**names, "answer": failed[0], "why": failed[1]}))
        made = [{"role": "user", "content": "\n\n".join(parts)}]
        if self.system:
            made.insert(0, {"role": "system", "content": _filled(self.system, names)})
        return made

    def sent_along(self, pair: tuple[str, str]) -> dict[str, Any]:
        """`options` with the languages filled in."""
        names = _names(pair)

        def filled(value: Any) -> Any:
            if isinstance(value, str):
                return _filled(value, names)
            if isinstance(value, dict):
                return {key: filled(one) for key, one in value.items()}
            return [filled(one) for one in value] if isinstance(value, list) else value

        return {key: filled(value) for key, value in self.options.items()}

    def _line(self, text: str, choice: TermChoice, names: Mapping[str, str]) -> str:
        form = text[slice(*choice.span)]
        line = _filled(self.term, {**names, "form": form, "said": choice.targets[0]})
        never = [word for word in choice.forbidden if word]
        return line + "".join(_filled(self.never, {**names, "never": word}) for word in never)


def _names(pair: tuple[str, str]) -> dict[str, str]:
    source, target = pair
    return {
        "source": _english(source), "target": _english(target),
        "source_code": source, "target_code": target,
    }  # fmt: skip


def _english(code: str) -> str:
    """What a model calls a language; of Chinese the script is said."""
    scripts = {
        "hant": "Traditional ",
        "tw": "Traditional ",
        "hk": "Traditional ",
        "hans": "Simplified ",
    }
    parts = code.replace("_", "-").lower().split("-")[1:]
    return next((scripts[part] for part in parts if part in scripts), "") + info(code).name


def _filled(template: str, values: Mapping[str, str]) -> str:
    """`{name}` replaced by its value, once, so that braces in a text stay as they are."""
    out, rest = [], template
    while rest:
        head, brace, tail = rest.partition("{")
        out.append(head)
        name, closing, after = tail.partition("}")
        if closing and name in values:
            out.append(values[name])
            rest = after
        else:
            out.append(brace)
            rest = tail
    return "".join(out)


@cache
def prompts() -> tuple[Prompt, ...]:
    """All templates, the user's first. Raises EngineError for one that cannot be read."""
    folders = (user_data() / "engines" / "prompts", shipped("engines", "prompts"))
    return tuple(_read(path) for folder in folders for path in sorted(folder.glob("*.toml")))


def _read(path: Path) -> Prompt:
    known = set(Prompt.__dataclass_fields__) - {"name"}
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise EngineError(
            _("is no template: {error}").format(error=error), where=str(path)
        ) from error
    for key, value in table.items():
        wanted = list if key == "models" else dict if key == "options" else str
        if key not in known or not isinstance(value, wanted):
            raise EngineError(
                _("{key} is nothing that a template says").format(key=key), where=str(path)
            )
    table["models"] = tuple(str(name).lower() for name in table.get("models", ()))
    return Prompt(path.stem, **table)


def prompt_for(model: str) -> Prompt:
    """The template for a model: the one whose beginning of its name is longest, else the plain one."""
    name = model.rpartition("/")[2].lower()
    found = [(len(start), p) for p in prompts() for start in p.models if name.startswith(start)]
    if found:
        return max(found, key=lambda one: one[0])[1]
    return next(p for p in prompts() if not p.models)
