package run.leger.tailscale.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.AccessDeniedException;
import run.leger.core.ClientClosedException;
import run.leger.core.DnsName;
import run.leger.core.RateLimitedException;
import run.leger.tailscale.TailscaleClient;
import run.leger.testkit.FakeRequest;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeTailscaled;

@Timeout(60)
class RenewingCertificateTest {
    private static final DnsName NAME = DnsName.of("demo.tail0000.ts.net");

    @TempDir
    Path folder;

    private FakeTailscaled daemon;
    private TailscaleClient ts;
    private final ManualTime time = new ManualTime(Instant.parse("2026-12-01T00:00:00Z"));

    @BeforeEach
    void start() {
        daemon = FakeTailscaled.start(folder.resolve("s"));
        ts = TailscaleClient.builder().socket(daemon.socket()).build();
        hasPair(Pairs.EC);
    }

    @AfterEach
    void stop() {
        ts.close();
        daemon.close();
    }

    private static long noChance(long bound) {
        return 0;
    }

    private void hasPair(byte[] pair) {
        daemon.answering("cert/", request -> Pairs.answer(pair));
    }

    private void refuses(int status, String words) {
        daemon.answering("cert/", request -> FakeResponse.text(status, words));
    }

    private RenewingCertificate obtain() {
        return RenewingCertificate.builder(ts, NAME)
                .with(time, RenewingCertificateTest::noChance)
                .obtain();
    }

    private List<String> validities() {
        List<String> asked = new ArrayList<>();
        for (FakeRequest request : daemon.server().requests()) {
            if (request.path().contains("/cert/")) {
                asked.add(request.parameter("min_validity").orElse("none"));
            }
        }
        return asked;
    }

    private boolean served(RenewingCertificate certificate, String keyType) {
        String alias = certificate.keyManager().chooseServerAlias(keyType, null, null);
        return alias != null
                && certificate
                        .keyManager()
                        .getCertificateChain(alias)[0]
                        .equals(certificate.identity().certificate());
    }

    @Test
    void a_fresh_certificate_is_asked_for_once_and_then_twice_a_day() {
        try (RenewingCertificate certificate = obtain()) {
            assertThat(validities()).containsExactly("none");
            time.pass(Duration.ofHours(25));
            assertThat(validities()).hasSize(3);
            assertThat(certificate.health().failures()).isZero();
            assertThat(served(certificate, "EC")).isTrue();
            assertThat(served(certificate, "RSA")).isFalse();
        }
        assertThat(time.stopped()).isTrue();
    }

