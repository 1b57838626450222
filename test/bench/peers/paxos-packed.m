-- Paxos for Rumur, step for step as models/paxos: 3 acceptors, no learners. Lamport 2001, §2; the
-- actions are those of Paxos.tla.
--
-- Packed by hand, to see what Rumur can do at best; as one writes Murphi it is in paxos.m. What
-- votes are for, their ballot's proposal says, so that a report is a ballot alone; a ballot's votes
-- are a mask.

const
  BALLOTS: 3;
  VALUES: 2;

type
  acceptor: 0..2;
  ballot: 1..BALLOTS; -- one more than it is
  value: 1..VALUES;

var
  begun: array[ballot] of boolean; -- 1a
  -- 1b: 0 until the acceptor has promised, then one more than the ballot of the vote that it reports
  promised: array[ballot] of array[acceptor] of 0..BALLOTS;
  proposed: array[ballot] of 0..VALUES; -- 2a
  accepted: array[ballot] of 0..7; -- 2b: a mask of acceptors
  maxBal: array[acceptor] of 0..BALLOTS;
  maxVBal: array[acceptor] of 0..BALLOTS;

startstate begin
  for b: ballot do
    begun[b] := false;
    proposed[b] := 0;
    accepted[b] := 0;
    for a: acceptor do promised[b][a] := 0; end;
  end;
  for a: acceptor do
    maxBal[a] := 0;
    maxVBal[a] := 0;
  end;
end;

-- Do two promises, of which the first reports the higher vote or the same, allow v?
function allow(i: 0..BALLOTS; j: 0..BALLOTS; v: value): boolean;
begin
  return j > 0 & i >= j & (i = 1 | proposed[i - 1] = v);
end;

function proposable(b: ballot; v: value): boolean;
var
  x, y, z: 0..BALLOTS;
begin
  x := promised[b][0];
  y := promised[b][1];
  z := promised[b][2];
  return allow(x, y, v) | allow(y, x, v) | allow(x, z, v) | allow(z, x, v) | allow(y, z, v) |
    allow(z, y, v);
end;

ruleset b: ballot do
  rule "Phase1a" true ==> begin
    begun[b] := true;
  end;

  ruleset v: value do
    rule "Phase2a" proposed[b] = 0 & proposable(b, v) ==> begin
      proposed[b] := v;
    end;
  end;

  ruleset a: acceptor do
    rule "Phase1b" begun[b] & b > maxBal[a] ==> begin
      maxBal[a] := b;
      promised[b][a] := maxVBal[a] + 1;
    end;

    rule "Phase2b" proposed[b] > 0 & b >= maxBal[a] ==> begin
      maxBal[a] := b;
      maxVBal[a] := b;
      accepted[b] := accepted[b] | (1 << a);
    end;
  end;
end;

function isChosen(b: ballot): boolean;
begin
  return accepted[b] = 3 | accepted[b] > 4; -- two acceptors, or all three
end;

invariant "Agreement"
  forall b: ballot do
    forall c: ballot do b < c & isChosen(b) & isChosen(c) -> proposed[b] = proposed[c] end
  end;
