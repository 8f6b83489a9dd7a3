"""Why the door turns a request away, each with its HTTP status. The reason goes to the log, never to the sender."""


class Unwelcome(Exception):  # noqa: N818 - a refusal, not a bug
    """The request goes no further."""

    status = 400

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Malformed(Unwelcome):
    """The body is not an activity."""


class TooMuch(Unwelcome):
    """Its tenant has too much in hand already: Teams brings it again."""

    status = 503


class NotSigned(Unwelcome):
    """No token, or one that is not valid."""

    status = 401


class NotAllowed(Unwelcome):
    """A valid token, but not for this activity."""

    status = 403
