package io.iopulse.cli;

import io.iopulse.config.Option;
import io.iopulse.config.Origin;
import io.iopulse.config.Settings;
import io.iopulse.config.UsageError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** Command-line arguments as settings, by a picocli command built from the table of options. */
final class Arguments {
    private static final String ON = "true";
    private static final String THRESHOLD = "--" + Option.THRESHOLD.longName();
    private static final Pattern ONE_MORE_THRESHOLD = Pattern.compile("[^-/][^/]*?(?:[<>]|==).+");
    private static final String NOT_ATTACHED = " "; // picocli's name for a separator that is none

    private final Map<OptionSpec, Option.Named> options = new LinkedHashMap<>();
    private final Set<Option> known;
    private final PositionalParamSpec targets =
            PositionalParamSpec.builder().index("0..*").arity("0..*").type(String[].class).build();

    private Arguments(Set<Option> known) {
        this.known = known;
    }

    /** Of {@code run}, which knows what a run does and leaves. */
    static Settings parse(List<String> arguments) {
        Set<Option> ofRun = EnumSet.allOf(Option.class);
        ofRun.removeIf(option -> !option.isOfRunCommand());
        return parse(arguments, ofRun);
    }

    /**
     * Reads arguments that follow the name of the command.
     *
     * @param known the options of the command
     * @throws UsageError for names that do not exist and for missing values
     */
    static Settings parse(List<String> arguments, Set<Option> known) {
        Arguments parsed = new Arguments(known);
        try {
            String[] words = named(arguments).toArray(new String[0]);
            refuseUnknown(parsed.commandLine().parseArgs(words).unmatched());
        } catch (MissingParameterException e) {
            throw new UsageError(missing(e));
        } catch (ParameterException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
        return parsed.settings();
    }

    /**
     * Several thresholds may follow their option, each an argument, although what has no option is
     * a target: one that looks as a threshold, has no slash before its sign and comes right behind
     * another is one.
     */
    private static List<String> named(List<String> arguments) {
        List<String> named = new ArrayList<>();
        boolean mayFollow = false;
        boolean isOption = true;
        for (String argument : arguments) {
            boolean isValue = !named.isEmpty() && named.get(named.size() - 1).equals(THRESHOLD);
            isOption = isOption && !argument.equals("--");
            boolean follows = isOption && mayFollow && !isValue;
            if (follows && ONE_MORE_THRESHOLD.matcher(argument).matches()) {
                named.add(THRESHOLD);
            } else {
                mayFollow = isValue || argument.startsWith(THRESHOLD + "=");
            }
            named.add(argument);
        }
        return named;
    }

    private CommandLine commandLine() {
        for (Option option : known) {
            add(new Option.Named(option, false), option.allNames());
            if (option.kind().mayBeNegated()) {
                add(new Option.Named(option, true), List.of("--no-" + option.longName()));
            }
        }
        CommandSpec spec = CommandSpec.create().addPositional(targets);
        options.keySet().forEach(spec::addOption);
        return new CommandLine(spec)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setUnmatchedArgumentsAllowed(true);
    }

    private void add(Option.Named named, List<String> names) {
        OptionSpec.Builder spec =
                OptionSpec.builder(names.toArray(new String[0])).type(String[].class);
        if (named.option().kind().needsValue()) {
            spec.arity("1");
        } else {
            spec.arity("0..1").preprocessor(Arguments::takeAttached);
        }
        options.put(spec.build(), named);
    }

    /** The value of a switch is what is attached with {@code =}; the next argument never is. */
    private static boolean takeAttached(
            Stack<String> arguments, CommandSpec command, ArgSpec spec, Map<String, Object> info) {
        if (NOT_ATTACHED.equals(info.get("separator"))) {
            arguments.push(ON);
        }
        return false;
    }

    private Settings settings() {
        Settings settings = new Settings();
        options.forEach((spec, named) -> put(settings, named, spec));
        put(settings, new Option.Named(Option.TARGETS, false), targets);
        return settings;
    }

    /** Value by value, so that a second one is noticed where one is allowed. */
    private static void put(Settings settings, Option.Named named, ArgSpec spec) {
        String[] values = spec.getValue();
        for (String value : values == null ? new String[0] : values) {
            settings.put(named, List.of(value), Origin.COMMAND_LINE);
        }
    }

    private static void refuseUnknown(List<String> unmatched) {
        for (String argument : unmatched) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (name.startsWith("--") && Option.find(name.substring(2)).isPresent()) {
                throw new UsageError(name + " is not an option of this command");
            }
            String nearest =
                    name.startsWith("--")
                            ? Option.nearest(name.substring(2)).map(n -> "--" + n).orElse("")
                            : "";
            throw new UsageError(
                    name
                            + " is not an option"
                            + (nearest.isEmpty()
                                    ? "; iopulse --help lists them"
                                    : "; did you mean " + nearest + "?"));
        }
    }

    private static String missing(MissingParameterException e) {
        ArgSpec first = e.getMissing().get(0);
        String name = ((OptionSpec) first).longestName();
        Option option = Option.find(name.substring(2)).orElseThrow().option();
        return name + " has no value; give " + option.valueLabel();
    }
}
