/** The types of the authoring contract: what is inferred, and what is refused. */
import { describe, expectTypeOf, it } from "vitest";
import { check } from "../checker/check.ts";
import {
  always,
  type Change,
  eachStep,
  type Invariant,
  observer,
  changeHistory,
  type Snapshot,
  sometimes,
  type SystemStep,
} from "../checker/property.ts";
import {
  choice,
  type ConfigOfProtocol,
  defineProtocol,
  defineSystem,
  type Delivered,
  type EventOf,
  flag,
  integer,
  type MessageOf,
  type StateOf,
  type TransitionSystem,
  type ViewOf,
} from "../checker/protocol.ts";

interface Server {
  readonly term: number;
  readonly votes: ReadonlySet<string>;
}
type Event = { readonly type: "Timeout" } | { readonly type: "Request"; readonly value: string };
type Message = { readonly type: "Vote"; readonly term: number } | { readonly type: "Ping" };
interface Types {
  state: Server;
  event: Event;
  message: Message;
}

const parameters = {
  nodes: integer(3, { min: 1, max: 7 }, "how many"),
  epochs: flag(true, "with epochs?"),
  variant: choice("plain", ["plain", "majority"], "which"),
};

const base = {
  name: "typed",
  source: "a test",
  about: "Types.",
  processes: () => ["n1"],
  init: (): Server => ({ term: 0, votes: new Set() }),
  events: () => [],
  reduce: () => undefined,
} as const;

const typed = defineProtocol<Types>()({
  ...base,
  parameters,
  view: (_self, { term }) => ({ leader: term > 0 ? term : null }),
});

const about = { name: "P", source: "", claim: "", concern: "integrity" } as const;

describe("a protocol", () => {
  it("has the config that its parameters describe", () => {
    expectTypeOf<ConfigOfProtocol<typeof typed>>().toEqualTypeOf<{
      readonly nodes: number;
      readonly epochs: boolean;
      readonly variant: "plain" | "majority";
    }>();
  });

  it("has the state, events, messages and view that it was given", () => {
    expectTypeOf<StateOf<typeof typed>>().toEqualTypeOf<Server>();
    expectTypeOf<EventOf<typeof typed>>().toEqualTypeOf<Event>();
    expectTypeOf<MessageOf<typeof typed>>().toEqualTypeOf<Message>();
    expectTypeOf<ViewOf<typeof typed>>().toEqualTypeOf<{ leader: number | null }>();
  });

  it("knows the types of all that its functions are given, without annotations", () => {
    defineProtocol<Types>()({
      ...base,
      parameters,
      view: () => null,
      processes(config) {
        expectTypeOf(config.variant).toEqualTypeOf<"plain" | "majority">();
        return ["n1"];
      },
      events(self, state, config, inbox) {
        expectTypeOf(self).toBeString();
        expectTypeOf(state).toEqualTypeOf<Server>();
        expectTypeOf(config.epochs).toBeBoolean();
        expectTypeOf(inbox).toEqualTypeOf<readonly Delivered<Message>[]>();
        return [{ type: "Request", value: "x" }];
      },
      reduce(_self, state, input) {
        expectTypeOf(input.type).toEqualTypeOf<"Timeout" | "Request" | "Vote" | "Ping">();
        if (input.type === "Vote") expectTypeOf(input.from).toBeString();
        if (input.type === "Vote") expectTypeOf(input.term).toBeNumber();
        return { state, send: [{ to: "n1", message: { type: "Ping" } }], acknowledge: ["x"] };
      },
      waits: (event) => (event.type === "Timeout" ? 1 : undefined),
      constraint: { state: (_self, { term }, config) => term <= config.nodes },
    });
  });

  it("describes each of its events and messages, or none", () => {
    const all = { Timeout: "", Request: "", Vote: "", Ping: "" };
    defineProtocol<Types>()({ ...base, parameters, view: () => null, actions: all });
    // @ts-expect-error Ping is missing.
    defineProtocol<Types>()({ ...base, parameters, view: () => null, actions: { Vote: "" } });
  });

  it("can't answer with a state, an event or a message of another type", () => {
    const rest = { ...base, parameters, view: () => null };
    // @ts-expect-error The term is a number.
    defineProtocol<Types>()({ ...rest, init: () => ({ term: "0", votes: new Set() }) });
    // @ts-expect-error There is no such event.
    defineProtocol<Types>()({ ...rest, events: () => [{ type: "Timeuot" }] });
    // @ts-expect-error A request has a value.
    defineProtocol<Types>()({ ...rest, events: () => [{ type: "Request" }] });
    // @ts-expect-error An outcome has a state.
    defineProtocol<Types>()({ ...rest, reduce: () => ({ send: [] }) });
    const wrong = { to: "n1", message: { type: "Vote" as const } };
    // @ts-expect-error A vote has a term.
    defineProtocol<Types>()({ ...rest, reduce: (_self, state) => ({ state, send: [wrong] }) });
    // @ts-expect-error Processes are named by strings.
    defineProtocol<Types>()({ ...rest, processes: () => [1, 2] });
  });

  it("can't change its state, nor use config that it does not have", () => {
    const rest = { ...base, parameters, view: () => null };
    defineProtocol<Types>()({
      ...rest,
      reduce(_self, state, _input, config) {
        // @ts-expect-error State is read-only.
        state.term = 2;
        // @ts-expect-error A set in it, too.
        state.votes.add("n1");
        // @ts-expect-error There is no such parameter.
        return config.servers;
      },
    });
  });

  it("has an environment of known options", () => {
    const rest = { ...base, parameters, view: () => null };
    defineProtocol<Types>()({
      ...rest,
      environment: () => ({ order: "fifo", budgets: { crashes: 1, Timeout: "unlimited" } }),
    });
    // @ts-expect-error There is no such order.
    defineProtocol<Types>()({ ...rest, environment: () => ({ order: "lifo" }) });
  });
});

