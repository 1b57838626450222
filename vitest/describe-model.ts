/** A suite of tests for a model: one a property, all of one search. */
import { describe, it, type TestContext } from "vitest";
import type { AnyModel } from "../checker/check.ts";
import { dataText } from "../checker/data-text.ts";
import type { Parameters } from "../checker/parameters.ts";
import type { Property, SystemProperty } from "../checker/property.ts";
import type { AnyProtocol, SystemDefinition, Typed } from "../checker/protocol.ts";
import { statesText } from "./covered.ts";
import { type AnyProperty, Examination } from "./examination.ts";
import { claimedDepth } from "./finding.ts";
import type { SuiteOptions } from "./options.ts";
import { requireHolds } from "./requirement.ts";
import { placeOf, told } from "./test-error.ts";

/**
 * Registers a test for each of the properties: that it holds of all behaviours of `model`. The first
 * that runs searches for all of them. Whatever is less than `holds` fails, and says what was covered.
 * @throws CheckerError for a config, an environment or a property that makes no sense.
 */
export function describeModel<V>(
  protocol: AnyProtocol<V>,
  options: SuiteOptions<Property<NoInfer<V>>>,
): void;
export function describeModel<P extends Parameters, S, A extends Typed>(
  system: SystemDefinition<P, S, A>,
  options: SuiteOptions<SystemProperty<NoInfer<S>>>,
): void;
export function describeModel(model: AnyModel, options: SuiteOptions<AnyProperty>): void {
  const { properties, name = titleOf(model, options), timeout, depth } = options;
  const here = placeOf(describeModel);
  const examination = told(here, () => new Examination(model, properties, options));
  describe(name, () => {
    for (const property of properties) {
      const run = (context: TestContext): Promise<void> =>
        requireHolds([property], examination, {
          task: context.task,
          time: {
            endsAt: performance.now() + (context.task.timeout || Infinity),
            signal: context.signal,
          },
          here,
        });
      it(testTitle(property, depth), timeout === undefined ? {} : { timeout }, run);
    }
  });
}

/** `ring {nodes: 4}`: the model, and what it was told. */
function titleOf({ name }: AnyModel, { config, environment }: SuiteOptions<AnyProperty>): string {
  const settings = [config, environment].filter((each) => each !== undefined);
  return [name, ...settings.map((each) => dataText(each, new Set()))].join(" ");
}

/** The property and its claim, which is no wider than what is searched. */
function testTitle(property: AnyProperty, depth: number | undefined): string {
  const claim = `${property.name}: ${property.claim}`;
  if (depth === undefined) return claim;
  return `${claim} (behaviours of up to ${statesText(claimedDepth(property, depth))})`;
}
