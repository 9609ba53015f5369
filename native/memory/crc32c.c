/*
 * CRC-32C by the instruction of SSE 4.2 or ARMv8, else by eight tables.
 *
 * The instruction gives a result every cycle but each takes three, so three stretches of memory are
 * summed side by side and put together: the CRC of a stretch followed by n more bytes is the CRC
 * pushed through n zero bytes, a linear map that four tables hold for one n. Stretches come in
 * three lengths whose triples are 3072, 768 and 192 bytes: a block of 4096 bytes, or a multiple,
 * without its header of 64 is whole triples.
 */
#include "memory/crc32c.h"

#include <pthread.h>
#include <string.h>

#if defined(__x86_64__)
#include <nmmintrin.h>
#define WITH_INSTRUCTION __attribute__((target("sse4.2")))
#elif defined(__aarch64__)
#include <arm_acle.h>
#include <sys/auxv.h>
#define WITH_INSTRUCTION __attribute__((target("+crc")))
#endif

enum {
    POLYNOMIAL = (int)0x82f63b78u, /* reflected */
    STRETCHES = 3,                 /* lengths */
    TABLES = 8,
};

static const size_t stretch_bytes[STRETCHES] = {1024, 256, 64};

static struct {
    uint32_t bytewise[TABLES][256];      /* [n]: a byte followed by n zero bytes */
    uint32_t through[STRETCHES][4][256]; /* byte i of a CRC pushed through a stretch of zeros */
} tables;
static pthread_once_t tables_made = PTHREAD_ONCE_INIT;

static void make_bytewise(void)
{
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;

        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? (uint32_t)POLYNOMIAL : 0);
        tables.bytewise[0][byte] = crc;
    }
    for (int n = 1; n < TABLES; n++)
        for (uint32_t byte = 0; byte < 256; byte++) {
            uint32_t crc = tables.bytewise[n - 1][byte];

            tables.bytewise[n][byte] = crc >> 8 ^ tables.bytewise[0][crc & 0xff];
        }
}

static uint32_t through_zeros(uint32_t crc, size_t bytes)
{
    while (bytes--)
        crc = crc >> 8 ^ tables.bytewise[0][crc & 0xff];
    return crc;
}

/* The map is linear: of a byte it is the sum of the maps of its bits. */
static void make_through(int stretch)
{
    for (int i = 0; i < 4; i++)
        for (uint32_t bit = 0; bit < 8; bit++) {
            uint32_t one = through_zeros(1u << (8 * i + (int)bit), stretch_bytes[stretch]);

            for (uint32_t byte = 0; byte < 256; byte++)
                if (byte >> bit & 1)
                    tables.through[stretch][i][byte] ^= one;
        }
}

static void make_tables(void)
{
    make_bytewise();
    for (int stretch = 0; stretch < STRETCHES; stretch++)
        make_through(stretch);
}

static uint64_t load_word(const uint8_t *memory)
{
    uint64_t word;

    memcpy(&word, memory, sizeof word);
    return word;
}

static uint32_t sum_by_tables(uint32_t crc, const uint8_t *at, size_t bytes)
{
    uint32_t(*const t)[256] = tables.bytewise;

    for (; bytes >= 8; bytes -= 8, at += 8) {
        uint64_t word = load_word(at) ^ crc;

        crc = t[7][word & 0xff] ^ t[6][word >> 8 & 0xff] ^ t[5][word >> 16 & 0xff] ^
              t[4][word >> 24 & 0xff] ^ t[3][word >> 32 & 0xff] ^ t[2][word >> 40 & 0xff] ^
              t[1][word >> 48 & 0xff] ^ t[0][word >> 56];
    }
    for (; bytes; bytes--, at++)
        crc = crc >> 8 ^ t[0][(crc ^ *at) & 0xff];
    return crc;
}

uint32_t iop_crc32c_by_tables(uint32_t crc, const void *memory, size_t bytes)
{
    pthread_once(&tables_made, make_tables);
    return ~sum_by_tables(~crc, memory, bytes);
}

#ifdef WITH_INSTRUCTION

#if defined(__x86_64__)
#define ADD_WORD(crc, word) _mm_crc32_u64(crc, word)
#define ADD_BYTE(crc, byte) _mm_crc32_u8((uint32_t)(crc), byte)

bool iop_crc32c_has_instruction(void)
{
    return __builtin_cpu_supports("sse4.2");
}
#else
#define ADD_WORD(crc, word) __crc32cd((uint32_t)(crc), word)
#define ADD_BYTE(crc, byte) __crc32cb((uint32_t)(crc), byte)

bool iop_crc32c_has_instruction(void)
{
    enum { HAS_CRC32 = 1 << 7 }; /* HWCAP_CRC32 */

    return getauxval(AT_HWCAP) & HAS_CRC32;
}
#endif

static inline uint64_t push(uint64_t crc, int stretch)
{
    uint32_t(*const t)[256] = tables.through[stretch];

    return t[0][crc & 0xff] ^ t[1][crc >> 8 & 0xff] ^ t[2][crc >> 16 & 0xff] ^ t[3][crc >> 24];
}

/* Three stretches side by side, as often as they fit. Returns what is left. */
static WITH_INSTRUCTION size_t sum_triples(uint64_t *crc, const uint8_t *at, size_t bytes,
                                           int stretch)
{
    const size_t length = stretch_bytes[stretch];

    for (; bytes >= 3 * length; bytes -= 3 * length, at += 3 * length) {
        uint64_t one = *crc, two = 0, three = 0;

        for (const uint8_t *end = at + length, *i = at; i < end; i += 8) {
            one = ADD_WORD(one, load_word(i));
            two = ADD_WORD(two, load_word(i + length));
            three = ADD_WORD(three, load_word(i + 2 * length));
        }
        *crc = push(push(one, stretch) ^ two, stretch) ^ three;
    }
    return bytes;
}

static WITH_INSTRUCTION uint32_t sum_by_instruction(uint32_t before, const uint8_t *at,
                                                    size_t bytes)
{
    const uint8_t *end = at + bytes;
    uint64_t crc = before;

    for (int stretch = 0; stretch < STRETCHES; stretch++)
        bytes = sum_triples(&crc, end - bytes, bytes, stretch);
    for (; bytes >= 8; bytes -= 8)
        crc = ADD_WORD(crc, load_word(end - bytes));
    for (; bytes; bytes--)
        crc = ADD_BYTE(crc, end[-(ptrdiff_t)bytes]);
    return (uint32_t)crc;
}

uint32_t iop_crc32c(uint32_t crc, const void *memory, size_t bytes)
{
    pthread_once(&tables_made, make_tables);
    if (iop_crc32c_has_instruction())
        return ~sum_by_instruction(~crc, memory, bytes);
    return ~sum_by_tables(~crc, memory, bytes);
}

#else

bool iop_crc32c_has_instruction(void)
{
    return false;
}

uint32_t iop_crc32c(uint32_t crc, const void *memory, size_t bytes)
{
    return iop_crc32c_by_tables(crc, memory, bytes);
}

#endif
