"""Which operation, of which service, by which account, a request on the wire is."""
import gzip
import json
import re
import urllib.parse

from moto.core.utils import get_service_model
from moto.iam.models import get_account_id_from

# name in the signature -> name of the service model, where they differ
MODEL = {
    "monitoring": "cloudwatch", "elasticfilesystem": "efs", "elasticmapreduce": "emr", "es": "opensearch",
    "tagging": "resourcegroupstaggingapi", "elasticloadbalancing": "elbv2",
}
_rest = {}


def rest_operations(service):
    """[(method, path pattern, operation, holes)] of a REST service, the most literal path first."""
    if service not in _rest:
        model, rows = get_service_model(service), []
        for name in model.operation_names:
            http = model.operation_model(name).http
            path = re.escape(http.get("requestUri", "/").split("?")[0].rstrip("/"))
            hole = lambda g: f"(?P<{g[1]}>{'.+' if g[2] else '[^/]+'})"  # noqa: E731
            pattern = re.sub(r"\\{(\w+)(\\\+)?\\}", hole, path)
            rows.append((http.get("method"), re.compile(f"^{pattern}/?$"), name, path.count("{")))
        _rest[service] = sorted(rows, key=lambda r: r[3])
    return _rest[service]


def flat(query):
    return {k: v[0] for k, v in urllib.parse.parse_qs(query, keep_blank_values=True).items()}


def identify(env, body):
    """-> (service, region, account, operation, parameters), or None when the request names no operation."""
    signature = re.search(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/", env.get("HTTP_AUTHORIZATION", ""))
    key, region, service = signature.groups() if signature else ("", "us-east-1", "sts")
    if "gzip" in env.get("HTTP_CONTENT_ENCODING", ""):
        body = gzip.decompress(body)
    service, path = MODEL.get(service, service), env.get("PATH_INFO", "/")
    kind, target, p = env.get("CONTENT_TYPE", ""), env.get("HTTP_X_AMZ_TARGET"), flat(env.get("QUERY_STRING", ""))
    if target:
        operation, p = target.split(".")[-1], json.loads(body or b"{}")
    elif "x-www-form-urlencoded" in kind:
        p = flat(body.decode())
        operation = p.get("Action")
        service = "elb" if service == "elbv2" and p.get("Version", "").startswith("2012") else service
    else:
        try:
            rows = rest_operations(service)
        except Exception:
            return None
        # an ARN in the path has slashes of its own, which only the path as it was sent tells from the others
        sent = env.get("RAW_URI", path).split("?")[0]
        hits = (
            (m, name)
            for asked in (path, sent)
            for method, rx, name, _ in rows
            if method == env["REQUEST_METHOD"] and (m := rx.match(asked.rstrip("/")))
        )
        match, operation = next(hits, (None, None))
        if not match:
            return None
        p.update({k: urllib.parse.unquote(v) if match.string == sent.rstrip("/") else v for k, v in match.groupdict().items()})
        if "json" in kind and body:
            p.update(json.loads(body))
    return service, region, get_account_id_from(key), operation, p
