import re

import pytest
from playwright.sync_api import expect

from tests.outputs.samples import BRIDGE_NB

pytestmark = pytest.mark.browser

DOCUMENT = f"documents/{BRIDGE_NB.id}.html"
STATEMENT = "A new 1,550-metre bridge opened in Ålesund on Saturday."


def test_a_click_on_a_statement_shows_its_sentences_side_by_side(open_page, small_site):
    page = open_page(small_site)
    source = page.get_by_text("Den nye broen over fjorden").first
    expect(source).to_be_hidden()
    page.get_by_text(STATEMENT).click()
    expect(source).to_be_visible()
    english = page.get_by_text("The new bridge across the fjord").first
    left, right = source.bounding_box(), english.bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    assert abs(left["y"] - right["y"]) < 2
    page.get_by_text(STATEMENT).click()
    expect(source).to_be_hidden()


def test_evidence_leads_to_the_sentence_in_its_article(open_page, small_site):
    page = open_page(small_site)
    page.get_by_text("The bridge is 1,550 metres long").first.click()
    page.locator("details[open] .origin a").first.click()
    expect(page).to_have_url(re.compile(rf"{BRIDGE_NB.id}\.html#s3$"))
    expect(page.locator("#s3")).to_be_in_viewport()
    assert page.locator("#s3").evaluate("e => e.matches(':target')")


def test_a_bar_of_the_chart_leads_to_its_story(open_page, small_site):
    page = open_page(small_site)
    page.locator("svg a").nth(1).click()
    expect(page).to_have_url(re.compile("#story-s-bridge$"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("broen kostet", "1 sentence in 1 article."),
        ("bridge", "5 sentences in 2 articles."),
        ("aapnet i aalesund", "1 sentence in 1 article."),
        ("ÅPNET ÅLESUND", "1 sentence in 1 article."),
        ("kaempebro", "1 sentence in 1 article."),
        ("foerde", "1 sentence in 1 article."),
        ("Førde", "1 sentence in 1 article."),
        ("harbour winter", "1 sentence in 1 article."),
        ("elefant", "Nothing found in 16 sentences."),
    ],
)
def test_search_finds_both_languages_however_letters_are_written(
    open_page, small_site, query, found
):
    page = open_page(small_site)
    page.get_by_label("Search originals and translations").fill(query)
    expect(page.locator("#found")).to_have_text(found)
    expect(page.locator("#digest")).to_be_hidden()


def test_search_marks_what_was_found_and_leads_to_it(open_page, small_site):
    page = open_page(small_site)
    page.keyboard.press("/")
    page.keyboard.type("aalesund")
    marks = page.locator("#hits mark")
    expect(marks).to_have_count(2)
    assert marks.all_text_contents() == ["Ålesund", "Ålesund"]
    page.locator("#hits a").first.click()
    expect(page).to_have_url(re.compile(rf"{BRIDGE_NB.id}\.html#s0$"))


