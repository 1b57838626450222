/** Which properties a protocol claims: under one config, or under any. */
import { CheckerError, unknownName } from "../checker/errors.ts";
import { type Config, configOf } from "../checker/parameters.ts";
import type { CatalogEntry } from "../models/catalog.ts";

type Claims = ReturnType<CatalogEntry["properties"]>;

/** The properties that an entry claims under its defaults, or under some variant or instance. */
export function claimsOf({ model, properties, variants, instances }: CatalogEntry): Claims {
  const settings = [
    {},
    ...variants.map(({ config }) => config),
    ...instances.map(({ variant, config }) => ({
      ...variants.find(({ name }) => name === variant)?.config,
      ...config,
    })),
  ];
  const all = settings.flatMap((each) => properties(configOf(model.parameters, each)));
  return [...new Map(all.map((property) => [property.name, property])).values()];
}

/**
 * What `entry` claims under `config`; with `only`, those of these names.
 * @throws CheckerError for a name that it does not claim, or not under this config.
 */
export function chosenClaims(
  entry: CatalogEntry,
  config: Config,
  only: readonly string[] | undefined,
): Claims {
  const claims = entry.properties(config);
  if (only === undefined) return claims;
  const names = claims.map(({ name }) => name);
  const missing = only.find((name) => !names.includes(name));
  if (missing === undefined) return claims.filter(({ name }) => only.includes(name));
  if (!claimsOf(entry).some(({ name }) => name === missing)) {
    throw unknownName("property", missing, names);
  }
  throw new CheckerError(
    "UsageError",
    `${entry.model.name} does not claim ${missing} with this config: nothing would put it to the test.`,
    { hint: `Claimed: ${names.join(", ")}.` },
  );
}
