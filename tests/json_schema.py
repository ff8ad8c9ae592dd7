"""As much of JSON Schema (2020-12) as docs/edition.schema.json uses, and nothing that it does not know is passed over."""

import re

KINDS = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}
SAID = {"$schema", "$defs", "title", "description"}
KNOWN = {"type", "required", "properties", "additionalProperties", "items", "enum", "const", "pattern", "$ref"}
KNOWN |= {"minimum", "minLength"}


def complaints(value, schema: dict, whole: dict, path: str = "$") -> list[str]:
    unknown = set(schema) - SAID - KNOWN
    assert not unknown, f"{path}: a rule this validator does not know: {unknown}"
    if "$ref" in schema:
        return complaints(value, whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole, path)
    found = []
    if "type" in schema and not any(is_of(value, kind) for kind in listed(schema["type"])):
        return [f"{path}: {value!r} is no {schema['type']}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path}: {value!r} is none of {schema['enum']}")
    if "const" in schema and value != schema["const"]:
        found.append(f"{path}: {value!r} is not {schema['const']!r}")
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{path}: {value!r} does not match {schema['pattern']}")
        if len(value) < schema.get("minLength", 0):
            found.append(f"{path}: too short")
    if is_of(value, "integer") and value < schema.get("minimum", value):
        found.append(f"{path}: {value} is too small")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        found += [f"{path}: {name} is missing" for name in schema.get("required", []) if name not in value]
        if schema.get("additionalProperties", True) is False:
            found += [f"{path}: {name} is not in the schema" for name in value if name not in properties]
        for name, one in value.items():
            found += complaints(one, properties.get(name, {}), whole, f"{path}.{name}")
    if isinstance(value, list):
        for n, one in enumerate(value):
            found += complaints(one, schema.get("items", {}), whole, f"{path}[{n}]")
    return found


def listed(kind) -> list[str]:
    return kind if isinstance(kind, list) else [kind]


def is_of(value, kind: str) -> bool:
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, KINDS[kind])
