package run.leger.setec.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.SecretBytes;
import run.leger.setec.CacheMode;
import run.leger.setec.SecretName;
import run.leger.setec.SecretStore;
import run.leger.setec.SetecClient;
import run.leger.setec.cache.SealedFile;
import run.leger.setec.cache.SealedFor;
import run.leger.testkit.FakeSetec;

/** A store over a chain, with a sealed cache: the parts together. */
class OriginTest {
    @TempDir
    Path folder;

    @Test
    void a_store_tells_for_each_secret_which_source_answered_and_starts_again_without_any() {
        SecretName db = SecretName.of("db");
        SecretName beta = SecretName.of("beta");
        SealedFile cache = SealedFile.at(
                folder.resolve("cache"),
                SealedFile.newKey(folder.resolve("key")),
                SealedFor.server("secrets", URI.create("https://setec.example.ts.net")));
        try (FakeSetec server = FakeSetec.start();
                SetecClient setec = SetecClient.create(server.address())) {
            server.put("db", "planted".getBytes(StandardCharsets.UTF_8));
            SourceChain chain =
                    SourceChain.of(EnvironmentSource.withPrefix("APP_").in(Map.of("APP_BETA", "on")), setec);
            try (SecretStore store = SecretStore.builder(chain)
                    .declare(db, beta)
                    .cache(cache, CacheMode.STRICT)
                    .open(Duration.ofSeconds(20))) {
                assertThat(store.secret(db).state().origin()).hasValue("server " + server.address());
                assertThat(store.secret(beta).state().origin()).hasValue("environment");
            }
        }
        try (SecretStore store = SecretStore.builder(
                        EnvironmentSource.withPrefix("NONE_").in(Map.of()))
                .declare(db)
                .cache(cache, CacheMode.CACHED)
                .open(Duration.ofSeconds(20))) {
            try (SecretBytes planted = SecretBytes.copyOf("planted".getBytes(StandardCharsets.UTF_8))) {
                assertThat(store.secret(db).current().value()).isEqualTo(planted);
            }
            assertThat(store.secret(db).state().origin()).hasValue("cache");
        }
    }
}
