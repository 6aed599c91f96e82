package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.CallOptions;
import run.leger.core.DeadlineExceededException;
import run.leger.core.Headers;
import run.leger.core.Phase;
import run.leger.core.TransportResponse;

/** What a client and its parts can be made of. */
final class SetecClientTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:pw@setec.example",
                "https://setec.example?x=pw",
                "https://setec.example/#pw",
                "ftp://setec.example",
                "setec.example",
                "https:///path"
            })
    void an_address_that_could_hold_more_than_a_host_is_refused_without_repeating_a_password(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SetecClient.create(URI.create(address)))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("pw"));
    }

    @Test
    void a_server_that_waits_for_its_certificate_in_the_handshake_has_the_time_that_the_options_give()
            throws Exception {
        Duration limit = Duration.ofMillis(200);
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SetecClient setec = SetecClient.builder(URI.create("https://127.0.0.1:" + silent.getLocalPort()))
                        .options(CallOptions.none().withConnectTimeout(limit))
                        .build()) {
            assertThatThrownBy(setec::list).isInstanceOfSatisfying(DeadlineExceededException.class, e -> {
                assertThat(e.phase()).isEqualTo(Phase.CONNECT);
                assertThat(e.limit()).isEqualTo(limit);
            });
        }
        assertThat(SetecClient.defaultOptions().connectTimeout())
                .hasValueSatisfying(usual -> assertThat(usual).isGreaterThan(Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://setec.example", "http://192.168.1.2:8080", "http://127.0.0.1.example", "http://[::2]"})
    void plain_http_to_another_host_is_by_choice(String address) {
        URI server = URI.create(address);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SetecClient.create(server))
                .withMessageContaining("allowPlainHttp");
        assertThatCode(() ->
                        SetecClient.builder(server).allowPlainHttp().build().close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1",
                "http://127.0.0.1:1/",
                "http://127.9.9.9",
                "http://[::1]:1",
                "HTTPS://Setec.example//"
            })
    void this_host_and_https_need_no_choice(String address) {
        assertThatCode(() -> SetecClient.create(URI.create(address)).close()).doesNotThrowAnyException();
    }

    @Test
    void a_pipe_of_ones_own_is_used_and_closed_and_excludes_an_http_client() {
        URI server = URI.create("http://setec.example");
        HttpClient http = HttpClient.newHttpClient();
        try (SetecClient setec = SetecClient.builder(server)
                .transport((request, options) -> {
                    assertThat(request.idempotent()).isTrue();
                    assertThat(options.deadline()).contains(Duration.ofSeconds(90));
                    return new TransportResponse(200, Headers.none(), new ByteArrayInputStream("null".getBytes(UTF_8)));
                })
                .build()) {
            assertThat(setec.list()).isEmpty();
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> SetecClient.builder(server)
                        .transport((request, options) -> {
                            throw new AssertionError();
                        })
                        .httpClient(http)
                        .build());
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SetecClient.builder(URI.create("https://setec.example"))
                        .httpClient(following)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "nul\u0000", "del\u007f", "c1\u0085", "\ud800", "x\udc00y"})
    void names_that_cannot_be_printed_are_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SecretName.of(text));
    }

    @Test
    void lenient_names_take_all_but_halves_of_pairs() {
        assertThat(SecretName.lenient("a\nb*\u0000")).hasToString("a\nb*\u0000");
        assertThat(SecretName.lenient("\ud83d\ude00")).isEqualTo(SecretName.of("\ud83d\ude00"));
        assertThatIllegalArgumentException().isThrownBy(() -> SecretName.lenient("\ud83d"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 4294967296L, Long.MIN_VALUE, Long.MAX_VALUE})
    void versions_are_of_32_bits(long number) {
        assertThatIllegalArgumentException().isThrownBy(() -> SecretVersion.of(number));
    }

    @Test
    void information_is_made_from_its_wire_form() {
        SecretInfo info = SecretInfo.parse("{\"Name\":\"a\",\"Versions\":[1,4294967295],\"ActiveVersion\":1}");
        assertThat(info.versions()).containsExactly(SecretVersion.of(1), SecretVersion.MAX);
    }
}
