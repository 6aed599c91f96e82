package run.leger.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.resolved.ResolvedConf;
import run.leger.tailscale.BackendState;
import run.leger.testkit.FakeCaddyAdmin;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.FakeTailscaled;

/** Runs each snippet. */
class SnippetsTest {
    @TempDir
    Path folder;

    /** A daemon where the environment of this process says that one is. */
    private static FakeTailscaled daemon() throws IOException {
        Path socket = Path.of(System.getenv("TS_SOCKET"));
        Files.deleteIfExists(socket);
        return FakeTailscaled.start(socket);
    }

    @Test
    void tailscale() throws IOException {
        try (FakeTailscaled daemon = daemon()) {
            TailscaleSnippet.run();

            assertThat(daemon.server().requests()).hasSize(2);
        }
    }

    @Test
    void setec() {
        try (FakeSetec setec = FakeSetec.start()) {
            setec.put("prod/database/password", "hunter2".getBytes(StandardCharsets.UTF_8));

            boolean in = SetecSnippet.run(
                    setec.address(), () -> bytes -> new String(bytes, StandardCharsets.UTF_8).equals("hunter2"));

            assertThat(in).isTrue();
        }
    }

    @Test
    void caddy() {
        Path socket = folder.resolve("admin.sock");
        try (FakeCaddyAdmin caddy = FakeCaddyAdmin.startOnUnixSocket(socket)) {
            CaddySnippet.run("unix/" + socket);

            assertThat(caddy.loaded().orElseThrow().toString())
                    .contains("ai.tail1234.ts.net")
                    .contains("get_certificate tailscale")
                    .contains("admin unix/" + socket);
        }
    }

    @Test
    void resolved() {
        Path file = folder.resolve("90-leger.conf");

        ResolvedSnippet.run(file);

        assertThat(file).hasContent(ResolvedConf.legerTemplate().print());
    }

    @Test
    void device() throws IOException {
        try (FakeTailscaled daemon = daemon()) {
            assertThat(DeviceSnippet.run()).isTrue();
            assertThat(daemon.server().requests()).isNotEmpty();
        }
    }

    @Test
    void testkit() {
        assertThat(TestkitSnippet.run(folder.resolve("tailscaled.sock"))).isEqualTo(BackendState.NEEDS_LOGIN);
    }
}
