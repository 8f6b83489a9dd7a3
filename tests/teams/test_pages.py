"""The public pages that the Teams app package links to."""

import pytest

from bot.teams.pages import PAGES, page


@pytest.mark.parametrize("path", ["/", "/privacy", "/terms"])
def test_a_page_speaks_three_languages_finnish_first(path: str) -> None:
    html = page(PAGES[path])
    assert [html.index(f'lang="{code}"><h1>') for code in ("fi", "sv", "en")] == sorted(
        html.index(f'lang="{code}"><h1>') for code in ("fi", "sv", "en")
    )
    assert "<script" not in html
