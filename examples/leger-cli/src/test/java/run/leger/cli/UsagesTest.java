package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the commands and their options, against what the commands do. */
class UsagesTest {
    @TempDir
    Path folder;

    static List<Usage> commands() {
        return Usages.all();
    }

    private static Set<String> options() {
        return CliOptions.all().getOptions().stream().map(Option::getLongOpt).collect(Collectors.toSet());
    }

    private static Cli.Result run(Usage usage, String... more) {
        return new Cli()
                .run(Stream.concat(Arrays.stream(usage.command().split(" ")), Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void every_option_is_of_use_to_some_command_and_the_table_names_no_other() {
        Set<String> used = new TreeSet<>();
        Usages.all().forEach(usage -> used.addAll(usage.options()));
        used.addAll(List.of(CliOptions.CONFIG, CliOptions.JSON, CliOptions.HELP, CliOptions.VERSION));

        assertThat(used).containsExactlyInAnyOrderElementsOf(options());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_refuses_every_option_that_it_has_no_use_for(Usage usage) {
        for (String option : options()) {
            if (usage.takes(option) || option.equals(CliOptions.VERSION)) {
                continue;
            }
            boolean value = CliOptions.all().getOption(option).hasArg();

            Cli.Result result = run(usage, "a", "--" + option + (value ? "=1" : ""), "b");

            assertThat(result.code()).as(result.toString()).isEqualTo(64);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .isEqualTo("leger: leger " + usage.command() + " has no use for --" + option + "\n    fix  leger "
                            + usage.command() + " --help shows what it takes\n");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_help_on_a_command_shows_the_options_that_it_takes(Usage usage) {
        Cli.Result result = run(usage, "--help");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("usage: leger " + usage.synopsis() + " [options]\n");
        List<String> words = new ArrayList<>(List.of("help"));
        words.addAll(List.of(usage.command().split(" ")));
        assertThat(new Cli().run(words.toArray(String[]::new)).out()).isEqualTo(result.out());
        for (String option : options()) {
            assertThat(result.out().lines().anyMatch(line -> line.matches("  (-[vh], )?--" + option + " .*")))
                    .as(option)
                    .isEqualTo(usage.takes(option));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_of_the_table_is_one(Usage usage) {
        Cli.Result result = new Cli()
                .with("SETEC_SERVER", "http://127.0.0.1:1")
                .at(CliOptions.SOCKET, folder.resolve("none"))
                .at(CliOptions.OUT, folder)
                .run((usage.command() + " no-such-word no-such-word").split(" "));

        assertThat(result.code()).isNotZero();
        assertThat(result.err()).doesNotContain("unknown verb").doesNotContain("internal");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void help_is_of_a_group_of_commands_too_and_of_nothing_that_is_none() {
        assertThat(new Cli().run("help", "caddy").out())
                .contains("caddy fmt FILE|-", "--overwrite")
                .doesNotContain("secrets get NAME", "--from-file");
        assertThat(new Cli().run("help").out()).contains("caddy fmt FILE|-", "secrets get NAME", "--version ");
        assertThat(new Cli().run("help", "caddy", "frobnicate").code()).isEqualTo(64);
        assertThat(new Cli().run("caddy", "frobnicate", "--force").err()).contains("unknown command: caddy frobnicate");
    }
}
