/*
 * Two-phase commit for Spin, step for step as models/two-phase-commit. Gray & Lamport 2006, §3.
 *
 * Written as one writes Promela: a process for each participant, arrays indexed by process, names
 * for states. Each step is a d_step, so that it has no states in its middle. Packed by hand it is
 * in two-phase-commit-packed.pml.
 *
 * The network is a set that only grows, so that a message is a flag: has it been sent?
 */
#ifndef MANAGERS
#define MANAGERS 8 /* 3 to 8 */
#endif

mtype = { working, prepared, committed, aborted };

mtype manager[MANAGERS] = working; /* what each resource manager is */
bool isPrepared[MANAGERS];         /* those of whom the transaction manager knows that they are */
bool sentPrepared[MANAGERS];
bool sentCommit, sentAbort;        /* to all; also the transaction manager's decision */

/* Does p hold of every resource manager? Written out, since a loop in a d_step takes longer. */
#if MANAGERS == 3
#define every(p) (p(0) && p(1) && p(2))
#elif MANAGERS == 4
#define every(p) (p(0) && p(1) && p(2) && p(3))
#elif MANAGERS == 5
#define every(p) (p(0) && p(1) && p(2) && p(3) && p(4))
#elif MANAGERS == 6
#define every(p) (p(0) && p(1) && p(2) && p(3) && p(4) && p(5))
#elif MANAGERS == 7
#define every(p) (p(0) && p(1) && p(2) && p(3) && p(4) && p(5) && p(6))
#else
#define every(p) (p(0) && p(1) && p(2) && p(3) && p(4) && p(5) && p(6) && p(7))
#endif

#define isKnown(r) isPrepared[r]
#define notCommitted(r) (manager[r] != committed)
#define notAborted(r) (manager[r] != aborted)

#define undecided (!sentCommit && !sentAbort)

/* The assertions are AtomicCommitment: no manager has committed where another has aborted. */
active [MANAGERS] proctype ResourceManager() {
  do
  :: d_step { manager[_pid] == working -> manager[_pid] = prepared; sentPrepared[_pid] = true }
  :: d_step { manager[_pid] == working -> manager[_pid] = aborted; assert(every(notCommitted)) }
  :: d_step { sentCommit -> manager[_pid] = committed; assert(every(notAborted)) }
  :: d_step { sentAbort -> manager[_pid] = aborted; assert(every(notCommitted)) }
  od
}

#define receivePrepared(r) \
  :: d_step { undecided && sentPrepared[r] -> isPrepared[r] = true }

active proctype TransactionManager() {
  do
  :: d_step { undecided && every(isKnown) -> sentCommit = true }
  :: d_step { undecided -> sentAbort = true }
  receivePrepared(0)
  receivePrepared(1)
  receivePrepared(2)
#if MANAGERS > 3
  receivePrepared(3)
#endif
#if MANAGERS > 4
  receivePrepared(4)
#endif
#if MANAGERS > 5
  receivePrepared(5)
#endif
#if MANAGERS > 6
  receivePrepared(6)
#endif
#if MANAGERS > 7
  receivePrepared(7)
#endif
  od
}
