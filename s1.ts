import { run } from "./scratch.ts";
const ss={membership:"single-server"};
run("single",{},{...ss,nodes:3,members:2,maxTerm:2,values:1},{ElectionTimeout:2,ClientRequest:1,Replicate:3,ChangeMembers:1});
run("joint",{},{membership:"joint",nodes:3,members:2,maxTerm:2,values:1},{ElectionTimeout:2,ClientRequest:1,Replicate:3,ChangeMembers:1});
run("learn",{},{...ss,learners:true,nodes:3,members:2,maxTerm:2,values:1},{ElectionTimeout:2,ClientRequest:1,Replicate:3,ChangeMembers:1,AddLearner:1});
