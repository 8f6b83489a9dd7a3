"""Finland's days off, worked out: the holidays package reads the calendars of 200 countries for one (decision 0048)."""

from datetime import date, timedelta

_FIXED = ((1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26))
"""Month and day: New Year, Epiphany, May Day, Independence Day, Christmas Eve and both Christmas days."""
_FROM_EASTER = (-2, 0, 1, 39, 49)
"""Good Friday, Easter, Easter Monday, Ascension Day and Whit Sunday."""
SATURDAY = 5


def days_off(year: int) -> frozenset[date]:
    """The public holidays of a year from 1992 on, Midsummer Eve and Christmas Eve.

    Source: the Church Act (652/2023) and the laws on 1 May (272/1944) and 6 December (388/1937), to be checked; the
    days are those of the holidays package, with which a test compares them. Both eves are days off by custom.
    """
    midsummer = _saturday_from(date(year, 6, 20))
    return frozenset(
        (
            *(date(year, month, day) for month, day in _FIXED),
            *(_easter(year) + timedelta(days=days) for days in _FROM_EASTER),
            *(midsummer - timedelta(days=1), midsummer),
            _saturday_from(date(year, 10, 31)),  # All Saints' Day
        )
    )


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by Butcher's rule of 1876; the letters are its own."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)
