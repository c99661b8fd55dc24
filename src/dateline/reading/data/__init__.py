"""Word lists of the room, one entry a line; a line that begins with "#" is a remark."""

from importlib import resources


def lines(name: str) -> list[str]:
    """The entries of the list `name`."""
    text = resources.files(__name__).joinpath(f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
