package run.leger.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;
import org.jspecify.annotations.Nullable;

/** What stood on a command line: its words, and its options by their long names, with the values of each. */
record Arguments(List<String> words, Map<String, List<String>> options) {
    /** Reads a command line. */
    static Arguments of(List<String> args) {
        Arguments plain = plain(args);
        return plain == null ? parse(args) : plain;
    }

    /** Words and {@code --json} alone need no parser, whose classes take a tenth of the time of a status. */
    private static @Nullable Arguments plain(List<String> args) {
        List<String> words = new ArrayList<>();
        Map<String, List<String>> options = new HashMap<>();
        for (String arg : args) {
            if (arg.equals("--" + CliOptions.JSON)) {
                options.put(CliOptions.JSON, List.of());
            } else if (arg.startsWith("-")) {
                return null;
            } else {
                words.add(arg);
            }
        }
        return new Arguments(words, options);
    }

    /** Reads any command line. */
    static Arguments parse(List<String> args) {
        try {
            CommandLine line = new DefaultParser(false).parse(CliOptions.all(), args.toArray(String[]::new));
            Map<String, List<String>> options = new HashMap<>();
            for (Option option : line.getOptions()) {
                String name = option.getLongOpt();
                if (option.hasArg() && options.containsKey(name) && !CliOptions.REPEATABLE.contains(name)) {
                    throw new UsageException("--" + name + " is there twice, and only one of the two can be meant");
                }
                options.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(option.getValuesList());
            }
            return new Arguments(line.getArgList(), options);
        } catch (ParseException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** Returns the value of an option that may not be repeated. */
    @Nullable
    String value(String option) {
        List<String> values = values(option);
        return values.isEmpty() ? null : values.get(0);
    }

    List<String> values(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** Returns the same with a value for an option that stood nowhere. */
    Arguments orElse(String option, String value) {
        if (has(option)) {
            return this;
        }
        Map<String, List<String>> more = new HashMap<>(options);
        more.put(option, List.of(value));
        return new Arguments(words, more);
    }
}
