"""The check character of a Finnish personal identity code."""

CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
"""The check character of DDMMYY + NNN modulo 31. The separator is not in the sum."""


def check_character(date_and_number: str) -> str:
    """The check character of the nine digits DDMMYYNNN."""
    return CHECK_CHARACTERS[int(date_and_number) % 31]
