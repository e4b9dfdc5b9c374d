"""Files that translate-toolkit makes are kept, and it reads what comes back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from workbench.config import shipped
from workbench.exchange.bilingual import Wanted
from workbench.exchange.xliff import XliffFormat

XLIFF = XliffFormat()
PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: ja\\n"

# by the translator
#. by the programmer
#: a.c:12
msgid "Save"
msgstr "保存"

#, fuzzy
msgctxt "menu"
msgid "Open <b>%s</b>"
msgstr "開く"

msgid "New & old"
msgstr ""
"""


@pytest.mark.skipif(not shutil.which("po2xliff"), reason="translate-toolkit is not installed")
@pytest.mark.parametrize("name", ["small", "sample"])
def test_a_file_of_translate_toolkit_goes_there_and_back(name: str, tmp_path: Path) -> None:
    """Byte for byte without an edit; confirmed drafts are no longer fuzzy for it, new texts are there."""
    po = tmp_path / "in.po"
    if name == "small":
        po.write_text(PO, "utf-8")
    else:
        po.write_bytes(shipped("sample", "tokyo-certificates.ja.po").read_bytes())
    run = {"cwd": tmp_path, "check": True, "capture_output": True, "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}}  # fmt: skip
    subprocess.run(["po2xliff", "--progress=none", "in.po", "in.xlf"], **run)  # type: ignore[call-overload]
    data = (tmp_path / "in.xlf").read_bytes()
    segments = list(XLIFF.read(data, "in.xlf").segments)
    wanted = {s.key: Wanted(s.source, s.target, s.stage) for s in segments}
    assert XLIFF.write(data, "in.xlf", wanted).data == data
    edited = {
        key: each._replace(target=each.source + "訳", stage="translated")
        for key, each in wanted.items()
    }
    written = XLIFF.write(data, "in.xlf", edited)
    assert written.refused == ()
    (tmp_path / "out.xlf").write_bytes(written.data)
    subprocess.run(["xliff2po", "--progress=none", "out.xlf", "out.po"], **run)  # type: ignore[call-overload]
    text = (tmp_path / "out.po").read_text("utf-8")
    assert text.count("訳") >= len(segments)
    body = text.partition("\n\n")[2]
    assert "fuzzy" not in body
