package run.leger.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import run.leger.core.LegerException;
import run.leger.core.UnavailableException;
import run.leger.core.UnavailableException.Reason;
import run.leger.core.UnixSockets;

/** The words in which an operating system says why are in the user's language, so they decide nothing. */
class UnixFailureProperties {
    private static final Path FOLDER = folder();
    private static final Path DEAD = FOLDER.resolve("s");

    private static Path folder() {
        try {
            return Files.createTempDirectory("dead");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeContainer
    static void bind() throws IOException {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(DEAD))
                .close();
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.delete(DEAD);
        Files.delete(FOLDER);
    }

    private static Reason reason(IOException e, Path path) {
        LegerException failure = new UnixConnector(path, UnixSockets.JDK, Optional.empty()).failure(e, "GET /");
        assertThat(failure).isInstanceOf(UnavailableException.class);
        return ((UnavailableException) failure).reason();
    }

    @Property(tries = 50)
    void a_refused_connection_is_told_in_any_language(@ForAll String words) {
        assertThat(reason(new ConnectException(words), DEAD)).isEqualTo(Reason.REFUSED);
    }

    @Property(tries = 50)
    void a_lack_of_permission_is_told_in_any_language(@ForAll String words) {
        assertThat(reason(new BindException(words), DEAD)).isEqualTo(Reason.PERMISSION);
    }

    @Property(tries = 50)
    void a_missing_socket_is_told_in_any_language(@ForAll String words) {
        assertThat(reason(new SocketException(words), FOLDER.resolve("none"))).isEqualTo(Reason.NO_SOCKET);
        assertThat(reason(new SocketException(words), DEAD.resolve("through a file")))
                .isEqualTo(Reason.NO_SOCKET);
    }
}
