"""What a text, a release or a yes-or-no of a sheet may be given as: for completion, which works nothing out."""

from __future__ import annotations

from estimator.notation.tree import Binary, Call, Choices, Name, ReleaseOf, Text, YesNo
from estimator.notation.walking import walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from estimator.model.modules import Library, Module
    from estimator.notation.tree import Annotation, Parameter

_RELEASES = "releases"  # the sheet of the library that lists them


def choices_of(module: Module, name: str, library: Library, given: Mapping[str, str]) -> tuple[str, ...]:
    """What a definition of a sheet may be given as, in the order of who asks for it; nothing where it is a number.

    `given` has the other assumptions that were given, as they are written: the versions of a server are those of the
    one that was chosen.
    """
    annotations = [each.annotation for each in _parameters(module, name, library) if each.annotation is not None]
    setting = module.setting(name) if name in module.passed else None
    if setting is not None:
        annotations.append(setting.annotation)
    found: list[str] = []
    for annotation in annotations:
        texts = _texts(annotation, module, library, given)
        # What all of those take that it is passed on to, if there is such a text.
        found = [text for text in found if text in texts] or found or list(texts)
    if not found:
        found = list(_compared(module, name))
    return tuple(dict.fromkeys(found))


def _texts(annotation: Annotation, module: Module, library: Library, given: Mapping[str, str]) -> tuple[str, ...]:
    match annotation:
        case Choices(texts):
            return texts
        case YesNo():
            return ("yes", "no")
        case ReleaseOf(product):
            chosen = product.value if isinstance(product, Text) else _text(module, product.path, given)
            listed = library.module(_RELEASES)
            for place in (module, listed):
                if place is not None and chosen in place.releases:
                    return place.releases[chosen].known
        case _:
            pass
    return ()


def _text(module: Module, name: str, given: Mapping[str, str]) -> str:
    """The text that a name has: as it was given, of the sheet, or of the setting."""
    if name in given:
        return given[name].strip().strip('"')
    definition = module.definitions.get(name)
    expression = definition.expression if definition is not None else None
    if expression is None:
        setting = module.setting(name)
        expression = setting.default if setting is not None else None
    return expression.value if isinstance(expression, Text) else ""


def _parameters(module: Module, name: str, library: Library) -> Iterator[Parameter]:
    """The parameters that a definition is passed on to, as it is."""
    for definition in module.definitions.values():
        for node in walk((definition.expression, definition.locals)):
            if not isinstance(node, Call):
                continue
            parameters = _parameters_of(module, node.path, library)
            by_name = {each.name: each for each in parameters}
            for place, argument in enumerate(node.arguments):
                if not (isinstance(argument.value, Name) and argument.value.path == name):
                    continue
                if argument.name in by_name:
                    yield by_name[argument.name]
                elif not argument.name and place < len(parameters):
                    yield parameters[place]


def _parameters_of(module: Module, path: str, library: Library) -> tuple[Parameter, ...]:
    """The parameters of the function that a call names; none where it is not to be found without working anything."""
    own = module.definitions.get(path)
    if own is not None:
        return own.parameters or ()
    found = library.find(path)
    if found is None:
        return ()
    other, rest = found
    definition = other.definitions.get(rest or path.rpartition(".")[2])
    return (definition.parameters or ()) if definition is not None else ()


def _compared(module: Module, name: str) -> Iterator[str]:
    """The texts that a sheet compares a definition with, behind its own."""
    definition = module.definitions.get(name)
    if definition is None or not isinstance(definition.expression, Text):
        return
    yield definition.expression.value
    for other in module.definitions.values():
        for node in walk((other.expression, other.locals)):
            match node:
                case Binary("==" | "!=", Name(path), Text(value)) | Binary("==" | "!=", Text(value), Name(path)):
                    if path == name:
                        yield value
                case _:
                    pass
