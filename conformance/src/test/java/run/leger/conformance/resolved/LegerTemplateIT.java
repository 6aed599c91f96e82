package run.leger.conformance.resolved;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.conformance.lab.Resolved;
import run.leger.resolved.ResolvedConf;
import run.leger.resolved.ResolvedDropIn;

/** Leger's drop-in, written by the library and read back by the real systemd-resolved. */
class LegerTemplateIT {
    @TempDir
    Path root;

    @Test
    void the_real_resolver_understands_every_line() throws Exception {
        ResolvedDropIn dropIn = ResolvedDropIn.leger(ResolvedConf.legerTemplate());
        Path folder = root.resolve(ResolvedDropIn.FOLDER.toString().substring(1));
        Files.createDirectories(folder);
        new ResolvedDropIn(folder.resolve(dropIn.name()), dropIn.conf()).write();

        Resolved seen = Resolved.on(root);

        assertThat(seen.warnings()).isEmpty();
        assertThat(seen.global("DNS Domain")).isEqualTo("~.");
        assertThat(seen.status()).contains("DNSOverTLS=opportunistic", "DNSSEC=allow-downgrade");
    }
}
