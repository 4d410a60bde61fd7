"""How often a law is tried on what a machine makes up, sizes to try it on, and what a line gives."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from estimator.reckoning.estimate import answer
from tests import data
from tests.data import is_quick

FEWER = data.FEWER if is_quick() else 1

settings.register_profile(
    "laws",
    max_examples=100 // FEWER,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
laws = settings.get_profile("laws")
many = settings(laws, max_examples=250 // FEWER)
some = settings(laws, max_examples=40 // FEWER)

SIZES = st.builds(
    lambda mantissa, exponent, sign: sign * mantissa * 10.0**exponent,
    st.floats(1, 10, allow_nan=False),
    st.integers(-15, 17),
    st.sampled_from((1, 1, 1, -1)),
)


def value_of(text: str) -> float:
    """The answer to a line in base units."""
    evaluation = answer(text)
    step = evaluation.model.quantities["answer"].step
    assert step is not None
    return float(evaluation.values[step])
