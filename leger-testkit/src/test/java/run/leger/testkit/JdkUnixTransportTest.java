package run.leger.testkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import run.leger.core.Phase;
import run.leger.core.Transport;
import run.leger.core.UnixSockets;

/** The contract over the JDK's own Unix sockets: all of it. */
class JdkUnixTransportTest extends UnixTransportContract {
    @Override
    UnixSockets sockets() {
        return UnixSockets.JDK;
    }

    @Test
    void a_listener_whose_backlog_is_full_passes_the_connect_deadline() throws IOException {
        ServerSocketChannel listener = closing(listen(1));
        List<SocketChannel> fill = new ArrayList<>();
        try {
            while (fill.size() < 100) {
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                fill.add(channel);
                channel.configureBlocking(false);
                if (!channel.connect(listener.getLocalAddress())) {
                    break;
                }
            }
        } catch (IOException e) {
            // The backlog is full now.
        }
        Transport transport = closing(transportTo(listener));
        Duration limit = Duration.ofMillis(250);
        passes(Phase.CONNECT, limit, () -> transport.send(GET, PATIENT.withConnectTimeout(limit)));
        for (SocketChannel channel : fill) {
            channel.close();
        }
    }
}
