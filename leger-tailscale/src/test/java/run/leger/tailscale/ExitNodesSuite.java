package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import run.leger.core.ApiException;
import run.leger.core.BadRequestException;
import run.leger.core.IpAddress;
import run.leger.core.IpPrefix;

/** Exit nodes of a connected daemon with one peer that offers to be one. */
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
public abstract class ExitNodesSuite {
    /** For the suites of one daemon each. */
    protected ExitNodesSuite() {}

    /**
     * Returns the client under test.
     *
     * @return the same at each call
     */
    protected abstract TailscaleClient client();

    /**
     * Returns the peer that offers to be an exit node.
     *
     * @return its IPv4 address
     */
    protected abstract IpAddress exit();

    private ExitNodes nodes() {
        return client().exitNodes();
    }

    private PeerStatus offered() {
        List<PeerStatus> offered = nodes().list();
        assertThat(offered).hasSize(1);
        return offered.get(0);
    }

    /** Leaves the daemon as it was. */
    @AfterEach
    void putBack() {
        client().editPrefs(PrefsEdit.none().advertiseRoutes(List.of()).exitNodeAllowLanAccess(false));
        nodes().stop();
    }

    @Test
    void the_node_on_offer_is_listed_and_used_by_its_id() {
        PeerStatus node = offered();
        assertThat(node.tailscaleIps()).contains(exit());
        assertThat(node.online()).isTrue();
        assertThat(node.exitNode()).isFalse();
        assertThat(nodes().allowLanAccess(true).exitNodeAllowLanAccess()).isTrue();
        Prefs after = nodes().use(node.id());
        assertThat(after.exitNodeId()).isEqualTo(node.id());
        assertThat(after.exitNodeAllowLanAccess()).isTrue();
        assertThat(offered().exitNode()).isTrue();
        assertThat(nodes().stop().exitNodeId().isNone()).isTrue();
        assertThat(offered().exitNode()).isFalse();
    }

    @Test
    void a_node_that_is_used_by_its_address_replaces_the_daemons_choice() {
        nodes().useAuto();
        Prefs after = nodes().use(exit());
        assertThat(after.autoExitNode()).isEmpty();
        assertThat(client().prefs().exitNodeId()).isEqualTo(offered().id());
    }

    @Test
    void the_daemon_chooses_and_a_choice_of_ours_ends_that() {
        assertThat(nodes().useAuto().autoExitNode()).isEqualTo("any");
        Prefs after = nodes().use(offered().id());
        assertThat(after.autoExitNode()).isEmpty();
        assertThat(after.exitNodeId()).isEqualTo(offered().id());
    }

    @Test
    void the_last_node_comes_back_and_without_one_there_is_nothing_to_turn_on() {
        nodes().use(offered().id());
        assertThat(nodes().setUseExitNode(false).exitNodeId().isNone()).isTrue();
        assertThat(nodes().setUseExitNode(false).exitNodeId().isNone()).isTrue();
        assertThat(nodes().setUseExitNode(true).exitNodeId())
                .isEqualTo(offered().id());
        assertThat(nodes().setUseExitNode(true).exitNodeId())
                .isEqualTo(offered().id());
        nodes().stop();
        assertThatThrownBy(() -> nodes().setUseExitNode(true)).isInstanceOf(ApiException.class);
    }

    @Test
    void what_is_no_exit_node_is_not_used_and_the_remedy_names_those_that_are() {
        IpAddress self = client().statusWithoutPeers().self().tailscaleIps().get(0);
        for (StableNodeId odd : List.of(
                StableNodeId.of("nobody"),
                StableNodeId.of(""),
                StableNodeId.of("a\nb"),
                client().statusWithoutPeers().self().id())) {
            assertThatThrownBy(() -> nodes().use(odd)).isInstanceOfSatisfying(ExitNodeUnavailableException.class, e -> {
                assertThat(e.node()).isEqualTo(odd.value());
                assertThat(e.remedy())
                        .hasValueSatisfying(remedy ->
                                assertThat(remedy).contains(offered().id().value()));
            });
        }
        assertThatThrownBy(() -> nodes().use(self)).isInstanceOf(ExitNodeUnavailableException.class);
        assertThat(client().prefs().exitNodeId().isNone()).isTrue();
    }

    @Test
    void an_exit_node_cannot_use_another() {
        client().editPrefs(PrefsEdit.none().advertiseRoutes(List.of(IpPrefix.of("0.0.0.0/0"), IpPrefix.of("::/0"))));
        assertThatThrownBy(() -> nodes().use(offered().id())).isInstanceOf(BadRequestException.class);
    }

    @Test
    void the_node_on_offer_is_suggested_with_and_without_a_probe() {
        assertThat(nodes().suggestExitNode())
                .hasValueSatisfying(
                        node -> assertThat(node.id()).isEqualTo(offered().id()));
        assertThat(nodes().suggestExitNodeWithProbe(Duration.ofSeconds(2)))
                .hasValueSatisfying(
                        node -> assertThat(node.id()).isEqualTo(offered().id()));
        assertThatThrownBy(() -> nodes().suggestExitNodeWithProbe(Duration.ofSeconds(61)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
