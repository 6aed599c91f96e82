package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leger resolved}: reports that editors can jump from, and a drop-in that comes and goes. */
class ResolvedTest {
    @TempDir
    Path root;

    private Path write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        return path;
    }

    private Cli.Result on(String... words) {
        List<String> all = new ArrayList<>(List.of("resolved"));
        all.addAll(List.of(words));
        all.add("--root=" + root);
        return new Cli().run(all.toArray(String[]::new));
    }

    private static Cli.Result in(String input, String... words) {
        return new Cli().input(input.getBytes(StandardCharsets.UTF_8)).run(words);
    }

    @Test
    void check_tells_file_line_and_column_and_exits_with_1_where_something_is_wrong() throws IOException {
        Path file = write("a.conf", "[Resolve]\nDNS=1.1.1.1 bad\nCache=maybe\n");

        Cli.Result result = new Cli().run("resolved", "check", file.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith(file + ":2:13: warning: DNS= "))
                .anyMatch(line -> line.startsWith(file + ":3:7: warning: Cache= "));
        assertThat(result.err()).isEmpty();
        assertThat(in("[Resolve]\n[bad\n", "resolved", "check", "-").out()).startsWith("<stdin>:2:1: error: ");
        assertThat(in("[Resolve]\nDNS=9.9.9.9\n", "resolved", "check", "-").code())
                .isZero();
    }

    @Test
    void check_is_json_too_and_knows_older_versions() {
        Cli.Result result =
                in("[Resolve]\nStaleRetentionSec=1h\n", "resolved", "check", "-", "--json", "--systemd=252");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.text("findings", "0", "file")).isEqualTo("<stdin>");
        assertThat(result.text("findings", "0", "line")).isEqualTo("2");
        assertThat(result.text("findings", "0", "column")).isEqualTo("1");
        assertThat(result.text("findings", "0", "severity")).isEqualTo("warning");
        assertThat(in("[Resolve]\nStaleRetentionSec=1h\n", "resolved", "check", "-")
                        .code())
                .isZero();
    }

    @Test
    void check_and_effective_read_the_files_of_a_machine() throws IOException {
        Path main = write("etc/systemd/resolved.conf", "[Resolve]\nDNS=1.1.1.1\nCache=no\n");
        Path drop = write("run/systemd/resolved.conf.d/50-a.conf", "[Resolve]\nDNS=2.2.2.2\nCache=yes\nDomains=\n");

        assertThat(on("check").code()).isZero();
        Cli.Result result = on("effective");

        assertThat(result.code()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        main + ":2:5: DNS=1.1.1.1",
                        drop + ":2:5: DNS=2.2.2.2",
                        drop + ":4:1: Domains=",
                        drop + ":3:7: Cache=yes");
        Cli.Result json = on("effective", "--json");
        assertThat(json.text("files", "1")).isEqualTo(drop.toString());
        assertThat(json.text("settings", "3", "key")).isEqualTo("Cache");
        assertThat(json.text("settings", "3", "value")).isEqualTo("yes");
        assertThat(json.text("settings", "3", "file")).isEqualTo(drop.toString());
        assertThat(json.text("settings", "3", "line")).isEqualTo("3");
        assertThat(on("effective", "--systemd=252").out()).isEqualTo(result.out());
    }

    @Test
    void check_goes_through_files_and_lines_in_order_and_ends_with_what_is_not_read() throws IOException {
        Path main = write("etc/systemd/resolved.conf", "[Resolve]\nDNS=100.100.100.100\nx\n");
        Path drop = write("etc/systemd/resolved.conf.d/50-a.conf", "[Resolve]\n[bad\n");
        Path lost = write("etc/systemd/resolved.conf.d/60-b.conf", "[Resolve]\nDNSSEC=yes\n");

        assertThat(on("check").out().lines().map(line -> line.substring(0, line.indexOf(": ", line.indexOf(": ") + 1))))
                .containsExactly(main + ":2:5: error", main + ":3:1: warning", drop + ":2:1: error", lost + ": error");
    }

    @Test
    void render_writes_split_dns_and_says_what_leaks() {
        Cli.Result result = new Cli().run("resolved", "render", "--split-dns=tail1234.ts.net");

        assertThat(result.code()).isZero();
        assertThat(result.out()).endsWith("DNS=100.100.100.100\nDomains=~tail1234.ts.net\n");
        assertThat(result.err()).contains("asked for every name");
        Cli.Result check = in(result.out(), "resolved", "check", "-");
        assertThat(check.code()).as(check.out()).isZero();
        assertThat(check.out()).contains("asked for every name").doesNotContain("take it out");

        assertThat(on("install", "--split-dns=tail1234.ts.net").code()).isZero();
        assertThat(on("check").code()).isZero();
    }

    @Test
    void split_dns_that_does_not_leak_is_for_newer_versions_of_systemd() {
        String[] render = {"resolved", "render", "--split-dns=tail1234.ts.net", "--systemd=258"};

        Cli.Result delegate = new Cli().run(render);

        assertThat(delegate.code()).isZero();
        assertThat(delegate.out()).isEqualTo("[Delegate]\nDNS=100.100.100.100\nDomains=~tail1234.ts.net\n");
        assertThat(delegate.err()).contains("/etc/systemd/dns-delegate.d/60-leger.dns-delegate");
        render[3] = "--systemd=257";
        assertThat(new Cli().run(render).out())
                .contains("DNS=100.100.100.100\n")
                .contains("[Resolve]");
        assertThat(new Cli().run("resolved", "render", "--systemd=258").code()).isEqualTo(64);
    }

    @Test
    void install_and_uninstall_leave_nothing_behind() throws IOException {
        Path drop = root.resolve("etc/systemd/resolved.conf.d/60-leger.conf");

        Cli.Result dry = on("install", "--dry-run");
        assertThat(dry.code()).isZero();
        assertThat(dry.out()).startsWith("would be created: " + drop).endsWith("Domains=~.\n");
        assertThat(drop).doesNotExist();

        Cli.Result done = on("install");
        assertThat(done.out()).isEqualTo("created: " + drop + "\n");
        assertThat(done.err()).contains("~.", "systemctl reload-or-restart systemd-resolved");
        assertThat(Files.readString(drop)).endsWith("Domains=~.\n");
        assertThat(on("install").out()).startsWith("unchanged");

        Cli.Result json = on("uninstall", "--json", "--dry-run");
        assertThat(json.text("change")).isEqualTo("deleted");
        assertThat(json.text("applied")).isEqualTo("false");
        assertThat(drop).exists();
        assertThat(on("uninstall").out()).startsWith("deleted");
        assertThat(drop).doesNotExist();
        assertThat(on("uninstall").out()).startsWith("unchanged");
    }

    @Test
    void a_file_from_standard_input_is_installed_and_one_that_is_not_ours_kept() throws IOException {
        Path drop = write("etc/systemd/resolved.conf.d/60-leger.conf", "# theirs\n");
        String[] install = {"resolved", "install", "-", "--root=" + root, "--json"};

        Cli.Result refused = in("[Resolve]\nCache=no\n", install);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.text("error", "kind")).isEqualTo("DropInRefused");
        assertThat(drop).hasContent("# theirs\n");

        Cli.Result done =
                in("[Resolve]\nCache=no\n", "resolved", "install", "-", "--root=" + root, "--json", "--replace");
        assertThat(done.text("change")).isEqualTo("replaced");
        assertThat(Files.readString(drop)).endsWith("\n[Resolve]\nCache=no\n");
        assertThat(on("uninstall").code()).isZero();
        assertThat(drop).hasContent("# theirs\n");
    }

    @Test
    void settings_that_would_switch_off_what_follows_are_not_installed() {
        Cli.Result result = in("[Resolve\n", "resolved", "install", "-", "--root=" + root);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("give up");
        assertThat(root.resolve("etc")).doesNotExist();
    }

    @Test
    void what_is_ignored_of_a_file_is_said_when_it_is_installed() throws IOException {
        Path file = write("my.conf", "[Resolve]\nDNSSEC=maybe\nFoo=1\nCache=no\n");

        Cli.Result dry = on("install", file.toString(), "--dry-run");
        assertThat(dry.code()).isZero();
        assertThat(dry.err())
                .contains(file + ":2:8: warning: DNSSEC= ")
                .contains(file + ":3:1: warning: unknown key, ignored");
        assertThat(on("install", file.toString()).err()).contains(dry.err());
        Cli.Result json = on("install", file.toString(), "--json");
        assertThat(json.text("findings", "1", "file")).isEqualTo(file.toString());
        assertThat(json.text("findings", "1", "line")).isEqualTo("3");
    }

    @Test
    void a_file_without_any_setting_is_not_installed() {
        for (String text : List.of(
                "",
                "# nothing\n",
                "a.com {\n\trespond hi\n}\n",
                "[Resolve]\nDNSSEC=maybe\n",
                "[Resolve]\nFoo=1\n",
                "Cache=no\n")) {
            for (String how : List.of("--dry-run", "--replace")) {
                Cli.Result result = in(text, "resolved", "install", "-", "--root=" + root, how);
                assertThat(result.code()).as(text).isEqualTo(1);
                assertThat(result.err())
                        .contains("<stdin> holds no setting of systemd-resolved")
                        .contains("fix  ");
            }
        }
        assertThat(in("[Resolve]\nFoo=1\n", "resolved", "install", "-", "--root=" + root)
                        .err())
                .startsWith("<stdin>:2:1: warning: unknown key, ignored\n");
        assertThat(root.resolve("etc")).doesNotExist();
        assertThat(in("[Resolve]\nDomains=\n", "resolved", "install", "-", "--root=" + root)
                        .code())
                .isZero();
    }

    @Test
    void a_root_that_is_not_there_is_not_made_and_not_found_to_be_fine() {
        Path none = root.resolve("none");
        for (String verb : List.of("check", "effective", "install", "uninstall", "install --dry-run")) {
            Cli.Result result = new Cli().run(("resolved " + verb + " --root=" + none).split(" "));
            assertThat(result.code()).as(verb).isEqualTo(2);
            assertThat(result.err()).contains("there is no such folder").contains("fix  give another --root");
        }
        assertThat(none).doesNotExist();
    }

    @Test
    void what_cannot_be_meant_is_a_usage_error() throws IOException {
        Path file = write("a.conf", "");
        for (String[] line : List.of(
                new String[] {"resolved"},
                new String[] {"resolved", "frobnicate"},
                new String[] {"resolved", "render", "more"},
                new String[] {"resolved", "uninstall", "more"},
                new String[] {"resolved", "install", "a", "b"},
                new String[] {"resolved", "install", file.toString(), "--split-dns=ts.net"},
                new String[] {"resolved", "render", "--split-dns=a b"},
                new String[] {"resolved", "render", "--split-dns="},
                new String[] {"resolved", "check", "--systemd=new"},
                new String[] {"resolved", "check", "--systemd=0"},
                new String[] {"resolved", "check", "--root="},
                new String[] {"resolved", "check", file.toString(), "--root=" + root})) {
            assertThat(new Cli().run(line).code()).as(String.join(" ", line)).isEqualTo(64);
        }
        assertThat(new Cli()
                        .run("resolved", "check", root.resolve("none").toString())
                        .code())
                .isEqualTo(2);
        assertThat(new Cli().run("resolved", "check", root.toString()).code()).isEqualTo(2);
    }

    @Test
    void a_control_character_in_a_file_does_not_reach_the_terminal() {
        Cli.Result result = in("[Resolve]\nDomains=a\nRefuseRecordTypes=A\u001b[31m\n", "resolved", "effective", "-");
        assertThat(result.out()).doesNotContain("\u001b");
    }
}
