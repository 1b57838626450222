/** The JSON schemas of docs/, as ajv reads them. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

/** What ajv objects to in `json`, by `docs/NAME.schema.json`; null if nothing. */
export function errorsBy(name: "trace" | "itf" | "perfetto", json: unknown): unknown {
  const url = new URL(`../../../docs/${name}.schema.json`, import.meta.url);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
  const validate = ajv.compile(JSON.parse(readFileSync(url, "utf8")) as object);
  validate(json);
  return validate.errors ?? null;
}
