package run.leger.tailscale;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import run.leger.testkit.FakeTailscaled;

/** The suite of the bus on fakes that speak as daemons of three times. */
@Timeout(60)
class FakeBusTest {
    @Nested
    class Current extends OnFake {
        Current() {
            super("1.102.5");
        }
    }

    @Nested
    class Next extends OnFake {
        Next() {
            super("1.104.0");
        }
    }

    @Nested
    class Old extends OnFake {
        Old() {
            super("1.92.5");
        }
    }

    abstract static class OnFake extends BusSuite {
        @TempDir
        Path folder;

        private final String version;
        private FakeTailscaled fake;
        private TailscaleClient client;

        OnFake(String version) {
            this.version = version;
        }

        @BeforeEach
        void start() {
            fake = FakeTailscaled.start(folder.resolve("s")).version(version);
            client = TailscaleClient.builder().socket(fake.socket()).build();
        }

        @AfterEach
        void stop() {
            client.close();
            fake.close();
        }

        @Override
        protected TailscaleClient client() {
            return client;
        }

        @Override
        protected void kill() {
            fake.kill();
        }

        @Override
        protected void revive() {
            fake.restart();
        }

        @Override
        protected void logout() {
            fake.state("NeedsLogin");
        }

        @Override
        protected void join(String label) {
            fake.peer(7, label, true);
        }

        @Override
        protected void goOffline(String label) {
            fake.peer(7, label, false);
        }

        @Override
        protected void leave(String label) {
            fake.removePeer(7);
        }
    }
}
