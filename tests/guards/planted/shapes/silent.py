class Thing:
    def act(self) -> None:
        return None

    def _hidden(self) -> None:
        return None


def verb() -> None:
    return None
