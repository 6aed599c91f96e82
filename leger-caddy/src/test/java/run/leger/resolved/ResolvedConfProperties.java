package run.leger.resolved;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ResolvedConfProperties {
    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(
                        "[Resolve]",
                        "\n",
                        "\r",
                        "\0",
                        "\\",
                        "\\\n",
                        "#",
                        ";",
                        "DNS=",
                        "1.1.1.1",
                        "Domains=",
                        "~.",
                        " ",
                        "\"",
                        "'",
                        "Cache=",
                        "yes",
                        "[",
                        "]",
                        "=",
                        "StaleRetentionSec=",
                        "1.5h",
                        "DNSStubListenerExtra=",
                        "[::1]:53",
                        "\u00e4",
                        "X-a=1",
                        "%eth0",
                        "#n")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 5000)
    void printing_what_was_parsed_gives_the_same_text(@ForAll("files") String file) {
        assertThat(ResolvedConf.parse(file).print()).isEqualTo(file);
    }

    @Property(tries = 2000)
    void any_bytes_are_kept(@ForAll byte[] file) {
        assertThat(ResolvedConf.parse(file).toBytes()).isEqualTo(file);
    }

    @Property(tries = 2000)
    void a_comment_adds_no_assignment(@ForAll String text) {
        try {
            ResolvedConf conf =
                    ResolvedConf.builder().comment(text).cache(Mode.YES).build();
            assertThat(conf.assignments()).hasSize(1);
            assertThat(conf.findings()).isEmpty();
        } catch (InvalidSettingException e) {
            assertThat(e.setting()).isEqualTo("comment");
        }
    }

    @Property(tries = 3000)
    void what_is_taken_for_a_server_reads_back_as_itself(@ForAll("servers") String text) {
        try {
            DnsServer server = DnsServer.of(text);
            assertThat(DnsServer.of(server.toString())).isEqualTo(server);
            assertThat(ResolvedConf.builder().dns(server).build().dns()).isIn(List.of(server), List.of());
        } catch (InvalidSettingException e) {
            assertThat(e.setting()).isEqualTo("DNS=");
        }
    }

    @Provide
    Arbitrary<String> servers() {
        return Arbitraries.of(
                        "1.1.1.1", "::1", "[", "]", ":53", ":", "853", "%", "eth0", "#", "a.b", ".", "\n", " ",
                        "fe80::1", "0")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }
}
