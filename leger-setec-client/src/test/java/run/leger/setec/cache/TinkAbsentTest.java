package run.leger.setec.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.SecretBytes;

/** A program that does not bring Tink, as most do not: everything but sealed files works, and those say what to add. */
class TinkAbsentTest {
    @TempDir
    Path folder;

    @Test
    void only_sealed_files_need_tink_and_they_say_so() throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(tink|protobuf|gson).*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(classPath).isNotEqualTo(System.getProperty("java.class.path"));

        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Main.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .isEqualTo(
                        "plain works\n"
                                + "Tink, which seals files, is not there: add com.google.crypto.tink:tink to the dependencies\n");
    }

    /** The program. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            Path folder = Path.of(args[0]);
            GoFile plain = GoFile.at(folder.resolve("plain"));
            plain.write(SecretBytes.copyOf(new byte[] {1}));
            System.out.print(plain.read().isPresent() ? "plain works\n" : "nothing\n");
            SealingKey key = SealingKey.file(folder.resolve("key"));
            SealedFor purpose = SealedFor.purpose("test");
            try {
                SealedFile.at(folder.resolve("sealed"), key, purpose);
            } catch (IllegalStateException e) {
                System.out.print(e.getMessage() + "\n");
            }
        }
    }
}
