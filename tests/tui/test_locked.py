"""A unit that its file locks is read like any other, and no key changes it."""

from __future__ import annotations

from pathlib import Path

from frames import frame_of
from stage import play, settled
from textual.pilot import Pilot

from workbench.config import Config
from workbench.desk.bilingual import import_file
from workbench.tui.app import EditorApp

FILE = """<xliff version="1.2"><file original="a" source-language="en" target-language="ja"><body>
<trans-unit id="1"><source>Nobody came.</source><note>headline</note></trans-unit>
<trans-unit id="2" translate="no"><source>ABC</source></trans-unit>
</body></file></xliff>"""


def test_a_locked_unit_says_so_and_stays(tmp_path: Path) -> None:
    """Typed letters go nowhere, verbs say why; the unit beside it can be typed in again."""
    (tmp_path / "job.xlf").write_text(FILE, "utf-8")
    made = import_file(tmp_path / "job.xlf", Config())

    async def script(pilot: Pilot[int], app: EditorApp) -> None:
        assert app.session.at == "e1"
        await pilot.press("ctrl+down")
        await settled(pilot, app)
        assert app.session.at == "e2"
        assert 'translate="no"' in "\n".join(frame_of(app).lines)
        await pilot.press("x", "y")
        await pilot.press("alt+x")
        await settled(pilot, app)
        assert app.session.unit.target == app.target.text == "ABC"
        assert "locked" in "\n".join(frame_of(app).lines)
        await pilot.press("ctrl+up")
        await settled(pilot, app)
        await pilot.press("x")
        await settled(pilot, app)
        assert app.session.unit.target == "x"

    play(made.path, script)
