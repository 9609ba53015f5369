/*
 * Prints the layouts for Java (`layout_gen java`) and their identity for C (`layout_gen id`).
 *
 * Offsets come from the compiler that builds the library. A member that is missing here leaves a
 * gap and fails the tiling check, so the printed class cannot fall behind the headers. Both outputs
 * are committed; a test compares them with what this program prints.
 */
#include "engine/engine.h"
#include "layout/job_layout.h"
#include "layout/shared_layout.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct member {
    const char *name;
    size_t offset;
    size_t bytes;
};

struct layout {
    const char *name;
    size_t bytes;
    const struct member *members;
    size_t count;
};

struct constant {
    const char *name;
    int64_t value;
};

#define MEMBER(type, field)                                                                        \
    {                                                                                              \
#field, offsetof(struct type, field), sizeof(((struct type *)0)->field)                    \
    }
#define LAYOUT(type)                                                                               \
    {                                                                                              \
#type, sizeof(struct type), type##_members, sizeof type##_members / sizeof *type##_members \
    }
#define CONSTANT(value)                                                                            \
    {                                                                                              \
#value, value                                                                              \
    }

/* clang-format off */
static const struct member job_sim_members[] = {
    MEMBER(job_sim, law), MEMBER(job_sim, channels), MEMBER(job_sim, latency_ns),
    MEMBER(job_sim, latency_high_ns), MEMBER(job_sim, stall_at_ns), MEMBER(job_sim, stall_ns),
    MEMBER(job_sim, short_per_million), MEMBER(job_sim, error_per_million),
    MEMBER(job_sim, error_errno), MEMBER(job_sim, again_per_million),
};

static const struct member job_bucket_members[] = {
    MEMBER(job_bucket, first), MEMBER(job_bucket, blocks), MEMBER(job_bucket, threshold),
    MEMBER(job_bucket, alias), MEMBER(job_bucket, tilt),
};

static const struct member job_places_members[] = {
    MEMBER(job_places, stride),  MEMBER(job_places, jump_limit), MEMBER(job_places, run_min),
    MEMBER(job_places, run_max), MEMBER(job_places, flags),      MEMBER(job_places, reserved),
};

static const struct member job_content_members[] = {
    MEMBER(job_content, pattern), MEMBER(job_content, reserved),
    MEMBER(job_content, string_offset), MEMBER(job_content, string_bytes),
    MEMBER(job_content, compress_limit), MEMBER(job_content, dedupe_limit),
};

static const struct member job_segment_members[] = {
    MEMBER(job_segment, end_ns), MEMBER(job_segment, value),
};

static const struct member job_curve_members[] = {
    MEMBER(job_curve, segment_first), MEMBER(job_curve, segment_count),
    MEMBER(job_curve, repeats), MEMBER(job_curve, reserved),
};

static const struct member job_pace_members[] = {
    MEMBER(job_pace, arrivals), MEMBER(job_pace, burst), MEMBER(job_pace, by_bytes),
    MEMBER(job_pace, per_worker), MEMBER(job_pace, rate), MEMBER(job_pace, depth),
    MEMBER(job_pace, think_ns), MEMBER(job_pace, think_every), MEMBER(job_pace, think_service),
    MEMBER(job_pace, waiting), MEMBER(job_pace, reserved),
};

static const struct member job_size_members[] = {
    MEMBER(job_size, first_bytes), MEMBER(job_size, step_bytes), MEMBER(job_size, count),
    MEMBER(job_size, reserved), MEMBER(job_size, share),
};

static const struct member job_verify_members[] = {
    MEMBER(job_verify, unit_bytes), MEMBER(job_verify, flags), MEMBER(job_verify, every),
    MEMBER(job_verify, bound),
};

