// The floor of whole stories: a minimal client of libpq that sends PostgreSQL exactly what the service sent, with new
// identifiers and the digests that belong to them, and does nothing else.
//
//   replay CONNINFO SCRIPT WORKERS SECONDS [LIMIT]
//
// A script has lines: `V name prefix`, an identifier that is new in each pass; `S sql`, not prepared; `Q sql`,
// prepared once, with its parameters below: `P text`, `N` (NULL), `H n` (SHA-256 of parameter n), `L n` (the same after
// a zero byte); `K name` keeps the first column of its answer. `\n` and `\\` stand for a line end and a backslash.
#include "common.h"

#include <libpq-fe.h>
#include <sodium.h>

enum { parameters_limit = 48 };

typedef struct {
    char kind; // S or Q
    char *sql, *keep, name[16];
    bool is_first;
    int parameter_count;
    struct {
        char kind;
        char *text;
        int of;
    } parameters[parameters_limit];
} step;

static step *steps;
static size_t step_count;
static struct {
    char *name, *prefix;
} fresh[variables_limit];
static int fresh_count;
static const char *conninfo;
static uint64_t deadline;
static long passes_left = -1;
static bool is_limited;

typedef struct {
    pthread_t thread;
    int number;
    PGconn *connection;
    samples whole;
} worker;

static char *unescaped(char *line) {
    char *out = line;
    for (char *in = line; *in; in++) {
        if (*in == '\\' && in[1]) {
            in++;
            *out++ = *in == 'n' ? '\n' : *in;
        } else {
            *out++ = *in;
        }
    }
    *out = 0;
    return line;
}

static void name_statement(step *new, size_t number) {
    new->is_first = true;
    for (size_t at = 0; at < number; at++)
        if (steps[at].kind == 'Q' && strcmp(steps[at].sql, new->sql) == 0) {
            strcpy(new->name, steps[at].name);
            new->is_first = false;
            return;
        }
    snprintf(new->name, sizeof new->name, "s%zu", number);
}

static void read_script(const char *path) {
    size_t count;
    char **lines = read_lines(path, &count);
    steps = calloc(count, sizeof *steps);
    for (size_t at = 0; at < count; at++) {
        char kind = lines[at][0], *rest = lines[at][0] ? lines[at] + (lines[at][1] ? 2 : 1) : lines[at];
        step *last = step_count ? &steps[step_count - 1] : NULL;
        if (kind == 'V') {
            char *space = strchr(rest, ' ');
            if (space == NULL || fresh_count == variables_limit) die("%s:%zu: V name prefix", path, at + 1);
            *space = 0;
            fresh[fresh_count].name = rest;
            fresh[fresh_count++].prefix = space + 1;
        } else if (kind == 'S' || kind == 'Q') {
            step *new = &steps[step_count];
            new->kind = kind;
            new->sql = unescaped(rest);
            if (kind == 'Q') name_statement(new, step_count);
            step_count++;
        } else if (kind == 'K' && last) {
            last->keep = rest;
        } else if (strchr("PNHL", kind) && last && last->parameter_count < parameters_limit) {
            int number = last->parameter_count++;
            last->parameters[number].kind = kind;
            last->parameters[number].text = kind == 'P' ? unescaped(rest) : NULL;
            last->parameters[number].of = atoi(rest) - 1;
        } else {
            die("%s:%zu: not understood", path, at + 1);
        }
    }
}

static void check(worker *self, PGresult *result, const char *sql) {
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        die("%s\n%s", PQerrorMessage(self->connection), sql);
}

static void add_digest(text *to, const text *of, bool is_leaf) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    char hex[2 * crypto_hash_sha256_BYTES + 1];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    if (is_leaf) crypto_hash_sha256_update(&state, (const unsigned char *)"", 1);
    crypto_hash_sha256_update(&state, (const unsigned char *)of->bytes, of->length);
    crypto_hash_sha256_final(&state, digest);
    add(to, "\\x");
    add(to, sodium_bin2hex(hex, sizeof hex, digest, sizeof digest));
}

