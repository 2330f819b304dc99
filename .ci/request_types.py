"""Tells mypy what the middleware puts on every request: `person`, and the moment `at`."""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import MDEF, SymbolTableNode, Var
from mypy.plugin import ClassDefContext, Plugin
from mypy.types import AnyType, TypeOfAny

REQUEST = "django.http.request.HttpRequest"
ADDED = ("person", "at")


class RequestTypes(Plugin):
    """Adds the names to Django's own class, where its stubs cannot know them."""

    def get_customize_class_mro_hook(
        self, fullname: str
    ) -> Callable[[ClassDefContext], None] | None:
        return _add if fullname == REQUEST else None


def _add(context: ClassDefContext) -> None:
    names = context.cls.info.names
    for name in ADDED:
        variable = Var(name, AnyType(TypeOfAny.explicit))
        variable.info = context.cls.info
        variable._fullname = f"{REQUEST}.{name}"
        names[name] = SymbolTableNode(MDEF, variable)


def plugin(version: str) -> type[Plugin]:
    """What mypy asks for."""
    return RequestTypes
