/*
 * The reference load: a container whose costs are known. It listens on a TCP port for one client, takes a dose a line and
 * answers a line when the dose is over. Idle, it is blocked in one read. Nothing is allocated on the way: what a dose
 * costs is the dose.
 *
 *   hello                          ok chunk=LOOPS
 *   burn LOOPS THREADS             ok worked=NS clock=NS wall=NS away=NS unsure=NS switches=N   (see burn.c)
 *   spike BYTES MICROSECONDS       ok wall=NS        touched, held that long, given back
 *   keep BYTES | leak BYTES        ok                touched and held; drop gives back what was kept, not what was leaked
 *   drop                           ok
 *   child BYTES lives|exits        ok base=BYTES     in a process of its own; base: its RSS before it touched them
 *   reap                           ok                ends the children that live
 *   send BYTES                     ok, then BYTES bytes
 *   receive BYTES, then the bytes  ok
 *   request IP PORT TIMES BYTES, then a whole HTTP request of BYTES bytes       ok done=N status=LAST wall=NS
 *   anything else                  error ...
 */
#include "load.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int listener, client;
static char buffer[BUFFER_BYTES], sink[BUFFER_BYTES], head[BUFFER_BYTES];
static size_t filled, used;

void answer(const char *format, ...) {
  char line[512];
  va_list words;
  va_start(words, format);
  int length = vsnprintf(line, sizeof line - 1, format, words);
  va_end(words);
  line[length++] = '\n';
  if (write(client, line, (size_t)length) != length) shutdown(client, SHUT_RDWR);
}

void forget_client(void) {
  close(client);
  close(listener);
}

static int fill(void) {
  ssize_t got = read(client, buffer, sizeof buffer);
  used = 0;
  filled = got > 0 ? (size_t)got : 0;
  return got > 0;
}

int take(void *into, size_t count) {
  for (size_t done = 0; done < count;) {
    if (used == filled && !fill()) return 0;
    size_t part = filled - used < count - done ? filled - used : count - done;
    if (into) memcpy((char *)into + done, buffer + used, part);
    used += part;
    done += part;
  }
  return 1;
}

int give(size_t count) {
  while (count > 0) {
    ssize_t sent = write(client, sink, count < sizeof sink ? count : sizeof sink);
    if (sent <= 0) return 0;
    count -= (size_t)sent;
  }
  return 1;
}

/* The next line without its end; 0 when the client is gone or says more than a line holds. */
static int next_line(char *line, size_t room) {
  for (size_t at = 0; at < room; at++) {
    if (!take(line + at, 1)) return 0;
    if (line[at] == '\n') {
      line[at] = 0;
      return 1;
    }
  }
  return 0;
}

static void serve(void) {
  char line[512], word[16], ip[64];
  unsigned long long n, m;
  int port;
  while (next_line(line, sizeof line)) {
    if (!strcmp(line, "hello")) burn_prepare();
    else if (sscanf(line, "burn %llu %llu", &n, &m) == 2 && m >= 1 && m <= MOST_THREADS) burn(n, (int)m);
    else if (sscanf(line, "spike %llu %llu", &n, &m) == 2) spike(n, m);
    else if (sscanf(line, "keep %llu", &n) == 1) keep(n);
    else if (sscanf(line, "leak %llu", &n) == 1) leak(n);
    else if (!strcmp(line, "drop")) drop(), answer("ok");
    else if (sscanf(line, "child %llu %15s", &n, word) == 2) child(n, !strcmp(word, "lives"));
    else if (!strcmp(line, "reap")) reap(), answer("ok");
    else if (sscanf(line, "send %llu", &n) == 1) {
      answer("ok");
      if (!give(n)) return;
    } else if (sscanf(line, "receive %llu", &n) == 1) {
      if (!take(NULL, n)) return;
      answer("ok");
    } else if (sscanf(line, "request %63s %d %llu %llu", ip, &port, &n, &m) == 4 && m <= sizeof head) {
      if (!take(head, m)) return;
      request(ip, port, n, head, m);
    } else answer("error not a dose: %.80s", line);
  }
}

int main(int count, char **words) {
  int port = count > 1 ? atoi(words[1]) : 7000, on = 1;
  struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  if (port == 0) {
    puts("reference " VERSION);
    return 0;
  }
  signal(SIGPIPE, SIG_IGN);
  signal(SIGTERM, exit); /* the first process of a container has no default for it */
  memset(buffer, 1, sizeof buffer);
  memset(sink, 1, sizeof sink);
  memset(head, 1, sizeof head);
  listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&any, sizeof any) || listen(listener, 8)) {
    perror("listen");
    return 1;
  }
  for (;;) {
    client = accept(listener, NULL, NULL);
    if (client < 0) continue;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    filled = used = 0;
    serve();
    drop();
    reap();
    close(client);
  }
}
