package io.iopulse.report;

import io.iopulse.compare.GateCase;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/**
 * What had to hold as JUnit's XML, a test case each: the elements and attributes that Jenkins'
 * schema (junit-10.xsd) has, which is what others read too.
 */
public final class JunitReport {
    private static final char REPLACEMENT = '\ufffd';

    private JunitReport() {}

    /** Writes the document; {@code suite} is its name. */
    public static void write(String suite, List<GateCase> cases, Writer out) throws IOException {
        long failures = cases.stream().filter(GateCase::failed).count();
        String counts =
                String.format(
                        Locale.ROOT,
                        "name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\"",
                        escaped(suite),
                        cases.size(),
                        failures);
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.write("<testsuites " + counts + ">\n");
        out.write("  <testsuite " + counts + ">\n");
        for (GateCase judged : cases) {
            write(suite, judged, out);
        }
        out.write("  </testsuite>\n</testsuites>\n");
    }

    private static void write(String suite, GateCase judged, Writer out) throws IOException {
        String group = judged.group().isEmpty() ? suite : suite + "." + judged.group();
        out.write("    <testcase classname=\"%s\"".formatted(escaped(group)));
        out.write(" name=\"%s\">\n".formatted(escaped(judged.name())));
        if (judged.failed()) {
            out.write(
                    "      <failure type=\"failed\" message=\"%s\"></failure>\n"
                            .formatted(escaped(judged.failure().orElseThrow())));
        }
        out.write("      <system-out>%s</system-out>\n".formatted(escaped(judged.value())));
        out.write("    </testcase>\n");
    }

    /** As content and as an attribute; what XML 1.0 cannot hold at all is replaced. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            switch (point) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                case '\t', '\n', '\r' -> escaped.append("&#" + point + ";");
                                default ->
                                        escaped.appendCodePoint(isXml(point) ? point : REPLACEMENT);
                            }
                        });
        return escaped.toString();
    }

    /** The characters of XML 1.0, production 2. */
    private static boolean isXml(int point) {
        return (point >= 0x20 && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || point >= 0x10000;
    }
}
