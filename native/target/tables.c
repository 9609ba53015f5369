/*
 * Parsers for lines of /proc/self/mountinfo and /proc/swaps. A line comes with its length, fields
 * that are too long are cut, anything unexpected makes the line none.
 */
#include "target/guard.h"

#include <string.h>

/* What is left of a line. */
struct text {
    const char *at;
    const char *end;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* The next field in *field; false at the end of the line. */
static bool next_field(struct text *line, struct text *field)
{
    while (line->at < line->end && is_blank(*line->at))
        line->at++;
    field->at = line->at;
    while (line->at < line->end && !is_blank(*line->at))
        line->at++;
    field->end = line->at;
    return field->at < field->end;
}

static bool is_octal(char c)
{
    return c >= '0' && c <= '7';
}

/* The kernel writes blanks and backslashes in names as \ooo. */
static void copy_name(const struct text *field, char name[MOUNT_FIELD_BYTES])
{
    const char *at = field->at;
    size_t used = 0;

    while (at < field->end && used + 1 < MOUNT_FIELD_BYTES) {
        if (field->end - at >= 4 && at[0] == '\\' && is_octal(at[1]) && is_octal(at[2]) &&
            is_octal(at[3])) {
            name[used++] = (char)((at[1] - '0') * 64 + (at[2] - '0') * 8 + (at[3] - '0'));
            at += 4;
        } else {
            name[used++] = *at++;
        }
    }
    name[used] = '\0';
}

static bool parse_number(struct text *field, unsigned *number)
{
    const char *begin = field->at;

    *number = 0;
    while (field->at < field->end && *field->at >= '0' && *field->at <= '9') {
        if (*number > (UINT32_MAX - 9) / 10)
            return false;
        *number = *number * 10 + (unsigned)(*field->at++ - '0');
    }
    return field->at > begin;
}

static bool parse_device(struct text field, struct iop_mount *mount)
{
    if (!parse_number(&field, &mount->major) || field.at == field.end || *field.at++ != ':')
        return false;
    return parse_number(&field, &mount->minor) && field.at == field.end;
}

/* id parent major:minor root point options [tags...] - type source options */
bool iop_mount_parse(const char *line, size_t bytes, struct iop_mount *mount)
{
    struct text rest = {line, line + bytes};
    struct text field;

    memset(mount, 0, sizeof *mount);
    if (!next_field(&rest, &field) || !next_field(&rest, &field) || !next_field(&rest, &field) ||
        !parse_device(field, mount))
        return false;
    if (!next_field(&rest, &field) || !next_field(&rest, &field))
        return false;
    copy_name(&field, mount->point);
    do {
        if (!next_field(&rest, &field))
            return false;
    } while (field.end - field.at != 1 || *field.at != '-');
    if (!next_field(&rest, &field))
        return false;
    copy_name(&field, mount->type);
    if (!next_field(&rest, &field))
        return false;
    copy_name(&field, mount->source);
    return true;
}

bool iop_swap_parse(const char *line, size_t bytes, char path[MOUNT_FIELD_BYTES])
{
    struct text rest = {line, line + bytes};
    struct text field;

    path[0] = '\0';
    if (!next_field(&rest, &field) || *field.at != '/')
        return false;
    copy_name(&field, path);
    return true;
}