static const struct member job_load_members[] = {
    MEMBER(job_load, engine), MEMBER(job_load, engine_options), MEMBER(job_load, depth),
    MEMBER(job_load, block_bytes), MEMBER(job_load, access), MEMBER(job_load, vectors),
    MEMBER(job_load, read_limit), MEMBER(job_load, write_limit), MEMBER(job_load, fsync_every),
    MEMBER(job_load, fdatasync_every), MEMBER(job_load, end_fsync), MEMBER(job_load, sync_mode),
    MEMBER(job_load, fadvise), MEMBER(job_load, madvise), MEMBER(job_load, buffer_flags),
    MEMBER(job_load, sqpoll_cpu), MEMBER(job_load, latency_submission),
    MEMBER(job_load, until_complete), MEMBER(job_load, ops_max), MEMBER(job_load, bytes_max),
    MEMBER(job_load, target_first), MEMBER(job_load, target_count),
    MEMBER(job_load, heat_counters), MEMBER(job_load, sharing), MEMBER(job_load, read_size_count),
    MEMBER(job_load, write_size_count), MEMBER(job_load, lock_mode),
    MEMBER(job_load, reserved), MEMBER(job_load, read_sizes),
    MEMBER(job_load, write_sizes), MEMBER(job_load, places), MEMBER(job_load, sim),
    MEMBER(job_load, content), MEMBER(job_load, pace),
    MEMBER(job_load, verify),
};

static const struct member job_target_members[] = {
    MEMBER(job_target, path_offset), MEMBER(job_target, path_bytes), MEMBER(job_target, kind),
    MEMBER(job_target, flags), MEMBER(job_target, offset), MEMBER(job_target, bytes),
    MEMBER(job_target, state_offset), MEMBER(job_target, state_bytes),
};

static const struct member job_worker_members[] = {
    MEMBER(job_worker, load), MEMBER(job_worker, ordinal), MEMBER(job_worker, peers),
    MEMBER(job_worker, cpu), MEMBER(job_worker, numa_node),
    MEMBER(job_worker, target_first), MEMBER(job_worker, target_count),
    MEMBER(job_worker, bucket_first), MEMBER(job_worker, bucket_count),
    MEMBER(job_worker, reserved),
};

static const struct member job_header_members[] = {
    MEMBER(job_header, layout_id), MEMBER(job_header, bytes_total), MEMBER(job_header, seed),
    MEMBER(job_header, warmup_ns), MEMBER(job_header, duration_ns),
    MEMBER(job_header, interval_ns), MEMBER(job_header, drain_ns),
    MEMBER(job_header, errors_max), MEMBER(job_header, on_error), MEMBER(job_header, load_count),
    MEMBER(job_header, target_count), MEMBER(job_header, worker_count),
    MEMBER(job_header, loads_offset), MEMBER(job_header, targets_offset),
    MEMBER(job_header, workers_offset), MEMBER(job_header, text_offset),
    MEMBER(job_header, text_bytes), MEMBER(job_header, segments_offset),
    MEMBER(job_header, segment_count), MEMBER(job_header, buckets_offset),
    MEMBER(job_header, bucket_count), MEMBER(job_header, reserved),
};

static const struct member shared_header_members[] = {
    MEMBER(shared_header, magic), MEMBER(shared_header, worker_count),
    MEMBER(shared_header, layout_id), MEMBER(shared_header, region_bytes),
    MEMBER(shared_header, worker_offset), MEMBER(shared_header, worker_stride),
    MEMBER(shared_header, verified_offset),
    MEMBER(shared_header, ring_offset), MEMBER(shared_header, slots_offset),
    MEMBER(shared_header, slot_stride), MEMBER(shared_header, slot_count),
    MEMBER(shared_header, clock), MEMBER(shared_header, histogram_offset),
    MEMBER(shared_header, heat_offset),
    MEMBER(shared_header, prepare_bytes), MEMBER(shared_header, prepare_bytes_total),
    MEMBER(shared_header, unwritten_bytes), MEMBER(shared_header, start_ns),
    MEMBER(shared_header, ready),
};

static const struct member shared_live_members[] = {
    MEMBER(shared_live, state), MEMBER(shared_live, stop), MEMBER(shared_live, ops),
    MEMBER(shared_live, bytes), MEMBER(shared_live, errors), MEMBER(shared_live, retries),
    MEMBER(shared_live, short_transfers), MEMBER(shared_live, in_flight),
    MEMBER(shared_live, completion_last_ns), MEMBER(shared_live, ops_total),
    MEMBER(shared_live, cpu_ns), MEMBER(shared_live, cpu_measured_ns),
    MEMBER(shared_live, options_in_force), MEMBER(shared_live, start_achieved_ns),
    MEMBER(shared_live, region_blocks), MEMBER(shared_live, cpu_window_ns),
    MEMBER(shared_live, clock_drift_ns),
};

