package io.iopulse.run;

import io.iopulse.measure.OperationError;
import io.iopulse.measure.OperationKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Failures of several workers as one list. */
final class OperationErrors {
    private record Key(OperationKind kind, int errno) {}

    private OperationErrors() {}

    /** One entry per kind and errno, most frequent first; the earliest failure stays the first. */
    static List<OperationError> merge(Collection<OperationError> errors) {
        Map<Key, OperationError> merged = new LinkedHashMap<>();
        for (OperationError error : errors) {
            merged.merge(new Key(error.kind(), error.errno()), error, OperationErrors::sum);
        }
        return merged.values().stream()
                .sorted(Comparator.comparingLong(OperationError::count).reversed())
                .toList();
    }

    private static OperationError sum(OperationError one, OperationError other) {
        OperationError first = one.firstNs() <= other.firstNs() ? one : other;
        return new OperationError(
                first.kind(),
                first.errno(),
                first.errorName(),
                one.count() + other.count(),
                first.firstOffset(),
                first.firstLength(),
                first.firstTarget(),
                first.firstNs());
    }

    static String firstInWords(Collection<OperationError> errors) {
        return errors.stream()
                .min(Comparator.comparingLong(OperationError::firstNs))
                .map(OperationErrors::inWords)
                .orElse("an operation failed");
    }

    private static String inWords(OperationError error) {
        return String.format(
                Locale.ROOT,
                "%s of %d bytes at offset %d of %s failed after %.3f s: %s%s",
                error.kind().label(),
                error.firstLength(),
                error.firstOffset(),
                error.firstTarget(),
                error.firstNs() / 1e9,
                error.errorName(),
                likelyCause(error));
    }

    private static String likelyCause(OperationError error) {
        return switch (error.errorName()) {
            case "EIO" -> " (the device or its file system reports an I/O error)";
            case "ENODATA" -> " (the device reports a medium error: the block cannot be read)";
            case "ENOSPC" -> " (no space is left, or a device that allocates late is full)";
            case "EROFS" -> " (the file system became read-only)";
            case "EINVAL" -> " (offset, length or buffer do not fit the device's alignment)";
            case "EFBIG" -> " (the file would grow beyond the limit of the process or file system)";
            case "ETXTBSY" -> " (active swap, or a program that is running, cannot be written)";
            case "EDQUOT" -> " (the disk quota is used up)";
            case "EOPNOTSUPP" -> " (the target or its file system does not support this operation)";
            case "EILSEQ" -> " (verification: the block is not as it was written)";
            case "end of file" -> " (the target became shorter, or the device went away)";
            default -> "";
        };
    }
}
