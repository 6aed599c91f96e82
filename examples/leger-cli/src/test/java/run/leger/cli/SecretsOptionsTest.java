package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** An option of {@code leger secrets} does what it says, or the command is refused: one that is passed over may be what was to prevent harm. */
class SecretsOptionsTest extends SecretsFixture {
    private void unharmed(String name, String versions) {
        assertThat(run("info", name).out()).contains(versions);
    }

    @Test
    void a_delete_with_the_version_as_an_option_deletes_that_version_alone() {
        store("a", "1", "2", "3");
        assertThat(run("delete", "a", "--secret-version=1", "--yes").out()).isEqualTo("version 1 is deleted\n");
        String token = token(refused(64, "this deletes version 2 of a", run("delete", "a", "--secret-version=2")));
        unharmed("a", "versions  2, 3");
        assertThat(run("delete", "a", token, "--secret-version=2").code()).isZero();
        unharmed("a", "versions  3");
        refused(64, "from 1 to", run("delete", "a", "--secret-version=", "--yes"));
        unharmed("a", "versions  3");
    }

    @Test
    void a_version_may_be_a_word_or_an_option_and_not_both() {
        store("a", "1", "2", "3");
        assertThat(run("activate", "a", "--secret-version=1").out()).isEqualTo("version 1 is active\n");
        assertThat(run("delete-version", "a", "--secret-version=2", "--yes").code())
                .isZero();
        assertThat(run(new Cli().input(new byte[] {'x'}), "create-version", "a", "--secret-version=9")
                        .out())
                .isEqualTo("version 9, active\n");
        refused(64, "token is not valid", run("delete-version", "a", "1", "--secret-version=3", "--yes"));
        refused(64, "token is not valid", run("delete", "a", "1", "--secret-version=3", "--yes"));
        refused(64, "NAME VERSION", run("activate", "a", "1", "--secret-version=3"));
        refused(64, "NAME VERSION", run("activate", "--secret-version=3"));
        unharmed("a", "versions  1, 3, 9");
    }

    @Test
    void an_option_that_a_command_would_pass_over_is_refused_and_nothing_is_done() {
        store("a", "1", "2", "3");
        for (List<String> words : List.of(
                List.of("prune", "a", "--keep=0", "--yes", "--secret-version=1"),
                List.of("delete", "a", "--yes", "--keep=2"),
                List.of("delete", "a", "--yes", "--expect=2"),
                List.of("copy", "a", "b", "--yes", "--expect=2"),
                List.of("activate", "a", "1", "--if-changed"),
                List.of("info", "a", "--secret-version=1"),
                List.of("list", "--prefix=a"),
                List.of("get", "a", "--to=b"),
                List.of("keyring", "a", "--dry-run"))) {
            String option = words.get(words.size() - 1).replaceFirst("=.*", "");
            String command = words.get(0);
            refused(64, "leger secrets " + command + " has no use for " + option, run(words.toArray(String[]::new)));
        }
        assertThat(setec.server("admin").requests()).isEmpty();
    }
}
