package run.leger.setec.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import run.leger.core.AccessDeniedException;
import run.leger.core.NotFoundException;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.setec.VersionedSource;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.SetecRule;

/** A view of the names below a prefix, on a server. */
final class SourceViewsTest extends SecretSourceSuite {
    private final FakeSetec server =
            FakeSetec.builder().identity("none", new SetecRule[0]).start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    VersionedSource open(Map<String, byte[]> secrets) {
        secrets.forEach((name, value) -> server.put("dev/" + name, value));
        server.put("db", "planted outside".getBytes(UTF_8));
        server.put("svc/db", "planted outside".getBytes(UTF_8));
        return SourceViews.prefixed("dev/", SetecClient.create(server.address()));
    }

    @Test
    void versions_are_seen_too_under_the_short_name() {
        server.put("dev/a", "one".getBytes(UTF_8));
        server.rotate("dev/a", "two".getBytes(UTF_8));
        SecretName a = SecretName.of("a");
        try (VersionedSource view = open(Map.of())) {
            assertThat(view.info(a).name()).isEqualTo(a);
            assertThat(view.info(a).activeVersion()).isEqualTo(SecretVersion.of(2));
            assertThat(text(view.getVersion(a, SecretVersion.of(1)))).isEqualTo("one");
        }
    }

    @Test
    void nothing_can_be_written_through_a_view() {
        try (VersionedSource view = SourceViews.readOnly(SetecClient.create(server.address()))) {
            assertThat(view).isNotInstanceOf(SetecClient.class);
            assertThat(view.description()).isEqualTo("server " + server.address());
            assertThat(view.with(run.leger.core.CallOptions.none())).isNotInstanceOf(SetecClient.class);
        }
    }

    @Test
    void a_denial_names_the_secret_that_the_rule_must_name() {
        try (SecretSource view = SourceViews.prefixed("dev/", SetecClient.create(server.address("none")))) {
            assertThatThrownBy(() -> view.get(SecretName.of("a")))
                    .isInstanceOfSatisfying(
                            AccessDeniedException.class,
                            e -> assertThat(e.remedy())
                                    .hasValueSatisfying(r -> assertThat(r).contains("\"dev/a\"")));
        }
    }

    @Test
    void a_prefix_is_put_before_a_name_as_it_is() {
        assertThatThrownBy(() -> SourceViews.prefixed("", EnvironmentSource.withPrefix("")))
                .isInstanceOf(IllegalArgumentException.class);
        SecretSource plain =
                SourceViews.prefixed("dev-", EnvironmentSource.withPrefix("").in(Map.of("DEV_A", "x")));
        assertThat(text(plain.get(SecretName.of("a")))).isEqualTo("x");
        assertThat(plain.description()).isEqualTo("environment below dev-");
        assertThat(plain.origin(SecretName.of("a"))).isEqualTo("environment below dev-");
        assertThatThrownBy(() -> plain.get(SecretName.of("b"))).isInstanceOf(NotFoundException.class);
    }
}
