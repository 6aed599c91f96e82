package run.leger.resolved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.core.DnsName;

class ResolvedConfTest {
    private static final String TEMPLATE = """
            [Resolve]
            # DNSSEC validation
            DNSSEC=allow-downgrade

            # DNS-over-TLS when available
            DNSOverTLS=opportunistic

            # Enable DNS caching
            Cache=yes

            # Enable stub listener
            DNSStubListener=yes

            # Use systemd-resolved for all domains
            Domains=~.
            """;

    @Test
    void the_template_comes_out_byte_for_byte() {
        ResolvedConf conf = ResolvedConf.legerTemplate();
        assertThat(conf.print()).isEqualTo(TEMPLATE);
        assertThat(conf.findings()).isEmpty();
        assertThat(conf.mode(ResolvedKey.DNSSEC)).contains(Mode.ALLOW_DOWNGRADE);
        assertThat(conf.domains()).containsExactly(Domain.all());
    }

    @Test
    void the_check_warns_where_the_template_fights_magic_dns() {
        assertThat(MagicDnsCheck.check(ResolvedConf.legerTemplate()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.line()).isEqualTo(15);
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.message()).contains("~.");
                });
    }

    @Test
    void magic_dns_as_a_global_server_is_an_error_without_domains_and_with_strict_modes() {
        ResolvedConf conf = ResolvedConf.builder()
                .dns(DnsServer.of("100.100.100.100%tailscale0"))
                .dnssec(Mode.YES)
                .dnsOverTls(Mode.YES)
                .dnsStubListener(Mode.NO)
                .build();
        assertThat(MagicDnsCheck.check(conf))
                .extracting(Finding::line, Finding::severity)
                .containsExactly(
                        tuple(2, Severity.ERROR),
                        tuple(2, Severity.WARNING),
                        tuple(3, Severity.ERROR),
                        tuple(4, Severity.ERROR),
                        tuple(5, Severity.WARNING));
    }

    @Test
    void magic_dns_beside_other_servers_or_for_other_names_is_no_split_dns() {
        DnsServer magic = DnsServer.of("100.100.100.100");
        Domain tailnet = Domain.route(DnsName.of("tail1.ts.net"));
        for (ResolvedConf conf : List.of(
                ResolvedConf.builder()
                        .dns(magic, DnsServer.of("9.9.9.9"))
                        .domains(tailnet)
                        .build(),
                ResolvedConf.builder()
                        .dns(magic)
                        .domains(tailnet, Domain.search(DnsName.of("a.example")))
                        .build(),
                ResolvedConf.builder().dns(magic).domains(tailnet, Domain.all()).build(),
                ResolvedConf.builder()
                        .dns(magic)
                        .fallbackDns(magic)
                        .domains(tailnet)
                        .build())) {
            assertThat(MagicDnsCheck.check(conf))
                    .as(conf.print())
                    .anyMatch(finding -> finding.severity() == Severity.WARNING
                            && finding.message().endsWith("take it out"));
        }
    }

    @Test
    void a_file_that_leaves_tailscale_alone_has_no_findings() {
        ResolvedConf conf = ResolvedConf.builder()
                .dns(DnsServer.of("9.9.9.9#dns.quad9.net"))
                .cache(Mode.YES)
                .build();
        assertThat(MagicDnsCheck.check(conf)).isEmpty();
    }

    @Test
    void tailnet_names_routed_elsewhere_are_found() {
        ResolvedConf conf = ResolvedConf.builder()
                .dns(DnsServer.of("9.9.9.9"))
                .domains(Domain.route(DnsName.of("tail1.ts.net")))
                .build();
        assertThat(MagicDnsCheck.check(conf)).extracting(Finding::severity).containsExactly(Severity.WARNING);
    }

    @Test
    void values_are_typed_and_lists_add_up() {
        ResolvedConf conf = ResolvedConf.parse("""
                [Resolve]
                DNS=1.1.1.1 [2001:DB8:0:0::1]:5353#dns.example
                DNS=1.1.1.1:53 9.9.9.9
                FallbackDNS=
                Domains=a.example ~b.example "c.example" ~A.example
                Cache=YES
                StaleRetentionSec=1h 30min
                DNSStubListenerExtra=udp:127.0.0.9:5353
                RefuseRecordTypes=AAAA SRV
                """);
        assertThat(conf.findings()).isEmpty();
        assertThat(conf.dns())
                .extracting(DnsServer::toString)
                .containsExactly("1.1.1.1", "[2001:db8::1]:5353#dns.example", "9.9.9.9");
        assertThat(conf.fallbackDns()).contains(List.of());
        assertThat(conf.domains())
                .extracting(Domain::toString)
                .containsExactly("~a.example", "~b.example", "c.example");
        assertThat(conf.mode(ResolvedKey.CACHE)).contains(Mode.YES);
        assertThat(conf.staleRetention()).contains(Duration.ofMinutes(90));
        assertThat(conf.extraListeners()).extracting(ExtraListener::toString).containsExactly("udp:127.0.0.9:5353");
        assertThat(conf.refusedRecordTypes()).containsExactlyInAnyOrder("AAAA", "SRV");
        assertThat(conf.findings(252)).extracting(Finding::line).containsExactly(7, 9);
    }

    @Test
    void what_systemd_ignores_is_a_warning_with_its_line() {
        ResolvedConf conf = ResolvedConf.parse("""
                DNS=1.1.1.1
                [Other]
                x
                [Resolve]
                nothing
                =x
                NoSuch=1
                X-Own=1
                Cache=maybe
                DNSSEC=
                DNS=1.1.1.1 # x
                Domains=a..b "q
                """);
        assertThat(conf.findings()).extracting(Finding::line).containsExactly(1, 2, 5, 6, 7, 9, 10, 11, 11, 12, 12);
        assertThat(conf.dns()).hasSize(1);
    }

    @Test
    void what_makes_systemd_give_up_is_an_error_and_ends_the_file() {
        for (byte[] bad : List.of(
                "[Resolve]\nCache=no\n[Resolve\nCache=yes\n".getBytes(StandardCharsets.UTF_8),
                "[Resolve]\nCache=no\nDomains=\u00ff\nCache=yes\n".getBytes(StandardCharsets.ISO_8859_1))) {
            ResolvedConf conf = ResolvedConf.parse(bad);
            assertThat(conf.mode(ResolvedKey.CACHE)).contains(Mode.NO);
            assertThat(conf.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                assertThat(finding.line()).isEqualTo(3);
            });
            assertThat(conf.toBytes()).isEqualTo(bad);
        }
    }

    @Test
    void lines_continue_over_comments_and_end_at_every_line_end() {
        ResolvedConf conf =
                ResolvedConf.parse("[Resolve]\r\nDNS=1.1.1.1 \\\n# comment\n  9.9.9.9\rCache=no\0DNSSEC=no");
        assertThat(conf.findings()).isEmpty();
        assertThat(conf.dns()).extracting(DnsServer::address).containsExactly("1.1.1.1", "9.9.9.9");
        assertThat(conf.mode(ResolvedKey.CACHE)).contains(Mode.NO);
        assertThat(conf.mode(ResolvedKey.DNSSEC)).contains(Mode.NO);
    }

    @Test
    void an_interfaces_number_is_read_as_systemd_reads_it() {
        ResolvedConf conf =
                ResolvedConf.parse("[Resolve]\nDNS=1.1.1.1%010 1.1.1.1%8 1.1.1.1%0x8 ::1 ::1%lo 1.1.1.1%+2147483647\n");
        assertThat(conf.findings()).isEmpty();
        // A loopback address stays two servers, as it is written.
        assertThat(conf.dns())
                .extracting(DnsServer::toString)
                .containsExactly("1.1.1.1%8", "::1", "::1%lo", "1.1.1.1%2147483647");
        for (String refused : List.of("08", "00", "2147483648", "99999999999", "++1")) {
            assertThatThrownBy(() -> DnsServer.of("1.1.1.1%" + refused)).isInstanceOf(InvalidSettingException.class);
        }
    }

    @Test
    void nothing_can_be_injected() {
        for (String comment : List.of("a\nDNS=6.6.6.6", "a\r", "a\0", "ends in \\", "\u00e4")) {
            assertThatThrownBy(() -> ResolvedConf.builder().comment(comment))
                    .isInstanceOf(InvalidSettingException.class);
        }
        for (String server : List.of(
                "dns.example",
                "1.1.1.1\n",
                "[::1]",
                "1.1.1.1:0",
                "1.1.1.1:99999",
                "1.1.1.1%",
                "1.1.1.1#",
                "1.1.1.1#a b")) {
            assertThatThrownBy(() -> DnsServer.of(server)).isInstanceOf(InvalidSettingException.class);
        }
        assertThatThrownBy(() -> Domain.of("a b")).isInstanceOf(InvalidSettingException.class);
        assertThatThrownBy(() -> ResolvedConf.builder().cache(Mode.RESOLVE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_finding_says_where_in_the_line_also_of_continued_ones() {
        ResolvedConf conf =
                ResolvedConf.parse("[Resolve]\nDNS=1.1.1.1 \\\n# between\n   nope #\u00e4\n\tCache = maybe\n");
        assertThat(conf.findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "4:4: warning: DNS= has a server that is not address[:port][%interface][#name], ignored",
                        "4:9: warning: DNS= has a server that is not address[:port][%interface][#name], ignored",
                        "5:10: warning: Cache= is neither a boolean nor one of its words, ignored");
        assertThat(conf.assignments())
                .extracting(Assignment::origin)
                .containsExactly(new Origin("", 2, 1), new Origin("", 5, 2));
    }

    @Test
    void what_systemd_takes_and_no_host_or_certificate_has_is_said_as_such() {
        ResolvedConf conf = ResolvedConf.parse("[Resolve]\nDNS=1.1.1.1#a..b\nDomains=x!y a..b\n");
        assertThat(conf.findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "2:5: warning: DNS= has a server whose name is no DNS name; systemd-resolved takes it as it stands",
                        "3:9: warning: Domains= has a domain that is no domain name; systemd-resolved takes it as it stands",
                        "3:13: warning: Domains= has a domain that is no domain name, ignored");
    }

    @Test
    @Timeout(60)
    void the_worst_lines_that_are_still_read_are_read_soon() {
        int words = 50_000;
        for (String file : List.of(
                "[Resolve]\nDNS=" + "x ".repeat(words),
                "[Resolve]\nDNS=\\\n" + "x \\\n".repeat(words),
                "[Resolve]\nDomains=" + "'\u00e4' ".repeat(150_000),
                "[Resolve]\nStaleRetentionSec=" + "9".repeat(1_000_000),
                "[Resolve]\nDNS=" + "1".repeat(1_000_000),
                "[Resolve]\nDNS=" + ":".repeat(1_000_000),
                "[Resolve]\n" + "Cache=x\n".repeat(words),
                "[".repeat(1_000_000))) {
            ResolvedConf conf = ResolvedConf.parse(file);
            assertThat(conf.with(Setting.mode(ResolvedKey.CACHE, Mode.NO)).mode(ResolvedKey.CACHE))
                    .contains(Mode.NO);
        }
    }

    @Test
    void the_split_dns_of_a_tailnet_is_written_and_its_leak_is_said() {
        ResolvedConf conf = TailnetDns.global(DnsName.of("tail1234.ts.net"));
        assertThat(conf.print()).endsWith("\nDNS=100.100.100.100\nDomains=~tail1234.ts.net\n");
        assertThat(conf.findings()).isEmpty();
        assertThat(MagicDnsCheck.check(conf)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.message())
                    .contains("asked for every name")
                    .contains("a delegate")
                    .doesNotContain("take it out");
        });
        assertThat(TailnetDns.delegate(DnsName.of("tail1234.ts.net")))
                .isEqualTo("[Delegate]\nDNS=100.100.100.100\nDomains=~tail1234.ts.net\n");
    }
}
