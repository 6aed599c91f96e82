package run.leger.conformance.tailscale;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Tailscaled;
import run.leger.core.Json;
import run.leger.tailscale.BusSuite;
import run.leger.tailscale.TailscaleClient;

/** The suite of the bus on real daemons of their own: one that tells changes, and one that tells the whole network map. */
class BusIT {
    @Nested
    class Current extends OnDaemon {
        Current() {
            super(Tailscaled.CURRENT);
        }
    }

    @Nested
    class Old extends OnDaemon {
        Old() {
            super("1.92.5");
        }
    }

    abstract static class OnDaemon extends BusSuite {
        private final String version;
        private Tailscaled device;
        private Tailscaled other;
        private TailscaleClient client;

        OnDaemon(String version) {
            this.version = version;
        }

        @BeforeEach
        void join() {
            device = Tailscaled.builder().version(version).start();
            device.up("bus");
            client = TailscaleClient.builder().socket(device.socket()).build();
        }

        @AfterEach
        void leave() {
            client.close();
            device.close();
            if (other != null) {
                other.close();
            }
        }

        @Override
        protected TailscaleClient client() {
            return client;
        }

        @Override
        protected void kill() {
            device.stop();
        }

        @Override
        protected void revive() {
            device.restart();
        }

        @Override
        protected void logout() {
            device.logout();
        }

        @Override
        protected void join(String label) {
            other = Tailscaled.start();
            other.up(label);
        }

        @Override
        protected void goOffline(String label) {
            tellOf(label, "{\"PeersChangedPatch\":[{\"NodeID\":%s,\"Online\":false}]}");
        }

        @Override
        protected void leave(String label) {
            tellOf(label, "{\"PeersRemoved\":[%s]}");
        }

        private void tellOf(String label, String map) {
            try {
                Json nodes = Lab.nodes();
                int at = 0;
                while (!nodes.at("" + at, "Name").orElseThrow().asText().startsWith(label + ".")) {
                    at++;
                }
                String key = client.statusWithoutPeers().self().publicKey().value();
                Lab.sendMap(key, String.format(map, nodes.at("" + at, "ID").orElseThrow()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
