package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.compare.GateCase;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Thresholds in the forms that people and other programs read. */
class GateReportTest {
    private static final List<GateCase> CASES =
            List.of(
                    new GateCase("read it", "read.p99<2ms", "1.42 ms", Optional.empty()),
                    new GateCase(
                            "read it",
                            "iops>100k",
                            "41,152 IOPS",
                            Optional.of("iops is 41,152 IOPS and not > 100,000 IOPS")),
                    new GateCase(
                            "a:\"<&>\u0007\n,%",
                            "errors==0", "3", Optional.of("100 % wrong:\r\nerrors, \"<&>\"")));

    @Test
    void everyFormIsAsKept() throws IOException {
        Golden.check("gate.txt", GateText.of("thresholds", CASES));
        Golden.check("gate.xml", junit(CASES));
        Golden.check("gate-github.txt", GithubReport.of("iopulse thresholds", CASES));
    }

    private static String junit(List<GateCase> cases) throws IOException {
        StringWriter out = new StringWriter();
        JunitReport.write("iopulse thresholds", cases, out);
        return out.toString();
    }

    @Test
    void aParserReadsBackWhatWasWritten()
            throws IOException, ParserConfigurationException, SAXException {
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(junit(CASES))));
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        NodeList cases = document.getElementsByTagName("testcase");
        assertThat(cases.getLength()).isEqualTo(3);
        Element last = (Element) cases.item(2);
        assertThat(last.getAttribute("classname"))
                .isEqualTo("iopulse thresholds.a:\"<&>\ufffd\n,%");
        Element failure = (Element) last.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("100 % wrong:\r\nerrors, \"<&>\"");
        Element first = (Element) cases.item(0);
        assertThat(first.getElementsByTagName("failure").getLength()).isZero();
        assertThat(first.getAttribute("name")).isEqualTo("read.p99<2ms");
    }

    @Test
    void anAnnotationIsOneLineEach() {
        assertThat(GithubReport.of("t", CASES).lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("::error title=t%3A "));
        assertThat(GithubReport.of("t", CASES.subList(0, 1))).isEmpty();
    }
}
