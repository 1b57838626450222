-- Raft for Rumur, step for step as models/raft: 3 servers, terms 0 to 2, 1 value, and the budgets
-- below. Ongaro & Ousterhout 2014, §5.
--
-- Written as one writes Murphi: records with named fields, arrays indexed by server, ranges and
-- enumerations, rulesets. Packed by hand it is in raft-packed.m.
--
-- Rumur has no multisets: the bag of messages is an array, which is sorted, so that equal bags are
-- equal arrays. Servers are a range, since those of a scalarset have no order. At most two messages
-- a time-out and one a Replicate are in flight.

const
  TIMEOUTS: 2;
  REQUESTS: 1;
  REPLICATES: 4;
  SERVERS: 3;
  MAJORITY: 2;
  MAX_TERM: 2;
  MAX_LOG: 1;
  SLOTS: 2 * TIMEOUTS + REPLICATES;
  -- Types of messages: no enumeration, since that has no order.
  NONE: 0;
  REQUEST_VOTE_REQUEST: 1;
  REQUEST_VOTE_RESPONSE: 2;
  APPEND_ENTRIES_REQUEST: 3;
  APPEND_ENTRIES_RESPONSE: 4;

type
  server: 0..SERVERS - 1;
  term: 0..MAX_TERM;
  index: 0..MAX_LOG; -- 0: before the first entry
  position: 1..MAX_LOG;
  slot: 0..SLOTS - 1;

  -- What a leader knows of another server.
  progress: record
    nextIndex: 0..MAX_LOG + 1;
    matchIndex: index;
    told: 0..MAX_LOG + 1; -- one more than the commitIndex that it was told last; 0: none
  end;

  serverState: record
    currentTerm: term;
    votedFor: server;              -- undefined: for nobody
    log: array[position] of term;  -- each entry's term: there is but one value
    length: index;                 -- of the log
    role: enum { follower, candidate, leader };
    commitIndex: index;
    votes: 0..SERVERS;             -- a candidate's, its own included
    progress: array[server] of progress;
  end;

  messageType: NONE..APPEND_ENTRIES_RESPONSE;

  -- Fields that a type of message does not use are clear.
  message: record
    kind: messageType;
    receiver: server;
    sender: server;
    term: term;
    index: index; -- lastLogIndex, prevLogIndex, or in an answer the index
    logTerm: term; -- lastLogTerm or prevLogTerm
    entry: term;   -- its term; 0: none
    commit: index; -- leaderCommit
    ok: boolean;   -- voteGranted or success
  end;

var
  servers: array[server] of serverState;
  bag: array[slot] of message; -- in descending order; of type NONE: empty
  timeouts: 0..TIMEOUTS;
  requests: 0..REQUESTS;
  replicates: 0..REPLICATES;
  -- What was committed first at each index: the entry's term, and the term of the server that did.
  committed, committedIn: array[position] of term;

-- The order of messages: by their fields, one after the other.
function isLess(a, b: message): boolean;
begin
  if a.kind != b.kind then return a.kind < b.kind; end;
  if a.receiver != b.receiver then return a.receiver < b.receiver; end;
  if a.sender != b.sender then return a.sender < b.sender; end;
  if a.term != b.term then return a.term < b.term; end;
  if a.index != b.index then return a.index < b.index; end;
  if a.logTerm != b.logTerm then return a.logTerm < b.logTerm; end;
  if a.entry != b.entry then return a.entry < b.entry; end;
  if a.commit != b.commit then return a.commit < b.commit; end;
  return !a.ok & b.ok;
end;

-- Puts `m` in its place in the bag.
procedure send(m: message);
var
  k: slot;
begin
  assert "the bag has room" bag[SLOTS - 1].kind = NONE;
  k := SLOTS - 1;
  while k > 0 & bag[k - 1].kind = NONE do k := k - 1; end;
  while k > 0 & isLess(bag[k - 1], m) do
    bag[k] := bag[k - 1];
    k := k - 1;
  end;
  bag[k] := m;
end;

-- Takes what is in `at` out of the bag.
procedure take(at: slot);
var
  k: slot;
