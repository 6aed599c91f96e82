package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import run.leger.conformance.lab.AsUser;
import run.leger.conformance.lab.Program;
import run.leger.tailscale.Right;
import run.leger.tailscale.coverage.KnownEndpoint;
import run.leger.tailscale.coverage.Proof;
import run.leger.tailscale.coverage.Release;

/** What a local user without rights is refused, and what not. */
@ParameterizedClass(name = "{0}")
@MethodSource("run.leger.conformance.tailscale.Stage#ofEveryVersion")
class AccessIT {
    private static final Set<Right> FOR_ALL = Set.of(Right.NONE, Right.READ);
    /** By endpoint: how the request made by hand ended, and how the method did. */
    private static final Map<String, List<String>> OUTCOMES = new HashMap<>();

    private final Stage stage;

    AccessIT(Stage stage) {
        this.stage = stage;
    }

    @BeforeParameterizedClassInvocation
    static void askAsNobody(Stage stage) {
        OUTCOMES.clear();
        Program.run(
                        Map.of(),
                        AsUser.java(
                                AsUser.NOBODY,
                                Unprivileged.class,
                                List.of(stage.daemon().socket().toString())))
                .orFail()
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells.length == 3)
                .forEach(cells -> OUTCOMES.put(cells[0], List.of(cells[1], cells[2])));
    }

    private String expectedByHand(KnownEndpoint endpoint) {
        Release release = new Release(stage.version());
        if (!endpoint.in(release)) {
            return "unknown";
        }
        return FOR_ALL.contains(endpoint.right(release)) ? "answered" : "denied";
    }

    private String expectedTyped(KnownEndpoint endpoint) {
        return expectedByHand(endpoint).equals("denied")
                ? "AccessDeniedException" + Unprivileged.WITH_REMEDY
                : Proof.all().get(endpoint.key()).get(stage.version()).expected();
    }

    private static Map<String, String> byEndpoint(
            List<KnownEndpoint> endpoints, Function<KnownEndpoint, String> outcome) {
        return endpoints.stream().collect(Collectors.toMap(KnownEndpoint::key, outcome));
    }

    @Test
    void the_daemon_has_the_endpoints_of_its_version_and_checks_the_rights_of_the_list() {
        List<KnownEndpoint> all = KnownEndpoint.all();
        assertThat(byEndpoint(all, endpoint -> OUTCOMES.get(endpoint.key()).get(0)))
                .containsExactlyInAnyOrderEntriesOf(byEndpoint(all, this::expectedByHand));
    }

    @Test
    void a_method_that_needs_a_right_says_access_denied_and_the_others_do_not_mind() {
        List<KnownEndpoint> typed = KnownEndpoint.withMethod();
        assertThat(byEndpoint(typed, endpoint -> OUTCOMES.get(endpoint.key()).get(1)))
                .isNotEmpty()
                .containsExactlyInAnyOrderEntriesOf(byEndpoint(typed, this::expectedTyped));
    }
}
