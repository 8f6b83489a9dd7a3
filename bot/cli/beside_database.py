"""What an installation on one machine keeps beside its database."""

from pathlib import Path

from config.database import async_url


def secrets_file(address: str) -> Path:
    """Where the secrets are that were made on this machine, of the database at this address."""
    url = async_url(address)
    folder = Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else Path()
    return folder / "kuntayhteys-local-secrets.env"
