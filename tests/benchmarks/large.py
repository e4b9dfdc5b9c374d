"""What large catalogs cost: `python tests/benchmarks/large.py [--characters N] [--units N]`.

Makes an article of one paragraph of 1,000,000 characters and one of 100,000 paragraphs, with catalogs of
their translations, and runs commands on them. Prints seconds of CPU and the peak of memory of each; exits 1
where a command fails or is above its limit. The limits lie somewhat above what was measured on two
busy cores, all processes together: 86 s (check), 33 s (editing) for 100,000 paragraphs, 11 s and 530 MiB for
the long one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ENGLISH = (
    "The court held that a couple may register a partnership. Nobody is told of discrimination. "
    "The High Court ruled on the injunction. Transgender people asked the Diet for a bill. "
)
JAPANESE = (
    "裁判所は、カップルがパートナーシップを届け出られるとした。差別は誰にも語られない。"
    "高等裁判所は差し止めについて判決を下した。トランスジェンダーの人びとが国会に法案を求めた。"
)
HEAD = 'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
MIB = 1024


def run(words: list[str], folder: Path, typed: str = "") -> tuple[int, float, float]:
    """Exit code, seconds of CPU and MiB at the peak."""
    environment = {**os.environ, "HOME": str(folder), "WORKBENCH_DATA": str(folder / "data")}
    with (folder / "typed").open("w+") as given:
        given.write(typed)
        given.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-m", "workbench", *words], cwd=folder, env=environment, stdin=given,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _pid, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / MIB


def written(folder: Path, name: str, pairs: list[tuple[str, str]]) -> None:
    """An article and the catalog of its translation."""
    page = "\n".join(f"<p>{source}</p>" for source, _target in pairs)
    (folder / f"{name}.html").write_text(f"<html><body>\n{page}\n</body></html>\n", "utf-8")
    entries = "\n".join(f'msgid "{source}"\nmsgstr "{target}"\n' for source, target in pairs)
    (folder / f"{name}.po").write_text(HEAD + entries, "utf-8")


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--characters", type=int, default=1_000_000)
    made.add_argument("--units", type=int, default=100_000)
    made.add_argument("--seconds", type=float, default=120, help="limit of CPU of a command")
    made.add_argument("--mib", type=float, default=800, help="limit of memory of a command")
    given = made.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory(prefix="large-") as name:
        folder = Path(name)
        times = given.characters // len(ENGLISH)
        written(folder, "long", [((ENGLISH * times).strip(), JAPANESE * times)])
        parts = [
            (f"Paragraph {n}. The court ruled.", f"第{n}段。裁判所は判断した。")
            for n in range(given.units)
        ]
        written(folder, "many", parts)
        for article in ("long", "many"):
            catalog = f"{article}.po"
            commands = {
                "extract": (["extract", f"{article}.html", "--locales", "locales"], ""),
                "update": (["update", f"locales/ja/LC_MESSAGES/{catalog}", f"{article}.html"], ""),
                "status": (["status", catalog], ""),
                "check": (["check", catalog, "--fail-on", "never"], ""),
                "check json": (
                    ["check", catalog, "--fail-on", "never", "--format", "json"],
                    "",
                ),
                "export": (["export", catalog, "--to", "mo", "-o", f"{article}.mo"], ""),
                "edit --plain": (["edit", "--plain", catalog], "\n:q\n"),
            }
            for verb, (words, typed) in commands.items():
                code, seconds, mib = run(words, folder, typed)
                over = code != 0 or seconds > given.seconds or mib > given.mib
                bad += over
                print(
                    f"{article:<5} {verb:<13} exit {code} {seconds:7.1f} s CPU {mib:7.0f} MiB"
                    f"{'  ABOVE THE LIMIT' if over else ''}",
                    flush=True,
                )
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
