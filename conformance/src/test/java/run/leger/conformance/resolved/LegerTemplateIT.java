package run.leger.conformance.resolved;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.conformance.lab.Resolved;
import run.leger.core.DnsName;
import run.leger.resolved.DropInChange;
import run.leger.resolved.ResolvedConf;
import run.leger.resolved.ResolvedDropIn;
import run.leger.resolved.TailnetDns;

/** Leger's drop-in, installed by the library and read back by the real systemd-resolved. */
class LegerTemplateIT {
    @TempDir
    Path root;

    @Test
    void the_real_resolver_understands_every_line_and_forgets_them_after_uninstalling() {
        ResolvedDropIn dropIn = ResolvedDropIn.leger(root);
        dropIn.install(ResolvedConf.legerTemplate());

        Resolved seen = Resolved.on(root);

        assertThat(seen.warnings()).isEmpty();
        assertThat(seen.global("DNS Domain")).isEqualTo("~.");
        assertThat(seen.status()).contains("DNSOverTLS=opportunistic", "DNSSEC=allow-downgrade");

        assertThat(dropIn.uninstall()).isEqualTo(DropInChange.DELETED);
        assertThat(Resolved.on(root).status()).doesNotContain("~.", "opportunistic", "allow-downgrade");
    }

    @Test
    void the_real_resolver_has_the_tailnet_of_split_dns() {
        ResolvedDropIn.leger(root).install(TailnetDns.global(DnsName.of("tail1234.ts.net")));

        Resolved seen = Resolved.on(root);

        assertThat(seen.warnings()).isEmpty();
        assertThat(seen.global("DNS Servers")).isEqualTo("100.100.100.100");
        assertThat(seen.global("DNS Domain")).isEqualTo("~tail1234.ts.net");
    }
}
