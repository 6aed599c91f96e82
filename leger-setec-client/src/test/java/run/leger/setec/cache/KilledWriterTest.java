package run.leger.setec.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.SecretBytes;

/** A process of its own, killed at any moment of 1,000 writes. */
class KilledWriterTest {
    private static final int WRITES = 1_000;

    @TempDir
    Path folder;

    @Test
    void a_killed_writer_leaves_the_old_document_or_the_new_one_and_nothing_for_others() throws Exception {
        SealedFile.newKey(folder.resolve("key"));
        Random random = new Random(42);
        int written = 0;
        int kills = 0;
        while (written < WRITES) {
            written += 2 * writeUntilKilled(20 + random.nextInt(60), random);
            kills++;
            assertWhole(CacheWriter.sealed(folder));
            assertWhole(CacheWriter.plain(folder));
            assertPrivate();
        }
        assertThat(kills).isGreaterThan(5);
        // Whatever was left behind, the next write works.
        try (SecretBytes document = CacheWriter.document(7)) {
            CacheWriter.sealed(folder).write(document);
            assertThat(CacheWriter.sealed(folder).read()).contains(document);
        }
    }

    /** Returns how many rounds there were at least. */
    private int writeUntilKilled(int rounds, Random random) throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CacheWriter.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream progress = process.getInputStream()) {
            int seen = progress.readNBytes(rounds).length;
            // Some part of the next round, which takes about this many spins of it.
            for (int spins = random.nextInt(2_000_000); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            assertThat(seen).as("the writer ran until it was killed").isEqualTo(rounds);
            return seen;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void assertWhole(SecretCache cache) {
        try (SecretBytes even = CacheWriter.document(0);
                SecretBytes odd = CacheWriter.document(1)) {
            assertThat(cache.read()).hasValueSatisfying(read -> assertThat(read).isIn(even, odd));
        }
    }

    private void assertPrivate() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
                if (file.getFileName().toString().contains("sealed")) {
                    assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).doesNotContain(CacheWriter.PLANTED);
                }
            }
        }
    }
}
