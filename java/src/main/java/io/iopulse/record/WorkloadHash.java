package io.iopulse.record;

import io.iopulse.workload.Workload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells resolved workloads apart: equal ones have equal hashes, whoever ran them and when. */
final class WorkloadHash {
    private WorkloadHash() {}

    /** SHA-256 of the workload as recordings hold it, in hexadecimal. */
    static String of(Workload workload) {
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
