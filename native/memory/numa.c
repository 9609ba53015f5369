/*
 * NUMA placement through libnuma, which is opened at run time: without it only this feature is
 * refused. Memory is bound strictly (MPOL_BIND) with libnuma's own mbind, because its
 * numa_tonode_memory falls back to other nodes in silence and prints its errors.
 */
#include "memory/buffers.h"

#include "error/error.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>

enum {
    POLICY_BIND = 2, /* MPOL_BIND */
    NODES_MAX = 1024,
    BITS_PER_WORD = 8 * sizeof(unsigned long),
    ERRNO_WORDS_BYTES = 128,
};

struct libnuma {
    int (*available)(void);
    int (*max_node)(void);
    int (*run_on_node)(int node);
    long long (*node_size64)(int node, long long *free_bytes);
    long (*mbind)(void *memory, unsigned long bytes, int policy, const unsigned long *nodes,
                  unsigned long max_node, unsigned flags);
    int complete; /* every symbol was found */
    int usable;   /* the kernel does NUMA */
};

static struct libnuma libnuma;
static pthread_once_t libnuma_loaded = PTHREAD_ONCE_INIT;

static int node_check(int32_t node);
static int refuse(const char *tried, int32_t node, const char *cause);

int iop_numa_run_on(int32_t node)
{
    int result = node_check(node);

    if (result < 0)
        return result;
    if (libnuma.run_on_node(node) < 0)
        return refuse("run on", node, "the node has no CPU this process may use");
    return 0;
}

int iop_numa_place(void *memory, size_t bytes, int32_t node)
{
    unsigned long nodes[NODES_MAX / BITS_PER_WORD] = {0};
    int result = node_check(node);

    if (result < 0)
        return result;
    if (libnuma.node_size64(node, NULL) <= 0)
        return iop_fail(ENODEV, "cannot place I/O buffers on NUMA node %d: it has no memory", node);
    nodes[(unsigned)node / BITS_PER_WORD] = 1UL << ((unsigned)node % BITS_PER_WORD);
    if (libnuma.mbind(memory, bytes, POLICY_BIND, nodes, NODES_MAX, 0) < 0)
        return refuse("place I/O buffers on", node,
                      "a container's seccomp profile or cpuset may forbid it");
    return 0;
}

static int refuse(const char *tried, int32_t node, const char *cause)
{
    int error = errno;
    char words[ERRNO_WORDS_BYTES];

    return iop_fail(error, "cannot %s NUMA node %d (%s): %s", tried, node,
                    iop_errno_words(error, words, sizeof words), cause);
}

static void libnuma_load(void)
{
    /* Never closed: it is needed until the process ends. */
    void *library = dlopen("libnuma.so.1", RTLD_NOW | RTLD_LOCAL);

    if (!library)
        return;
    *(void **)&libnuma.available = dlsym(library, "numa_available");
    *(void **)&libnuma.max_node = dlsym(library, "numa_max_node");
    *(void **)&libnuma.run_on_node = dlsym(library, "numa_run_on_node");
    *(void **)&libnuma.node_size64 = dlsym(library, "numa_node_size64");
    *(void **)&libnuma.mbind = dlsym(library, "mbind");
    libnuma.complete = libnuma.available && libnuma.max_node && libnuma.run_on_node &&
                       libnuma.node_size64 && libnuma.mbind;
    libnuma.usable = libnuma.complete && libnuma.available() >= 0;
}

static int node_check(int32_t node)
{
    int max_node;

    pthread_once(&libnuma_loaded, libnuma_load);
    if (!libnuma.complete)
        return iop_fail(ENOSYS,
                        "NUMA node %d was asked for, but libnuma.so.1 is not installed "
                        "(Debian package libnuma1)",
                        node);
    if (!libnuma.usable)
        return iop_fail(ENOSYS,
                        "NUMA node %d was asked for, but this kernel does not support NUMA or a "
                        "container forbids it",
                        node);
    max_node = libnuma.max_node();
    if (node < 0 || node >= NODES_MAX || libnuma.node_size64(node, NULL) < 0)
        return iop_fail(ENODEV, "NUMA node %d does not exist: the highest node here is %d", node,
                        max_node);
    return 0;
}
