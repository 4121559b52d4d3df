"""Calls of moto's own backend methods inside the process: thousands of resources, dates in the past."""
import datetime as dt

from moto.backends import get_backend

from clock import parse


def typed(old, new):
    """A JSON value in the type that the attribute already has."""
    if not isinstance(new, str):
        return new
    if isinstance(old, dt.datetime):
        return parse(new) if old.tzinfo else parse(new).replace(tzinfo=None)
    if isinstance(old, (int, float)) and not isinstance(old, bool) and "T" in new:
        return type(old)(parse(new).timestamp())
    return new


def assign(target, attributes):
    for name, value in attributes.items():
        setattr(target, name, typed(getattr(target, name, None), value))


def call(o):
    """{service, account, region, method, kwargs?, repeat?, set?} or {service, account, region, path, key, set}."""
    backend = get_backend(o["service"])[o["account"]][o["region"]]
    if "method" not in o:
        target = backend
        for part in o["path"].split("."):
            target = target[part] if isinstance(target, dict) else getattr(target, part)
        assign(target(o["key"]) if callable(target) else target[o["key"]], o["set"])
        return [o["key"]]
    ids = []
    for _ in range(o.get("repeat", 1)):
        made = getattr(backend, o["method"])(**o.get("kwargs", {}))
        assign(made, o.get("set", {}))
        ids.append(getattr(made, "id", None) or str(made))
    return ids
