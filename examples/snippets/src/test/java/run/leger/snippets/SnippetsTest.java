package run.leger.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.SecretBytes;
import run.leger.resolved.ResolvedConf;
import run.leger.setec.SecretName;
import run.leger.setec.SecretStore;
import run.leger.setec.SetecClient;
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
    void rotating() throws Exception {
        try (FakeSetec fake = FakeSetec.start();
                SetecClient setec = SetecClient.create(fake.address())) {
            fake.put("prod/db", "hunter2".getBytes(StandardCharsets.UTF_8));
            fake.put("prod/cookie-key", new byte[32]);
            try (SecretStore store = SecretStore.builder(setec)
                    .declare(SecretName.of("prod/db"), SecretName.of("prod/cookie-key"))
                    .open(Duration.ofSeconds(30))) {
                fake.rotate("prod/db", "hunter3".getBytes(StandardCharsets.UTF_8));

                assertThat(RotatingSnippet.rotating(store, Login::new)).isEqualTo("in");
                assertThat(RotatingSnippet.signing(setec, store, new byte[] {1}))
                        .isTrue();
            }
        }
    }

    /** Takes the newer password only. */
    private record Login(SecretBytes password) implements RotatingSnippet.Pool {
        Login {
            password = SecretBytes.take(password.copy());
        }

        @Override
        public boolean ping() {
            return true;
        }

        @Override
        public String query() throws RotatingSnippet.LoginRefusedException {
            if (password.use(bytes -> bytes[6]) != '3') {
                throw new RotatingSnippet.LoginRefusedException();
            }
            return "in";
        }

        @Override
        public void close() {
            password.close();
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
        Path file = folder.resolve("resolved.conf.d/90-leger.conf");

        ResolvedSnippet.run(file);

        assertThat(contentOf(file.toFile()))
                .endsWith(ResolvedConf.legerTemplate().print());
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