static void query(worker *self, step *todo, scope *variables) {
    static _Thread_local text values[parameters_limit];
    const char *pointers[parameters_limit];
    for (int at = 0; at < todo->parameter_count; at++) {
        values[at].length = 0;
        if (todo->parameters[at].kind != 'P') continue;
        fill(&values[at], todo->parameters[at].text, variables);
        add(&values[at], "");
    }
    for (int at = 0; at < todo->parameter_count; at++) {
        char kind = todo->parameters[at].kind;
        if (kind == 'H' || kind == 'L') add_digest(&values[at], &values[todo->parameters[at].of], kind == 'L');
        pointers[at] = kind == 'N' ? NULL : values[at].bytes;
    }
    PGresult *result =
        PQexecPrepared(self->connection, todo->name, todo->parameter_count, pointers, NULL, NULL, 0);
    check(self, result, todo->sql);
    if (todo->keep) {
        if (PQntuples(result) < 1) die("no row to keep %s from", todo->keep);
        set(variables, todo->keep, PQgetvalue(result, 0, 0));
    }
    PQclear(result);
}

static void *work(void *argument) {
    worker *self = argument;
    scope variables = {.seed = now_ns() * 31 + (uint64_t)self->number * 7919};
    while (now_ns() < deadline) {
        if (is_limited && __atomic_sub_fetch(&passes_left, 1, __ATOMIC_RELAXED) < 0) break;
        uint64_t start = now_ns();
        for (int at = 0; at < fresh_count; at++) {
            char value[64], name[17];
            random_name(&variables.seed, name);
            snprintf(value, sizeof value, "%s_%s", fresh[at].prefix, name);
            set(&variables, fresh[at].name, value);
        }
        for (size_t at = 0; at < step_count; at++) {
            if (steps[at].kind == 'Q') {
                query(self, &steps[at], &variables);
            } else {
                static _Thread_local text sql;
                sql.length = 0;
                fill(&sql, steps[at].sql, &variables);
                PGresult *result = PQexec(self->connection, sql.bytes);
                check(self, result, sql.bytes);
                PQclear(result);
            }
        }
        take(&self->whole, now_ns() - start);
    }
    return NULL;
}

static void open_connection(worker *self) {
    self->connection = PQconnectdb(conninfo);
    if (PQstatus(self->connection) != CONNECTION_OK) die("%s", PQerrorMessage(self->connection));
    for (size_t at = 0; at < step_count; at++) {
        if (steps[at].kind != 'Q' || !steps[at].is_first) continue;
        PGresult *result = PQprepare(self->connection, steps[at].name, steps[at].sql, 0, NULL);
        check(self, result, steps[at].sql);
        PQclear(result);
    }
}

int main(int count, char **words) {
    if (count < 5) die("usage: replay CONNINFO SCRIPT WORKERS SECONDS [LIMIT]");
    if (sodium_init() < 0) die("libsodium does not start");
    conninfo = words[1];
    read_script(words[2]);
    int worker_count = atoi(words[3]);
    is_limited = count > 5;
    if (is_limited) passes_left = atol(words[5]);
    worker *workers = calloc((size_t)worker_count, sizeof *workers);
    if (workers == NULL) die("out of memory");
    for (int at = 0; at < worker_count; at++) {
        workers[at].number = at;
        open_connection(&workers[at]);
    }
    uint64_t start = now_ns();
    deadline = start + (uint64_t)(atof(words[4]) * 1e9);
    for (int at = 0; at < worker_count; at++) pthread_create(&workers[at].thread, NULL, work, &workers[at]);
    samples whole = {0};
    for (int at = 0; at < worker_count; at++) {
        pthread_join(workers[at].thread, NULL);
        join(&whole, &workers[at].whole);
        PQfinish(workers[at].connection);
    }
    printf("{\"seconds\":%.6f,\"errors\":0,", (double)(now_ns() - start) / 1e9);
    print_samples(&whole);
    puts("}");
    return 0;
}
