"""The signals that a run sends at its end; none of them can make it fail."""

import json
import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from archive.atomic import replacing
from archive.problem import Problem
from crawler.bulletin import headline, letter, prometheus_text, webhook_body

Run = Mapping[str, Any]
Environment = Mapping[str, str]

# Secrets come from the environment alone: a configuration is shown around, an environment is not.
WEBHOOK_URL, WEBHOOK_TOKEN = "DISCLOSURE_WEBHOOK_URL", "DISCLOSURE_WEBHOOK_TOKEN"  # their names
PING_URL = "DISCLOSURE_PING_URL"
MAIL_USER, MAIL_PASSWORD = "DISCLOSURE_MAIL_USER", "DISCLOSURE_MAIL_PASSWORD"
_SECRETS = (WEBHOOK_URL, WEBHOOK_TOKEN, PING_URL, MAIL_USER, MAIL_PASSWORD)
# Seconds for each answer, and for all of a signal: a server that sends a byte now and then answers for ever.
_PATIENCE, _PATIENCE_IN_ALL = 10.0, 30.0


@dataclass(frozen=True, slots=True)
class Mail:
    """Where e-mail goes; ``security`` is ``starttls``, ``tls`` or ``none``."""

    to: tuple[str, ...]
    sender: str
    host: str = "localhost"
    port: int = 25
    security: Literal["starttls", "tls", "none"] = "none"


@dataclass(frozen=True, slots=True)
class Signals:
    """Which signals are sent. Metrics and ping always, webhook and mail ``when`` something is to tell."""

    prometheus: Path | None = None
    webhook: bool = False
    ping: bool = False
    mail: Mail | None = None
    when: Literal["findings", "news", "always"] = "findings"


def send(run: Run, signals: Signals, environment: Environment) -> list[Problem]:
    """Send what is asked for, and give what could not be sent; never raises for a signal's sake."""
    failed = []
    for name, one in _wanted(run, signals, environment):
        if error := _failure(one):
            words = f"the signal was not sent: {type(error).__name__}: {error}"
            failed.append(Problem(f"signal.{name}", _without_secrets(words, environment)))
    return failed


def _failure(one: Callable[[], None]) -> Exception | None:
    """Send a signal, and give what went wrong; what takes too long is left behind."""
    failed: list[Exception] = []

    def call() -> None:
        try:
            one()
        except (OSError, HTTPException, ValueError) as error:  # smtplib's and ssl's are OSErrors
            failed.append(error)

    thread = Thread(target=call, daemon=True)
    thread.start()
    thread.join(_PATIENCE_IN_ALL)
    if thread.is_alive():
        return TimeoutError(f"not done after {_PATIENCE_IN_ALL:.0f} s")
    return failed[0] if failed else None


def _wanted(run: Run, signals: Signals, environment: Environment) -> Iterator[tuple[str, Callable[[], None]]]:
    if signals.prometheus:
        path = signals.prometheus
        yield "prometheus", lambda: _write(path, prometheus_text(run))
    if signals.ping:
        yield "ping", lambda: _ping(run, environment)
    nothing_to_tell = run.get("exit_status") == 0 and not (signals.when == "news" and run.get("news"))
    if nothing_to_tell and signals.when != "always":
        return
    if signals.webhook:
        yield "webhook", lambda: _call_webhook(run, environment)
    if signals.mail:
        mail = signals.mail
        yield "mail", lambda: _send_mail(run, mail, environment)


def _write(path: Path, text: str) -> None:
    with replacing(path) as file:
        file.write(text.encode())


def _ping(run: Run, environment: Environment) -> None:
    """Tell a health check that the run came to its end, or that it could do nothing."""
    address = _secret(environment, PING_URL).rstrip("/")
    _post(address if run.get("exit_status") in (0, 1) else f"{address}/fail", letter(run).encode(), {})


def _call_webhook(run: Run, environment: Environment) -> None:
    token = environment.get(WEBHOOK_TOKEN)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    _post(_secret(environment, WEBHOOK_URL), json.dumps(webhook_body(run)).encode(), headers)


def _post(address: str, body: bytes, headers: Mapping[str, str]) -> None:
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError("the address begins with neither http:// nor https://")
    request = Request(address, body, dict(headers), method="POST")  # noqa: S310  # the scheme is checked
    with urlopen(request, timeout=_PATIENCE) as response:  # noqa: S310
        response.read(1024)


def _send_mail(run: Run, mail: Mail, environment: Environment) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = headline(run), mail.sender, ", ".join(mail.to)
    message.set_content(letter(run))
    context = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(mail.host, mail.port, timeout=_PATIENCE, context=context)
        if mail.security == "tls"
        else smtplib.SMTP(mail.host, mail.port, timeout=_PATIENCE)
    )
    with server:
        if mail.security == "starttls":
            server.starttls(context=context)
        if user := environment.get(MAIL_USER):
            server.login(user, environment.get(MAIL_PASSWORD, ""))
        server.send_message(message)


def _secret(environment: Environment, name: str) -> str:
    if value := environment.get(name):
        return value
    raise ValueError(f"the environment has no {name}")


def _without_secrets(words: str, environment: Environment) -> str:
    for name in _SECRETS:
        if value := environment.get(name):
            words = words.replace(value, f"${name}")
    return words
