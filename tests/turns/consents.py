"""What a form says of a client's consent."""

from collections.abc import Mapping

CODE = "010594Y9032"
ORAL: Mapping[str, str] = {"basis": "consent", "consent": "client-orally", "consent_on": "2026-11-24"}
"""Given on the day on which the office's clock stands."""
WRITTEN: Mapping[str, str] = {
    "basis": "consent",
    "consent": "client-in_writing",
    "consent_on": "2026-11-20",
    "consent_until": "2026-11-30",
    "consent_names_us": "true",
}