static const struct member shared_error_members[] = {
    MEMBER(shared_error, count), MEMBER(shared_error, first_offset),
    MEMBER(shared_error, first_ns), MEMBER(shared_error, first_length),
    MEMBER(shared_error, first_target), MEMBER(shared_error, kind),
    MEMBER(shared_error, error),
};

static const struct member shared_verified_members[] = {
    MEMBER(shared_verified, blocks), MEMBER(shared_verified, bytes),
    MEMBER(shared_verified, unsettled), MEMBER(shared_verified, unwritten),
    MEMBER(shared_verified, failures), MEMBER(shared_verified, read_back),
    MEMBER(shared_verified, read_back_left), MEMBER(shared_verified, mismatches),
    MEMBER(shared_verified, reserved),
};

static const struct member shared_mismatch_members[] = {
    MEMBER(shared_mismatch, offset), MEMBER(shared_mismatch, time_ns),
    MEMBER(shared_mismatch, found_generation), MEMBER(shared_mismatch, found_offset),
    MEMBER(shared_mismatch, found_file), MEMBER(shared_mismatch, file),
    MEMBER(shared_mismatch, length), MEMBER(shared_mismatch, target),
    MEMBER(shared_mismatch, mismatch), MEMBER(shared_mismatch, has_header),
    MEMBER(shared_mismatch, generation_lower), MEMBER(shared_mismatch, generation_upper),
    MEMBER(shared_mismatch, generation), MEMBER(shared_mismatch, difference),
    MEMBER(shared_mismatch, dump_from), MEMBER(shared_mismatch, dump_bytes),
    MEMBER(shared_mismatch, expected), MEMBER(shared_mismatch, found),
};

static const struct member shared_ring_members[] = {
    MEMBER(shared_ring, published), MEMBER(shared_ring, errors),
    MEMBER(shared_ring, pad_worker), MEMBER(shared_ring, consumed),
    MEMBER(shared_ring, pad_java),
};

static const struct member shared_statistics_members[] = {
    MEMBER(shared_statistics, count), MEMBER(shared_statistics, above_range),
    MEMBER(shared_statistics, min_ns), MEMBER(shared_statistics, max_ns),
    MEMBER(shared_statistics, sum_ns), MEMBER(shared_statistics, sum_squares_low),
    MEMBER(shared_statistics, sum_squares_high), MEMBER(shared_statistics, reserved),
};

static const struct member shared_interval_members[] = {
    MEMBER(shared_interval, number), MEMBER(shared_interval, covers),
    MEMBER(shared_interval, phase), MEMBER(shared_interval, start_ns),
    MEMBER(shared_interval, end_ns), MEMBER(shared_interval, ops),
    MEMBER(shared_interval, bytes), MEMBER(shared_interval, errors),
    MEMBER(shared_interval, retries), MEMBER(shared_interval, short_transfers),
    MEMBER(shared_interval, depth_integral_ns), MEMBER(shared_interval, gap_max_ns),
    MEMBER(shared_interval, gap_max_start_ns), MEMBER(shared_interval, batches),
    MEMBER(shared_interval, batch_span_max_ns), MEMBER(shared_interval, in_flight),
    MEMBER(shared_interval, backlog), MEMBER(shared_interval, arrivals_late),
    MEMBER(shared_interval, arrival_late_max_ns), MEMBER(shared_interval, thinking_integral_ns),
    MEMBER(shared_interval, spun_ns), MEMBER(shared_interval, reserved),
    MEMBER(shared_interval, statistics),
};

static const struct member shared_heat_members[] = {
    MEMBER(shared_heat, blocks), MEMBER(shared_heat, block_bytes),
    MEMBER(shared_heat, counter_count), MEMBER(shared_heat, border_shift),
    MEMBER(shared_heat, sample_shift), MEMBER(shared_heat, part_offset),
    MEMBER(shared_heat, scattered), MEMBER(shared_heat, reserved_word),
    MEMBER(shared_heat, reserved),
};

static const struct member shared_heat_part_members[] = {
    MEMBER(shared_heat_part, counters), MEMBER(shared_heat_part, drawn),
    MEMBER(shared_heat_part, touched), MEMBER(shared_heat_part, sketch),
};

