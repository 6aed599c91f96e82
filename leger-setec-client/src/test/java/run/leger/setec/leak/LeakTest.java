package run.leger.setec.leak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeServer;
import run.leger.testkit.FakeSetec;

/** Runs {@link LeakScenario} in a JVM that never collects garbage, and looks for its secrets in all that came of it. */
final class LeakTest {
    /** Where Java or the caller wants text, and so a secret is text: its headers too. Everything else must not be. */
    private static final Set<String> TEXT_BY_NATURE =
            Set.of("environment", "file-text", "text", "bound-text", "bound-json", "bearer", "basic");

    /** Where bytes may stay: what is open, what was asked for, and copies of others that nobody can reach. */
    private static final Set<String> BYTES = Set.of(
            "run.leger.core.SecretBytes.bytes",
            LeakScenario.Bound.class.getName() + ".array",
            // The same array, on its way to the constructor of the record.
            "[Ljava.lang.Object;[]",
            // Of HttpCore: what a connection received, until it receives more.
            "org.apache.hc.core5.http.impl.io.SessionInputBufferImpl.buffer",
            "org.apache.hc.core5.util.ByteArrayBuffer.array",
            // The same arrays, while a channel reads into them or writes from them.
            "java.nio.HeapByteBuffer.hb");

    /** And where one kind of secret may stay: a key in the JDK's form, and what its key stores are read through. */
    private static final Set<String> BYTES_OF_ONE =
            Set.of("mac in javax.crypto.spec.SecretKeySpec.key", "certificate in java.io.BufferedInputStream.buf");

    @TempDir
    private static Path folder;

    private static final Map<String, Planted> PLANTED = new HashMap<>();
    private static List<Finding> findings;
    private static byte[] output;

    @BeforeAll
    static void run() throws Exception {
        Map<String, byte[]> values = new HashMap<>();
        SecureRandom random = new SecureRandom();
        for (String secret : LeakScenario.SECRETS) {
            byte[] bytes = new byte[LeakScenario.LENGTH];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) ('a' + random.nextInt(26));
            }
            values.put(secret, bytes);
            PLANTED.put(secret, new Planted(bytes));
        }
        values.put("bound-json", ('"' + new String(values.get("bound-json"), UTF_8) + '"').getBytes(UTF_8));
        files(values);
        Path dump = folder.resolve("heap.hprof");
        Path said = folder.resolve("output");
        try (FakeSetec fake = FakeSetec.start();
                FakeServer refusing = FakeServer.onLoopback(request ->
                        request.headers().first("Authorization").isPresent()
                                ? FakeResponse.empty(401)
                                : FakeResponse.text(500, "refused: " + new String(request.body(), UTF_8)))) {
            values.forEach((secret, value) -> {
                if (!Set.of("write", "refused").contains(secret)) {
                    fake.put(
                            "leak/" + secret,
                            switch (secret) {
                                case "rotate" -> new byte[] {1};
                                case "large" -> Arrays.copyOf(value, 60_000);
                                default -> value;
                            });
                }
            });
            ProcessBuilder builder = new ProcessBuilder(
                            LeakScenario.command(folder, fake.address(), refusing.address(), dump))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().put("LEAK_LEAK_ENVIRONMENT", new String(values.get("environment"), UTF_8));
            Process child = builder.start();
            try (OutputStream in = child.getOutputStream()) {
                for (String secret : List.of("write", "rotate", "refused")) {
                    in.write(values.get(secret));
                }
            }
            assertThat(child.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).as(() -> shown(said)).isZero();
        }
        output = Files.readAllBytes(said);
        findings = HeapScan.of(dump, PLANTED);
        Files.delete(dump);
    }

    private static String shown(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void files(Map<String, byte[]> values) throws IOException {
        Path mounted = Files.createDirectories(folder.resolve("mounted/leak"));
        Files.write(mounted.resolve("directory"), values.get("directory"));
        Files.writeString(
                folder.resolve("secrets.json"),
                "{\"leak/file\":{\"secret\":{\"Version\":1,\"Value\":\""
                        + Base64.getEncoder().encodeToString(values.get("file"))
                        + "\"}},\"leak/file-text\":{\"secret\":{\"Version\":1,\"TextValue\":\""
                        + new String(values.get("file-text"), UTF_8) + "\"}}}");
        Files.writeString(
                folder.resolve("damaged.json"),
                "{\"leak/damaged\":{\"secret\":{\"Version\":\"" + new String(values.get("damaged"), ISO_8859_1)
                        + "\"}}}");
    }

    private static Set<String> text() {
        return findings.stream()
                .filter(Finding::isText)
                .map(Finding::secret)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void the_scan_finds_what_was_put_there_for_it() {
        assertThat(text()).contains("control", "control-base64", "control-chars", "control-garbage", "control-hidden");
        assertThat(findings)
                .anyMatch(f -> f.secret().equals("control-chars") && f.form().startsWith("char[]"));
        assertThat(findings)
                .anyMatch(f -> f.secret().equals("control-hidden") && f.form().contains("two bytes"));
    }

    @Test
    void no_secret_was_ever_text_but_those_that_come_as_text_or_were_asked_for_as_text() {
        assertThat(findings.stream()
                        .filter(Finding::isText)
                        .filter(f -> !f.secret().startsWith("control") && !TEXT_BY_NATURE.contains(f.secret())))
                .isEmpty();
    }

    @Test
    void what_is_listed_as_text_is_text() {
        assertThat(text()).containsAll(TEXT_BY_NATURE);
    }

    @Test
    void bytes_stay_only_where_they_are_listed() {
        assertThat(findings.stream()
                        .filter(f -> !f.secret().startsWith("control") && !TEXT_BY_NATURE.contains(f.secret()))
                        .filter(f ->
                                !BYTES.contains(f.owner()) && !BYTES_OF_ONE.contains(f.secret() + " in " + f.owner())))
                .isEmpty();
    }

    /** One copy in clear in {@code SecretBytes} at least, so that the heap was that of a program that has them. */
    @Test
    void what_a_store_serves_is_where_it_serves_it_from() {
        assertThat(findings).contains(new Finding("store", "byte[] plain", "run.leger.core.SecretBytes.bytes"));
    }

    @Test
    void nothing_that_was_printed_or_logged_holds_a_secret() {
        assertThat(output).isNotEmpty();
        PLANTED.forEach(
                (secret, planted) -> assertThat(planted.in(output)).as(secret).isEmpty());
    }

    @Test
    void no_file_is_left_that_holds_a_secret_but_the_plain_cache() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                byte[] content = Files.readAllBytes(file);
                PLANTED.forEach((secret, planted) -> {
                    if (planted.in(content).isPresent()) {
                        assertThat(secret + " in " + folder.relativize(file))
                                .isIn(
                                        "plain-cache in plain.json",
                                        "directory in mounted/leak/directory",
                                        "file in secrets.json",
                                        "file-text in secrets.json",
                                        "damaged in damaged.json");
                    }
                });
            }
        }
    }
}
