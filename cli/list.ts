/** `scrutineer list`: what there is to check. The JSON is described in docs/list-output.schema.json. */
import { allowedValues, type Parameters } from "../checker/parameters.ts";
import { catalog, type CatalogEntry } from "../models/catalog.ts";
import type { Instance } from "../models/kit/instance.ts";
import { wrap } from "../traces/wrap.ts";
import { claimsOf } from "./claims.ts";
import type { Io } from "./io.ts";
import { count, counted } from "./numbers.ts";
import { entryOf } from "./plan.ts";

/** Lists `protocol`, or all; returns the exit code. */
export function listCommand(protocol: string | undefined, isJson: boolean, io: Io): number {
  const entries = protocol === undefined ? catalog : [entryOf(catalog, protocol)];
  if (isJson) {
    io.out(`${JSON.stringify({ protocols: entries.map(describe) }, null, 2)}\n`);
  } else {
    const text = protocol === undefined ? overviewText : detailText;
    const more =
      protocol === undefined ? "\n\nscrutineer list PROTOCOL says what each is.\n" : "\n";
    io.out(`${entries.map((entry) => text(describe(entry), io)).join("\n\n")}${more}`);
  }
  return 0;
}

type Description = ReturnType<typeof describe>;

/** What the catalog says of an entry, as plain data. */
function describe(entry: CatalogEntry) {
  const { model, variants, instances, mutants } = entry;
  return {
    name: model.name,
    about: model.about,
    source: model.source,
    parameters: parametersOf(model.parameters),
    actions: Object.entries(model.actions ?? {}).map(([name, about]) => ({ name, about })),
    variants: variants.map(({ name, about, config }) => ({ name, about, config })),
    mutants: mutants.map(({ name, bug, violates, length, about }) => ({
      name,
      bug,
      violates,
      length,
      about,
    })),
    instances: instances.map((instance) => ({
      name: instance.name,
      about: instance.about,
      variant: instance.variant ?? null,
      config: instance.config ?? {},
      environment: instance.environment ?? {},
      symmetry: instance.symmetry ?? false,
      only: instance.only ?? null,
      isDefault: instance.isDefault ?? false,
      expected: instance.expected,
    })),
    properties: claimsOf(entry).map(({ name, kind, claim, source, concern }) => ({
      name,
      kind,
      claim,
      source,
      concern,
    })),
  };
}

function parametersOf(parameters: Parameters) {
  return Object.entries(parameters).map(([name, parameter]) => ({
    name,
    about: parameter.about,
    default: parameter.default,
    allowed: allowedValues(parameter),
  }));
}

interface Row {
  readonly name: string;
  readonly text: string;
}

function headText({ name, source, about }: Description, { palette, columns }: Io): string {
  return `${palette.strong(name)}  ${palette.faint(source)}\n  ${wrap(about, columns, 2)}`;
}

const LABEL_WIDTH = 12;

/** A protocol in few lines: the names alone. */
function overviewText(description: Description, io: Io): string {
  const { parameters, variants, instances, properties, mutants } = description;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["config", parameters.map((parameter) => parameterRow(parameter).name)],
    ...Object.entries({ variants, instances, properties, mutants }).map(
      ([title, items]) => [title, items.map(({ name }) => name)] as const,
    ),
  ];
  const lines = sections
    .filter(([, names]) => names.length > 0)
    .map(([title, names]) => {
      const label = io.palette.faint(title.padEnd(LABEL_WIDTH));
      return `  ${label}${wrap(names.join(", "), io.columns, LABEL_WIDTH + 2)}`;
    });
  return [headText(description, io), ...lines].join("\n");
}

/** A protocol with a sentence on each of its parts. */
function detailText(description: Description, io: Io): string {
  const { parameters, actions, variants, instances, properties, mutants } = description;
  const sections: readonly (readonly [string, readonly Row[]])[] = [
    ["config (--set)", parameters.map(parameterRow)],
    ["variants (--variant)", variants.map(aboutRow)],
    ["instances (--instance)", instances.map(instanceRow)],
    ["properties (--only)", properties.map(({ name, claim }) => ({ name, text: claim }))],
    ["mutants (--mutant)", mutants.map(mutantRow)],
    ["events and messages (--budget)", actions.map(aboutRow)],
  ];
  const lines = sections.flatMap(([title, rows]) =>
    rows.length === 0 ? [] : [`  ${io.palette.faint(title)}`, ...rowLines(rows, io)],
  );
  return [headText(description, io), ...lines].join("\n");
}

function rowLines(rows: readonly Row[], { palette, columns }: Io): string[] {
  const width = Math.min(Math.max(...rows.map(({ name }) => name.length)), 36) + 2;
  return rows.map(
    ({ name, text }) => `    ${palette.name(name.padEnd(width))}${wrap(text, columns, width + 4)}`,
  );
}

function parameterRow({
  name,
  about,
  default: standard,
  allowed,
}: Description["parameters"][number]) {
  return { name: `${name}=${standard}`, text: `${about}; ${allowed}` };
}

function aboutRow({ name, about }: { readonly name: string; readonly about: string }): Row {
  return { name, text: about };
}

function instanceRow({ name, about, isDefault, expected }: Description["instances"][number]): Row {
  const text = [about, ...knownText(expected), ...(isDefault ? ["checked by default"] : [])];
  return { name, text: text.join("; ") };
}

function knownText({ distinctStates, violated = {} }: Instance["expected"]): string[] {
  const violations = Object.entries(violated).map(
    ([property, length]) => `violates ${property} (${counted(length, "state")})`,
  );
  return [
    ...(distinctStates === undefined ? [] : [`${count(distinctStates)} states`]),
    ...violations,
  ];
}

function mutantRow({ name, bug, about, violates, length }: Description["mutants"][number]): Row {
  const caught =
    violates === null
      ? "a control: violates nothing"
      : `violates ${violates} (${counted(length ?? 0, "state")})`;
  return { name, text: `${bug}: ${about}; ${caught}` };
}
