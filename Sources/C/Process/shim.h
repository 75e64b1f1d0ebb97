#pragma once
#include <spawn.h>
#include <sys/pidfd.h>

// glibc declares these only under _GNU_SOURCE, which Swift's Glibc module does not define.
int pipe2(int descriptors[2], int flags);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
static const short SPAWN_SETSID = 0x80;
