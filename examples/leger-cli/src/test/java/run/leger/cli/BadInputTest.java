package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.testkit.FakeCaddyAdmin;
import run.leger.testkit.FakeTailscaled;

/** What people get wrong: a clear line, the right exit code, and nothing half written. */
class BadInputTest {
    @TempDir
    Path folder;

    private FakeTailscaled daemon;
    private FakeCaddyAdmin caddy;
    private Path out;

    @BeforeEach
    void start() {
        daemon = FakeTailscaled.start(folder.resolve("d.sock"));
        caddy = FakeCaddyAdmin.start();
        out = folder.resolve("out");
    }

    @AfterEach
    void stop() {
        daemon.close();
        caddy.close();
    }

    private Cli.Result run(String... args) {
        return new Cli()
                .at(CliOptions.SOCKET, daemon.socket())
                .at(CliOptions.CADDY_ADMIN, caddy.address())
                .at(CliOptions.OUT, out)
                .run(args);
    }

    private Cli.Result refused(int code, String said, Cli.Result result) {
        assertThat(result.code()).as(result.toString()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("leger: ").contains(said).doesNotContain("\tat ");
        assertThat(out).doesNotExist();
        assertThat(caddy.loaded()).isEmpty();
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "NaN", "1e400", "1d", "0x1p3", "", "Infinity", "0.0001"})
    void a_timeout_that_is_none_is_a_usage_error_for_every_command(String seconds) {
        for (String command : List.of("init", "status", "publish", "secrets list")) {
            refused(64, "--timeout needs", new Cli().run((command + " --timeout=" + seconds).split(" ")));
        }
    }

    @Test
    void words_and_options_that_do_not_exist_are_usage_errors() {
        refused(64, "a command is missing", new Cli().run());
        refused(64, "unknown command: frobnicate", new Cli().run("frobnicate"));
        refused(64, "--frobnicate", new Cli().run("init", "--frobnicate"));
        refused(64, "socket", new Cli().run("init", "--socket"));
        refused(64, "extra words", run("init", "extra", "words"));
        refused(64, "more", run("help", "more"));
        refused(64, "an address", run("whois"));
        refused(64, "an address", run("whois", "a", "b"));
        refused(64, "a name", run("cert"));
        refused(64, "no service is called nonsense", run("publish", "nonsense"));
        refused(64, "no service is called nonsense", run("caddy", "render", "nonsense"));
        refused(64, "list, get", run("secrets"));
        refused(64, "unknown verb", run("secrets", "steal"));
        refused(64, "render, deploy, fmt", run("caddy"));
        refused(64, "check, effective", run("resolved"));
        refused(64, "a version is a number", run("secrets", "activate", "x", "one"));
    }

    @Test
    void a_control_character_in_a_word_does_not_reach_the_terminal() {
        assertThat(run("\033[31mred\u202e").err()).doesNotContain("\033").doesNotContain("\u202e");
    }

    @Test
    void a_socket_that_is_a_folder_is_unreachable() {
        refused(2, "a directory", new Cli().run("status", "--socket=" + folder));
        assertThat(new Cli().run("init", "--socket=" + folder).code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "a\nb",
                "1.2.3.4:",
                "1.2.3.4:99999",
                "1.2.3.4:x",
                "[::1]",
                "::1]:1",
                "::g",
                "256.0.0.1",
                "nodekey:abc"
            })
    void an_address_that_is_none_is_a_usage_error_and_names_it(String address) {
        refused(64, "needs an IP address, IP:port or [IPv6]:port: " + Console.shown(address), run("whois", address));
    }

    @Test
    void an_option_that_names_no_path_never_means_the_current_folder() {
        for (String option : List.of("--socket", "--out", "--config")) {
            refused(64, option + " names no path", new Cli().run("publish", option + "="));
        }
        refused(64, "the file names no path", run("caddy", "fmt", ""));
    }

    @Test
    void a_control_server_or_host_name_that_no_command_could_repeat_is_a_usage_error() {
        for (String url : List.of("", "nonsense", "ftp://x", "https://", "https://x\n", "https://a b")) {
            refused(64, "login server", run("init", "--login-server=" + url));
        }
        for (String name : List.of("", "a\nb", "\033[2J")) {
            refused(64, "host name", run("init", "--hostname=" + name));
        }
    }

    @Test
    void a_version_that_no_secret_has_is_a_usage_error() {
        for (String version : List.of("0", "4294967296", "99999999999", "1.0", "")) {
            refused(64, "from 1 to 4294967295", run("secrets", "activate", "x", version));
            refused(64, "from 1 to 4294967295", run("secrets", "get", "x", "--secret-version=" + version));
        }
    }

    @Test
    void a_name_that_the_locale_has_garbled_is_not_stored() {
        refused(64, "LC_ALL", run("secrets", "put", "caf\ufffd\ufffd"));
    }

    @Test
    void a_name_that_is_none_is_a_usage_error() {
        for (String name : List.of("a\nb", "a}", "{$X}", "", "a..b", "*.x")) {
            refused(64, "not a DNS name", run("cert", name));
        }
    }

    @Test
    void an_admin_address_that_is_none_is_a_usage_error() {
        for (String address : List.of("nonsense", "fd/3", "unix/relative", "http://", "ftp://x:1", "a:b")) {
            for (String command : List.of("publish", "doctor", "init")) {
                refused(
                        64,
                        "--caddy-admin needs",
                        new Cli().run(command, "--caddy-admin=" + address, "--socket=" + daemon.socket()));
            }
        }
    }

    @Test
    void names_that_no_tailnet_or_account_has_are_usage_errors() {
        refused(64, "tailnet name", run("init", "--tailnet="));
        refused(64, "login name", run("init", "--account=a b"));
    }

