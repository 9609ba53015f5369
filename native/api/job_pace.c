/*
 * Checks what a flat job says of the pace of its loads; see job.c.
 */
#include "api/job.h"

#include "error/error.h"
#include "worker/pace.h"

#include <errno.h>

static const uint64_t CURVE_NS_MAX = (uint64_t)1 << 58;

static const uint64_t THINK_NS_MAX = 24ull * 3600 * 1000 * 1000 * 1000;

static const uint32_t THINK_SERVICE_MAX = 1000u * 1000 * 1000;

static int check_segments(const struct job_curve *curve, const struct job_segment *segments,
                          uint64_t value_max)
{
    uint64_t end_ns = 0, value_highest = 0;

    for (uint32_t i = 0; i < curve->segment_count; i++) {
        if (segments[i].end_ns <= end_ns || segments[i].end_ns > CURVE_NS_MAX)
            return iop_fail(EINVAL, "the segments of a curve do not follow each other");
        if (segments[i].value > value_max)
            return iop_fail(EINVAL, "a curve has a value that is impossible");
        end_ns = segments[i].end_ns;
        value_highest = value_highest > segments[i].value ? value_highest : segments[i].value;
    }
    return value_highest ? 0 : iop_fail(EINVAL, "a curve is 0 everywhere");
}

static int check_curve(const struct iop_job *job, const struct job_curve *curve, uint64_t value_max)
{
    const struct job_segment *segments = job->segments + curve->segment_first;
    int error;

    if (!curve->segment_count)
        return 0;
    if (curve->segment_first > job->header->segment_count ||
        curve->segment_count > job->header->segment_count - curve->segment_first ||
        curve->repeats > 1 || curve->reserved)
        return iop_fail(EINVAL, "a curve lies outside of the table of segments");
    error = check_segments(curve, segments, value_max);
    if (!error && !job->header->duration_ns && !curve->repeats &&
        !segments[curve->segment_count - 1].value)
        error = iop_fail(EINVAL, "a run without a duration cannot end on a rate or depth of 0");
    return error;
}

static int check_think(const struct job_pace *pace)
{
    for (int kind = 0; kind < JOB_KINDS_PACED; kind++)
        if (pace->think_ns[kind] > THINK_NS_MAX)
            return iop_fail(EINVAL, "think time is at most 24 h");
    if (pace->think_service > THINK_SERVICE_MAX)
        return iop_fail(EINVAL, "think time is at most 10,000 times the service time");
    if (!iop_pace_thinks(pace))
        return 0;
    if (!pace->think_every)
        return iop_fail(EINVAL, "users think after every operation or every few of them");
    return pace->arrivals ? iop_fail(EINVAL, "a load with a rate has no think time") : 0;
}

int iop_job_check_pace(const struct iop_job *job, const struct job_load *load)
{
    const struct job_pace *pace = &load->pace;
    bool has_rate = pace->arrivals != JOB_ARRIVALS_CLOSED;
    int error;

    if (pace->arrivals > JOB_ARRIVALS_POISSON || pace->by_bytes > 1 || pace->per_worker > 1 ||
        pace->waiting > JOB_WAIT_SPIN || pace->reserved)
        return iop_fail(EINVAL, "a choice of the pace is unknown");
    if (has_rate != (pace->rate.segment_count > 0) || (has_rate && pace->depth.segment_count))
        return iop_fail(EINVAL, "arrivals need a rate, and a rate leaves the depth alone");
    if (has_rate && (!pace->burst || pace->burst > JOB_BURST_MAX))
        return iop_fail(EINVAL, "a burst is 1 to %d arrivals", JOB_BURST_MAX);
    error = check_curve(job, &pace->rate, UINT64_MAX);
    error = error ? error : check_curve(job, &pace->depth, load->depth);
    return error ? error : check_think(pace);
}
