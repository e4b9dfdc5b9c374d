"""Findings already accepted: only new ones fail.

Lives here: reading, writing and applying the baseline. A finding is known by check, source text and
what it marks on both sides, not by line or order, so that edits elsewhere do not wake it.
May import: model, errors, wording.
Apart from `run` because a baseline is a file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import CheckError
from workbench.model import Finding, Unit
from workbench.wording import _

if TYPE_CHECKING:
    import hashlib


def mark_of(finding: Finding, unit: Unit | None) -> str:
    """What a finding is known by: the check and a digest of the source and what is marked."""
    read = [unit.source[a:b] for a, b in finding.source_spans] if unit else []
    written = [unit.target[a:b] for a, b in finding.target_spans] if unit else []
    import json

    digest = _begun(finding.check, unit.source if unit else finding.unit).copy()
    digest.update(f", {json.dumps([read, written])[1:]}".encode())
    return finding.check + ":" + digest.hexdigest()[:16]


@lru_cache(maxsize=128)
def _begun(check: str, source: str) -> hashlib._Hash:
    """The digest of what a long unit's findings share: a source of a million characters is read once
    a check."""
    import hashlib  # OpenSSL behind it takes 3 ms
    import json

    return hashlib.sha256(json.dumps([check, source])[:-1].encode())


def write_findings_baseline(found: Iterable[tuple[Finding, Unit]]) -> str:
    """The baseline's text, for all catalogs together: one line a mark, sorted, so that it diffs well."""
    counts = Counter(mark_of(finding, unit) for finding, unit in found)
    return "".join(f"{mark} {count}\n" for mark, count in sorted(counts.items()))


def is_findings_baseline(data: bytes) -> bool:
    """Whether a file is a baseline, whole or cut off: its first line is a mark and a count."""
    first = next((ln for ln in data.splitlines() if ln.strip() and not ln.startswith(b"#")), b"")
    return bool(re.fullmatch(rb"\S+:\S+ \d+", first))


def read_findings_baseline(path: Path) -> Counter[str]:
    """What a baseline accepts. Raises CheckError with file:line."""
    accepted_marks: Counter[str] = Counter()
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CheckError(
            _("cannot be read: {reason}").format(reason=error), where=str(path),
            hint=_("make one with --write-baseline"),
        ) from error  # fmt: skip
    for number, line in enumerate(lines, 1):
        mark, _sep, count = line.partition(" ")
        if not line.strip() or line.startswith("#"):
            continue
        if not count.isdigit() or ":" not in mark:
            raise CheckError(_("is not a line of a baseline"), where=f"{path}:{number}")
        accepted_marks[mark] += int(count)
    return accepted_marks


def accepted(
    findings: Iterable[Finding], units: Mapping[str, Unit], left: Counter[str]
) -> list[Finding]:
    """The findings that the baseline does not accept. What it does is taken off `left`, so that the
    next catalog of a run cannot hide behind the same line."""
    new: list[Finding] = []
    for finding in findings:
        mark = mark_of(finding, units.get(finding.unit))
        if left[mark] > 0:
            left[mark] -= 1
        else:
            new.append(finding)
    return new
