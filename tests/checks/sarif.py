"""The part of SARIF 2.1.0 that we write, as a JSON schema of our own.

The standard's schema file is not shipped here; this states the rules of the OASIS standard (SARIF
Version 2.1.0, section numbers beside each) for every object that our reporter makes, and forbids
every property that the reporter does not write, so that a new one must be looked up first.
"""

from __future__ import annotations

from typing import Any


def thing(required: list[str], **properties: Any) -> dict[str, Any]:
    """An object that has these properties and no others."""
    return {
        "type": "object", "required": required, "properties": properties,
        "additionalProperties": False,
    }  # fmt: skip


TEXT = {"type": "string", "minLength": 1}
MESSAGE = thing(["text"], text=TEXT)  # 3.11: text or id
LEVEL = {"enum": ["none", "note", "warning", "error"]}  # 3.27.10
LOCATION = thing(  # 3.28
    [],
    physicalLocation=thing(  # 3.29: address or artifactLocation
        ["artifactLocation"],
        artifactLocation=thing(  # 3.4
            ["uri"],
            uri={"type": "string", "format": "uri-reference", "pattern": r"^[!#-;=?-\[\]_a-z~%]+$"},
        ),
        region=thing([], startLine={"type": "integer", "minimum": 1}),  # 3.30.5
    ),
)
RESULT = thing(  # 3.27
    ["message"],
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=LEVEL,
    message=MESSAGE,
    locations={"type": "array", "items": LOCATION},
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},  # 3.27.17
    properties={"type": "object"},  # 3.8 property bag
)
RULE = thing(  # 3.49
    ["id"],
    id=TEXT,
    shortDescription=MESSAGE,  # 3.12 multiformatMessageString: text required
    fullDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=thing([], level=LEVEL),  # 3.50
    properties=thing(  # 3.8 property bag
        [], tags={"type": "array", "uniqueItems": True, "items": {"type": "string"}}
    ),
)
DRIVER = thing(  # 3.19
    ["name"],
    name=TEXT,
    version=TEXT,
    rules={"type": "array", "uniqueItems": True, "items": RULE},
)
LOG = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    **thing(  # 3.13
        ["version", "runs"],
        version={"const": "2.1.0"},
        runs={
            "type": "array",
            "items": thing(  # 3.14
                ["tool"],
                tool=thing(["driver"], driver=DRIVER),  # 3.18
                columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},  # 3.14.17
                results={"type": "array", "items": RESULT},
            ),
        },
        **{"$schema": {"type": "string", "format": "uri"}},
    ),
}
