"""In CI a skipped test is a failed one: everything that it needs is installed there."""

from collections.abc import Generator

import pytest


def _failed(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turns a skip into a failure that says why; what is expected to fail stays as it is."""
    if report.skipped and not hasattr(report, "wasxfail"):
        told = report.longrepr
        reason = told[2] if isinstance(told, tuple) else str(told)
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Each test's three reports."""
    report = yield
    _failed(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Whole files that skip themselves when they are imported."""
    report = yield
    _failed(report)
    return report
