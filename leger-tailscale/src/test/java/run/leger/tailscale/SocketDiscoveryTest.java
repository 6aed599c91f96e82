package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the socket is looked for, on a tree of the test's own. */
class SocketDiscoveryTest {
    @TempDir
    Path root;

    private final List<ServerSocketChannel> listeners = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (ServerSocketChannel listener : listeners) {
            listener.close();
        }
    }

    private Path socket(String place) throws IOException {
        Path path = root.resolve(place.substring(1));
        Files.createDirectories(path.getParent());
        listeners.add(ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path)));
        return path;
    }

    private SocketDiscovery on(String system) {
        return SocketDiscovery.discover(Map.of(), system, root);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, /var/run/tailscale/tailscaled.sock",
        "Linux, /tmp/tailscaled.sock",
        "Linux, /var/packages/Tailscale/var/tailscaled.sock",
        "Linux, /var/packages/Tailscale/etc/tailscaled.sock",
        "Linux, /tmp/tailscale/tailscaled.sock",
        "Linux, /perm/tailscaled/tailscaled.sock",
        "FreeBSD, /var/run/tailscale/tailscaled.sock",
        "Mac OS X, /var/run/tailscaled.socket",
        "Mac OS X, /var/run/tailscale/tailscaled.sock"
    })
    void each_place_is_found(String system, String place) throws IOException {
        Path socket = socket(place);
        assertThat(on(system).socket()).contains(socket);
    }

    @Test
    void the_default_comes_before_the_others() throws IOException {
        socket("/tmp/tailscaled.sock");
        Path first = socket("/var/run/tailscale/tailscaled.sock");
        assertThat(on("Linux").socket()).contains(first);
    }

    @Test
    void the_environment_is_the_only_place_even_where_nothing_is() throws IOException {
        socket("/var/run/tailscale/tailscaled.sock");
        Path named = root.resolve("named");
        SocketDiscovery discovery = SocketDiscovery.discover(Map.of("TS_SOCKET", named.toString()), "Linux", root);
        assertThat(discovery.socket()).isEmpty();
        assertThat(discovery.expected()).isEqualTo(named);
        assertThat(discovery.attempts()).hasSize(1);
    }

    @Test
    void nothing_anywhere_lists_every_place() {
        assertThat(on("Linux").attempts()).hasSize(6).noneMatch(SocketAttempt::usable);
        assertThat(on("Mac OS X").attempts()).hasSize(7);
    }

    @Test
    void where_anybody_may_write_a_strangers_socket_is_passed_over() throws IOException {
        Path strange = socket("/tmp/tailscaled.sock");
        Assumptions.assumeTrue(Files.getAttribute(strange, "unix:uid").equals(0), "only root can give files away");
        Files.setAttribute(strange, "unix:uid", 54321);
        SocketDiscovery discovery = on("Linux");
        assertThat(discovery.socket()).isEmpty();
        assertThat(discovery.attempts()).anyMatch(attempt -> attempt.finding().contains("54321"));
    }
}
