"""XLIFF of 100,000 units against lxml: the time to import it and to write it back, and the memory.

    python tests/benchmarks/xliff.py [UNITS] [--rounds N]

Prints a table; exits 1 where importing (from the file to a catalog on disk) takes more than twice what lxml
takes to parse the file and write it, or where memory grows with the number of units. Each figure is processor
time of a fresh process, the least of some rounds, so that other work beside it counts little.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

LIMIT = 2.0
MEMORY = 24.0
"""MiB that ten times as many units may take more, beside the bytes of the file."""

HEAD = {
    "1.2": """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:okp="okapi-framework:xliff-extensions" xmlns:its="http://www.w3.org/2005/11/its">
<file original="long.html" source-language="en" target-language="ja" datatype="html" okp:inputEncoding="UTF-8">
<body>
""",
    "2.1": """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ja">
<file id="f1">
""",
    "sdl": """<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0">
<file original="long.docx" source-language="en-GB" target-language="ja-JP" datatype="x-sdlfilterframework2">
<body>
""",
}  # fmt: skip
TAIL = {"1.2": "</body>\n</file>\n</xliff>\n", "2.1": "</file>\n</xliff>\n"}
TAIL["sdl"] = TAIL["1.2"]


def unit(form: str, n: int) -> str:
    """One of as many kinds as tools write: plain, with codes, translated, with a note and a match."""
    text = f"The court ruled on item {n} that {n % 97} couples &amp; their families were wronged in {1950 + n % 70}."
    code = f'The <g id="1" ctype="bold">court</g> ruled on item {n}<x id="2"/> in the afternoon.'
    target = f"裁判所は項目{n}について、{n % 97}組のカップルが不当に扱われたと判断した。"
    if form == "2.1":
        code = code.replace("<g ", "<pc ").replace("</g>", "</pc>").replace(' ctype="bold"', "").replace("<x ", "<ph ")  # fmt: skip
        inner = (
            f'<segment state="initial"><source>{text}</source></segment>',
            f'<segment><source>{code}</source></segment>',
            f'<segment state="translated"><source>{text}</source><target>{target}</target></segment>',
        )[n % 3]  # fmt: skip
        note = "<notes><note>shown at the top</note></notes>" if not n % 4 else ""
        return f'<unit id="u{n}">{note}\n{inner}\n</unit>\n'
    if form == "sdl":
        body = code if n % 3 == 1 else text
        done = (
            f'<mrk mtype="seg" mid="{n}">{target}</mrk>'
            if n % 3 == 2
            else f'<mrk mtype="seg" mid="{n}"/>'
        )
        return (
            f'<trans-unit id="{n:08x}-1111-4222-8333-444455556666"><source>{body}</source>'
            f'<seg-source><mrk mtype="seg" mid="{n}">{body}</mrk></seg-source><target>{done}</target>'
            f'<sdl:seg-defs><sdl:seg id="{n}"{" conf=" + chr(34) + "Translated" + chr(34) if n % 3 == 2 else ""} origin="interactive">'
            f'<sdl:value key="created_on">10/30/2026 10:00:00</sdl:value></sdl:seg></sdl:seg-defs></trans-unit>\n'
        )  # fmt: skip
    inner = (
        f"<source xml:lang=\"en\">{text}</source>\n",
        f"<source xml:lang=\"en\">{code}</source>\n",
        f'<source xml:lang="en">{text}</source>\n<target xml:lang="ja" state="translated">{target}</target>\n',
        f'<source xml:lang="en">{text}</source>\n<alt-trans match-quality="83" origin="house"><source>{text[:40]}</source><target>{target[:20]}</target></alt-trans>\n',
    )[n % 4]  # fmt: skip
    note = "<note>shown at the top of the page</note>\n" if not n % 5 else ""
    return f'<trans-unit id="NFDBB2FA9-tu{n}" resname="p{n}" restype="x-paragraph">\n{inner}{note}</trans-unit>\n'


def made(folder: Path, form: str, count: int) -> Path:
    """A file of so many units."""
    path = folder / f"{form}-{count}.xlf"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD[form])
        file.writelines(unit(form, n) for n in range(1, count + 1))
        file.write(TAIL[form])
    return path


JOBS = {
    "lxml": "from lxml import etree\n"
    "def job():\n    etree.parse(path).write(out, encoding='UTF-8', xml_declaration=True)",
    "import": "from pathlib import Path\nfrom workbench.config import Config\n"
    "from workbench.desk.bilingual import import_file\nimport os\n"
    "def job():\n    Path(out).unlink(missing_ok=True)\n"
    "    import_file(Path(path), Config(), out=Path(out))",
    "read": "from pathlib import Path\nfrom workbench.exchange.xliff import XliffFormat\n"
    "def job():\n    for _s in XliffFormat().read(Path(path).read_bytes(), path).segments: pass",
    "write": "from pathlib import Path\nfrom workbench.exchange.bilingual import Wanted\n"
    "from workbench.exchange.xliff import XliffFormat\nF = XliffFormat()\n"
    "data = Path(path).read_bytes()\n"
    "wanted = {s.key: Wanted(s.source, s.target or s.source, 'translated') for s in F.read(data, path).segments}\n"
    "def job():\n    w = F.write(data, path, wanted); Path(out).write_bytes(w.data); assert not w.refused and w.changed",
}  # fmt: skip
TIMED = """import json, resource, sys, time
path, out = sys.argv[1:3]
{body}
started = time.process_time()
job()
spent = time.process_time() - started
print(json.dumps([spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def timed(job: str, path: Path, out: Path, rounds: int) -> tuple[float, float]:
    """(least seconds of processor time, most MiB)."""
    rows = []
    for _round in range(rounds):
        code = TIMED.format(body=JOBS[job])
        done = subprocess.run(
            [sys.executable, "-c", code, str(path), str(out)], capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(done.stderr)
        rows.append(json.loads(done.stdout))
    return min(row[0] for row in rows), max(row[1] for row in rows)


def main() -> int:
    """Print the table; 1 beyond a limit."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("units", type=int, nargs="?", default=100_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--forms", default="1.2,2.1,sdl")
    arguments = asked.parse_args()
    failed = False
    print(
        "file        units   MiB  lxml s  read s  import s  ratio  write s  MiB import (of a tenth)"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for form in arguments.forms.split(","):
            path, small = made(folder, form, arguments.units), made(folder, form, arguments.units // 10)  # fmt: skip
            out = folder / "out"
            size = path.stat().st_size / 1048576
            theirs, _m = timed("lxml", path, out, arguments.rounds)
            read, _m = timed("read", path, out, arguments.rounds)
            ours, memory = timed("import", path, out, arguments.rounds)
            _s, little = timed("import", small, out, 1)
            back, _m = timed("write", path, out, 1)
            ratio = ours / theirs
            grown = memory - little - size * 0.9
            bad = ratio > LIMIT or grown > MEMORY
            failed = failed or bad
            print(
                f"{form:<8} {arguments.units:>8} {size:>5.0f} {theirs:>7.2f} {read:>7.2f} {ours:>9.2f}"
                f" {ratio:>6.2f} {back:>8.2f}  {memory:.0f} ({little:.0f}){'  BEYOND THE LIMIT' if bad else ''}"
            )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