begin
  k := at;
  while k < SLOTS - 1 & bag[k + 1].kind != NONE do
    bag[k] := bag[k + 1];
    k := k + 1;
  end;
  clear bag[k];
end;

-- Answers `m`.
procedure answer(kind: messageType; m: message; ok: boolean; at: index);
var
  reply: message;
begin
  clear reply;
  reply.kind := kind;
  reply.receiver := m.sender;
  reply.sender := m.receiver;
  reply.term := servers[m.receiver].currentTerm;
  reply.index := at;
  reply.ok := ok;
  send(reply);
end;

function termAt(i: server; at: index): term;
begin
  return at = 0 ? 0 : servers[i].log[at];
end;

procedure follow(i: server);
begin
  if servers[i].role = leader then clear servers[i].progress; end;
  servers[i].role := follower;
  servers[i].votes := 0;
end;

procedure commitUpTo(i: server; last: index);
begin
  while servers[i].commitIndex < last do
    servers[i].commitIndex := servers[i].commitIndex + 1;
    if committed[servers[i].commitIndex] = 0 then
      committed[servers[i].commitIndex] := servers[i].log[servers[i].commitIndex];
      committedIn[servers[i].commitIndex] := servers[i].currentTerm;
    end;
  end;
end;

procedure becomeLeader(i: server);
begin
  servers[i].role := leader;
  servers[i].votes := 0;
  for j: server do
    if j != i then servers[i].progress[j].nextIndex := servers[i].length + 1; end;
  end;
end;

procedure requestVote(i: server; m: message);
var
  lastTerm: term;
begin
  lastTerm := termAt(i, servers[i].length);
  if m.term = servers[i].currentTerm &
    (isundefined(servers[i].votedFor) | servers[i].votedFor = m.sender) &
    (m.logTerm > lastTerm | (m.logTerm = lastTerm & m.index >= servers[i].length)) then
    servers[i].votedFor := m.sender;
    answer(REQUEST_VOTE_RESPONSE, m, true, 0);
  else
    answer(REQUEST_VOTE_RESPONSE, m, false, 0);
  end;
end;

procedure countVote(i: server; m: message);
begin
  if servers[i].role = candidate & m.term = servers[i].currentTerm & m.ok then
    servers[i].votes := servers[i].votes + 1;
    if servers[i].votes >= MAJORITY then becomeLeader(i); end;
  end;
end;

procedure append(i: server; at: position; entry: term);
begin
  if servers[i].length < at | servers[i].log[at] != entry then
    assert "CommittedNeverTruncated" servers[i].commitIndex < at;
    while servers[i].length >= at do
      servers[i].log[servers[i].length] := 0;
      servers[i].length := servers[i].length - 1;
    end;
    servers[i].log[at] := entry;
    servers[i].length := at;
  end;
end;

procedure appendEntries(i: server; m: message);
var
  last: index;
begin
  if m.term < servers[i].currentTerm then
    answer(APPEND_ENTRIES_RESPONSE, m, false, m.index);
  else
    assert "LeaderAppendOnly" servers[i].role != leader;
    follow(i);
    if m.index > servers[i].length | termAt(i, m.index) != m.logTerm then
      answer(APPEND_ENTRIES_RESPONSE, m, false, m.index);
    else
      last := m.index;
      if m.entry != 0 then
        last := m.index + 1;
        append(i, last, m.entry);
      end;
      commitUpTo(i, m.commit < last ? m.commit : last);
      answer(APPEND_ENTRIES_RESPONSE, m, true, last);
    end;
  end;
end;

function hasQuorum(i: server; at: position): boolean;
var
  count: 1..SERVERS;
begin
  count := 1;
  for j: server do
    if servers[i].progress[j].matchIndex >= at then count := count + 1; end;
  end;
  return count >= MAJORITY;
end;

procedure countReplica(i: server; m: message);
var
  k: index;
