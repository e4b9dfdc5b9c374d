"""Bilingual files at the desk: in as catalogs, back as they came.

Lives here: `import_file` (a file becomes a catalog that is bound to it), `export_bound` (the file again, with
what the catalog says), `update_bound` (a newer file meets the work). A catalog names its file, the file's
form and digest in its header; each entry has the segment's key as its context. What the file keeps for
itself stays in the file: a catalog holds texts, notes, locks and matches, nothing of the markup.
May import: catalog, config, errors, exchange, gc_tuning, language, model, wording and `outputs`, `paths` of this room.
Apart from `extract` because an article has one language, and these have two.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.catalog import Catalog, open_store, save_units
from workbench.catalog.comments import read_reference, write_offer, write_reference
from workbench.catalog.files import digest_of
from workbench.config import Config
from workbench.desk.outputs import apart, same_file
from workbench.desk.paths import names
from workbench.errors import CatalogError, ExchangeError, UsageError
from workbench.exchange.bilingual import (
    HEAD,
    STAGES,
    Bilingual,
    BilingualFormat,
    Segment,
    Wanted,
    Written,
    format_of,
    found,
    recognised,
)
from workbench.gc_tuning import uncollected
from workbench.language import with_script
from workbench.model import (
    LOCKED,
    Origin,
    Provenance,
    Reference,
    Review,
    Stage,
    State,
    Unit,
    text_digest,
)
from workbench.wording import _

OUTER = " \t\r\n"
"""White space at the ends of a text that is a file's, not a translator's."""
_LIMIT = 512 * 1024 * 1024
_FILE, _FORM, _DIGEST = "X-Bilingual-File", "X-Bilingual-Format", "X-Bilingual-Digest"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file."""

    path: Path
    form: str
    source: str
    target: str
    units: int
    locked: int
    offers: int
    stages: Mapping[str, int]


def import_file(
    path: Path, config: Config, *, out: Path | None = None, source: str = "", target: str = ""
) -> Imported:
    """The file as a catalog beside it, or at `out`. Languages given here must be those of the file.

    Raises ExchangeError, UsageError, CatalogError (a catalog is there already); nothing is written then.
    """
    data, form = read_file(path)
    out = out or path.with_name(path.name + ".po")
    apart(out, path, meant=True)
    if out.exists():
        raise CatalogError(
            _("is there already"), where=str(out),
            hint=_("bring the file into it with `workbench update`, or name another with -o"),
        )  # fmt: skip
    read = form.read(data, str(path))
    languages = languages_of(read, config, source, target)
    catalog = Catalog(*languages, (), out, _bound(path, out, read.form, form, data))
    counted = _Counting(read.segments)
    with uncollected():
        count = save_units(catalog, out, _nonempty(counted.units(), str(path)))
    return Imported(
        out, read.form, *languages, count, counted.locked, counted.offers, dict(counted.stages)
    )


class _Counting:
    """Segments on their way into a catalog, counted as they pass."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._segments = segments
        self.locked = self.offers = 0
        self.stages: Counter[str] = Counter()

    def units(self) -> Iterator[Unit]:
        """Their units."""
        for segment in self._segments:
            self.locked += bool(segment.locked)
            self.offers += len(segment.offers)
            self.stages[segment.stage] += 1
            yield unit_of(segment)


def _nonempty(units: Iterator[Unit], where: str) -> Iterator[Unit]:
    first = next(units, None)
    if first is None:
        raise ExchangeError(_("holds no text to translate"), where=where)
    yield first
    yield from units


def read_file(path: Path) -> tuple[bytes, BilingualFormat]:
    """The bytes of a bilingual file and its format. Raises ExchangeError."""
    where = str(path)
    try:
        if path.is_dir():
            raise ExchangeError(_("is a folder, not a file"), where=where)
        if path.stat().st_size > _LIMIT:
            raise ExchangeError(_("is larger than 512 MiB"), where=where, hint=_("split it first"))
        data = path.read_bytes()
    except OSError as error:
        raise ExchangeError(
            _("cannot be read: {reason}").format(reason=error.strerror or error), where=where
        ) from error
    if not data.strip():
        raise ExchangeError(_("is empty"), where=where, hint=_("ask for it again"))
    if data.startswith(b"PK\x03\x04"):  # a document: only its table says whether it is one
        return data, format_of("table")
    return data, recognised(data, path.name)


def is_bilingual(path: Path) -> bool:
    """Whether a file is one that `import` takes."""
    try:
        with path.open("rb") as file:
            return found(file.read(HEAD), path.name) is not None
    except OSError:
        return False


def languages_of(read: Bilingual, config: Config, source: str, target: str) -> tuple[str, str]:
    """The languages of a file: its own, else as told. Raises UsageError where both differ."""
    pair = []
    for said, told, default, option in (
        (read.source_language, source, config.source, "--from"),
        (read.target_language, target, config.target, "--to"),
    ):
        if said and told and with_script(said) != with_script(told):
            raise UsageError(
                _("{option} {told}: the file says {said}").format(
                    option=option, told=told, said=said
                ),
                where=read.name,
                hint=_("leave {option} out").format(option=option),
            )
        pair.append(with_script(said or told or default))
    return pair[0], pair[1]


def unit_of(segment: Segment) -> Unit:
    """A segment as a unit of a catalog; its key is the unit's context."""
    notes = segment.notes
    if segment.locked:
        notes = (LOCKED + segment.locked, *notes)
    if segment.offers:
        notes = (*notes, *(write_offer(offer) for offer in segment.offers))
    target, stage = segment.target, segment.stage
    if segment.locked:
        target = target or segment.source
        state = State.CONFIRMED
    elif not target:
        state = State.EMPTY
    else:
        state = State.FUZZY if stage in {"draft", "rejected"} else State.CONFIRMED
    reviews: tuple[Review, ...] = ()
    if stage in {"reviewed", "signed-off", "rejected"} and target and not segment.locked:
        reviews = (Review(Stage(stage), of=text_digest(segment.source, target)),)
    references = tuple([Reference(*place) for place in segment.places])
    return Unit(
        "", segment.source, target, state, context=segment.key, references=references,
        notes=notes, reviews=reviews,
    )  # fmt: skip


