package io.iopulse.config;

import java.util.List;
import java.util.stream.Collectors;

/** The reference of options in docs/guide, printed from the table. */
final class OptionsPage {
    private static final String HEAD =
            """
            # Options

            Printed from the table of options by `OptionsPageTest`; do not edit.

            ```
            iopulse [run] TARGET… [options]
            ```

            | written as | examples |
            |---|---|
            | SIZE | `4k` `1.5G` `1MiB` `512`: powers of 1024 |
            | TIME | `500ms` `1.5s` `2m` `1h` `30`: a bare number is seconds |
            | P | `70` `33.3`: a percentage |
            | LIST | `0,2-4` |
            | WORDS | `seq,willneed`, or the option again |

            - A flag takes `=true`, `=false`, `=1` or `=0`, and `--no-NAME` turns it off.
            - Names after the first are accepted too; most are fio's. `TARGET` may be given as
              `--filename` as well.
            - An option stands once, unless it takes a list. `--` ends the options.
            - At least one option must end the run: `--duration`, `--total-bytes`, `--total-ops` or
              `--run-until-complete`. Beside a duration, whichever comes first counts.
            - What another command line would put right (a value, a missing permission, a hole
              without `--fill`, blocks that the target cannot have) is told in one sentence on
              standard error, before any I/O, and the exit code is 1. What the machine refuses (no
              permission, no space, a read-only file system, a missing directory, a kernel without
              io_uring) is exit code 2.
            """;

    private static final String JOB_FILE =
            """

            ## Job files

            `--config FILE` reads the same options from YAML: a map of long names without dashes. A
            value is the text that the command line would have; options that take a list
            or may be repeated take a YAML list as well. The command line wins: an option given
            there replaces the file's, and so do the options that answer the same question (what
            ends the run; the shares; where workers run; `--rw` replaces shares and `random`).

            ```yaml
            # job.yaml, run by: iopulse --config job.yaml
            name: database
            targets:
              - data1.bin
              - data2.bin
            file-size: 4G
            block-size: 8k
            random: true
            read-percent: 70
            queue-depth: 16
            threads: 4
            direct: true
            warmup: 5s
            duration: 60s
            ```

            `components` lists what goes on at the same time, each with a `name`, and targets, load,
            limits and places of its own; what a component does not say it takes from the map
            around. `phases` lists what runs one after another; each may have components, options of
            its own and, with `duration` or a limit, an end of its own.

            ```yaml
            # database.yaml, run by: iopulse --config database.yaml --directory /data
            duration: 60s
            components:
              - name: pages
                targets: pages.bin
                file-size: 4G
                block-size: 16k
                random: true
                queue-depth: 16
              - name: log
                targets: log.bin
                file-size: 256M
                rw: write
                fdatasync-every: 1
            ```

            Unknown names, bad values, names given twice, anchors and tags are refused with file and
            line. `--dry-run` prints any command line as a job file.
            """;

    private OptionsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (OptionGroup group : OptionGroup.values()) {
            page.append("\n## ").append(group.title()).append("\n\n");
            page.append("| option | default | meaning |\n|---|---|---|\n");
            for (Option option : Option.values()) {
                page.append(option.group() == group ? row(option) : "");
            }
        }
        page.append(JOB_FILE).append("\n## What must hold between options\n\n");
        Rules.ALL.forEach(rule -> page.append("- ").append(rule.name()).append('\n'));
        return page.toString();
    }

    private static String row(Option option) {
        List<String> names = option.allNames();
        String spelled =
                names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
        String value = option.valueLabel().isEmpty() ? "" : " " + option.valueLabel();
        return "| %s%s | %s | %s |\n"
                .formatted(spelled, value, standard(option), option.help().replace("|", "\\|"));
    }

    private static String standard(Option option) {
        return switch (option.kind()) {
            case FLAG, FLAG_OR_VALUE -> "off";
            case SWITCH -> "on";
            default -> option.defaultValue().isEmpty() ? "" : "`" + option.defaultValue() + "`";
        };
    }
}
