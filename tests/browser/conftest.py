"""Chromium, headless, driven by Playwright; without a browser these tests are skipped aloud."""

import functools
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import sync_playwright

from pipeline.outputs.digest_html import DigestHtmlSink
from pipeline.outputs.site import SiteSink
from tests.chromium import find_chromium
from tests.outputs.hostile import HOSTILE
from tests.outputs.samples import SMALL, write

ARGUMENTS = [
    "--disable-background-networking", "--disable-component-update", "--disable-gpu",
    "--disable-sync", "--no-first-run", "--no-sandbox",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    path = find_chromium()
    if path is None:
        pytest.skip("no chromium on this machine: the pages were not tested")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def small_site(tmp_path_factory):
    path = tmp_path_factory.mktemp("browser") / "site"
    write(SiteSink, SMALL, path)
    return path


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory):
    path = tmp_path_factory.mktemp("browser") / "site"
    write(SiteSink, HOSTILE, path)
    return path


@pytest.fixture(scope="session")
def digest(tmp_path_factory):
    """The folder of the one-file digest."""
    folder = tmp_path_factory.mktemp("digest")
    write(DigestHtmlSink, SMALL, folder / "digest.html")
    return folder


@pytest.fixture
def open_page(chromium):
    """Open a file of a site; at the end nothing may have been logged or asked for elsewhere."""
    contexts = []

    def opened(site, name="index.html", **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on("console", lambda message: page.troubles.append(message.text))
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("requestfailed", lambda request: page.troubles.append(request.url))
        base = site.as_uri() if hasattr(site, "as_uri") else site
        page.on(
            "request",
            lambda request: request.url.startswith(base) or page.troubles.append(request.url),
        )
        page.goto(f"{base}/{name}")
        return page

    yield opened
    for context in contexts:
        for page in context.pages:
            assert page.troubles == []
        context.close()


@pytest.fixture
def served(small_site):
    """Serve the small site over HTTP, as any web server would."""
    with serving(small_site) as address:
        yield address


@contextmanager
def serving(folder):
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
