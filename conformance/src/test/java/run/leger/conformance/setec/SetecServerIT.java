package run.leger.conformance.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.Await;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.SetecIdentities;
import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.SecretBytes;
import run.leger.setec.Secret;
import run.leger.setec.SecretName;
import run.leger.setec.SecretStore;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;

/** What the fake has no way to be: a server with two grants, with a full disk, and one that is stopped and started. */
final class SetecServerIT {
    private static final String ADMIN =
            "{\"addr\":\"127.0.0.1:0\",\"user\":\"admin@example.com\",\"node\":\"admin.\",\"rules\":[{\"action\":"
                    + "[\"get\",\"info\",\"put\",\"create-version\",\"activate\",\"delete\"],\"secret\":[\"*\"]}]}";
    private static final SecretName NAME = SecretName.of("prod/db");

    private static SecretBytes bytes(String text) {
        return SecretBytes.copyOf(text.getBytes(UTF_8));
    }

    @Test
    void of_two_names_of_the_capability_the_new_one_alone_counts() {
        try (SetecIdentities server = SetecIdentities.start(ADMIN, """
                        {"addr":"127.0.0.1:0","user":"both@example.com","node":"both.",
                         "rules":[{"action":["get"],"secret":["*"]}],
                         "oldRules":[{"action":["info"],"secret":["*"]}]}""");
                SetecClient admin = SetecClient.create(server.url(0));
                SetecClient both = SetecClient.create(server.url(1))) {
            admin.put(NAME, bytes("one"));
            assertThat(both.get(NAME).version()).isEqualTo(SecretVersion.of(1));
            assertThatThrownBy(() -> both.info(NAME)).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void what_cannot_be_audited_is_not_done() {
        try (SetecIdentities server = SetecIdentities.withFullDisk(ADMIN);
                SetecClient admin = SetecClient.create(server.url(0))) {
            assertThatThrownBy(() -> admin.put(NAME, bytes("one"))).isInstanceOfSatisfying(ApiException.class, e -> {
                assertThat(e.status()).isEqualTo(500);
                assertThat(e.serverMessage()).isEqualTo("internal error");
            });
        }
    }

    @Test
    void a_store_outlives_a_server_that_is_stopped_and_follows_it_when_it_is_back() {
        try (SetecIdentities server = SetecIdentities.start(ADMIN);
                SetecClient admin = SetecClient.create(server.url(0))) {
            admin.put(NAME, bytes("one"));
            try (SecretStore store = SecretStore.builder(admin)
                    .declare(NAME)
                    .pollInterval(Duration.ofMillis(200))
                    .open(Lab.PATIENCE)) {
                Secret secret = store.secret(NAME);
                server.stop();
                Await.until(
                        "a poll fails",
                        Lab.PATIENCE,
                        () -> secret.state().lastFailure().isPresent());
                assertThat(secret.text()).isEqualTo("one");
                server.startAgain();
                admin.activate(NAME, admin.put(NAME, bytes("two")));
                Await.until(
                        "the new value is served",
                        Lab.PATIENCE,
                        () -> secret.text().equals("two"));
                assertThat(store.health().isWhole()).isTrue();
            }
        }
    }
}
