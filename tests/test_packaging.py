"""The distributions as a package index takes them: their metadata, their page, and what is in them."""

from __future__ import annotations

import os
import re
import tarfile
import zipfile
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from packaging.metadata import Metadata
from packaging.specifiers import SpecifierSet

from estimator.api.manual import DOCUMENTS
from tests.data import ROOT

if TYPE_CHECKING:
    from pathlib import Path

VERSIONS = ["3.11", "3.12", "3.13", "3.14"]


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A wheel and a source distribution of this folder."""
    build: Any = import_module("hatchling.build")
    folder = tmp_path_factory.mktemp("dist")
    before = os.getcwd()
    os.chdir(ROOT)
    try:
        wheel, source = build.build_wheel(str(folder)), build.build_sdist(str(folder))
    finally:
        os.chdir(before)
    return folder / wheel, folder / source


@pytest.fixture(scope="module")
def metadata(distributions: tuple[Path, Path]) -> Metadata:
    """The metadata of the wheel, with every field of it checked."""
    with zipfile.ZipFile(distributions[0]) as wheel:
        (name,) = [each for each in wheel.namelist() if each.endswith(".dist-info/METADATA")]
        return Metadata.from_email(wheel.read(name), validate=True)


def test_the_metadata_says_what_an_index_asks(metadata: Metadata) -> None:
    assert metadata.name == "capacity-estimator"
    assert metadata.license_expression == "Apache-2.0"
    assert metadata.summary
    classifiers = metadata.classifiers or []
    known = import_module("trove_classifiers").classifiers
    assert set(classifiers) <= set(known)
    named = [each.rpartition(" ")[2] for each in classifiers if re.search(r":: 3\.\d+$", each)]
    assert named == VERSIONS
    assert isinstance(metadata.requires_python, SpecifierSet)
    assert all(each in metadata.requires_python for each in VERSIONS)
    assert "3.10" not in metadata.requires_python
    for address in (metadata.project_urls or {}).values():
        assert address.startswith("https://")


def test_run_looks_for_each_python_that_is_named() -> None:
    tried = re.search(r"PYTHON:-([^}]*)\}", (ROOT / "run").read_text(encoding="utf-8"))
    assert tried is not None
    assert {f"python{each}" for each in VERSIONS} <= set(tried[1].split())


def test_the_page_of_an_index_renders__and_has_no_dead_end(metadata: Metadata) -> None:
    assert metadata.description_content_type == "text/markdown"
    said = metadata.description or ""
    page = import_module("readme_renderer.markdown").render(said)
    assert page is not None
    assert re.search("<h1[^>]*>capacity-estimator<", page)
    for target in re.findall(r'(?:href|src)="([^"]*)"', page):
        assert re.match(r"https://|#", target), target
    for path in re.findall(r"`(docs/[\w./-]+|CHANGELOG\.md|examples/[\w./-]+)", said):
        assert (ROOT / path).exists(), path
    assert "docs/pictures/page.png" in said
    code = re.compile("```.*?```", re.DOTALL)
    assert code.findall(said) == code.findall((ROOT / "README.md").read_text(encoding="utf-8"))


def test_the_distributions_hold_what_is_needed_and_nothing_else(distributions: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(distributions[0]) as wheel:
        names = wheel.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {re.sub(r"-[\d.]+\.(dist-info|data)$", "", top) for top in tops} == {"estimator", "capacity_estimator"}
    assert {"estimator/units/definitions.txt", "estimator/py.typed", "estimator/formulas/twitter.est"} <= set(names)
    assert {"estimator/library/__init__.pyi", "estimator/library/redis/string.pyi"} <= set(names)
    assert {f"estimator/docs/{name}" for name in DOCUMENTS} <= set(names)
    assert [name for name in names if name.endswith(".data/data/share/man/man1/estimate.1")]
    assert any(name.endswith("licenses/LICENSE") for name in names)
    with tarfile.open(distributions[1]) as source:
        held = {name.partition("/")[2] for name in source.getnames()}
    assert {"README.md", "LICENSE", "pyproject.toml", "formulas/twitter.est", "docs/estimate.1"} <= held
    assert {f"docs/{name}" for name in DOCUMENTS} <= held
    assert not [name for name in held if name.startswith((".venv", "dist")) or "__pycache__" in name]
