"""What a text, a release or a yes-or-no of a sheet or formula may be: for completion, which works nothing out."""

from __future__ import annotations

from estimator.notation.tree import Binary, Call, Choices, Name, ReleaseOf, Text, YesNo
from estimator.notation.walking import walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from estimator.model.modules import Library, Module
    from estimator.notation.tree import Annotation, Definition, Parameter

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
        texts = _texts(annotation, lambda path: [_text(module, path, given)], [module, library.module(_RELEASES)])
        # What all of those take that it is passed on to, if there is such a text.
        found = [text for text in found if text in texts] or found or list(texts)
    if not found:
        found = list(_compared(module, name))
    return tuple(dict.fromkeys(found))


def choices_of_parameter(definition: Definition, name: str, library: Library) -> tuple[str, ...]:
    """What a parameter of a formula may be, in order; the releases of all products where no one is chosen."""
    found = next((each for each in definition.parameters or () if each.name == name), None)
    if found is None or found.annotation is None:
        return ()
    listed = [library.module(_RELEASES)]
    return _texts(found.annotation, lambda path: choices_of_parameter(definition, path, library), listed)


def _texts(
    annotation: Annotation, products_of: Callable[[str], Iterable[str]], places: Iterable[Module | None]
) -> tuple[str, ...]:
    """What an annotation lets through; `products_of` says which products a name may be, `places` list releases."""
    match annotation:
        case Choices(texts):
            return texts
        case YesNo():
            return ("yes", "no")
        case ReleaseOf(product):
            products = [product.value] if isinstance(product, Text) else products_of(product.path)
            return tuple([text for chosen in products for text in _releases(chosen, places)])
        case _:
            return ()


def _releases(product: str, places: Iterable[Module | None]) -> tuple[str, ...]:
    return next((each.releases[product].known for each in places if each is not None and product in each.releases), ())


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
