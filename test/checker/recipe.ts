/**
 * A recipe is a protocol as a small piece of data: tables of what events and messages do. The random
 * tests draw recipes (draw.ts) and cook them here; a recipe that fails shrinks to a few rules.
 *
 * Nothing here looks at which id it has in its hands, but for `only` and `starts`, so that without
 * these two every permutation of the processes, and of the values, is a symmetry.
 */
import {
  type AnyProtocol,
  defineProtocol,
  type Delivered,
  type Outcome,
  type ProcessId,
  type Sent,
} from "../../checker/protocol.ts";

export interface Recipe {
  readonly processes: number;
  readonly isSymmetric: boolean;
  /** By process: the phase that it starts in. */
  readonly starts: readonly number[];
  readonly events: readonly EventRule[];
  readonly messages: readonly MessageRule[];
  readonly readsInbox: boolean;
  readonly view: "all" | "phase" | "half" | "nothing";
  /** What a crash leaves: a phase and nothing else, or what is named. */
  readonly recover: "forgets" | "phase" | "everything" | number;
  /** Done in this phase; null: the protocol does not say. */
  readonly done: number | null;
  readonly bounds: Bounds;
}

export interface Bounds {
  readonly phase: number | null;
  readonly knows: number | null;
  readonly messages: number | null;
  readonly copies: number | null;
}

interface Rule {
  /** Only at the process with this index. */
  readonly only: number | null;
  /** Only in this phase. */
  readonly phase: number | null;
  /** None: it is not enabled. */
  readonly outcomes: readonly OutcomeRule[];
}

export interface EventRule extends Rule {
  readonly type: "A" | "B" | "C";
  /** One event for each of these. */
  readonly each: "once" | "peer" | "value";
  readonly waits: number;
  readonly suspects: boolean;
  /** Only with so many messages in the inbox; `first`: and if the first of them is of this size. */
  readonly inbox: { readonly least: number; readonly first: number | null } | null;
}

export interface MessageRule extends Rule {
  readonly type: "X" | "Y";
  readonly size: number | null;
}

export interface OutcomeRule {
  readonly phase: "same" | "next" | number;
  readonly friend: "same" | "none" | "self" | "other";
  readonly knows: "same" | "clear" | "self" | "other";
  readonly value: "same" | "none" | "take";
  readonly sends: readonly SendRule[];
  /** Sends what was received to itself: unchanged, if it came from itself. */
  readonly echoes: boolean;
  readonly acknowledge: "nothing" | "done" | "value";
  readonly keep: boolean;
}

export interface SendRule {
  readonly to: "self" | "others" | "all" | "other" | "friend";
  readonly type: "X" | "Y";
  readonly size: number | "phase";
  readonly about: "none" | "self" | "other" | "friend";
}

export interface Local {
  readonly phase: number;
  readonly friend: ProcessId | null;
  readonly knows: ReadonlySet<ProcessId>;
  readonly value: string | null;
}

export interface Happening {
  readonly type: EventRule["type"];
  readonly rule: number;
  readonly peer: ProcessId | null;
  readonly value: string | null;
}

export interface Letter {
  readonly type: MessageRule["type"];
  readonly size: number;
  readonly about: ProcessId | null;
  readonly value: string | null;
}

/** What properties see of a process. */
export interface Mark {
  readonly mark: number;
  readonly friend: ProcessId | null;
}

/** Phases beyond this are not reached: a recipe's local states are finitely many. */
const PHASE_MAX = 4;
const VALUES = ["x", "y"];

/** Makes the protocol that `recipe` describes. */
export function cook(recipe: Recipe): AnyProtocol<Mark> {
  const ids = Array.from({ length: recipe.processes }, (_, index) => `n${index + 1}`);
  const { bounds, recover } = recipe;
  const init = (self: ProcessId): Local => ({
    phase: recipe.starts[ids.indexOf(self)] ?? 0,
    friend: null,
    knows: new Set(),
    value: null,
  });
  return defineProtocol<{ state: Local; event: Happening; message: Letter }>()({
    name: "recipe",
    source: "made at random",
    about: "A random protocol.",
    parameters: {},
    processes: () => ids,
    symmetry: () => [ids, VALUES],
    readsInbox: recipe.readsInbox,
    init,
    events: (self, local, _config, inbox) =>
      recipe.events.flatMap((rule, index) =>
        applies(rule, ids.indexOf(self), local) && inboxAllows(recipe, rule, inbox)
          ? parametersOf(rule, self, ids).map((part) => ({ type: rule.type, rule: index, ...part }))
          : [],
      ),
    reduce(self, local, input) {
      if ("rule" in input) {
        const { outcomes } = recipe.events[input.rule]!;
        return outcomesFor(outcomes, { self, ids, local, other: input.peer, value: input.value });
      }
      const rule = recipe.messages.find(
        (each) =>
          each.type === input.type &&
          (each.size ?? input.size) === input.size &&
          applies(each, ids.indexOf(self), local),
      );
      if (rule === undefined) return undefined;
      const other = input.about ?? input.from;
      const { from: _from, ...received } = input;
      return outcomesFor(rule.outcomes, { self, ids, local, other, value: input.value, received });
    },
    ...(recover === "forgets"
      ? {}
      : { recover: (self, local) => recovered(recover, local, init(self)) }),
    view: (_self, local): Mark => viewOf(recipe.view, local),
    constraint: {
      state: (_self, local) =>
        local.phase <= (bounds.phase ?? Infinity) && local.knows.size <= (bounds.knows ?? Infinity),
      messages: () => bounds.messages ?? Infinity,
      copies: () => bounds.copies ?? Infinity,
    },
    waits: (event) => recipe.events[event.rule]!.waits,
    suspects: (event) =>
      recipe.events[event.rule]!.suspects && event.peer !== null ? event.peer : undefined,
    ...(recipe.done === null ? {} : { done: (_self, local) => local.phase === recipe.done }),
  });
}

