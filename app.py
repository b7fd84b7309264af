"""Starts the review desk in the browser: paste an article, see clutter, drafts and open issues side by side."""

from __future__ import annotations

from translator.review.desk import build, launch

if __name__ == "__main__":
    launch(build())
