// Loads an HTTP service: each worker is a thread with one connection that goes through a script of requests again and
// again, and prints one line of JSON with the rate and the latencies of the whole script and of each request.
//
//   load HOST PORT SCRIPT WORKERS SECONDS [LIMIT]     LIMIT: end after so many passes
//
// A script has lines: `= name value`; `> METHOD PATH [token variable]`; `@ body` of the request above;
// `< variable=member …`, kept from the first such member of the JSON answer, or `< variable=@text`, from the first
// string that begins so.
#include "common.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

enum { steps_limit = 16, keeps_limit = 4 };

typedef struct {
    char *method, *path, *token, *body;
    char *keeps[keeps_limit];
    int keep_count;
} step;

static step steps[steps_limit];
static int step_count;
static scope constants;
static struct sockaddr_in server;
static uint64_t deadline;
static long passes_left = -1;
static bool is_limited;

typedef struct {
    pthread_t thread;
    int number, socket;
    samples whole, each[steps_limit];
    size_t errors;
    text out, in;
} worker;

static char *word(char **rest) {
    char *start = *rest;
    if (start == NULL) return NULL;
    char *end = strchr(start, ' ');
    *rest = end ? end + 1 : NULL;
    if (end) *end = 0;
    return *start ? start : NULL;
}

static void read_script(const char *path) {
    size_t count;
    char **lines = read_lines(path, &count);
    for (size_t at = 0; at < count; at++) {
        char kind = lines[at][0], *rest = strlen(lines[at]) > 2 ? lines[at] + 2 : NULL;
        if (kind == '=' && rest) {
            char *name = word(&rest);
            set(&constants, name, rest ? rest : "");
        } else if (kind == '>' && rest) {
            if (step_count == steps_limit) die("more than %d requests", steps_limit);
            step *next = &steps[step_count++];
            next->method = word(&rest);
            next->path = word(&rest);
            next->token = word(&rest);
        } else if (kind == '@' && rest && step_count) {
            steps[step_count - 1].body = rest;
        } else if (kind == '<' && rest && step_count) {
            step *last = &steps[step_count - 1];
            for (char *keep; (keep = word(&rest)) != NULL && last->keep_count < keeps_limit;)
                last->keeps[last->keep_count++] = keep;
        } else {
            die("%s:%zu: not understood", path, at + 1);
        }
    }
    if (step_count == 0) die("%s: no requests", path);
}

static void reconnect(worker *self) {
    if (self->socket >= 0) close(self->socket);
    self->socket = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;
    setsockopt(self->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(self->socket, (struct sockaddr *)&server, sizeof server) != 0) die("connect: %s", strerror(errno));
}

static bool send_all(int socket, const text *what) {
    for (size_t sent = 0; sent < what->length;) {
        ssize_t count = send(socket, what->bytes + sent, what->length - sent, MSG_NOSIGNAL);
        if (count <= 0) return false;
        sent += (size_t)count;
    }
    return true;
}

// Reads one answer with a Content-Length. Answers its status, 0 when the connection broke; the body is left in `in`.
static int read_answer(worker *self, const char **body) {
    text *in = &self->in;
    in->length = 0;
    size_t wanted = 0;
    for (;;) {
        char part[65536];
        ssize_t count = recv(self->socket, part, sizeof part, 0);
        if (count <= 0) return 0;
        add_bytes(in, part, (size_t)count);
        if (wanted == 0) {
            const char *end = strstr(in->bytes, "\r\n\r\n");
            if (end == NULL) continue;
            const char *length = strcasestr(in->bytes, "\r\ncontent-length:");
            wanted = (size_t)(end + 4 - in->bytes);
            *body = NULL;
            if (length && length < end) wanted += strtoul(length + 17, NULL, 10);
        }
        if (in->length >= wanted) break;
    }
    *body = strstr(in->bytes, "\r\n\r\n") + 4;
    return atoi(in->bytes + 9);
}

static bool keep(scope *variables, char *rule, const char *body) {
    char *equals = strchr(rule, '=');
    char name[32], wanted[64], value[value_limit];
    if (equals == NULL) return false;
    snprintf(name, sizeof name, "%.*s", (int)(equals - rule), rule);
    bool is_text = equals[1] == '@';
    snprintf(wanted, sizeof wanted, is_text ? "\"%s" : "\"%s\":", equals + 1 + is_text);
    const char *at = strstr(body, wanted);
    if (at == NULL) return false;
    if (!is_text) at += strlen(wanted);
    size_t length = *at == '"' ? strcspn(++at, "\"") : strcspn(at, ",}");
    if (length >= sizeof value) return false;
    memcpy(value, at, length);
    value[length] = 0;
    set(variables, name, value);
    return true;
}

