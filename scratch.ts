import { check } from "./checker/check.ts";
import { raftWith } from "./models/raft/raft.ts";
import { rules } from "./models/raft/rules.ts";
import { catalog } from "./models/catalog.ts";
import { configOf } from "./checker/parameters.ts";
const entry=catalog.find(e=>e.model.name==="raft")!;
export const run=(label:string,rule:any,config:any,budgets:any,stop?:string,show=false,limits:any={})=>{const t=Date.now();
 const m=raftWith({...rules,...rule});
 const properties=entry.properties(configOf(m.parameters,config)) as any;
 const r=check(m,{config,symmetry:true,environment:{budgets},properties,limits:{...(stop?{stopAt:[stop]}:{}),durationMs:100000,...limits}});
 const e=r.exploration;console.log(label,JSON.stringify(config),JSON.stringify(budgets),e.distinctStates,e.generatedStates,e.depth,e.ending,e.violations.map(v=>`${v.property} ${v.steps.length+1}`).join(),r.unfired.join(),Math.round((Date.now()-t)/100)/10,'s');
 if(!stop) console.log('   ',r.verdicts.filter(v=>v.verdict!=='holds').map(v=>v.name+':'+v.verdict).join(' '));
 if(show) for(const v of e.violations.slice(0,1)) {console.log(v.reason); for(const s of v.steps) console.log('   ',JSON.stringify(s,(k,x)=>x instanceof Set?[...x]:x));}
};
