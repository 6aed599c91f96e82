package run.leger.conformance.tailscale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
}
