/*
 * Paxos for Spin, step for step as models/paxos: 3 acceptors, no learners. Lamport 2001, §2; the
 * actions are those of Paxos.tla.
 *
 * Packed by hand, to see what Spin can do at best; as one writes Promela it is in paxos.pml. One
 * process takes every step. What votes are for, their ballot's proposal says, so that a report is a
 * ballot alone; a ballot's votes are a mask.
 */
#ifndef BALLOTS
#define BALLOTS 3 /* 1 to 4 */
#endif
#ifndef VALUES
#define VALUES 2 /* 1 or 2 */
#endif

/* Ballots are kept as one more than they are; 0: none. So are values. */
byte maxBal[3];
byte maxVBal[3];
byte begun;              /* 1a: a mask of ballots */
byte proposed[BALLOTS];  /* 2a */
byte accepted[BALLOTS];  /* 2b: a mask of acceptors */
/* 1b: three bits an acceptor, 0 until it has promised, then one more than its report. */
short promised[BALLOTS];

#define report(b, a) ((promised[b] >> (3 * (a))) & 7)
/* r is two more than a ballot. */
#define isFor(r, v) ((r) > 1 && proposed[(r) - 2] == v)
#define allow(b, i, j, v) \
  (report(b, i) > 0 && report(b, j) > 0 && \
   (report(b, i) + report(b, j) == 2 || \
    isFor((report(b, i) > report(b, j) -> report(b, i) : report(b, j)), v)))
#define proposable(b, v) (allow(b, 0, 1, v) || allow(b, 0, 2, v) || allow(b, 1, 2, v))

/* Agreement: what two ballots choose is the same. A mask of two acceptors or three is a quorum. */
#define isQuorum(m) (((m) & ((m) - 1)) != 0)
#define agree(b, c) \
  (!isQuorum(accepted[b]) || !isQuorum(accepted[c]) || proposed[b] == proposed[c])
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

#define phase1b(b, a) \
  :: d_step { (begun & (1 << b)) != 0 && b + 1 > maxBal[a] -> \
       maxBal[a] = b + 1; \
       promised[b] = promised[b] | ((maxVBal[a] + 1) << (3 * a)) }
#define phase2b(b, a) \
  :: d_step { proposed[b] > 0 && b + 1 >= maxBal[a] -> \
       maxBal[a] = b + 1; \
       maxVBal[a] = b + 1; \
       accepted[b] = accepted[b] | (1 << a); \
       assert(agreement) }
#define phase2a(b, v) :: d_step { proposed[b] == 0 && proposable(b, v) -> proposed[b] = v }
#if VALUES > 1
#define phase2aForAll(b) phase2a(b, 1) phase2a(b, 2)
#else
#define phase2aForAll(b) phase2a(b, 1)
#endif
#define BALLOT(b) \
  :: d_step { begun = begun | (1 << b) } \
  phase2aForAll(b) \
  phase1b(b, 0) phase1b(b, 1) phase1b(b, 2) \
  phase2b(b, 0) phase2b(b, 1) phase2b(b, 2)

active proctype system() {
  do
  BALLOT(0)
#if BALLOTS > 1
  BALLOT(1)
#endif
#if BALLOTS > 2
  BALLOT(2)
#endif
#if BALLOTS > 3
  BALLOT(3)
#endif
  od
}
