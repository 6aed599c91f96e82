package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.testkit.FakeCaddyAdmin;
import run.leger.testkit.FakeTailscaled;

/** The real program as a user without an entry in the list of users, as containers run theirs; only root can become one. */
class NamelessUserTest {
    private static final String UID = "54321";

    @TempDir
    Path folder;

    @BeforeEach
    void only_root_can_become_another() throws IOException {
        assumeThat(Files.getAttribute(folder, "unix:uid")).isEqualTo(0);
    }

    /** The capabilities are for the class path, which may be in root's own folder. */
    private static Cli.Result run(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=" + UID, "--regid=" + UID));
        command.addAll(List.of("--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"));
        command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1"));
        // What a JDK says of such a user's home differs; this is the least of it.
        command.addAll(List.of("-Duser.home=?", "-cp", System.getProperty("java.class.path"), "run.leger.cli.Main"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("XDG_CONFIG_HOME");
        Process child = builder.start();
        byte[] said = child.getInputStream().readAllBytes();
        return new Cli.Result(child.waitFor(), said, new String(said, StandardCharsets.UTF_8), "");
    }

    @Test
    void the_demo_trusts_the_daemon_of_the_same_number() throws Exception {
        Cli.Result result = run("--demo", "init");
        assertThat(result.code()).as(result.out()).isZero();
    }

    @Test
    void whoever_may_not_write_is_told_that_an_operator_needs_a_name() throws Exception {
        try (FakeTailscaled daemon = FakeTailscaled.start(folder.resolve("s")).mayWrite(false)) {
            assertThat(run("doctor", "--socket=" + daemon.socket()).out())
                    .contains("call as root, or give user 54321 a name (/etc/passwd), and then sudo tailscale")
                    .contains("--operator=NAME")
                    .doesNotContain("?");
        }
    }

    @Test
    void a_publish_without_a_home_says_to_name_a_folder() throws Exception {
        try (FakeTailscaled daemon = FakeTailscaled.start(folder.resolve("s"));
                FakeCaddyAdmin caddy = FakeCaddyAdmin.start()) {
            Cli.Result result =
                    run("publish", "--dry-run", "--socket=" + daemon.socket(), "--caddy-admin=" + caddy.address());
            assertThat(result.out()).contains("--out");
            assertThat(result.code()).isEqualTo(64);
        }
    }
}
