"""What the editor recorded: the draft each unit began with, and the time spent on it.

Lives here: `read_recorded`. Takes a catalog's path, reads the history that the editor's journal
keeps beside it, and gives drafts and seconds by unit id. The journal is only read, never locked.
May import: catalog (where its journal lies and how provenance is written), model.
Apart from `edits` because a history of steps is not a pair of texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.catalog.comments import read_provenance
from workbench.catalog.journal import journal_path
from workbench.model import Origin

PAUSE = 180.0
"""Seconds without a step after which the translator counts as gone; such a gap counts nothing."""
_DRAFTED = {Origin.MT, Origin.MEMORY}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the editing history says of a catalog's units, by unit id."""

    drafts: Mapping[str, str] = field(default_factory=dict)
    """What an engine or a memory had put there before a person touched the unit."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Working time: the gaps before each step in the unit, those longer than PAUSE left out."""


def read_recorded(catalog: Path) -> Recorded:
    """Drafts and times; empty where there is no journal or it holds no history."""
    drafts: dict[str, str] = {}
    seconds: dict[str, float] = {}
    last = 0.0
    for step in _steps(journal_path(catalog)):
        before, after = _sides(step, "before"), _sides(step, "after")
        when = _number(step.get("when"))
        gap = when - last if last and when else 0.0
        share = gap / max(1, len(after)) if 0 < gap <= PAUSE else 0.0
        last = when or last
        for unit, fields in after.items():
            seconds[unit] = seconds.get(unit, 0.0) + share
            was = before.get(unit, {})
            if unit not in drafts and _machine_made(was):
                drafts[unit] = str(was.get("target", ""))
            if _machine_made(fields) and fields.get("provenance") != was.get("provenance"):
                drafts[unit] = str(fields.get("target", ""))
    return Recorded({unit: text for unit, text in drafts.items() if text}, seconds)


def _steps(path: Path) -> Iterator[dict[str, Any]]:
    """The steps of the history, oldest first; lines that are none are passed over."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return
    for line in lines:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        step = record.get("op") if isinstance(record, dict) else None
        if isinstance(step, dict):
            yield step


def _sides(step: Mapping[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """A step's units by id: a list of units, or, as older journals have it, a table."""
    kept = step.get(name)
    if isinstance(kept, list):
        kept = {fields.get("id"): fields for fields in kept if isinstance(fields, dict)}
    items = kept.items() if isinstance(kept, dict) else ()
    return {str(unit): fields for unit, fields in items if isinstance(fields, dict)}


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and value < 1e12 else 0.0


def _machine_made(fields: Mapping[str, Any]) -> bool:
    kept = fields.get("provenance")
    made = read_provenance(kept) if isinstance(kept, str) else None
    return made is not None and made.origin in _DRAFTED
