// The floor of an HTTP answer: libmicrohttpd as the service uses it (one epoll thread) and one answer that never
// changes.
//
//   static_server PORT     until its standard input ends
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>

static enum MHD_Result answer(
    void *response, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
    const char *body, size_t *body_length, void **state) {
    (void)url, (void)method, (void)version, (void)body, (void)body_length;
    // Answering before the request is wholly read would close the connection.
    static int seen;
    if (*state == NULL) {
        *state = &seen;
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, response);
}

int main(int count, char **words) {
    static char text[] = "{\"status\":\"ok\"}";
    struct MHD_Response *response =
        MHD_create_response_from_buffer(sizeof text - 1, text, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, "Content-Type", "application/json");
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD, count > 1 ? (uint16_t)atoi(words[1]) : 0, NULL, NULL, &answer, response,
        MHD_OPTION_END);
    if (daemon == NULL) {
        fputs("static_server: cannot listen\n", stderr);
        return 1;
    }
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF) continue;
    MHD_stop_daemon(daemon);
    MHD_destroy_response(response);
    return 0;
}
