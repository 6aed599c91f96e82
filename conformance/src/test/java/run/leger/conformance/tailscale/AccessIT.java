package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import run.leger.conformance.lab.AsUser;
import run.leger.conformance.lab.Node;
import run.leger.conformance.lab.OnNodeOfEveryVersion;
import run.leger.conformance.lab.Program;
import run.leger.tailscale.Right;
import run.leger.tailscale.coverage.KnownEndpoint;
import run.leger.tailscale.coverage.Proof;
import run.leger.tailscale.coverage.Release;

/** What a local user without rights is refused, and what not. */
@OnNodeOfEveryVersion
class AccessIT {
    private static final Set<Right> FOR_ALL = Set.of(Right.NONE, Right.READ);
    /** By endpoint: how the request made by hand ended, and how the method did. */
    private static final Map<String, List<String>> OUTCOMES = new HashMap<>();

    private final Node node;

    AccessIT(Node node) {
        this.node = node;
    }

    @BeforeParameterizedClassInvocation
    static void askAsNobody(Node node) {
        OUTCOMES.clear();
        Program.run(
                        Map.of(),
                        AsUser.java(
                                AsUser.NOBODY,
                                Unprivileged.class,
                                List.of(node.daemon().socket().toString())))
                .orFail()
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells.length == 3)
                .forEach(cells -> OUTCOMES.put(cells[0], List.of(cells[1], cells[2])));
    }

    private String byHand(KnownEndpoint endpoint) {
        return OUTCOMES.get(endpoint.key()).get(0);
    }

    private String typed(KnownEndpoint endpoint) {
        return OUTCOMES.get(endpoint.key()).get(1);
    }

    private String expectedByHand(KnownEndpoint endpoint) {
        Release release = new Release(node.version());
        if (!endpoint.in(release)) {
            return "unknown";
        }
        return FOR_ALL.contains(endpoint.right(release)) ? "answered" : "denied";
    }

    @Test
    void the_daemon_has_the_endpoints_of_its_version_and_checks_the_rights_of_the_list() {
        assertThat(KnownEndpoint.all())
                .allSatisfy(endpoint ->
                        assertThat(byHand(endpoint)).as(endpoint.key()).isEqualTo(expectedByHand(endpoint)));
    }

    @Test
    void a_method_that_needs_a_right_says_access_denied_and_the_others_do_not_mind() {
        assertThat(KnownEndpoint.withMethod()).isNotEmpty().allSatisfy(endpoint -> {
            String expected = expectedByHand(endpoint).equals("denied")
                    ? "AccessDeniedException"
                    : Proof.all().get(endpoint.key()).get(node.version()).expected();
            assertThat(typed(endpoint)).as(endpoint.key()).isEqualTo(expected);
        });
    }
}
