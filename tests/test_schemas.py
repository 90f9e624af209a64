"""The JSON Schemas are committed, in step with what `check` accepts, and offer nothing that nobody wants."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from generator import build, disk
from generator.cli import main
from generator.export import schemas
from generator.records.compose import compose
from generator.records.load import model_of
from generator.records.shape import fields, models
from generator.records.snippets import skeleton
from generator.records.yamltree import plain
from generator.rules.catalogue import CODES
from tests.conftest import HARBOUR, ROOT, harbour, harbour_texts, with_part

BINDING = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
NAMES = {model: name for name, model in schemas.SCHEMAS.items()}


def valid(path: str, data: Any, made: Mapping[str, Any] | None = None) -> bool:
    """Whether the schema of a file accepts what is in it."""
    schema = made or json.loads((ROOT / schemas.FOLDER / f"{NAMES[model_of(path)]}.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema).is_valid(data)


def accepted(path: str, data: Any) -> bool:
    """Whether the model of a file does."""
    try:
        model_of(path).model_validate(data)
    except ValidationError:
        return False
    return True


def read(files: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    """The data of the records among some files, as far as they are YAML."""
    for path, data in files.items():
        document = compose(path, data)[0] if path.endswith(".yaml") and path.count("/") == 1 else None
        if document is not None:
            yield path, plain(document.root)


def test_what_is_committed_is_what_the_models_say() -> None:
    for name in schemas.SCHEMAS:
        committed = (ROOT / schemas.FOLDER / f"{name}.json").read_bytes()
        assert committed == schemas.written(name), "run `briefings schema`"


def test_they_are_schemas() -> None:
    for name, model in schemas.SCHEMAS.items():
        jsonschema.Draft202012Validator.check_schema(schemas.schema(model))
        assert json.loads(schemas.written(name))["$schema"].endswith("2020-12/schema")


def test_shipped_and_invented_records_are_valid() -> None:
    for path, data in (*read(disk.read_records(ROOT)), *read(harbour())):
        assert valid(path, data), path


EXAMPLES = [(code.name, part) for code in CODES.values() for part in (code.bad, code.good) if part]


@pytest.mark.slow
def test_examples_of_findings_are_judged_alike() -> None:
    differ = [
        (name, path)
        for name, part in EXAMPLES
        for path, data in read(with_part(part))
        if valid(path, data) != accepted(path, data)
    ]
    assert differ == []


REPLACEMENTS: tuple[Any, ...] = (
    None, "", " ", "x", "X y", "FILL IN the name", 0, 1, 7, -1, 2031, True, 1.5, [], [None], ["x"], [1], {}, {"x": 1},
    "2031-03-02", "2031-13-01", "2031-03-02/2031-04", "2031~", "gazette-0301#4", "gazette-0301#0", "harbour#toll",
    "https://gazette.example/", "javascript:x", "unlikely", "TLP:RED", ["gazette-0301#4"], [{"source": "gazette-0301"}],
    {"id": "strait-wire"}, {"family": "Lind", "given": "Ada"}, {"literal": "Lind", "given": "Ada"}, {"given": "Ada"},
    [{"text": "One."}], "a" * 61, "a" * 1201, "word " * 300,
)  # fmt: skip


def mutations(data: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Some data with one value replaced, one key left out, one key too many; and where."""
    for place in places(data):
        for value in REPLACEMENTS:
            changed = copy.deepcopy(data)
            around = at(changed, place[:-1])
            around[place[-1]] = value
            yield place, changed
        changed = copy.deepcopy(data)
        del at(changed, place[:-1])[place[-1]]
        yield place, changed
        if isinstance(at(data, place), dict):
            changed = copy.deepcopy(data)
            at(changed, place)["no-such-key"] = 1
            yield place, changed


def places(data: Any, pointer: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        yield (*pointer, step)
        yield from places(value, (*pointer, step))


def at(data: Any, pointer: tuple[str | int, ...]) -> Any:
    for step in pointer:
        data = data[step]
    return data


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in harbour() if path.endswith(".yaml")])
def test_what_check_refuses_the_schema_refuses_and_the_other_way_round(path: str) -> None:
    made = schemas.schema(model_of(path))
    judge = jsonschema.Draft202012Validator(made)
    (data,) = (data for name, data in read(harbour()) if name == path)
    differ = [
        (place, at(changed, place[:-1]))
        for place, changed in mutations(data)
        if judge.is_valid(changed) != accepted(path, changed)
    ]
    assert differ == []


