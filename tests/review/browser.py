#!/usr/bin/python3
"""The review's page in a real browser: what is there, what filters do, who can read it, and how it prints.

usage: browser.py RINGFENCE MAKE_HISTORY FOLDER

FOLDER takes the page, pictures of it, and the PDF; it is emptied first.
"""
import base64
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

RINGFENCE, MAKE_HISTORY, FOLDER = (os.path.abspath(path) for path in sys.argv[1:4])
HERE = os.path.dirname(os.path.abspath(__file__))
PERIOD = ["--from", "2026-07-01", "--to", "2026-09-30"]
SECTIONS = ["Summary", "Commitments", "The period", "Accepted findings", "Findings", "Who owns the rows",
            "Personal data and credentials", "Controls", "Coverage", "Origin"]


def run(*words):
    return subprocess.run(words, cwd=FOLDER, check=True, capture_output=True).stdout


def review(*words):
    return run(RINGFENCE, "review", ".", "--no-check", "--branch", "main", "--history", "history.db", *PERIOD, *words)


def make_files():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    with open(os.path.join(FOLDER, "ringfence.toml"), "w") as file:
        file.write("[inputs]\nschema = ['s.sql']\n[tenant]\nroot = 'orgs'\n[history]\nproject = 'crm'\n")
    with open(os.path.join(FOLDER, "s.sql"), "w") as file:
        file.write("CREATE TABLE orgs (id bigint PRIMARY KEY);\n")
    run(MAKE_HISTORY, "history.db")
    review("-o", "review.html", "--csv-folder", "tables")
    review("--format", "pdf", "-o", "review.pdf")
    review("--format", "pdf", "--paper", "letter", "-o", "letter.pdf")