    @Test
    void a_daemon_user_that_is_root_is_no_accident() {
        assertThat(run("status", "--daemon-user=root").code()).isZero();
    }

    private Cli.Result config(String yaml, String... args) throws IOException {
        Path file = Files.writeString(folder.resolve("leger.yaml"), yaml);
        return run(Stream.concat(Stream.of(args), Stream.of("--config=" + file)).toArray(String[]::new));
    }

    @Test
    void an_upstream_that_would_become_syntax_never_reaches_the_file() throws IOException {
        for (String upstream :
                List.of("'\"; respond pwned'", "\"a:1\\n}\\nb.com {\"", "'{env.SECRET}:1'", "'a:1 b:2'")) {
            refused(64, "services.ai.upstream", config("services: {ai: {upstream: " + upstream + "}}", "publish"));
            refused(
                    64,
                    "services.ai.upstream",
                    config("services: {ai: {upstream: " + upstream + "}}", "caddy", "render"));
        }
    }

    @Test
    void a_settings_file_is_checked_whole_whatever_the_command_needs() throws IOException {
        refused(64, "unknown key sockett; known are", config("sockett: x", "status"));
        refused(64, "services.ai: unknown key port", config("services: {ai: {port: 1}}", "status"));
        refused(64, "services.ai: a mapping is due", config("services: {ai: 3000}", "status"));
        refused(64, "services: a mapping is due", config("services: [ai]", "status"));
        refused(64, "upstream must be a text: put it in quotes", config("services: {ai: {upstream: 3000}}", "status"));
        refused(64, "use_leger_domains must be true or false", config("use_leger_domains: 'yes'", "status"));
        refused(64, "tailnet must be a text", config("tailnet: [a]", "status"));
        refused(64, "tailnet must be a text", config("tailnet:", "status"));
        refused(64, "a mapping is due", config("- a", "status"));
        refused(64, "is not YAML", config("a: [", "status"));
        refused(64, "is not YAML", config("a: 1\na: 2", "status"));
        refused(64, "is not YAML", config("a: !!javax.script.ScriptEngineManager []", "status"));
        refused(64, "", config("[".repeat(100_000), "status"));
        refused(
                64,
                "--socket cannot be a path",
                new Cli()
                        .run(
                                "status",
                                "--config=" + Files.writeString(folder.resolve("nul.yaml"), "socket: \"a\\0b\"")));
        refused(
                64,
                "services.nonsense: no service is called",
                config("services: {nonsense: {upstream: 'a:1'}}", "publish"));
        assertThat(config("", "status").code()).isZero();
    }

    @Test
    void a_settings_file_that_cannot_be_read_says_why() throws IOException {
        Cli.Result none = refused(2, "there is no such file", run("status", "--config=" + folder.resolve("none.yaml")));
        assertThat(none.err()).contains("fix  check the path, and that this user may read it");
        assertThat(config("a: [", "status").err()).contains("fix  correct " + folder.resolve("leger.yaml"));
        refused(2, "it is a directory", run("status", "--config=" + folder));
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        refused(2, "it is not UTF-8", run("status", "--config=" + binary));
        Path hidden = Files.writeString(folder.resolve("hidden.yaml"), "tailnet: a");
        Files.setPosixFilePermissions(hidden, java.util.Set.of());
        if (!Files.isReadable(hidden)) {
            refused(2, "permission denied", run("status", "--config=" + hidden));
        }
    }

    @Test
    void settings_are_used_and_options_win() throws IOException {
        assertThat(config("tailnet: other.example", "init").code()).isEqualTo(1);
        assertThat(config("tailnet: other.example", "init", "--tailnet=example.com")
                        .code())
                .isZero();
        Cli.Result rendered = config("services: {jupyter: {upstream: '127.0.0.1:9'}}", "caddy", "render", "jupyter");
        assertThat(rendered.out()).contains("reverse_proxy 127.0.0.1:9");
    }

    @Test
    void a_folder_that_is_a_file_or_cannot_be_made_is_unwritable() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        for (String place : List.of(file.toString(), file + "/below", "/proc/leger")) {
            for (String command :
                    List.of("publish", "cert demo.tail0000.ts.net", "cert demo.tail0000.ts.net --dry-run")) {
                Cli cli = new Cli().at(CliOptions.SOCKET, daemon.socket()).at(CliOptions.CADDY_ADMIN, caddy.address());
                refused(2, place, cli.run((command + " --out=" + place).split(" ")));
            }
        }
        assertThat(file).hasContent("in the way");
    }

    @Test
    void a_key_is_not_left_without_its_certificate() throws IOException {
        Files.createDirectories(out.resolve("demo.tail0000.ts.net.crt"));

        assertThat(run("cert", "demo.tail0000.ts.net", "--dry-run").code()).isEqualTo(2);
        assertThat(run("cert", "demo.tail0000.ts.net").code()).isEqualTo(2);
        assertThat(out.resolve("demo.tail0000.ts.net.key")).doesNotExist();
    }

    @Test
    void with_json_an_error_is_one_object_and_still_said_to_people() {
        for (String flag : List.of("--json", "-json")) {
            Cli.Result result = new Cli().run("whois", flag);

            assertThat(result.code()).isEqualTo(64);
            assertThat(result.text("schema")).isEqualTo("1");
            assertThat(result.text("error", "kind")).isEqualTo("usage");
            assertThat(result.err()).contains("an address is missing");
        }
    }

    @Test
    void a_result_that_cannot_be_written_is_no_success() {
        PrintStream full = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("no space");
                    }
                },
                false,
                StandardCharsets.UTF_8);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

        int code = Main.run(
                new String[] {"resolved", "render"}, java.io.InputStream.nullInputStream(), full, nowhere, Map.of());

        assertThat(code).isEqualTo(2);
    }
}
