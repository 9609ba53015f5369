package io.iopulse.report;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Mismatch;
import io.iopulse.measure.Verified;
import io.iopulse.record.ComponentSum;
import io.iopulse.record.VerifyResult;
import io.iopulse.workload.Verification;
import io.iopulse.workload.VerifyMode;
import java.util.ArrayList;
import java.util.List;

/** Verification in words: what was asked for and what it found. */
final class VerifyLines {
    private static final int SHOWN_MAX = 8;
    private static final int ROW_DIGITS = 32;

    private VerifyLines() {}

    /** {@code blocks of 4KiB verified when read}; empty without verification. */
    static List<String> asked(Verification verification) {
        List<String> parts = new ArrayList<>();
        if (verification.isOn()) {
            parts.add(
                    "blocks of "
                            + verification.block()
                            + " verified when read"
                            + (verification.mode() == VerifyMode.AFTER ? " and at the end" : ""));
        }
        if (verification.every() > 0) {
            parts.add("read back every " + WorkloadText.counted(verification.every(), "write"));
        }
        return parts;
    }

    /** What was verified, and every failure that was kept. */
    static List<String> found(ComponentSum component) {
        List<String> lines = new ArrayList<>();
        if (component.verified().isPresent()) {
            Verified verified = component.verified().get();
            lines.add(line("verified", counts(component, verified)));
            if (verified.failed() > 0) {
                lines.add(line("FAILED", VerifyResult.failures(verified)));
            }
            verified.mismatches().stream()
                    .limit(SHOWN_MAX)
                    .forEach(mismatch -> lines.addAll(mismatch(mismatch)));
            long more = verified.failed() - Math.min(SHOWN_MAX, verified.mismatches().size());
            if (more > 0) {
                lines.add(line("", "and " + VerifyResult.blocks(more) + " more"));
            }
        }
        return lines;
    }

    private static String line(String label, String value) {
        return "  %-10s %s".formatted(label, value).stripTrailing();
    }

    private static String counts(ComponentSum component, Verified verified) {
        StringBuilder text = new StringBuilder();
        text.append(VerifyResult.blocks(verified.blocks()))
                .append(", ")
                .append(Figure.bytes(verified.bytes()))
                .append(" as written");
        append(text, verified.readBack(), " read back");
        append(text, verified.readBackLeft(), " not read back any more");
        append(text, verified.unwritten(), " never written");
        append(text, verified.unsettled(), " being written or cut off, not judged");
        if (component.facts().isBuffered() && verified.judged() > 0) {
            text.append("; read through the page cache, not all from the device");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append("; ").append(Figure.count(count)).append(what);
        }
    }

    private static List<String> mismatch(Mismatch mismatch) {
        List<String> lines = new ArrayList<>();
        lines.add(
                line(
                        mismatch.kind().label(),
                        "%s bytes at %s of %s: %s was expected, %s was found"
                                .formatted(
                                        Figure.count(mismatch.length()),
                                        Figure.count(mismatch.offset()),
                                        mismatch.target(),
                                        expected(mismatch),
                                        mismatch.found()
                                                .map(VerifyLines::header)
                                                .orElse("no header"))));
        lines.add(line("", "first difference at byte %d of it".formatted(mismatch.difference())));
        lines.addAll(dump("expected", mismatch.dumpFrom(), mismatch.expectedBytes()));
        lines.addAll(dump("found", mismatch.dumpFrom(), mismatch.foundBytes()));
        return lines;
    }

    private static String expected(Mismatch mismatch) {
        return mismatch.generationLower() == mismatch.generationUpper()
                ? "generation " + mismatch.generationLower()
                : "generation " + mismatch.generationLower() + " to " + mismatch.generationUpper();
    }

    private static String header(Mismatch.Found found) {
        return "generation %d of offset %s%s"
                .formatted(
                        found.generation(),
                        Figure.count(found.offset()),
                        found.ours() ? "" : " of another file");
    }

    private static List<String> dump(String label, int from, Mismatch.Dump dump) {
        List<String> rows = new ArrayList<>();
        for (int at = 0; at < dump.hex().length(); at += ROW_DIGITS) {
            String digits =
                    dump.hex().substring(at, Math.min(dump.hex().length(), at + ROW_DIGITS));
            rows.add(
                    line(
                            "",
                            "%-8s %6d  %s"
                                    .formatted(
                                            at == 0 ? label : "",
                                            from + at / 2,
                                            digits.replaceAll("..", "$0 ").stripTrailing())));
        }
        return rows;
    }
}
