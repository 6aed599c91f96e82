package run.leger.conformance.setec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.Lab;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.setec.Refresh;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;

/** A secret goes in and comes out through the tailnet: the unmodified server, under a certificate of the laboratory, through node a. */
class SetecOverTailnetIT {
    private static final byte[] FIRST = "first value".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = {0, 1, 2, (byte) 0xff};

    @Test
    void a_secret_lives_its_life() {
        SecretName name =
                SecretName.of("leger/1/conformance-" + ProcessHandle.current().pid());
        try (SetecClient setec = SetecClient.builder(Lab.setecUrl())
                .httpClient(Lab.tailnetClient())
                .build()) {
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
