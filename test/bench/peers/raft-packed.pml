/*
 * Raft for Spin, step for step as models/raft: 3 servers, terms 0 to 2, 1 value, and the budgets
 * below. Ongaro & Ousterhout 2014, §5.
 *
 * Packed by hand, to see what Spin can do at best; as one writes Promela it is in raft.pml.
 *
 * With one value a log has at most one entry, so that its term is the whole log. The bag of messages
 * is a sorted array: equal bags are equal arrays, and at most two messages a time-out and one a
 * Replicate are in flight. One process takes every step. The fastest of the encodings tried.
 */
#ifndef REPLICATES
#define REPLICATES 4 /* 1 to 4 */
#endif
#define TIMEOUTS 2
#define REQUESTS 1
#define MAX_TERM 2
#define SLOTS (2 * TIMEOUTS + REPLICATES)

/* Scratch variables are no part of the state; where `hidden` is not allowed they are set back. */
#ifdef BREADTH_FIRST
#define SCRATCH
#define setBack message = 0; k = 0; from = 0; term = 0; content = 0
#else
#define SCRATCH hidden
#define setBack skip
#endif

#define FOLLOWER 0
#define CANDIDATE 1
#define LEADER 2

typedef Server {
  unsigned term : 2;
  unsigned voted : 2;  /* 0: for none; else the server's number + 1 */
  unsigned log : 2;    /* the term of the only entry; 0: none */
  unsigned role : 2;
  unsigned commit : 1;
  /* A leader's progress: masks of its followers. A candidate's only vote is its own. */
  unsigned next : 3;   /* whose nextIndex is 2 */
  unsigned match : 3;  /* whose matchIndex is 1 */
  unsigned led : 3;    /* who was told that it leads */
  unsigned told : 3    /* who was told that the entry is committed */
};
Server s[3];
short bag[SLOTS]; /* in descending order; 0: empty */
unsigned timeouts : 2 = TIMEOUTS;
unsigned requests : 1 = REQUESTS;
unsigned replicates : 3 = REPLICATES;
/* What was committed first: the entry's term, and the term of the server that did. */
unsigned committed : 2;
unsigned committedIn : 2;

SCRATCH short message;
SCRATCH byte k, from, term, content;

/* A message: type, receiver, sender, term and content. */
#define VOTE_REQUEST 0    /* content: the candidate's log */
#define VOTE_RESPONSE 1   /* content: granted? */
#define APPEND_REQUEST 2  /* content: HAS_PREVIOUS or HAS_ENTRY, that entry's term, commitIndex */
#define APPEND_RESPONSE 3 /* content: SUCCESS, index */
#define code(type, to, from, term, content) \
  (((type) << 11) | ((to) << 9) | ((from) << 7) | ((term) << 5) | (content))
#define typeOf(m) ((m) >> 11)
#define receiverOf(m) (((m) >> 9) & 3)
#define HAS_PREVIOUS 16
#define HAS_ENTRY 8
#define entryOf(content) (((content) >> 1) & 3)
#define SUCCESS 2

#define next1(i) ((i + 1) % 3)
#define next2(i) ((i + 2) % 3)
#define hasBit(mask, j) (mask & (1 << (j)))

inline send(m) {
  assert(bag[SLOTS - 1] == 0);
  k = SLOTS - 1;
  do
  :: k > 0 && bag[k - 1] < (m) -> bag[k] = bag[k - 1]; k--
  :: else -> break
  od;
  bag[k] = m
}

inline take(at) {
  k = at;
  do
  :: k < SLOTS - 1 && bag[k] -> bag[k] = bag[k + 1]; k++
  :: else -> break
  od;
  if
  :: k == SLOTS - 1 -> bag[k] = 0
  :: else
  fi
}

inline follow(i) {
  s[i].role = FOLLOWER; s[i].next = 0; s[i].match = 0; s[i].led = 0; s[i].told = 0
}

inline electionTimeout(i) {
  s[i].term = s[i].term + 1; s[i].role = CANDIDATE; s[i].voted = i + 1;
  timeouts = timeouts - 1;
  send(code(VOTE_REQUEST, next1(i), i, s[i].term, s[i].log));
  send(code(VOTE_REQUEST, next2(i), i, s[i].term, s[i].log))
}

#define hasNews(i, j) ((s[i].log && !hasBit(s[i].next, j)) || !hasBit(s[i].led, j) || \
  (s[i].commit && !hasBit(s[i].told, j)))

inline replicate(i, j) {
  if
  :: hasBit(s[i].next, j) -> content = HAS_PREVIOUS | (s[i].log << 1) | s[i].commit
  :: else ->
     if
     :: s[i].log ->
        content = HAS_ENTRY | (s[i].log << 1) | s[i].commit; s[i].next = s[i].next | (1 << j)
     :: else -> content = s[i].commit
     fi
  fi;
  s[i].led = s[i].led | (1 << j);
  if
  :: s[i].commit -> s[i].told = s[i].told | (1 << j)
  :: else
  fi;
  replicates = replicates - 1;
  send(code(APPEND_REQUEST, j, i, s[i].term, content))
}

#define agreesOnCommit(i, j) (!s[j].commit || s[j].log == s[i].log)
#define isComplete(j) (s[j].role != LEADER || s[j].term <= committedIn || s[j].log == committed)

