-- Two-phase commit for Rumur, step for step as models/two-phase-commit. Gray & Lamport 2006, §3.
--
-- Written as one writes Murphi: arrays indexed by a scalarset of managers, enumerations, rulesets.
-- Packed by hand it is in two-phase-commit-packed.m.
--
-- The network is a set that only grows, so that a message is a flag: has it been sent?

const
  MANAGERS: 8;

type
  manager: scalarset(MANAGERS);

var
  managers: array[manager] of enum { working, prepared, committed, aborted };
  sentPrepared: array[manager] of boolean;
  isPrepared: array[manager] of boolean; -- as far as the transaction manager knows
  decision: enum { undecided, commit, abort }; -- the transaction manager's, sent to all

startstate begin
  for r: manager do
    managers[r] := working;
    sentPrepared[r] := false;
    isPrepared[r] := false;
  end;
  decision := undecided;
end;

rule "DecideCommit" decision = undecided & forall r: manager do isPrepared[r] end ==> begin
  decision := commit;
end;

rule "DecideAbort" decision = undecided ==> begin
  decision := abort;
end;

ruleset r: manager do
  rule "Prepared" decision = undecided & sentPrepared[r] ==> begin
    isPrepared[r] := true;
  end;

  rule "Prepare" managers[r] = working ==> begin
    managers[r] := prepared;
    sentPrepared[r] := true;
  end;

  rule "ChooseToAbort" managers[r] = working ==> begin
    managers[r] := aborted;
  end;

  rule "Commit" decision = commit ==> begin
    managers[r] := committed;
  end;

  rule "Abort" decision = abort ==> begin
    managers[r] := aborted;
  end;
end;

invariant "AtomicCommitment"
  !(exists r: manager do managers[r] = committed end &
    exists r: manager do managers[r] = aborted end);
