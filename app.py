"""Starts the review desk: ``python app.py [--host --port --store --users]``, the same as ``translator serve``."""

from __future__ import annotations

import sys

from translator.cli import main

if __name__ == "__main__":
    sys.argv[1:1] = ["serve"]
    main()
