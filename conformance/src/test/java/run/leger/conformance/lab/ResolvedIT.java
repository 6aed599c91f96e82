package run.leger.conformance.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real systemd-resolved reads files and says what it understood. */
class ResolvedIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path tree;

    private void write(String file, String text) throws IOException {
        Path path = tree.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void a_drop_in_is_read_back_without_a_warning() throws Exception {
        write("etc/systemd/resolved.conf.d/10-leger.conf", """
                [Resolve]
                DNS=192.0.2.53
                DNSOverTLS=opportunistic
                Domains=~.
                """);

        Resolved resolved = Resolved.on(tree);

        assertThat(resolved.warnings()).isEmpty();
        assertThat(resolved.global("DNS Servers")).isEqualTo("192.0.2.53");
        assertThat(resolved.global("DNS Domain")).isEqualTo("~.");
        assertThat(resolved.status()).contains("DNSOverTLS=opportunistic");
    }

    @Test
    void drop_ins_of_every_directory_count_and_the_last_name_wins() throws Exception {
        write("etc/systemd/resolved.conf", "[Resolve]\nDNSSEC=no\nLLMNR=no\n");
        write("usr/lib/systemd/resolved.conf.d/10-vendor.conf", "[Resolve]\nFallbackDNS=192.0.2.1\nLLMNR=yes\n");
        write("run/systemd/resolved.conf.d/20-run.conf", "[Resolve]\nDNSOverTLS=yes\n");
        write("etc/systemd/resolved.conf.d/30-admin.conf", "[Resolve]\nDNSOverTLS=no\n");

        Resolved resolved = Resolved.on(tree);

        assertThat(resolved.warnings()).isEmpty();
        assertThat(resolved.global("Fallback DNS Servers")).isEqualTo("192.0.2.1");
        assertThat(resolved.status()).contains("+LLMNR", "-DNSOverTLS", "DNSSEC=no/");
    }

    @Test
    void what_the_daemon_does_not_understand_comes_back_as_its_warning() throws Exception {
        write("etc/systemd/resolved.conf.d/10-bad.conf", "[Resolve]\nDNSSEC=maybe\nBogus=1\n");

        Resolved resolved = Resolved.on(tree);

        assertThat(resolved.warnings())
                .hasSize(2)
                .anyMatch(each -> each.contains("10-bad.conf:2") && each.contains("DNSSEC"))
                .anyMatch(each -> each.contains("10-bad.conf:3") && each.contains("Bogus"));
    }

    @Test
    void another_command_can_be_asked_instead_of_the_status() throws Exception {
        write("etc/systemd/resolved.conf.d/10-leger.conf", "[Resolve]\nDNS=192.0.2.53\n");

        assertThat(Resolved.on(tree, "resolvectl", "--no-pager", "dns").status().strip())
                .isEqualTo("Global: 192.0.2.53");
    }
}
