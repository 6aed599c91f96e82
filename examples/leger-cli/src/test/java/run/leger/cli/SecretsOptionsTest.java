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

    @Test
    void an_option_with_two_values_is_refused_and_neither_is_taken() {
        store("a", "1", "2", "3");
        for (List<String> words : List.of(
                List.of("delete", "a", "--yes", "--secret-version=1", "--secret-version=2"),
                List.of("prune", "a", "--yes", "--keep=0", "--keep", "2"),
                List.of("activate", "a", "1", "--expect=3", "--expect=3"),
                List.of("export", "a", "--to=" + folder.resolve("a"), "--to=" + folder.resolve("b")),
                List.of("get", "a", "-setec=http://127.0.0.1:1"))) {
            refused(64, "is there twice", run(words.toArray(String[]::new)));
        }
        assertThat(setec.server("admin").requests()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThat(run("info", "a", "--json", "--json").code()).isZero();
    }

    @Test
    void all_prefixes_that_are_named_count() {
        store("a/x", "1");
        store("b/y", "2");
        store("c/z", "3");
        assertThat(run("export", "--prefix=a/", "--prefix=b/", "--env=C=c/z", "--env=D=c/z")
                        .out())
                .isEqualTo("X='1'\nY='2'\nC='3'\nD='3'\n");
        assertThat(run("export", "--prefix=a/", "--prefix=none/").code()).isNotZero();
        refused(64, "empty", run("export", "--prefix=a/", "--prefix="));
    }

    @Test
    void a_server_without_tls_is_reached_only_where_that_is_allowed() {
        store("a", "1");
        // This device by a name that does not tell so.
        String elsewhere = "http://0.0.0.0:" + setec.address().getPort();
        Cli.Result refused = refused(
                64, "would cross the network in clear", new Cli().run("secrets", "get", "a", "--setec=" + elsewhere));
        assertThat(refused.err()).contains("https", "--allow-http").doesNotContain("()");
        assertThat(new Cli()
                        .with("SETEC_SERVER", elsewhere)
                        .run("secrets", "get", "a", "--allow-http")
                        .out())
                .isEqualTo("1");
    }

    @Test
    void a_name_with_an_asterisk_is_stored_only_where_that_is_meant() {
        Cli.Result refused = refused(64, "would match other secrets", put("x", "a*"));
        assertThat(refused.err()).contains("--yes").doesNotContain("SecretName");
        refused(64, "would match other secrets", put("x", "a*", "--dry-run"));
        refused(64, "would match other secrets", run("create-version", "a*", "2"));
        assertThat(requests("/api/put")).isZero();
        assertThat(put("x", "a*", "--yes").code()).isZero();
        assertThat(run("get", "a*").out()).isEqualTo("x");
        refused(64, "control character", put("x", "a\nb", "--yes"));
    }

    @Test
    void nothing_that_is_said_of_names_is_in_words_of_java() {
        for (String name : List.of("", "a\nb", "\ud83d", "_internal/x", "a*")) {
            for (List<String> words : List.of(
                    List.of("put", name),
                    List.of("create-version", name, "1"),
                    List.of("get", name),
                    List.of("delete", name),
                    List.of("activate", name, "1"),
                    List.of("copy", "a", name),
                    List.of("export", name))) {
                Cli.Result result = run(new Cli().input(new byte[] {'x'}), words.toArray(String[]::new));
                assertThat(result.err()).as("%s", words).doesNotContain("SecretName", "lenient", "()");
            }
        }
    }
}
