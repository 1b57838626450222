/*
 * Raft for Spin, step for step as models/raft: 3 servers, terms 0 to 2, 1 value, and the budgets
 * below. Ongaro & Ousterhout 2014, §5.
 *
 * Written as one writes Promela: a process for each server, records with named fields, arrays
 * indexed by server, names for roles and messages. Each step is a d_step, so that it has no states
 * in its middle. Packed by hand it is in raft-packed.pml.
 *
 * The network is a bag, any message of which may be next. Of a channel, ?? receives only the first
 * that fits, so that the bag is an array; it is sorted: equal bags are equal arrays. At most two
 * messages a time-out and one a Replicate are in flight.
 */
#ifndef REPLICATES
#define REPLICATES 4 /* 1 to 4 */
#endif
#define TIMEOUTS 2
#define REQUESTS 1
#define SERVERS 3
#define MAX_TERM 2
#define MAX_LOG 1
#define SLOTS (2 * TIMEOUTS + REPLICATES)
#define NOBODY 255

mtype = { follower, candidate, leader };
mtype = { RequestVoteRequest, RequestVoteResponse, AppendEntriesRequest, AppendEntriesResponse };

typedef ServerState {
  byte currentTerm;
  byte votedFor = NOBODY;   /* NOBODY, or a server */
  byte log[MAX_LOG];        /* each entry's term: there is but one value */
  byte length;              /* of the log */
  mtype role = follower;
  byte commitIndex;
  byte votes;               /* a candidate's, its own included */
  byte nextIndex[SERVERS];  /* this and the next two: a leader's, for each other server */
  byte matchIndex[SERVERS];
  byte told[SERVERS]        /* one more than the commitIndex that it was told last; 0: none */
};

/* Fields that a type of message does not use are 0. */
typedef Message {
  mtype type;
  byte to;
  byte from;
  byte term;
  byte index;   /* lastLogIndex, prevLogIndex, or in an answer the index */
  byte logTerm; /* lastLogTerm or prevLogTerm */
  byte entry;   /* its term; 0: none */
  byte commit;  /* leaderCommit */
  bool ok       /* voteGranted or success */
};

ServerState server[SERVERS];
Message bag[SLOTS]; /* in descending order, those of type 0 are empty */
byte timeouts = TIMEOUTS;
byte requests = REQUESTS;
byte replicates = REPLICATES;
/* What was committed first at each index: the entry's term, and the term of the server that did. */
byte committed[MAX_LOG];
byte committedIn[MAX_LOG];

/* Scratch variables are no part of the state; where `hidden` is not allowed they are set back. */
#ifdef BREADTH_FIRST
#define SCRATCH
#define setBack clear(m); k = 0
#else
#define SCRATCH hidden
#define setBack skip
#endif

SCRATCH Message m; /* what is received or sent */
SCRATCH byte k;

#define self server[_pid]
#define termAt(index) (index == 0 -> 0 : self.log[index - 1])
#define lastTerm termAt(self.length)

inline copy(to_, from_) {
  to_.type = from_.type; to_.to = from_.to; to_.from = from_.from; to_.term = from_.term;
  to_.index = from_.index; to_.logTerm = from_.logTerm; to_.entry = from_.entry;
  to_.commit = from_.commit; to_.ok = from_.ok
}

inline clear(it) {
  it.type = 0; it.to = 0; it.from = 0; it.term = 0; it.index = 0; it.logTerm = 0; it.entry = 0;
  it.commit = 0; it.ok = 0
}

/* The order of messages: by their fields, one after the other. */
#define isLess(a, b) \
  (a.type < b.type || (a.type == b.type && \
    (a.to < b.to || (a.to == b.to && \
      (a.from < b.from || (a.from == b.from && \
        (a.term < b.term || (a.term == b.term && \
          (a.index < b.index || (a.index == b.index && \
            (a.logTerm < b.logTerm || (a.logTerm == b.logTerm && \
              (a.entry < b.entry || (a.entry == b.entry && \
                (a.commit < b.commit || (a.commit == b.commit && a.ok < b.ok))))))))))))))))
#define isSame(a, b) \
  (a.type == b.type && a.to == b.to && a.from == b.from && a.term == b.term && \
    a.index == b.index && a.logTerm == b.logTerm && a.entry == b.entry && \
    a.commit == b.commit && a.ok == b.ok)

