package run.leger.setec.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.AccessDeniedException;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;
import run.leger.core.UnavailableException;
import run.leger.setec.Refresh;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.setec.UnidentifiedCallerException;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.SetecRule;

/** A chain of environment, server and folder. */
final class SourceChainTest extends SecretSourceSuite {
    private static final SecretName A = SecretName.of("a");

    @TempDir
    Path folder;

    private final FakeSetec server = FakeSetec.builder()
            .identity("none", new SetecRule[0])
            .unidentified("fail")
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    SecretSource open(Map<String, byte[]> secrets) {
        secrets.forEach(server::put);
        return SourceChain.of(environment(), client("admin"), DirectorySource.at(folder));
    }

    private static EnvironmentSource environment(String... pair) {
        return EnvironmentSource.of(Map.of(A, "A")).in(pair.length == 0 ? Map.of() : Map.of(pair[0], pair[1]));
    }

    private SetecClient client(String identity) {
        return SetecClient.create(server.address(identity));
    }

    private void mount(String value) throws Exception {
        Files.writeString(folder.resolve("a"), value);
    }

    @Test
    void the_first_that_has_it_answers_and_is_named() throws Exception {
        server.put("a", "server".getBytes(UTF_8));
        mount("folder");
        try (SourceChain chain =
                SourceChain.of(environment("A", "variable"), client("admin"), DirectorySource.at(folder))) {
            assertThat(chain.origin(A)).isEqualTo(chain.description());
            assertThat(text(chain.get(A))).isEqualTo("variable");
            assertThat(chain.origin(A)).isEqualTo("environment");
        }
        try (SourceChain chain = SourceChain.of(environment(), client("admin"), DirectorySource.at(folder))) {
            assertThat(text(chain.get(A))).isEqualTo("server");
            assertThat(chain.origin(A)).isEqualTo("server " + server.address());
            assertThat(chain.description())
                    .isEqualTo("environment, then server " + server.address() + ", then folder " + folder);
        }
        try (SourceChain chain = SourceChain.of(environment(), DirectorySource.at(folder))) {
            assertThat(text(chain.get(A))).isEqualTo("folder");
            assertThat(chain.origin(A)).isEqualTo("folder " + folder);
        }
    }

    @Test
    void where_none_has_it_all_are_listed() {
        try (SourceChain chain = SourceChain.of(environment(), client("admin"), DirectorySource.at(folder))) {
            assertThatThrownBy(() -> chain.get(A))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("environment")
                    .hasMessageContaining("server " + server.address())
                    .hasMessageContaining("folder " + folder)
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(3));
        }
    }

    @Test
    void a_denial_ends_the_search_unless_it_may_pass() throws Exception {
        mount("folder");
        try (SourceChain chain = SourceChain.of(environment(), client("none"), DirectorySource.at(folder))) {
            assertThatThrownBy(() -> chain.get(A)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> chain.passingUnreachable().get(A)).isInstanceOf(AccessDeniedException.class);
            assertThat(text(chain.passingDenied().get(A))).isEqualTo("folder");
        }
        Files.delete(folder.resolve("a"));
        try (SourceChain chain =
                SourceChain.of(client("none"), DirectorySource.at(folder)).passingDenied()) {
            assertThatThrownBy(() -> chain.get(A))
                    .as("the denial says more than not found")
                    .isInstanceOf(AccessDeniedException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        }
    }

    @Test
    void an_outage_ends_the_search_unless_it_may_pass() throws Exception {
        mount("folder");
        try (SourceChain chain = SourceChain.of(client("admin"), DirectorySource.at(folder))) {
            server.close();
            assertThatThrownBy(() -> chain.get(A)).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> chain.passingDenied().get(A)).isInstanceOf(UnavailableException.class);
            assertThat(text(chain.passingUnreachable().get(A))).isEqualTo("folder");
            Files.delete(folder.resolve("a"));
            assertThatThrownBy(() -> chain.passingUnreachable().get(A))
                    .as("who waits for the server must not be told that there is no such secret")
                    .isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void a_failing_server_is_an_outage() throws Exception {
        mount("folder");
        try (SourceChain chain = SourceChain.of(client("fail"), DirectorySource.at(folder))) {
            assertThatThrownBy(() -> chain.get(A)).isInstanceOf(UnidentifiedCallerException.class);
            assertThat(text(chain.passingUnreachable().get(A))).isEqualTo("folder");
        }
    }

    @Test
    void an_outage_never_changes_a_value_that_the_server_gave() throws Exception {
        server.put("a", "server".getBytes(UTF_8));
        mount("folder");
        try (SourceChain chain =
                SourceChain.of(client("admin"), DirectorySource.at(folder)).passingUnreachable()) {
            SecretValue value = chain.get(A);
            server.close();
            assertThatThrownBy(() -> chain.getIfChanged(A, value.version())).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> chain.get(A)).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void another_source_is_a_change_even_of_the_same_number() throws Exception {
        server.put("a", "server".getBytes(UTF_8));
        SecretSource variable = environment("A", "variable");
        try (SetecClient setec = client("admin");
                SourceChain chain = SourceChain.of(setec, variable)) {
            assertThat(chain.get(A).version()).isEqualTo(SecretVersion.of(1));
            assertThat(chain.getIfChanged(A, SecretVersion.of(1))).isInstanceOf(Refresh.Unchanged.class);
            setec.delete(A);
            assertThat(chain.getIfChanged(A, SecretVersion.of(1)))
                    .isInstanceOfSatisfying(Refresh.Changed.class, changed -> {
                        assertThat(text(changed.secret())).isEqualTo("variable");
                        assertThat(changed.version()).isEqualTo(SecretVersion.of(1));
                    });
            assertThat(chain.getIfChanged(A, SecretVersion.of(1))).isInstanceOf(Refresh.Unchanged.class);
            setec.put(A, bytes("back"));
            assertThat(chain.getIfChanged(A, SecretVersion.of(1))).isInstanceOf(Refresh.Changed.class);
        }
    }

    @Test
    void an_unreadable_file_ends_the_search() throws Exception {
        Files.createSymbolicLink(folder.resolve("a"), Path.of("/etc/hostname"));
        try (SourceChain chain = SourceChain.of(DirectorySource.at(folder), environment("A", "variable"))
                .passingDenied()
                .passingUnreachable()) {
            assertThatThrownBy(() -> chain.get(A))
                    .isInstanceOf(LegerException.class)
                    .isInstanceOf(UnreadableSourceException.class);
        }
    }

    @Test
    void closing_a_chain_closes_its_sources() {
        server.put("a", "server".getBytes(UTF_8));
        SetecClient setec = client("admin");
        SourceChain.of(setec).close();
        assertThatThrownBy(() -> setec.get(A)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(SourceChain::of).isInstanceOf(IllegalArgumentException.class);
    }
}
