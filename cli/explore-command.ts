/** `scrutineer explore PROTOCOL`: serves the page on which a person drives the model by hand. */
import { type Target, targetOf } from "../checker/check.ts";
import { catalog } from "../models/catalog.ts";
import type { ModelWords } from "../traces/explorer/position.ts";
import { routesOf } from "../traces/explorer/routes.ts";
import { saveBehaviour } from "../traces/explorer/saved.ts";
import { serve } from "../traces/explorer/server.ts";
import { Session } from "../traces/explorer/session.ts";
import { readAnyTrace } from "../traces/read-trace.ts";
import { hashOf } from "../traces/explorer/address.ts";
import { planOfTrace } from "./trace-plan.ts";
import { readTemplate } from "../traces/page/fill.ts";
import { settingOf } from "../traces/setting.ts";
import { checkWritable } from "../traces/write-trace.ts";
import { showCommandFor } from "./command-line.ts";
import { originOf } from "./counterexamples.ts";
import type { CheckFlags } from "./flags.ts";
import { rejectIdleFlags } from "./idle-flags.ts";
import { type Io, type Signal, SIGNAL_EXIT_CODES } from "./io.ts";
import { entryOf, type Plan, planFor } from "./plan.ts";

/** The flags of `explore`: those that say what is explored, and its own. */
export interface ExploreFlags extends CheckFlags {
  readonly port: number;
  /** The file of a behaviour to begin with. */
  readonly trace?: string;
}

/** Serves the explorer of `protocol` until it is interrupted; resolves to the exit code. */
export async function exploreCommand(
  protocol: string,
  flags: ExploreFlags,
  io: Io,
): Promise<number> {
  const trace = flags.trace === undefined ? undefined : await readAnyTrace(flags.trace);
  const entry = entryOf(catalog, protocol);
  const plan = trace === undefined ? planFor(entry, flags) : planOfTrace(entry, trace, flags);
  const target = targetOf(plan.model, { ...plan.options, symmetry: false });
  rejectIdleFlags(flags, target.environment);
  const [page] = await Promise.all([readTemplate("explorer.html"), checkWritable(flags.out)]);
  const session = new Session(target, wordsOf(plan, target));
  const begin = trace === undefined ? undefined : session.pathOf(trace);
  const { properties = [] } = plan.options;
  const routes = routesOf({
    session,
    targetWith: (isWanted) =>
      targetOf(plan.model, { ...plan.options, properties: properties.filter(isWanted) }),
    save: async (path) => {
      const saved = await saveBehaviour(session, originOf(plan), path, flags.out);
      return { ...saved, command: showCommandFor(saved.file) };
    },
  });
  const interrupted = interruption(io);
  const server = await serve(page, routes, flags.port);
  io.out(`${server.url}${begin === undefined ? "" : hashOf(begin)}\n`);
  io.err(`Open it in a browser on this machine. Ctrl-C ends it.\n`);
  const signal = await interrupted;
  await server.close();
  return SIGNAL_EXIT_CODES[signal];
}

/** The signal that will end it. */
function interruption(io: Io): Promise<Signal> {
  return new Promise((resolve) => {
    const remove = io.onInterrupt((signal) => {
      remove();
      resolve(signal);
    });
  });
}

function wordsOf({ entry, instance, mutant, variant }: Plan, target: Target): ModelWords {
  const named = [
    ...(instance === undefined ? [] : [`instance ${instance.name}`]),
    ...(variant === undefined ? [] : [`variant ${variant.name}`]),
    ...(mutant === undefined ? [] : [`mutant ${mutant.name}`]),
  ];
  return {
    protocol: entry.model.name,
    named,
    about: mutant?.about ?? entry.model.about,
    setting: settingOf(target),
  };
}
