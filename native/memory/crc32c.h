/*
 * CRC-32C (Castagnoli), as iSCSI and ext4 have it: RFC 3720, appendix B.4.
 */
#ifndef IOP_CRC32C_H
#define IOP_CRC32C_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Goes on from the CRC of the bytes before; 0 begins. By the CPU's instruction where it has one. */
uint32_t iop_crc32c(uint32_t crc, const void *memory, size_t bytes);

/* The same by tables alone: for CPUs without the instruction, and to be compared with it. */
uint32_t iop_crc32c_by_tables(uint32_t crc, const void *memory, size_t bytes);

/* Whether iop_crc32c uses an instruction. */
bool iop_crc32c_has_instruction(void);

#endif