static const struct layout layouts[] = {
    LAYOUT(job_header), LAYOUT(job_load), LAYOUT(job_sim), LAYOUT(job_content), LAYOUT(job_size),
    LAYOUT(job_target), LAYOUT(job_worker), LAYOUT(shared_header), LAYOUT(shared_live),
    LAYOUT(shared_error), LAYOUT(shared_ring), LAYOUT(shared_statistics), LAYOUT(shared_interval),
    LAYOUT(shared_heat), LAYOUT(shared_heat_part),
    LAYOUT(job_places), LAYOUT(job_bucket), LAYOUT(job_verify),
    LAYOUT(shared_verified), LAYOUT(shared_mismatch),
    LAYOUT(job_segment), LAYOUT(job_curve), LAYOUT(job_pace),
};

static const struct constant constants[] = {
    CONSTANT(JOB_WORKERS_MAX), CONSTANT(JOB_TARGETS_MAX), CONSTANT(JOB_DEPTH_MAX),
    CONSTANT(JOB_VECTORS_MAX), CONSTANT(JOB_PATH_BYTES_MAX), CONSTANT(JOB_BLOCK_BYTES_MIN),
    CONSTANT(JOB_BLOCK_BYTES_MAX), CONSTANT(JOB_STRING_BYTES_MAX),
    CONSTANT(JOB_VERIFY_EVERY_MAX), CONSTANT(JOB_VERIFY_HEADER), CONSTANT(JOB_VERIFY_READ_BACK),
    CONSTANT(JOB_VERIFY_ANY_STATE), CONSTANT(JOB_BOUND_BY_BOOT), CONSTANT(JOB_BOUND_ACKED),
    CONSTANT(JOB_BOUND_DURABLE), CONSTANT(SHARED_MISMATCHES_MAX), CONSTANT(SHARED_DUMP_BYTES),
    CONSTANT(MISMATCH_CORRUPTED), CONSTANT(MISMATCH_TORN), CONSTANT(MISMATCH_MISDIRECTED),
    CONSTANT(MISMATCH_STALE), CONSTANT(MISMATCH_LOST), CONSTANT(MISMATCH_CLASSES),
    CONSTANT(PHASE_VERIFY), CONSTANT(WORKER_VERIFYING),
    CONSTANT(JOB_PATTERN_RANDOM), CONSTANT(JOB_PATTERN_STRING),
    CONSTANT(JOB_SEGMENTS_MAX), CONSTANT(JOB_BURST_MAX), CONSTANT(JOB_KINDS_PACED),
    CONSTANT(JOB_SIZES_MAX),
    CONSTANT(JOB_SHARING_SLICES), CONSTANT(JOB_SHARING_SAME), CONSTANT(JOB_SHARING_INTERLEAVED),
    CONSTANT(JOB_SHARING_PARTITIONS), CONSTANT(JOB_SHARING_OWN_TARGETS),
    CONSTANT(JOB_LOCK_NONE), CONSTANT(JOB_LOCK_RANGE), CONSTANT(JOB_LOCK_FULL),
    CONSTANT(JOB_TARGET_FILE), CONSTANT(JOB_TARGET_BLOCK), CONSTANT(JOB_TARGET_CHARACTER),
    CONSTANT(JOB_TARGET_NONE),
    CONSTANT(JOB_TARGET_CREATE), CONSTANT(JOB_TARGET_FILL), CONSTANT(JOB_TARGET_REFUSE_HOLES),
    CONSTANT(JOB_TARGET_WRITE), CONSTANT(JOB_TARGET_ALLOW_DEVICE),
    CONSTANT(JOB_TARGET_DESTROY_DATA), CONSTANT(JOB_TARGET_PREALLOCATE),
    CONSTANT(JOB_TARGET_DIRECT), CONSTANT(JOB_TARGET_READ),
    CONSTANT(JOB_ENGINE_IO_URING), CONSTANT(JOB_ENGINE_LIBAIO), CONSTANT(JOB_ENGINE_SYNC),
    CONSTANT(JOB_ENGINE_MMAP), CONSTANT(JOB_ENGINE_NULL), CONSTANT(JOB_ENGINE_SIM),
    CONSTANT(JOB_ACCESS_SEQUENTIAL), CONSTANT(JOB_ACCESS_UNIFORM),
    CONSTANT(JOB_ACCESS_PERMUTATION), CONSTANT(JOB_ACCESS_STRIDED), CONSTANT(JOB_ACCESS_SKEWED),
    CONSTANT(JOB_BUCKETS_MAX), CONSTANT(JOB_PLACES_BACKWARD), CONSTANT(JOB_PLACES_SCATTERED),
    CONSTANT(JOB_PLACES_PER_WORKER), CONSTANT(JOB_ON_ERROR_STOP), CONSTANT(JOB_ON_ERROR_CONTINUE),
    CONSTANT(JOB_SYNC_NONE), CONSTANT(JOB_SYNC_SYNC), CONSTANT(JOB_SYNC_DSYNC),
    CONSTANT(JOB_ADVICE_SEQUENTIAL), CONSTANT(JOB_ADVICE_RANDOM), CONSTANT(JOB_ADVICE_WILLNEED),
    CONSTANT(JOB_ADVICE_DONTNEED), CONSTANT(JOB_ADVICE_NOREUSE), CONSTANT(JOB_ADVICE_HUGEPAGE),
    CONSTANT(JOB_ADVICE_NOHUGEPAGE), CONSTANT(JOB_SIM_CONSTANT), CONSTANT(JOB_SIM_UNIFORM),
    CONSTANT(JOB_SIM_EXPONENTIAL), CONSTANT(IOP_READ), CONSTANT(IOP_WRITE), CONSTANT(IOP_TRIM),
    CONSTANT(IOP_FSYNC), CONSTANT(IOP_FDATASYNC), CONSTANT(LATENCY_SERVICE),
    CONSTANT(LATENCY_RESPONSE), CONSTANT(LATENCY_SUBMISSION), CONSTANT(LATENCY_LATENESS),
    CONSTANT(LATENCY_LOCK_WAIT),
    CONSTANT(LATE_NS), CONSTANT(JOB_ARRIVALS_CLOSED), CONSTANT(JOB_ARRIVALS_CONSTANT),
    CONSTANT(JOB_ARRIVALS_POISSON), CONSTANT(JOB_WAIT_HYBRID), CONSTANT(JOB_WAIT_SLEEP),
    CONSTANT(JOB_WAIT_SPIN), CONSTANT(PHASE_WARMUP),
    CONSTANT(PHASE_MEASURE), CONSTANT(PHASE_DRAIN),
    CONSTANT(JOB_ENGINE_COUNT), CONSTANT(JOB_BUFFER_HUGE_PAGES),
    CONSTANT(SHARED_MAGIC), CONSTANT(SHARED_ERRORS_MAX), CONSTANT(SHARED_KINDS),
    CONSTANT(SHARED_LATENCIES), CONSTANT(SHARED_SLOTS_BYTES), CONSTANT(SHARED_SLOTS_MIN),
    CONSTANT(SHARED_SLOTS_MAX), CONSTANT(SHARED_ALIGNMENT),
    CONSTANT(HISTOGRAM_COUNTS), CONSTANT(HISTOGRAM_BYTES), CONSTANT(HEAT_KINDS),
    CONSTANT(HEAT_COUNTERS_MAX), CONSTANT(HEAT_GROUP_BITS), CONSTANT(HEAT_GROUPS_MAX),
    CONSTANT(HEAT_REGISTER_BITS), CONSTANT(HEAT_REGISTERS),
    CONSTANT(WORKER_CREATED), CONSTANT(WORKER_READY), CONSTANT(WORKER_RUNNING),
    CONSTANT(WORKER_DRAINING), CONSTANT(WORKER_DONE), CONSTANT(WORKER_FAILED),
    CONSTANT(STOP_NONE), CONSTANT(STOP_COMPLETE), CONSTANT(STOP_ASKED), CONSTANT(STOP_ERRORS),
    CONSTANT(STOP_ENGINE),
    CONSTANT(CLOCK_TSC), CONSTANT(CLOCK_MONOTONIC_CALL), CONSTANT(CLOCK_VIRTUAL),
    CONSTANT(ERROR_END_OF_FILE),
    CONSTANT(ERROR_MISUSE),
    CONSTANT(IOP_CAN_QUEUE), CONSTANT(IOP_CAN_VECTORS), CONSTANT(IOP_CAN_TRIM),
    CONSTANT(IOP_CAN_HINT_NOWAIT), CONSTANT(IOP_NEEDS_NO_TARGET), CONSTANT(IOP_VIRTUAL_CLOCK),
    CONSTANT(IOP_OPT_REGISTERED_FILES), CONSTANT(IOP_OPT_FIXED_BUFFERS),
    CONSTANT(IOP_OPT_REGISTERED_RING), CONSTANT(IOP_OPT_SINGLE_ISSUER),
    CONSTANT(IOP_OPT_DEFER_TASKRUN), CONSTANT(IOP_OPT_COOP_TASKRUN), CONSTANT(IOP_OPT_SQPOLL),
    CONSTANT(IOP_OPT_IOPOLL), CONSTANT(IOP_OPT_UNCACHED), CONSTANT(IOP_OPT_NOWAIT),
    CONSTANT(IOP_OPT_FORCE_ASYNC), CONSTANT(IOP_OPT_SUBMIT_NOW), CONSTANT(IOP_OPT_RING_REAP),
    CONSTANT(IOP_OPT_IOWQ_AFFINITY), CONSTANT(IOP_OPT_BUSY_REAP),
};
/* clang-format on */

