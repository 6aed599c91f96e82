package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeServer;

/** The files that the macOS apps leave, on a copy of their tree. */
class MacAppTest {
    private static final String TOKEN = "0123456789abcdef0123";

    @TempDir
    Path root;

    private Path home() {
        return root.resolve("Users/me");
    }

    private MacApp app() {
        return new MacApp(root, home());
    }

    private void standalone(String target, String port, String token) throws IOException {
        Path folder = Files.createDirectories(root.resolve("Library/Tailscale"));
        Files.createSymbolicLink(folder.resolve("ipnport"), Path.of(target));
        Files.writeString(folder.resolve("sameuserproof-" + port), token);
    }

    private Path appStore(String name, long modified) throws IOException {
        Path folder = Files.createDirectories(
                home().resolve("Library/Group Containers/W5364U7YZB.group.io.tailscale.ipn.macos"));
        Path file = Files.createFile(folder.resolve(name));
        return Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
    }

    private static void found(MacApp app, int port, String token) {
        MacApp.Endpoint endpoint = app.find().orElseThrow();
        assertThat(endpoint.port()).isEqualTo(port);
        assertThat(endpoint.token().<String>use(bytes -> new String(bytes, StandardCharsets.US_ASCII)))
                .isEqualTo(token);
        assertThat(endpoint).asString().doesNotContain(token);
    }

    @Test
    void the_standalone_app_has_a_link_and_a_file() throws IOException {
        standalone("41112", "41112", TOKEN + "\n");
        found(app(), 41112, TOKEN);
    }

    @Test
    void that_of_the_app_store_has_a_name_and_the_newest_counts() throws IOException {
        standalone("41112", "41112", "not-this-one");
        appStore("sameuserproof-50001-aaaaaaaaaaaaaaaaaaaa", 1_000);
        appStore("sameuserproof-50002-" + TOKEN, 3_000);
        appStore("sameuserproof-50003-bbbbbbbbbbbbbbbbbbbb", 2_000);
        appStore("sameuserproof-x-y", 9_000);
        found(app(), 50002, TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "port", "../../etc/passwd", "41112/x"})
    void a_link_that_is_no_port_leads_nowhere(String target) throws IOException {
        standalone(target, "41112", TOKEN);
        assertThat(app().find()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "two words", "a\u0000b"})
    void a_file_without_a_token_is_none(String content) throws IOException {
        standalone("41112", "41112", content);
        MacApp app = app();
        assertThat(app.find()).isEmpty();
        assertThat(app.attempts()).anyMatch(attempt -> attempt.finding().contains("token"));
    }

    @Test
    void a_token_without_end_is_not_read_to_its_end() throws IOException {
        standalone("41112", "41112", "a".repeat(1 << 20));
        assertThat(app().find()).isEmpty();
    }

    @Test
    void without_an_app_the_client_says_where_it_looked() {
        assertThatThrownBy(() -> TailscaleClient.builder().macApp(app()).build())
                .isInstanceOfSatisfying(DaemonUnavailableException.class, e -> {
                    assertThat(e.attempts()).hasSize(2);
                    assertThat(e).hasMessageContaining("Group Containers").hasMessageContaining("ipnport");
                    assertThat(e.remedy()).isPresent();
                });
    }

    @Test
    void with_one_it_is_called() throws IOException {
        try (FakeServer server = FakeServer.onLoopback(
                request -> request.headers().first("Authorization").isPresent()
                        ? FakeResponse.json(200, "{\"BackendState\":\"Running\"}")
                        : FakeResponse.text(401, "auth required"))) {
            String port = Integer.toString(server.address().getPort());
            standalone(port, port, TOKEN);
            try (TailscaleClient ts = TailscaleClient.builder().macApp(app()).build()) {
                assertThat(ts.statusWithoutPeers().backendState()).isEqualTo(new BackendState("Running"));
            }
        }
    }
}
