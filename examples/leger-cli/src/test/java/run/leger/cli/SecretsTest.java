package run.leger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.SecretBytes;

/** Every verb of {@code leger secrets}, on the fake's real socket. */
class SecretsTest extends SecretsFixture {
    @Test
    void a_value_that_was_hardly_meant_is_not_stored() {
        refused(64, "the value is empty", put("", "a"));
        refused(64, "white space", put("x\n", "a"));
        refused(64, "white space", put("\u00a0x", "a"));
        refused(64, "the value is empty", put(" \n", "a", "--trim-space"));
        assertThat(requests("/api/put")).isZero();

        assertThat(put("", "empty", "--empty-ok").code()).isZero();
        assertThat(put(" x \n", "trimmed", "--trim-space").code()).isZero();
        assertThat(run("get", "trimmed").out()).isEqualTo("x");
        assertThat(put(" x \n", "whole", "--verbatim", "--trim-space").code()).isZero();
        assertThat(run("get", "whole").out()).isEqualTo(" x \n");
    }

    @Test
    void a_value_comes_from_a_file_too() throws IOException {
        Path file = Files.writeString(folder.resolve("value"), "from file");
        assertThat(run("put", "a", "--from-file=" + file).code()).isZero();
        assertThat(run("get", "a").out()).isEqualTo("from file");
        refused(2, "there is no such file", run("put", "a", "--from-file=" + folder.resolve("none")));
        refused(64, "names no path", run("put", "a", "--from-file="));
        assertThat(put("from -", "a", "--from-file=-").code()).isZero();
        assertThat(run("get", "a", "--secret-version=2").out()).isEqualTo("from -");
    }

    @Test
    void a_value_that_is_typed_as_a_word_is_refused_and_not_repeated() {
        Cli.Result result = refused(64, "--from-file", run("put", "a", "hunter2"));
        assertThat(result.err()).doesNotContain("hunter2");
        assertThat(run("put", "a", "hunter2", "--json").out()).doesNotContain("hunter2");
        for (String json : List.of("--json", "-v")) {
            for (List<String> words : List.of(
                    List.of("create-version", "a", "2", "hunter2"),
                    List.of("create-version", "a", "hunter2"),
                    List.of("create-version", "a", "--secret-version=hunter2"),
                    List.of("activate", "a", "hunter2"),
                    List.of("put", "a", "--activate", "--expect=hunter2"))) {
                Cli.Result refused = run(
                        new Cli().input(new byte[] {'x'}),
                        Stream.concat(words.stream(), Stream.of(json)).toArray(String[]::new));
                assertThat(refused.code()).isEqualTo(64);
                assertThat(refused.out() + refused.err()).doesNotContain("hunter2");
            }
        }
    }

    @Test
    void a_person_types_a_value_twice() {
        Deque<String> answers = new ArrayDeque<>(List.of("one", "one", "one", "two"));
        SecretInput.Prompt person = label -> answers.remove().toCharArray();
        Invocation call = new Invocation(
                List.of(),
                Arguments.of(List.of()),
                Config.none(),
                new Console(System.out, System.err, false, true, false),
                java.io.InputStream.nullInputStream(),
                Map.of("LEGER_INPUT_TERMINAL", "1"),
                -1);

        assertThat(SecretInput.read(call, person)).isEqualTo(SecretBytes.copyOf("one".getBytes(UTF_8)));
        assertThatThrownBy(() -> SecretInput.read(call, person)).hasMessageContaining("differ");
        assertThatThrownBy(() -> SecretInput.read(call, label -> null)).hasMessageContaining("no value was typed");
    }

    @Test
    void put_says_how_to_activate_or_does_it_guarded() {
        put("one", "it's");
        assertThat(put("two", "it's").err()).contains("leger secrets activate 'it'\\''s' 2");
        refused(
                1,
                "expected version 9 to be active, found version 1",
                put("three", "it's", "--activate", "--expect=9"));
        assertThat(put("three", "it's", "--activate", "--expect=1").out()).isEqualTo("version 3, active\n");
        assertThat(put("x", "new", "--activate", "--expect=0", "--json").text("active_version"))
                .isEqualTo("1");
        refused(64, "--expect is for --activate", put("x", "new", "--expect=1"));
        refused(64, "a version is a number", put("x", "new", "--activate", "--expect=x"));
    }

