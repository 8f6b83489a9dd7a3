"""Fictional identity codes (individual numbers 900-999), as many as a test wants."""

from collections.abc import Iterator

from directory.guard.check_characters import check_character


def codes(count: int) -> Iterator[str]:
    """Different codes of past birth dates."""
    for number in range(count):
        day, rest = number % 28 + 1, number // 28
        month, rest = rest % 12 + 1, rest // 12
        year, individual = rest % 70 + 10, 900 + rest // 70
        digits = f"{day:02}{month:02}{year:02}"
        yield f"{digits}-{individual}{check_character(f'{digits}{individual}')}"
