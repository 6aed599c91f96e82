package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import run.leger.core.SecretBytes;

/** A secret that a program gives itself. */
final class FixedSecretTest {
    private final SecretBytes value = SecretBytes.copyOf("hunter2".getBytes(UTF_8));
    private final Secret secret = Secret.of(SecretName.of("prod/db"), value);

    @Test
    void it_has_its_value_as_version_1_and_shows_no_more_than_name_and_version() {
        assertThat(secret.name()).isEqualTo(SecretName.of("prod/db"));
        assertThat(secret.text()).isEqualTo("hunter2");
        assertThat(secret.current().version()).isEqualTo(SecretVersion.of(1));
        assertThat(secret.state().version()).contains(SecretVersion.of(1));
        assertThat(secret.state().origin()).contains("program");
        assertThat(secret).hasToString("Secret(prod/db version 1)");
        assertThat(secret.state().toString()).doesNotContain("hunter2");
    }

    @Test
    void a_refresh_gives_the_same_object_and_listeners_hear_nothing() {
        List<SecretValue> heard = new ArrayList<>();
        Secret.Subscription subscription = secret.onChange(heard::add);
        assertThat(secret.refresh()).isSameAs(secret.current());
        subscription.close();
        assertThat(heard).isEmpty();
    }

    @Test
    void it_has_nothing_once_the_bytes_are_closed() {
        value.close();
        assertThatIllegalStateException().isThrownBy(secret::text);
    }
}
