"""A folder that CTranslate2's converters wrote, as an engine.

Lives here: `recognised` (what kind of folder it is), Layout, `converted` (the engine) and FolderTokens. Takes a
folder of Marian, OPUS-MT, quickmt, M2M100, NLLB-200, mBART, MADLAD-400 or T5, gives an ArgosEngine around it: batches,
terms, prefixes and redrafts are the same code. Folders are untrusted: their JSON is bounded, no file outside them is read.
May import: config, errors, language, wording and the modules of this room; sentencepiece.
Apart from `runtime` because how others name their files and languages is theirs and changes with them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from workbench.config import shipped
from workbench.drafting.argos import ArgosEngine
from workbench.drafting.packages import PackageInfo
from workbench.drafting.runtime import LoadedPackage
from workbench.drafting.sentencepieces import whole_bytes
from workbench.errors import PackageError
from workbench.language import info
from workbench.wording import _

_JSON_LIMIT = 64 * 1024**2
_SOURCE = ("source.spm", "src.spm.model", "source.model", "src.spm")
_TARGET = ("target.spm", "tgt.spm.model", "target.model", "tgt.spm")
_SHARED = (
    "sentencepiece.bpe.model", "spiece.model", "joint.spm.model", "sentencepiece.model", "spm.model",
    "tokenizer.model", "flores200_sacrebleu_tokenizer_spm.model",
)  # fmt: skip
_PAIR = re.compile(r"(?:^|(?<=[-_.]))(?=([a-z]{2,3})[-_]([a-z]{2,3})(?:$|[-_.]))")
_JAP = {"jap": "ja"}
"""What old OPUS-MT folders call a language."""
FAMILIES = ("marian", "m2m100", "nllb", "mbart", "t5")
"""Families of folders; `marian` stands for every model of one pair, too."""


@dataclass(frozen=True)
class Layout:
    """How a folder is to be used. Empty where its files, or the family, say it."""

    family: str = ""
    source_model: str = ""
    """SentencePiece model of sources, a name in the folder."""
    target_model: str = ""
    source: str = ""
    """The language it reads; empty for multilingual models."""
    target: str = ""
    source_token: str = ""
    """A token at the edge of each source, where it is not reckoned from the pair."""
    target_token: str = ""
    """A token that each target begins with."""
    last: bool = False
    """Whether the source's token stands behind the text (NLLB's older way), not before it."""
    bos: bool = False
    """Whether `<s>` is to be written before sources."""
    eos: bool | None = None
    """Whether `</s>` is to be written behind sources; None: where the model does not do so itself."""


@dataclass(frozen=True)
class Folder:
    """A folder that was looked at."""

    path: Path
    layout: Layout
    config: dict[str, Any] = field(repr=False)
    sources: frozenset[str] = field(repr=False)
    """The vocabulary of sources."""
    targets: frozenset[str] = field(repr=False)

    @property
    def multilingual(self) -> bool:
        """Whether it asks for the languages by tokens."""
        return self.layout.family != "marian" or any(
            token.startswith(">>") and token.endswith("<<") for token in self.sources
        )


def recognised(path: Path, given: Layout | None = None) -> Folder:
    """Look at a folder; what is `given` wins over what its files say. Raises PackageError: no converted
    model, no tokenizer, a file that cannot be read."""
    given = given or Layout()
    if not path.is_dir():
        raise PackageError(_("does not exist"), where=str(path))
    if not _own(path, "model.bin").is_file():
        raise PackageError(
            _("is no folder of CTranslate2: no model.bin"),
            where=str(path),
            hint=_("convert the model first (ct2-transformers-converter, ct2-marian-converter)"),
        )
    config = _json(path, "config.json", dict) or {}
    shared = _vocabulary(path, "shared_vocabulary")
    sources = shared or _vocabulary(path, "source_vocabulary")
    targets = shared or _vocabulary(path, "target_vocabulary")
    if not sources or not targets:
        raise PackageError(_("has no vocabulary that can be read"), where=str(path))
    source_model = given.source_model or _first(path, (*_SOURCE, *_SHARED))
    target_model = given.target_model or _first(path, (*_TARGET, *_SHARED)) or source_model
    if not source_model:
        raise PackageError(
            _("has no SentencePiece model"),
            where=str(path),
            hint=_("copy it beside model.bin from where the model was converted"),
        )
    for name in (source_model, target_model):
        if not _own(path, name).is_file():
            raise PackageError(_("has no file {name}").format(name=name), where=str(path))
    family = given.family or _family(frozenset(sources), frozenset(targets))
    one, other = given.source, given.target
    if family == "marian" and not (one and other):
        found = _pair_of(path)
        one, other = one or found[0], other or found[1]
    layout = Layout(
        family, source_model, target_model, one, other, given.source_token, given.target_token,
        given.last, given.bos, given.eos,
    )  # fmt: skip
    return Folder(path, layout, config, frozenset(sources), frozenset(targets))


def layout_of(table: dict[str, Any]) -> Layout:
    """A layout that was written down; what is none of it is left out."""
    kinds = {one.name: one.default for one in fields(Layout)}
    kept = {
        key: value
        for key, value in table.items()
        if key in kinds
        and (isinstance(value, str) if isinstance(kinds[key], str) else isinstance(value, bool))
    }
    return Layout(**kept)


def converted(
    source: str, target: str, folder: Folder, threads: int | None = None, version: str = ""
) -> ArgosEngine:
    """The engine of a folder for a pair. Raises PackageError: another pair, a language without a token."""
    one, other = folder.layout.source, folder.layout.target
    wanted = info(source).code, info(target).code
    if one and other and (info(one).code, info(other).code) != wanted:
        raise PackageError(
            _("translates {found}, not {wanted}").format(
                found=f"{one}_{other}", wanted="_".join(wanted)
            ),
            where=str(folder.path),
            hint=_("name an engine for this pair"),
        )
    package = PackageInfo(
        folder.path, "folder",
        {"from_code": source, "to_code": target, "package_version": version or folder.path.name},
    )  # fmt: skip
    model = LoadedPackage(package, threads, FolderTokens(folder, source, target))
    return ArgosEngine(source, target, models=[model], name="ct2")


class FolderTokens:
    """Texts as a folder's SentencePiece models cut them, with its language tokens around them."""

    model, compute = "", "default"  # as the folder was converted

    def __init__(self, folder: Folder, source: str, target: str) -> None:
        """Raises PackageError where a language has no token that could be found."""
        self._folder = folder
        layout, config = folder.layout, folder.config
        edge, begin = _tokens(folder, source, target)
        eos = str(config.get("eos_token") or "</s>")
        closes = layout.eos
        if closes is None:
            closes = not config.get("add_source_eos") and eos in folder.sources
        tail = [eos] if closes else []
        bos = str(config.get("bos_token") or "<s>")
        self._before = [bos] if layout.bos else []
        self._before += [] if layout.last else edge
        self._after = tail + (edge if layout.last else [])
        self.own = begin

    @cached_property
    def _sources(self) -> Any:
        return _pieces(self._folder.path, self._folder.layout.source_model)

    @cached_property
    def _targets(self) -> Any:
        layout = self._folder.layout
        if layout.target_model == layout.source_model:
            return self._sources
        return _pieces(self._folder.path, layout.target_model)

    def load(self) -> None:
        """Read the tokenizers now. Raises PackageError."""
        _ready = self._sources, self._targets

    def read(self, text: str) -> list[str]:
        """Tokens of a source."""
        return [*self._before, *self._sources.encode(text, out_type=str), *self._after]

    def pieces(self, target: str) -> list[str]:
        """Tokens of a target."""
        return list(self._targets.encode(target, out_type=str))

    def text(self, words: list[str], plain: bool) -> str:
        """The text of an answer."""
        if self.own and words[: len(self.own)] == self.own:
            words = words[len(self.own) :]
        return whole_bytes(str(self._targets.decode_pieces(words)))


