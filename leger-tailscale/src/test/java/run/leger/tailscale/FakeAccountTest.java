package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.AccessDeniedException;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.testkit.FakeRequest;
import run.leger.testkit.FakeTailscaled;

class FakeAccountTest extends AccountSuite {
    @TempDir
    Path folder;

    private FakeTailscaled fake;
    private TailscaleClient client;

    @BeforeEach
    void start() {
        fake = FakeTailscaled.start(folder.resolve("s"));
        client = TailscaleClient.builder().socket(fake.socket()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        fake.close();
    }

    @Override
    protected TailscaleClient client() {
        return client;
    }

    @Override
    protected StartOptions loginOptions() {
        return StartOptions.none().authKey(anyKey());
    }

    @Test
    void all_settings_are_sent_at_the_start_but_the_login() {
        fake.answering(
                "prefs",
                request -> run.leger.testkit.FakeResponse.json(
                        200, "{\"Hostname\":\"old\",\"CorpDNS\":true,\"Config\":{\"NodeID\":\"n1\"},\"Zukunft\":[1]}"));
        client.login()
                .start(StartOptions.none()
                        .controlUrl(URI.create("https://control.example.com"))
                        .prefs(PrefsEdit.none().hostname("new")));
        Json sent = Json.parse(last().text());
        assertThat(sent.at("UpdatePrefs"))
                .hasValueSatisfying(prefs -> assertThat(prefs)
                        .hasToString(
                                "{\"CorpDNS\":true,\"Zukunft\":[1],\"Hostname\":\"new\",\"WantRunning\":true,\"LoggedOut\":false,"
                                        + "\"ControlURL\":\"https://control.example.com\"}"));
        assertThat(sent.at("AuthKey")).isEmpty();
        client.login().start(StartOptions.none().prefs(PrefsEdit.none().wantRunning(false)));
        assertThat(Json.parse(last().text()).at("UpdatePrefs", "WantRunning"))
                .hasValueSatisfying(on -> assertThat(on).hasToString("false"));
    }

    @Test
    void a_control_server_is_a_web_address() {
        for (String odd : new String[] {"control.example.com", "ftp://x", "https:///path", "mailto:a@b"}) {
            assertThatThrownBy(() -> StartOptions.none().controlUrl(URI.create(odd)))
                    .as(odd)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_person_is_given_an_address() {
        client.login().logout();
        assertThat(client.login().interactive(Duration.ofSeconds(30)))
                .hasValueSatisfying(url -> assertThat(url.getScheme()).isEqualTo("https"));
        assertThat(client.login().authUrl()).isPresent();
    }

    @Test
    void an_address_that_would_start_another_program_is_not_handed_out() {
        for (String odd : new String[] {"file:///etc/passwd", "javascript:alert(1)", "ssh://host", "not an address"}) {
            fake.authUrl(odd);
            assertThatThrownBy(() -> client.login().authUrl()).as(odd).isInstanceOf(MalformedReplyException.class);
        }
    }

    @Test
    void who_may_not_write_is_told_what_to_do() {
        fake.mayWrite(false);
        assertThatThrownBy(() -> client.profiles().list()).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> client.login().logout())
                .isInstanceOfSatisfying(
                        AccessDeniedException.class, e -> assertThat(e.remedy()).isPresent());
        assertThatThrownBy(() -> client.login().start(loginOptions())).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void an_address_that_does_not_come_is_empty_after_the_wait() {
        fake.answering("login-interactive", request -> run.leger.testkit.FakeResponse.empty(204));
        assertThat(client.login().interactive(Duration.ofMillis(250))).isEmpty();
    }

    private FakeRequest last() {
        return fake.server().requests().get(fake.server().requests().size() - 1);
    }
}
