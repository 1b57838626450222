/*
 * Two-phase commit for Spin, step for step as models/two-phase-commit. Gray & Lamport 2006, §3.
 *
 * Packed by hand, to see what Spin can do at best; as one writes Promela it is in
 * two-phase-commit.pml.
 *
 * The fastest of the exact encodings that were tried (arrays, one word for all, a process each,
 * masks): sets of managers are masks, and one process takes every step. A manager is working (in
 * neither mask), prepared (low), committed (both) or aborted (high only). The network is the masks
 * of who has sent Prepared, and the decision, whose message reaches all at once.
 */
#ifndef MANAGERS
#define MANAGERS 8 /* 3 to 8 */
#endif
#define ALL ((1 << MANAGERS) - 1)

#define UNDECIDED 0
#define COMMIT 1
#define ABORT 2

byte high, low;
byte sent, known; /* Prepared: in the network, and received by the transaction manager */
byte decision = UNDECIDED;

#define isWorking(r) (((high | low) & (1 << r)) == 0)
/* AtomicCommitment: no manager has committed where another has aborted. */
#define noneAborted ((high & ~low) == 0)
#define noneCommitted ((high & low) == 0)

#define MANAGER(r) \
  :: d_step { isWorking(r) -> low = low | (1 << r); sent = sent | (1 << r) } \
  :: d_step { isWorking(r) -> high = high | (1 << r); assert(noneCommitted) } \
  :: d_step { decision == COMMIT -> \
       high = high | (1 << r); low = low | (1 << r); assert(noneAborted) } \
  :: d_step { decision == ABORT -> \
       high = high | (1 << r); low = low & ~(1 << r); assert(noneCommitted) } \
  :: d_step { decision == UNDECIDED && (sent & (1 << r)) -> known = known | (1 << r) }

active proctype system() {
  do
  :: d_step { decision == UNDECIDED && known == ALL -> decision = COMMIT }
  :: d_step { decision == UNDECIDED -> decision = ABORT }
  MANAGER(0)
  MANAGER(1)
  MANAGER(2)
#if MANAGERS > 3
  MANAGER(3)
#endif
#if MANAGERS > 4
  MANAGER(4)
#endif
#if MANAGERS > 5
  MANAGER(5)
#endif
#if MANAGERS > 6
  MANAGER(6)
#endif
#if MANAGERS > 7
  MANAGER(7)
#endif
  od
}