def _tokens(folder: Folder, source: str, target: str) -> tuple[list[str], list[str]]:
    """(tokens at a source's edge, tokens a target begins with) for a pair. Raises PackageError."""
    layout = folder.layout
    edge, begin = layout.source_token, layout.target_token
    if layout.family in {"nllb", "m2m100", "mbart"}:
        edge = edge or _named(folder, folder.sources, source)
        begin = begin or _named(folder, folder.targets, target)
    elif not edge and folder.multilingual:  # one token in the source names the target language
        edge = _named(folder, folder.sources, target)
    for token, known in ((edge, folder.sources), (begin, folder.targets)):
        if token and token not in known:
            raise PackageError(
                _("its vocabulary has no token {token}").format(token=token), where=str(folder.path)
            )
    return [edge] if edge else [], [begin] if begin else []


def _named(folder: Folder, vocabulary: frozenset[str], language: str) -> str:
    """The token of a language. Raises PackageError where there is none, or more than one."""
    flores, opus = _names().get(language) or _names().get(info(language).code) or ("", "")
    short = info(language).code.partition("-")[0]
    family = folder.layout.family
    wanted = {
        "nllb": [flores],
        "m2m100": [f"__{short}__"],
        "t5": [f"<2{short}>"],
        "mbart": [token for token in vocabulary if re.fullmatch(short + "_[A-Z]{2}", token)],
        "marian": [
            f">>{name}<<"
            for name in (opus, short, "jap" if short == "ja" else "")
            if name
        ] + sorted(t for t in vocabulary if opus and t.startswith(f">>{opus}_")),
    }[family]  # fmt: skip
    for token in wanted:
        if token and token in vocabulary:
            return token
    raise PackageError(
        _("no token of its vocabulary is known to mean {language}").format(language=language),
        where=str(folder.path),
        hint=_("name it: `workbench engine add` --source-token TOKEN, --target-token TOKEN"),
    )