function applies(rule: Rule, index: number, local: Local): boolean {
  return (rule.only ?? index) === index && (rule.phase ?? local.phase) === local.phase;
}

function inboxAllows(
  recipe: Recipe,
  rule: EventRule,
  inbox: readonly Delivered<Letter>[],
): boolean {
  if (!recipe.readsInbox || rule.inbox === null) return true;
  const { least, first } = rule.inbox;
  return inbox.length >= least && (first === null || inbox[0]?.size === first);
}

function parametersOf(
  rule: EventRule,
  self: ProcessId,
  ids: readonly ProcessId[],
): Pick<Happening, "peer" | "value">[] {
  switch (rule.each) {
    case "once":
      return [{ peer: null, value: null }];
    case "peer":
      return ids.filter((id) => id !== self).map((peer) => ({ peer, value: null }));
    case "value":
      return VALUES.map((value) => ({ peer: null, value }));
  }
}

/** What an input brings along. */
interface Occasion {
  readonly self: ProcessId;
  readonly ids: readonly ProcessId[];
  readonly local: Local;
  /** The peer, or whom the message is about, or its sender. */
  readonly other: ProcessId | null;
  readonly value: string | null;
  /** The message that is delivered. */
  readonly received?: Letter;
}

function outcomesFor(
  rules: readonly OutcomeRule[],
  occasion: Occasion,
): Outcome<Local, Letter> | readonly Outcome<Local, Letter>[] | undefined {
  if (rules.length === 0) return undefined;
  const outcomes = rules.map((rule) => outcomeOf(rule, occasion));
  return outcomes.length === 1 ? outcomes[0] : outcomes;
}

function outcomeOf(rule: OutcomeRule, occasion: Occasion): Outcome<Local, Letter> {
  const { self, local, other, value, received } = occasion;
  const next: Local = {
    phase: phaseAfter(rule.phase, local.phase),
    friend: { same: local.friend, none: null, self, other }[rule.friend],
    knows: knownAfter(rule.knows, local.knows, self, other),
    value: { same: local.value, none: null, take: value }[rule.value],
  };
  return {
    state: next,
    send: [
      ...rule.sends.flatMap((send) => letters(send, occasion)),
      ...(rule.echoes && received !== undefined ? [{ to: self, message: received }] : []),
    ],
    acknowledge: { nothing: [], done: ["done"], value: [value ?? "nothing"] }[rule.acknowledge],
    keep: rule.keep,
  };
}

function phaseAfter(rule: OutcomeRule["phase"], phase: number): number {
  if (rule === "same") return phase;
  return rule === "next" ? Math.min(phase + 1, PHASE_MAX) : rule;
}

function knownAfter(
  rule: OutcomeRule["knows"],
  knows: ReadonlySet<ProcessId>,
  self: ProcessId,
  other: ProcessId | null,
): ReadonlySet<ProcessId> {
  if (rule === "same") return knows;
  if (rule === "clear") return new Set();
  const added = rule === "self" ? self : other;
  return added === null ? knows : new Set([...knows, added]);
}

function letters(rule: SendRule, occasion: Occasion): Sent<Letter>[] {
  const { self, ids, local, other, value } = occasion;
  const { friend } = local;
  const targets = {
    self: [self],
    others: ids.filter((id) => id !== self),
    all: ids,
    other: other === null ? [] : [other],
    friend: friend === null ? [] : [friend],
  }[rule.to];
  const size = rule.size === "phase" ? local.phase % 2 : rule.size;
  const about = { none: null, self, other, friend }[rule.about];
  return targets.map((to) => ({ to, message: { type: rule.type, size, about, value } }));
}

function recovered(rule: Recipe["recover"], local: Local, fresh: Local): Local {
  if (rule === "everything") return local;
  return { ...fresh, phase: typeof rule === "number" ? rule : local.phase };
}

function viewOf(rule: Recipe["view"], { phase, friend }: Local): Mark {
  switch (rule) {
    case "all":
      return { mark: phase, friend };
    case "phase":
      return { mark: phase, friend: null };
    case "half":
      return { mark: phase >> 1, friend: null };
    case "nothing":
      return { mark: 0, friend: null };
  }
}
