"""The HTTP API against its own description: whatever that allows is answered as it says, and never fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings

from dateline.web import Settings, create_app

from .conftest import signed

schemathesis = pytest.importorskip("schemathesis")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def asked(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a ledger that may be written to."""
    copy = shutil.copy(filled, tmp_path_factory.mktemp("described") / "stories.db")
    with TestClient(create_app(copy, Settings(user="ann")), base_url="http://localhost") as client:
        yield signed(client)


@pytest.fixture(scope="module")
def described(asked: TestClient) -> Any:
    return schemathesis.openapi.from_dict(asked.get("/api/v1/openapi.json").json())


schema = schemathesis.pytest.from_fixture("described").exclude(path_regex="/pages")  # those would be coded


@schema.parametrize()
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_address_answers_as_described(case: Any, asked: TestClient) -> None:
    told = case.as_transport_kwargs(base_url="http://localhost")
    answer = asked.request(
        told["method"], told["url"], params=told.get("params"), json=told.get("json"), headers={**told["headers"]}
    )
    assert answer.status_code < 500, answer.text
    case.validate_response(
        answer,
        checks=[
            schemathesis.checks.not_a_server_error,
            schemathesis.specs.openapi.checks.status_code_conformance,
            schemathesis.specs.openapi.checks.content_type_conformance,
            schemathesis.specs.openapi.checks.response_schema_conformance,
        ],
    )
