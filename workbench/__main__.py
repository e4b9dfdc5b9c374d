"""`python -m workbench`, the same door as the `workbench` script.

Takes the command line, gives an exit status. May import: cli.
Apart from `cli` because Python asks for a module of this name.
"""

from workbench.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
