package io.iopulse.engine;

import java.util.Map;

/** Symbols of the errors that an I/O can fail with, as Linux numbers them. */
final class ErrorNames {
    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(1, "EPERM"),
                    Map.entry(2, "ENOENT"),
                    Map.entry(4, "EINTR"),
                    Map.entry(5, "EIO"),
                    Map.entry(6, "ENXIO"),
                    Map.entry(9, "EBADF"),
                    Map.entry(11, "EAGAIN"),
                    Map.entry(12, "ENOMEM"),
                    Map.entry(13, "EACCES"),
                    Map.entry(14, "EFAULT"),
                    Map.entry(16, "EBUSY"),
                    Map.entry(19, "ENODEV"),
                    Map.entry(22, "EINVAL"),
                    Map.entry(26, "ETXTBSY"),
                    Map.entry(27, "EFBIG"),
                    Map.entry(28, "ENOSPC"),
                    Map.entry(29, "ESPIPE"),
                    Map.entry(30, "EROFS"),
                    Map.entry(52, "EBADE"),
                    Map.entry(61, "ENODATA"),
                    Map.entry(62, "ETIME"),
                    Map.entry(67, "ENOLINK"),
                    Map.entry(71, "EPROTO"),
                    Map.entry(74, "EBADMSG"),
                    Map.entry(75, "EOVERFLOW"),
                    Map.entry(84, "EILSEQ"),
                    Map.entry(95, "EOPNOTSUPP"),
                    Map.entry(107, "ENOTCONN"),
                    Map.entry(110, "ETIMEDOUT"),
                    Map.entry(112, "EHOSTDOWN"),
                    Map.entry(116, "ESTALE"),
                    Map.entry(117, "EUCLEAN"),
                    Map.entry(121, "EREMOTEIO"),
                    Map.entry(122, "EDQUOT"),
                    Map.entry(123, "ENOMEDIUM"),
                    Map.entry(125, "ECANCELED"),
                    Map.entry(SharedLayout.ERROR_END_OF_FILE, "end of file"));

    private ErrorNames() {}

    static String of(int errno) {
        return NAMES.getOrDefault(errno, "errno " + errno);
    }
}
