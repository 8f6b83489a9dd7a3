"""Which web addresses may be shown as links: https, and nothing in them that a card would read as markup."""

import re

_ADDRESS = re.compile(r"https://[^\W_](?:[\w.-]*\w)?(?::\d{1,5})?(?:[/?#][\w./?#=&%+,;:@~!*$-]*)?")
LONGEST = 300


def is_web_address(text: str) -> bool:
    """Whether the text is an https address without blanks, brackets, quotes and control signs."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None
