// What the load generator and the floors share: clocks, samples, templates with %variables%. One file includes it once.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { variables_limit = 48, value_limit = 256 };

typedef struct {
    char name[32];
    char value[value_limit];
} variable;

typedef struct {
    variable items[variables_limit];
    int count;
    uint64_t seed;
} scope;

__attribute__((noreturn, format(printf, 1, 2))) static void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

static inline uint64_t now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static inline void *grown(void *block, size_t size) {
    void *bigger = realloc(block, size);
    if (bigger == NULL) die("out of memory");
    return bigger;
}

// A byte buffer that grows and always ends in a zero.
typedef struct {
    char *bytes;
    size_t length, room;
} text;

static inline void add_bytes(text *to, const char *bytes, size_t length) {
    if (to->length + length + 1 > to->room) {
        to->room = (to->length + length + 1) * 2;
        to->bytes = grown(to->bytes, to->room);
    }
    memcpy(to->bytes + to->length, bytes, length);
    to->length += length;
    to->bytes[to->length] = 0;
}

static inline void add(text *to, const char *string) { add_bytes(to, string, strlen(string)); }

static inline uint64_t next_random(uint64_t *seed) { // splitmix64
    uint64_t z = (*seed += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

// 16 characters as in the identifiers of the service.
static inline void random_name(uint64_t *seed, char out[17]) {
    uint64_t high = next_random(seed), low = next_random(seed);
    for (int at = 0; at < 16; at++) {
        uint64_t from = at < 8 ? high : low;
        out[at] = "0123456789abcdefghjkmnpqrstvwxyz"[(from >> (at % 8 * 5)) & 31];
    }
    out[16] = 0;
}

static inline void set(scope *in, const char *name, const char *value) {
    int at = 0;
    while (at < in->count && strcmp(in->items[at].name, name) != 0) at++;
    if (at == variables_limit || strlen(name) >= sizeof in->items[at].name || strlen(value) >= value_limit)
        die("too many or too long variables: %s", name);
    if (at == in->count) strcpy(in->items[in->count++].name, name);
    strcpy(in->items[at].value, value);
}

static inline const char *get(scope *in, const char *name, size_t length) {
    for (int at = 0; at < in->count; at++)
        if (strlen(in->items[at].name) == length && memcmp(in->items[at].name, name, length) == 0)
            return in->items[at].value;
    die("there is no variable %.*s", (int)length, name);
}

// Writes a template with its %variables% filled in. `%random%` is new each time, `%pick%` a number below `picks`,
// in 15 digits; `%%` is a percent sign.
static inline void fill(text *out, const char *template, scope *in) {
    for (const char *at = template; *at;) {
        const char *start = strchr(at, '%');
        if (start == NULL) {
            add(out, at);
            return;
        }
        add_bytes(out, at, (size_t)(start - at));
        const char *end = strchr(start + 1, '%');
        if (end == NULL) die("an open %% in: %s", template);
        size_t length = (size_t)(end - start - 1);
        if (length == 0) {
            add(out, "%");
        } else if (length == 6 && memcmp(start + 1, "random", 6) == 0) {
            char name[17];
            random_name(&in->seed, name);
            add(out, name);
        } else if (length == 4 && memcmp(start + 1, "pick", 4) == 0) {
            char number[24];
            uint64_t picks = strtoull(get(in, "picks", 5), NULL, 10);
            snprintf(number, sizeof number, "%015llu", (unsigned long long)(next_random(&in->seed) % picks));
            add(out, number);
        } else {
            add(out, get(in, start + 1, length));
        }
        at = end + 1;
    }
}

// Latencies of one worker.
typedef struct {
    uint32_t *microseconds;
    size_t count, room;
} samples;

static inline void take(samples *to, uint64_t nanoseconds) {
    if (to->count == to->room) {
        to->room = to->room ? to->room * 2 : 1024;
        to->microseconds = grown(to->microseconds, to->room * sizeof(uint32_t));
    }
    to->microseconds[to->count++] = (uint32_t)(nanoseconds / 1000);
}

static inline void join(samples *to, const samples *from) {
    for (size_t at = 0; at < from->count; at++) take(to, (uint64_t)from->microseconds[at] * 1000);
}

static inline int by_size(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static inline void print_samples(samples *of) {
    if (of->count == 0) {
        printf("\"count\":0,\"p50_us\":0,\"p99_us\":0");
        return;
    }
    qsort(of->microseconds, of->count, sizeof(uint32_t), by_size);
    printf("\"count\":%zu,\"p50_us\":%u,\"p99_us\":%u", of->count, of->microseconds[of->count / 2],
           of->microseconds[of->count * 99 / 100]);
}

// The lines of a script, without their line ends.
static inline char **read_lines(const char *path, size_t *count) {
    FILE *file = fopen(path, "r");
    if (file == NULL) die("cannot read %s: %s", path, strerror(errno));
    char **lines = NULL, *line = NULL;
    size_t room = 0;
    ssize_t length;
    *count = 0;
    while ((length = getline(&line, &room, file)) >= 0) {
        if (length > 0 && line[length - 1] == '\n') line[length - 1] = 0;
        lines = grown(lines, (*count + 1) * sizeof *lines);
        lines[(*count)++] = line;
        line = NULL;
        room = 0;
    }
    free(line);
    fclose(file);
    return lines;
}
