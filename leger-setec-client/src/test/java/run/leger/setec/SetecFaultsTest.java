package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.ApiException;
import run.leger.core.BadRequestException;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;
import run.leger.core.MalformedReplyException;
import run.leger.core.NotFoundException;
import run.leger.core.RateLimitedException;
import run.leger.core.ReplyTooLargeException;
import run.leger.core.SecretBytes;
import run.leger.core.TransportException;
import run.leger.core.UnavailableException;
import run.leger.testkit.FakeRequest;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeServer;
import run.leger.testkit.Fault;

/** Servers that are ill, and peers that are no Setec at all, on real sockets. */
@Timeout(30)
final class SetecFaultsTest {
    private static final SecretName NAME = SecretName.of("prod/db");
    private static final String VALUE = "{\"Value\":\"b25l\",\"Version\":1}";

    private FakeResponse answer = FakeResponse.json(200, VALUE);
    private final FakeServer server = FakeServer.onLoopback(request -> answer);
    private final SetecClient setec = SetecClient.builder(server.address())
            .options(CallOptions.deadline(Duration.ofSeconds(10)))
            .build();

    @AfterEach
    void close() {
        setec.close();
        server.close();
    }

    private void answers(int status, String body) {
        answer = FakeResponse.of(status, "application/json", body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STALL_BEFORE_HEADER", "STALL_IN_HEADER", "STALL_IN_BODY"})
    void a_stall_ends_with_the_deadline_in_each_phase(Fault stall) {
        server.failNext(stall);
        SetecClient quick = setec.with(CallOptions.deadline(Duration.ofMillis(300)));
        assertThatThrownBy(() -> quick.get(NAME)).isInstanceOf(DeadlineExceededException.class);
        assertThat(quick.get(NAME).version()).isEqualTo(SecretVersion.of(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CLOSE_BEFORE_RESPONSE", "CLOSE_IN_BODY", "CLOSE_IN_CHUNKS", "NOT_HTTP"})
    void a_broken_answer_is_a_typed_error_and_is_not_asked_for_again(Fault fault) {
        server.failNext(fault);
        assertThatThrownBy(() -> setec.put(NAME, SecretBytes.copyOf(new byte[] {1})))
                .isInstanceOf(LegerException.class)
                .isNotInstanceOf(ApiException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ENDLESS_HEADER", "ENDLESS_HEADER_LINE", "ENDLESS_BODY"})
    void an_endless_answer_is_bounded(Fault fault) {
        server.failNext(fault);
        assertThatThrownBy(() ->
                        setec.with(CallOptions.none().withMaxBodyBytes(1 << 20)).get(NAME))
                .isInstanceOfAny(ReplyTooLargeException.class, TransportException.class);
    }

    @Test
    void a_head_beyond_the_bound_is_refused() {
        answer = answer.with("X-Fill", "x".repeat(20_000));
        SetecClient bounded = setec.with(CallOptions.none().withMaxHeaderBytes(10_000));
        assertThatThrownBy(() -> bounded.get(NAME)).isInstanceOf(ReplyTooLargeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"Value\":["})
    void deep_nesting_is_refused(String open) {
        answers(200, open.repeat(10_000));
        assertThatThrownBy(() -> setec.get(NAME)).isInstanceOf(MalformedReplyException.class);
        assertThatThrownBy(setec::list).isInstanceOf(MalformedReplyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "1",
                "{\"Value\":\"b25l\"}",
                "{\"Value\":\"b25l\",\"Version\":0}",
                "{\"Value\":\"b25l\",\"Version\":4294967296}",
                "{\"Value\":\"b25l\",\"Version\":-1}",
                "{\"Value\":\"b25l\",\"Version\":\"1\"}",
                "{\"Value\":\"b25l\",\"Version\":1.0}",
                "{\"Version\":1}",
                "{\"Value\":\"b25\",\"Version\":1}",
                "{\"Value\":\"_-==\",\"Version\":1}",
                "{\"Value\":\"b25l\",\"Version\":1} x",
                "<html>hello</html>"
            })
    void a_200_that_holds_no_value_is_malformed(String body) {
        answers(200, body);
        assertThatThrownBy(() -> setec.get(NAME))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("prod/db");
    }

    @ParameterizedTest
    @CsvSource({
        "200, <html>log in</html>",
        "204, ''",
        "400, <html>what</html>",
        "404, <html>no such page</html>",
        "405, Method Not Allowed",
        "418, I am a teapot",
        "500, Whitelabel Error Page",
        "502, <html>bad gateway</html>",
        "503, no backend"
    })
    void an_answer_that_is_not_setecs_has_a_remedy_which_names_the_server(int status, String body) {
        answers(status, body);
        assertThatThrownBy(() -> setec.get(NAME))
                .isInstanceOfSatisfying(
                        LegerException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(remedy -> assertThat(remedy)
                                        .contains(server.address().toString())
                                        .doesNotContain("Whitelabel", "html")));
    }

    @Test
    void an_error_in_the_words_of_setec_blames_no_address() {
        answers(500, "internal error\n");
        assertThatThrownBy(() -> setec.get(NAME))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.remedy()).isEmpty());
    }

    @Test
    void fields_count_in_any_case_and_unknown_ones_do_not_matter() {
        answers(200, "{\"more\":[{}],\"VALUE\":\"b25l\",\"version\":3,\"Value\":\"dHdv\"}");
        assertThat(setec.get(NAME))
                .isEqualTo(new SecretValue(SecretBytes.copyOf("two".getBytes(UTF_8)), SecretVersion.of(3)));
        answers(200, "[{\"NAME\":\"a\",\"versions\":[1],\"activeversion\":1,\"Extra\":true}]");
        assertThat(setec.list())
                .singleElement()
                .satisfies(info -> assertThat(info.raw().at("Extra")).isPresent());
        answers(200, "null");
        assertThat(setec.list()).isEmpty();
    }

    @Test
    void an_answer_of_another_version_is_not_the_answer() {
        answers(200, VALUE);
        assertThatThrownBy(() -> setec.getVersion(NAME, SecretVersion.of(2)))
                .isInstanceOf(MalformedReplyException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 206})
    void another_success_is_malformed(int status) {
        answers(status, VALUE);
        assertThatThrownBy(() -> setec.get(NAME)).isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void not_changed_without_a_condition_is_malformed() {
        answer = FakeResponse.empty(304);
        assertThatThrownBy(() -> setec.get(NAME)).isInstanceOf(MalformedReplyException.class);
        assertThat(setec.getIfChanged(NAME, SecretVersion.of(4))).isEqualTo(new Refresh.Unchanged(SecretVersion.of(4)));
        answer = FakeResponse.empty(204);
        assertThatThrownBy(() -> setec.get(NAME)).isInstanceOf(MalformedReplyException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "301, https://other.example/api/get, to https://other.example",
        "302, https://user:pw@other.example/?q=c2VjcmV0, to https://other.example",
        "307, /api/get, redirected",
        "308, ::, redirected"
    })
    void redirects_are_errors_and_lead_nowhere(int status, String location, String said) {
        answer = FakeResponse.empty(status).with("Location", location);
        RedirectedException e = catchThrowableOfType(RedirectedException.class, () -> setec.get(NAME));
        assertThat(e.status()).isEqualTo(status);
        assertThat(e).hasMessageContaining(said).hasMessageNotContainingAny("pw", "c2VjcmV0");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void other_refusals_have_their_types() {
        answer = FakeResponse.text(400, "Use HTTPS");
        assertThatThrownBy(() -> setec.get(NAME))
                .isInstanceOfSatisfying(
                        BadRequestException.class,
                        e -> assertThat(e.remedy()).contains("use the https address of the server"));
        answer = FakeResponse.text(404, "<h1>nginx</h1>");
        assertThatThrownBy(() -> setec.get(NAME))
                .isInstanceOf(NotFoundException.class)
                .hasMessageNotContaining("nginx");
        answer = FakeResponse.text(429, "slow down");
        assertThatThrownBy(() -> setec.get(NAME)).isInstanceOf(RateLimitedException.class);
        answer = FakeResponse.empty(503);
        assertThatThrownBy(() -> setec.get(NAME)).isExactlyInstanceOf(ApiException.class);
        answer = FakeResponse.text(403, "access denied");
        assertThatThrownBy(setec::list)
                .satisfies(e -> assertThat(((LegerException) e).remedy())
                        .hasValueSatisfying(r -> assertThat(r).contains("Sec-X-Tailscale-No-Browsers")));
    }

    @Test
    void a_failed_second_look_does_not_hide_the_first_answer() {
        answer = FakeResponse.text(500, "internal error");
        ApiException e = catchThrowableOfType(ApiException.class, () -> setec.deleteVersion(NAME, SecretVersion.of(1)));
        assertThat(e).isExactlyInstanceOf(ApiException.class).hasMessageContaining("delete-version");
        assertThat(e.getSuppressed())
                .singleElement()
                .satisfies(s -> assertThat(s).hasMessageContaining("/api/info"));
    }

    @Test
    void the_request_is_what_the_server_compares_byte_for_byte() {
        assertThat(setec.get(NAME).version()).isEqualTo(SecretVersion.of(1));
        FakeRequest sent = server.requests().get(0);
        assertThat(sent.method() + " " + sent.target()).isEqualTo("POST /api/get");
        assertThat(sent.headers().first("Content-Type")).contains("application/json");
        assertThat(sent.headers().first("Sec-X-Tailscale-No-Browsers")).contains("setec");
        assertThat(sent.text()).isEqualTo("{\"Name\":\"prod/db\"}");
    }

    @Test
    void what_is_refused_before_sending_is_never_sent() {
        SecretName reserved = SecretName.of("_internal/x");
        SecretVersion one = SecretVersion.of(1);
        SecretBytes value = SecretBytes.copyOf(new byte[] {1});
        assertThatThrownBy(() -> setec.put(reserved, value)).isInstanceOf(ReservedNameException.class);
        assertThatThrownBy(() -> setec.createVersion(reserved, one, value)).isInstanceOf(ReservedNameException.class);
        assertThatThrownBy(() -> setec.activate(reserved, one)).isInstanceOf(ReservedNameException.class);
        assertThatThrownBy(() -> setec.deleteVersion(reserved, one)).isInstanceOf(ReservedNameException.class);
        assertThatThrownBy(() -> setec.delete(reserved)).isInstanceOf(ReservedNameException.class);
        assertThatThrownBy(() -> setec.activate(NAME, SecretVersion.ACTIVE))
                .isInstanceOf(InvalidVersionException.class);
        assertThatThrownBy(() -> setec.put(SecretName.of("a*"), value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> setec.createVersion(SecretName.of("a*"), one, value))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> setec.put(SecretName.lenient(""), value)).isInstanceOf(IllegalArgumentException.class);
        value.close();
        assertThatThrownBy(() -> setec.put(NAME, value)).isInstanceOf(IllegalStateException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void an_interrupt_and_a_close_end_a_waiting_call() throws InterruptedException {
        server.failNext(Fault.STALL_BEFORE_HEADER);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> setec.get(NAME)).isInstanceOf(CallInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        setec.with(CallOptions.none()).close();
        assertThat(setec.toString()).startsWith("SetecClient(http://127.0.0.1:");
        setec.close();
        assertThatThrownBy(() -> setec.get(NAME)).isInstanceOf(ClientClosedException.class);
    }

    @Test
    void nobody_listening_is_said_so() {
        server.close();
        assertThatThrownBy(() -> setec.get(NAME)).isInstanceOf(UnavailableException.class);
    }
}
