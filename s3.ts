import { run } from "./scratch.ts";
const ss={membership:"single-server"}, j={membership:"joint"};
run("38",{hasCommittedInTerm:()=>true},{...ss,nodes:5,members:4,maxTerm:3,values:0},{ElectionTimeout:3,ClientRequest:0,Replicate:1,ChangeMembers:2,RequestVoteRequest:7,RequestVoteResponse:6,AppendEntriesRequest:1,AppendEntriesResponse:1},"LeaderCompleteness",true);
