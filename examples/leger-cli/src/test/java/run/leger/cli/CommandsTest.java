package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.testkit.FakeCaddyAdmin;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.FakeTailscaled;
import run.leger.testkit.SetecRule;

/** The commands as a user sees them, on the fakes' real sockets. */
class CommandsTest {
    @TempDir
    Path folder;

    private FakeTailscaled daemon;
    private FakeCaddyAdmin caddy;
    private FakeSetec setec;
    private Path out;

    @BeforeEach
    void start() {
        daemon = FakeTailscaled.start(folder.resolve("d.sock"));
        caddy = FakeCaddyAdmin.start();
        setec = FakeSetec.builder()
                .identity("writer", SetecRule.of("*", "put"))
                .identity("nobody")
                .start();
        out = folder.resolve("out");
    }

    @AfterEach
    void stop() {
        daemon.close();
        caddy.close();
        setec.close();
    }

    private Cli.Result run(String... args) {
        return run(new Cli(), args);
    }

    private Cli.Result run(Cli cli, String... args) {
        return cli.at(CliOptions.SOCKET, daemon.socket())
                .at(CliOptions.CADDY_ADMIN, caddy.address())
                .at(CliOptions.SETEC, setec.address())
                .at(CliOptions.OUT, out)
                .run(args);
    }