    @Test
    void a_dry_run_sends_nothing_that_writes() {
        store("a", "1", "2", "3");
        store("b/x", "1");
        assertThat(put("v", "a", "--activate", "--dry-run").out())
                .isEqualTo("would put a\nwould activate a (the new version) instead of 3\n");
        assertThat(put("v", "a", "--dry-run").out()).isEqualTo("would put a\n");
        assertThat(run(new Cli().input(new byte[] {'x'}), "create-version", "a", "9", "--dry-run")
                        .out())
                .isEqualTo("would put a version 9\nwould activate a version 9\n");
        assertThat(run("activate", "a", "1", "--dry-run").out()).isEqualTo("would activate a version 1 instead of 3\n");
        assertThat(run("delete", "a", "--dry-run").out()).isEqualTo("would delete a with its versions 1, 2, 3\n");
        assertThat(run("delete", "a", "--dry-run", "--json").text("applied")).isEqualTo("false");
        assertThat(run("delete-version", "a", "1", "--dry-run").out()).isEqualTo("would delete a version 1\n");
        assertThat(run("prune", "a", "--keep=1", "--dry-run").out())
                .isEqualTo("would delete a version 1\nwould delete a version 2\n");
        assertThat(run("copy", "b/", "c/", "--dry-run").out()).isEqualTo("would create c/x from b/x version 1\n");
        assertThat(run("run", "--env=A=a", "--dry-run", "--", "false").out()).isEqualTo("would set A from a\n");
        assertThat(run("export", "a", "--dry-run").out()).isEqualTo("would write A from a\n");
        assertThat(setec.server("admin").requests())
                .extracting(request -> request.path())
                .isSubsetOf("/api/info", "/api/list");
    }

    @Test
    void a_dry_run_fails_where_the_write_surely_would() {
        store("a", "1", "2");
        refused(1, "a has no version 9", run("activate", "a", "9", "--dry-run"));
        refused(1, "a has no version 9", run("delete-version", "a", "9", "--dry-run"));
        refused(1, "is the active one", run("delete-version", "a", "2", "--dry-run"));
        refused(1, "not found", run("activate", "none", "1", "--dry-run"));
        refused(2, "there is no folder", run("export", "a", "--to=" + folder.resolve("none/env"), "--dry-run"));
        refused(
                1,
                "version 2 of a is used already",
                run(new Cli().input(new byte[] {'x'}), "create-version", "a", "2", "--dry-run"));
        refused(1, "not found", run("run", "--env=A=none", "--dry-run", "--", "true"));
        refused(1, "not found", run("export", "--env=A=none", "--dry-run"));
        refused(1, "not found", run("export", "a", "none", "--dry-run"));
        refused(1, "not found", run("export", "none", "--format=json", "--dry-run"));
        assertThat(new Cli()
                        .run(
                                "secrets",
                                "run",
                                "--env=A=a",
                                "--dry-run",
                                "--setec=" + setec.address("deleter"),
                                "--",
                                "x")
                        .code())
                .isZero();
        assertThat(put("v", "none", "--dry-run").out()).isEqualTo("would create none\n");
        for (String[] away : List.of(new String[] {"put", "a", "--empty-ok"}, new String[] {"activate", "a", "1"})) {
            refused(
                    2,
                    "nobody listens",
                    new Cli()
                            .run(Stream.concat(
                                            Stream.of("secrets", "--setec=http://127.0.0.1:1", "--dry-run"),
                                            Stream.of(away))
                                    .toArray(String[]::new)));
        }
    }

    @Test
    void who_may_delete_and_not_look_can_delete_and_is_asked_twice_too() {
        store("a", "1", "2");
        String at = "--setec=" + setec.address("deleter");
        String token = token(refused(64, "this deletes a,", new Cli().run("secrets", "delete", "a", at)));
        assertThat(new Cli().run("secrets", "delete", "a", at, "--dry-run").out())
                .isEqualTo("would delete a\n");
        assertThat(new Cli()
                        .run("secrets", "delete-version", "a", "1", at, "--yes")
                        .code())
                .isZero();
        assertThat(new Cli().run("secrets", "delete", "a", token, at).code()).isZero();
        refused(1, "not found", run("info", "a"));
    }