def _bound(path: Path, out: Path, said: str, form: BilingualFormat, data: bytes) -> dict[str, str]:
    """The header's fields that bind a catalog to its file."""
    try:
        name = os.path.relpath(path.absolute(), out.absolute().parent)
    except ValueError:  # another drive
        name = str(path.absolute())
    return {
        "Project-Id-Version": path.name.encode("utf-8", "replace").decode(),
        _FILE: write_reference(Reference(name)),
        _FORM: said if said.startswith(form.name) else f"{form.name} {said}",
        _DIGEST: digest_of(data),
    }


def is_bound(catalog: Catalog) -> bool:
    """Whether a catalog is written back to a bilingual file."""
    return _FILE in catalog.metadata


def is_bound_to_table(catalog: Catalog) -> bool:
    """Whether that file is another tool's review table."""
    return catalog.metadata.get(_FORM, "").split()[:1] == ["table"]


def bound_file(catalog: Catalog, path: Path, told: Path | None = None) -> Path:
    """The file a catalog is bound to: as told, or as its header says, seen from the catalog at `path`.
    Raises ExchangeError where it is not there."""
    name = read_reference(catalog.metadata[_FILE]).path
    file = told or path.absolute().parent / name
    if not file.is_file() and told is None:
        beside = path.absolute().parent / Path(name).name
        file = beside if beside.is_file() else file
    if not file.is_file():
        raise ExchangeError(
            _("the file {name} is not there").format(name=name), where=str(path),
            hint=_("name it with --article"),
        )  # fmt: skip
    return file


def export_bound(catalog: Catalog, file: Path) -> Written:
    """The bytes of the file that a catalog is bound to, with what the catalog says. Raises
    ExchangeError."""
    data, _form = read_file(file)
    form = format_of(catalog.metadata.get(_FORM, "xliff").split()[0])
    wanted = {
        unit.context: Wanted(unit.source, unit.target, unit.stage.value)
        for unit in catalog.live
        if unit.context is not None
    }
    return form.write(data, str(file), wanted)


