/*
 * What a signal does before Java can handle it. The launcher preloads this library into the Java
 * process, so this runs first in it: SIGINT, SIGTERM and SIGHUP end the process with the exit code
 * of an interruption, nothing being done yet. Later Java takes them over; its own default for
 * SIGTERM and SIGHUP, in force until iopulse handles them, exits with 143 and 129, which is
 * translated. Loaded in another way it finds the signals taken and leaves them alone.
 */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    EXIT_INTERRUPTED = 130,
    EXIT_OF_JAVA_ON_SIGHUP = 128 + SIGHUP,
    EXIT_OF_JAVA_ON_SIGTERM = 128 + SIGTERM,
};

static void leave(int signal_number)
{
    (void)signal_number;
    _exit(EXIT_INTERRUPTED);
}

static void translate(int status, void *unused)
{
    (void)unused;
    if (status == EXIT_OF_JAVA_ON_SIGTERM || status == EXIT_OF_JAVA_ON_SIGHUP)
        _exit(EXIT_INTERRUPTED);
}

/* What the parent had ignored, as nohup does, stays ignored. */
static int take(int signal_number)
{
    struct sigaction before, after = {.sa_handler = leave};

    if (sigaction(signal_number, NULL, &before) || before.sa_handler != SIG_DFL)
        return 0;
    return !sigaction(signal_number, &after, NULL);
}

__attribute__((constructor)) static void begin(void)
{
    int taken = take(SIGTERM) | take(SIGHUP);

    take(SIGINT);
    if (taken)
        on_exit(translate, NULL);
}
