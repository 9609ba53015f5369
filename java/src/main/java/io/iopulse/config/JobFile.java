package io.iopulse.config;

import io.iopulse.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A job file: a YAML map from long option names to values, or to lists of values where an option
 * takes several. Under {@code components} and {@code phases} stand lists of such maps, no deeper
 * than a phase's components. Read as a stream of events, so nothing in a file can nest, repeat or
 * refer to make it large, and a value is the text that was written: {@code engine: null} is an
 * engine.
 */
public final class JobFile {
    /** No job is longer; what is, is not a job. */
    static final int FILE_BYTES_MAX = 1 << 20;

    private static final Set<Option> ON_COMMAND_LINE = EnumSet.of(Option.CONFIG, Option.PROFILE);

    static final String COMPONENTS = "components";
    static final String PHASES = "phases";

    /** What a map describes, and so what may stand in it. */
    private enum Level {
        JOB("the job"),
        PHASE("a phase"),
        COMPONENT("a component");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        boolean holds(String key) {
            return this == JOB || (this == PHASE && key.equals(COMPONENTS));
        }

        /** Whether an option is of no use so far down. */
        boolean isBelow(Option option) {
            return (this != JOB && option.isOfJob()) || (this == COMPONENT && option.isOfRun());
        }
    }

    private final String file;
    private final Iterator<Event> events;

    private JobFile(String file, String text) {
        this.file = file;
        LoadSettings load =
                LoadSettings.builder()
                        .setLabel(file)
                        .setUseMarks(true)
                        .setCodePointLimit(FILE_BYTES_MAX)
                        .build();
        this.events = new Parse(load).parseString(text).iterator();
    }

