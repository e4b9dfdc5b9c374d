"""The whole article beside argostranslate: `python tests/benchmarks/drafting_argos.py [ARTICLE]`.

Runs, each in a process of its own, in turn: `workbench run ARTICLE --no-terms` (article → catalog), and
argostranslate driven paragraph by paragraph into a PO file with polib. Both translate with the same
package; argostranslate gets our sentence splitter in place of stanza's, which it would have to
download, so start-up and translation are what is compared. Imports are included on both sides.
A third process shows what nobody gets below: CTranslate2 and SentencePiece alone, without numpy and
without a line of ours or of argostranslate's, translating the article's sentences one at a time.
Prints the best wall time and the peak resident memory of each, and exits 1 above --limit times
argostranslate's wall time or --memory times its memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PEER = """
import sys, types
for name in ("stanza", "minisbd"):
    module = types.ModuleType(name)
    module.SBDetect = module.Pipeline = object
    module.models = types.SimpleNamespace(cache_dir="")
    sys.modules[name] = sys.modules[name + ".models"] = module
from pathlib import Path
import polib
from argostranslate import package, translate
from workbench.article import read_article, segmenter
from workbench.drafting.markup import plain
class Splitter:
    by = segmenter("en")
    def split_sentences(self, text):
        return [text[slice(*one.span)] for one in self.by.sentences(text)]
article = read_article(Path(sys.argv[1]))
made = translate.PackageTranslation.__new__(translate.PackageTranslation)
made.pkg, made.translator, made.sentencizer = package.Package(Path(sys.argv[2])), None, Splitter()
po = polib.POFile(wrapwidth=0)
for paragraph in article.paragraphs:
    target = made.hypotheses(plain(paragraph.text), 1)[0].value
    po.append(polib.POEntry(msgid=paragraph.text, msgstr=target, flags=["fuzzy"]))
po.save(sys.argv[3])
"""

FLOOR = """
import sys, types
from importlib.util import find_spec
bare = types.ModuleType("ctranslate2")  # its own __init__ imports numpy and its converters
bare.__path__ = list(find_spec("ctranslate2").submodule_search_locations)
sys.modules["ctranslate2"] = bare
from ctranslate2._ext import Translator
from sentencepiece import SentencePieceProcessor
pieces = SentencePieceProcessor(model_file=sys.argv[2] + "/sentencepiece.model")
model = Translator(sys.argv[2] + "/model", device="cpu")
for line in open(sys.argv[1], encoding="utf-8"):
    words = pieces.encode(line.strip(), out_type=str)
    made = model.translate_batch([words], beam_size=4, max_decoding_length=250)
    print(pieces.decode(made[0].hypotheses[0]))
"""


class Cost(NamedTuple):
    """Seconds of wall time and MiB of peak resident memory."""

    seconds: float
    memory: float


def cost(words: list[str], folder: Path) -> Cost:
    """What one process needs, its children included."""
    env = {
        **os.environ, "HOME": str(folder), "WORKBENCH_DATA": str(folder / "data"), "LC_ALL": "C",
        "ARGOS_PACKAGES_DIR": str(folder / "argos"), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    started = time.perf_counter()
    process = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env, cwd=folder
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise SystemExit(f"{words[:3]} … ended with {os.waitstatus_to_exitcode(status)}")
    return Cost(time.perf_counter() - started, usage.ru_maxrss / 1024)


def _sentences(article: Path) -> list[str]:
    """The sentences of an article, without tags."""
    from workbench.article import read_article, segmenter
    from workbench.drafting.markup import plain

    by = segmenter("en")
    texts = [plain(paragraph.text) for paragraph in read_article(article).paragraphs]
    return [text[slice(*one.span)] for text in texts for one in by.sentences(text)]


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("article", nargs="?", type=Path,
                      default=ROOT / "workbench/data/sample/tokyo-certificates.html")  # fmt: skip
    made.add_argument("--package", type=Path, help="an .argosmodel (default: the shipped one)")
    made.add_argument("--runs", type=int, default=3)
    made.add_argument("--limit", type=float, default=0.5)
    made.add_argument("--memory", type=float, default=0.6)
    given = made.parse_args()
    archive = given.package or next((ROOT / "workbench/data/packages").glob("*.argosmodel"))
    folder = Path(tempfile.mkdtemp(prefix="drafting-"))
    from workbench.drafting.packages import given as package_of
    from workbench.drafting.packages import unpacked

    script = str(Path(sysconfig.get_path("scripts")) / "workbench")
    ours = [script, "run", str(given.article.absolute()), "--locales", "OUT", "--package",
            str(archive.absolute()), "--no-terms"]  # fmt: skip
    peer = [sys.executable, "-c", PEER, str(given.article.absolute()),
            str(unpacked(package_of(archive))), str(folder / "peer.po")]  # fmt: skip
    lines = folder / "sentences.txt"
    lines.write_text("\n".join(_sentences(given.article)), encoding="utf-8")
    floor = [sys.executable, "-c", FLOOR, str(lines), str(unpacked(package_of(archive)))]
    best = dict.fromkeys(("workbench run", "argostranslate", "libraries alone"), Cost(1e9, 1e9))
    for number in range(given.runs + 1):  # the first warms the caches of all
        for name, words in zip(best, (ours, peer, floor), strict=True):
            now = [str(folder / f"out{number}") if word == "OUT" else word for word in words]
            found = cost(now, folder)
            if number:
                best[name] = Cost(*map(min, best[name], found))
    print(f"{given.article.name}, {archive.name}, best of {given.runs}")
    for name, one in best.items():
        print(f"{name:<16} {one.seconds:6.2f} s  {one.memory:6.0f} MiB")
    wall = best["workbench run"].seconds / best["argostranslate"].seconds
    memory = best["workbench run"].memory / best["argostranslate"].memory
    print(f"ratio            {wall:6.2f}    {memory:6.2f}   (limits {given.limit}, {given.memory})")
    least = best["libraries alone"].memory / best["argostranslate"].memory
    print(f"the libraries alone need {least:.2f} of argostranslate's memory")
    return int(wall > given.limit or memory > given.memory)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    raise SystemExit(main())
