/** What each property says of this behaviour. */
import type { Position, Standing, Verdict } from "../../explorer/position.ts";
import type { Driver } from "./driver.ts";

/** Beside the sentence, which says it all: who looks for a sign finds one. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  objects: "✗",
  objected: "✗",
  silent: "·",
  untested: "?",
  witnessed: "!",
  unwitnessed: "?",
};

const FIRST: readonly Verdict[] = ["objects", "objected"];

/** All properties; those that object first, the others in the order in which they are claimed. */
export function PropertiesPanel(props: { readonly driver: Driver; readonly position: Position }) {
  const { driver, position } = props;
  const objecting = position.properties.filter(({ verdict }) => FIRST.includes(verdict));
  const others = position.properties.filter(({ verdict }) => !FIRST.includes(verdict));
  return (
    <section id="properties" aria-labelledby="properties-title">
      <h2 id="properties-title">Properties</h2>
      <ul class="standings">
        {[...objecting, ...others].map((standing) => (
          <StandingView
            key={standing.name}
            standing={standing}
            at={position.path.at}
            jump={(to) => driver.jump(to)}
          />
        ))}
      </ul>
      <p class="faint">
        Of this behaviour alone: <code>scrutineer check</code> looks at all of them.
      </p>
    </section>
  );
}

function StandingView(props: {
  readonly standing: Standing;
  readonly at: number;
  readonly jump: (at: number) => void;
}) {
  const { name, claim, verdict, sentence, state } = props.standing;
  return (
    <li class={verdict}>
      <details>
        <summary>
          <span class="sign" aria-hidden="true">
            {SIGNS[verdict]}
          </span>
          <span class="name">{name}</span> <span class="sentence">{sentence}</span>
        </summary>
        <p class="faint">It claims: {claim}</p>
        {state !== null && state !== props.at && (
          <button type="button" class="link" onClick={() => props.jump(state)}>
            go to state {state + 1}
          </button>
        )}
      </details>
    </li>
  );
}
