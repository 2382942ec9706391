/* The reference load: its costs are set by dial, one dose a line. See load.c for the lines. */
#ifndef LOAD_H
#define LOAD_H
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define MOST_THREADS 4
#define BUFFER_BYTES 65536

/* One line to the client, beginning with ok or error. */
void answer(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Exactly `count` bytes from the client or to it; 0 when it is gone. A null buffer throws them away. */
int take(void *into, size_t count);
int give(size_t count);
/* What a child has to let go of, so that the client sees its connection end. */
void forget_client(void);

void burn_prepare(void);
void burn(uint64_t loops, int threads);

void spike(size_t bytes, uint64_t microseconds);
void keep(size_t bytes);
void leak(size_t bytes);
void drop(void);
void child(size_t bytes, int lives);
void reap(void);

/* Sends the same HTTP request `times` times over one connection and reads every answer. */
void request(const char *ip, int port, uint64_t times, const char *head, size_t head_bytes);

static inline uint64_t clock_ns(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}
#endif