describe("parameters", () => {
  it("have defaults that they allow", () => {
    // @ts-expect-error The default is not among the choices.
    choice("simple", ["plain", "majority"], "which");
  });
});

interface Leading {
  readonly leader: number | null;
}

describe("a property", () => {
  const oneLeader = always<Snapshot<Leading>>({ ...about, check: () => undefined });

  it("can be checked of a model that shows what it asks for, and more", () => {
    check(typed, { properties: [oneLeader] });
    expectTypeOf(oneLeader).toEqualTypeOf<Invariant<Snapshot<Leading>>>();
  });

  it("can't be checked of a model that does not show what it asks for", () => {
    const logging = always<Snapshot<{ readonly log: readonly string[] }>>({
      ...about,
      check: () => undefined,
    });
    // @ts-expect-error The model shows no log.
    check(typed, { properties: [logging] });
  });

  it("answers with a sentence or nothing", () => {
    // @ts-expect-error Not with a truth value.
    always<Snapshot<Leading>>({ ...about, check: () => true });
    // @ts-expect-error Its concern is one of those that there are.
    always<Snapshot<Leading>>({ ...about, concern: "boredom", check: () => undefined });
  });

  it("sees states, changes, or its own history", () => {
    always<Snapshot<Leading>>({
      ...about,
      check({ members }) {
        expectTypeOf(members[0]!.view.leader).toEqualTypeOf<number | null>();
        return undefined;
      },
    });
    eachStep<Change<Leading>>({
      ...about,
      check({ before, cause }) {
        expectTypeOf(before).toEqualTypeOf<Leading>();
        expectTypeOf(cause).toEqualTypeOf<"event" | "message" | "crash">();
        return undefined;
      },
    });
    const history = changeHistory<number, Leading>({
      name: "h",
      initial: 0,
      observe: (count, change) => count + (change.after.leader ?? 0),
    });
    observer<number, Leading>({
      ...about,
      history,
      checkState(count, snapshot) {
        expectTypeOf(count).toBeNumber();
        expectTypeOf(snapshot).toEqualTypeOf<Snapshot<Leading>>();
        return undefined;
      },
    });
    sometimes<Snapshot<Leading>>({ ...about, holds: ({ members }) => members.length > 0 });
  });
});

describe("a transition system", () => {
  interface Count {
    readonly count: number;
  }
  interface Add {
    readonly type: "Count";
    readonly by: number;
  }
  const system = defineSystem({
    name: "counter",
    source: "a test",
    about: "Counts.",
    parameters: { top: integer(3, { min: 1, max: 9 }, "how far") },
    system: (config) => {
      expectTypeOf(config.top).toBeNumber();
      return {
        initialStates: () => [{ count: 0 }],
        enabled: ({ count }: Count): Add[] =>
          count < config.top ? [{ type: "Count", by: 1 }] : [],
        next: ({ count }: Count, { by }: Add) => ({ count: count + by }),
      };
    },
  });

  it("has the states and actions that its functions speak of", () => {
    expectTypeOf(system.system).returns.toExtend<TransitionSystem<Count, Add>>();
  });

  it("is checked for properties of its states and steps", () => {
    const small = always<Count>({ ...about, check: () => undefined });
    const upward = eachStep<SystemStep<Count>>({
      ...about,
      check: ({ before, after }) => (after.count < before.count ? "it falls" : undefined),
    });

    check(system, { properties: [small, upward], config: { top: 2 } });
  });

  it("can't be checked for properties of other states", () => {
    const other = always<{ readonly term: number }>({ ...about, check: () => undefined });
    // @ts-expect-error The state has no term.
    check(system, { properties: [other] });
  });

  it("takes only its own actions", () => {
    const wrong = {
      initialStates: () => [{ count: 0 }],
      enabled: (): Add[] => [{ type: "Count", by: 1 }],
      next: (state: Count, _action: { readonly type: "Reset" }) => state,
    };
    // @ts-expect-error It is never enabled to reset.
    defineSystem<typeof system.parameters, Count, Add>({ ...system, system: () => wrong });
  });

  it("known-limit: has states of unknown type if next leaves its parameters to be inferred", () => {
    const inferred = defineSystem({
      ...about,
      about: "Counts.",
      parameters: {},
      system: (_config) => ({
        initialStates: () => [{ count: 0 }],
        enabled: (_state: Count) => [{ type: "Count" }],
        next: (state, _action) => state,
      }),
    });

    expectTypeOf(inferred.system).returns.toEqualTypeOf<
      TransitionSystem<unknown, { readonly type: string }>
    >();
  });
});
