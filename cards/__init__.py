"""Every Adaptive Card, pure: a frozen view in, a card out."""

from pydantic import BaseModel

# Of the library's 200 classes a card is made of a dozen: each is built when it is first used (decision 0048).
BaseModel.model_config["defer_build"] = True
import microsoft_teams.cards as _  # noqa: E402, F401 - its classes take the setting over as they are defined

del BaseModel.model_config["defer_build"]
