package io.iopulse.host;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Time of all CPUs since boot, from the first line of {@code /proc/stat}, in ticks of the kernel's
 * USER_HZ; see proc_stat(5).
 *
 * @param totalJiffies everything, idle time too
 * @param stealJiffies time a hypervisor gave to others
 */
public record CpuTimes(long totalJiffies, long stealJiffies) {
    private static final int STEAL = 8;

    public static Optional<CpuTimes> ofThisMachine() {
        return of(HostTree.ofThisMachine());
    }

    public static Optional<CpuTimes> of(HostTree tree) {
        return tree.line("proc/stat").flatMap(CpuTimes::parse);
    }

    static Optional<CpuTimes> parse(String line) {
        String[] fields = line.strip().split("\\s+", -1);
        if (!fields[0].equals("cpu") || fields.length <= STEAL) {
            return Optional.empty();
        }
        long total = 0;
        long steal = 0;
        for (int i = 1; i <= STEAL; i++) { // guest time, behind steal, is part of user time
            OptionalLong jiffies = HostTree.parseLong(fields[i]);
            if (jiffies.isEmpty() || jiffies.getAsLong() < 0) {
                return Optional.empty();
            }
            steal = jiffies.getAsLong();
            total += steal;
        }
        return Optional.of(new CpuTimes(total, steal));
    }

    /** Share of the time since an earlier reading that was stolen, 0 to 100. */
    public double stealPercentSince(CpuTimes earlier) {
        long total = totalJiffies - earlier.totalJiffies;
        long steal = stealJiffies - earlier.stealJiffies;
        // counters of a CPU that went offline may run backwards
        return total <= 0 || steal <= 0 ? 0 : Math.min(100.0, 100.0 * steal / total);
    }
}
