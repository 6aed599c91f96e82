package run.leger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.core.SecretBytes;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.source.FileSource;
import run.leger.testkit.FakeSetec;

/** Whatever a value is: who reads the export back has that value, and nothing else. */
class ExportProperties {
    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("'\"\\$`()\n\r\t #;=&|<>*!~A\u00e9\u2028\ufeff")
                        .ofMaxLength(30),
                Arbitraries.of("\'; touch /tmp/x; \'", "x\nPATH=/evil", "$(id)", "'", "''", "\\", "\\'"),
                Arbitraries.strings()
                        .filter(text ->
                                text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text)));
    }

    private static Cli.Result export(FakeSetec setec, String value, String... options) {
        setec.rotate("a", value.getBytes(UTF_8));
        String[] args = new String[options.length + 4];
        System.arraycopy(options, 0, args, 4, options.length);
        System.arraycopy(new String[] {"secrets", "export", "a", "--setec=" + setec.address()}, 0, args, 0, 4);
        return new Cli().run(args);
    }

    @Property(tries = 100)
    void a_shell_reads_the_value_and_runs_nothing(@ForAll("values") String value) throws Exception {
        Path file = Files.createTempFile("export", ".env");
        try (FakeSetec setec = FakeSetec.start()) {
            Files.write(file, export(setec, value).bytes());
            Process shell = new ProcessBuilder("sh", "-c", ". \"$1\" && printf %s \"$A\"", "sh", file.toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(shell.getInputStream().readAllBytes()).isEqualTo(value.getBytes(UTF_8));
            assertThat(shell.waitFor()).isZero();
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 200)
    void for_podman_it_is_one_line_or_refused(@ForAll("values") String value) {
        try (FakeSetec setec = FakeSetec.start()) {
            Cli.Result result = export(setec, value, "--format=podman");
            if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                assertThat(result.code()).isEqualTo(64);
                assertThat(result.out()).isEmpty();
            } else {
                assertThat(result.bytes()).isEqualTo(("A=" + value + "\n").getBytes(UTF_8));
            }
        }
    }

    @Property(tries = 200)
    void as_json_it_is_what_the_file_source_reads(@ForAll("values") String value) throws IOException {
        Path folder = Files.createTempDirectory("export");
        Path file = folder.resolve("secrets.json");
        try (FakeSetec setec = FakeSetec.start()) {
            Cli.Result result = export(setec, value, "--format=json", "--to=" + file);
            if (value.isEmpty()) {
                assertThat(result.code()).isEqualTo(64);
                return;
            }
            try (SecretValue read = FileSource.read(file).get(SecretName.of("a"))) {
                assertThat(read.value()).isEqualTo(SecretBytes.copyOf(value.getBytes(UTF_8)));
            }
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }
}
