"""What a training run is: sizes, schedule, mixture.

Lives here: Recipe and the named ones. May import: the standard library.
Apart from the steps because every step reads it and the card prints it.
"""

from __future__ import annotations

from dataclasses import dataclass

OPEN, CLOSE = "⦅", "⦆"
"""Term annotation: `source term ⦅ 訳語 ⦆`. NFKC keeps these brackets, news never uses them."""

EXCLUDED = frozenset(["openstreetmap_ui", "debian_docs", "debian_web", "gimp_help", "iso_codes"])
"""GPL, GFDL and LGPL sources: left out, so that the weights can be CC BY-SA 4.0."""
WORD_LISTS = frozenset(
    ["jmdict", "jmdict_rare", "jmnedict", "kyoto_lexicon", "jlt_terms", "gov_orgs", "cldr"]
)
WEIGHTS = {
    "ud_pud": 8, "udhr": 4, "jlt_examples": 4, "jlt_radio_act": 1, "contributor_covenant": 4,
    "cc_legalcode": 1, "mozilla_legal": 1, "covid19_sites": 4, "covost2_ja": 2, "jec": 2,
    "tatoeba": 1, "tanaka": 1, "ami": 1, "opensource_guide": 1, "kftt": 1,
}  # fmt: skip
"""Copies of each source's pairs; sources not named are documentation: one copy of the pairs that
read most like news (see `prepare`)."""


@dataclass(frozen=True)
class Recipe:
    """One configuration. Times in seconds, sizes in the usual Transformer terms."""

    name: str
    vocabulary: int = 8_000
    width: int = 256
    feed_forward: int = 1_024
    heads: int = 4
    encoder_layers: int = 5
    decoder_layers: int = 2
    dropout: float = 0.0
    smoothing: float = 0.1
    learning_rate: float = 9.0e-4
    warmup: int = 500
    batch_tokens: int = 1_400
    """Padded target tokens a batch."""
    seconds: float = 14_700.0
    """Wall time of training; the schedule ends with it."""
    general_pairs: int = 260_000
    """General pairs kept, those most like the authored ones first."""
    authored_share: tuple[float, float] = (0.12, 0.35)
    """Share of authored pairs in a batch, at the start and at the end."""
    annotated: float = 1.0
    """Share of general pairs whose terms are marked, beside their plain copy (about one in seven
    has a term); all authored ones are."""
    seed: int = 20261123
    average: int = 5
    """Checkpoints averaged at the end."""
    guided: float = 0.5
    """Weight of the alignment loss; 0 = none."""


RECIPES = {
    "cpu": Recipe("cpu"),
    "gpu": Recipe(
        "gpu", vocabulary=24_000, width=512, feed_forward=2_048, heads=8, encoder_layers=6,
        decoder_layers=2, dropout=0.2, learning_rate=1.0e-3, warmup=2_000, batch_tokens=28_000,
        seconds=1_350.0, general_pairs=900_000, authored_share=(0.04, 0.25), guided=0.0,
    ),
    "smoke": Recipe(
        "smoke", vocabulary=400, width=32, feed_forward=64, heads=2, encoder_layers=1,
        decoder_layers=1, warmup=10, batch_tokens=400, seconds=6.0, general_pairs=500, average=2,
    ),
}  # fmt: skip
