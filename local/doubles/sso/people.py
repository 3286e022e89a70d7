"""Who can sign in at the local provider: the demo data's staff, and people whom Ordak has to turn away."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """Somebody whom the provider knows; `about` is what its page says beside the name, empty for who is not on it."""

    email: str
    name: str
    about: str = ""
    email_verified: bool = True

    @property
    def sub(self) -> str:
        """The provider's own name for them: no staff id of ours."""
        return f"local|{self.email.partition('@')[0]}"


PEOPLE = (
    Account("sam@ordak.test", "Sam Staff", "Staff, both stores"),
    Account("sue@ordak.test", "Sue Supervisor", "Supervisor, both stores"),
    Account("ada@ordak.test", "Ada Admin", "Admin, both stores"),
    Account("pat@ordak.test", "Pat Packer", "Packer, both stores"),
    Account("agnes@ordak.test", "Agnes Agent", "Agent, both stores"),
    Account("mia@ordak.test", "Mia Member", "Member, Bannos"),
    Account("tom@ordak.test", "Tom (Bannos)", "Staff, Bannos only"),
    Account("zoe@ordak.test", "Zoe (Flour Lane)", "Staff, Flour Lane only"),
    Account("zora@ordak.test", "Zora (Corner)", "Supervisor, Corner Pantry"),
    Account("stan@ordak.test", "Stan (Corner)", "Staff, Corner Pantry"),
    Account("mina@ordak.test", "Mina (Corner)", "Member, Corner Pantry"),
    Account("milo@ordak.test", "Milo (Corner)", "Member, Corner Pantry"),
    # Not on the page: a former supervisor, a stranger, and somebody whose e-mail the provider has not checked.
    Account("gone@ordak.test", "Gone"),
    Account("nobody@ordak.test", "Nobody Known"),
    Account("unverified@ordak.test", "Una Verified", email_verified=False),
)
