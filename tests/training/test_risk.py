"""The risk of drafts: a floor leaves little empty outside the field, and what it leaves is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from workbench.model import Draft
from workbench.training.risk import Row, auc, calibration_error, fit, floor_of, lines_of

RISKS = np.linspace(0, 1, 200)
FLOORS = {
    "all risky ones are wrong": (RISKS > 0.6, None, 0.6),
    "few are wrong": (RISKS > 0.99, None, 1.0),
    "outside nearly all are wrong": (RISKS > 0.6, RISKS > 0.1, 0.795),
    "outside the risky ones are right": (RISKS > 0.6, RISKS < 0.9, 1.0),
}


@pytest.mark.parametrize(("inside", "outside", "wanted"), FLOORS.values(), ids=FLOORS)
def test_a_floor_is_where_nearly_all_above_are_wrong(
    inside: np.ndarray, outside: np.ndarray | None, wanted: float
) -> None:
    """And where at most a fifth of other texts is above; where there is no such place, nothing is left empty."""
    groups = [(RISKS, one.astype(float)) for one in (inside, outside) if one is not None]
    floor = floor_of(groups)
    assert floor == pytest.approx(wanted, abs=0.07)
    for risks, labels in groups:
        above = risks > floor
        assert above.sum() < 5 or labels[above].mean() >= 0.9
    assert all((risks > floor).mean() <= 0.2 for risks, _labels in groups[1:])


def test_auc_and_calibration_are_what_they_are_called() -> None:
    labels = (RISKS > 0.5).astype(float)
    assert auc(RISKS, labels) == 1.0
    assert auc(-RISKS, labels) == 0.0
    assert auc(np.zeros(200), labels) == 0.5
    assert calibration_error(labels, labels) == 0.0
    assert calibration_error(1 - labels, labels) == 1.0


def test_the_model_is_written_with_its_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of drafts that differ in how likely the engine finds them: what is likely is right."""
    rng = np.random.default_rng(3)

    def row(logs: float, ter: float) -> Row:
        return Row(
            Draft("The court ruled.", "裁判所は判断した。", "e", "p", logs), (logs,) * 5, ter
        )

    rows = [row(-float(x), float(x) / 2) for x in rng.uniform(0, 3, 300)]
    path = fit(
        rows,
        "en_ja-9",
        "en",
        tmp_path,
        1,
        [row(-2.0 - float(x), 0.9) for x in rng.uniform(0, 1, 50)],
    )
    model = json.loads(path.read_text("utf-8"))
    assert model["pairs"] == {"in its field": 300, "outside": 50}
    assert model["figures"]["in its field"]["all features"]["auc"] > 0.95
    assert "length alone, outside" in capsys.readouterr().out


def test_a_set_is_read_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "s.en").write_text("One.\nTwo.\n", "utf-8")
    (tmp_path / "s.ja").write_text("一。\n二。\n", "utf-8")
    assert sorted(lines_of(tmp_path / "s", 9, 1)) == [("One.", "一。"), ("Two.", "二。")]
    assert len(lines_of(tmp_path / "s", 1, 1)) == 1
