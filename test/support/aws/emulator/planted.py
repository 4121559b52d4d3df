"""Answers and errors planted for any operation that the service models know, in that operation's own wire shape.

A plant wins over moto; the newest is tried first; `times` makes it expire (throttle twice, then succeed).
`match` is a subset of the request parameters: JSON body, form fields, or path and query of REST calls.
"""
import datetime as dt
import threading

from moto.core.serialize import get_serializer_class
from moto.core.utils import get_service_model

plants = []
_lock = threading.Lock()


class PlantedError(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code, self.message = code, message


def check(shape, value, at):
    """A member that the model lacks is an error of the test, not a silent gap."""
    if value is None:
        return
    if shape.type_name == "structure":
        for name, v in value.items():
            if name not in shape.members:
                raise KeyError(f"{at}.{name} is not a member of {shape.name}")
            check(shape.members[name], v, f"{at}.{name}")
    elif shape.type_name == "list":
        for i, v in enumerate(value):
            check(shape.member, v, f"{at}[{i}]")


def typed(shape, value):
    if shape.type_name == "structure":
        return {k: typed(shape.members[k], v) for k, v in value.items()}
    if shape.type_name == "list":
        return [typed(shape.member, v) for v in value]
    if shape.type_name == "map":
        return {k: typed(shape.value, v) for k, v in value.items()}
    if shape.type_name == "timestamp" and isinstance(value, str):
        return dt.datetime.fromisoformat(value.replace("Z", "+00:00"))
    return value


def plant(o):
    """{account, service, operation, region?, match?, times?, and one of result or error {code, message?, status?}}."""
    model = get_service_model(o["service"]).operation_model(o["operation"])
    if ("result" in o) == ("error" in o):
        raise ValueError("plant a result or an error")
    if "result" in o:
        check(model.output_shape, o["result"], o["operation"])
    with _lock:
        plants.insert(0, o)
    return len(plants)


def subset(want, have):
    if isinstance(want, dict):
        return isinstance(have, dict) and all(k in have and subset(v, have[k]) for k, v in want.items())
    if isinstance(want, list):
        return isinstance(have, list) and all(any(subset(w, h) for h in have) for w in want)
    return str(want) == str(have)


def take(service, region, account, operation, p):
    with _lock:
        for one in plants:
            if (one["service"], one["operation"]) != (service, operation) or one["account"] != account:
                continue
            if one.get("region", region) != region or not subset(one.get("match", {}), p):
                continue
            if "times" in one:
                one["times"] -= 1
                if one["times"] <= 0:
                    plants.remove(one)
            return one
    return None


def serialize(env, service, operation, result=None, error=None):
    """-> (status, headers, body) of an operation's result or error, in the protocol that the request speaks."""
    model = get_service_model(service).operation_model(operation)
    protocol = model.service_model.resolved_protocol
    if env.get("HTTP_X_AMZ_TARGET"):
        protocol = "json"
    elif "x-www-form-urlencoded" in env.get("CONTENT_TYPE", "") and protocol != "ec2":
        protocol = "query"
    content = PlantedError(error["code"], error.get("message", error["code"])) if error else typed(model.output_shape, result)
    out = get_serializer_class(service, protocol)(operation_model=model).serialize(content)
    status = error.get("status", out["status_code"]) if error else out["status_code"]
    body = out["body"] if isinstance(out["body"], bytes) else (out["body"] or "").encode()
    return status, {**out["headers"], "x-amzn-requestid": "planted"}, body


def answer(env, who):
    """-> (status, headers, body), or None to let moto answer."""
    one = take(*who)
    return serialize(env, who[0], who[3], one.get("result"), one.get("error")) if one else None


def forget(account):
    with _lock:
        plants[:] = [p for p in plants if p["account"] != account]
