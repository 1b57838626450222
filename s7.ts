import { run } from "./scratch.ts";
import { snapshotRules as sr, lastIncluded } from "./models/raft/snapshot-rules.ts";
const sn={snapshots:"at-once"}, bg={snapshots:"in-background"};
run("snap A",{},{...sn,nodes:3,maxTerm:1,values:2},{ElectionTimeout:1,ClientRequest:2,Replicate:3,TakeSnapshot:2});
run("snap B",{},{...sn,nodes:3,maxTerm:2,values:1},{ElectionTimeout:2,ClientRequest:1,Replicate:2,TakeSnapshot:1});
run("bg",{},{...bg,nodes:3,maxTerm:1,values:2},{ElectionTimeout:1,ClientRequest:2,Replicate:3,TakeSnapshot:1,BeginSnapshot:1});
run("apply",{},{applies:true,nodes:3,maxTerm:1,values:1},{ElectionTimeout:1,ClientRequest:1,Replicate:3,crashes:1,restarts:1});
run("apply+snap",{},{applies:true,snapshots:"at-once",nodes:3,maxTerm:1,values:1},{ElectionTimeout:1,ClientRequest:1,Replicate:3,TakeSnapshot:1,crashes:1,restarts:1});
run("suffix",{install:(s:any,r:any)=>({...sr.install(s,r),log:r.entries})},{...sn,nodes:3,maxTerm:2,values:2},{ElectionTimeout:2,ClientRequest:2,Replicate:4,TakeSnapshot:1,RequestVoteRequest:2,RequestVoteResponse:2,AppendEntriesRequest:4,AppendEntriesResponse:3,InstallSnapshotRequest:1,duplicates:1},"LeaderCompleteness",false);
