"""A proof for readers of bilingual files, ours and those of others.

Lives here: `prove`. Takes a format and samples of its files, raises AssertionError with what does not hold. A
distribution that brings a format calls it from its own tests.
May import: errors and `bilingual` of this room.
Apart from the formats because all of them must hold it.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbench.errors import ExchangeError
from workbench.exchange.bilingual import STAGES, BilingualFormat, Segment, Wanted

_MOST = 40
_CUTS = 24


def prove(form: BilingualFormat, samples: Mapping[str, bytes], *, change: str = "訳") -> None:
    """That a format is a harmless guest in each of these files (name → bytes).

    Read twice it says the same; keys are unique; without wishes, and with what each segment says, the file keeps
    its bytes; a wish changes its segment and no other; a wish for another source, for a locked segment, for a
    target without its codes is refused and changes nothing; a damaged file is refused with an ExchangeError or
    read, nothing else. `change` is put before a segment's source.
    """
    _holds(bool(samples), "a proof needs samples")
    for name, data in samples.items():
        _sample(form, name, data, change)


def _sample(form: BilingualFormat, name: str, data: bytes, change: str) -> None:
    _holds(form.recognises(data[:4096], name), f"{name}: is not recognised")
    segments = _segments(form, name, data)
    _holds(bool(segments), f"{name}: no segment")
    _holds(_segments(form, name, data) == segments, f"{name}: read twice, it says two things")
    for key, segment in segments.items():
        _holds(segment.stage in STAGES, f"{name}, {key}: stage {segment.stage!r}")
    _holds(form.write(data, name, {}).data == data, f"{name}: without wishes it changes")
    own = {k: Wanted(s.source, s.target, s.stage) for k, s in segments.items()}
    written = form.write(data, name, own)
    _holds(written.data == data and not written.changed, f"{name}: with its own texts it changes")
    free = [s for s in segments.values() if not s.locked][:_MOST]
    for segment in free:
        target = change + segment.source
        made = form.write(data, name, {segment.key: Wanted(segment.source, target, "translated")})
        _holds(not made.refused, f"{name}, {segment.key}: refused: {made.refused}")
        after = _segments(form, name, made.data)
        _holds(
            after[segment.key].target == target,
            f"{name}, {segment.key}: written {target!r}, read {after[segment.key].target!r}",
        )
        for key, other in segments.items():
            _holds(
                key == segment.key or (after[key].source, after[key].target, after[key].stage)
                == (other.source, other.target, other.stage),
                f"{name}: a wish for {segment.key} changes {key}",
            )  # fmt: skip
        _refused(form, name, data, segment, Wanted(segment.source + "x", target, "translated"))
        if "<x1" in segment.source:
            _refused(form, name, data, segment, Wanted(segment.source, change, "translated"))
    for segment in [s for s in segments.values() if s.locked][:_MOST]:
        _refused(form, name, data, segment, Wanted(segment.source, change, "translated"))
    for number in range(_CUTS):
        at = len(data) * number // _CUTS
        for broken in (data[:at], data[:at] + b"\x00<" + data[at + 2 :]):
            try:
                list(form.read(broken, name).segments)
            except ExchangeError:
                continue
            except Exception as error:
                raise AssertionError(f"{name}, damaged at byte {at}: {error!r}") from error


def _refused(
    form: BilingualFormat, name: str, data: bytes, segment: Segment, wanted: Wanted
) -> None:
    made = form.write(data, name, {segment.key: wanted})
    _holds(
        made.data == data and [r.key for r in made.refused] == [segment.key],
        f"{name}, {segment.key}: not refused: {wanted}",
    )


def _segments(form: BilingualFormat, name: str, data: bytes) -> dict[str, Segment]:
    read = list(form.read(data, name).segments)
    found = {segment.key: segment for segment in read}
    _holds(len(found) == len(read), f"{name}: keys recur")
    for segment in read:
        segment.where = None
    return found


def _holds(what: bool, said: str) -> None:
    if not what:
        raise AssertionError(said)