def table(name):
    with open(os.path.join(FOLDER, "tables", name + ".csv"), newline="") as file:
        return list(csv.DictReader(file))


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    for word in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,1000",
                 "--disable-background-networking", "--hide-scrollbars", "--user-data-dir=" + os.path.join(FOLDER, "profile")]:
        options.add_argument(word)
    return webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.page = browser()

    @classmethod
    def tearDownClass(cls):
        cls.page.quit()

    def setUp(self):
        self.page.get("about:blank")
        self.page.get_log("browser")
        self.page.get_log("performance")
        self.page.get("file://" + os.path.join(FOLDER, "review.html"))

    def tearDown(self):
        self.assertEqual(self.page.get_log("browser"), [])

    def rows(self, table_id):
        return self.page.execute_script(
            "return [...document.getElementById(arguments[0]).tBodies[0].rows].filter((row) => !row.hidden)"
            ".map((row) => [...row.cells].map((cell) => cell.textContent.trim()))", table_id)

    def form(self, table_id):
        return self.page.find_element(By.CSS_SELECTOR, f'form[data-table="{table_id}"]')

    def test_has_all_that_the_tables_have(self):
        headings = [heading.text for heading in self.page.find_elements(By.TAG_NAME, "h2")]
        self.assertEqual(headings, SECTIONS)
        findings = [row for row in table("findings") if row["status"] != "accepted"]
        self.assertGreater(len(findings), 250)
        self.assertEqual(len(self.rows("t-findings")), len(findings))
        self.assertEqual(len(self.rows("t-accepted")), len(table("findings")) - len(findings))
        self.assertEqual([row[1] for row in self.rows("t-commitments")], [row["commitment"] for row in table("commitments")])
        self.assertEqual([row[4] for row in self.rows("t-commitments")], [row["status"] for row in table("commitments")])
        self.assertEqual(len(self.rows("t-ownership")), len(table("ownership")))
        self.assertEqual(len(self.rows("t-controls")), len(table("controls")))
        self.assertEqual(len(self.rows("t-inventory")), len([row for row in table("inventory") if row["table"]]))
        tiles = self.page.find_element(By.CLASS_NAME, "tiles").text
        broken = len([row for row in table("commitments") if row["status"] == "broken"])
        self.assertIn(f"{broken} commitment", tiles)

    def test_asks_for_nothing_but_itself(self):
        asked = []
        for entry in self.page.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                asked.append(message["params"].get("request", message["params"])["url"])
        self.assertEqual([url for url in asked if not url.startswith("file://" + FOLDER + "/review.html")], [])

    def test_runs_no_other_script(self):
        self.page.execute_script("const s = document.createElement('script'); s.textContent = 'window.intruded = 1'; document.body.append(s)")
        self.assertIsNone(self.page.execute_script("return window.intruded || null"))
        refused = self.page.get_log("browser")
        self.assertTrue(any("Content Security Policy" in entry["message"] for entry in refused), refused)

    def test_searches_and_filters(self):
        form = self.form("t-findings")
        whole = len(self.rows("t-findings"))
        self.assertEqual(form.find_element(By.CLASS_NAME, "count").text, f"{whole} of {whole} shown")
        Select(form.find_elements(By.TAG_NAME, "select")[0]).select_by_visible_text("error")
        errors = self.rows("t-findings")
        self.assertEqual({row[0] for row in errors}, {"error"})
        self.assertLess(len(errors), whole)
        Select(form.find_elements(By.TAG_NAME, "select")[1]).select_by_visible_text("new")
        new = self.rows("t-findings")
        self.assertEqual({(row[0], row[1]) for row in new}, {("error", "open, new")})
        form.find_element(By.TAG_NAME, "input").send_keys("DEALS nightly")
        some = self.rows("t-findings")
        self.assertTrue(0 < len(some) < len(new))
        self.assertTrue(all("deals" in " ".join(row).lower() for row in some))
        self.assertEqual(form.find_element(By.CLASS_NAME, "count").text, f"{len(some)} of {whole} shown")
        form.find_element(By.TAG_NAME, "input").send_keys(" no such words")
        self.assertEqual(self.rows("t-findings"), [])

    def test_sorts_by_meaning(self):
        def click(column):
            self.page.execute_script("arguments[0].scrollIntoView({block: 'center'})", heading(column))
            heading(column).find_element(By.TAG_NAME, "button").click()

        def heading(column):
            return self.page.find_element(By.CSS_SELECTOR, f"#t-findings thead th:nth-child({column})")

        click(1)
        self.assertEqual(heading(1).get_attribute("aria-sort"), "ascending")
        order = ["error", "warning", "note", "audit"]
        ranks = [order.index(row[0]) for row in self.rows("t-findings")]
        self.assertEqual(ranks, sorted(ranks))
        click(1)
        self.assertEqual(heading(1).get_attribute("aria-sort"), "descending")
        ranks = [order.index(row[0]) for row in self.rows("t-findings")]
        self.assertEqual(ranks, sorted(ranks, reverse=True))
        click(4)
        self.assertEqual(heading(1).get_attribute("aria-sort"), "none")
        # Numbers within a place count as numbers: 9 before 10.
        places = [row[3] for row in self.rows("t-findings")]
        self.assertEqual(places, sorted(places, key=lambda place: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", place)]))

    def test_is_used_by_keyboard(self):
        self.page.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
        skip = self.page.switch_to.active_element
        self.assertEqual(skip.text, "Skip to the review")
        self.assertGreaterEqual(skip.rect["x"], 0)
        skip.send_keys(Keys.ENTER)
        self.assertEqual(self.page.switch_to.active_element.get_attribute("id"), "main")
        button = self.page.find_element(By.CSS_SELECTOR, "#t-controls thead button")
        self.page.execute_script("arguments[0].focus({focusVisible: true})", button)
        outline = self.page.execute_script("return getComputedStyle(arguments[0]).outlineStyle", button)
        self.assertEqual(outline, "solid")
        button.send_keys(Keys.ENTER)
        self.assertEqual(self.page.find_element(By.CSS_SELECTOR, "#t-controls thead th").get_attribute("aria-sort"), "ascending")

    def test_links_lead_into_filtered_tables(self):
        link = self.page.find_element(By.CSS_SELECTOR, "#t-commitments .breaking a")
        self.form("t-findings").find_element(By.TAG_NAME, "input").send_keys("no such words")
        self.page.execute_script("arguments[0].click()", link)
        target = self.page.find_element(By.CSS_SELECTOR, link.get_attribute("hash"))
        self.assertTrue(target.is_displayed())

    def test_is_accessible_in_light_and_dark(self):
        with open(os.path.join(HERE, "accessibility.js")) as file:
            checks = file.read()
        button = self.page.find_element(By.ID, "theme")
        for theme in ["light", "dark"]:
            if self.page.execute_script("return document.documentElement.dataset.theme || 'light'") != theme:
                button.click()
            self.assertEqual(self.page.execute_script(checks), [], theme)
        self.assertEqual(button.text, "Light colours")
        self.assertEqual(self.page.execute_script("return getComputedStyle(document.body).backgroundColor"), "rgb(21, 24, 28)")

    def test_follows_what_the_system_prefers(self):
        for scheme, colour in [("dark", "rgb(21, 24, 28)"), ("light", "rgb(255, 255, 255)")]:
            self.page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
            self.assertEqual(self.page.execute_script("return getComputedStyle(document.body).backgroundColor"), colour)
        self.page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    def test_fits_narrow_screens(self):
        try:
            for width in [1280, 700, 360]:
                self.page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
                over = self.page.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
                self.assertLessEqual(over, 0, width)
                self.picture(f"light-{width}.png")
        finally:
            self.page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        self.page.find_element(By.ID, "theme").click()
        self.picture("dark-1280.png")

    def test_fits_the_paper(self):
        # What is wider than the page is cut when it is printed. In pixels: the width of A4 and letter without margins.
        try:
            for width in [687, 710]:
                self.page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False})
                self.page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
                wide = self.page.execute_script(
                    "return [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)"
                    ".slice(0, 3).map((one) => one.outerHTML.slice(0, 150))")
                self.assertEqual(wide, [])
        finally:
            self.page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
            self.page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def picture(self, name):
        made = self.page.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": False})
        with open(os.path.join(FOLDER, name), "wb") as file:
            file.write(base64.b64decode(made["data"]))

    def test_reads_without_script(self):
        self.page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            self.page.get("file://" + os.path.join(FOLDER, "review.html"))
            self.assertEqual(self.page.find_elements(By.CSS_SELECTOR, "form.filter:not([hidden])"), [])
            self.assertTrue(self.page.find_element(By.ID, "t-findings").is_displayed())
        finally:
            self.page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def pages_of(pdf):
    return run("pdftotext", "-layout", pdf, "-").decode().split("\f")[:-1]


