package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.ConnectionLostException;
import run.leger.core.Headers;
import run.leger.core.LegerException;
import run.leger.core.MalformedReplyException;
import run.leger.core.TransportResponse;
import run.leger.core.UnsupportedEndpointException;
import run.leger.tailscale.files.FileDownload;
import run.leger.tailscale.files.FileUpload;
import run.leger.tailscale.serve.HostPort;
import run.leger.tailscale.serve.HttpHandler;
import run.leger.tailscale.serve.ServeConfig;
import run.leger.tailscale.serve.TcpPortHandler;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeTailscaled;
import run.leger.testkit.Fault;

/** What goes wrong with what is served, sent and shared, and what the reader is told to do. */
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
class SharingRefusalTest {
    private static final StableNodeId PEER = StableNodeId.of("nFake2CNTRL");
    private static final ServeConfig SOMETHING =
            ServeConfig.none().withHttps(new HostPort("h:443"), HttpHandler.text("x"));

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

    @Test
    void without_the_write_right_the_operator_is_named() {
        fake.mayWrite(false);
        for (Runnable call : new Runnable[] {
            () -> client.serve().overwriteServeConfig(SOMETHING),
            () -> client.serve().editServeConfig(config -> SOMETHING),
            () -> client.serve().clearServeConfig(),
            () -> client.taildrop().pushFile(PEER, FileUpload.of("x", new byte[1])),
            () -> client.taildrop().waitingFiles(),
            () -> client.taildrop().waitingFile("x"),
            () -> client.taildrop().deleteWaitingFile("x")
        }) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            AccessDeniedException.class,
                            e -> assertThat(e.remedy())
                                    .hasValueSatisfying(
                                            remedy -> assertThat(remedy).contains(" set --operator=")));
        }
    }

    @Test
    void files_and_sockets_need_an_administrator() {
        fake.answering(
                "serve-config",
                request -> FakeResponse.text(
                        401,
                        "must be root, or be an operator and able to run 'sudo tailscale' to serve a path or Unix socket"));
        assertThatThrownBy(() -> client.serve().overwriteServeConfig(SOMETHING))
                .isInstanceOfSatisfying(
                        LocalAdminRequiredException.class,
                        e -> assertThat(e.remedy()).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "listener already exists for port 443, choose another port",
        "foreground listener already exists for port 443, choose another port",
        "Unable to turn on Funnel while shields-up is enabled, set --shields-up=false",
        "can't reconfigure tailscaled when using a config file; config file is locked, config file",
        "refusing to forward to the daemon's own socket, ''"
    })
    void a_refusal_has_a_remedy_where_one_is_known(String said, String remedy) {
        fake.answering(
                "serve-config", request -> FakeResponse.json(500, "{\"error\":\"updating config: " + said + "\"}"));
        ServeConfigRefusedException refused = catchThrowableOfType(
                ServeConfigRefusedException.class, () -> client.serve().overwriteServeConfig(SOMETHING));
        assertThat(refused.serverMessage()).isEqualTo("updating config: " + said);
        assertThat(refused.remedy().orElse("")).contains(remedy);
        assertThat(refused.remedy().isPresent()).isEqualTo(!remedy.isEmpty());
    }

    @Test
    void a_daemon_that_is_stopped_refuses_for_the_same_reasons() {
        client.serve().overwriteServeConfig(SOMETHING);
        fake.state("Stopped");
        assertThatThrownBy(() -> client.serve()
                        .overwriteServeConfig(ServeConfig.none().withTcp(443, TcpPortHandler.forward("h:1"))))
                .isInstanceOfSatisfying(
                        ServeConfigRefusedException.class,
                        e -> assertThat(e.remedy()).isPresent());
        client.serve().clearServeConfig();
    }

    @Test
    void before_the_login_that_is_the_reason() {
        fake.state("NeedsLogin");
        for (Runnable call : new Runnable[] {
            () -> client.serve().overwriteServeConfig(SOMETHING),
            () -> client.serve().services(),
            () -> client.serve().queryFeature("serve"),
            () -> client.taildrop().fileTargets(),
            () -> client.taildrop().pushFile(PEER, FileUpload.of("x", new byte[1])),
            () -> client.taildrop().waitingFiles(),
            () -> client.taildrop().waitingFile("x")
        }) {
            assertThatThrownBy(call::run).isInstanceOf(NeedsLoginException.class);
        }
        assertThat(client.serve().serveConfig().config().isEmpty()).isTrue();
    }

    @Test
    void an_edit_gives_up_where_others_are_always_faster() {
        AtomicInteger writes = new AtomicInteger();
        fake.answering("serve-config", request -> {
            if (request.method().equals("GET")) {
                return FakeResponse.json(200, "null").with("Etag", "e" + writes);
            }
            assertThat(request.headers().first("If-Match")).hasValue("e" + writes);
            writes.incrementAndGet();
            return FakeResponse.text(412, "etag mismatch");
        });
        assertThatThrownBy(() -> client.serve().editServeConfig(config -> SOMETHING))
                .isInstanceOf(StaleServeConfigException.class);
        assertThat(writes).hasValue(20);
    }

    @Test
    void an_answer_without_a_tag_is_no_serve_config() {
        fake.answering("serve-config", request -> FakeResponse.json(200, "null"));
        assertThatThrownBy(() -> client.serve().serveConfig()).isInstanceOf(MalformedReplyException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> client.serve().setServeConfig(SOMETHING, ""));
    }

    @Test
    void a_feature_is_asked_for() {
        assertThat(client.serve().queryFeature("funnel").complete()).isTrue();
        fake.answering(
                "query-feature",
                request -> FakeResponse.json(
                        200, "{\"Text\":\"turn it on\",\"URL\":\"https://x\",\"ShouldWait\":true,\"More\":1}"));
        assertThat(client.serve().queryFeature("funnel")).satisfies(answer -> {
            assertThat(answer.complete()).isFalse();
            assertThat(answer.text() + answer.url() + answer.shouldWait()).isEqualTo("turn it onhttps://xtrue");
            assertThat(answer.raw().at("More")).isPresent();
        });
        fake.answering("query-feature", request -> FakeResponse.text(500, "control is tired"));
        assertThatThrownBy(() -> client.serve().queryFeature("x&feature=y"))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.serverMessage()).isEqualTo("control is tired"));
        assertThat(fake.server().requests().stream()
                        .filter(request -> request.path().endsWith("query-feature"))
                        .reduce((first, last) -> last)
                        .orElseThrow()
                        .parameter("feature"))
                .hasValue("x&feature=y");
    }

    @Test
    void an_old_daemon_has_no_services() {
        fake.answering("services", request -> FakeResponse.text(404, "404 page not found"));
        assertThatThrownBy(() -> client.serve().services()).isInstanceOf(UnsupportedEndpointException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "403, Taildrop disabled; no storage directory, Taildrop must be on at the other device",
        "409, file already exists, another name",
        "502, '', online",
        "500, no space left on device, ''"
    })
    void what_the_peer_says_is_the_peers(int status, String said, String remedy) {
        fake.answering("file-put/", request -> FakeResponse.text(status, said));
        FileNotTakenException refused = catchThrowableOfType(
                FileNotTakenException.class, () -> client.taildrop().pushFile(PEER, FileUpload.of("x", new byte[1])));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.serverMessage()).isEqualTo(said);
        assertThat(refused.remedy().orElse("")).contains(remedy);
    }

    @Test
    void a_tailnet_without_file_sharing_says_so() {
        fake.answering(
                "file-targets",
                request -> FakeResponse.json(500, "{\"error\":\"file sharing not enabled by Tailscale admin\"}"));
        fake.answering("file-put/", request -> FakeResponse.text(500, "file sharing not enabled by Tailscale admin"));
        for (Runnable call : new Runnable[] {
            () -> client.taildrop().fileTargets(),
            () -> client.taildrop().pushFile(PEER, FileUpload.of("x", new byte[1]))
        }) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            MissingCapabilityException.class,
                            e -> assertThat(e.capability()).isEqualTo("https://tailscale.com/cap/file-sharing"));
        }
    }

    @Test
    void a_failure_to_read_a_file_that_waits_is_not_called_missing() {
        fake.receiveFile("x", new byte[1]);
        fake.answering(
                "files/",
                request -> request.path().endsWith("/x")
                        ? FakeResponse.text(500, "open redacted.1: input/output error")
                        : FakeResponse.json(200, "[{\"Name\":\"x\",\"Size\":1}]"));
        assertThatThrownBy(() -> client.taildrop().waitingFile("x")).isExactlyInstanceOf(ApiException.class);
    }

    @Test
    void a_transfer_that_breaks_off_leaves_nothing() throws Exception {
        fake.receiveFile("x", new byte[100_000]);
        fake.server().failNext(Fault.CLOSE_IN_BODY);
        Path target = Files.writeString(folder.resolve("target"), "old");
        try (FileDownload file = client.taildrop().waitingFile("x")) {
            assertThatThrownBy(() -> file.saveTo(target)).isInstanceOf(ConnectionLostException.class);
        }
        assertThat(target).hasContent("old");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("s", "target");
        }
    }

    @Test
    void a_stream_is_never_sent_twice_and_a_file_may_be() throws Exception {
        Path file = Files.write(folder.resolve("f"), new byte[10]);
        client.statusWithoutPeers();
        fake.server().failNext(Fault.CLOSE_BEFORE_RESPONSE);
        client.taildrop().pushFile(PEER, FileUpload.of(file));
        fake.server().failNext(Fault.CLOSE_BEFORE_RESPONSE);
        assertThatThrownBy(() -> client.taildrop()
                        .pushFile(PEER, FileUpload.of("s", new ByteArrayInputStream(new byte[10]), 10)))
                .isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void waiting_for_files_ends_with_an_interrupt() throws Exception {
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        fake.answering("files/", request -> {
            asked.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return FakeResponse.json(200, "null");
        });
        Thread waiting = new Thread(() -> {
            try {
                client.taildrop().awaitWaitingFiles(Duration.ofHours(1));
            } catch (LegerException e) {
                outcome.set(e);
            }
        });
        waiting.start();
        asked.await();
        waiting.interrupt();
        waiting.join();
        end.countDown();
        assertThat(outcome.get()).isInstanceOf(CallInterruptedException.class);
        assertThat(fake.server().requests().get(0).parameter("waitsec")).hasValue("3600");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.taildrop().awaitWaitingFiles(Duration.ofSeconds(-1)));
    }

    @Test
    void without_the_capability_no_share_is_told_of() {
        fake.mayShare(false);
        assertThatThrownBy(() -> client.drive().shareList())
                .isInstanceOfSatisfying(MissingCapabilityException.class, e -> {
                    assertThat(e.capability()).isEqualTo("drive:share");
                    assertThat(e.remedy()).hasValueSatisfying(r -> assertThat(r).contains("nodeAttrs"));
                });
    }

    @Test
    void odd_arguments_are_refused_before_anything_is_sent() {
        for (String odd : List.of("", " ", "a/b", "\u00e4", "a\nb", "a\"", "a.b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> DriveShare.of(odd, folder));
            assertThatIllegalArgumentException().isThrownBy(() -> client.drive().shareRemove(odd));
            assertThatIllegalArgumentException().isThrownBy(() -> client.drive().shareRename("a", odd));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> DriveShare.of("a", Path.of("relative")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.drive().shareSet(DriveShare.parse("{\"name\":\"a/b\"}")));
        assertThatIllegalArgumentException().isThrownBy(() -> client.taildrop().waitingFile(""));
        assertThatIllegalArgumentException().isThrownBy(() -> client.taildrop().deleteWaitingFile(""));
        FileUpload file = FileUpload.of("x", new byte[1]);
        assertThatIllegalArgumentException().isThrownBy(() -> client.taildrop().pushFile(StableNodeId.of(""), file));
        assertThatIllegalArgumentException().isThrownBy(() -> client.taildrop().pushFiles(PEER, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> client.taildrop().pushFiles(PEER, List.of(file, file)));
        assertThat(fake.server().requests()).isEmpty();
    }

    @Property
    void whatever_a_name_is_it_is_one_part_of_the_path(@ForAll String name) {
        AtomicReference<String> target = new AtomicReference<>("");
        try (TailscaleClient offline = TailscaleClient.builder()
                .transport((request, options) -> {
                    target.set(request.target());
                    return new TransportResponse(204, Headers.none(), InputStream.nullInputStream());
                })
                .options(CallOptions.none())
                .build()) {
            offline.taildrop().deleteWaitingFile(name + "x");
            String part = target.get().substring("/localapi/v0/files/".length());
            assertThat(part).matches("[A-Za-z0-9._*%-]+");
            String unicode = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertThat(URLDecoder.decode(part, StandardCharsets.UTF_8)).isEqualTo(unicode + "x");
        }
    }
}
