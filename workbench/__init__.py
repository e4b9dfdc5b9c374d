"""The Translation & Glossary Workbench.

Lives here: the version, nothing else. Takes nothing, gives `__version__`.
May import: nothing, so that `workbench --version` costs what Python costs.
A room of its own because every other module may ask it.
"""

__version__ = "0.2.0"
