"""`workbench status` as CSV says what its JSON says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from calling import Cli


def test_csv_holds_the_figures_of_json(cli: Cli, catalog: Path) -> None:
    told = json.loads(cli("status", catalog, "--format", "json").out)[0]
    rows = list(csv.DictReader(io.StringIO(cli("status", catalog, "--format", "csv").out)))
    assert len(rows) == 1
    for name in ("units", "confirmed", "fuzzy", "empty", "honoured", "terms"):
        assert rows[0][name] == str(told[name])
    assert rows[0]["words"] == str(told["source_words"])
    assert int(rows[0]["units"]) > 0
