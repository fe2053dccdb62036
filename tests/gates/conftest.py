"""Options of the quality gate."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-floors", action="store_true", help="Raise the floors to what is measured now."
    )
    parser.addoption(
        "--lower-floors", action="store_true", help="Write floors even where they become lower."
    )
    parser.addoption(
        "--same-results",
        action="store_true",
        help="Record changed code under its old version: say that no result of a stage changes.",
    )
