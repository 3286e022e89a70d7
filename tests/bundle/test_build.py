"""What `make build` refuses, and what it does not do twice."""

import re
import tomllib
from pathlib import Path

import pytest

from local.state import ROOT
from tools.ship import build
from tools.ship.artifact import MEGABYTE
from tools.ship.build import LAYER_REQUIREMENTS, REQUIREMENTS, host_architecture


def pinned(file: Path) -> dict[str, str]:
    """The packages of a requirements file with their versions."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", file.read_text(), re.MULTILINE))


def test_too_large_an_artifact_fails_the_build(
    artifacts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert artifacts.exists()
    assert build.report() == 0
    assert "MB zipped" in capsys.readouterr().out
    monkeypatch.setattr(build, "LARGEST_ZIP", MEGABYTE)
    monkeypatch.setattr(build, "LARGEST", MEGABYTE)
    assert build.report() == 1
    complaints = capsys.readouterr().err
    assert "CommonLayer: zipped" in complaints
    assert "WebhookFunction: with its layers" in complaints


def test_what_was_built_of_the_same_inputs_is_not_built_again(artifacts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(build, "_sam_build", asked.append)
    before = (artifacts / "template.yaml").stat().st_mtime_ns
    build.build(host_architecture())
    assert asked == []
    assert (artifacts / "template.yaml").stat().st_mtime_ns == before


def test_another_architecture_or_a_changed_source_is_another_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "functions").mkdir()
    source = tmp_path / "functions/a.py"
    source.write_text("a = 1")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "INPUTS", ("functions",))
    first = build._inputs("arm64")  # noqa: SLF001 - what decides whether to build
    assert build._inputs("x86_64") != first  # noqa: SLF001
    source.write_text("a = 2")
    assert build._inputs("arm64") != first  # noqa: SLF001
    source.write_text("a = 1")
    assert build._inputs("arm64") == first  # noqa: SLF001


def test_requirements_are_pinned_with_hashes_and_nothing_comes_twice() -> None:
    layer, own = pinned(LAYER_REQUIREMENTS), {name: pinned(file) for name, file in REQUIREMENTS.items()}
    assert "psycopg-binary" in layer
    assert "yoyo-migrations" in own["migrate"]
    assert "sentry-sdk" in own["sentry"]
    assert "pypdf" in own["marketplace"]
    assert layer.keys().isdisjoint(own["migrate"].keys() | own["marketplace"].keys())
    # What pip wants to be told of, and is left out.
    assert layer.items() & own["sentry"].items() == {(name, layer[name]) for name in ("certifi", "urllib3")}
    for file in (LAYER_REQUIREMENTS, *REQUIREMENTS.values()):
        assert all("--hash=sha256:" in part for part in re.split(r"\n(?=\w)", file.read_text())[1:])


def test_stale_requirements_are_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(build, "requirements", lambda: {LAYER_REQUIREMENTS: "other==1\n"})
    assert build.main(["--requirements", "--check"]) == 1
    assert "layers/common/requirements.txt" in capsys.readouterr().out


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_requirement_has_a_wheel_for_the_runtime_on_both_architectures(machine: str) -> None:
    """The runtime has glibc 2.34; SAM downloads no newer wheel, and builds none for another architecture."""
    locked = {
        package["name"]: [wheel["url"].rsplit("/", 1)[-1] for wheel in package.get("wheels", []) if "url" in wheel]
        for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    }
    fit = re.compile(rf"-(none-any|(cp313-cp313|cp\d+-abi3)-\S*manylinux(2014|_2_(17|28|34))_{machine}\S*)\.whl$")
    for name in (*pinned(LAYER_REQUIREMENTS), *(name for file in REQUIREMENTS.values() for name in pinned(file))):
        assert any(fit.search(wheel) for wheel in locked[name]), (name, locked[name])
