#pragma once
#include <curl/curl.h>

// Swift cannot call C functions with variadic arguments: one wrapper for each kind of argument that is used.

static inline CURLcode countersign_curl_set_number(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode countersign_curl_set_size(CURL *curl, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode countersign_curl_set_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode countersign_curl_set_list(CURL *curl, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(curl, option, value);
}

typedef size_t (*countersign_curl_transfer)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode countersign_curl_set_transfer(
    CURL *curl, CURLoption function_option, countersign_curl_transfer function, CURLoption context_option,
    void *context) {
    CURLcode code = curl_easy_setopt(curl, function_option, function);
    return code ? code : curl_easy_setopt(curl, context_option, context);
}
