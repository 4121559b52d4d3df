"""moto in one process, with what a cost scanner's tests need: paging, dates, metrics, prices, planted answers.

Prints one line  READY http://127.0.0.1:PORT  when it listens. Besides AWS it serves POST /emu/*:
call, metrics, prices, plant (see their modules), calls (the log of one account), forget (its plants, prices and log),
whose (the account of an access key). A request with the header x-emu-clock happens at that instant.
"""
import io
import json
import os
import signal
import sys
import threading

os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"

import clock  # noqa: E402  first: it must replace the clock before any backend is imported
import engines  # noqa: E402
import fields  # noqa: E402,F401
import gaps  # noqa: E402
import metrics  # noqa: E402
import paging  # noqa: E402,F401
import planted  # noqa: E402
import pricelist  # noqa: E402
import seed  # noqa: E402
from moto.iam.models import get_account_id_from  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication, MotoRequestHandler, create_backend_app)
from request import identify  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

log = {}  # account -> its calls


def calls(o):
    return [{"account": account, "service": service, "region": region, "operation": operation, "params": p}
            for service, region, account, operation, p in list(log.get(o["account"], []))]


def forget(o):
    planted.forget(o["account"])
    pricelist.forget(o["account"])
    log.pop(o["account"], None)


def whose(o):
    return get_account_id_from(o["accessKeyId"])


CONTROL = {"call": seed.call, "metrics": metrics.plant, "prices": pricelist.post, "plant": planted.plant,
           "calls": calls, "forget": forget, "whose": whose}


def control(name, body):
    """A wrong seed must be loud: what the function raises is the answer, with status 400."""
    try:
        o, run = json.loads(body or b"{}"), CONTROL[name]
        return "200 OK", json.dumps([run(x) for x in o] if isinstance(o, list) else run(o))
    except Exception as e:
        return "400 Bad Request", json.dumps({"error": f"{type(e).__name__}: {e}"})


class App:
    def __init__(self):
        self.moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, env, start_response):
        path, length = env.get("PATH_INFO", ""), int(env.get("CONTENT_LENGTH") or 0)
        body = env["wsgi.input"].read(length) if length else b""
        if length:
            env["wsgi.input"] = io.BytesIO(body)
        if path.startswith("/emu/"):
            status, text = control(path[5:], body)
            start_response(status, [("content-type", "application/json")])
            return [text.encode()]
        who = identify(env, body)
        if who:
            log.setdefault(who[2], []).append(who)
            out = planted.answer(env, who) or pricelist.answer(who) or engines.answer(env, who) or gaps.answer(env, who)
            if out:
                status, headers, content = out
                start_response(f"{status} planted", [*headers.items(), ("content-length", str(len(content)))])
                return [content]
        clock.set_instant(env.get("HTTP_X_EMU_CLOCK"))
        try:
            return self.moto(env, start_response)
        finally:
            clock.set_instant(None)


class Quiet(MotoRequestHandler):
    def log_request(self, *_):
        pass


def end_with_parent():
    """The parent holds our standard input open for as long as it lives."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()
    server = make_server("127.0.0.1", 0, App(), threaded=True, request_handler=Quiet)
    os.environ["MOTO_PORT"] = str(server.server_port)
    print(f"READY http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