enum { LAYOUT_COUNT = sizeof layouts / sizeof *layouts };
enum { CONSTANT_COUNT = sizeof constants / sizeof *constants };

static uint64_t layout_id = 0xcbf29ce484222325u; /* FNV-1a of every line of the Java body */
static FILE *body;

static void print(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void print(const char *format, ...)
{
    char line[256];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    for (const char *c = line; *c; c++)
        layout_id = (layout_id ^ (unsigned char)*c) * 0x100000001b3u;
    fputs(line, body);
}

static void check_tiling(const struct layout *layout)
{
    size_t end = 0;

    for (size_t i = 0; i < layout->count; i++) {
        if (layout->members[i].offset != end) {
            fprintf(stderr, "%s: gap or overlap before %s at %zu\n", layout->name,
                    layout->members[i].name, layout->members[i].offset);
            exit(EXIT_FAILURE);
        }
        end += layout->members[i].bytes;
    }
    if (end != layout->bytes) {
        fprintf(stderr, "%s: gap at its end, %zu of %zu\n", layout->name, end, layout->bytes);
        exit(EXIT_FAILURE);
    }
}

static void print_upper(const char *name)
{
    for (; *name; name++)
        print("%c", *name >= 'a' && *name <= 'z' ? *name - 32 : *name);
}

static void print_layout(const struct layout *layout)
{
    check_tiling(layout);
    print("\n    // struct %s\n", layout->name);
    for (size_t i = 0; i < layout->count; i++) {
        print("    static final int ");
        print_upper(layout->name);
        print("_");
        print_upper(layout->members[i].name);
        print(" = %zu;\n", layout->members[i].offset);
    }
    print("    static final int SIZEOF_");
    print_upper(layout->name);
    print(" = %zu;\n", layout->bytes);
}

static void print_body(void)
{
    print("    // constants\n");
    for (size_t i = 0; i < CONSTANT_COUNT; i++)
        print("    static final int %s = %" PRId64 ";\n", constants[i].name, constants[i].value);
    for (size_t i = 0; i < LAYOUT_COUNT; i++)
        print_layout(&layouts[i]);
}

int main(int count, char **arguments)
{
    char *text = NULL;
    size_t bytes = 0;

    if (count != 2 || (strcmp(arguments[1], "java") && strcmp(arguments[1], "id"))) {
        fprintf(stderr, "usage: layout_gen java|id\n");
        return EXIT_FAILURE;
    }
    body = open_memstream(&text, &bytes);
    if (!body)
        return EXIT_FAILURE;
    print_body();
    fclose(body);
    if (!strcmp(arguments[1], "id"))
        printf("/* Printed by layout_gen; do not edit. */\n#ifndef IOP_LAYOUT_ID\n"
               "#define IOP_LAYOUT_ID 0x%016" PRIx64 "u\n#endif\n",
               layout_id);
    else
        printf("package io.iopulse.engine;\n\n"
               "/** Offsets and constants of the native layouts. Printed by layout_gen; do not "
               "edit. */\n"
               "final class SharedLayout {\n"
               "    static final long LAYOUT_ID = 0x%016" PRIx64 "L;\n\n%s\n"
               "    private SharedLayout() {}\n}\n",
               layout_id, text);
    free(text);
    return EXIT_SUCCESS;
}
