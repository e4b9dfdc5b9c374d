"""Exchange: termbases in the formats of other tools, in and out.

Lives here: `export_terms`, `import_terms` and `lost`, and which format has which file name.
Takes concepts, gives text; takes a file, gives concepts.
May import: errors, wording, language, terms; lxml in `tbx` alone.
A room of its own because it changes with the formats of other tools.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import ExchangeError
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.terms.concept import Concept

FORMATS = ("tbx", "tbx-dct", "csv", "tsv", "utx", "po", "omegat")
"""What terms are written in; `tbx` is TBX-Basic v3 in DCA style. All of them are read, and TBX v2."""
_SUFFIX = {
    ".tbx": "tbx", ".xml": "tbx", ".csv": "csv", ".tsv": "tsv", ".utx": "utx", ".po": "po",
    ".pot": "po", ".utf8": "omegat", ".txt": "omegat", ".tab": "omegat",
}  # fmt: skip
_LIMIT = 64 * 1024 * 1024
_PAIR = ("en", "ja")

__all__ = ["FORMATS", "export_terms", "import_terms", "lost"]


def export_terms(concepts: Iterable[Concept], languages: Sequence[str], format: str) -> str:  # noqa: A002
    """Concepts as the text of a file. UTX, PO and OmegaT carry the first two languages, others
    all. Raises ExchangeError for an unknown format or too few languages."""
    _known(format)
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
) -> list[Concept]:
    """The concepts of a file, in its order. Without `format` the file name decides; `languages`
    are those of formats that do not name them (OmegaT, PO without a header). Raises ExchangeError,
    with file:line where there is one."""
    chosen = format or _SUFFIX.get(path.suffix.lower(), "")
    if not chosen:
        raise ExchangeError(
            _("the name does not tell the format"),
            where=str(path),
            hint=_("name one of {known}").format(known=", ".join(FORMATS)),
        )
    _known(chosen)
    data = _bytes(path)
    if chosen in {"tbx", "tbx-dct"}:
        from workbench.exchange import tbx

        return tbx.read(data, str(path))
    text = _decoded(data, path)
    if chosen in {"csv", "tsv"}:
        from workbench.exchange import csv_

        return csv_.read(text, str(path), tabs=chosen == "tsv")
    from workbench.exchange import omegat, po_glossary, utx

    if chosen == "utx":
        return utx.read(text, str(path))
    reader = po_glossary.read if chosen == "po" else omegat.read
    return reader(text, str(path), languages)


def lost(format: str) -> tuple[str, ...]:  # noqa: A002
    """The fields of a concept that a format cannot hold, by name; `forbidden source` and
    `admitted source` stand for such forms of the source language."""
    _known(format)
    from workbench.exchange import csv_, omegat, po_glossary, tbx, utx

    homes = {"csv": csv_.LOST, "tsv": csv_.LOST, "tbx": tbx.LOST, "tbx-dct": tbx.LOST,
             "utx": utx.LOST, "po": po_glossary.LOST, "omegat": omegat.LOST}  # fmt: skip
    return homes[format]


def _known(name: str) -> None:
    if name not in FORMATS:
        raise ExchangeError(
            _("{name!r} is no format for terms").format(name=name),
            hint=_("use one of {known}").format(known=", ".join(FORMATS)),
        )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LIMIT:
            raise ExchangeError(_("is larger than 64 MiB"), where=str(path))
        return path.read_bytes()
    except OSError as error:
        raise ExchangeError(
            _("cannot be read: {reason}").format(reason=error.strerror or error), where=str(path)
        ) from error


def _decoded(data: bytes, path: Path) -> str:
    try:
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ExchangeError(
            _("is not UTF-8"), where=f"{path}:{line}", hint=_("save it as UTF-8")
        ) from None
