-- Two-phase commit for Rumur, step for step as models/two-phase-commit. Gray & Lamport 2006, §3.
--
-- Packed by hand, to see what Rumur can do at best; as one writes Murphi it is in
-- two-phase-commit.m.
--
-- Sets of managers are masks: with arrays of enumerations instead Rumur takes half as long again
-- and more. A manager is working (in neither mask), prepared (low), committed (both) or aborted
-- (high only). The network is the mask of who has sent Prepared, and the decision, whose message
-- reaches all at once.

const
  MANAGERS: 8;
  ALL: (1 << MANAGERS) - 1;

type
  manager: 0..MANAGERS - 1;

var
  high, low: 0..ALL;
  sent, known: 0..ALL; -- Prepared: in the network, and received by the transaction manager
  decision: enum { undecided, commit, abort };

startstate begin
  high := 0;
  low := 0;
  sent := 0;
  known := 0;
  decision := undecided;
end;

rule "DecideCommit" decision = undecided & known = ALL ==> begin decision := commit; end;
rule "DecideAbort" decision = undecided ==> begin decision := abort; end;

ruleset r: manager do
  rule "Prepared" decision = undecided & ((sent >> r) & 1) = 1 ==> begin
    known := known | (1 << r);
  end;
  rule "Prepare" (((high | low) >> r) & 1) = 0 ==> begin
    low := low | (1 << r);
    sent := sent | (1 << r);
  end;
  rule "ChooseToAbort" (((high | low) >> r) & 1) = 0 ==> begin
    high := high | (1 << r);
  end;
  rule "Commit" decision = commit ==> begin
    high := high | (1 << r);
    low := low | (1 << r);
  end;
  rule "Abort" decision = abort ==> begin
    high := high | (1 << r);
    low := low & (ALL - (1 << r));
  end;
end;

invariant "AtomicCommitment" (high & low) = 0 | (high & (ALL - low)) = 0;