/* Puts m in its place in the bag. */
inline send() {
  assert(bag[SLOTS - 1].type == 0);
  k = SLOTS - 1;
  do
  :: k > 0 && bag[k - 1].type == 0 -> k--
  :: else -> break
  od;
  do
  :: k > 0 && isLess(bag[k - 1], m) -> copy(bag[k], bag[k - 1]); k--
  :: else -> break
  od;
  copy(bag[k], m)
}

/* Takes m out of its place in the bag. */
inline take(at) {
  copy(m, bag[at]);
  k = at;
  do
  :: k < SLOTS - 1 && bag[k + 1].type != 0 -> copy(bag[k], bag[k + 1]); k++
  :: else -> break
  od;
  clear(bag[k])
}

/* Makes m the answer to the message that it is. */
inline answer(kind, verdict, at) {
  m.type = kind; m.to = m.from; m.from = _pid; m.term = self.currentTerm;
  m.index = at; m.logTerm = 0; m.entry = 0; m.commit = 0; m.ok = verdict
}

inline follow() {
  if
  :: self.role == leader ->
     k = 0;
     do
     :: k < SERVERS -> self.nextIndex[k] = 0; self.matchIndex[k] = 0; self.told[k] = 0; k++
     :: else -> break
     od
  :: else
  fi;
  self.role = follower;
  self.votes = 0
}

inline electionTimeout() {
  timeouts--;
  self.currentTerm++;
  self.role = candidate;
  self.votedFor = _pid;
  self.votes = 1;
  m.type = RequestVoteRequest; m.from = _pid; m.term = self.currentTerm;
  m.index = self.length; m.logTerm = lastTerm; m.entry = 0; m.commit = 0; m.ok = false;
  m.to = 0;
  do
  :: m.to < SERVERS ->
     if
     :: m.to != _pid -> send()
     :: else
     fi;
     m.to++
  :: else -> break
  od
}

inline clientRequest() {
  requests--;
  self.log[self.length] = self.currentTerm;
  self.length++
}

#define hasNews(j) (self.nextIndex[j] <= self.length || self.told[j] <= self.commitIndex)

inline replicate(j) {
  replicates--;
  m.type = AppendEntriesRequest; m.to = j; m.from = _pid; m.term = self.currentTerm;
  m.index = self.nextIndex[j] - 1; m.logTerm = termAt(m.index);
  m.commit = self.commitIndex; m.ok = false;
  if
  :: self.nextIndex[j] <= self.length -> m.entry = self.log[m.index]; self.nextIndex[j]++
  :: else -> m.entry = 0
  fi;
  self.told[j] = self.commitIndex + 1;
  send()
}

#define every(p) (p(0) && p(1) && p(2))
/* Do servers who know of the commit at self's commitIndex have the same there? */
#define agrees(j) \
  (server[j].commitIndex < self.commitIndex || \
    server[j].log[self.commitIndex - 1] == self.log[self.commitIndex - 1])
/* Has a later leader what was committed at an index? */
#define isComplete(j, index) \
  (server[j].role != leader || server[j].currentTerm <= committedIn[index - 1] || \
    server[j].log[index - 1] == committed[index - 1])
#define isCompleteNow(j) isComplete(j, self.commitIndex)

inline commitUpTo(last) {
  do
  :: self.commitIndex < last ->
     self.commitIndex++;
     assert(every(agrees)); /* CommittedPrefixesAgree */
     if
     :: committed[self.commitIndex - 1] == 0 ->
        committed[self.commitIndex - 1] = self.log[self.commitIndex - 1];
        committedIn[self.commitIndex - 1] = self.currentTerm;
        assert(every(isCompleteNow)) /* LeaderCompleteness */
     :: else -> /* StateMachineSafety */
        assert(committed[self.commitIndex - 1] == self.log[self.commitIndex - 1])
     fi
  :: else -> break
  od
}

#define isNoRival(j) \
  (j == _pid || server[j].role != leader || server[j].currentTerm != self.currentTerm)

inline becomeLeader() {
  self.role = leader;
  self.votes = 0;
  k = 0;
  do
  :: k < SERVERS ->
     if
     :: k != _pid -> self.nextIndex[k] = self.length + 1
     :: else
     fi;
     k++
  :: else -> break
  od;
  assert(every(isNoRival)); /* ElectionSafety */
  k = 1;
  do
  :: k <= MAX_LOG && committed[k - 1] != 0 ->
     assert(isComplete(_pid, k)); /* LeaderCompleteness */
     k++
  :: else -> break
  od
}

#define isUpToDate \
  (m.logTerm > lastTerm || (m.logTerm == lastTerm && m.index >= self.length))