def descriptions(schema: Any) -> Iterator[tuple[str, Any]]:
    """Every key of a schema and what is said of it."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and "additionalProperties" in schema:
            yield from schema["properties"].items()
        for value in schema.values():
            yield from descriptions(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from descriptions(value)


def test_every_key_and_every_word_has_a_description() -> None:
    for model in schemas.SCHEMAS.values():
        made = schemas.schema(model)
        assert [key for key, body in descriptions(made) if not body.get("description")] == []
        for _, body in descriptions(made):
            assert len(body.get("enum", ())) == len(body.get("enumDescriptions", ()))
    judgement = schemas.schema(schemas.SCHEMAS["dossier"])["$defs"]["Judgement"]
    words = judgement["properties"]["likelihood"]
    assert (
        dict(zip(words["enum"], words["enumDescriptions"], strict=True))["unlikely"] == "unlikely: 20 to 45 %"
    )


def test_nothing_offers_null_or_a_default() -> None:
    text = json.dumps([schemas.schema(model) for model in schemas.SCHEMAS.values()])
    assert '"null"' not in text
    assert '"default"' not in text


def test_snippets_come_in_the_order_of_the_guide() -> None:
    guide = (ROOT / "docs/editing/index.md").read_text("utf-8")
    for model in models(schemas.SCHEMAS["dossier"]):
        for block in guide.split("```yaml\n")[1:]:
            document = compose("briefings/x.yaml", block.partition("```")[0].encode())[0]
            for item in items(plain(document.root)) if document else ():
                keys = [key for key in item if key in skeleton(model)]
                if (
                    {shape.key for shape in fields(model) if shape.required}
                    <= set(item)
                    <= {s.key for s in fields(model)}
                ):
                    assert keys == [key for key in skeleton(model) if key in keys], model.__name__


def items(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from items(value)
    elif isinstance(data, list):
        for value in data:
            yield from items(value)


def test_each_folder_is_bound_to_its_schema() -> None:
    bound = BINDING["yaml.schemas"]
    for path in (*disk.read_records(ROOT), *harbour()):
        if path.endswith(".yaml"):
            (schema,) = (name for name, patterns in bound.items() if matches(path, patterns))
            assert schema == f"./{schemas.FOLDER}/{NAMES[model_of(path)]}.json"


def matches(path: str, patterns: list[str]) -> bool:
    """Whether the last pattern that fits a path, as YAML plugins read them, takes it in."""
    fitting = [pattern for pattern in patterns if Path(path).match(pattern.removeprefix("!"))]
    return bool(fitting) and not any(pattern.startswith("!") for pattern in fitting)


def test_with_a_corpus_its_ids_are_offered_and_nothing_else_is_refused() -> None:
    corpus = build.check(harbour(), harbour_texts()).corpus
    made = {model: schemas.schema(model, corpus) for model in schemas.SCHEMAS.values()}
    known = made[schemas.SCHEMAS["dossier"]]["$defs"]
    assert (
        dict(zip(known["ACTOR"]["enum"], known["ACTOR"]["enumDescriptions"], strict=True))["north-port"]
        == "North Port"
    )
    assert {"toll-collected", "ferry#skippers-paid"} <= set(known["ENTRY"]["enum"])
    assert "gazette-0301#7" in known["PASSAGE"]["enum"]
    for path, data in read(disk.read_records(ROOT)):
        assert valid(path, data, made[model_of(path)]), path


def test_the_command_writes_them(tmp_path: Path) -> None:
    run = CliRunner().invoke
    result = run(main.cli, ["schema", "--into", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "dossier.json").read_bytes() == schemas.written("dossier")
    assert json.loads(run(main.cli, ["schema", "desk"]).output)["title"] == "Desk"
    shown = run(
        main.cli, ["schema", "actors", "--ids", "--root", str(HARBOUR), "--texts", str(HARBOUR / "texts")]
    )
    assert '"strait-commission"' in shown.output
    assert run(main.cli, ["schema", "--ids", "--root", str(HARBOUR)]).exit_code == 2
