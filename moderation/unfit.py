"""Why a change of the policy cannot be."""


class Unfit(ValueError):
    """An entry or a change that cannot be; `code` says why, for whoever phrases it, and `about` of which kind."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(f"{code}: {about}" if about else code)
        self.code, self.about = code, about
