package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import run.leger.core.AccessDeniedException;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.SetecAudit;
import run.leger.testkit.SetecRule;

/** The suite over the fake, and what only the fake has. */
final class FakeSetecTest extends SetecSuite {
    private static FakeSetec fake;

    @BeforeAll
    static void start() {
        fake = FakeSetec.builder()
                .identity("ro", SetecRule.of("ok/*", "get", "info"))
                .identity("none")
                .identity("ci", SetecRule.of("*", "get"))
                .unidentified("fail")
                .identity("legacy", SetecRule.of("*", "get", "info"))
                .unidentified("badcap")
                .unidentified("anon")
                .start();
    }

    @AfterAll
    static void stop() {
        fake.close();
    }

    @Override
    protected URI address(String identity) {
        return fake.address(identity);
    }

    @Test
    void polling_leaves_no_trace_in_the_audit_log_and_denials_do() {
        try (FakeSetec own = FakeSetec.builder().identity("none").start();
                SetecClient setec = SetecClient.create(own.address());
                SetecClient none = SetecClient.create(own.address("none"))) {
            SecretName name = SecretName.of("prod/db");
            assertThat(own.put("prod/db", "a".getBytes(UTF_8))).isEqualTo(1);
            assertThat(own.rotate("prod/db", "b".getBytes(UTF_8))).isEqualTo(2);
            assertThat(setec.getIfChanged(name, SecretVersion.of(2))).isInstanceOf(Refresh.Unchanged.class);
            assertThat(own.audit()).isEmpty();
            assertThat(setec.getIfChanged(name, SecretVersion.of(1))).isInstanceOf(Refresh.Changed.class);
            assertThat(setec.getVersion(name, SecretVersion.of(1)).version()).isEqualTo(SecretVersion.of(1));
            assertThatThrownBy(() -> none.getIfChanged(name, SecretVersion.of(2)))
                    .isInstanceOf(AccessDeniedException.class);
            setec.list();
            assertThat(own.audit()).extracting(SetecAudit::action).containsExactly("get", "get", "get", "info");
            assertThat(own.audit()).extracting(SetecAudit::authorized).containsExactly(true, true, false, true);
            assertThat(own.audit().get(1).version()).isEqualTo(OptionalLong.of(1));
            assertThat(own.audit().get(3).secret()).isEmpty();
        }
    }
}
