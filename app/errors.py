"""The four ways a request can be turned down; mapped once to HTTP in `web`, once to answers in `realtime`."""


class Declined(Exception):
    """Base: something kind can be said, nothing was changed."""

    code = "declined"

    def __init__(self, message: str = "", **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class NotAllowed(Declined):
    """The member may not do this here and now."""

    code = "not_allowed"


class SignInFirst(NotAllowed):
    """Members may; whoever asks is not signed in (any more). What was typed is shown beside the way in."""

    code = "sign_in_first"


class SecondFactorFirst(NotAllowed):
    """They have been entrusted with it; this session has not shown their second factor (any more)."""

    code = "second_factor_first"


class NotFound(Declined):
    """The thing does not exist, or not for this member."""

    code = "not_found"


class Invalid(Declined):
    """The input needs another look; `details["fields"]` maps field names to sentences."""

    code = "invalid"


class TooOften(Declined):
    """A limit was reached; `details["seconds"]` says when it is worth trying again."""

    code = "too_often"
