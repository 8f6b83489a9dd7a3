"""What sealing a text costs, and what it adds to its size: python -m bench.sealing."""

import time
from collections.abc import Callable

from cryptography.fernet import Fernet

from bot.privacy.sealed_texts import open_text, seal_text
from bot.privacy.sealing import Sealer

LENGTHS = (40, 400, 4000)
ROUNDS = 2_000


def main() -> None:
    """One line per length, in microseconds and bytes."""
    sealer = Sealer([Fernet.generate_key().decode()])
    for length in LENGTHS:
        sealing, opening, size = _measured(sealer, ("vuokrarästi, häätö " * length)[:length])
        print(f"{length} characters: seal {sealing:.0f} µs, open {opening:.0f} µs, stored {size} bytes")


def _measured(sealer: Sealer, text: str) -> tuple[float, float, int]:
    stored = seal_text(sealer, text, "bench", "1")
    sealing = _microseconds(lambda: seal_text(sealer, text, "bench", "1"))
    return sealing, _microseconds(lambda: open_text(sealer, stored, "bench", "1")), len(stored)


def _microseconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(ROUNDS):
        run()
    return (time.perf_counter() - began) / ROUNDS * 1e6


if __name__ == "__main__":
    main()
