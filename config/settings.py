"""What an installation can set: environment variables with the prefix KUNTAYHTEYS_ and the file .env."""

from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting with its default. Lists are written with commas between the values."""

    model_config = SettingsConfigDict(env_prefix="KUNTAYHTEYS_", env_file=".env", extra="ignore", frozen=True)

    database_url: str = Field(default="sqlite:///kuntayhteys.db", repr=False)
    """`sqlite:///file.db` or `postgresql://user:password@host/database` with libpq's parameters;
    `?pgbouncer=true` where a pooler in transaction mode stands between."""
    database_start_s: float = Field(default=300, ge=0)
    """How long a start waits for a PostgreSQL that is not there yet; also 0."""
    database_connections: int = Field(default=10, ge=1)
    """Connections to PostgreSQL that each replica keeps, besides two for itself: one to be woken by, and one to look
    whether it is ready."""
    database_more_connections: int = Field(default=10, ge=0)
    """Connections opened beside them while there is much to do."""
    database_connection_wait_s: float = Field(default=3, gt=0)
    """Seconds that a turn waits for a connection while all are in use."""
    database_lock_s: float = Field(default=3, ge=0)
    """Seconds that a statement waits for what another transaction holds (`lock_timeout`); 0 for no limit, as below.
    Teams gives a turn up after 15 seconds: with these it has an answer within eight."""
    database_statement_s: float = Field(default=5, ge=0)
    """Seconds that one statement may take, its waiting included (`statement_timeout`)."""
    database_idle_s: float = Field(default=15, ge=0)
    """Seconds after which PostgreSQL ends a transaction in which a replica says nothing any more
    (`idle_in_transaction_session_timeout`)."""
    database_transaction_s: float = Field(default=5, ge=0)
    """Seconds that a transaction may take as a whole, also when PostgreSQL does not answer any more."""
    migrate_at_start: bool = True
    """A start brings the tables to the newest version. Without it, it refuses, and `kuntayhteys migrate` does that."""
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    app_id: str = ""
    """The bot's Microsoft App ID. Empty: the bot starts only on loopback and only with `--insecure-local`."""
    app_password: SecretStr = SecretStr("")
    app_tenant: str = ""
    """The Entra tenant of the bot's registration: tokens for sending come from there."""
    openid_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    """OpenID metadata of whoever signs incoming tokens."""
    login_url: str = "https://login.microsoftonline.com"
    """Where tokens for sending are fetched."""
    graph_url: str = "https://graph.microsoft.com/v1.0"
    connector_url: str = "https://smba.trafficmanager.net/emea/"
    """The Bot Connector through which a person is first written to when no conversation is known yet."""
    service_hosts: Annotated[tuple[str, ...], NoDecode] = ("smba.trafficmanager.net", "*.teams.microsoft.com")
    """Hosts to which the bot's token may be sent: `host` or `host:port`, `*.` in front stands for any subdomain.

    https only, but for loopback addresses.
    """
    file_hosts: Annotated[tuple[str, ...], NoDecode] = ("*.sharepoint.com",)
    """Hosts from which files sent in Teams are fetched and where files for people are stored; as `service_hosts`."""
    allowed_tenants: Annotated[tuple[str, ...], NoDecode] = ()
    """Entra tenants whose people are served. Empty: the tenants of the directory's organisations."""
    person_turns_per_minute: int = Field(default=60, ge=10)
    """How many messages, presses and edits of one person are served in a minute, by each replica."""
    tenant_turns_per_minute: int = Field(default=3_000, ge=100)
    """The same for all people of one Entra tenant together."""
    turns_at_once: int = Field(default=100, ge=1)
    """How many activities each replica has in hand at a time; it asks Teams to send again what comes beyond them."""
    lease_s: float = Field(default=8, ge=1)
    """Seconds after which a message that a replica had begun to send when it died is sent by another. While it lives it
    says so four times in that time."""
    reminders_per_day: int = Field(default=3, ge=1)
    """How often one person is reminded in a day at most; urgent questions are told all the same."""
    keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    """Sealing keys (Fernet), newest first: the first seals, all of them open."""
    pepper: SecretStr = SecretStr("")
    """Key of the pseudonyms under which the same client is found again."""
    log_years: int = Field(default=12, ge=12)
    """How many years the rows of the access log are kept; the law asks for twelve."""
    log_level: str = "INFO"

    @field_validator("service_hosts", "file_hosts", "allowed_tenants", "keys", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
