"""Draws every card with the npm `adaptivecards` library in Chromium: python -m tests.cards.gallery OUT.

The library is taken from Local Teams' page, or from the node_modules folder given with --node-modules.
"""

import argparse
import json
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright

from config.texts import LANGUAGES, Language, texts
from tests.cards.scenes import SCENES

NODE_MODULES = Path(__file__).parents[2] / "bot" / "local_teams" / "web" / "node_modules"
Theme = Literal["light", "dark"]
WIDTHS = (640, 360)
THEMES: tuple[Theme, ...] = ("light", "dark")
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

PAGE = """<!doctype html><meta charset=utf-8><style>
body{margin:0;padding:12px;font:14px "Segoe UI","Open Sans",sans-serif;display:flex;gap:16px;align-items:flex-start;
 background:#e8e8ea;flex-wrap:nowrap;width:max-content}
.col{display:flex;flex-direction:column;gap:14px}.name{font-weight:600;font-size:13px;margin-bottom:4px;color:#333}
.card{border-radius:4px;overflow:hidden;border:1px solid #d1d1d1;box-sizing:border-box}
.dark .card{background:#292929;color:#fff;border-color:#444}.light .card{background:#fff}
.ac-pushButton{font:600 14px "Segoe UI","Open Sans",sans-serif;padding:5px 12px;border-radius:4px;
 border:1px solid #d1d1d1;background:#fff;color:#242424;cursor:pointer}
.dark .ac-pushButton{background:#292929;color:#fff;border-color:#666}
.ac-pushButton.style-positive{background:#5b5fc7;color:#fff;border-color:#5b5fc7}
.ac-input{font:14px "Segoe UI","Open Sans",sans-serif;border:1px solid #d1d1d1;border-bottom-color:#616161;
 border-radius:4px;padding:5px 8px;box-sizing:border-box;background:#fff;color:#242424;width:100%}
.ac-input input[type=radio],.ac-input input[type=checkbox]{width:auto}
.dark .ac-input{background:#1f1f1f;color:#fff;border-color:#666}
.ac-choiceSetInput-expanded,.ac-choiceSetInput-multiSelect,.ac-toggleInput{border:none!important;padding:0!important;
 background:none!important}
textarea.ac-input{min-height:52px}a{color:#4f52b2}.dark a{color:#9ea2ff}
</style><body></body>"""

DRAW = """([card, width, host, dark]) => {
  const config = new AdaptiveCards.HostConfig(host);
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = window.markdownit().renderInline(text); result.didProcess = true;
  };
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = config; drawn.parse(card);
  const box = document.createElement('div'); box.className = 'card'; box.style.width = width + 'px';
  box.append(drawn.render());
  return box;
}"""


def text_colours(*, dark: bool) -> dict[str, dict[str, str]]:
    """Colours of words, as in the public Teams sample."""
    text, subtle = ("#FFFFFF", "#ADADAD") if dark else ("#242424", "#616161")
    good, bad, warn = ("#92C353", "#F9526B", "#FFAA44") if dark else ("#498205", "#C4314B", "#8A5A00")
    return {
        name: {"default": colour, "subtle": soft}
        for name, colour, soft in (
            ("default", text, subtle),
            ("accent", "#9EA2FF" if dark else "#5B5FC7", subtle),
            ("good", good, good),
            ("attention", bad, bad),
            ("warning", warn, warn),
        )
    }


def host_config(theme: Theme) -> dict[str, object]:
    """Close to the public Teams sample: sizes, spacing and container colours."""
    dark = theme == "dark"
    colours = text_colours(dark=dark)
    on_colour = {**colours, "default": {"default": "#242424", "subtle": "#424242"}}

    def box(background: str, foreground: dict[str, dict[str, str]]) -> dict[str, object]:
        return {"backgroundColor": background, "foregroundColors": foreground}

    return {
        "supportsInteractivity": True,
        "fontFamily": "'Segoe UI','Open Sans',sans-serif",
        "fontSizes": {"small": 12, "default": 14, "medium": 16, "large": 20, "extraLarge": 24},
        "fontWeights": {"lighter": 300, "default": 400, "bolder": 600},
        "lineHeights": {"small": 16, "default": 20, "medium": 22, "large": 28, "extraLarge": 32},
        "spacing": {"small": 8, "default": 12, "medium": 16, "large": 20, "extraLarge": 24, "padding": 16},
        "separator": {"lineThickness": 1, "lineColor": "#3D3D3D" if dark else "#E0E0E0"},
        "containerStyles": {
            "default": box("#292929" if dark else "#FFFFFF", colours),
            "emphasis": box("#1F1F1F" if dark else "#F5F5F5", colours),
            "attention": box("#FFC4B3", on_colour),
            "warning": box("#FFE2B3", on_colour),
        },
        "actions": {
            "maxActions": 6,
            "spacing": "default",
            "buttonSpacing": 8,
            "showCard": {"actionMode": "inline", "inlineTopMargin": 12, "style": "emphasis"},
            "actionsOrientation": "horizontal",
            "actionAlignment": "left",
        },
        "inputs": {"label": {"inputSpacing": "small"}, "errorMessage": {"spacing": "small"}},
        "columnSet": {},
    }


def draw(page: Page, name: str, language: Language, *, press: str) -> None:
    """One card at both widths in both themes, side by side, then the buttons named `press` pressed."""
    page.evaluate("document.body.innerHTML = ''")
    card = SCENES[name](texts(language))
    for width in WIDTHS:
        for theme in THEMES:
            page.evaluate(
                f"""([args, title, theme]) => {{
                  const col = document.createElement('div'); col.className = 'col ' + theme;
                  const box = ({DRAW})(args);
                  const label = document.createElement('div'); label.className = 'name'; label.textContent = title;
                  col.append(label, box); document.body.append(col);
                }}""",
                [[card, width, host_config(theme), theme == "dark"], f"{name} {width} {theme}", theme],
            )
    if press:
        page.evaluate(
            """press => document.querySelectorAll('.ac-pushButton').forEach(
              button => { if (button.textContent === press && button.offsetParent) button.click(); })""",
            press,
        )


def main() -> None:
    """Writes NAME-LANGUAGE.png files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="start of the scene names to draw")
    parser.add_argument("--language", default="fi", choices=LANGUAGES)
    parser.add_argument("--press", default="", help="title of a button to press, to see what it shows")
    parser.add_argument("--node-modules", type=Path, default=NODE_MODULES)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        page = browser.new_page(viewport={"width": 2110, "height": 60})
        page.set_content(PAGE)
        page.add_script_tag(path=str(options.node_modules / "adaptivecards" / "dist" / "adaptivecards.min.js"))
        markdown = next((options.node_modules / "markdown-it" / "dist").rglob("markdown-it*.min.js"))
        page.add_script_tag(path=str(markdown))
        for name in SCENES:
            if name.startswith(options.only):
                draw(page, name, options.language, press=options.press)
                page.screenshot(path=str(options.out / f"{name}-{options.language}.png"), full_page=True)
        (options.out / "sizes.json").write_text(
            json.dumps(
                {name: len(json.dumps(SCENES[name](texts("fi")), ensure_ascii=False)) for name in SCENES}, indent=1
            )
        )
        browser.close()


if __name__ == "__main__":
    main()
