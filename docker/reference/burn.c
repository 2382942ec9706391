/*
 * CPU by dial. A loop is one multiplication that waits for the one before it, so neither caches nor a busy neighbour of
 * the same core change what it takes; only the clock rate does. The loops run in chunks of about ten microseconds, and
 * each chunk is timed with the monotonic clock: not with the scheduler's, which is what the measured figures come from.
 *
 *   worked   time from first to last loop, less the time the thread was away
 *   away     what chunks took too long, where the thread had been switched out meanwhile (its count of switches rose)
 *   unsure   the part of `away` that a switch itself may have cost, which the kernel charges to either side
 *   clock    the scheduler's thread clock: the second witness
 */
#define _GNU_SOURCE
#include "load.h"

#include <pthread.h>
#include <sys/resource.h>

#define CHUNK_NS 10000
#define MOST_PER_SWITCH_NS 40000

struct share {
  uint64_t loops, worked, clock, away, unsure, switches;
};

static uint64_t chunk_loops, chunk_ns;
static struct share shares[MOST_THREADS];
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t passed = PTHREAD_COND_INITIALIZER;
static int turn; /* whose turn it is; 0 is the first thread, which listens */

static uint64_t spin(uint64_t value, uint64_t loops) {
  for (uint64_t i = 0; i < loops; i++) {
    value *= 6364136223846793005u;
    __asm__ volatile("" : "+r"(value));
  }
  return value;
}

static uint64_t switches(void) {
  struct rusage usage;
  getrusage(RUSAGE_THREAD, &usage);
  return (uint64_t)(usage.ru_nivcsw + usage.ru_nvcsw);
}

static void run(struct share *share) {
  uint64_t value = 1, left = share->loops, fastest = chunk_ns, seen = switches(), first = seen;
  uint64_t away = 0, unsure = 0;
  uint64_t clock = clock_ns(CLOCK_THREAD_CPUTIME_ID), start = clock_ns(CLOCK_MONOTONIC), before = start;
  while (left > 0) {
    uint64_t part = left < chunk_loops ? left : chunk_loops;
    value = spin(value, part);
    left -= part;
    uint64_t after = clock_ns(CLOCK_MONOTONIC), took = after - before;
    if (took > fastest + fastest / 2) {
      uint64_t now = switches();
      if (now != seen) {
        uint64_t gap = took - fastest, most = (now - seen) * MOST_PER_SWITCH_NS;
        away += gap;
        unsure += gap < most ? gap : most;
        seen = now;
      }
    } else if (part == chunk_loops && took < fastest) fastest = took;
    before = after;
  }
  uint64_t end = clock_ns(CLOCK_MONOTONIC);
  share->clock = clock_ns(CLOCK_THREAD_CPUTIME_ID) - clock;
  share->worked = end - start - away;
  share->away = away;
  share->unsure = unsure;
  share->switches = seen - first;
}

static void pass_to(int thread) {
  turn = thread;
  pthread_cond_broadcast(&passed);
}

static void await(int thread) {
  while (turn != thread) pthread_cond_wait(&passed, &gate);
}

static void *worker(void *which) {
  int own = (int)(intptr_t)which;
  pthread_mutex_lock(&gate);
  for (;;) {
    await(own);
    run(&shares[own]);
    pass_to(0);
  }
  return NULL;
}

/* Once: finds how many loops a chunk is here, and has the threads wait. */
void burn_prepare(void) {
  if (chunk_loops == 0) {
    uint64_t loops = 1000, best = UINT64_MAX;
    for (int i = 0; i < 2000; i++) {
      uint64_t start = clock_ns(CLOCK_MONOTONIC);
      spin(1, loops);
      uint64_t took = clock_ns(CLOCK_MONOTONIC) - start;
      if (took < best) best = took;
    }
    chunk_loops = loops * CHUNK_NS / (best ? best : 1);
    chunk_ns = CHUNK_NS * 2;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    for (intptr_t i = 1; i < MOST_THREADS; i++) {
      pthread_t thread;
      pthread_create(&thread, &small, worker, (void *)i);
    }
  }
  answer("ok chunk=%llu", (unsigned long long)chunk_loops);
}

/*
 * `loops` on each of `threads` threads, the first of them this one, and one after the other: on one CPU they would only
 * take turns, and what their switches cost could not be told from what others do.
 */
void burn(uint64_t loops, int threads) {
  if (chunk_loops == 0) {
    answer("error say hello first");
    return;
  }
  uint64_t start = clock_ns(CLOCK_MONOTONIC);
  for (int i = 0; i < threads; i++) shares[i].loops = loops;
  run(&shares[0]);
  pthread_mutex_lock(&gate);
  for (int i = 1; i < threads; i++) {
    pass_to(i);
    await(0);
  }
  pthread_mutex_unlock(&gate);
  uint64_t wall = clock_ns(CLOCK_MONOTONIC) - start;
  struct share sum = {0};
  for (int i = 0; i < threads; i++) {
    sum.worked += shares[i].worked;
    sum.clock += shares[i].clock;
    sum.away += shares[i].away;
    sum.unsure += shares[i].unsure;
    sum.switches += shares[i].switches;
  }
#define U(x) (unsigned long long)(x)
  answer("ok worked=%llu clock=%llu wall=%llu away=%llu unsure=%llu switches=%llu", U(sum.worked), U(sum.clock),
         U(wall), U(sum.away), U(sum.unsure), U(sum.switches));
}
