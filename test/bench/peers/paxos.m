-- Paxos for Rumur, step for step as models/paxos: 3 acceptors, no learners. Lamport 2001, §2; the
-- actions are those of Paxos.tla.
--
-- Written as one writes Murphi: arrays indexed by a scalarset of acceptors, rulesets, quantifiers.
-- Packed by hand it is in paxos-packed.m.
--
-- The network is a set that only grows, so that a message is a field: has it been sent, and what
-- does it say? A proposal is enabled once, however many quorums allow it.

const
  BALLOTS: 3;
  VALUES: 2;

type
  acceptor: scalarset(3);
  ballot: 1..BALLOTS; -- one more than it is
  value: 1..VALUES;
  ballotOrNone: 0..BALLOTS;
  valueOrNone: 0..VALUES;

var
  begun: array[ballot] of boolean; -- 1a
  promised: array[ballot] of array[acceptor] of boolean; -- 1b, and the vote that it reports:
  reportedBallot: array[ballot] of array[acceptor] of ballotOrNone;
  reportedValue: array[ballot] of array[acceptor] of valueOrNone;
  proposed: array[ballot] of valueOrNone; -- 2a
  accepted: array[ballot] of array[acceptor] of boolean; -- 2b
  maxBal: array[acceptor] of ballotOrNone;
  maxVBal: array[acceptor] of ballotOrNone;
  maxVal: array[acceptor] of valueOrNone;

startstate begin
  for b: ballot do
    begun[b] := false;
    proposed[b] := 0;
    for a: acceptor do
      promised[b][a] := false;
      reportedBallot[b][a] := 0;
      reportedValue[b][a] := 0;
      accepted[b][a] := false;
    end;
  end;
  for a: acceptor do
    maxBal[a] := 0;
    maxVBal[a] := 0;
    maxVal[a] := 0;
  end;
end;

ruleset b: ballot do
  rule "Phase1a" true ==> begin
    begun[b] := true;
  end;

  ruleset v: value do
    -- Two promises: the vote of the higher ballot is for v, or there is none at all. A quorum of
    -- all three allows nothing that two of them do not.
    rule "Phase2a" proposed[b] = 0 &
      (exists i: acceptor do
        exists j: acceptor do
          i != j & promised[b][i] & promised[b][j] &
          reportedBallot[b][i] >= reportedBallot[b][j] &
          (reportedBallot[b][i] = 0 | reportedValue[b][i] = v)
        end
      end) ==> begin
      proposed[b] := v;
    end;
  end;

  ruleset a: acceptor do
    rule "Phase1b" begun[b] & b > maxBal[a] ==> begin
      maxBal[a] := b;
      promised[b][a] := true;
      reportedBallot[b][a] := maxVBal[a];
      reportedValue[b][a] := maxVal[a];
    end;

    rule "Phase2b" proposed[b] > 0 & b >= maxBal[a] ==> begin
      maxBal[a] := b;
      maxVBal[a] := b;
      maxVal[a] := proposed[b];
      accepted[b][a] := true;
    end;
  end;
end;

function isChosen(b: ballot): boolean;
begin
  return exists i: acceptor do
    exists j: acceptor do i != j & accepted[b][i] & accepted[b][j] end
  end;
end;

invariant "Agreement"
  forall b: ballot do
    forall c: ballot do b < c & isChosen(b) & isChosen(c) -> proposed[b] = proposed[c] end
  end;
