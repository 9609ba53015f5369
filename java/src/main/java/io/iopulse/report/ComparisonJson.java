package io.iopulse.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.iopulse.compare.Change;
import io.iopulse.compare.Comparison;
import io.iopulse.compare.MetricComparison;
import io.iopulse.compare.PhaseComparison;
import io.iopulse.compare.Range;
import io.iopulse.compare.Sample;
import io.iopulse.compare.Side;
import io.iopulse.compare.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** A comparison for programs; the schema is docs/comparison.schema.json. */
public final class ComparisonJson {
    /** Value of the {@code format} field. */
    public static final String FORMAT = "iopulse-comparison/1";

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private ComparisonJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes one JSON document and a line end; flushes the writer and leaves it open. */
    public static void write(Comparison comparison, Writer out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            new ComparisonJson(json).writeAll(comparison);
            json.writeRaw('\n');
        }
    }

    private void writeAll(Comparison comparison) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeArrayFieldStart("sides");
        for (Side side : comparison.sides()) {
            json.writeStartObject();
            json.writeStringField("name", side.name());
            json.writeNumberField("runs", side.repetitions());
            json.writeArrayFieldStart("recordings");
            for (String source : side.sources()) {
                json.writeString(source);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("phases");
        for (PhaseComparison phase : comparison.phases()) {
            writePhase(phase);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notes");
        for (String note : comparison.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writePhase(PhaseComparison phase) throws IOException {
        json.writeStartObject();
        json.writeStringField("phase", phase.phase());
        json.writeArrayFieldStart("metrics");
        for (MetricComparison metric : phase.metrics()) {
            writeMetric(metric);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeMetric(MetricComparison compared) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", compared.metric().name());
        json.writeStringField("unit", compared.metric().unit().label());
        json.writeStringField("better", compared.metric().direction().label());
        json.writeArrayFieldStart("samples");
        for (Sample sample : compared.samples()) {
            writeSample(sample);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("changes");
        for (Change change : compared.changes()) {
            writeChange(change);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeSample(Sample sample) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("values");
        for (double value : sample.values()) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        if (sample.isEmpty()) {
            json.writeNullField("mean");
            json.writeNullField("median");
        } else {
            json.writeNumberField("mean", sample.mean());
            json.writeNumberField("median", sample.median());
        }
        json.writeArrayFieldStart("absences");
        for (String why : sample.absences()) {
            json.writeString(why);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeChange(Change change) throws IOException {
        json.writeStartObject();
        writeOptional("difference", change.difference());
        writeOptional("interval_low", end(change, Range::low));
        writeOptional("interval_high", end(change, Range::high));
        writeOptional("noise_floor", change.noiseFloor());
        if (change.verdict().isPresent()) {
            json.writeStringField("verdict", word(change.verdict().get()));
        } else {
            json.writeNullField("verdict");
        }
        json.writeStringField("reason", change.reason());
        json.writeEndObject();
    }

    private static OptionalDouble end(Change change, ToDoubleFunction<Range> end) {
        return change.interval().isPresent()
                ? OptionalDouble.of(end.applyAsDouble(change.interval().get()))
                : OptionalDouble.empty();
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private void writeOptional(String name, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsDouble());
        } else {
            json.writeNullField(name);
        }
    }
}
