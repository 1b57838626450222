/** The JSON schemas of docs/, as ajv reads them. */
import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

type SchemaName = "trace" | "itf" | "perfetto" | "check-output" | "fuzz-output" | "list-output";

/** To compile one takes longer than to use it. */
const compiled = new Map<SchemaName, ValidateFunction>();

/** What ajv objects to in `json`, by `docs/NAME.schema.json`; null if nothing. */
export function errorsBy(name: SchemaName, json: unknown): unknown {
  const validate = compiled.get(name) ?? compile(name);
  validate(json);
  return validate.errors ?? null;
}

function compile(name: SchemaName): ValidateFunction {
  const url = new URL(`../../../docs/${name}.schema.json`, import.meta.url);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
  const validate = ajv.compile(JSON.parse(readFileSync(url, "utf8")) as object);
  compiled.set(name, validate);
  return validate;
}
