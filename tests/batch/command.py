"""The command with the fake engine in its batch workers: ``python -m tests.batch.command batch IN OUT``."""

from __future__ import annotations

from translator.batch import settings

if __name__ == "__main__":
    from translator.cli import main

    settings.FACTORY = "tests.batch.engines:fake"
    main()
