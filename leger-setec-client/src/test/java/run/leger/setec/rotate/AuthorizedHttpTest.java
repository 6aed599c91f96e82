package run.leger.setec.rotate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeServer;

/** A server that takes one credential. */
@Timeout(60)
final class AuthorizedHttpTest {
    private final TestSecret secret = new TestSecret("one-planted");
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private FakeServer server;
    private URI origin;
    private volatile String taken = "Bearer one-planted";

    @BeforeEach
    void start() {
        server = FakeServer.onLoopback(request -> {
            String sent = request.headers().first("Authorization").orElse("nothing");
            seen.add(sent + " " + request.text());
            return sent.equals(taken)
                    ? FakeResponse.empty(200)
                    : FakeResponse.empty(401).with("WWW-Authenticate", "Basic realm=\"x\"");
        });
        origin = server.address();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(origin.resolve("/x"))
                .POST(BodyPublishers.ofString("body"))
                .build();
    }

    @Test
    void a_refused_token_is_fetched_and_the_request_sent_once_more() throws Exception {
        AuthorizedHttp http = AuthorizedHttp.bearer(client, secret, origin);
        assertThat(http.send(request(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        taken = "Bearer two";
        secret.serve(2, "two");
        assertThat(http.send(request(), BodyHandlers.ofInputStream()).statusCode())
                .isEqualTo(200);
        assertThat(seen).containsExactly("Bearer one-planted body", "Bearer one-planted body", "Bearer two body");
        assertThat(secret.refreshes).hasValue(1);
        assertThat(http.toString()).doesNotContain("planted");
    }

    @Test
    void without_another_token_the_refusal_is_the_answer() throws Exception {
        taken = "Bearer other";
        AuthorizedHttp http = AuthorizedHttp.bearer(client, secret, origin);
        assertThat(http.send(request(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(http.send(request(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(seen).hasSize(2);
        assertThat(secret.refreshes).hasValue(1);
    }

    @Test
    void basic_credentials_are_made_of_user_and_secret() throws Exception {
        taken = "Basic " + Base64.getEncoder().encodeToString("me:one-planted".getBytes(US_ASCII));
        assertThat(AuthorizedHttp.basic(client, "me", secret, origin)
                        .send(request(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_authenticator_answers_with_the_password_of_the_moment_and_one_origin_only() throws Exception {
        HttpClient asking = HttpClient.newBuilder()
                .authenticator(AuthorizedHttp.authenticator("me", secret, origin))
                .build();
        taken = "Basic " + Base64.getEncoder().encodeToString("me:one-planted".getBytes(US_ASCII));
        assertThat(asking.send(request(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        secret.rotate(2, "two");
        taken = "Basic " + Base64.getEncoder().encodeToString("me:two".getBytes(US_ASCII));
        assertThat(asking.send(request(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        seen.clear();
        HttpClient elsewhere = HttpClient.newBuilder()
                .authenticator(AuthorizedHttp.authenticator("me", secret, URI.create("http://other.example")))
                .build();
        assertThatThrownBy(() -> elsewhere.send(request(), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        assertThat(seen).isNotEmpty().allMatch(sent -> sent.startsWith("nothing"));
    }

    @Test
    void the_credential_goes_to_its_origin_only_and_bad_input_is_refused_without_quoting_it() {
        AuthorizedHttp http = AuthorizedHttp.bearer(client, secret, origin);
        for (String other : List.of(
                "http://127.0.0.1:1/x",
                "https://127.0.0.1:" + origin.getPort() + "/",
                "http://localhost:" + origin.getPort())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            http.send(HttpRequest.newBuilder(URI.create(other)).build(), BodyHandlers.ofString()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> http.send(
                        HttpRequest.newBuilder(origin)
                                .header("Authorization", "x")
                                .build(),
                        BodyHandlers.ofString()));
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThatIllegalArgumentException().isThrownBy(() -> AuthorizedHttp.bearer(following, secret, origin));
        assertThatIllegalArgumentException().isThrownBy(() -> AuthorizedHttp.basic(client, "a:b", secret, origin));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthorizedHttp.bearer(client, secret, URI.create("mailto:x@y")));
        secret.rotate(2, "planted\r\nX-Injected: yes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> http.send(request(), BodyHandlers.ofString()))
                .withMessageNotContainingAny("planted", "Injected");
        assertThat(seen).isEmpty();
    }
}
