package io.iopulse.cli;

import io.iopulse.config.Option;
import io.iopulse.config.OptionGroup;
import io.iopulse.config.OptionKind;
import java.util.List;

/** The help, printed from the table of options. Loops and no streams: it must start at once. */
final class HelpText {
    private static final int WIDTH = 96;
    private static final int NAMES_WIDTH = 30;

    private static final String HEAD =
            """
            iopulse runs storage workloads on files and block devices and reports what they did.

            Usage: iopulse [run] TARGET… [options]
                   iopulse replay RUN [options of replays]            RUN: last, or a name or path
                   iopulse report RUN… [-o FILE]                      a page for a browser
                   iopulse compare A B [options]                      or A1,A2,… B1,B2,…: runs
                   iopulse trend [RUN…|DIR] [--metrics NAMES]         what changed over many runs
                   iopulse ab A.yaml B.yaml [options]                 or --a OPTIONS --b OPTIONS …
                   iopulse baseline [save|check|list|rm …]            runs kept as a measure
                   iopulse runs [show|rm|export|import …]             recordings of runs

            TARGET is a file or a block device. Sizes are powers of 1024 (4k 1.5G 1MiB 512), times
            carry a unit (500ms 1.5s 2m; a bare number is seconds), shares may have a fraction.
            """;

    private static final String EXAMPLES =
            """
            Examples:
              Random 4k reads of a new 1 GiB file, past the page cache, 32 at a time, for 10 s:
                iopulse data.bin -s 1G -d 10s --random --direct -q 32
              70 % reads and 30 % writes by 4 workers, after 5 seconds of warm-up:
                iopulse data.bin -s 1G -d 60s --warmup 5s --random --read-percent 70 -t 4
              The same in fio's words:
                iopulse data.bin --size 1G --runtime 60 --ramp_time 5 --rw randrw \\
                    --rwmixread 70 --numjobs 4
              A block device written once from end to end (its contents are lost):
                iopulse /dev/nvme0n1 --rw write -b 1M -q 8 --direct --run-until-complete \\
                    --allow-device /dev/nvme0n1
              What a job would do, and the result of one as JSON:
                iopulse --config job.yaml --dry-run
                iopulse --config job.yaml --json result.json

            Exit codes: 0 done, 1 usage, 2 run or environment, 3 verification, 4 incomplete,
            99 a threshold failed, 130 interrupted.
            """;

    private final StringBuilder text = new StringBuilder();

    private HelpText() {}

    static String text() {
        HelpText help = new HelpText();
        help.text.append(HEAD);
        for (OptionGroup group : OptionGroup.values()) {
            help.group(group);
        }
        help.text.append("\nOther:\n");
        help.entry("  -h, --help", "Show this help");
        help.entry("  -V, --version", "Show the version");
        help.text.append('\n').append(EXAMPLES);
        return help.text.toString();
    }

    private void group(OptionGroup group) {
        text.append('\n').append(group.title()).append(":\n");
        for (Option option : Option.values()) {
            if (option.group() == group) {
                String turnsOff = option.kind() == OptionKind.SWITCH ? "Turn off " : "";
                entry(names(option), turnsOff + option.help() + remarks(option));
            }
        }
    }

    private static String names(Option option) {
        String shortName = "";
        String longName = "";
        for (String name : option.allNames()) {
            if (!name.startsWith("--")) {
                shortName = name;
            } else if (longName.isEmpty()) {
                longName = name;
            }
        }
        if (option.kind() == OptionKind.SWITCH) {
            longName = "--no-" + option.longName();
        }
        return (shortName.isEmpty() ? "      " : "  " + shortName + ", ")
                + longName
                + value(option);
    }

    private static String value(Option option) {
        return option.kind().needsValue()
                ? " " + option.valueLabel()
                : option.kind() == OptionKind.FLAG_OR_VALUE ? "[=" + option.valueLabel() + "]" : "";
    }

    private static String remarks(Option option) {
        boolean shown = option.kind() == OptionKind.VALUE && !option.defaultValue().isEmpty();
        String standard = shown ? " [" + option.defaultValue() + "]" : "";
        StringBuilder others = new StringBuilder();
        List<String> names = option.longNames();
        for (int i = 1; i < names.size(); i++) {
            others.append(i == 1 ? " (also " : ", ").append(names.get(i));
        }
        return standard + (others.length() > 0 ? others.append(')') : others);
    }

    /** Names on the left, words wrapped on the right. */
    private void entry(String names, String words) {
        StringBuilder line = new StringBuilder(names);
        if (names.length() >= NAMES_WIDTH - 1) {
            text.append(line).append('\n');
            line.setLength(0);
        }
        pad(line);
        for (String word : words.split(" ", -1)) {
            if (line.length() + word.length() > WIDTH) {
                text.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                pad(line);
            }
            line.append(word).append(' ');
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static void pad(StringBuilder line) {
        while (line.length() < NAMES_WIDTH) {
            line.append(' ');
        }
    }
}