inline advanceCommit(i) {
  s[i].commit = 1;
  assert(!committed || committed == s[i].log); /* StateMachineSafety */
  assert(agreesOnCommit(i, next1(i)) && agreesOnCommit(i, next2(i))); /* CommittedPrefixesAgree */
  if
  :: !committed ->
     committed = s[i].log; committedIn = s[i].term;
     assert(isComplete(0) && isComplete(1) && isComplete(2)) /* LeaderCompleteness */
  :: else
  fi
}

inline becomeLeader(i) {
  s[i].role = LEADER;
  if
  :: s[i].log -> s[i].next = 7 - (1 << i)
  :: else
  fi;
  /* ElectionSafety */
  assert(s[next1(i)].role != LEADER || s[next1(i)].term != s[i].term);
  assert(s[next2(i)].role != LEADER || s[next2(i)].term != s[i].term);
  assert(!committed || isComplete(i)) /* LeaderCompleteness */
}

inline requestVote(i) {
  if
  :: term == s[i].term && (!s[i].voted || s[i].voted == from + 1) && content >= s[i].log ->
     s[i].voted = from + 1;
     send(code(VOTE_RESPONSE, from, i, term, 1))
  :: else -> send(code(VOTE_RESPONSE, from, i, s[i].term, 0))
  fi
}

inline appendEntries(i) {
  if
  :: term < s[i].term -> send(code(APPEND_RESPONSE, from, i, s[i].term, content >> 4))
  :: else ->
     assert(s[i].role != LEADER); /* ElectionSafety, LeaderAppendOnly */
     follow(i);
     if
     :: (content & HAS_PREVIOUS) && s[i].log != entryOf(content) ->
        send(code(APPEND_RESPONSE, from, i, term, 1))
     :: else ->
        if
        :: (content & HAS_ENTRY) && s[i].log != entryOf(content) ->
           assert(!s[i].commit); /* CommittedNeverTruncated */
           s[i].log = entryOf(content)
        :: else
        fi;
        if
        :: (content & 1) && (content & (HAS_PREVIOUS | HAS_ENTRY)) && !s[i].commit -> advanceCommit(i)
        :: else
        fi;
        send(code(APPEND_RESPONSE, from, i, term,
          SUCCESS | ((content & (HAS_PREVIOUS | HAS_ENTRY)) != 0)))
     fi
  fi
}

inline countReplica(i) {
  if
  :: content & SUCCESS ->
     if
     :: content & 1 -> s[i].match = s[i].match | (1 << from); s[i].next = s[i].next | (1 << from)
     :: else
     fi
  :: else -> s[i].next = (s[i].next & (7 - (1 << from))) | hasBit(s[i].match, from)
  fi;
  if
  :: s[i].match && s[i].log == s[i].term && !s[i].commit -> advanceCommit(i)
  :: else
  fi
}

inline deliver(i) {
  from = (message >> 7) & 3; term = (message >> 5) & 3; content = message & 31;
  if
  :: term > s[i].term -> s[i].term = term; s[i].voted = 0; follow(i)
  :: else
  fi;
  if
  :: typeOf(message) == VOTE_REQUEST -> requestVote(i)
  :: typeOf(message) == VOTE_RESPONSE ->
     if
     :: s[i].role == CANDIDATE && term == s[i].term && content -> becomeLeader(i)
     :: else
     fi
  :: typeOf(message) == APPEND_REQUEST -> appendEntries(i)
  :: else ->
     if
     :: s[i].role == LEADER && term == s[i].term -> countReplica(i)
     :: else
     fi
  fi
}

#define SERVER(i) \
  :: d_step { s[i].role != LEADER && s[i].term < MAX_TERM && timeouts > 0 -> \
       electionTimeout(i); setBack } \
  :: d_step { s[i].role == LEADER && !s[i].log && requests > 0 -> \
       s[i].log = s[i].term; requests = requests - 1 } \
  :: d_step { s[i].role == LEADER && replicates > 0 && hasNews(i, next1(i)) -> \
       replicate(i, next1(i)); setBack } \
  :: d_step { s[i].role == LEADER && replicates > 0 && hasNews(i, next2(i)) -> \
       replicate(i, next2(i)); setBack }

#define DELIVERY(at, isNew) \
  :: d_step { bag[at] && isNew -> \
       message = bag[at]; \
       take(at); \
       if \
       :: receiverOf(message) == 0 -> deliver(0) \
       :: receiverOf(message) == 1 -> deliver(1) \
       :: else -> deliver(2) \
       fi; \
       setBack }

active proctype system() {
end:
  do
  SERVER(0)
  SERVER(1)
  SERVER(2)
  DELIVERY(0, true)
  DELIVERY(1, bag[1] != bag[0])
  DELIVERY(2, bag[2] != bag[1])
  DELIVERY(3, bag[3] != bag[2])
  DELIVERY(4, bag[4] != bag[3])
#if REPLICATES > 1
  DELIVERY(5, bag[5] != bag[4])
#endif
#if REPLICATES > 2
  DELIVERY(6, bag[6] != bag[5])
#endif
#if REPLICATES > 3
  DELIVERY(7, bag[7] != bag[6])
#endif
  od
}
