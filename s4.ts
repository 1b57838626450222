import { run } from "./scratch.ts";
const ss={membership:"single-server"}, j={membership:"joint"};
for (const R of [2]) {
run("ss2",{},{...ss,nodes:3,members:2,maxTerm:2,values:1},{ElectionTimeout:2,ClientRequest:1,Replicate:4,ChangeMembers:2});
run("ss3",{},{...ss,nodes:3,maxTerm:2,values:1},{ElectionTimeout:2,ClientRequest:1,Replicate:1,ChangeMembers:2});
run("j2",{},{...j,nodes:3,members:2,maxTerm:2,values:0},{ElectionTimeout:2,ClientRequest:0,Replicate:3,ChangeMembers:2});
run("j3",{},{...j,nodes:3,members:3,maxTerm:2,values:0},{ElectionTimeout:2,ClientRequest:0,Replicate:2,ChangeMembers:2});
run("l2",{},{...ss,learners:true,nodes:3,members:2,maxTerm:2,values:1},{ElectionTimeout:2,ClientRequest:1,Replicate:4,ChangeMembers:1,AddLearner:1});
}
