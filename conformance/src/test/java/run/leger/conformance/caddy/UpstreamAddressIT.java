package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import run.leger.caddy.CaddyOracleSuite.Adapted;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.standard.StandardCaddy;
import run.leger.caddy.syntax.SyntaxTree;

/** Addresses of upstreams, made of what addresses are made of, are refused by Caddy and by the tables, or by neither. */
class UpstreamAddressIT {
    private static final int TRIES = Integer.getInteger("leger.tries", 25) * 40;
    private static final List<String> PARTS = List.of(
            ("http https h2c ws x HTTP:// http:// https://a h2c:// :// // / : @ [ ] [::1] ::1 [1.2.3.4] [fe80::1%25e] a b.example 80 :80 :443"
                            + " :8000-8001 8000-8001 - 99999 {env.X} { } ? # %25 %C3%A9 %41 unix unix/ unix+h2c/ tcp/ fd/ | 0660 . * + user:pw@"
                            + " _ ~ < , ^ \u00e9")
                    .split(" "));

    @Test
    void both_take_the_same_ones() {
        List<String> differences = new ArrayList<>();
        Random random = new Random(Long.getLong("leger.seed", 1));
        int taken = 0;
        try (AdaptingCaddy caddy = AdaptingCaddy.start()) {
            for (int i = 0; i < TRIES; i++) {
                StringBuilder address = new StringBuilder();
                for (int parts = random.nextInt(5); parts >= 0; parts--) {
                    address.append(PARTS.get(random.nextInt(PARTS.size())));
                }
                String text = "http://a.example {\n\treverse_proxy {\n\t\tto `" + address + "`\n\t}\n}\n";
                Adapted theirs = caddy.adapt(text);
                List<String> ours = StandardCaddy.standard().check(Caddyfile.of(SyntaxTree.parse(text))).stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .map(CaddyfileProblem::reason)
                        .toList();
                boolean takes = theirs.config().isPresent();
                taken += takes ? 1 : 0;
                String disagreement = (takes ? "only we refuse: " + ours : "only Caddy refuses: " + theirs.message())
                        + "\n" + address;
                if (takes != ours.isEmpty() && !Differences.explain(disagreement)) {
                    differences.add(disagreement);
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(taken).isGreaterThan(TRIES / 10);
    }
}