begin
  if servers[i].role = leader & m.term = servers[i].currentTerm then
    alias known: servers[i].progress[m.sender] do
      if m.ok & m.index > known.matchIndex then
        known.matchIndex := m.index;
        if known.nextIndex <= m.index then known.nextIndex := m.index + 1; end;
      elsif !m.ok & m.index < known.nextIndex then
        known.nextIndex := m.index > known.matchIndex ? m.index : known.matchIndex + 1;
      end;
    end;
    k := servers[i].length;
    while k > servers[i].commitIndex &
      !(servers[i].log[k] = servers[i].currentTerm & hasQuorum(i, k)) do
      k := k - 1;
    end;
    commitUpTo(i, k);
  end;
end;

startstate begin
  for i: server do
    clear servers[i];
    undefine servers[i].votedFor;
  end;
  clear bag;
  timeouts := TIMEOUTS;
  requests := REQUESTS;
  replicates := REPLICATES;
  clear committed;
  clear committedIn;
end;

ruleset i: server do
  rule "ElectionTimeout"
    servers[i].role != leader & servers[i].currentTerm < MAX_TERM & timeouts > 0 ==>
  var
    m: message;
  begin
    timeouts := timeouts - 1;
    servers[i].currentTerm := servers[i].currentTerm + 1;
    servers[i].role := candidate;
    servers[i].votedFor := i;
    servers[i].votes := 1;
    clear m;
    m.kind := REQUEST_VOTE_REQUEST;
    m.sender := i;
    m.term := servers[i].currentTerm;
    m.index := servers[i].length;
    m.logTerm := termAt(i, servers[i].length);
    for j: server do
      if j != i then
        m.receiver := j;
        send(m);
      end;
    end;
  end;

  rule "ClientRequest"
    servers[i].role = leader & servers[i].length < MAX_LOG & requests > 0 ==>
  begin
    requests := requests - 1;
    servers[i].length := servers[i].length + 1;
    servers[i].log[servers[i].length] := servers[i].currentTerm;
  end;
end;

ruleset i: server; j: server do
  rule "Replicate"
    i != j & servers[i].role = leader & replicates > 0 &
      (servers[i].progress[j].nextIndex <= servers[i].length |
        servers[i].progress[j].told <= servers[i].commitIndex) ==>
  var
    m: message;
  begin
    replicates := replicates - 1;
    clear m;
    m.kind := APPEND_ENTRIES_REQUEST;
    m.receiver := j;
    m.sender := i;
    m.term := servers[i].currentTerm;
    m.commit := servers[i].commitIndex;
    alias known: servers[i].progress[j] do
      m.index := known.nextIndex - 1;
      m.logTerm := termAt(i, m.index);
      if known.nextIndex <= servers[i].length then
        m.entry := servers[i].log[known.nextIndex];
        known.nextIndex := known.nextIndex + 1;
      end;
      known.told := servers[i].commitIndex + 1;
    end;
    send(m);
  end;
end;

-- Of equal messages only the first: which of them it is makes no difference.
ruleset at: slot do
  rule "Deliver" bag[at].kind != NONE & (at = 0 | bag[at] != bag[at - 1]) ==>
  var
    m: message;
    i: server;
  begin
    m := bag[at];
    i := m.receiver;
    take(at);
    if m.term > servers[i].currentTerm then
      servers[i].currentTerm := m.term;
      undefine servers[i].votedFor;
      follow(i);
    end;
    switch m.kind
      case REQUEST_VOTE_REQUEST: requestVote(i, m);
      case REQUEST_VOTE_RESPONSE: countVote(i, m);
      case APPEND_ENTRIES_REQUEST: appendEntries(i, m);
      case APPEND_ENTRIES_RESPONSE: countReplica(i, m);
    end;
  end;
end;

invariant "ElectionSafety"
  forall i: server do
    servers[i].role = leader ->
      forall j: server do
        (j > i & servers[j].role = leader) -> servers[i].currentTerm != servers[j].currentTerm
      end
  end;

invariant "LeaderCompleteness"
  forall at: position do
    committed[at] != 0 ->
      forall i: server do
        (servers[i].role = leader & servers[i].currentTerm > committedIn[at]) ->
          servers[i].log[at] = committed[at]
      end
  end;

-- Also CommittedPrefixesAgree.
invariant "StateMachineSafety"
  forall i: server do
    forall at: position do
      servers[i].commitIndex >= at -> servers[i].log[at] = committed[at]
    end
  end;
