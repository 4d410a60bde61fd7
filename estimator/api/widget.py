"""The live widget: the page of an estimate in a notebook's cell, in step with Python.

Moving a slider recalculates in the browser, and `widget.estimate` is the estimate with those assumptions. A widget
lives as long as its kernel: what a notebook saves of it is a number that nobody answers to any more. So a cell shows
two things, first the page in a frame, which needs no kernel and which the widget hides as soon as it lives, then the
widget. `Estimate.page` is that first one alone.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import anywidget
import traitlets

from estimator.languages.program import Program
from estimator.languages.scales import scale_of
from estimator.languages.texts import sheet_text
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN
from estimator.model.input_distributions import BEST, RANGE
from estimator.model.steps import Draw
from estimator.units.display import Shown
from estimator.writers.html import library_text
from estimator.writers.page.cell import cell_html, frame_html, widget_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn, SupportsIndex

    from estimator.languages.program import Input
    from estimator.reckoning.evaluate import Evaluation

_RENDER = """
export default {
  render({ model, el }) {
    const style = document.createElement("style"), room = document.createElement("div");
    style.textContent = model.get("style");
    room.className = "estimate-cell";
    room.innerHTML = model.get("markup");
    el.append(style, room);
    for (const saved of document.querySelectorAll(`[data-saved="${model.get("mark")}"]`)) saved.hidden = true;
    if (!model.get("live")) return;
    const tell = (inputs, chosen) => {
      model.set("inputs", [...inputs]);
      model.set("chosen", [...chosen]);
      model.save_changes();
    };
    const root = room.querySelector(".estimate"), data = JSON.parse(model.get("data"));
    const started = model.get("inputs"), chosen = model.get("chosen");
    const estimate = bringToLife(root, data, PROGRAM, null, null, OPENED);
    estimate.choose(chosen);
    started.forEach((value, place) => {
      if (value !== data.inputs[place].value) estimate.set(place, value);
    });
    estimate.watch(tell);
  },
};
"""


class EstimateWidget(anywidget.AnyWidget):
    """An estimate with fields and sliders; `inputs` are the numbers of its assumptions in base units.

    `texts` has what each text of it may be, and `chosen` what each is, as a place in that.
    """

    _esm = ""
    markup = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)
    data = traitlets.Unicode().tag(sync=True)
    live = traitlets.Bool().tag(sync=True)
    mark = traitlets.Unicode().tag(sync=True)
    inputs = traitlets.List(traitlets.Float()).tag(sync=True)
    chosen = traitlets.List(traitlets.Int()).tag(sync=True)

    def __init__(self, evaluation: Evaluation, again: Callable[..., Any]) -> None:
        """The widget of an evaluation; `again` gives the estimate with other assumptions, each a text."""
        parts = widget_parts(evaluation)
        self._evaluation = evaluation
        self._again = again
        self._program = Program(evaluation, truths=True)
        self.texts: dict[str, tuple[str, ...]] = parts["texts"]
        self._chosen = [may.index(parts["chosen"][name]) for name, may in self.texts.items()]
        super().__init__(
            _esm=f"{library_text()}\nconst PROGRAM = {parts['program']};\nconst OPENED = {parts['opened']};\n{_RENDER}",
            markup=parts["markup"],
            style=parts["style"],
            data=json.dumps(parts["data"]),
            live=parts["live"],
            mark=uuid4().hex,
            inputs=[each.value for each in self._program.inputs],
            chosen=list(self._chosen),
        )

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a widget lives in the page of its notebook: copy or pickle widget.estimate")

    def __copy__(self) -> NoReturn:
        self.__reduce_ex__(0)

    def __deepcopy__(self, memo: object) -> NoReturn:
        self.__reduce_ex__(0)

    @property
    def estimate(self) -> Any:
        """The estimate with the assumptions as they stand in the widget now. EstimateError where they do not fit."""
        changed: dict[str, str] = {}
        place = 0
        for found in self._program.inputs_of.values():
            values = self.inputs[place : place + len(found)]
            place += len(found)
            if values != [each.value for each in found]:
                changed[found[0].quantity.definition.name] = written(found, values, self._program)
        for (name, may), own, now in zip(self.texts.items(), self._chosen, self.chosen, strict=True):
            if own != now:
                changed[name] = may[now]
        return self._again(**changed)

    def _ipython_display_(self) -> None:
        """Two outputs: what is read where the notebook is saved, then the widget, which says nothing besides."""
        display: Any = import_module("IPython.display").display  # without types
        text = sheet_text(self._evaluation)
        display({"text/html": frame_html(self._evaluation, self.mark), "text/plain": text}, raw=True)
        found = super()._repr_mimebundle_()
        data, metadata = found if isinstance(found, tuple) else (found, {})
        display({**(data or {}), "text/plain": ""}, metadata=metadata, raw=True)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget as one output, for who asks for that."""
        bundle = super()._repr_mimebundle_(**options)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is None:
            return bundle
        data["text/html"] = cell_html(self._evaluation)
        data["text/plain"] = sheet_text(self._evaluation)
        return (data, bundle[1]) if isinstance(bundle, tuple) else data


def written(found: list[Input], values: list[float], program: Program) -> str:
    """An assumption with other numbers, in the notation and in its own unit."""
    if found[0].quantity.kind is BOOLEAN:
        return "yes" if values[0] else "no"
    scale = scale_of(found[0].quantity, Values(program.evaluation))
    texts = [str(Shown(repr(scale.from_base(value)), scale.unit, rounded=False)) for value in values]
    draw = program.steps[found[0].step].expression
    if not isinstance(draw, Draw):
        return texts[0]
    if draw.distribution == RANGE:
        return f"{texts[0]} to {texts[1]}"
    if draw.distribution == BEST:
        return f"{texts[0]} ({texts[1]} to {texts[2]})"
    return f"{draw.distribution}({', '.join(texts)})"