@cache
def _names() -> dict[str, tuple[str, str]]:
    lines = shipped("engines", "languages.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return {code: (flores, opus) for code, flores, opus in rows}


def _family(sources: frozenset[str], targets: frozenset[str]) -> str:
    """What the language tokens of the vocabularies look like."""
    both = sources & targets
    for family, form in (
        ("nllb", r"[a-z]{3}_[A-Z][a-z]{3}"),
        ("m2m100", r"__[a-z]{2,3}__"),
        ("mbart", r"[a-z]{2}_[A-Z]{2}"),
        ("t5", r"<2[a-z]{2,3}(?:_[A-Za-z]+)?>"),
    ):
        if sum(1 for token in both if re.fullmatch(form, token)) > 1:
            return family
    return "marian"


def _pair_of(path: Path) -> tuple[str, str]:
    """The pair that a folder's name ends with (`opus-mt-en-jap`); empty where none does."""
    found = _PAIR.findall(path.resolve().name.lower())
    for one, other in reversed(found):
        pair = _JAP.get(one, one), _JAP.get(other, other)
        if all(info(code).code in _names() for code in pair):
            return info(pair[0]).code, info(pair[1]).code
    return "", ""


def _first(path: Path, names: tuple[str, ...]) -> str:
    return next((name for name in names if _own(path, name).is_file()), "")


def _own(path: Path, name: str) -> Path:
    """A file of the folder. Raises PackageError where the name leads out of it; what a link in a cache of
    downloaded models leads to is its file."""
    if Path(name).name != name:
        raise PackageError(_("{name} lies outside").format(name=name), where=str(path))
    return path / name


def _pieces(path: Path, name: str) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_proto=_own(path, name).read_bytes())
    except (OSError, RuntimeError, ValueError, TypeError) as error:
        raise PackageError(
            _("its tokenizer cannot be read: {reason}").format(reason=str(error).split("\n")[0]),
            where=str(path / name),
        ) from error


def _vocabulary(path: Path, stem: str) -> list[str]:
    """A vocabulary as JSON or as lines; empty where there is none."""
    if found := _json(path, stem + ".json", list):
        return [str(token) for token in found]
    place = _own(path, stem + ".txt")
    return _text(place).split("\n") if place.is_file() else []


def _json(path: Path, name: str, kind: type) -> Any:
    place = _own(path, name)
    if not place.is_file():
        return None
    try:
        found = json.loads(_text(place))
    except (ValueError, RecursionError) as error:
        raise PackageError(_("is no JSON that can be read"), where=str(place)) from error
    if not isinstance(found, kind):
        raise PackageError(_("is no JSON that can be read"), where=str(place))
    return found


def _text(place: Path) -> str:
    try:
        with place.open("rb") as file:
            data = file.read(_JSON_LIMIT + 1)
        if len(data) > _JSON_LIMIT:
            raise PackageError(_("is too large"), where=str(place))
        return data.decode("utf-8")
    except OSError as error:
        raise PackageError(error.strerror or "?", where=str(place)) from error
    except UnicodeDecodeError as error:
        raise PackageError(_("is no UTF-8"), where=str(place)) from error
