package run.leger.conformance.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Program;
import run.leger.conformance.lab.SetecIdentities;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.setec.CacheMode;
import run.leger.setec.SecretName;
import run.leger.setec.SecretStore;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.setec.cache.GoFile;
import run.leger.setec.source.FileSource;

/** The files of Go's client and ours, each read by the other. */
class GoCacheIT {
    private static final String ADMIN =
            "{\"addr\":\"127.0.0.1:0\",\"user\":\"admin@example.com\",\"rules\":[{\"action\":[\"get\",\"info\","
                    + "\"put\",\"create-version\",\"activate\",\"delete\"],\"secret\":[\"*\"]}]}";
    /** Nobody listens there: what a store knows is from its cache. */
    private static final String NOBODY = "http://127.0.0.1:9";

    private static final byte[] EVERY = every();

    @TempDir
    Path folder;

    private static byte[] every() {
        byte[] bytes = new byte[1000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 >> 3);
        }
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private Path cache() {
        return folder.resolve("made/cache");
    }

    private static Program.Ended go(String verb, Path file, String... args) {
        List<String> command = new ArrayList<>(List.of(Lab.program("labcache").toString(), verb, file.toString()));
        command.addAll(List.of(args));
        return Program.run(Map.of(), command);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void write(Path path, String document) {
        try (SecretBytes bytes = SecretBytes.copyOf(document.getBytes(UTF_8))) {
            GoFile.at(path).write(bytes);
        }
    }

    @Test
    void what_go_kept_is_read_here() throws IOException {
        try (SetecIdentities server = SetecIdentities.start(ADMIN);
                SetecClient setec = SetecClient.create(server.url(0))) {
            setec.put(SecretName.of("svc/a"), SecretBytes.copyOf(EVERY));
            setec.createVersion(
                    SecretName.of("<b> & ü"), SecretVersion.MAX, SecretBytes.copyOf("text".getBytes(UTF_8)));
            go("store", cache(), server.url(0).toString(), "svc/a", "<b> & ü").orFail();
        }
        assertThat(mode(cache().getParent())).isEqualTo("rwx------");
        assertThat(GoFile.at(cache()).read())
                .hasValueSatisfying(read -> assertThat(new String(read.copy(), UTF_8))
                        .contains("\"svc/a\"")
                        .contains(base64(EVERY)));
        try (FileSource source = FileSource.read(cache())) {
            assertThat(source.get(SecretName.of("svc/a")).value().copy()).isEqualTo(EVERY);
            SecretValue other = source.get(SecretName.of("<b> & ü"));
            assertThat(other.value().copy()).isEqualTo("text".getBytes(UTF_8));
            assertThat(other.version()).isEqualTo(SecretVersion.MAX);
        }
    }

    @Test
    void what_is_kept_here_is_read_by_go() throws IOException {
        write(
                cache(),
                "{\"svc/a\":{\"secret\":{\"Value\":\"" + base64(EVERY)
                        + "\",\"Version\":2},\"lastAccess\":\"1795454119\"},"
                        + "\"ü <\":{\"secret\":{\"Value\":\"\",\"Version\":4294967295},\"lastAccess\":\"0\",\"asOf\":\"1795454119\"}}");
        assertThat(mode(cache().getParent())).isEqualTo("rwx------");
        assertThat(mode(cache())).isEqualTo("rw-------");
        assertThat(go("store", cache(), NOBODY, "svc/a", "ü <").orFail()).isEqualTo(base64(EVERY) + "\n\n");
        assertThat(go("file", cache(), "svc/a", "ü <").orFail()).isEqualTo("2 " + base64(EVERY) + "\n-\n");
        assertThat(go("read", cache()).orFail()).startsWith("{\"svc/a\"");
    }

    @Test
    void each_ones_store_starts_from_what_the_other_kept() {
        SecretName name = SecretName.of("svc/a");
        try (SetecIdentities server = SetecIdentities.start(ADMIN);
                SetecClient setec = SetecClient.create(server.url(0))) {
            setec.put(name, SecretBytes.copyOf(EVERY));
            SecretStore.builder(setec)
                    .declare(name)
                    .cache(GoFile.at(cache()), CacheMode.STRICT)
                    .open(Lab.PATIENCE)
                    .close();
            go("store", folder.resolve("go"), server.url(0).toString(), name.text())
                    .orFail();
        }
        assertThat(go("store", cache(), NOBODY, name.text()).orFail()).isEqualTo(base64(EVERY) + "\n");
        try (SetecClient nobody = SetecClient.create(URI.create(NOBODY));
                SecretStore store = SecretStore.builder(nobody)
                        .declare(name)
                        .cache(GoFile.at(folder.resolve("go")), CacheMode.CACHED)
                        .open(Lab.PATIENCE)) {
            assertThat(store.secret(name).current().value().copy()).isEqualTo(EVERY);
            assertThat(store.secret(name).current().version()).isEqualTo(SecretVersion.of(1));
        }
    }

    @Test
    void each_replaces_the_others_file_and_narrows_its_mode() throws IOException {
        write(cache(), "{}");
        Path document = Files.writeString(folder.resolve("document"), "{\"go\":null}");
        Files.setPosixFilePermissions(cache(), PosixFilePermissions.fromString("rw-rw-rw-"));
        Program.run("sh", "-c", Lab.program("labcache") + " write " + cache() + " < " + document)
                .orFail();
        assertThat(mode(cache())).isEqualTo("rw-------");
        assertThat(cache()).hasContent("{\"go\":null}");
        Files.setPosixFilePermissions(cache(), PosixFilePermissions.fromString("rw-rw-rw-"));
        write(cache(), "{\"java\":null}");
        assertThat(mode(cache())).isEqualTo("rw-------");
        assertThat(go("read", cache()).orFail()).isEqualTo("{\"java\":null}");
    }

    @Test
    void a_link_is_refused_by_both() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));
        assertThat(go("read", link).code()).isNotZero();
        assertThatThrownBy(() -> GoFile.at(link)).isInstanceOf(LegerException.class);
    }

    /** Go's own store does not start from what it wrote itself here; the file is read all the same. */
    @Test
    void a_cache_of_versions_alone_is_passed_on_and_holds_no_secret() {
        try (SetecIdentities server = SetecIdentities.start(ADMIN);
                SetecClient setec = SetecClient.create(server.url(0))) {
            setec.put(SecretName.of("svc/v"), SecretBytes.copyOf("one".getBytes(UTF_8)));
            assertThat(go("versions", cache(), server.url(0).toString(), "svc/v", "1")
                            .orFail())
                    .isEqualTo(base64("one".getBytes(UTF_8)) + "\n");
        }
        assertThat(GoFile.at(cache()).read())
                .hasValueSatisfying(read -> assertThat(new String(read.copy(), UTF_8))
                        .contains("\"secret\":null")
                        .contains("\"versions\""));
        try (FileSource source = FileSource.read(cache())) {
            assertThatThrownBy(() -> source.get(SecretName.of("svc/v"))).isInstanceOf(NotFoundException.class);
        }
        assertThat(go("file", cache(), "svc/v").orFail()).isEqualTo("-\n");
    }

    @Test
    void a_last_access_that_is_a_number_spoils_the_cache_for_go_and_not_the_file() {
        write(cache(), "{\"a\":{\"secret\":{\"Value\":\"YQ==\",\"Version\":2},\"lastAccess\":1795454119}}");
        assertThat(go("store", cache(), NOBODY, "a").code()).isNotZero();
        assertThat(go("file", cache(), "a").orFail()).isEqualTo("2 YQ==\n");
        try (FileSource source = FileSource.read(cache())) {
            assertThat(source.get(SecretName.of("a")).value().copy()).isEqualTo("a".getBytes(UTF_8));
        }
    }

    /** What Go's FileClient makes of a file, FileSource makes of it too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "",
                "{} {}",
                "\ufeff{}",
                "{\"a\":null}",
                "{\"a\":{\"secret\":{\"Version\":3,\"TextValue\":\"t\",\"Value\":\"YQ==\"}}}",
                "{\"a\":{\"SECRET\":{\"vERSION\":3,\"tEXTvALUE\":\"\\u00fc\\n\"},\"more\":[{}]}}",
                "{\"a\":{\"secret\":{\"Version\":3,\"Value\":\"YQ==\"},\"versions\":{\"5\":\"Zml2ZQ==\"}}}",
                "{\"a\":{\"secret\":{\"Version\":3,\"Value\":\"YQ\"}}}",
                "{\"a\":{\"secret\":{\"Version\":3,\"Value\":\"Y-_=\"}}}",
                "{\"a\":{\"secret\":{\"Version\":3,\"Value\":\"Y\\nQ=\\r\\n=\"}}}",
                "{\"a\":{\"secret\":{\"Version\":3,\"Value\":null,\"TextValue\":null}}}",
                "{\"a\":{\"secret\":{\"Version\":0,\"Value\":\"YQ==\"}}}",
                "{\"a\":{\"secret\":{\"Version\":-1,\"Value\":\"YQ==\"}}}",
                "{\"a\":{\"secret\":{\"Version\":1.0,\"Value\":\"YQ==\"}}}",
                "{\"a\":{\"secret\":{\"Version\":\"1\",\"Value\":\"YQ==\"}}}",
                "{\"a\":{\"secret\":{\"Version\":4294967295,\"Value\":\"YQ==\"}}}",
                "{\"a\":{\"secret\":{\"Version\":4294967296,\"Value\":\"YQ==\"}}}",
                "{\"a\":{\"secret\":{\"Version\":1,\"Value\":\"YQ==\"}},\"a\":null}",
                "{\"a\":null,\"a\":{\"secret\":{\"Version\":1,\"Value\":\"YQ==\"}}}",
                "{\"a\":{\"secret\":{\"Version\":1,\"Value\":\"YQ==\"}},\"b\":{\"secret\":{\"Version\":-1}}}",
                "{\"\":{\"secret\":{\"Version\":1,\"Value\":\"YQ==\"}}}",
                "{\"a\":[]}",
                "{\"a\":{\"secret\":\"x\"}}",
                "{\"a\":{\"secret\":{\"Version\":1,\"TextValue\":5}}}"
            })
    void a_file_of_secrets_means_the_same_here_as_to_go(String document) throws IOException {
        Path file = Files.writeString(folder.resolve("secrets.json"), document);
        Program.Ended go = go("file", file, "a");
        String here;
        try (FileSource source = FileSource.read(file)) {
            SecretValue value = source.get(SecretName.of("a"));
            here = value.version() + " " + base64(value.value().copy()) + "\n";
        } catch (NotFoundException e) {
            here = "-\n";
        } catch (LegerException e) {
            here = "refused";
        }
        assertThat(here).as(go.output()).isEqualTo(go.code() == 0 ? go.output() : "refused");
    }
}
