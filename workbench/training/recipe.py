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
    vocabulary: int = 12_000
    width: int = 320
    feed_forward: int = 1_280
    heads: int = 5
    encoder_layers: int = 6
    decoder_layers: int = 2
    dropout: float = 0.0
    smoothing: float = 0.1
    rate: float = 2.0e-3
    """Of Muon (matrices) and AdamW (embeddings, norms, biases): constant after the warm-up; what a
    falling rate would gain, the average of snapshots gains more cheaply (two BLEU against a third)."""
    warmup: int = 100
    """Steps, at the start and whenever training goes on."""
    batch_tokens: int = 3_000
    """Padded target tokens a batch and process."""
    seconds: float = 36_000.0
    """Wall time of training, all sittings together."""
    anneal: float = 0.0
    """Part of the time, at its end, over which the rate falls to nothing."""
    general_pairs: int = 750_000
    """General pairs kept, those most like the authored ones first."""
    authored_share: float = 0.5
    """Share of authored pairs in a batch."""
    seed: int = 20261123
    snapshot_every: float = 600.0
    average: int = 6
    """Snapshots averaged at the end."""
    guided: float = 0.5
    """Weight of the alignment loss; 0 = none."""


RECIPES = {
    "cpu": Recipe("cpu"),
    "gpu": Recipe(
        "gpu", vocabulary=16_000, width=512, feed_forward=2_048, heads=8, batch_tokens=24_000,
        dropout=0.1, seconds=480.0, anneal=0.25, snapshot_every=20.0, average=4,
        general_pairs=300_000, guided=0.0,
    ),
    "smoke": Recipe(
        "smoke", vocabulary=400, width=32, feed_forward=64, heads=2, encoder_layers=1,
        decoder_layers=1, warmup=10, batch_tokens=400, seconds=6.0, snapshot_every=1.0,
        general_pairs=500, average=2,
    ),
}  # fmt: skip
"""`cpu`: what the shipped package was made by. `gpu`: for ten minutes of one large accelerator; never
run, as none was to be had: its pairs fit 64 MiB, the rest is an estimate."""
