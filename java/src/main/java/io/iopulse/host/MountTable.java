package io.iopulse.host;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The mounts this process sees, from {@code /proc/self/mountinfo}; see proc_pid_mountinfo(5). */
final class MountTable {
    private static final int DEVICE = 2;
    private static final int MOUNT_POINT = 4;
    private static final int MOUNT_OPTIONS = 5;
    private static final int OPTIONAL_FIELDS = 6;

    /** One line: where it is mounted, the device number as text, and the file system. */
    record Mount(String device, FileSystem fileSystem) {}

    private final List<Mount> mounts;

    private MountTable(List<Mount> mounts) {
        this.mounts = mounts;
    }

    static MountTable of(HostTree tree) {
        return parse(tree.text("proc/self/mountinfo").orElse(""));
    }

    static MountTable parse(String text) {
        List<Mount> mounts = new ArrayList<>();
        text.lines().forEach(line -> parseLine(line).ifPresent(mounts::add));
        return new MountTable(List.copyOf(mounts));
    }

    List<Mount> mounts() {
        return mounts;
    }

    /**
     * The mount that a path lies on: the deepest mount point above it, the last one mounted there.
     * Mounts of the file's own device go first; btrfs has files of devices that no mount shows.
     */
    Optional<FileSystem> under(Path realPath, DeviceNumber device) {
        List<Mount> own =
                mounts.stream().filter(m -> m.device().equals(device.toString())).toList();
        return deepest(own, realPath).or(() -> deepest(mounts, realPath));
    }

    private static Optional<FileSystem> deepest(List<Mount> mounts, Path realPath) {
        Optional<FileSystem> best = Optional.empty();
        int bestDepth = -1;
        for (Mount mount : mounts) {
            Path point = mount.fileSystem().mountPoint();
            if (realPath.startsWith(point) && point.getNameCount() >= bestDepth) {
                best = Optional.of(mount.fileSystem());
                bestDepth = point.getNameCount();
            }
        }
        return best;
    }

    private static Optional<Mount> parseLine(String line) {
        List<String> fields = List.of(line.split(" ", -1));
        int separator = fields.indexOf("-");
        if (separator < OPTIONAL_FIELDS || separator + 3 >= fields.size()) {
            return Optional.empty();
        }
        Optional<Path> point = absolutePath(unescape(fields.get(MOUNT_POINT)));
        return point.map(
                path ->
                        new Mount(
                                fields.get(DEVICE),
                                new FileSystem(
                                        unescape(fields.get(separator + 1)),
                                        unescape(fields.get(separator + 2)),
                                        path,
                                        options(
                                                fields.get(MOUNT_OPTIONS),
                                                fields.get(separator + 3)),
                                        OptionalLong.empty())));
    }

    private static Optional<Path> absolutePath(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static List<String> options(String ofMount, String ofFileSystem) {
        Set<String> options = new LinkedHashSet<>();
        String[] all = (ofMount + "," + ofFileSystem).split(",");
        options.add(List.of(all).contains("ro") ? "ro" : "rw");
        for (String option : all) {
            if (!option.isEmpty() && !option.equals("ro") && !option.equals("rw")) {
                options.add(unescape(option));
            }
        }
        return List.copyOf(options);
    }

    /** Turns the kernel's {@code \040} into the character with that octal code. */
    static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && isOctal(text, i + 1)) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private static boolean isOctal(String text, int start) {
        if (start + 3 > text.length() || text.charAt(start) > '3') {
            return false;
        }
        return text.substring(start, start + 3).chars().allMatch(c -> c >= '0' && c <= '7');
    }
}