inline requestVote() {
  if
  :: m.term == self.currentTerm && (self.votedFor == NOBODY || self.votedFor == m.from) &&
     isUpToDate ->
     self.votedFor = m.from;
     answer(RequestVoteResponse, true, 0)
  :: else -> answer(RequestVoteResponse, false, 0)
  fi
}

inline countVote() {
  if
  :: self.role == candidate && m.term == self.currentTerm && m.ok ->
     self.votes++;
     if
     :: self.votes > SERVERS / 2 -> becomeLeader()
     :: else
     fi
  :: else
  fi
}

#define matchesPrevious \
  (m.index == 0 || (m.index <= self.length && self.log[m.index - 1] == m.logTerm))

inline appendEntries() {
  if
  :: m.term < self.currentTerm -> answer(AppendEntriesResponse, false, m.index)
  :: else ->
     assert(self.role != leader); /* ElectionSafety, LeaderAppendOnly */
     follow();
     if
     :: !matchesPrevious -> answer(AppendEntriesResponse, false, m.index)
     :: else ->
        if
        :: m.entry != 0 ->
           if
           :: self.length <= m.index || self.log[m.index] != m.entry ->
              assert(self.commitIndex <= m.index); /* CommittedNeverTruncated */
              do
              :: self.length > m.index -> self.length--; self.log[self.length] = 0
              :: else -> break
              od;
              self.log[m.index] = m.entry;
              self.length++
           :: else
           fi;
           m.index++
        :: else
        fi;
        if
        :: m.commit > m.index -> m.commit = m.index
        :: else
        fi;
        commitUpTo(m.commit);
        answer(AppendEntriesResponse, true, m.index)
     fi
  fi
}

#define hasQuorum(index) \
  (1 + (self.matchIndex[0] >= index) + (self.matchIndex[1] >= index) + \
    (self.matchIndex[2] >= index) > SERVERS / 2)
#define mayCommit(index) (self.log[index - 1] == self.currentTerm && hasQuorum(index))

inline countReplica() {
  if
  :: self.role == leader && m.term == self.currentTerm ->
     if
     :: m.ok && m.index > self.matchIndex[m.from] ->
        self.matchIndex[m.from] = m.index;
        if
        :: self.nextIndex[m.from] <= m.index -> self.nextIndex[m.from] = m.index + 1
        :: else
        fi
     :: !m.ok && m.index < self.nextIndex[m.from] ->
        self.nextIndex[m.from] =
          (m.index > self.matchIndex[m.from] -> m.index : self.matchIndex[m.from] + 1)
     :: else
     fi;
     k = self.length;
     do
     :: k > self.commitIndex && !mayCommit(k) -> k--
     :: else -> break
     od;
     commitUpTo(k)
  :: else
  fi
}

inline deliver() {
  if
  :: m.term > self.currentTerm -> self.currentTerm = m.term; self.votedFor = NOBODY; follow()
  :: else
  fi;
  if
  :: m.type == RequestVoteRequest -> requestVote(); send()
  :: m.type == RequestVoteResponse -> countVote()
  :: m.type == AppendEntriesRequest -> appendEntries(); send()
  :: m.type == AppendEntriesResponse -> countReplica()
  fi
}

#define REPLICATE(j) \
  :: d_step { j != _pid && self.role == leader && replicates > 0 && hasNews(j) -> \
       replicate(j); setBack }

/* Of equal messages only the first: which of them it is makes no difference. */
#define DELIVER(at, isFirst) \
  :: d_step { bag[at].to == _pid && bag[at].type != 0 && isFirst -> \
       take(at); deliver(); setBack }
#define differs(at) (!isSame(bag[at], bag[at - 1]))

active [SERVERS] proctype Server() {
end:
  do
  :: d_step { self.role != leader && self.currentTerm < MAX_TERM && timeouts > 0 ->
       electionTimeout(); setBack }
  :: d_step { self.role == leader && self.length < MAX_LOG && requests > 0 -> clientRequest() }
  REPLICATE(0)
  REPLICATE(1)
  REPLICATE(2)
  DELIVER(0, true)
  DELIVER(1, differs(1))
  DELIVER(2, differs(2))
  DELIVER(3, differs(3))
  DELIVER(4, differs(4))
#if REPLICATES > 1
  DELIVER(5, differs(5))
#endif
#if REPLICATES > 2
  DELIVER(6, differs(6))
#endif
#if REPLICATES > 3
  DELIVER(7, differs(7))
#endif
  od
}
