"""What every test runs under, so that none fails by chance."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

# The same examples in every run, however slow the machine: a change must not be stopped by an old fault found only now.
settings.register_profile(
    "suite",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
# Other examples in every run, to find such faults: ``make search``.
settings.register_profile("search", settings.get_profile("suite"), derandomize=False, print_blob=True)
settings.load_profile("suite")

# FORCE_COLOR, COLUMNS, HTTP_PROXY, PLAN_ASSISTANT_LLM_BASE_URL
FROM_OUTSIDE = re.compile(
    r"PLAN_ASSISTANT_.+|(HTTPS?|ALL|NO)_PROXY|(FORCE|NO|PY)_COLORS?|COLUMNS|LINES|TERMINAL_WIDTH|TTY_.+|GITHUB_ACTIONS",
    re.IGNORECASE,
)
"""Variables of whoever runs the tests that would change what is tested, or how wide and colourful it is printed."""


@pytest.hookimpl(trylast=True)  # behind Hypothesis's own hook, which takes the profile from the command line
def pytest_configure() -> None:
    for name in filter(FROM_OUTSIDE.fullmatch, list(os.environ)):
        del os.environ[name]
    if settings().derandomize:
        # Hypothesis also tries constants of the modules loaded so far: others after every change and in every order.
        providers._get_local_constants = Constants