    @Test
    void a_new_pair_is_served_and_told() {
        try (RenewingCertificate certificate = obtain()) {
            List<TlsIdentity> told = new ArrayList<>();
            certificate.onRenewal(identity -> {
                throw new IllegalStateException("a listener's own fault");
            });
            certificate.onRenewal(told::add);
            String begun = certificate.keyManager().chooseServerAlias("EC", null, null);
            TlsIdentity before = certificate.identity();
            hasPair(Pairs.RSA);
            time.pass(Duration.ofHours(13));
            assertThat(told).containsExactly(certificate.identity());
            assertThat(served(certificate, "RSA")).isTrue();
            // A handshake that has begun gets the key and the chain that go together.
            assertThat(certificate.keyManager().getPrivateKey(begun)).isEqualTo(before.privateKey());
            assertThat(certificate.keyManager().getCertificateChain(begun)).containsExactly(before.certificate());
            time.pass(Duration.ofDays(3));
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void a_certificate_that_is_due_is_renewed_by_asking_for_more_life() {
        try (RenewingCertificate certificate = obtain()) {
            Instant due = certificate
                    .identity()
                    .notAfter()
                    .minus(Duration.between(
                                    certificate.identity().notBefore(),
                                    certificate.identity().notAfter())
                            .dividedBy(3));
            time.sleepThrough(Duration.between(time.now(), due.minus(Duration.ofDays(2))));
            time.pass(Duration.between(time.now(), due.minusSeconds(1)));
            List<String> before = validities();
            assertThat(before.subList(1, before.size())).containsOnly(before.get(1));
            time.pass(Duration.ofMinutes(2));
            assertThat(validities().get(validities().size() - 1)).isNotEqualTo(before.get(1));
        }
    }

    @Test
    void an_old_pair_that_is_due_is_renewed_before_the_first_is_served() {
        time.sleepThrough(Duration.ofDays(3600));
        try (RenewingCertificate certificate = RenewingCertificate.builder(ts, NAME)
                .minValidity(Duration.ofDays(365))
                .with(time, RenewingCertificateTest::noChance)
                .obtain()) {
            assertThat(validities()).hasSize(2).startsWith("none");
            assertThat(served(certificate, "EC")).isTrue();
        }
    }

    @Test
    void while_the_daemon_fails_the_old_pair_is_served_until_it_has_run_out_and_a_new_one_again() {
        try (RenewingCertificate certificate = obtain()) {
            refuses(403, "cert access denied");
            time.pass(Duration.ofHours(14));
            assertThat(certificate.health().failures()).isGreaterThan(3);
            assertThat(certificate.health().lastFailure())
                    .hasValueSatisfying(e -> assertThat(e).isInstanceOf(AccessDeniedException.class));
            assertThat(served(certificate, "EC")).isTrue();
            time.sleepThrough(Duration.between(time.now(), certificate.health().notAfter()));
            assertThat(served(certificate, "EC")).isFalse();
            hasPair(Pairs.EC_PKCS8);
            time.pass(Duration.ofMinutes(2));
            assertThat(certificate.health().failures()).isZero();
            assertThat(certificate.health().lastFailure()).isEmpty();
        }
    }

    @Test
    void a_device_that_slept_asks_within_a_minute_of_waking() {
        try (RenewingCertificate certificate = obtain()) {
            int before = validities().size();
            time.sleepThrough(Duration.ofDays(30));
            time.pass(Duration.ofMinutes(1));
            assertThat(validities()).hasSize(before + 1);
            assertThat(certificate.health().lastAnswer()).isAfter(Instant.parse("2026-12-30T00:00:00Z"));
        }
    }

    @Test
    void the_authority_is_left_alone_for_as_long_as_it_says() {
        try (RenewingCertificate certificate = obtain()) {
            daemon.answering(
                    "cert/", request -> FakeResponse.text(429, "too many").with("Retry-After", "172800"));
            time.pass(Duration.ofHours(13));
            assertThat(certificate.health().lastFailure()).containsInstanceOf(RateLimitedException.class);
            int asked = validities().size();
            time.pass(Duration.ofHours(47));
            assertThat(validities()).hasSize(asked);
            time.pass(Duration.ofHours(2));
            assertThat(validities()).hasSize(asked + 1);
        }
    }

    @Test
    void what_cannot_be_had_at_first_is_an_error_and_leaves_no_thread() {
        refuses(403, "cert access denied");
        assertThatThrownBy(this::obtain).isInstanceOf(AccessDeniedException.class);
        assertThat(time.stopped()).isTrue();
    }

    @Test
    void who_waits_for_an_answer_gets_it_or_its_failure_and_is_freed_by_close() throws Exception {
        RenewingCertificate certificate = RenewingCertificate.obtain(ts, NAME);
        try {
            hasPair(Pairs.RSA);
            assertThat(certificate.refresh()).isSameAs(certificate.identity());
            assertThat(certificate.identity().privateKey().getAlgorithm()).isEqualTo("RSA");
            refuses(500, "acme: no");
            assertThatThrownBy(certificate::refresh).hasMessageContaining("acme: no");
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            daemon.answering("cert/", request -> {
                asked.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return FakeResponse.empty(500);
            });
            FutureTask<Optional<Throwable>> waiting = new FutureTask<>(() -> {
                try {
                    certificate.refresh();
                    return Optional.empty();
                } catch (ClientClosedException e) {
                    return Optional.of(e);
                }
            });
            new Thread(waiting, "waiting").start();
            asked.await();
            certificate.close();
            assertThat(waiting.get()).isPresent();
            assertThatThrownBy(certificate::refresh).isInstanceOf(ClientClosedException.class);
            never.countDown();
        } finally {
            certificate.close();
        }
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .noneMatch(name -> name.startsWith("leger-certificate-") && !isEnding(name));
    }

    @Test
    void a_listener_that_fails_in_any_way_stops_neither_the_others_nor_a_refresh() throws Exception {
        try (RenewingCertificate certificate = RenewingCertificate.obtain(ts, NAME)) {
            CompletableFuture<TlsIdentity> told = new CompletableFuture<>();
            certificate.onRenewal(identity -> {
                throw new AssertionError("a listener's own fault");
            });
            certificate.onRenewal(told::complete);
            hasPair(Pairs.RSA);
            assertThat(certificate.refresh()).isSameAs(told.get());
            hasPair(Pairs.EC);
            assertThat(certificate.refresh()).isNotSameAs(told.get());
        }
    }

    @Test
    void a_listener_that_refreshes_is_told_that_it_would_wait_for_itself() throws Exception {
        try (RenewingCertificate certificate = RenewingCertificate.obtain(ts, NAME)) {
            CompletableFuture<RuntimeException> caught = new CompletableFuture<>();
            certificate.onRenewal(identity -> {
                try {
                    certificate.refresh();
                } catch (RuntimeException e) {
                    caught.complete(e);
                }
            });
            hasPair(Pairs.RSA);
            certificate.refresh();
            assertThat(caught.get()).isExactlyInstanceOf(IllegalStateException.class);
            hasPair(Pairs.EC);
            assertThat(certificate.refresh().privateKey().getAlgorithm()).isEqualTo("EC");
        }
    }

    /** A thread that is told to stop may take a moment; it is given that, and no more. */
    private static boolean isEnding(String name) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                try {
                    thread.join(10_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return !thread.isAlive();
            }
        }
        return true;
    }
}
