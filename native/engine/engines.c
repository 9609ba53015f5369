/*
 * The list of engines, in the order of enum job_engine_id.
 */
#include "engine/engine.h"
#include "layout/job_layout.h"

static const struct iop_engine *const engines[JOB_ENGINE_COUNT] = {
    [JOB_ENGINE_IO_URING] = &iop_engine_uring, [JOB_ENGINE_LIBAIO] = &iop_engine_libaio,
    [JOB_ENGINE_SYNC] = &iop_engine_sync,      [JOB_ENGINE_MMAP] = &iop_engine_mmap,
    [JOB_ENGINE_NULL] = &iop_engine_null,      [JOB_ENGINE_SIM] = &iop_engine_sim,
};

const struct iop_engine *iop_engine_by_id(uint32_t id)
{
    return id < JOB_ENGINE_COUNT ? engines[id] : NULL;
}
