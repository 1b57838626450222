-- Raft for Rumur, step for step as models/raft: 3 servers, terms 0 to 2, 1 value, and the budgets
-- below. Ongaro & Ousterhout 2014, §5.
--
-- Packed by hand, to see what Rumur can do at best; as one writes Murphi it is in raft.m.
--
-- With one value a log has at most one entry, so that its term is the whole log. The bag of
-- messages is a sorted array of numbers: equal bags are equal arrays, and at most two messages a
-- time-out and one a Replicate are in flight. Sets of servers are masks.

const
  TIMEOUTS: 2;
  REQUESTS: 1;
  REPLICATES: 4;
  MAX_TERM: 2;
  LAST: 2 * TIMEOUTS + REPLICATES - 1;

type
  server: 0..2;
  -- Sets of servers are 0..7 without a name: of a named type Rumur takes | for the boolean one.
  term: 0..MAX_TERM;
  slot: 0..LAST;
  code: 0..8191; -- type * 2048 + receiver * 512 + sender * 128 + term * 32 + content
  payload: 0..31;
  state: record
    current: 0..MAX_TERM;
    voted: 0..3; -- 0: for none; else the server's number + 1
    log: term;   -- the term of the only entry; 0: none
    role: enum { follower, candidate, leader };
    commit: 0..1;
    -- A leader's progress; a candidate's only vote is its own.
    next: 0..7;  -- whose nextIndex is 2
    match: 0..7; -- whose matchIndex is 1
    led: 0..7;   -- who was told that it leads
    told: 0..7;  -- who was told that the entry is committed
  end;

var
  s: array[server] of state;
  bag: array[slot] of code; -- in descending order; 0: empty
  timeouts: 0..TIMEOUTS;
  requests: 0..REQUESTS;
  replicates: 0..REPLICATES;
  -- What was committed first: the entry's term, and the term of the server that did.
  committed, committedIn: term;

function has(mask: 0..7; i: server): boolean;
begin
  return ((mask >> i) & 1) = 1;
end;

function with(mask: 0..7; i: server): 0..7;
begin
  return mask | (1 << i);
end;

procedure send(kind: 0..3; receiver, sender: server; t: term; content: payload);
var
  k: slot;
  m: code;
begin
  m := kind * 2048 + receiver * 512 + sender * 128 + t * 32 + content;
  assert "the bag has room" bag[LAST] = 0;
  k := LAST;
  while k > 0 & bag[k - 1] < m do
    bag[k] := bag[k - 1];
    k := k - 1;
  end;
  bag[k] := m;
end;

procedure take(at: slot);
var
  k: slot;
begin
  k := at;
  while k < LAST & bag[k] != 0 do
    bag[k] := bag[k + 1];
    k := k + 1;
  end;
  if k = LAST then bag[k] := 0; end;
end;

procedure follow(i: server);
begin
  s[i].role := follower;
  s[i].next := 0;
  s[i].match := 0;
  s[i].led := 0;
  s[i].told := 0;
end;

procedure advanceCommit(i: server);
begin
  s[i].commit := 1;
  if committed = 0 then
    committed := s[i].log;
    committedIn := s[i].current;
  end;
end;

procedure requestVote(i, candidate: server; t: term; log: payload);
begin
  if t = s[i].current & (s[i].voted = 0 | s[i].voted = candidate + 1) & log >= s[i].log then
    s[i].voted := candidate + 1;
    send(1, candidate, i, t, 1);
  else
    send(1, candidate, i, s[i].current, 0);
  end;
end;

procedure countVote(i: server; t: term; granted: payload);
begin
  if s[i].role = candidate & t = s[i].current & granted = 1 then
    s[i].role := leader;
    if s[i].log != 0 then s[i].next := 7 - (1 << i); end;
  end;
end;

-- The content of an AppendEntries: 16 has a previous entry, 8 has an entry, its term, commitIndex.
procedure appendEntries(i, from: server; t: term; content: payload);
var
  index: 0..1;