static bool perform(worker *self, step *todo, scope *variables) {
    text *out = &self->out;
    out->length = 0;
    text body = {0};
    if (todo->body) fill(&body, todo->body, variables);
    add(out, todo->method);
    add(out, " ");
    fill(out, todo->path, variables);
    add(out, " HTTP/1.1\r\nHost: bench\r\n");
    if (todo->token) {
        add(out, "Authorization: Bearer ");
        add(out, get(variables, todo->token, strlen(todo->token)));
        add(out, "\r\n");
    }
    if (strcmp(todo->method, "GET") != 0) {
        char length[64];
        fill(out, "Idempotency-Key: key_%random%\r\n", variables);
        snprintf(length, sizeof length, "Content-Length: %zu\r\n", body.length);
        add(out, length);
        if (body.length) add(out, "Content-Type: application/json\r\n");
    }
    add(out, "\r\n");
    if (body.length) add_bytes(out, body.bytes, body.length);
    free(body.bytes);
    const char *answer = "";
    int status = send_all(self->socket, out) ? read_answer(self, &answer) : 0;
    bool is_good = status >= 200 && status < 300;
    for (int at = 0; is_good && at < todo->keep_count; at++) is_good = keep(variables, todo->keeps[at], answer);
    if (is_good) return true;
    if (self->errors++ == 0) fprintf(stderr, "%s %s: %d %.400s\n", todo->method, todo->path, status, answer);
    if (status == 0) reconnect(self);
    return false;
}

static void *work(void *argument) {
    worker *self = argument;
    scope variables = constants;
    variables.seed = now_ns() * 31 + (uint64_t)self->number * 7919;
    while (now_ns() < deadline) {
        if (is_limited && __atomic_sub_fetch(&passes_left, 1, __ATOMIC_RELAXED) < 0) break;
        uint64_t start = now_ns(), before = start;
        bool is_good = true;
        for (int at = 0; is_good && at < step_count; at++) {
            is_good = perform(self, &steps[at], &variables);
            uint64_t after = now_ns();
            if (is_good) take(&self->each[at], after - before);
            before = after;
        }
        if (is_good) take(&self->whole, before - start);
        if (self->errors > 100) break;
    }
    return NULL;
}

int main(int count, char **words) {
    if (count < 6) die("usage: load HOST PORT SCRIPT WORKERS SECONDS [LIMIT]");
    server.sin_family = AF_INET;
    server.sin_port = htons((uint16_t)atoi(words[2]));
    if (inet_pton(AF_INET, words[1], &server.sin_addr) != 1) die("%s is no IPv4 address", words[1]);
    read_script(words[3]);
    int worker_count = atoi(words[4]);
    is_limited = count > 6;
    if (is_limited) passes_left = atol(words[6]);
    worker *workers = calloc((size_t)worker_count, sizeof *workers);
    if (workers == NULL) die("out of memory");
    for (int at = 0; at < worker_count; at++) {
        workers[at].number = at;
        workers[at].socket = -1;
        reconnect(&workers[at]);
    }
    uint64_t start = now_ns();
    deadline = start + (uint64_t)(atof(words[5]) * 1e9);
    for (int at = 0; at < worker_count; at++) pthread_create(&workers[at].thread, NULL, work, &workers[at]);
    samples whole = {0}, each[steps_limit] = {0};
    size_t errors = 0;
    for (int at = 0; at < worker_count; at++) {
        pthread_join(workers[at].thread, NULL);
        join(&whole, &workers[at].whole);
        for (int number = 0; number < step_count; number++) join(&each[number], &workers[at].each[number]);
        errors += workers[at].errors;
    }
    printf("{\"seconds\":%.6f,\"errors\":%zu,", (double)(now_ns() - start) / 1e9, errors);
    print_samples(&whole);
    printf(",\"steps\":[");
    for (int number = 0; number < step_count; number++) {
        printf("%s{\"request\":\"%s %s\",", number ? "," : "", steps[number].method, steps[number].path);
        print_samples(&each[number]);
        printf("}");
    }
    puts("]}");
    return errors ? 3 : 0;
}
