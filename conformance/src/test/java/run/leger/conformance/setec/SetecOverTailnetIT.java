package run.leger.conformance.setec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.conformance.lab.Lab;
import run.leger.core.CallOptions;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.UnavailableException;
import run.leger.setec.CacheMode;
import run.leger.setec.Refresh;
import run.leger.setec.Secret;
import run.leger.setec.SecretName;
import run.leger.setec.SecretStore;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.setec.cache.SealedFile;
import run.leger.setec.cache.SealedFor;
import run.leger.tailscale.TailnetTransport;
import run.leger.tailscale.TailscaleClient;

/** A secret goes in and comes out through the tailnet: the unmodified server, under a certificate of the laboratory, through node a, by its proxy and by dials. */
class SetecOverTailnetIT {
    private static final byte[] FIRST = "first value".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = {0, 1, 2, (byte) 0xff};

    @Test
    void a_secret_lives_its_life() {
        livesItsLife(SetecClient.builder(Lab.setecUrl())
                .httpClient(Lab.tailnetClient())
                .build());
    }

    @Test
    void and_so_it_does_through_dials() {
        try (TailscaleClient ts = nodeA();
                Transport transport = TailnetTransport.builder(ts, Lab.setecUrl())
                        .sslContext(Lab.trust(Lab.acmeRoot()))
                        .build()) {
            livesItsLife(
                    SetecClient.builder(Lab.setecUrl()).transport(transport).build());
        }
    }

    @Test
    void a_store_follows_the_server_and_starts_from_its_cache_without_it(@TempDir Path folder) {
        SecretName name =
                SecretName.of("leger/1/store-" + ProcessHandle.current().pid());
        SealedFile cache = SealedFile.at(
                folder.resolve("cache"), SealedFile.newKey(folder.resolve("key")), SealedFor.purpose("it"));
        try (SetecClient setec = SetecClient.builder(Lab.setecUrl())
                .httpClient(Lab.tailnetClient())
                .build()) {
            setec.put(name, SecretBytes.copyOf(FIRST));
            try (SecretStore store = SecretStore.builder(setec)
                    .declare(name)
                    .cache(cache, CacheMode.CACHED)
                    .open(Duration.ofSeconds(60))) {
                Secret secret = store.secret(name);
                assertThat(secret.current().value()).isEqualTo(SecretBytes.copyOf(FIRST));
                setec.activate(name, setec.put(name, SecretBytes.copyOf(SECOND)));
                store.refresh();
                assertThat(secret.current().value()).isEqualTo(SecretBytes.copyOf(SECOND));
            }
            setec.delete(name);
        }
        try (SetecClient nowhere = SetecClient.create(URI.create("http://127.0.0.1:9"));
                SecretStore store = SecretStore.builder(nowhere)
                        .declare(name)
                        .cache(cache, CacheMode.CACHED)
                        .open(Duration.ofSeconds(5))) {
            assertThat(store.secret(name).current().value()).isEqualTo(SecretBytes.copyOf(SECOND));
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_or_of_another_name_is_refused() {
        try (TailscaleClient ts = nodeA()) {
            String address = ts.status().peers().values().stream()
                    .filter(peer -> peer.hostName().equals("setec"))
                    .findFirst()
                    .orElseThrow()
                    .tailscaleIps()
                    .get(0)
                    .value();
            refused(TailnetTransport.builder(ts, Lab.setecUrl()).build());
            refused(TailnetTransport.builder(ts, URI.create("https://" + address))
                    .sslContext(Lab.trust(Lab.acmeRoot()))
                    .build());
        }
    }

    private static void refused(Transport transport) {
        try (transport) {
            assertThatThrownBy(() -> transport.send(TransportRequest.get("/"), CallOptions.none()))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(UnavailableException.Reason.TLS));
        }
    }

    private static TailscaleClient nodeA() {
        return TailscaleClient.builder().socket(Lab.socket("a")).build();
    }

    private static void livesItsLife(SetecClient client) {
        SecretName name =
                SecretName.of("leger/1/conformance-" + ProcessHandle.current().pid());
        try (SetecClient setec = client) {
            SecretVersion one = setec.put(name, SecretBytes.copyOf(FIRST));
            SecretValue held = setec.get(name);
            SecretVersion two = setec.put(name, SecretBytes.copyOf(SECOND));

            assertThat(held.value()).isEqualTo(SecretBytes.copyOf(FIRST));
            assertThat(setec.getIfChanged(name, one)).isInstanceOf(Refresh.Unchanged.class);
            setec.activate(name, two);
            assertThat(setec.getIfChanged(name, one)).isInstanceOf(Refresh.Changed.class);
            assertThat(setec.get(name).value()).isEqualTo(SecretBytes.copyOf(SECOND));
            assertThat(setec.list()).anyMatch(info -> info.name().equals(name));
            setec.delete(name);
            assertThatThrownBy(() -> setec.get(name)).isInstanceOf(NotFoundException.class);
        }
    }
}
