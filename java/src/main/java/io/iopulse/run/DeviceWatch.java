package io.iopulse.run;

import io.iopulse.host.BlockDevice;
import io.iopulse.host.CpuTimes;
import io.iopulse.host.DeviceCounters;
import io.iopulse.host.TargetFacts;
import io.iopulse.measure.DeviceUse;
import io.iopulse.record.DeviceTransfer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the devices under the targets and the CPUs did while the run went on. */
final class DeviceWatch {
    private final Map<BlockDevice, DeviceCounters> before = new LinkedHashMap<>();
    private final DeviceMeter meter;
    private final Optional<CpuTimes> cpuBefore = CpuTimes.ofThisMachine();

    DeviceWatch(List<TargetFacts> targets) {
        for (TargetFacts target : targets) {
            target.device()
                    .ifPresent(
                            device -> device.counters().ifPresent(now -> before.put(device, now)));
        }
        meter = new DeviceMeter(before, Clock.nowNs());
    }

    List<DeviceTransfer> transfers() {
        List<DeviceTransfer> transfers = new ArrayList<>();
        before.forEach(
                (device, earlier) ->
                        device.counters()
                                .map(now -> now.since(earlier))
                                .ifPresent(
                                        moved ->
                                                transfers.add(
                                                        new DeviceTransfer(
                                                                device.name(),
                                                                moved.readBytes(),
                                                                moved.writeBytes()))));
        return transfers;
    }

    /** What the devices do now, for any thread. */
    List<DeviceUse> use() {
        return meter.use(Clock.nowNs());
    }

    OptionalDouble stealPercent() {
        Optional<CpuTimes> now = CpuTimes.ofThisMachine();
        return now.isPresent() && cpuBefore.isPresent()
                ? OptionalDouble.of(now.get().stealPercentSince(cpuBefore.get()))
                : OptionalDouble.empty();
    }
}
