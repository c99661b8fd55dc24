"""What a verb says under --help and of wrong usage: Typer's own, without the words of Python."""

from __future__ import annotations

from typing import Any

from typer import BadParameter
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption


class Verb(TyperCommand):
    """A verb."""

    def get_params(self, ctx: Any) -> list[Any]:
        """What it takes."""
        return _without_types(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Reads what was typed."""
        try:
            return super().parse_args(ctx, args)
        except BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")
            raise


class Group(TyperGroup):
    """A verb that has verbs of its own."""

    def get_params(self, ctx: Any) -> list[Any]:
        """What it takes itself."""
        return _without_types(super().get_params(ctx))


def _without_types(parameters: list[Any]) -> list[Any]:
    """A flag takes no value, and what an argument is its help says: "<bool>" and "<list[str]>" only mislead."""
    for each in parameters:
        if isinstance(each, TyperArgument) or (isinstance(each, TyperOption) and each.is_flag):
            each.display_type_rich = _nothing  # type: ignore[method-assign]
    return parameters


def _nothing(ctx: Any) -> None:
    return None