    @Test
    void init_is_one_ascii_line_a_check_and_the_remedy_under_what_fails() {
        Cli.Result good = run("init", "--tailnet=example.com", "--account=you@example.com");
        assertThat(good.code()).isZero();
        assertThat(good.out().lines()).hasSize(9);
        assertThat(good.out().chars()).allMatch(c -> c < 128);
        assertThat(good.out()).startsWith("ok    daemon.installed ").contains("8 checks, 0 failures");

        Cli.Result bad = run("init", "--account=me@example.com");
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out()).contains("fail  account.match").contains("\n        fix  log in as me@example.com");
        assertThat(bad.err()).isEmpty();
    }

    @Test
    void colours_and_marks_are_for_terminals_and_no_color_is_kept() {
        assertThat(run(new Cli().with("LEGER_TERMINAL", "1"), "init").out())
                .contains("\033[32m")
                .contains("\u2714");
        assertThat(run(new Cli().with("LEGER_TERMINAL", "1").with("NO_COLOR", "1"), "init")
                        .out())
                .doesNotContain("\033")
                .contains("\u2714");
        assertThat(run("init").out()).doesNotContain("\033");
    }

    @Test
    void doctor_in_json_has_a_schema_stable_ids_and_nothing_else_on_standard_output() {
        daemon.state("Stopped");

        Cli.Result result = run("doctor", "--json");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.text("schema")).isEqualTo("1");
        assertThat(result.text("command")).isEqualTo("doctor");
        assertThat(result.text("passed")).isEqualTo("false");
        assertThat(result.text("checks", "2", "id")).isEqualTo("device.login");
        assertThat(result.text("checks", "2", "outcome")).isEqualTo("fail");
        assertThat(result.text("checks", "2", "remedy")).endsWith(" up");
        assertThat(result.text("checks", "9", "outcome")).isEqualTo("skip");
        assertThat(result.text("checks", "10", "id")).isEqualTo("caddy.admin");
    }

    @Test
    void the_timeout_reaches_the_checks() {
        daemon.server()
                .failNext(Stream.generate(() -> run.leger.testkit.Fault.STALL_BEFORE_HEADER)
                        .limit(6)
                        .toArray(run.leger.testkit.Fault[]::new));
        long begin = System.nanoTime();

        assertThat(run("init", "--timeout=0.2").code()).isEqualTo(1);
        assertThat(System.nanoTime() - begin).isLessThan(4_000_000_000L);
    }

    @Test
    void status_whois_and_cert_answer() throws IOException {
        assertThat(run("status").out()).contains("demo.tail0000.ts.net").contains("laptop");
        assertThat(run("status", "--json").text("self", "name")).isNotEqualTo("(absent)");
        assertThat(run("whois", "100.64.0.2").out()).contains("you@example.com");
        assertThat(run("whois", "100.64.0.2").out()).containsPattern("node +\\S+[^.\\s] ");
        assertThat(run("whois", "100.64.0.2", "--json").out()).containsOnlyOnce("\n");
        assertThat(run("whois", "100.64.0.9").code()).isEqualTo(1);
        assertThat(run("whois", "100.64.0.9", "--json").text("found")).isEqualTo("false");
        assertThat(run("whois", "nonsense").code()).isEqualTo(64);

        Files.createDirectories(out);
        assertThat(run("cert", "demo.tail0000.ts.net").code()).isZero();
        Path key = out.resolve("demo.tail0000.ts.net.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(run("cert", "other.tail0000.ts.net").code()).isEqualTo(1);
    }

    @Test
    void whois_is_one_line_of_json_and_a_name_without_its_dot() {
        daemon.answering(
                "whois",
                request -> FakeResponse.json(
                        200,
                        "{\n\t\"Node\": {\n\t\t\"ID\": 2,\r\n\t\t\"Name\": \"a  b.tail0000.ts.net.\"\n\t},\n\t\"CapMap\": null\n}\n"));

        Cli.Result json = run("whois", "100.64.0.2", "--json");
        assertThat(json.out()).hasLineCount(1).endsWith("}\n");
        assertThat(json.text("whois", "Node", "Name")).isEqualTo("a  b.tail0000.ts.net.");
        assertThat(run("whois", "100.64.0.2").out()).startsWith("node   a  b.tail0000.ts.net  ");
    }

    @Test
    void a_dry_run_of_a_certificate_asks_for_none_and_writes_nothing() throws IOException {
        String name = "demo.tail0000.ts.net";
        assertThat(run("cert", name, "--dry-run").err()).contains("there is no folder " + out);
        Files.createDirectories(out);

        Cli.Result dry = run("cert", name, "--dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out())
                .isEqualTo("would write " + out.resolve(name + ".crt") + " and " + out.resolve(name + ".key") + "\n");
        assertThat(run("cert", name, "--dry-run", "--json").text("applied")).isEqualTo("false");
        Cli.Result other = run("cert", "other.tail0000.ts.net", "--dry-run");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("use one of the names that this device can have: " + name);

        assertThat(out).isEmptyDirectory();
        assertThat(daemon.server().requests())
                .noneMatch(request -> request.path().contains("cert"));
        assertThat(run("cert", name, "--json").text("applied")).isEqualTo("true");
    }

    @Test
    void a_daemon_that_is_not_there_is_exit_code_2() {
        daemon.close();

        for (String[] words :
                List.of(new String[] {"status"}, new String[] {"whois", "1.2.3.4"}, new String[] {"publish"})) {
            Cli.Result result = run(words);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("fix");
        }
    }

    @Test
    void publish_shows_then_does_and_says_what_it_chose() throws IOException {
        Cli.Result dry = run("publish", "--dry-run", "ai");
        assertThat(dry.code()).isZero();
        assertThat(dry.out())
                .contains("would write")
                .contains("+ai.demo.tail0000.ts.net {")
                .contains("+\treverse_proxy openwebui:3000")
                .contains("not by service name");
        assertThat(out).doesNotExist();

        Cli.Result done = run("publish", "ai", "--json");
        assertThat(done.code()).isZero();
        assertThat(done.text("applied")).isEqualTo("true");
        assertThat(done.text("services", "0", "url")).isEqualTo("https://ai.demo.tail0000.ts.net");
        assertThat(Files.readString(out.resolve("Caddyfile"))).isEqualTo(done.text("text"));
        assertThat(run("publish", "ai", "--dry-run").out()).contains("(unchanged)");
    }

    @Test
    void what_publish_refuses_is_exit_code_1_and_what_it_cannot_reach_is_2() {
        caddy.failNextLoad("loading new config: no");
        Cli.Result refused = run("publish");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Caddy serves the old configuration");

        daemon.certLabels();
        Cli.Result unsound = run("publish", "--json");
        assertThat(unsound.code()).isEqualTo(1);
        assertThat(unsound.text("sound")).isEqualTo("false");

        daemon.state("NeedsLogin");
        assertThat(run("publish").code()).isEqualTo(1);

        daemon.state("Running").certLabels("demo");
        String gone = caddy.address().toString();
        caddy.close();
        assertThat(new Cli()
                        .run("publish", "--socket=" + daemon.socket(), "--caddy-admin=" + gone, "--out=" + out)
                        .code())
                .isEqualTo(2);
    }

    @Test
    void the_default_folder_follows_the_environment_that_was_given() {
        if (System.getProperty("user.name").equals("root")) {
            assertThat(new Cli()
                            .run(
                                    "publish",
                                    "--dry-run",
                                    "--socket=" + daemon.socket(),
                                    "--caddy-admin=" + caddy.address())
                            .out())
                    .contains("/etc/leger/Caddyfile");
        } else {
            assertThat(new Cli()
                            .with("XDG_CONFIG_HOME", folder + "/xdg")
                            .run(
                                    "publish",
                                    "--dry-run",
                                    "--socket=" + daemon.socket(),
                                    "--caddy-admin=" + caddy.address())
                            .out())
                    .contains(folder + "/xdg/leger/Caddyfile");
        }
    }

    @Test
    void secrets_go_in_and_out_byte_for_byte() {
        byte[] value = new byte[4096];
        new Random(7).nextBytes(value);
        value[0] = 0;
        value[1] = '\n';
        value[2] = (byte) 0xff;

        assertThat(run(new Cli().input(value), "secrets", "put", "dev/key").out())
                .isEqualTo("version 1, active\n");
        assertThat(run("secrets", "get", "dev/key").bytes()).isEqualTo(value);
        assertThat(run(new Cli().input(new byte[] {'x'}), "secrets", "put", "dev/key", "--json")
                        .text("active_version"))
                .isEqualTo("1");
        assertThat(run("secrets", "get", "dev/key", "--secret-version=2").out()).isEqualTo("x");
        assertThat(run("secrets", "activate", "dev/key", "2").code()).isZero();
        assertThat(run("secrets", "get", "dev/key").out()).isEqualTo("x");
        assertThat(run("secrets", "info", "dev/key").out()).contains("active    2");
        assertThat(run("secrets", "list").out()).startsWith("dev/key ");
        assertThat(run("secrets", "list", "--json").text("secrets", "0", "versions", "1"))
                .isEqualTo("2");
        assertThat(run("secrets", "delete", "dev/key", "1", "--yes").code()).isZero();
        assertThat(run("secrets", "delete", "dev/key", "--yes").code()).isZero();
        assertThat(run("secrets", "delete", "dev/key", "--yes").code()).isEqualTo(1);
        assertThat(run("secrets", "get", "dev/key").code()).isEqualTo(1);
    }

    @Test
    void odd_names_of_secrets_are_refused_when_written_and_never_garble_the_screen() {
        for (String name : List.of("", "a\u0000b", "a\nb", "\033[31m")) {
            Cli.Result put = run(new Cli().input(new byte[] {'x'}), "secrets", "put", name);
            assertThat(put.code()).as(name).isEqualTo(64);
        }
        setec.put("odd\033[31m\nname", new byte[] {'x'});
        setec.put("sp ace/\u00fc", new byte[] {'y'});
        assertThat(run("secrets", "list").out()).doesNotContain("\033").hasLineCount(2);
        assertThat(run("secrets", "get", "odd\033[31m\nname").out()).isEqualTo("x");
        assertThat(run("secrets", "get", "sp ace/\u00fc").out()).isEqualTo("y");
    }

    @Test
    void who_may_write_a_secret_and_not_look_at_it_succeeds_in_writing() {
        Cli.Result put =
                new Cli().input(new byte[] {'x'}).run("secrets", "put", "a", "--setec=" + setec.address("writer"));

        assertThat(put.code()).isZero();
        assertThat(put.out()).isEqualTo("version 1\n");
    }

    @Test
    void who_may_do_nothing_is_refused_and_a_server_that_is_not_there_is_not() {
        assertThat(new Cli()
                        .run("secrets", "get", "a", "--setec=" + setec.address("nobody"))
                        .code())
                .isEqualTo(1);
        String address = setec.address().toString();
        setec.close();
        assertThat(new Cli().run("secrets", "get", "a", "--setec=" + address).code())
                .isEqualTo(2);
        assertThat(new Cli()
                        .run("secrets", "get", "a", "--setec=not an address")
                        .code())
                .isEqualTo(64);
    }

    @Test
    void a_value_is_in_json_where_it_is_asked_for_and_nowhere_else() {
        setec.put("a", "hunter2".getBytes(StandardCharsets.UTF_8));

        Cli.Result result = run("secrets", "get", "a", "--json");

        assertThat(result.text("value")).isEqualTo("aHVudGVyMg==");
        assertThat(result.text("version")).isEqualTo("1");
        for (String verb : List.of("info", "keyring")) {
            assertThat(run("secrets", verb, "a", "--json").out()).doesNotContain("aHVudGVyMg");
        }
        assertThat(run("secrets", "list", "--json").out()).doesNotContain("aHVudGVyMg");
        Cli.Result same = run("secrets", "get", "a", "--json", "--if-changed", "--secret-version=1");
        assertThat(same.code()).isEqualTo(1);
        assertThat(same.out()).contains("\"value\":null");
    }

    @Test
    void files_are_rendered_and_formatted_from_standard_input_too() throws IOException {
        assertThat(run("resolved", "render").out()).startsWith("[Resolve]\n").endsWith("Domains=~.\n");
        assertThat(run("resolved", "render", "--json").text("findings", "0", "message"))
                .isNotEqualTo("(absent)");
        assertThat(run(new Cli().input("a.com{\nrespond hi\n}".getBytes(StandardCharsets.UTF_8)), "caddy", "fmt", "-")
                        .out())
                .isEqualTo("a.com {\n\trespond hi\n}\n");
        assertThat(run("caddy", "fmt", folder.resolve("none").toString()).code())
                .isEqualTo(2);
    }

    @Test
    void the_template_of_old_is_rendered_without_a_daemon_too_and_json_stays_one_object() {
        assertThat(run("caddy", "render", "--historic").err()).contains("gives no certificate");
        daemon.close();

        Cli.Result result = run("caddy", "render", "--historic", "--json");

        assertThat(result.code()).isZero();
        assertThat(result.text("text")).startsWith("ai.{$TAILSCALE_HOSTNAME}.ts.net {");
    }

    @Test
    void help_and_version_are_results() {
        assertThat(run("--help").out()).contains("exit codes:");
        assertThat(run("help", "--json").text("text")).contains("exit codes:");
        assertThat(run("--version").out()).startsWith("leger 0.");
        assertThat(run("--version", "--json").text("version")).startsWith("0.");
        Cli.Result mistaken = run("secrets", "get", "a", "--version");
        assertThat(mistaken.code()).isEqualTo(64);
        assertThat(mistaken.out()).isEmpty();
        assertThat(mistaken.err()).contains("--secret-version");
    }

    @Test
    void the_demo_checks_what_the_settings_expect_and_leaves_their_daemons_alone() {
        String settings = "tailnet: other.example\naccount: me@example.com\nsocket: /nowhere\nout: /nowhere\n";

        Cli.Result result =
                new Cli().input(settings.getBytes(StandardCharsets.UTF_8)).run("init", "--demo", "--config=-");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("not other.example").contains("not me@example.com");
    }

    @Test
    void the_demo_runs_every_kind_of_command_and_leaves_nothing_behind() {
        for (String[] words : List.of(
                new String[] {"init", "-v"},
                new String[] {"doctor", "--json"},
                new String[] {"status"},
                new String[] {"whois", "100.64.0.2"},
                new String[] {"publish"},
                new String[] {"secrets", "list"},
                new String[] {"cert", "demo.tail0000.ts.net"},
                new String[] {"caddy", "render"})) {
            Cli.Result result = new Cli()
                    .run(Stream.concat(Stream.of(words), Stream.of("--demo")).toArray(String[]::new));

            assertThat(result.code()).as(String.join(" ", words) + result).isZero();
            assertThat(result.err()).contains("demo");
        }
        assertThat(new Cli().run("init", "--demo", "--account=me@example.com").code())
                .isEqualTo(1);
        assertThat(new Cli().run("init", "--demo", "--hostname=-x").code()).isZero();
    }

    // Deploying a Caddyfile

    private Path caddyfile(String text) throws IOException {
        return Files.writeString(folder.resolve("next"), text);
    }

    private static String responding(String body) {
        return ":8080 {\n\trespond " + body + "\n}\n";
    }

    @Test
    void deploy_shows_what_it_would_do_and_then_does_it() throws IOException {
        Files.createDirectories(out);
        String next = caddyfile(responding("one")).toString();

        Cli.Result dry = run("caddy", "deploy", next, "--dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("+\trespond one").contains("would change in what Caddy runs:\n~ (everything)");
        assertThat(out.resolve("Caddyfile")).doesNotExist();
        assertThat(caddy.loaded()).isEmpty();

        assertThat(run("caddy", "deploy", next, "--diff").code()).isEqualTo(64);
        assertThat(caddy.loaded()).isEmpty();

        Cli.Result done = run("caddy", "deploy", next);
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).isEqualTo("deployed; the Caddyfile is " + out.resolve("Caddyfile") + "\n");
        assertThat(out.resolve("Caddyfile")).hasContent(responding("one"));

        assertThat(run("caddy", "deploy", next, "--force").code()).isZero();
        assertThat(caddy.server().requests().stream()
                        .filter(r -> r.method().equals("POST") && r.path().equals("/config/")))
                .extracting(r -> r.headers().first("Cache-Control").orElse(""))
                .containsExactly("", "must-revalidate");
        Cli.Result json = run("caddy", "deploy", caddyfile(responding("two")).toString(), "--json", "--dry-run");
        assertThat(json.text("applied")).isEqualTo("false");
        assertThat(json.text("file")).isEqualTo(out.resolve("Caddyfile").toString());
        assertThat(json.text("changes", "0", "path", "0")).isEqualTo("caddyfile");
        assertThat(json.text("changes", "0", "before")).isEqualTo("true");
    }

    @Test
    void deploy_says_where_a_caddyfile_is_wrong_and_what_is_served_then() throws IOException {
        Files.createDirectories(out);
        String next = caddyfile(":8080 {\n\tnosuch\n}\n").toString();
        Cli.Result wrong = run("caddy", "deploy", next);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).startsWith(next + ":2: ").contains("unrecognized directive: nosuch");

        assertThat(run(
                                "caddy",
                                "deploy",
                                caddyfile(":8080 {\n\tnosuch <<E!F\n\tE!F\n}\n").toString())
                        .err())
                .containsPattern("next:[0-9]+:[0-9]+: ");

        run("caddy", "deploy", caddyfile(responding("one")).toString());
        caddy.failNextLoad("loading new config: no");
        Cli.Result refused = run("caddy", "deploy", caddyfile(responding("two")).toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Caddy serves the old configuration, and the file is as it was");
        assertThat(out.resolve("Caddyfile")).hasContent(responding("one"));
    }

    @Test
    void deploy_takes_no_empty_file_no_missing_one_and_not_the_one_that_it_replaces() throws IOException {
        Files.createDirectories(out);
        Path target = Files.writeString(out.resolve("Caddyfile"), responding("one"));
        assertThat(run("caddy", "deploy", target.toString()).code()).isEqualTo(64);
        assertThat(run("caddy", "deploy", caddyfile(" \n").toString()).code()).isEqualTo(1);
        assertThat(run("caddy", "deploy", folder.resolve("none").toString()).code())
                .isEqualTo(2);
        assertThat(run("caddy", "deploy").code()).isEqualTo(64);
        assertThat(run("caddy", "deploy", "a\0b").code()).isEqualTo(64);
        assertThat(caddy.loaded()).isEmpty();
        assertThat(run(new Cli().input(responding("two").getBytes(StandardCharsets.UTF_8)), "caddy", "deploy", "-")
                        .code())
                .isZero();
        assertThat(target).hasContent(responding("two"));
    }

    @Test
    void deploy_to_a_folder_that_is_not_there_is_no_refusal() throws IOException {
        String next = caddyfile(responding("one")).toString();
        Cli.Result result = run("caddy", "deploy", next);
        assertThat(result.code()).isEqualTo(2);
        Cli.Result dry = run("caddy", "deploy", next, "--dry-run");
        assertThat(dry.code()).isEqualTo(2);
        assertThat(dry.out()).isEmpty();
        assertThat(dry.err()).contains("there is no folder " + out).contains("fix  check that the folder exists");
        assertThat(caddy.loaded()).isEmpty();
    }
}
