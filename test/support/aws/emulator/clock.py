"""The emulator's clock: a request may say at which instant it happens.

moto takes every timestamp from time.time or moto.core.utils.utcnow, so both are replaced here.
Import this module before anything else of moto: backends bind the names when they are imported.
"""
import datetime as dt
import threading
import time

_request = threading.local()
_real_time = time.time


def now():
    """Seconds since the epoch: the instant the current request asked for, else the real one."""
    fixed = getattr(_request, "instant", None)
    return fixed if fixed is not None else _real_time()


def parse(text):
    """An ISO 8601 instant as an aware datetime in UTC."""
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(dt.timezone.utc)


def epoch(value):
    """Seconds since the epoch of a datetime; one without a zone is UTC."""
    return (value if value.tzinfo else value.replace(tzinfo=dt.timezone.utc)).timestamp()


def set_instant(text):
    """Pins the clock of this thread to an ISO instant; None lets it run."""
    _request.instant = parse(text).timestamp() if text else None


time.time = now
import moto.core.utils  # noqa: E402

moto.core.utils.utcnow = lambda: dt.datetime.fromtimestamp(now(), dt.timezone.utc).replace(tzinfo=None)
