package run.leger.setec.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import run.leger.core.SecretBytes;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.testkit.FakeSetec;

/** A process that is told to end while it verifies a new value. */
class EndedRotationTest {
    private static final SecretName NAME = SecretName.of("prod/db");

    /** Rotates, says when the new value is active, and never comes to the end of its verification. */
    public static final class Rotating {
        private Rotating() {}

        /** Takes the server's address. */
        public static void main(String[] args) {
            SecretWriter.of(SetecClient.create(URI.create(args[0])))
                    .rotate(NAME, () -> SecretBytes.copyOf(new byte[] {'x'}), value -> {
                        System.out.println("active");
                        return forever();
                    });
        }

        private static boolean forever() {
            try {
                new CountDownLatch(1).await();
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        }
    }

    @Test
    void a_signal_brings_the_version_of_before_back() throws Exception {
        try (FakeSetec fake = FakeSetec.start();
                SetecClient setec = SetecClient.create(fake.address())) {
            fake.put(NAME.text(), "one".getBytes(UTF_8));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Rotating.class.getName(),
                            fake.address().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(process.inputReader().readLine()).isEqualTo("active");
            assertThat(setec.info(NAME).activeVersion()).isEqualTo(SecretVersion.of(2));

            process.destroy();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            SecretInfo after = setec.info(NAME);
            assertThat(after.activeVersion()).isEqualTo(SecretVersion.of(1));
            assertThat(after.versions()).hasSize(2);
        }
    }
}
