/*
 * What the files of this room share: the steps that prepare is made of. No other room includes it.
 * All return >= 0 or -errno with a sentence.
 */
#ifndef IOP_TARGET_STEPS_H
#define IOP_TARGET_STEPS_H

#include "target/target.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

enum {
    TARGET_PIECE_BYTES = 1 << 20,   /* data written between two looks at the stop flag */
    TARGET_MEMORY_ALIGN = 64 << 10, /* of buffers used with O_DIRECT: above any device's need */
    TARGET_DIRECT_UNIT = 4096,      /* assumed for a fill where the file system tells nothing */
    TARGET_SIZE_WORDS = 48,
    TARGET_NAME_BYTES = 256,
};

/* What a path leads to, symbolic links followed. */
struct iop_target_found {
    bool missing; /* nothing there, and nothing in the way of making a file */
    struct stat stat;
};

/* path.c: refusals in words, and what a path leads to. */
int iop_path_refuse(int error, const char *tried, const char *path);
int iop_path_direct_refused(const char *path, const struct stat *stat);
int iop_path_find(const struct iop_target_spec *spec, struct iop_target_found *found);
/* Refused unless it is the kind that the caller saw. */
int iop_path_kind(const struct iop_target_spec *spec, const struct stat *stat);
const char *iop_size_words(uint64_t bytes, char words[TARGET_SIZE_WORDS]);

/* file.c: regular files. */
uint64_t iop_file_end(const struct iop_target_spec *spec);
/* Makes a missing file, empty, and remembers it in the needs, also when it fails after that. */
int iop_file_create(const struct iop_target_spec *spec, struct iop_target_needs *needs);
void iop_file_remove_made(const struct iop_target_spec *spec, const struct iop_target_needs *needs);
int iop_file_make(const struct iop_target_spec *spec, const struct iop_target_found *found,
                  const struct iop_target_needs *needs,
                  const struct iop_prepare_progress *progress);

/* survey.c: what files are and need, before anything is done to them. */
int iop_file_check(const struct iop_target_spec *spec, const struct iop_target_found *found,
                   struct iop_target_needs *needs);

/* open.c: opens as the load will, and closes. */
int iop_target_try_open(const struct iop_target_spec *spec);

/* block.c: devices. */
int iop_block_check(const struct iop_target_spec *spec);
int iop_character_check(const struct iop_target_spec *spec);

/* align.c: what O_DIRECT demands. */
int iop_align_check(const struct iop_target_spec *spec, uint32_t unit, const char *noun);
/* Unit of offsets and lengths in bytes; 0: unknown. Refused where the file cannot do O_DIRECT. */
int iop_align_of_file(const char *path, int fd, const struct stat *stat);
/* Of a file yet to be made: what the device of its file system tells. */
int iop_align_check_place(const struct iop_target_spec *spec, dev_t file_system);
/* Of an open file; unit: 0 when not direct, else what a fill can be aligned to. */
int iop_align_check_file(const struct iop_target_spec *spec, int fd, const struct stat *stat,
                         uint32_t *unit);

/* holes.c: byte ranges of a file that hold no data. */
struct iop_hole {
    uint64_t offset;
    uint64_t bytes;
    bool needs_space; /* nothing is allocated for it; false where that cannot be known */
};

struct iop_hole_walk {
    int fd;
    const char *path;
    uint64_t begin;
    uint64_t end; /* at most the size of the file */
    /* Not 0: the walk ends and returns it. May write into the hole it is given. */
    int (*visit)(void *context, const struct iop_hole *hole);
    void *context;
};

/* Visits holes and unwritten extents in ascending order; none where they cannot be known. */
int iop_holes_walk(const struct iop_hole_walk *walk);

/* fill.c: writes random data where there is none. */
struct iop_fill {
    int fd; /* read and write, without O_DIRECT */
    const char *path;
    const struct stat *stat;
    uint64_t seed;
    uint64_t data_end;    /* below it a range is read and must be zero before it is written */
    uint32_t direct_unit; /* 0: buffered; else ranges aligned to it are written with O_DIRECT */
    const struct iop_prepare_progress *progress;
    uint8_t *piece; /* owned, made by open */
    uint8_t *before;
};

int iop_fill_open(struct iop_fill *fill);
int iop_fill_range(struct iop_fill *fill, uint64_t offset, uint64_t bytes);
int iop_fill_sync(struct iop_fill *fill);
void iop_fill_close(struct iop_fill *fill);

/* The data of a fill: a function of seed and absolute offset alone, no two blocks alike. */
void iop_fill_data(uint64_t seed, uint64_t offset, uint8_t *data, size_t bytes);

#endif
