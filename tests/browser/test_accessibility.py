"""WCAG 2.2 A and AA by axe-core, on every kind of page, in every state and scheme."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.outputs.samples import BRIDGE_DA, BRIDGE_NB

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    # axe would fetch the style sheet for css-orientation-lock, which the page's policy forbids.
    "preload": False,
}


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["index.html", f"documents/{BRIDGE_NB.id}.html", f"documents/{BRIDGE_DA.id}.html"]
)
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_have_no_violation(open_page, small_site, name, scheme, width):
    viewport = {"width": width, "height": 900}
    page = open_page(small_site, name, color_scheme=scheme, viewport=viewport)
    for details in page.locator("details").all():
        details.locator("summary").click()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_search_results_have_no_violation(open_page, small_site, scheme):
    page = open_page(small_site, color_scheme=scheme)
    page.get_by_label("Search originals and translations").fill("bro")
    page.locator("#hits .pair").first.wait_for()
    page.get_by_role("button", name="number 1").click()
    assert violations(page) == []


def test_the_list_of_keys_has_no_violation(open_page, small_site):
    page = open_page(small_site)
    page.keyboard.press("?")
    assert violations(page) == []


def test_hostile_texts_cause_no_violation(open_page, hostile_site):
    page = open_page(hostile_site)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_one_file_digest_has_no_violation(open_page, digest, scheme):
    page = open_page(digest, "digest.html", color_scheme=scheme)
    assert violations(page) == []
