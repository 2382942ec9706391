/* HTTP requests by count: whoever gives the dose writes the request, signed; here it is sent and its answers are read. */
#define _GNU_SOURCE
#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char heads[BUFFER_BYTES];

static int send_all(int to, const char *bytes, size_t count) {
  for (size_t done = 0; done < count;) {
    ssize_t sent = write(to, bytes + done, count - done);
    if (sent <= 0) return 0;
    done += (size_t)sent;
  }
  return 1;
}

/* Reads one whole answer; returns its status, 0 when the connection ended, -1 when its length is not stated. */
static int read_answer(int from, int without_body) {
  size_t have = 0;
  char *end = NULL;
  while (!end) {
    ssize_t got = have < sizeof heads - 1 ? read(from, heads + have, sizeof heads - 1 - have) : 0;
    if (got <= 0) return 0;
    have += (size_t)got;
    heads[have] = 0;
    end = strstr(heads, "\r\n\r\n");
  }
  int status = 0;
  if (sscanf(heads, "HTTP/1.1 %d", &status) != 1) return 0;
  if (without_body || status == 204 || status == 304) return status;
  *end = 0;
  char *stated = strcasestr(heads, "\r\ncontent-length:");
  if (!stated) return -1;
  size_t length = strtoull(stated + 17, NULL, 10), body = have - (size_t)(end + 4 - heads);
  while (body < length) {
    size_t left = length - body;
    ssize_t got = read(from, heads, left < sizeof heads ? left : sizeof heads);
    if (got <= 0) return 0;
    body += (size_t)got;
  }
  return status;
}

void request(const char *ip, int port, uint64_t times, const char *head, size_t head_bytes) {
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  int on = 1, status = 0, without_body = head_bytes > 5 && !memcmp(head, "HEAD ", 5);
  uint64_t done = 0, start = clock_ns(CLOCK_MONOTONIC);
  inet_pton(AF_INET, ip, &there.sin_addr);
  int to = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(to, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(to, (struct sockaddr *)&there, sizeof there)) {
    answer("error connect %s:%d: %s", ip, port, strerror(errno));
    close(to);
    return;
  }
  while (done < times && send_all(to, head, head_bytes)) {
    status = read_answer(to, without_body);
    if (status < 200 || status > 299) break;
    done++;
  }
  close(to);
  answer("ok done=%llu status=%d wall=%llu", (unsigned long long)done, status,
         (unsigned long long)(clock_ns(CLOCK_MONOTONIC) - start));
}
