/** The types of a protocol as they are inferred from its functions, without any at the call site. */
import { describe, expectTypeOf, it } from "vitest";
import {
  choice,
  type ConfigOfProtocol,
  defineProtocol,
  type Delivered,
  type EventOf,
  integer,
  type MessageOf,
  type Outcome,
  type StateOf,
  type ViewOf,
} from "../checker/protocol.ts";

interface Server {
  readonly term: number;
  readonly votes: ReadonlySet<string>;
}
type Event = { readonly type: "Timeout" } | { readonly type: "Request"; readonly value: string };
type Message = { readonly type: "Vote"; readonly term: number } | { readonly type: "Ping" };

const base = {
  name: "inferred",
  source: "a test",
  about: "Types.",
  parameters: {
    nodes: integer(3, { min: 1, max: 7 }, "how many"),
    variant: choice("plain", ["plain", "majority"], "which"),
  },
  processes: () => ["n1"],
  init: (): Server => ({ term: 0, votes: new Set() }),
} as const;

describe("a protocol", () => {
  it("has the types of the functions that it is made of, without any at the call site", () => {
    function reduce(
      _self: string,
      server: Server,
      _input: Event | Delivered<Message>,
      { nodes }: { readonly nodes: number },
    ): Outcome<Server, Message> | undefined {
      return nodes > 1 ? { state: server, send: [] } : undefined;
    }
    const parts = {
      ...base,
      events: (_self: string, { term }: Server): Event[] => (term > 0 ? [] : [{ type: "Timeout" }]),
    };
    const inferred = defineProtocol({
      ...parts,
      actions: { Timeout: "", Request: "", Vote: "", Ping: "" },
      reduce,
      recover: (_self, { term }) => ({ term, votes: new Set<string>() }),
      waits: (event) => (event.type === "Timeout" ? 1 : undefined),
      view: (_self, { term }) => ({ leader: term > 0 ? term : null }),
    });
    expectTypeOf<StateOf<typeof inferred>>().toEqualTypeOf<Server>();
    expectTypeOf<EventOf<typeof inferred>>().toEqualTypeOf<Event>();
    expectTypeOf<MessageOf<typeof inferred>>().toEqualTypeOf<Message>();
    expectTypeOf<ViewOf<typeof inferred>>().toEqualTypeOf<{ leader: number | null }>();
    expectTypeOf<ConfigOfProtocol<typeof inferred>["variant"]>().toEqualTypeOf<
      "plain" | "majority"
    >();
    // @ts-expect-error What it sends can't be told from a reducer that is written in place.
    defineProtocol({ ...parts, view: () => null, reduce: (_self, state) => ({ state }) });
    // @ts-expect-error Ping is missing.
    defineProtocol({ ...parts, reduce, view: () => null, actions: { Vote: "" } });
    // @ts-expect-error It has no such parameter.
    defineProtocol({ ...parts, reduce, view: () => null, processes: ({ sites }) => [sites] });
  });
});
