package io.iopulse.report;

import io.iopulse.compare.GateCase;
import java.util.List;
import java.util.stream.Collectors;

/** What did not hold as annotations of a GitHub workflow, a command each on a line of its own. */
public final class GithubReport {
    private GithubReport() {}

    /** Each line ended; nothing where all held. */
    public static String of(String title, List<GateCase> cases) {
        return cases.stream()
                .filter(GateCase::failed)
                .map(
                        judged ->
                                "::error title=%s::%s\n"
                                        .formatted(
                                                property(title + ": " + judged.name()),
                                                data(judged.failure().orElseThrow())))
                .collect(Collectors.joining());
    }

    /** As the toolkit of GitHub's actions escapes the data of a command. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
