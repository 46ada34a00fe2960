"""What schedules a run is right by its own tool's rules, and starts the command that there is."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema_rs
import pytest

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SERVICE = DEPLOY / "systemd" / "disclosure-archive.service"
TIMER = DEPLOY / "systemd" / "disclosure-archive.timer"
CRON = DEPLOY / "cron" / "disclosure-archive"
MANIFEST = DEPLOY / "kubernetes" / "cronjob.yaml"
CONTAINERFILE = DEPLOY / "Containerfile"

needs_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed"
)


def _documents():
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed (it comes with pywb)")
    return list(yaml.safe_load_all(MANIFEST.read_text("utf-8")))


def _cronjob():
    return next(each for each in _documents() if each["kind"] == "CronJob")


def _pod():
    return _cronjob()["spec"]["jobTemplate"]["spec"]["template"]["spec"]


# --- systemd


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    scrapy = Path(sys.executable).with_name("scrapy")
    for unit in (SERVICE, TIMER):
        text = unit.read_text("utf-8").replace("/opt/disclosure-archive/.venv/bin/scrapy", str(scrapy))
        (tmp_path / unit.name).write_text(text, "utf-8")
    units = [str(tmp_path / unit.name) for unit in (SERVICE, TIMER)]
    command = ["systemd-analyze", "verify", "--man=no", *units]
    process = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    told = [row for row in (process.stdout + process.stderr).splitlines() if "disclosure-archive" in row]
    assert process.returncode == 0, process.stderr
    assert told == []


@needs_systemd
def test_the_timer_names_a_moment_of_every_day():
    moment = re.search(r"^OnCalendar=(.*)$", TIMER.read_text("utf-8"), re.MULTILINE)[1]
    process = subprocess.run(
        ["systemd-analyze", "calendar", moment], capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr


def test_the_timer_has_jitter_and_makes_up_for_a_missed_day():
    timer = TIMER.read_text("utf-8")
    assert re.search(r"^RandomizedDelaySec=\S+$", timer, re.MULTILINE)
    assert re.search(r"^Persistent=true$", timer, re.MULTILINE)


def test_findings_do_not_fail_the_unit_and_a_failure_does():
    assert re.findall(r"^SuccessExitStatus=(.*)$", SERVICE.read_text("utf-8"), re.MULTILINE) == ["1"]


# --- cron


def _cron_line():
    return next(row for row in CRON.read_text("utf-8").splitlines() if re.match(r"\d", row))


def test_the_crontab_has_five_fields_a_user_and_no_bare_percent_sign():
    minute, hour, day, month, weekday, user, command = _cron_line().split(maxsplit=6)
    assert (0 <= int(minute) < 60, 0 <= int(hour) < 24, day, month, weekday) == (True, True, "*", "*", "*")
    assert user == "disclosure"
    assert not re.search(r"(?<!\\)%", command), "cron reads a bare percent sign as the end of a line"


def test_the_shell_can_read_the_line_of_the_crontab():
    command = _cron_line().split(maxsplit=6)[6].replace("\\%", "%")
    process = subprocess.run(["sh", "-n", "-c", command], capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr


def test_the_jitter_of_the_crontab_is_a_number_of_seconds():
    sleep = re.search(r"sleep (\$\(\(.*?\)\));", _cron_line())[1].replace("\\%", "%")
    process = subprocess.run(["sh", "-c", f"echo {sleep}"], capture_output=True, text=True, check=False)
    assert 0 <= int(process.stdout) < 7200


# --- Kubernetes


def test_the_manifest_has_only_fields_that_there_are():
    schema = json.loads(Path(__file__).with_name("kubernetes.schema.json").read_bytes())
    for document in _documents():
        jsonschema_rs.validator_for(schema).validate(document)


def test_runs_in_a_cluster_are_kept_apart_and_made_up_for():
    spec = _cronjob()["spec"]
    assert spec["concurrencyPolicy"] == "Forbid"
    assert spec["startingDeadlineSeconds"] >= 3600
    assert spec["jobTemplate"]["spec"]["backoffLimit"] == 0, "the next day's run goes on"


def test_every_mount_of_the_manifest_has_its_volume_and_the_volume_its_claim():
    (container,) = _pod()["containers"]
    volumes = {volume["name"]: volume for volume in _pod()["volumes"]}
    assert {mount["name"] for mount in container["volumeMounts"]} == set(volumes)
    claims = {each["metadata"]["name"] for each in _documents() if each["kind"] == "PersistentVolumeClaim"}
    assert volumes["data"]["persistentVolumeClaim"]["claimName"] in claims


@pytest.mark.parametrize(("status", "ended"), [(0, 0), (1, 0), (2, 1), (3, 1)])
def test_in_a_cluster_findings_are_no_failure_and_the_rest_is(tmp_path, status, ended):
    (container,) = _pod()["containers"]
    (tmp_path / "scrapy").write_text(f'#!/bin/sh\necho "$@"\nexit {status}\n')
    (tmp_path / "sleep").write_text("#!/bin/sh\n")
    for name in ("scrapy", "sleep"):
        (tmp_path / name).chmod(0o755)
    process = subprocess.run(
        [*container["command"], *container["args"]],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == ended
    assert process.stdout.split()[:2] == ["crawl", "annual_reports"]


# --- container


def _instructions():
    text = re.sub(r"^#.*\n", "", CONTAINERFILE.read_text("utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    return [tuple(row.split(maxsplit=1)) for row in text.splitlines() if row.strip()]


def test_the_container_copies_what_is_there_and_installs_by_the_lock():
    instructions = _instructions()
    assert instructions[0][0] == "FROM"
    assert re.search(r":\d", instructions[0][1]), "the Python version is fixed"
    for word, rest in instructions:
        for source in rest.split()[:-1] if word == "COPY" else ():
            assert (ROOT / source).exists(), source
    copied = " ".join(rest for word, rest in instructions if word == "COPY")
    for package in ("archive", "crawler", "pipelines", "scrapy.cfg", "requirements/core.txt"):
        assert package in copied
    assert any("--require-hashes" in rest for word, rest in instructions if word == "RUN")


def test_the_container_does_not_run_as_root():
    users = [rest for word, rest in _instructions() if word == "USER"]
    assert users
    assert not users[-1].startswith(("0", "root"))


def test_the_image_of_the_manifest_is_the_version_of_the_project():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    (container,) = _pod()["containers"]
    assert container["image"] == f"disclosure-archive:{version}"


# --- all


def _commands():
    yield re.search(r"^ExecStart=(.*)$", SERVICE.read_text("utf-8"), re.MULTILINE)[1]
    yield _cron_line().partition("exec ")[2]
    yield " ".join(json.loads(dict(_instructions())["CMD"]))


def test_every_schedule_starts_the_spider_that_there_is():
    for command in _commands():
        words = shlex.split(command)
        assert words[0].endswith("scrapy")
        assert words[1:5] == ["crawl", "annual_reports", "-a", "site=all"]
        assert all(re.fullmatch(r"[A-Z]+=/\S+", value) for value in words[6::2])


def test_each_way_is_installed_by_three_lines():
    text = (ROOT / "docs" / "schedule.md").read_text("utf-8")
    for name in ("systemd", "cron", "Kubernetes", "A container by hand"):
        block = re.search(rf"^## {name}\n.*?```console\n(.*?)```", text, re.MULTILINE | re.DOTALL)[1]
        assert len(block.splitlines()) == 3, name
    for file in DEPLOY.rglob("*"):
        assert file.is_dir() or file.stem in text, file
