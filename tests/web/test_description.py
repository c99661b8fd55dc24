"""The HTTP API against its own description: whatever that allows is answered as it says, and never fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi import checks as openapi_checks

from dateline.web import Settings, create_app

from .conftest import signed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def asked(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a ledger that may be written to."""
    folder = tmp_path_factory.mktemp("described")
    copy = shutil.copy(filled, folder / "stories.db")
    settings = Settings(user="ann", pages=folder / "pages", samples=folder / "samples")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_DATA", str(folder / "data"))  # where confirmed names go
        with TestClient(create_app(copy, settings), base_url="http://localhost") as client:
            yield signed(client)


CHECKS = ("status_code_conformance", "content_type_conformance", "response_schema_conformance")


def test_every_address_answers_as_described(asked: TestClient) -> None:
    described = schemathesis.openapi.from_dict(asked.get("/api/v1/openapi.json").json())
    described = described.exclude(path_regex="/pages|/addresses")  # what is handed in would be coded
    checks = [getattr(openapi_checks, name) for name in CHECKS]
    tried = []
    for operation in described.get_all_operations():
        tried.append(operation.ok().label)

        @settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.ok().as_strategy())
        def answers(case: Any) -> None:
            told = case.as_transport_kwargs(base_url="http://localhost")
            wanted = {name: told.get(name) for name in ("params", "json")}
            answer = asked.request(told["method"], told["url"], headers={**told["headers"]}, **wanted)
            assert answer.status_code < 500, answer.text
            case.validate_response(answer, checks=checks)

        answers()
    assert len(tried) > 14, tried
