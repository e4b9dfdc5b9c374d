"""The looks of the screen: dark, light, sixteen colours, no colour.

Lives here: THEMES, `chosen`, `styles`. Takes a theme, gives the style of every role. Each role differs in
more than colour, and words stand out from their ground by 4.5:1 or more (WCAG 2.2, 1.4.3), which a
test computes for every style used. In sixteen colours the terminal owns the palette, so words keep
its own colours, or bring their ground with them.
May import: config; textual.
Apart from `painting` because colours are data.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

from workbench.config import environment

Styles = Mapping[str, str]
"""Role → style, as rich spells it."""

DARK = Theme(
    name="workbench-dark",
    dark=True,
    foreground="#e6e6e6",
    background="#14161a",
    surface="#1a1d22",
    panel="#262b33",
    primary="#8ab4f8",
    secondary="#9fb6c9",
    accent="#f0b45a",
    warning="#f2c14e",
    error="#ff8b82",
    success="#8fce8f",
    variables={"text": "#e6e6e6", "text-muted": "#a7adb7", "border-blurred": "#4a515c",
               "scrollbar": "#4a515c", "scrollbar-hover": "#8ab4f8", "scrollbar-background": "#14161a",
               "scrollbar-background-hover": "#14161a", "scrollbar-corner-color": "#14161a",
               "input-selection-background": "#35507d", "input-selection-foreground": "#ffffff",
               "input-cursor-background": "#f0b45a", "input-cursor-foreground": "#14161a",
               "block-cursor-foreground": "#14161a", "block-cursor-background": "#8ab4f8",
               "block-cursor-blurred-foreground": "#14161a",
               "block-cursor-blurred-background": "#8ab4f8"},
)  # fmt: skip
LIGHT = Theme(
    name="workbench-light",
    dark=False,
    foreground="#1f2328",
    background="#fbfbf8",
    surface="#f3f3ef",
    panel="#e6e6e0",
    primary="#1f4fa3",
    secondary="#46525f",
    accent="#7a4300",
    warning="#6f4800",
    error="#b3261e",
    success="#1b6130",
    variables={"text": "#1f2328", "text-muted": "#585f69", "border-blurred": "#b8b8b0",
               "scrollbar": "#b8b8b0", "scrollbar-hover": "#1f4fa3", "scrollbar-background": "#fbfbf8",
               "scrollbar-background-hover": "#fbfbf8", "scrollbar-corner-color": "#fbfbf8",
               "input-selection-background": "#bcd2f5", "input-selection-foreground": "#14161a",
               "input-cursor-background": "#7a4300", "input-cursor-foreground": "#ffffff",
               "block-cursor-foreground": "#ffffff", "block-cursor-background": "#1f4fa3",
               "block-cursor-blurred-foreground": "#ffffff",
               "block-cursor-blurred-background": "#1f4fa3"},
)  # fmt: skip
_OWN = "ansi_default"
"""The terminal's own colour."""
_PLAIN_VARIABLES = dict.fromkeys(
    """ansi-background ansi-foreground border border-blurred text text-muted footer-key-foreground
    footer-foreground footer-background block-hover-background block-cursor-foreground
    block-cursor-background block-cursor-blurred-foreground block-cursor-blurred-background
    input-cursor-background input-cursor-foreground input-selection-background
    input-selection-foreground scrollbar scrollbar-hover scrollbar-active scrollbar-background
    scrollbar-background-hover scrollbar-background-active scrollbar-corner-color
    screen-selection-background screen-selection-foreground footer-item-background
    footer-key-background footer-description-background footer-description-foreground""".split(),
    _OWN,
) | dict.fromkeys(
    ("input-cursor-text-style", "block-cursor-text-style", "block-cursor-blurred-text-style"),
    "reverse",
)


def _terminal(name: str) -> Theme:
    """A theme whose every colour is the terminal's own."""
    return Theme(
        name=name, ansi=True, primary=_OWN, secondary=_OWN, accent=_OWN, warning=_OWN, error=_OWN,
        success=_OWN, foreground=_OWN, background=_OWN, surface=_OWN, panel=_OWN, boost=_OWN,
        variables=dict(_PLAIN_VARIABLES),
    )  # fmt: skip


SIXTEEN = _terminal("workbench-16")
PLAIN = _terminal("workbench-plain")
THEMES = (DARK, LIGHT, SIXTEEN, PLAIN)

_COLOURED = {
    "honoured": "underline {success}", "admitted": "underline {success}",
    "missing": "bold underline {error}", "forbidden": "bold reverse {error}",
    "inconsistent": "bold underline {warning}", "optional": "italic {primary}", "error": "bold {error}",
    "warning": "underline {warning}", "note": "italic {primary}", "dim": "{muted}", "bold": "bold",
    "insert": "underline {success}", "delete": "strike {error}", "lit": "bold", "doubt": "bold italic",
    "kept": "italic {muted}", "selected": "reverse",
}  # fmt: skip
_SIXTEEN = {
    "missing": "bold underline bright_white on red", "forbidden": "bold underline reverse",
    "inconsistent": "bold underline black on bright_yellow", "error": "bold bright_white on red",
    "warning": "underline black on bright_yellow", "insert": "underline", "delete": "strike",
}  # fmt: skip
_PLAIN = {
    "honoured": "underline", "admitted": "underline", "missing": "bold underline",
    "forbidden": "bold reverse", "inconsistent": "bold underline italic", "optional": "italic", "error": "bold",
    "warning": "underline", "note": "italic", "dim": "", "bold": "bold", "insert": "underline",
    "delete": "strike", "lit": "bold underline2", "doubt": "bold italic underline2", "kept": "italic",
    "selected": "reverse",
}  # fmt: skip


def styles(theme: Theme) -> Styles:
    """The style of each role in a theme; in a theme of the user's choice, its own colours."""
    if theme.name == PLAIN.name:
        return _PLAIN
    if theme.ansi:
        return {**_PLAIN, **_SIXTEEN}
    colours = theme.to_color_system().generate()
    named = {name: colours[name] for name in ("success", "error", "warning", "primary")}
    muted = colours["text-muted"]
    named["muted"] = muted if muted.startswith("#") else "dim"
    return {role: style.format(**named) for role, style in _COLOURED.items()}


def chosen(wanted: str, colours: str | None, *, colour: bool = True) -> str:
    """The theme's name: the user's, or what the terminal can show.

    `colours` is rich's name of the terminal's colour system (`truecolor`, `256`, `standard`, None).
    A light ground is known from COLORFGBG where a terminal sets it.
    """
    if not colour or environment("NO_COLOR"):
        return PLAIN.name
    if wanted:
        return wanted
    if colours not in {"truecolor", "256", "eight_bit"}:
        return SIXTEEN.name
    ground = environment("COLORFGBG").rpartition(";")[2]
    return LIGHT.name if ground in {"7", "15"} else DARK.name