begin
  if t < s[i].current then
    send(3, from, i, s[i].current, content / 16);
  else
    assert "LeaderAppendOnly" s[i].role != leader;
    follow(i);
    if content >= 16 & s[i].log != (content / 2) % 4 then
      send(3, from, i, t, 1);
    else
      index := content >= 8 ? 1 : 0;
      if (content / 8) = 1 & s[i].log != (content / 2) % 4 then
        assert "CommittedNeverTruncated" s[i].commit = 0;
        s[i].log := (content / 2) % 4;
      end;
      if content % 2 = 1 & index = 1 & s[i].commit = 0 then advanceCommit(i); end;
      send(3, from, i, t, 2 + index);
    end;
  end;
end;

-- The content of the answer: 2 success, index.
procedure countReplica(i, from: server; t: term; content: payload);
begin
  if s[i].role = leader & t = s[i].current then
    if content = 3 then
      s[i].match := with(s[i].match, from);
      s[i].next := with(s[i].next, from);
    elsif content < 2 & has(s[i].next, from) & !has(s[i].match, from) then
      s[i].next := s[i].next - (1 << from);
    end;
    if s[i].log = t & s[i].commit = 0 & s[i].match != 0 then advanceCommit(i); end;
  end;
end;

startstate begin
  for i: server do
    s[i].current := 0;
    s[i].voted := 0;
    s[i].log := 0;
    s[i].commit := 0;
    follow(i);
  end;
  for k: slot do bag[k] := 0; end;
  timeouts := TIMEOUTS;
  requests := REQUESTS;
  replicates := REPLICATES;
  committed := 0;
  committedIn := 0;
end;

ruleset i: server do
  rule "ElectionTimeout"
    s[i].role != leader & s[i].current < MAX_TERM & timeouts > 0 ==>
  begin
    s[i].current := s[i].current + 1;
    s[i].role := candidate;
    s[i].voted := i + 1;
    timeouts := timeouts - 1;
    for j: server do
      if j != i then send(0, j, i, s[i].current, s[i].log); end;
    end;
  end;

  rule "ClientRequest" s[i].role = leader & s[i].log = 0 & requests > 0 ==>
  begin
    s[i].log := s[i].current;
    requests := requests - 1;
  end;
end;

ruleset i: server; j: server do
  rule "Replicate"
    i != j & s[i].role = leader & replicates > 0 &
      ((s[i].log != 0 & !has(s[i].next, j)) | !has(s[i].led, j) |
        (s[i].commit = 1 & !has(s[i].told, j))) ==>
  var
    content: payload;
  begin
    content := s[i].commit;
    if s[i].log != 0 then
      content := content + 2 * s[i].log + (has(s[i].next, j) ? 16 : 8);
      s[i].next := with(s[i].next, j);
    end;
    s[i].led := with(s[i].led, j);
    if s[i].commit = 1 then s[i].told := with(s[i].told, j); end;
    replicates := replicates - 1;
    send(2, j, i, s[i].current, content);
  end;
end;

ruleset at: slot do
  rule "Deliver" bag[at] != 0 & (at = 0 | bag[at] != bag[at - 1]) ==>
  var
    m: code;
    i, from: server;
    t: term;
  begin
    m := bag[at];
    take(at);
    i := (m / 512) % 4;
    from := (m / 128) % 4;
    t := (m / 32) % 4;
    if t > s[i].current then
      s[i].current := t;
      s[i].voted := 0;
      follow(i);
    end;
    switch m / 2048
      case 0: requestVote(i, from, t, m % 32);
      case 1: countVote(i, t, m % 32);
      case 2: appendEntries(i, from, t, m % 32);
      case 3: countReplica(i, from, t, m % 32);
    end;
  end;
end;

invariant "ElectionSafety"
  forall i: server do
    s[i].role = leader ->
      forall j: server do (j > i & s[j].role = leader) -> s[i].current != s[j].current end
  end;

invariant "LeaderCompleteness"
  committed != 0 ->
    forall i: server do
      (s[i].role = leader & s[i].current > committedIn) -> s[i].log = committed
    end;

-- Also CommittedPrefixesAgree.
invariant "StateMachineSafety"
  forall i: server do s[i].commit = 1 -> s[i].log = committed end;
