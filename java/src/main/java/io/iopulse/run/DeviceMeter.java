package io.iopulse.run;

import io.iopulse.host.BlockDevice;
import io.iopulse.host.DeviceCounters;
import io.iopulse.measure.DeviceUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How busy devices are, from their counters, for whoever watches; for any thread. */
final class DeviceMeter {
    /** The kernel counts time in ticks of up to 10 ms: less than this would be coarse. */
    private static final long WINDOW_NS = 1_000_000_000;

    private final Map<BlockDevice, DeviceCounters> earlier;
    private List<DeviceUse> use = List.of();
    private long earlierNs;

    DeviceMeter(Map<BlockDevice, DeviceCounters> begun, long nowNs) {
        earlier = new LinkedHashMap<>(begun);
        earlierNs = nowNs;
    }

    /** Over the last second or more; empty before the first one is over. */
    synchronized List<DeviceUse> use(long nowNs) {
        long passedNs = nowNs - earlierNs;
        if (passedNs >= WINDOW_NS) {
            List<DeviceUse> read = new ArrayList<>();
            for (BlockDevice device : List.copyOf(earlier.keySet())) {
                device.counters().ifPresent(now -> read.add(read(device, now, passedNs)));
            }
            use = List.copyOf(read);
            earlierNs = nowNs;
        }
        return use;
    }

    private DeviceUse read(BlockDevice device, DeviceCounters now, long passedNs) {
        DeviceCounters before = earlier.put(device, now);
        DeviceCounters done = now.since(before == null ? now : before);
        double seconds = passedNs / 1e9;
        return new DeviceUse(
                device.name(),
                (done.reads() + done.writes() + done.discards()) / seconds,
                (done.readBytes() + done.writeBytes()) / seconds,
                Math.min(1, done.busyMs() / 1e3 / seconds));
    }
}
