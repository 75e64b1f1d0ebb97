#pragma once
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>

// Swift cannot call C functions with variadic arguments: each such call that is needed has a wrapper here.

typedef struct {
    int listen_socket;
    unsigned int connection_limit;
    unsigned int address_connection_limit;
    unsigned int idle_seconds;
    size_t connection_memory_bytes;
    MHD_AccessHandlerCallback access;
    void *(*target)(void *, const char *, struct MHD_Connection *);
    MHD_RequestCompletedCallback completed;
    MHD_NotifyConnectionCallback connection;
    void *context;
} countersign_daemon_options;

// The target and the query are decoded by the listener, strictly: libmicrohttpd must leave them as they are.
static size_t countersign_unescape_nothing(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

static inline struct MHD_Daemon *countersign_start_daemon(unsigned int flags, countersign_daemon_options o) {
    return MHD_start_daemon(
        flags, 0, NULL, NULL, o.access, o.context,
        MHD_OPTION_LISTEN_SOCKET, o.listen_socket,
        MHD_OPTION_CONNECTION_LIMIT, o.connection_limit,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, o.address_connection_limit,
        MHD_OPTION_CONNECTION_TIMEOUT, o.idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, o.connection_memory_bytes,
        MHD_OPTION_URI_LOG_CALLBACK, o.target, o.context,
        MHD_OPTION_UNESCAPE_CALLBACK, countersign_unescape_nothing, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, o.completed, o.context,
        MHD_OPTION_NOTIFY_CONNECTION, o.connection, o.context,
        MHD_OPTION_END);
}

static inline int countersign_connection_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

static inline size_t countersign_request_head_bytes(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

// glibc shows this only under _GNU_SOURCE, which Swift's own view of it does not set.
int pthread_setname_np(unsigned long thread, const char *name);

static inline void countersign_name_thread(unsigned long thread, const char *name) {
    pthread_setname_np(thread, name);
}
