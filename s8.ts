import { run } from "./scratch.ts";
const sn={snapshots:"at-once"};
run("snap M",{},{...sn,nodes:3,maxTerm:2,values:2},{ElectionTimeout:2,ClientRequest:2,Replicate:2,TakeSnapshot:1});
run("l M",{},{membership:"single-server",learners:true,nodes:4,members:3,maxTerm:2,values:1},{ElectionTimeout:2,ClientRequest:1,Replicate:2,ChangeMembers:1,AddLearner:1});
run("mem M",{},{membership:"single-server",nodes:4,members:3,maxTerm:2,values:1},{ElectionTimeout:2,ClientRequest:1,Replicate:3,ChangeMembers:2});
