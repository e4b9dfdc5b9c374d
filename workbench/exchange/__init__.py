"""Exchange: termbases in the formats of other tools, in and out.

Lives here: `export_terms`, `export_file`, `import_terms`, `lost` and `left_out`, and which format has which file name.
Takes concepts, gives text; takes a file, gives concepts that a termbase can hold.
May import: errors, wording, language, terms; lxml in `tbx` alone.
A room of its own because it changes with the formats of other tools.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbench.errors import ExchangeError
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.exchange.reading import Reading
    from workbench.terms.concept import Concept

FORMATS = ("tbx", "tbx-dct", "csv", "tsv", "utx", "po", "omegat")
"""What terms are written in; `tbx` is TBX-Basic v3 in DCA style. All of them are read, and TBX v2."""
_SUFFIX = {
    ".tbx": "tbx", ".xml": "tbx", ".csv": "csv", ".tsv": "tsv", ".utx": "utx", ".po": "po",
    ".pot": "po", ".utf8": "omegat", ".txt": "omegat", ".tab": "omegat", ".xlsx": "xlsx",
}  # fmt: skip
_TWO = {"utx", "po", "omegat"}
"""Formats that hold a language pair."""
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LIMIT = 64 * 1024 * 1024
_PAIR = ("en", "ja")

__all__ = ["FORMATS", "export_file", "export_terms", "import_terms", "left_out", "lost"]


def export_file(concepts: Iterable[Concept], languages: Sequence[str], format: str) -> bytes:  # noqa: A002
    """Concepts as a file, workbooks too. Raises ExchangeError as `export_terms` does."""
    if format == "xlsx":
        from workbench.exchange import workbook

        return workbook.write(concepts, languages)
    return export_terms(concepts, languages, format).encode()


def export_terms(concepts: Iterable[Concept], languages: Sequence[str], format: str) -> str:  # noqa: A002
    """Concepts as the text of a file. UTX, PO and OmegaT carry the first two languages, others
    all. Raises ExchangeError for an unknown format or too few languages."""
    _known(format)
    if format == "xlsx":
        raise ExchangeError(_("a workbook is no text"), hint=_("write it to a file"))
    if format in {"csv", "tsv"}:
        from workbench.exchange import csv_

        return csv_.write(concepts, languages, tabs=format == "tsv")
    if format in {"tbx", "tbx-dct"}:
        from workbench.exchange import tbx

        return tbx.write(concepts, languages, style="dct" if format == "tbx-dct" else "dca")
    if len(languages) < 2:
        raise ExchangeError(_("{format} needs two languages").format(format=format))
    from workbench.exchange import omegat, po_glossary, utx

    writers = {"utx": utx.write, "po": po_glossary.write, "omegat": omegat.write}
    return writers[format](concepts, (languages[0], languages[1]))


def import_terms(
    path: Path,
    format: str | None = None,  # noqa: A002
    languages: tuple[str, str] = _PAIR,
    *,
    lenient: bool = False,
    tell: Callable[[str], None] | None = None,
    columns: Sequence[str] = (),
) -> list[Concept]:
    """The concepts of a file, in its order. Without `format` the file name decides; `languages`
    are those of formats that do not name them (OmegaT, PO without a header). Raises ExchangeError,
    with file:line where there is one; `lenient` passes bad rows over. `tell` gets a line for
    each row passed over; `columns` say what stands in a table: `en,ja`, or `Term=en,訳語=ja`."""
    from workbench.exchange.reading import STRICT, Reading

    chosen = format or _SUFFIX.get(path.suffix.lower(), "")
    if not chosen:
        raise ExchangeError(
            _("the name does not tell the format"),
            where=str(path),
            hint=_("name one of {known}").format(known=", ".join((*FORMATS, "xlsx"))),
        )
    _known(chosen)
    reading = Reading(lenient, tell) if tell else replace(STRICT, lenient=lenient)
    found = _read(path, chosen, languages, reading, columns)
    return list(_usable((_in_the_pair(concept, languages) for concept in found), reading))


def _read(
    path: Path, form: str, languages: tuple[str, str], reading: Reading, columns: Sequence[str]
) -> list[Concept]:
    data = _bytes(path)
    where = str(path)
    if form in {"tbx", "tbx-dct"}:
        from workbench.exchange import tbx

        return tbx.read(data, where, reading)
    if form == "xlsx":
        from workbench.exchange import workbook

        return workbook.read(data, where, reading, columns=columns, pair=languages)
    text = _decoded(data, path, reading)
    if form in {"csv", "tsv"}:
        from workbench.exchange import csv_

        return csv_.read(text, where, reading, tabs=form == "tsv", columns=columns, pair=languages)
    from workbench.exchange import omegat, po_glossary, utx

    if form == "utx":
        return utx.read(text, where, reading)
    reader = po_glossary.read if form == "po" else omegat.read
    return reader(text, where, languages, reading)


def _in_the_pair(concept: Concept, languages: tuple[str, str]) -> Concept:
    """Languages that a file calls source and target are those of the pair."""
    said = dict(zip(("source", "target"), languages, strict=True))
    if said.keys().isdisjoint(concept.terms):
        return concept
    terms = {said.get(code, code): one for code, one in concept.terms.items()}
    return replace(concept, terms=MappingProxyType(terms))


def _usable(concepts: Iterable[Concept], reading: Reading) -> Iterator[Concept]:
    """The concepts that a termbase takes: one row an id, language codes, a reason for what is
    forbidden."""
    from workbench.exchange.pairs import made_id

    held: dict[str, str] = {}
    for concept in concepts:
        name = " ".join(concept.id.split()).lstrip("#")  # a row that begins with # is a comment
        name = name or made_id("", set(held))
        codes = [code for code in concept.terms if not _CODE.fullmatch(code)]
        if name in held:
            what = _("the id {id} is also at {where}; give one of them another")
            what = what.format(id=name, where=held[name])
        elif codes:
            what = _("{code} is no language code").format(code=", ".join(codes))
        else:
            held[name] = concept.where
            yield _reasoned(replace(concept, id=name))
            continue
        reading.bad(ExchangeError(what, where=concept.where))


def _reasoned(concept: Concept) -> Concept:
    """Other tools ask for no reason; ours does."""
    given = _("forbidden in the imported termbase")
    terms = {
        code: replace(
            one, forbidden=tuple((form, reason.strip() or given) for form, reason in one.forbidden)
        )
        for code, one in concept.terms.items()
    }
    return replace(concept, terms=MappingProxyType(terms))


def lost(format: str, languages: Sequence[str] = ()) -> tuple[str, ...]:  # noqa: A002
    """What a format cannot hold of concepts in `languages`: fields by name, languages by code;
    `forbidden source` and `admitted source` stand for such forms of the source language."""
    _known(format)
    from workbench.exchange import csv_, omegat, po_glossary, tbx, utx

    homes = {"csv": csv_.LOST, "tsv": csv_.LOST, "xlsx": csv_.LOST, "tbx": tbx.LOST, "tbx-dct": tbx.LOST,
             "utx": utx.LOST, "po": po_glossary.LOST, "omegat": omegat.LOST}  # fmt: skip
    return (*homes[format], *(languages[2:] if format in _TWO else ()))


def left_out(
    concepts: Iterable[Concept],
    languages: Sequence[str],
    format: str,  # noqa: A002
) -> list[Concept]:
    """The concepts that a format has no place for: without a preferred term in both languages they
    are no pair."""
    pair = languages[:2] if format in _TWO else ()
    return [c for c in concepts if not all(c.in_(code).preferred for code in pair)]


def _known(name: str) -> None:
    if name not in {*FORMATS, "xlsx"}:
        raise ExchangeError(
            _("{name!r} is no format for terms").format(name=name),
            hint=_("use one of {known}").format(known=", ".join((*FORMATS, "xlsx"))),
        )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LIMIT:
            raise ExchangeError(
                _("is larger than 64 MiB"), where=str(path), hint=_("split it into several files")
            )
        return path.read_bytes()
    except OSError as error:
        raise ExchangeError(
            _("cannot be read: {reason}").format(reason=error.strerror or error), where=str(path)
        ) from error


def _decoded(data: bytes, path: Path, reading: Reading) -> str:
    if not data.strip():
        raise ExchangeError(_("is empty"), where=str(path), hint=_("export it again"))
    try:
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return data.decode("utf-16")
        if wide := _without_mark(data):
            return data.decode(wide)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _is_cp932(data):
            return data.decode("cp932")
        return "\n".join(_lines(data, path, reading))


def _without_mark(data: bytes) -> str:
    """UTF-16 without a byte-order mark: every second byte of its ASCII is nothing."""
    start = data[:400]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 8 < len(start):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_cp932(data: bytes) -> bool:
    """Whether a file is in the encoding of Japanese Windows: all of it can be read so, and most of
    what is not ASCII cannot be read as UTF-8."""
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    bad = 0
    for line in lines:
        try:
            line.decode("utf-8-sig")
        except UnicodeDecodeError:
            bad += 1
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return False
    return bad * 2 > len(lines) and any("ぁ" <= char <= "鿿" for char in text)


def _lines(data: bytes, path: Path, reading: Reading) -> Iterator[str]:
    """The lines that are UTF-8; '' for the others."""
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            where = f"{path}:{number}"
            reading.bad(ExchangeError(_("is not UTF-8"), where=where, hint=_("save it as UTF-8")))
            yield ""