class Print(unittest.TestCase):
    def test_has_no_empty_page(self):
        for pdf in ["review.pdf", "letter.pdf"]:
            pages = pages_of(pdf)
            self.assertGreater(len(pages), 6)
            for number, text in enumerate(pages, 1):
                # The number of the page alone is no content.
                self.assertGreater(len(re.sub(r"\s|\d+ / \d+", "", text)), 60, (pdf, number))
                self.assertIn(f"{number} / {len(pages)}", text)

    def test_is_of_the_paper_that_was_asked_for(self):
        self.assertIn("(A4)", run("pdfinfo", "review.pdf").decode())
        self.assertIn("(letter)", run("pdfinfo", "letter.pdf").decode())

    def test_holds_the_words_of_all_parts(self):
        words = " ".join(" ".join(pages_of("review.pdf")).split())
        for section in SECTIONS:
            self.assertIn(section, words)
        for row in table("commitments"):
            self.assertIn(row["commitment"], words)
        self.assertIn("Signature", words)
        self.assertNotIn("Search", words)
        self.assertNotIn("Skip to the review", words)

    def test_leaves_the_margins_white(self):
        for pdf in ["review.pdf", "letter.pdf"]:
            run("pdftoppm", "-gray", "-r", "50", pdf, pdf[:-4])
            for name in sorted(os.listdir(FOLDER)):
                if not re.fullmatch(re.escape(pdf[:-4]) + r"-\d+\.pgm", name):
                    continue
                with open(os.path.join(FOLDER, name), "rb") as file:
                    kind, size, most, pixels = file.read().split(b"\n", 3)
                width, height = (int(number) for number in size.split())
                edge = 18  # 9 mm
                for y in range(height):
                    row = pixels[y * width:(y + 1) * width]
                    self.assertGreater(min(row[:edge]), 250, (name, y))
                    self.assertGreater(min(row[-edge:]), 250, (name, y))
                    if y < edge:
                        self.assertGreater(min(row), 250, (name, y))

    def test_charts_differ_without_colours(self):
        # The patterns: of each kind of bar another share of dark points.
        with open(os.path.join(FOLDER, "review.html"), encoding="utf-8") as file:
            text = file.read()
        shapes = dict(re.findall(r'<pattern id="times-(\w+)"[^>]*>(?:<rect[^>]*/>)(.*?)</pattern>', text))
        self.assertEqual(set(shapes), {"opened", "fixed", "accepted"})
        self.assertEqual(len(set(shapes.values())), 3)


if __name__ == "__main__":
    make_files()
    unittest.main(argv=sys.argv[:1], verbosity=2)
