/* Memory by dial: whole pages from the kernel, touched one by one, so that no allocator stands between. */
#define _GNU_SOURCE
#include "load.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096
#define MOST_KEPT 256

static struct { void *at; size_t bytes; } kept[MOST_KEPT];
static int kept_count;
static pid_t living[MOST_KEPT];
static int living_count;

static void *touched(size_t bytes) {
  char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED) return NULL;
  madvise(at, bytes, MADV_NOHUGEPAGE); /* a huge page would touch more than was asked for */
  for (size_t i = 0; i < bytes; i += PAGE) ((volatile char *)at)[i] = 1;
  return at;
}

void spike(size_t bytes, uint64_t microseconds) {
  struct timespec pause = {(time_t)(microseconds / 1000000), (long)(microseconds % 1000000) * 1000};
  uint64_t start = clock_ns(CLOCK_MONOTONIC);
  void *at = touched(bytes);
  if (!at) {
    answer("error mmap: %s", strerror(errno));
    return;
  }
  while (nanosleep(&pause, &pause) && errno == EINTR) {
  }
  munmap(at, bytes);
  answer("ok wall=%llu", (unsigned long long)(clock_ns(CLOCK_MONOTONIC) - start));
}

void keep(size_t bytes) {
  void *at = kept_count < MOST_KEPT ? touched(bytes) : NULL;
  if (!at) {
    answer("error nothing more can be kept");
    return;
  }
  kept[kept_count].at = at;
  kept[kept_count++].bytes = bytes;
  answer("ok");
}

void leak(size_t bytes) { answer(touched(bytes) ? "ok" : "error mmap: no memory"); }

void drop(void) {
  while (kept_count > 0) {
    kept_count--;
    munmap(kept[kept_count].at, kept[kept_count].bytes);
  }
}

static size_t resident(void) {
  char text[128];
  unsigned long all = 0, pages = 0;
  int file = open("/proc/self/statm", O_RDONLY);
  ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
  if (file >= 0) close(file);
  if (length <= 0) return 0;
  text[length] = 0;
  return sscanf(text, "%lu %lu", &all, &pages) == 2 ? pages * PAGE : 0;
}

/* A process of its own touches the bytes and then waits to be ended, or ends at once and is waited for. */
void child(size_t bytes, int lives) {
  int told[2];
  size_t base = 0;
  if (living_count == MOST_KEPT || pipe(told)) {
    answer("error pipe: %s", strerror(errno));
    return;
  }
  pid_t pid = fork();
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    forget_client();
    base = resident();
    void *at = touched(bytes);
    if (!at) base = 0;
    if (write(told[1], &base, sizeof base) != sizeof base) _exit(1);
    close(told[0]);
    close(told[1]);
    if (lives) for (;;) pause();
    _exit(0);
  }
  close(told[1]);
  ssize_t got = pid > 0 ? read(told[0], &base, sizeof base) : -1;
  close(told[0]);
  if (pid > 0 && lives) living[living_count++] = pid;
  if (pid > 0 && !lives) waitpid(pid, NULL, 0);
  if (got != sizeof base || base == 0) answer("error no child, or it had no memory");
  else answer("ok base=%zu", base);
}

/* Ends every child that lives, and waits until it has gone. */
void reap(void) {
  while (living_count > 0) {
    pid_t pid = living[--living_count];
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
  }
}
