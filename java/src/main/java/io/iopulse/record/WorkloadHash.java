package io.iopulse.record;

import io.iopulse.workload.Component;
import io.iopulse.workload.Workload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells resolved workloads apart: equal ones have equal hashes, whoever ran them and when. */
public final class WorkloadHash {
    private static final String UNNAMED = "work";

    private WorkloadHash() {}

    /**
     * Equal for workloads that do the same, whatever they are called and whichever seed they draw
     * from.
     */
    public static String ofWork(Workload workload) {
        List<Component> components =
                workload.components().size() > 1
                        ? workload.components()
                        : workload.components().stream().map(WorkloadHash::unnamed).toList();
        return of(
                new Workload(
                        UNNAMED,
                        "",
                        components,
                        workload.completion(),
                        workload.errors(),
                        workload.preparation(),
                        workload.interval(),
                        0));
    }

    private static Component unnamed(Component component) {
        return new Component(
                UNNAMED,
                component.targets(),
                component.load(),
                component.workers(),
                component.placement(),
                component.limits(),
                component.sharing());
    }

    /** SHA-256 of the workload as recordings hold it, in hexadecimal. */
    public static String of(Workload workload) {
        byte[] content =
                DocumentWriter.content(
                        DocumentKind.RUN, wire -> ValueWriter.writeComponents(wire, workload));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
