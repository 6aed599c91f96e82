package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import run.leger.caddy.CaddyOracleSuite.Adapted;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.standard.StandardCaddy;
import run.leger.caddy.syntax.SyntaxTree;

/** What global options say of each other and of sites: files of several are refused by Caddy and by the checks, or by neither. {@code -Dleger.tries=N} makes 20 N files. */
class OptionsTogetherIT {
    private static final int TRIES = Integer.getInteger("leger.tries", 25) * 20;
    private static final long SEED = Long.getLong("leger.seed", 1);
    private static final List<String> OPTIONS = List.of(
            "local_certs",
            "cert_issuer internal",
            "cert_issuer acme",
            "cert_issuer zerossl key",
            "cert_issuer acme {\n\tdns\n}",
            "acme_dns",
            "acme_ca https://ca.example/dir",
            "acme_ca_root /root.pem",
            "acme_eab {\n\tkey_id a\n\tmac_key b\n}",
            "preferred_chains smallest",
            "email x@a.example",
            "key_type p256",
            "ocsp_stapling off",
            "renewal_window_ratio 0.5",
            "cert_lifetime 1d",
            "tls_resolvers 192.0.2.1",
            "tls_automate_names b.example b.example c.example",
            "tls_automate_names localhost a.example",
            "ech b.example b.example",
            "ech a.example d.example",
            "on_demand_tls {\n\task http://localhost:1\n}",
            "auto_https off",
            "auto_https disable_certs",
            "skip_install_trust",
            "pki {\n\tca\n\tca\n}",
            "storage file_system /a",
            "debug",
            "admin off",
            "admin",
            "persist_config off",
            "default_bind 127.0.0.1",
            "default_bind",
            "log",
            "log default",
            "log a",
            "log a {\n\toutput stdout\n}",
            "servers",
            "servers :80 {\n\tname a\n}",
            "servers :443 {\n\tname a\n}",
            "servers :443 {\n\tname b\n}",
            "servers :80 {\n\tname a\n\tname \"\"\n}",
            "order respond first",
            "order log last",
            "order log before respond",
            "order respond after log",
            "order respond before respond",
            "order tls first",
            "order respond before tls",
            "order handle after route");
    private static final List<String> TLS = List.of(
            "",
            "tls internal",
            "tls x@a.example",
            "tls {\n\tdns\n}",
            "tls {\n\tresolvers 192.0.2.1\n}",
            "tls {\n\tissuer acme\n}",
            "tls {\n\tissuer internal\n}",
            "tls {\n\tissuer zerossl key\n}",
            "tls {\n\tca https://ca.example/dir\n}",
            "tls {\n\ton_demand\n}");

    @Test
    void areRefusedByBothOrByNone() {
        List<String> differences = new ArrayList<>();
        int taken = 0;
        Random random = new Random(SEED);
        try (AdaptingCaddy caddy = AdaptingCaddy.start()) {
            for (int i = 0; i < TRIES; i++) {
                String text = file(random);
                Adapted theirs = caddy.adapt(text);
                taken += theirs.config().isPresent() ? 1 : 0;
                difference(text, theirs)
                        .filter(disagreement -> !Differences.explain(disagreement))
                        .ifPresent(differences::add);
            }
        }
        assertThat(differences.size())
                .as(() -> String.join("\n----\n", differences.subList(0, Math.min(8, differences.size()))))
                .isZero();
        assertThat(taken).isBetween(TRIES / 5, TRIES * 4 / 5);
    }

    private static String file(Random random) {
        List<String> all = new ArrayList<>(OPTIONS);
        Collections.shuffle(all, random);
        String options = String.join("\n", all.subList(0, 1 + random.nextInt(4)));
        String tls = TLS.get(random.nextInt(TLS.size()));
        String scheme = tls.isEmpty() && random.nextBoolean() ? "http://" : "https://";
        return "{\n" + options + "\n}\n\n" + scheme + "a.example {\n" + tls + "\n\trespond ok\n}\n";
    }

    private static Optional<String> difference(String text, Adapted theirs) {
        List<CaddyfileProblem> errors = StandardCaddy.standard().check(Caddyfile.of(SyntaxTree.parse(text))).stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        if (theirs.config().isPresent() == errors.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                errors.isEmpty()
                        ? "only Caddy refuses: " + theirs.message() + "\n" + text
                        : "only we refuse: " + errors + "\n" + text);
    }
}