def export_new(catalog: Catalog, version: str) -> bytes:
    """A new XLIFF of a catalog that was not made from a bilingual file. Raises ExchangeError."""
    from workbench.exchange.xliff.new import new_xliff

    files = names(catalog)
    name = files[0] if files else catalog.name
    suffix = name.rpartition(".")[2].lower()
    form = {"html": "html", "htm": "html", "xhtml": "html", "md": "markdown"}.get(suffix, "text")
    return new_xliff(
        catalog.live, catalog.source_language, catalog.target_language, name,
        form=form, version=version,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Renewed:
    """What became of the units when a newer file came, by id in the new catalog (`gone`: by old id)."""

    kept: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()
    """Translated in the file alone."""
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def update_bound(path: Path, file: Path, config: Config) -> Renewed:
    """The catalog at `path` takes a newer file: the work stays where the source did, is a draft where it
    changed, and is obsolete where it is gone. Raises ExchangeError, CatalogError, UsageError."""
    if same_file(path, file):
        raise UsageError(_("the catalog and the file are one"), where=str(path))
    data, form = read_file(file)
    read = form.read(data, str(file))
    with open_store(path, author=config.author) as store:
        catalog = store.catalog
        for said, known in (
            (read.source_language, catalog.source_language),
            (read.target_language, catalog.target_language),
        ):
            if said and known and with_script(said) != with_script(known):
                raise UsageError(
                    _("is in {said}, the catalog in {known}").format(said=said, known=known),
                    where=str(file),
                )
        merged, report = _renewed(catalog, list(map(unit_of, read.segments)))
        metadata = {**catalog.metadata, **_bound(file, path, read.form, form, data)}
        metadata["Project-Id-Version"] = catalog.metadata.get("Project-Id-Version", file.name)
        rebound = any(metadata.get(n) != catalog.metadata.get(n) for n in (_FILE, _FORM, _DIGEST))
        store.replace_catalog(replace(merged, metadata=metadata, rebound=rebound))
        store.save()
    return report


@dataclass(frozen=True, slots=True)
class Home:
    """What an exported file brought back, by unit id."""

    taken: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    """(unit, why)."""


def bring_home(path: Path, file: Path, config: Config) -> Home:
    """The catalog at `path` takes what another tool made of the XLIFF that `export_new` wrote of it:
    targets and states, of units whose source is still the same. Raises ExchangeError, CatalogError."""
    from workbench.exchange.xliff.new import returned

    data, _form = read_file(file)
    taken, unchanged, refused = [], [], []
    with open_store(path, author=config.author) as store:
        for back in returned(data, str(file)):
            if back.id not in store.catalog:
                refused.append((back.id, _("is not in the catalog")))
                continue
            unit = store.catalog.unit(back.id)
            if back.source != unit.source.strip(OUTER):
                refused.append((back.id, _("its source is another one in the file")))
                continue
            done = STAGES.index(back.stage) >= STAGES.index("translated")
            state = State.CONFIRMED if done else State.FUZZY
            same = back.target == unit.target.strip(OUTER)
            if not back.target or unit.locked or (same and (state is unit.state or not done)):
                unchanged.append(unit.id)
                continue
            reviews = unit.reviews
            if back.stage in {"reviewed", "signed-off", "rejected"}:
                of = text_digest(unit.source, back.target)
                reviews = (*reviews, Review(Stage(back.stage), of=of))
            made = None if same else Provenance(Origin.HUMAN)
            store.record(
                replace(
                    unit, target=unit.target if same else back.target, state=state,
                    provenance=made or unit.provenance, reviews=reviews,
                    previous_source=None if done else unit.previous_source,
                )
            )  # fmt: skip
            taken.append(unit.id)
        store.save()
    return Home(tuple(taken), tuple(unchanged), tuple(refused))


def _renewed(catalog: Catalog, fresh: list[Unit]) -> tuple[Catalog, Renewed]:
    by_key = {unit.context: unit for unit in catalog.units if unit.state is not State.OBSOLETE}
    by_source: dict[str, Unit] = {}
    for unit in catalog.units:
        if unit.target and unit.state is not State.OBSOLETE:
            by_source.setdefault(unit.source, unit)
    found_: dict[str, list[str]] = {name: [] for name in Renewed.__slots__}
    made: list[Unit] = []
    made_of: dict[str, str] = {}
    for number, new in enumerate(fresh, 1):
        unit = replace(new, id=f"e{number}")
        old = by_key.pop(new.context, None)
        if old is not None:
            made_of[unit.id] = old.id
        if old is None:
            twin = by_source.get(new.source)
            if twin is not None and not new.target and not new.locked:
                unit = replace(unit, target=twin.target, state=State.FUZZY)
            found_["new"].append(unit.id)
        elif new.locked:
            unit = _said(unit, old)
            found_["kept"].append(unit.id)
        elif old.source == new.source:
            theirs = new.target and (not old.target or _further(new, old))
            unit = _said(unit, old) if theirs else _worked(unit, old)
            found_["brought" if theirs and new.target != old.target else "kept"].append(unit.id)
        else:
            unit = _said(unit, old)
            if not new.target and old.target:
                before = old.previous_source or old.source
                unit = replace(
                    unit, target=old.target, state=State.FUZZY, previous_source=before,
                    provenance=old.provenance, reviews=(),
                )  # fmt: skip
            found_["edited"].append(unit.id)
        made.append(unit)
    taken = {unit.id for unit in made}
    for old in catalog.units:
        live = old.state is not State.OBSOLETE
        if live and by_key.get(old.context) is not old:
            continue
        if live:
            found_["gone"].append(old.id)
            if not (old.target or old.comments) or old.locked:
                continue
        name = old.id if old.id not in taken else f"old-{old.id}"
        while name in taken:
            name = f"old-{name}"
        taken.add(name)
        made.append(replace(old, id=name, state=State.OBSOLETE))
        made_of[name] = old.id
    report = Renewed(**{name: tuple(ids) for name, ids in found_.items()})
    return catalog.with_units(made, made_of), report


def _further(new: Unit, old: Unit) -> bool:
    """Whether the file's text is confirmed and the catalog's is not."""
    return new.state is State.CONFIRMED and old.state is not State.CONFIRMED


def _said(unit: Unit, old: Unit) -> Unit:
    """The file's text with what was said of the unit here."""
    return replace(unit, comments=old.comments, silenced=old.silenced, bookmarked=old.bookmarked)


def _worked(unit: Unit, old: Unit) -> Unit:
    """The work on its place in the newer file."""
    return replace(
        old, id=unit.id, notes=unit.notes, references=unit.references, context=unit.context,
        occurrence=0,
    )  # fmt: skip
