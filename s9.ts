import { check } from "./checker/check.ts";
import { raftReconfigurationMutants as ms } from "./models/raft-reconfiguration/index.ts";
import { raftReconfigurationProperties } from "./properties/raft-reconfiguration.ts";
for (const [n,p,c] of [["any-members-next","ConfigurationsUnique",{maxVersion:2}],["commits-not-on-quorum","StateMachineSafety",{maxTerm:2}],["nothing-committed-in-term","StateMachineSafety",{}]] as any){ const m=ms.find(x=>x.name===n)!; const config={...m.config,...c}; const t=Date.now();
 const r=check(m.model as any,{config,symmetry:true,properties:raftReconfigurationProperties({maxLog:0,...config}) as any,limits:{stopAt:[p]}}); console.log(n,p,r.exploration.distinctStates,r.exploration.violations.map(v=>`${v.property} ${v.steps.length+1}`).join(),Date.now()-t);}
