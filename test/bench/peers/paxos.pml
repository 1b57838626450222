/*
 * Paxos for Spin, step for step as models/paxos: 3 acceptors, no learners. Lamport 2001, §2; the
 * actions are those of Paxos.tla.
 *
 * Written as one writes Promela: a process for each ballot's proposer and each acceptor, records
 * with named fields, arrays indexed by acceptor. Each step is a d_step, so that it has no states in
 * its middle. Packed by hand it is in paxos-packed.pml.
 *
 * The network is a set that only grows, so that a message is a field: has it been sent, and what
 * does it say? A proposal is enabled once, however many quorums allow it.
 */
#ifndef BALLOTS
#define BALLOTS 3 /* 1 to 4 */
#endif
#ifndef VALUES
#define VALUES 2 /* 1 or 2 */
#endif
#define ACCEPTORS 3

/* Ballots are kept as one more than they are; 0: none. So are values: 0 is none. */
typedef Ballot {
  bool begun;                    /* 1a */
  bool promised[ACCEPTORS];      /* 1b, and the vote that it reports: */
  byte reportedBallot[ACCEPTORS];
  byte reportedValue[ACCEPTORS];
  byte proposed;                 /* 2a */
  bool accepted[ACCEPTORS]       /* 2b */
};

Ballot ballot[BALLOTS];
byte maxBal[ACCEPTORS];
byte maxVBal[ACCEPTORS];
byte maxVal[ACCEPTORS];

/* Of two promises the vote of the higher ballot is for v, or there is none at all. */
#define report(b, a) ballot[b].reportedBallot[a]
#define isFor(b, a, v) (report(b, a) > 0 && ballot[b].reportedValue[a] == v)
#define allow(b, i, j, v) \
  (ballot[b].promised[i] && ballot[b].promised[j] && \
   (report(b, i) + report(b, j) == 0 || \
    (report(b, i) >= report(b, j) && isFor(b, i, v)) || \
    (report(b, j) >= report(b, i) && isFor(b, j, v))))
/* A quorum of all three allows nothing that two of them do not. */
#define proposable(b, v) (allow(b, 0, 1, v) || allow(b, 0, 2, v) || allow(b, 1, 2, v))

/* Agreement: what two ballots choose is the same. */
#define votes(b) (ballot[b].accepted[0] + ballot[b].accepted[1] + ballot[b].accepted[2])
#define agree(b, c) \
  (votes(b) < 2 || votes(c) < 2 || ballot[b].proposed == ballot[c].proposed)
#if BALLOTS == 1
#define agreement true
#elif BALLOTS == 2
#define agreement agree(0, 1)
#elif BALLOTS == 3
#define agreement (agree(0, 1) && agree(0, 2) && agree(1, 2))
#else
#define agreement \
  (agree(0, 1) && agree(0, 2) && agree(0, 3) && agree(1, 2) && agree(1, 3) && agree(2, 3))
#endif

active [BALLOTS] proctype Proposer() {
  do
  :: d_step { ballot[_pid].begun = true }
  :: d_step { ballot[_pid].proposed == 0 && proposable(_pid, 1) -> ballot[_pid].proposed = 1 }
#if VALUES > 1
  :: d_step { ballot[_pid].proposed == 0 && proposable(_pid, 2) -> ballot[_pid].proposed = 2 }
#endif
  od
}

#define self (_pid - BALLOTS)
#define phase1b(b) \
  :: d_step { ballot[b].begun && b + 1 > maxBal[self] -> \
       maxBal[self] = b + 1; \
       ballot[b].promised[self] = true; \
       ballot[b].reportedBallot[self] = maxVBal[self]; \
       ballot[b].reportedValue[self] = maxVal[self] }
#define phase2b(b) \
  :: d_step { ballot[b].proposed > 0 && b + 1 >= maxBal[self] -> \
       maxBal[self] = b + 1; \
       maxVBal[self] = b + 1; \
       maxVal[self] = ballot[b].proposed; \
       ballot[b].accepted[self] = true; \
       assert(agreement) }

active [ACCEPTORS] proctype Acceptor() {
  do
  phase1b(0)
  phase2b(0)
#if BALLOTS > 1
  phase1b(1)
  phase2b(1)
#endif
#if BALLOTS > 2
  phase1b(2)
  phase2b(2)
#endif
#if BALLOTS > 3
  phase1b(3)
  phase2b(3)
#endif
  od
}