    /**
     * Reads a file.
     *
     * @throws UsageError when it cannot be read or is not a job
     */
    public static JobTree read(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return parse(file, in.readNBytes(FILE_BYTES_MAX + 1));
        } catch (NoSuchFileException e) {
            throw new UsageError("--config " + Choices.quoted(file) + " does not exist");
        } catch (AccessDeniedException e) {
            throw new UsageError("--config " + Choices.quoted(file) + " may not be read by you");
        } catch (IOException e) {
            throw new UsageError(
                    "--config " + Choices.quoted(file) + " cannot be read: " + reason(e));
        } catch (InvalidPathException e) {
            throw new UsageError("--config " + Choices.quoted(file) + " is not a path");
        }
    }

    /** The settings in the bytes of a file of that name. */
    static JobTree parse(String file, byte[] bytes) {
        if (bytes.length > FILE_BYTES_MAX) {
            throw new UsageError(
                    "--config "
                            + Choices.quoted(file)
                            + " is longer than %d bytes; a job file is a list of options"
                                    .formatted(FILE_BYTES_MAX));
        }
        try {
            return new JobFile(file, decode(file, bytes)).document();
        } catch (MarkedYamlEngineException e) {
            throw new UsageError(
                    place(file, e.getProblemMark()) + "this is no YAML: " + shown(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new UsageError(file + ": this is no YAML: " + reason(e));
        }
    }

    private static String decode(String file, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UsageError(file + ": this is no text in UTF-8");
        }
    }

    private JobTree document() {
        events.next(); // start of the stream
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            return JobTree.EMPTY;
        }
        JobTree job = map(events.next(), Level.JOB);
        events.next(); // end of the document
        Event rest = events.next();
        if (rest.getEventId() != Event.ID.StreamEnd) {
            throw wrong(rest, "a second document; a job file has one");
        }
        return job;
    }

    private JobTree map(Event start, Level level) {
        if (!(start instanceof MappingStartEvent map)) {
            throw wrong(
                    start,
                    (level == Level.JOB ? "a job file" : level.words)
                            + " is a map of options, one 'name: value' a line");
        }
        refuseDecoration(map, map.getTag());
        Settings settings = new Settings();
        Set<Option> seen = new HashSet<>();
        Map<String, List<JobTree>> below = new HashMap<>();
        Event key = events.next();
        while (key.getEventId() != Event.ID.MappingEnd) {
            if (!(key instanceof ScalarEvent name)) {
                throw wrong(key, "an option name belongs here");
            }
            refuseDecoration(name, name.getTag());
            if (name.getValue().equals(COMPONENTS) || name.getValue().equals(PHASES)) {
                takeMaps(name, level, below);
            } else {
                takeOption(name, level, settings, seen);
            }
            key = events.next();
        }
        return new JobTree(
                settings,
                below.getOrDefault(COMPONENTS, List.of()),
                below.getOrDefault(PHASES, List.of()));
    }

    private void takeMaps(ScalarEvent name, Level level, Map<String, List<JobTree>> below) {
        String key = name.getValue();
        if (!level.holds(key)) {
            throw wrong(name, level.words + " has no " + key + " of its own; leave them out");
        }
        if (below.containsKey(key)) {
            throw wrong(name, key + " is given twice; give it once");
        }
        Event start = events.next();
        if (!(start instanceof SequenceStartEvent list)) {
            throw wrong(start, key + " is a list; begin each entry with '- name: …'");
        }
        refuseDecoration(list, list.getTag());
        List<JobTree> maps = new ArrayList<>();
        Event item = events.next();
        while (item.getEventId() != Event.ID.SequenceEnd) {
            maps.add(map(item, key.equals(PHASES) ? Level.PHASE : Level.COMPONENT));
            if (maps.size() > Workload.COMPONENTS_MAX) {
                throw wrong(item, key + " has more than " + Workload.COMPONENTS_MAX + " entries");
            }
            item = events.next();
        }
        if (maps.isEmpty()) {
            throw wrong(item, key + " has an empty list; leave it out");
        }
        below.put(key, maps);
    }

    private void takeOption(ScalarEvent name, Level level, Settings settings, Set<Option> seen) {
        Option.Named named = option(name);
        if (level.isBelow(named.option())) {
            throw wrong(
                    name,
                    named.option().longName()
                            + " is not of "
                            + level.words
                            + "; write it beside the "
                            + (named.option().isOfJob() ? PHASES : COMPONENTS));
        }
        if (!seen.add(named.option())) {
            throw wrong(name, named.option().longName() + " is given twice; give it once");
        }
        settings.put(named, values(name, named.option()), origin(name));
    }

    private Option.Named option(ScalarEvent name) {
        Optional<Option.Named> found = Option.find(name.getValue());
        if (found.map(Option.Named::option).filter(ON_COMMAND_LINE::contains).isPresent()) {
            throw wrong(name, name.getValue() + " is for the command line only; leave it out");
        }
        if (found.isPresent() && !found.get().option().isOfRunCommand()) {
            throw wrong(name, name.getValue() + " is no option of a run; leave it out");
        }
        return found.orElseThrow(
                () ->
                        wrong(
                                name,
                                Choices.quoted(name.getValue())
                                        + " is not an option"
                                        + Option.nearest(name.getValue())
                                                .map("; did you mean %s?"::formatted)
                                                .orElse("")));
    }

    private List<String> values(ScalarEvent name, Option option) {
        Event value = events.next();
        if (value instanceof ScalarEvent scalar) {
            return List.of(text(option, scalar));
        }
        if (!(value instanceof SequenceStartEvent start)) {
            throw wrong(
                    value,
                    option.longName()
                            + " has a "
                            + (value instanceof MappingStartEvent ? "map" : "reference")
                            + " for a value; give it plainly");
        }
        if (!option.kind().mayRepeat()) {
            throw wrong(name, option.longName() + " takes one value, not a list");
        }
        refuseDecoration(start, start.getTag());
        return list(option);
    }

    private List<String> list(Option option) {
        List<String> values = new ArrayList<>();
        Event item = events.next();
        while (item.getEventId() != Event.ID.SequenceEnd) {
            if (!(item instanceof ScalarEvent scalar)) {
                throw wrong(item, option.longName() + " takes a list of plain values");
            }
            values.add(text(option, scalar));
            if (values.size() > Settings.VALUES_MAX) {
                throw wrong(
                        item,
                        option.longName() + " has more than " + Settings.VALUES_MAX + " values");
            }
            item = events.next();
        }
        if (values.isEmpty()) {
            throw wrong(item, option.longName() + " has an empty list; leave it out");
        }
        return values;
    }

    private String text(Option option, ScalarEvent scalar) {
        refuseDecoration(scalar, scalar.getTag());
        if (scalar.getValue().isBlank()) {
            throw wrong(scalar, option.longName() + " has no value; give " + wanted(option));
        }
        return scalar.getValue();
    }

    private static String wanted(Option option) {
        return option.valueLabel().isEmpty() ? "true or false" : option.valueLabel();
    }

    private void refuseDecoration(NodeEvent event, Optional<?> tag) {
        if (event.getAnchor().isPresent() || tag.isPresent()) {
            throw wrong(event, "anchors and tags have no use in a job file; leave them out");
        }
    }

    private UsageError wrong(Event event, String sentence) {
        return new UsageError(place(file, event.getStartMark()) + sentence);
    }

    private Origin origin(Event event) {
        return new Origin(file, event.getStartMark().map(Mark::getLine).orElse(0) + 1);
    }

    private static String place(String file, Optional<Mark> mark) {
        return mark.map(at -> new Origin(file, at.getLine() + 1).prefix()).orElse(file + ": ");
    }

    private static String reason(Exception e) {
        return shown(String.valueOf(e.getMessage()));
    }

    /** The first line, without what a terminal would act on. */
    private static String shown(String text) {
        return text.lines().findFirst().orElse("").replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }
}
