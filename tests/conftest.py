"""Settings of all tests, and what a run of them says at its end."""

from hypothesis import settings

from tests.chromium import find_chromium

# How long an example takes says more about the machine than about the code.
settings.register_profile("nordigest", deadline=None)
settings.load_profile("nordigest")


# Here and not beside the tests of pages, whose conftest the process that reports does not load.
def pytest_terminal_summary(terminalreporter):
    if find_chromium() is None:
        terminalreporter.write_line(
            "NO BROWSER: THE PAGES WERE NOT TESTED. Install Debian's chromium, or name one in "
            "NORDIGEST_CHROMIUM.",
            red=True,
            bold=True,
        )