    @Test
    void a_version_of_ones_own_number_is_active_at_once() {
        assertThat(run(new Cli().input(new byte[] {'x'}), "create-version", "a", "4294967295")
                        .out())
                .isEqualTo("version 4294967295, active\n");
        refused(1, "version already set", run(new Cli().input(new byte[] {'y'}), "create-version", "a", "4294967295"));
        refused(64, "from 1 to", run(new Cli().input(new byte[] {'y'}), "create-version", "a", "4294967297"));
        refused(64, "NAME VERSION", run("create-version", "a"));
    }

    @Test
    void what_is_deleted_is_asked_for_twice() {
        store("a", "1", "2", "3");
        String token = token(refused(64, "this deletes a with 3 versions", run("delete", "a")));
        String one = token(refused(64, "version 1 of a", run("delete-version", "a", "1")));
        refused(64, "token is not valid", run("delete", "a", one));
        refused(64, "token is not valid", run("delete-version", "a", "2", one));
        refused(64, "token is not valid", run("delete-version", "a", "1", "no-token"));
        assertThat(requests("/api/delete") + requests("/api/delete-version")).isZero();

        assertThat(run("delete-version", "a", "1", one).code()).isZero();
        refused(64, "token is not valid", run("delete", "a", token));
        token = token(run("delete", "a"));
        assertThat(run("delete", "a", token).out()).isEqualTo("all versions are deleted\n");
        refused(1, "not found", run("delete", "a", "--yes"));
        refused(64, "NAME [VERSION]", run("delete"));
        refused(64, "NAME VERSION", run("delete-version", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-dash", "--yes", "it's a", "a\"$HOME`x`", "--"})
    void what_is_said_to_confirm_can_be_typed_as_it_is(String name) throws Exception {
        store(name, "1", "2", "3");
        assertThat(typed(run("delete-version", "--", name, "1")).code()).isZero();
        assertThat(typed(run("prune", "--keep=0", "--", name)).code()).isZero();
        run("create-version", "--from-file=/dev/null", "--empty-ok", "--", name, "9");
        assertThat(typed(run("delete", "--", name)).code()).isZero();
        assertThat(run("list").out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-dash", "it's"})
    void what_is_said_to_activate_can_be_typed_as_it_is(String name) throws Exception {
        store(name, "1");
        Cli.Result stored = run(new Cli().input(new byte[] {'2'}), "put", "--", name);
        assertThat(typed(stored).out()).isEqualTo("version 2 is active\n");
    }

    /** Types the command that a run named, in a shell. */
    private Cli.Result typed(Cli.Result said) throws IOException {
        Matcher command =
                Pattern.compile(": leger secrets (.*?)( {3}\\(or --yes\\))?\n").matcher(said.err());
        assertThat(command.find()).as(said.err()).isTrue();
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\0' " + command.group(1)).start();
        return run(new String(shell.getInputStream().readAllBytes(), UTF_8).split("\0"));
    }

    @Test
    void a_prune_keeps_the_active_version_and_is_asked_for_twice() {
        store("a", "1", "2", "3", "4");
        run("activate", "a", "1");
        String token = token(refused(64, "this deletes 2 versions of a", run("prune", "a", "--keep=1")));
        refused(64, "token", run("prune", "a", "--keep=0", token));
        assertThat(run("prune", "a", "--keep=1", token).out()).isEqualTo("delete a version 2\ndelete a version 3\n");
        assertThat(run("prune", "a", "--keep=1").out()).isEqualTo("nothing to do\n");
        assertThat(run("prune", "a", "--keep=0", "--yes", "--json").text("steps", "0", "version"))
                .isEqualTo("4");
        refused(64, "--keep is missing", run("prune", "a"));
        refused(64, "--keep needs a number", run("prune", "a", "--keep=-1"));
        refused(1, "not found", run("prune", "none", "--keep=1"));
    }

    @Test
    void a_keyring_shows_which_version_is_active_and_can_be_read() {
        store("a", "1", "2");
        assertThat(run("keyring", "a").out()).isEqualTo("1\n2  active\n");
        Cli.Result blind = new Cli().run("secrets", "keyring", "a", "--setec=" + setec.address("informed"), "--json");
        assertThat(blind.code()).isEqualTo(1);
        assertThat(blind.text("keys", "1", "active")).isEqualTo("true");
        assertThat(blind.text("keys", "1", "readable")).isEqualTo("false");
    }

    @Test
    void get_can_ask_whether_it_has_changed() {
        store("a", "1", "2");
        assertThat(run("get", "a", "--if-changed", "--secret-version=1").out()).isEqualTo("2");
        Cli.Result same = run("get", "a", "--if-changed", "--secret-version=2");
        assertThat(same.code()).isEqualTo(1);
        assertThat(same.err()).contains("value not changed");
        refused(64, "--secret-version", run("get", "a", "--if-changed"));
        assertThat(run(new Cli().with("LEGER_TERMINAL", "1"), "get", "a").out()).isEqualTo("2\n");
    }

    @Test
    void prefixes_are_compared_and_made_alike() {
        store("dev/a", "hunter1");
        store("dev/b", "hunter2");
        store("dev/c", "same");
        store("prod/b", "hunter3");
        store("prod/c", "same");
        store("prod/d", "x");

        Cli.Result diff = run("diff", "dev/", "prod/");
        assertThat(diff.code()).isEqualTo(1);
        assertThat(diff.out()).isEqualTo("only in dev/  a\ndiffers  b\nonly in prod/  d\n");
        assertThat(run("diff", "dev/", "prod/", "-v").out())
                .contains("same  c\n")
                .doesNotContain("hunter");
        assertThat(run("diff", "dev/", "prod/", "--json").text("secrets", "1", "kind"))
                .isEqualTo("different");
        Cli.Result unknown = new Cli().run("secrets", "diff", "dev/", "prod/", "--setec=" + setec.address("informed"));
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.out()).contains("unknown  b");

        refused(64, "gives 1 secrets below prod/ another value", run("copy", "dev/", "prod/"));
        assertThat(run("copy", "dev/", "prod/", "--yes", "--json").text("steps", "0", "action"))
                .isEqualTo("create");
        assertThat(run("get", "prod/b").out()).isEqualTo("hunter2");
        assertThat(run("diff", "dev/", "dev/").code()).isZero();
        refused(64, "PREFIX PREFIX", run("copy", "dev/"));
        refused(64, "_internal", run("copy", "dev/", "_internal/"));
    }

    @Test
    void a_slip_in_a_prefix_does_not_look_as_if_all_were_well() {
        store("a", "1");
        refused(1, "no secret that this device may see begins with dve/", run("copy", "dve/", "prod/"));
        refused(1, "begins with dve/ or prdo/", run("diff", "dve/", "prdo/"));
        refused(1, "begins with dve/", run("export", "--prefix=dve/", "--format=json"));
        refused(1, "begins with dve/", run("run", "--prefix=dve/", "--", "true"));
        // As from a variable that was not set.
        refused(64, "empty", run("copy", "", "prod/"));
        refused(64, "empty", run("copy", "a", ""));
        refused(64, "empty", run("export", "--prefix="));
        refused(64, "empty", run("run", "--prefix=", "--", "true"));
        assertThat(run("export", "--prefix=", "--yes").out()).isEqualTo("A='1'\n");
    }

    @Test
    void an_export_is_for_the_owners_eyes_and_a_shell_reads_it_back() throws Exception {
        store("dev/db-key", "it's $HOME `x` \\ \"q\"\nline", "it's $HOME `x` \\ \"q\"\nline 2");
        store("dev/other", "plain");
        Path file = folder.resolve("env");

        assertThat(run("export", "--prefix=dev/", "--to=" + file).out()).startsWith("wrote 2 secrets to ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Process shell = new ProcessBuilder("sh", "-c", ". " + file + "; printf '%s|%s' \"$DB_KEY\" \"$OTHER\"").start();
        assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("it's $HOME `x` \\ \"q\"\nline 2|plain");

        refused(64, "cannot hold", run("export", "--prefix=dev/", "--format=podman"));
        assertThat(run("export", "dev/other", "--format=podman").out()).isEqualTo("DEV_OTHER=plain\n");
        assertThat(run("export", "dev/db-key", "--format=json").text("dev/db-key", "secret", "Version"))
                .isEqualTo("2");
        Cli.Result report = run("export", "dev/other", "--to=" + file, "--json");
        assertThat(report.text("secrets", "0", "variable")).isEqualTo("DEV_OTHER");
        assertThat(report.out()).doesNotContain("plain");
    }

    @Test
    void a_dry_run_of_an_export_is_told_in_json_without_a_file() {
        store("a", "hunter2");
        Cli.Result plan = run("export", "a", "--dry-run", "--json");
        assertThat(plan.text("secrets", "0", "variable")).isEqualTo("A");
        assertThat(plan.text("applied")).isEqualTo("false");
    }

    @Test
    void an_apostrophe_is_written_as_a_shell_and_systemd_both_read_it() {
        // systemd knows no quote in the middle of a word, so that of 'it'\''s' it makes it''s'.
        store("a", "it's");
        assertThat(run("export", "a").out()).isEqualTo("A='it'\"'\"'s'\n");
    }

    @Test
    void a_secret_by_which_a_program_is_made_to_run_other_code_must_be_meant() {
        store("p/ld_preload", "x");
        store("q/path", "x");
        store("r/java-tool-options", "x");
        for (String prefix : List.of("p/", "q/", "r/")) {
            refused(64, "other code", run("run", "--prefix=" + prefix, "--", "true"));
            refused(64, "other code", run("export", "--prefix=" + prefix));
        }
        assertThat(run("export", "--env=LD_PRELOAD=p/ld_preload").out()).isEqualTo("LD_PRELOAD='x'\n");
    }

    @Test
    void an_export_is_not_shown_to_who_looks_over_the_shoulder() {
        store("a", "hunter2");
        Cli terminal = new Cli().with("LEGER_TERMINAL", "1").with("NO_COLOR", "1");
        refused(64, "would show secrets on the terminal", run(terminal, "export", "a"));
        assertThat(run(terminal, "export", "a", "--yes").out()).isEqualTo("A='hunter2'\n");
        assertThat(run("export", "a", "--json").text("error", "message")).contains("--json needs --to");
        refused(64, "--format is", run("export", "a", "--format=xml"));
        refused(64, "no secret was named", run("export"));
        refused(1, "no secret that this device may see begins with none/", run("export", "--prefix=none/"));
        refused(64, "--env needs", run("export", "--env==a"));
        refused(64, "--env needs", run("export", "--env=A B=a"));
        store("x-y", "1");
        store("x_y", "2");
        refused(64, "would be X_Y", run("export", "x-y", "x_y"));
        setec.rotate("binary", new byte[] {-1});
        refused(64, "not UTF-8", run("export", "binary"));
        setec.rotate("nul", new byte[] {0});
        refused(64, "cannot hold", run("export", "nul"));
        refused(1, "not found", run("export", "a", "none"));
    }

    @Test
    void a_program_runs_with_secrets_in_its_environment_and_its_exit_code_is_ours() throws IOException {
        store("dev/db-key", "hunter2");
        store("dev/other", "o");
        Path file = folder.resolve("out");
        String script = "printf '%s %s %s' \"$DB_KEY\" \"$MINE\" \"${LEGER_TERMINAL-none}\" > " + file + "; exit 42";

        Cli.Result result = run("run", "--prefix=dev/", "--env=MINE=dev/other", "--", "sh", "-c", script);

        assertThat(result.code()).isEqualTo(42);
        assertThat(result.out() + result.err()).isEmpty();
        assertThat(file).hasContent("hunter2 o none");
        assertThat(run("run", "--env=A=dev/other", "--", "sh", "-c", "kill -9 $$")
                        .code())
                .isEqualTo(137);
        assertThat(run("run", "--env=A=dev/other", "--", "echo", "--json", "-v").out())
                .isEmpty();
    }

    @Test
    void a_signal_reaches_the_program_whose_exit_code_is_ours_still() throws Exception {
        store("a", "1");
        Process leger = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "run.leger.cli.Main",
                        "secrets",
                        "run",
                        "--setec=" + setec.address(),
                        "--env=A=a",
                        "--",
                        "sh",
                        "-c",
                        "trap 'exit 7' TERM; echo ready; for i in $(seq 400); do sleep 0.05; done")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(leger.inputReader().readLine()).isEqualTo("ready");

        leger.destroy();

        assertThat(leger.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(leger.exitValue()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "USR1", "USR2"})
    void a_signal_is_passed_on_as_what_it_is(String signal) throws Exception {
        // Whoever starts this with nohup starts the shell below with a HUP that no trap can take.
        assumeThat(signal.equals("HUP") && ignoresHup()).isFalse();
        store("a", "1");
        Process leger = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "run.leger.cli.Main",
                        "secrets",
                        "run",
                        "--setec=" + setec.address(),
                        "--env=A=a",
                        "--",
                        "sh",
                        "-c",
                        "trap 'exit 7' " + signal + "; echo ready; for i in $(seq 400); do sleep 0.05; done")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(leger.inputReader().readLine()).isEqualTo("ready");

        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + leger.pid())
                .start()
                .waitFor();

        assertThat(leger.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(leger.exitValue()).isEqualTo(7);
    }

    private static boolean ignoresHup() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream().anyMatch(line -> line.matches("SigIgn:\\s+[0-9a-f]*[13579bdf]"));
    }

    @Test
    void secrets_that_are_too_long_for_an_environment_are_told() {
        store("long", "x".repeat(200_000));
        Cli.Result result = run("run", "--env=A=long", "--", "true");
        assertThat(result.code()).isEqualTo(126);
        assertThat(result.err()).contains("longer than the system lets an environment be");
    }

    @Test
    void a_program_that_cannot_be_started_and_secrets_that_cannot_be_had_are_told() throws IOException {
        store("a", "1");
        store("home", "/elsewhere");
        refused(127, "there is no such program", run("run", "--env=A=a", "--", "no-such-program"));
        Path file = Files.writeString(folder.resolve("file"), "x");
        refused(126, "cannot be executed", run("run", "--env=A=a", "--", file.toString()));
        refused(1, "not found", run("run", "--env=A=none", "--", "true"));
        refused(64, "after --", run("run", "--env=A=a", "true"));
        refused(64, "after --", run("run", "--env=A=a", "before", "--", "true"));
        refused(64, "after --", run("run", "--env=A=a", "--"));
        refused(64, "no secret was named", run("run", "--", "true"));
        refused(
                64,
                "would replace the variable OME",
                run(new Cli().with("OME", "/here"), "run", "--prefix=h", "--", "true"));
        assertThat(run(new Cli().with("OME", "/here"), "run", "--env=OME=home", "--", "true")
                        .code())
                .isZero();
        setec.rotate("nul", new byte[] {0});
        refused(64, "NUL", run("run", "--env=A=nul", "--", "true"));
    }

    @Test
    void a_name_that_is_empty_is_that_of_no_secret_and_nobody_is_asked() {
        for (List<String> words : List.of(
                List.of("get", ""),
                List.of("info", ""),
                List.of("keyring", ""),
                List.of("put", ""),
                List.of("create-version", "", "1"),
                List.of("activate", "", "1"),
                List.of("delete", "", "--yes"),
                List.of("delete-version", "", "1", "--dry-run"),
                List.of("prune", "", "--keep=1"),
                List.of("export", "", "--dry-run"),
                List.of("export", "--env=A="),
                List.of("run", "--env=A=", "--", "true"))) {
            refused(64, "name is empty", run(new Cli().input(new byte[] {'x'}), words.toArray(String[]::new)));
        }
        assertThat(setec.server("admin").requests()).isEmpty();
    }

    @Test
    void the_variable_of_all_tools_names_the_server_and_the_option_wins() {
        store("a", "1");
        String address = setec.address().toString();
        assertThat(new Cli()
                        .with("SETEC_SERVER", address)
                        .run("secrets", "get", "a")
                        .out())
                .isEqualTo("1");
        assertThat(run(
                                new Cli()
                                        .with(
                                                "SETEC_SERVER",
                                                URI.create("http://127.0.0.1:1").toString()),
                                "get",
                                "a")
                        .out())
                .isEqualTo("1");
        refused(
                64,
                "SETEC_SERVER",
                new Cli().with("SETEC_SERVER", "not an address").run("secrets", "get", "a"));
    }

    @Test
    void the_demo_has_all_of_it() {
        for (String[] words : List.of(
                new String[] {"keyring", "demo/greeting"},
                new String[] {"diff", "demo/", "demo/"},
                new String[] {"copy", "demo/", "other/"},
                new String[] {"export", "demo/greeting"},
                new String[] {"run", "--env=A=demo/greeting", "--", "true"})) {
            Cli.Result result = new Cli()
                    .run(Stream.concat(Stream.of("secrets", "--demo"), Stream.of(words))
                            .toArray(String[]::new));
            assertThat(result.code()).as(result.toString()).isZero();
        }
    }
}
