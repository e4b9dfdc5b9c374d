"""A CTranslate2 folder through us beside the library: `python -m tests.benchmarks.drafting_folder`.

The same sorted batch, the same decoding, random weights; wall and processor seconds of each, best of five in turn.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.drafting.folders import tiny_folder
from workbench.drafting.converted import converted, recognised

WORDS = "the court ruled on Tuesday that law was couples in city may register mayor said".split()


def main() -> None:
    """Print the table."""
    import ctranslate2
    import sentencepiece

    pick = random.Random(5)
    texts = [
        " ".join(pick.choices(WORDS, k=pick.randint(4, 30))) for _n in range(50)
    ]  # one batch of ours: the lengths allowed are the same
    with tempfile.TemporaryDirectory() as place:
        path = tiny_folder(Path(place) / "model", "nllb", size=256)
        engine = converted("en", "ja", recognised(path), threads=2)
        model = ctranslate2.Translator(str(path), inter_threads=2, intra_threads=1)
        cut = sentencepiece.SentencePieceProcessor(model_file=str(path / "sentencepiece.bpe.model"))

        def raw() -> None:
            rows = [["eng_Latn", *cut.encode(text, out_type=str), "</s>"] for text in texts]
            rows.sort(key=len, reverse=True)
            found = model.translate_batch(
                rows, target_prefix=[["jpn_Jpan"]] * len(rows), beam_size=4, length_penalty=0.6,
                replace_unknowns=True, return_scores=True, max_batch_size=128, batch_type="tokens",
                max_input_length=250, max_decoding_length=min(249, 24 + 3 * len(rows[0])),
            )  # fmt: skip
            for one in found:
                cut.decode_pieces(one.hypotheses[0])

        def ours() -> None:
            engine.translate(texts)

        best: dict[str, tuple[float, float]] = {}
        for _turn in range(5):
            for name, work in (("raw", raw), ("ours", ours)):
                best[name] = min(best.get(name, (9e9, 9e9)), _timed(work))
    for name, (wall, processor) in best.items():
        print(f"{name:5} {wall:7.3f} s wall {processor:7.3f} s processor")
    print(f"ratio {best['ours'][0] / best['raw'][0]:.3f} wall (limit 1.1)")


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    main()
