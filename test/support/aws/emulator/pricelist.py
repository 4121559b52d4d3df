"""A stand-in for AWS Price List GetProducts over products that a test posted (moto has no pricing backend).

Price List API reference, GetProducts: PriceList is a list of JSON strings, all filters must hold, a page has at most
100 products. Endpoints: General Reference, "AWS Price List endpoints".
"""
import json

ENDPOINTS = {"us-east-1", "eu-central-1", "ap-south-1", "cn-northwest-1"}
TYPES = {
    "TERM_MATCH": lambda have, want: have == want,
    "EQUALS": lambda have, want: have == want,
    "CONTAINS": lambda have, want: want in have,
    "ANY_OF": lambda have, want: have in want.split(","),
    "NONE_OF": lambda have, want: have not in want.split(","),
}
_products = {}


def post(o):
    """{account, products: [the price list's own JSON objects]}, added to those of the account."""
    for p in o["products"]:
        if not p["product"]["sku"] or not p["serviceCode"] or not isinstance(p["product"]["attributes"], dict):
            raise ValueError("a product has a serviceCode, product.sku and product.attributes")
    _products.setdefault(o["account"], []).extend(o["products"])
    return len(_products[o["account"]])


def forget(account):
    _products.pop(account, None)


def value(product, field):
    if field.lower() == "servicecode":
        return product["serviceCode"]
    inner = product["product"]
    return inner["attributes"].get(field, inner.get(field) if field in ("sku", "productFamily") else None)


def holds(product, f):
    have = value(product, f["Field"])
    return have is not None and TYPES[f["Type"]](have, f["Value"])


def refuse(code, message):
    return 400, {"x-amzn-errortype": code}, {"__type": code, "message": message}


def get_products(region, account, p):
    if region not in ENDPOINTS:
        return refuse("UnrecognizedClientException", f"There is no price list endpoint in {region}.")
    if not p.get("ServiceCode"):
        return refuse("InvalidParameterException", "ServiceCode cannot be null or empty")
    size, start = p.get("MaxResults", 100), str(p.get("NextToken") or "0")
    if not 1 <= size <= 100:
        return refuse("InvalidParameterException", "MaxResults must be between 1 and 100")
    if not start.isdigit():
        return refuse("InvalidNextTokenException", "The next token is invalid")
    filters = p.get("Filters", [])
    bad = next((f for f in filters if f.get("Type") not in TYPES), None)
    if bad:
        return refuse("InvalidParameterException", f"{bad.get('Type')} is not a filter type")
    mine = [x for x in _products.get(account, []) if x["serviceCode"] == p["ServiceCode"]]
    found = [x for x in mine if all(holds(x, f) for f in filters)]
    end = int(start) + size
    page = {"FormatVersion": "aws_v1", "PriceList": [json.dumps(x) for x in found[int(start):end]]}
    return 200, {}, {**page, **({"NextToken": str(end)} if end < len(found) else {})}


def answer(who):
    """-> (status, headers, body) of GetProducts; None for any other call."""
    service, region, account, operation, p = who
    if (service, operation) != ("pricing", "GetProducts"):
        return None
    status, headers, body = get_products(region, account, p)
    return status, {"content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "price-list", **headers}, json.dumps(body).encode()
