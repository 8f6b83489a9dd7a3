"""How long the texts are that people write."""

MESSAGE_LENGTH = 4000
