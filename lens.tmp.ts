import { catalog } from "/tmp/w-fle/models/catalog.ts";
import { checkMutant, checkWithoutBug, traceLength } from "/tmp/w-fle/test/models/check-instance.ts";
import { configOf } from "/tmp/w-fle/checker/parameters.ts";
const e = catalog.find(({ model }) => model.name === "fast-leader-election")!;
const want = process.argv.slice(2);
for (const m of e.mutants) {
  if (want.length && !want.includes(m.name)) continue;
  const t = Date.now();
  const { exploration: x } = checkMutant(e, m);
  const n = traceLength(x, m.violates!);
  const all = e.properties(configOf(e.model.parameters, m.config)).map(p => p.name);
  const others = all.filter(n => n !== m.violates && traceLength(x, n) > 0).map(n => `${n} ${traceLength(x, n)}`);
  console.log(m.name, m.violates, n, x.distinctStates, x.ending, Date.now() - t, "ms", others.join(", "));
}
