/*
 * The JNI surface: unpack, call api, pack. A run is the address of its struct iop_run; a negative
 * result is -errno with the sentence in errorText(). Nothing here keeps a reference to Java.
 */
#include "io_iopulse_engine_NativeEngine.h"

#include "api/iop.h"

#include <sys/ioctl.h>
#include <unistd.h>

static struct iop_run *run_of(jlong handle)
{
    return (struct iop_run *)(uintptr_t)handle;
}

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved)
{
    (void)vm;
    (void)reserved;
    iop_load();
    return JNI_VERSION_1_8;
}

JNIEXPORT jlong JNICALL Java_io_iopulse_engine_NativeEngine_layoutId(JNIEnv *env, jclass type)
{
    (void)env;
    (void)type;
    return (jlong)iop_layout_id();
}

JNIEXPORT jlong JNICALL Java_io_iopulse_engine_NativeEngine_create(JNIEnv *env, jclass type,
                                                                   jlong job, jlong bytes)
{
    struct iop_run *run;
    int error = iop_create((const void *)(uintptr_t)job, (size_t)bytes, &run);

    (void)env;
    (void)type;
    return error ? error : (jlong)(uintptr_t)run;
}

JNIEXPORT jlong JNICALL Java_io_iopulse_engine_NativeEngine_region(JNIEnv *env, jclass type,
                                                                   jlong run)
{
    (void)env;
    (void)type;
    return (jlong)(uintptr_t)iop_region(run_of(run));
}

JNIEXPORT jlong JNICALL Java_io_iopulse_engine_NativeEngine_check(JNIEnv *env, jclass type,
                                                                  jlong run, jint target)
{
    (void)env;
    (void)type;
    return iop_check_target(run_of(run), (uint32_t)target);
}

JNIEXPORT jint JNICALL Java_io_iopulse_engine_NativeEngine_prepare(JNIEnv *env, jclass type,
                                                                   jlong run)
{
    (void)env;
    (void)type;
    return iop_prepare(run_of(run));
}

JNIEXPORT jint JNICALL Java_io_iopulse_engine_NativeEngine_arm(JNIEnv *env, jclass type, jlong run)
{
    (void)env;
    (void)type;
    return iop_arm(run_of(run));
}

JNIEXPORT jint JNICALL Java_io_iopulse_engine_NativeEngine_start(JNIEnv *env, jclass type,
                                                                 jlong run, jlong delay_ns)
{
    (void)env;
    (void)type;
    return iop_start(run_of(run), (uint64_t)delay_ns);
}

JNIEXPORT void JNICALL Java_io_iopulse_engine_NativeEngine_stop(JNIEnv *env, jclass type, jlong run)
{
    (void)env;
    (void)type;
    iop_stop(run_of(run));
}

JNIEXPORT jint JNICALL Java_io_iopulse_engine_NativeEngine_join(JNIEnv *env, jclass type, jlong run,
                                                                jlong timeout_ns)
{
    (void)env;
    (void)type;
    return iop_join(run_of(run), (uint64_t)timeout_ns);
}

JNIEXPORT void JNICALL Java_io_iopulse_engine_NativeEngine_destroy(JNIEnv *env, jclass type,
                                                                   jlong run)
{
    (void)env;
    (void)type;
    iop_destroy(run_of(run));
}

JNIEXPORT jint JNICALL Java_io_iopulse_engine_NativeEngine_probe(JNIEnv *env, jclass type,
                                                                 jint engine)
{
    (void)env;
    (void)type;
    return iop_engine_probe((uint32_t)engine);
}

JNIEXPORT jstring JNICALL Java_io_iopulse_engine_NativeEngine_errorText(JNIEnv *env, jclass type)
{
    (void)type;
    return (*env)->NewStringUTF(env, iop_error_text());
}

/* Columns of the terminal behind a file descriptor; 0 when it is none. */
JNIEXPORT jint JNICALL Java_io_iopulse_engine_NativeEngine_terminalColumns(JNIEnv *env, jclass type,
                                                                           jint fd)
{
    struct winsize size;

    (void)env;
    (void)type;
    if (!isatty(fd))
        return 0;
    return ioctl(fd, TIOCGWINSZ, &size) || !size.ws_col ? 80 : size.ws_col;
}
