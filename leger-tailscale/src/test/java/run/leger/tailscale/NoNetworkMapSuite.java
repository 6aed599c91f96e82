package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;

/** What a daemon says that nobody has logged in to. */
public abstract class NoNetworkMapSuite {
    /** For the suites of one daemon each. */
    protected NoNetworkMapSuite() {}

    /**
     * Returns the client under test.
     *
     * @return the same at each call
     */
    protected abstract TailscaleClient client();

    @Test
    void there_is_nothing_where_nothing_is_an_answer() {
        assertThat(client().network().currentDerpMap()).isEmpty();
        assertThat(client().network().certDomains()).isEmpty();
        assertThat(client().network().routeCheck()).isEmpty();
        assertThat(client().network().appConnectorRouteInfo().control()).isEmpty();
        assertThat(client().exitNodes().list()).isEmpty();
        assertThat(client().peerById(NodeId.of(2))).isEmpty();
        assertThat(client().userProfile(UserId.of(1))).isEmpty();
        client().checkPrefs(PrefsEdit.none().shieldsUp(true));
    }

    @Test
    void the_state_is_the_reason_of_what_fails() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> client().dns().dnsConfig(),
                () -> client().idToken("aud"),
                () -> client().exitNodes().suggestExitNode(),
                () -> client().exitNodes().use(StableNodeId.of("n1")),
                () -> client().network()
                        .setDeviceAttributes(DeviceAttributes.none().set("custom:a", true)))) {
            assertThatThrownBy(call).isInstanceOf(NeedsLoginException.class);
        }
    }

    @Test
    void a_look_at_the_routers_ends_though_the_daemon_may_never_answer() {
        TailscaleClient brisk = client().with(CallOptions.deadline(Duration.ofSeconds(1)));
        try {
            assertThat(brisk.network().routeCheckProbe(Duration.ofSeconds(60))).isNotNull();
        } catch (LegerException e) {
            assertThat(e.getMessage()).contains("routecheck");
        }
    }
}
