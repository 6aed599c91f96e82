package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.Control;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Tailscaled;
import run.leger.tailscale.AccountSuite;
import run.leger.tailscale.StartOptions;
import run.leger.tailscale.TailscaleClient;

/** Accounts on a real daemon of the test's own. */
class AccountIT extends AccountSuite {
    private Tailscaled daemon;
    private TailscaleClient client;

    @BeforeEach
    void join() {
        daemon = Tailscaled.start();
        daemon.up("account");
        client = TailscaleClient.builder().socket(daemon.socket()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        daemon.close();
    }

    @Override
    protected TailscaleClient client() {
        return client;
    }

    @Override
    protected StartOptions loginOptions() {
        return StartOptions.none().controlUrl(Lab.controlUrl()).authKey(anyKey());
    }

    @Test
    void a_person_logs_the_device_in_at_the_address_that_it_shows() throws Exception {
        try (Control control = Control.start("-require-auth");
                Tailscaled fresh = Tailscaled.start();
                TailscaleClient ts =
                        TailscaleClient.builder().socket(fresh.socket()).build()) {
            ts.login().start(StartOptions.none().controlUrl(control.url()));
            URI address = ts.login().interactive(Lab.PATIENCE).orElseThrow();
            assertThat(ts.login().authUrl()).contains(address);
            assertThat(ts.profiles().current()).isEmpty();
            control.logIn(address);
            fresh.waitForState("Running");
            assertThat(ts.login().authUrl()).isEmpty();
            assertThat(ts.profiles().current()).isPresent();
        }
    }
}