def test_escape_leaves_the_search(open_page, small_site):
    page = open_page(small_site)
    page.get_by_label("Search originals and translations").fill("bridge")
    expect(page.locator("#results")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#results")).to_be_hidden()
    expect(page.locator("#digest")).to_be_visible()


def test_flags_filter_the_sentences_of_all_articles(open_page, small_site):
    page = open_page(small_site)
    page.get_by_role("button", name="number 1").click()
    expect(page.locator("#found")).to_have_text("1 sentence in 1 article.")
    expect(page.locator("#hits .source")).to_have_text(
        "Broen er 1.550 meter lang og kostet 2,4 milliarder kroner."
    )
    expect(page.locator("#hits .flags")).to_have_text("number 2,4 is not in the translation")
    page.get_by_role("button", name="low score 1").click()
    expect(page.locator("#hits .pair")).to_have_count(2)
    page.get_by_label("Search originals and translations").fill("snøfnugg")
    expect(page.locator("#hits .pair")).to_have_count(1)


def test_flags_filter_the_sentences_of_an_article(open_page, small_site):
    page = open_page(small_site, DOCUMENT)
    pairs = page.locator("#sentences .pair:visible")
    expect(pairs).to_have_count(len(BRIDGE_NB.segments))
    chip = page.get_by_role("button", name="low score")
    chip.click()
    expect(pairs).to_have_count(1)
    expect(pairs).to_contain_text("Snowflake hag hit.")
    expect(page.locator("#found")).to_have_text("1 of 7 sentences")
    chip.click()
    expect(pairs).to_have_count(len(BRIDGE_NB.segments))


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')")


def test_keys_walk_through_the_statements(open_page, small_site):
    page = open_page(small_site)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == STATEMENT
    page.keyboard.press("Enter")
    expect(page.locator("details[open]")).to_have_count(1)
    page.keyboard.press("k")
    assert focused(page) == "The library in Førde reopens after two years."


def test_keys_walk_through_the_sentences(open_page, small_site):
    page = open_page(small_site, DOCUMENT)
    for _ in range(3):
        page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "s2"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "s1"


def test_a_key_hides_and_shows_the_originals(open_page, small_site):
    page = open_page(small_site, DOCUMENT)
    source = page.locator("#s2 .source")
    page.keyboard.press("o")
    expect(source).to_be_hidden()
    expect(page.locator("#s2 .english")).to_be_visible()
    expect(page.get_by_role("button", name="Originals")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("o")
    expect(source).to_be_visible()


def test_keys_can_be_turned_off(open_page, small_site):
    page = open_page(small_site, DOCUMENT)
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("o")
    expect(page.locator("#s2 .source")).to_be_visible()


def test_typing_in_the_search_is_not_a_command(open_page, small_site):
    page = open_page(small_site)
    page.get_by_label("Search originals and translations").press_sequentially("jo")
    assert page.get_by_label("Search originals and translations").input_value() == "jo"
    assert not page.locator("body.english-only").count()


def test_hovering_a_word_lights_up_its_translation(open_page, small_site):
    page = open_page(small_site, DOCUMENT)
    page.locator("#s2 .source .word", has_text="broen").hover()
    assert page.locator(".word.lit").all_text_contents() == ["broen", "bridge"]
    page.locator("h1").hover()
    expect(page.locator(".word.lit")).to_have_count(0)


def test_hovering_a_sentence_lights_up_the_pair(open_page, small_site):
    page = open_page(small_site, DOCUMENT)
    pair = page.locator("#s4")
    background = "e => getComputedStyle(e).backgroundColor"
    before = pair.evaluate(background)
    pair.locator(".source").hover()
    assert pair.evaluate(background) != before


def test_it_works_behind_a_web_server(open_page, served):
    page = open_page(served)
    page.get_by_label("Search originals and translations").fill("bridge")
    expect(page.locator("#found")).to_have_text("5 sentences in 2 articles.")


def test_without_scripts_the_digest_can_still_be_read(open_page, small_site):
    page = open_page(small_site, java_script_enabled=False)
    page.get_by_text(STATEMENT).click()
    expect(page.get_by_text("Den nye broen over fjorden").first).to_be_visible()
    expect(page.locator(".tools")).to_be_hidden()


def test_the_one_file_digest_is_styled_and_opens_its_sentences(open_page, digest):
    page = open_page(digest, "digest.html")
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "1152px"
    page.get_by_text(STATEMENT).click()
    expect(page.get_by_text("Den nye broen over fjorden").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize("name", ["index.html", DOCUMENT])
def test_nothing_is_wider_than_a_phone(open_page, small_site, width, name):
    page = open_page(small_site, name, viewport={"width": width, "height": 800})
    for details in page.locator("details").all():
        details.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_shows_the_original_above_its_english(open_page, small_site):
    page = open_page(small_site, DOCUMENT, viewport={"width": 390, "height": 800})
    source, english = page.locator("#s2 .source"), page.locator("#s2 .english")
    assert source.bounding_box()["y"] < english.bounding_box()["y"]
    assert abs(source.bounding_box()["x"] - english.bounding_box()["x"]) < 2


def test_print_shows_all_sentences_and_no_tools(open_page, small_site):
    page = open_page(small_site)
    page.emulate_media(media="print")
    assert page.get_by_text(STATEMENT).bounding_box()["height"] < 60
    expect(page.get_by_text("Den nye broen over fjorden").first).to_be_visible()
    expect(page.locator(".tools")).to_be_hidden()


def test_hostile_texts_run_nothing(open_page, hostile_site):
    page = open_page(hostile_site)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.get_by_label("Search originals and translations").fill("script")
    expect(page.locator("#found")).to_contain_text("sentences in")
    expect(page.locator("#hits")).to_contain_text("<script>window.pwned = 1</script>")
    for name in sorted((hostile_site / "documents").iterdir())[:20]:
        page.goto(name.as_uri())
        page.locator("body").hover()
        assert page.evaluate("window.pwned") is None


def test_the_policy_stops_a_script_that_got_in(chromium, small_site):
    """The page's last line of defence, shown to work: troubles are wanted here."""
    page = chromium.new_page()
    page.goto((small_site / "index.html").as_uri())
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.pwned = 1";
            document.body.append(script);
            const image = document.createElement("img");
            image.setAttribute("onerror", "window.pwned = 1");
            image.src = "missing.png";
            document.body.append(image);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    page.close()
