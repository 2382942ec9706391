/*
 * Starts the reference load in a server's container and becomes the server: that stays process 1, with its own arguments,
 * environment and signals, and the load is a second process in the same cgroup.
 *
 *   beside PORT PROGRAM [ARGUMENT...]
 */
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

#define LOAD "/aerometer/load"

int main(int count, char **words) {
  if (count < 3) {
    fputs("beside PORT PROGRAM [ARGUMENT...]\n", stderr);
    return 2;
  }
  pid_t load = fork();
  if (load < 0) {
    perror("fork");
    return 1;
  }
  if (load == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execl(LOAD, LOAD, words[1], (char *)NULL);
    perror(LOAD);
    _exit(127);
  }
  execvp(words[2], words + 2);
  perror(words[2]);
  return 127;
}
