package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.Tailscaled;
import run.leger.tailscale.NeedsLoginException;
import run.leger.tailscale.TailnetLock;
import run.leger.tailscale.TailnetLockNotActiveException;
import run.leger.tailscale.TailnetLockNotAllowedException;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.lock.TailnetLockKey;
import run.leger.tailscale.lock.TrustedKey;

/** A tailnet whose plan has no lock, and a device that is in none. */
class TailnetLockRefusalIT {
    @Test
    void logged_out_connected_and_disconnected_the_reason_is_the_true_one() {
        List<TrustedKey> keys = List.of(TrustedKey.of(TailnetLockKey.of("tlpub:" + "1f".repeat(32))));
        try (Tailscaled daemon = Tailscaled.start();
                TailscaleClient client =
                        TailscaleClient.builder().socket(daemon.socket()).build()) {
            TailnetLock lock = client.tailnetLock();
            assertThat(lock.status().enabled()).isFalse();
            assertThatThrownBy(() -> lock.log(1)).isInstanceOf(NeedsLoginException.class);
            assertThatThrownBy(lock::forceLocalDisable).isInstanceOf(NeedsLoginException.class);
            assertThatThrownBy(() -> lock.init(keys, List.of(new byte[32]))).isInstanceOf(NeedsLoginException.class);
            daemon.up("lock-none");
            assertThatThrownBy(() -> lock.log(1)).isInstanceOf(TailnetLockNotActiveException.class);
            assertThatThrownBy(() -> lock.init(keys, List.of(new byte[32])))
                    .isInstanceOf(TailnetLockNotAllowedException.class);
            daemon.down();
            assertThatThrownBy(() -> lock.log(1)).isInstanceOf(TailnetLockNotActiveException.class);
            assertThatThrownBy(lock::forceLocalDisable).isInstanceOf(TailnetLockNotActiveException.class);
        }
    }
}
