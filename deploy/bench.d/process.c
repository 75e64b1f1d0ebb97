// Floors of starting a program, and the clock for it.
//
//   process hello                   a program that says one line
//   process echo SOCKET             a runner's socket that says yes to each line, until its standard input ends
//   process ask SOCKET LINE         an agent's request in C: one line there, one line back
//   process time COUNT COMMAND…     runs a command COUNT times; prints one line of JSON
#include "common.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

extern char **environ;

static struct sockaddr_un address_of(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) die("the socket's path is too long");
    strcpy(address.sun_path, path);
    return address;
}

static int echo(const char *path) {
    struct sockaddr_un address = address_of(path);
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 64) != 0)
        die("%s: %s", path, strerror(errno));
    puts("ready");
    fflush(stdout);
    for (;;) {
        struct pollfd waiting[] = {{.fd = listener, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
        if (poll(waiting, 2, -1) < 0) die("poll: %s", strerror(errno));
        if (waiting[1].revents) return 0;
        int client = accept(listener, NULL, NULL);
        char line[65536];
        static const char yes[] = "{\"ok\":true}\n";
        if (recv(client, line, sizeof line, 0) > 0) (void)!send(client, yes, sizeof yes - 1, MSG_NOSIGNAL);
        close(client);
    }
}

static int ask(const char *path, const char *line) {
    struct sockaddr_un address = address_of(path);
    int runner = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(runner, (struct sockaddr *)&address, sizeof address) != 0) return 2;
    char answer[65536];
    text request = {0};
    add(&request, line);
    add(&request, "\n");
    if (send(runner, request.bytes, request.length, MSG_NOSIGNAL) < 0) return 2;
    ssize_t length = recv(runner, answer, sizeof answer - 1, 0);
    if (length <= 0) return 2;
    answer[length] = 0;
    return strstr(answer, "\"ok\":true") ? 0 : 2;
}

static int time_command(int times, char **command) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    samples taken = {0};
    for (int at = 0; at < times; at++) {
        pid_t process;
        int status;
        uint64_t start = now_ns();
        if (posix_spawnp(&process, command[0], &actions, NULL, command, environ) != 0) die("cannot run %s", command[0]);
        waitpid(process, &status, 0);
        take(&taken, now_ns() - start);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) die("%s failed", command[0]);
    }
    printf("{\"errors\":0,");
    print_samples(&taken);
    puts("}");
    return 0;
}

int main(int count, char **words) {
    const char *verb = count > 1 ? words[1] : "";
    if (strcmp(verb, "hello") == 0) return puts("countersign 0") < 0;
    if (strcmp(verb, "echo") == 0 && count == 3) return echo(words[2]);
    if (strcmp(verb, "ask") == 0 && count == 4) return ask(words[2], words[3]);
    if (strcmp(verb, "time") == 0 && count > 3) return time_command(atoi(words[2]), words + 3);
    die("usage: process hello | echo SOCKET | ask SOCKET LINE | time COUNT COMMAND…");
}
