package run.leger.caddy.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.leger.caddy.Argument;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.Directive;
import run.leger.caddy.Line;
import run.leger.caddy.Options;
import run.leger.caddy.syntax.SyntaxTree;

class SiteTablesTest {
    private static final StandardCaddy CADDY = StandardCaddy.standard();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    tls                                       | 2:1 wrong argument count or unexpected line ending after 'tls'
                    tls internal                              |
                    tls a.pem                                 | 2:5 single argument must either be 'internal', 'force_automate', or an email address
                    tls a.pem b.pem                           |
                    tls a b c                                 | 2:1 wrong argument count or unexpected line ending after 'c'
                    tls internal { ; ca https://x ; }         | 2:1 cannot create both ACME and internal certificate issuers
                    tls { ; issuer acme ; ca https://x ; }    | 2:1 cannot mix issuer subdirective (explicit issuers) with other issuer-specific subdirectives (implicit issuers)
                    tls { ; protocols tls1.1 ; }              | 3:11 'tls1.1' is none of tls1.2, tls1.3
                    tls { ; ciphers TLS_X ; }                 | 3:9 'TLS_X' is none of TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
                    tls { ; dns ; }                           | 3:1 wrong argument count or unexpected line ending after 'dns'
                    tls { ; dns cloudflare ; }                | 3:5 module not registered: dns.providers.cloudflare
                    tls { ; resolvers ::1 ; }                 | 2:1 setting DNS challenge options [resolvers] requires a DNS provider (set with the 'dns' subdirective or 'acme_dns' global option)
                    tls { ; import x ; }                      |
                    tls { ; get_certificate tailscale ; }     |
                    tls { ; issuer zerossl k { ; validity_days 9 ; } ; } | 4:1 unrecognized subdirective 'validity_days' of issuer
                    tls { ; issuer acme https://x { ; dir https://y ; } ; } | 4:5 directory is already specified
                    tls { ; client_auth { ; trust_pool system ; trusted_ca_cert QQ ; } ; } | 3:1 cannot specify both 'trust_pool' and 'trusted_ca_cert' or 'trusted_ca_cert_file'
                    tls { ; client_auth { ; verifier leaf storage a ; } ; } | 4:15 module not registered: tls.leaf_cert_loader.storage
                    `bind unix//run/a|0440`                   | 2:6 the owner of a socket must be able to write to it, which mode 0440 does not allow
                    bind 127.0.0.1 { ; protocols ; }          | 3:1 wrong argument count or unexpected line ending after 'protocols'
                    handle_path a* { ; }                      | 2:13 path matcher must begin with '/', got a*
                    handle_errors 4 { ; }                     | 2:15 '4' is not a status
                    handle_errors { ; tls internal ; }        | 3:1 directive 'tls' is not an ordered HTTP handler, so it cannot be used here - try placing within a route block or using the order global option
                    handle_errors 4xx 502 { ; handle /a { ; } ; } |
                    log { ; include a ; }                     | 3:1 unrecognized subdirective 'include' of log
                    log { ; output file ; }                   | 3:1 wrong argument count or unexpected line ending after 'file'
                    log { ; output stdout ; output stdout ; } | 4:1 output already specified
                    log { ; output file /a { ; roll_minutes 1,,2 ; } ; } | 4:14 '1,,2' is not a list of minutes
                    log { ; format filter { ; a regexp x y ; a regexp ; } ; } | 5:1 regexp pattern cannot be empty
                    log { ; format filter { ; a regexp x y ; fields { ; a hash ; } ; } ; } | 6:1 cannot mix regexp filters with other filter types for field a
                    log { ; format filter { ; wrap append { ; wrap filter { ; a nosuch ; } ; } ; } ; } | 6:3 module not registered: caddy.logging.encoders.filter.nosuch
                    """)
    void checksSitesAsCaddyDoes(String line, String error) {
        assertThat(errors("a.example {\n" + line.replace(" ; ", "\n") + "\n}\n", CADDY))
                .isEqualTo(Optional.ofNullable(error).map(List::of).orElse(List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    debug 1                                   |
                    log ; log default                         | 3:1 duplicate global log option for: default
                    log { ; hostnames a ; }                   | 3:1 unrecognized subdirective 'hostnames' of log
                    log { ; include a ; }                     |
                    servers :1 ; servers :1                   | 3:1 cannot have 'servers' global options with duplicate listener addresses: :1
                    servers { ; name a ; }                    | 2:1 cannot set a name for a server without a listener address
                    servers :1 { ; name a ; } ; servers :2 { ; name a ; } | 5:1 cannot use duplicate server name 'a'
                    servers { ; protocols h1 h1 ; }           | 3:1 protocol h1 specified more than once
                    servers { ; listener_wrappers { ; x ; } ; } | 4:1 module not registered: caddy.listeners.x
                    servers { ; timeouts { ; idle 5 ; } ; }   | 4:6 '5' is not a duration such as 1h30m
                    local_certs ; cert_issuer acme            | 2:1 global options are ambiguous: local_certs is confusing when combined with cert_issuer, because local_certs is also a specific kind of issuer
                    acme_dns                                  | 2:1 acme_dns specified without DNS provider config, but no provider specified with 'dns' global option
                    acme_dns ; local_certs                    |
                    order respond before respond              | 2:1 directive 'respond' not found
                    order nosuch first                        | 2:1 nosuch is not a registered directive
                    order respond after log                   | 2:1 directive 'log' not found
                    order log last ; order respond after log  |
                    admin off { ; }                           | 2:1 No more option is allowed after turning off admin config
                    on_demand_tls { ; }                       | 2:1 expected at least one config parameter for on_demand_tls
                    on_demand_tls { ; ask http://a ; permission http http://b ; } | 2:1 on-demand TLS permission module (or 'ask') already specified
                    preferred_chains                          | 2:1 No options for preferred_chains received
                    preferred_chains smallest { ; any_common_name a ; } | 2:1 No more options are accepted when using the 'smallest' option
                    renewal_window_ratio 1                    | 2:22 renewal_window_ratio must be a number in (0, 1), got 1
                    ech a.example b.example a.example         |
                    ech b.example b.example ; email a@b.example | 2:1 hostname appears in more than one automation policy, making certificate management ambiguous: b.example
                    auto_https on                             | 2:12 'on' is none of off, disable_redirects, disable_certs, ignore_loaded_certs
                    filesystem a b                            | 2:14 module not registered: caddy.fs.b
                    """)
    void checksOptionsAsCaddyDoes(String lines, String error) {
        assertThat(errors("{\n" + lines.replace(" ; ", "\n") + "\n}\na.example {\n}\n", CADDY))
                .isEqualTo(Optional.ofNullable(error).map(List::of).orElse(List.of()));
    }

    @Test
    void takesPluginsThatAreNamed() {
        StandardCaddy caddy = CADDY.withPlugins(Set.of(
                "dns.providers.x", "caddy.listeners.y", "events.handlers.exec", "caddy.logging.writers.z", "limit"));
        String file = """
                {
                    dns x token
                    order limit before respond
                    servers {
                        listener_wrappers {
                            y
                        }
                    }
                    events {
                        on * exec a b
                    }
                }
                a.example {
                    tls {
                        dns
                        resolvers ::1
                    }
                    log {
                        output z {
                            any thing
                        }
                    }
                }
                """;

        assertThat(errors(file, caddy)).isEmpty();
        assertThat(errors(file, CADDY)).hasSize(5);
    }

    @Test
    void warnsOfWhatCaddyPassesOver() {
        List<CaddyfileProblem> problems = CADDY.check(
                file("{\nmetrics x {\nnosuch\n}\n}\na.example {\nlog {\nformat filter x {\nnosuch\n}\n}\n}\n"));

        assertThat(problems).extracting(CaddyfileProblem::severity).containsOnly(Severity.WARNING);
        assertThat(problems).hasSize(4);
    }

    @Test
    void readsValues() {
        Caddyfile file = file("""
                {
                    servers :443 {
                        timeouts {
                            idle 2m
                            read_body_idle 5s 100
                        }
                        max_header_size 16KB
                        strict_sni_host insecure_off
                    }
                    pki {
                        ca {
                            renewal_window_ratio 0.5
                        }
                    }
                }
                a.example {
                    log {
                        output file /a {
                            roll_size 10MiB
                            roll_compression " ZSTD "
                        }
                    }
                    tls {
                        propagation_timeout -1
                        curves x25519 secp256r1
                    }
                }
                """);
        List<Line> options = file.sections().stream()
                .filter(Options.class::isInstance)
                .flatMap(section -> ((Options) section).lines().stream())
                .toList();
        Directive servers = ServerOptions.SERVERS.allIn(options).get(0);
        Directive timeouts = ServerTimeouts.TIMEOUTS.in(servers).orElseThrow();
        Directive log = (Directive) file.sites().get(0).lines().get(0);
        Directive output = LogDirective.OUTPUT.in(log).orElseThrow();
        Directive tls = (Directive) file.sites().get(0).lines().get(1);

        assertThat(ServerOptions.LISTENER.in(servers).flatMap(Argument::token)).contains(":443");
        assertThat(ServerTimeouts.IDLE.in(timeouts)).contains(Duration.ofMinutes(2));
        assertThat(ServerTimeouts.READ_BODY_IDLE.in(timeouts).flatMap(ServerTimeouts.LEAST_RATE::in))
                .contains(100L);
        assertThat(ServerOptions.MAX_HEADER_SIZE.in(servers)).contains(16_000L);
        assertThat(ServerOptions.STRICT_SNI_HOST.in(servers).flatMap(ServerOptions.STRICTNESS::in))
                .contains("insecure_off");
        assertThat(PkiOption.PKI.allIn(options).stream()
                        .flatMap(pki -> PkiOption.CA.allIn(pki).stream())
                        .flatMap(ca -> PkiOption.RENEWAL_WINDOW_RATIO.in(ca).stream()))
                .containsExactly(0.5);
        assertThat(FileWriter.ROLL_SIZE.in(output)).contains(10L * 1024 * 1024);
        assertThat(FileWriter.ROLL_COMPRESSION.in(output)).contains("zstd");
        assertThat(TlsDirective.CURVES.in(tls)).contains(List.of("x25519", "secp256r1"));
        assertThat(DnsChallenge.PROPAGATION_TIMEOUT.in(tls).flatMap(Argument::token))
                .contains("-1");
    }

    @Test
    void writesLiterals() {
        Directive tls = TlsDirective.TYPE
                .of("/a {b}.pem", "/k.pem")
                .withBlock(List.of(
                        TlsDirective.PROTOCOLS.literal("tls1.3"),
                        TlsDirective.RENEWAL_WINDOW_RATIO.of(0.5),
                        TlsDirective.ALPN.literal("{x}")));
        Caddyfile file = Caddyfile.builder()
                .site("a.example", site -> site.directive(tls))
                .build();

        assertThat(file.render()).contains("""
                tls "/a \\{b\\}.pem" /k.pem {
                \t\tprotocols tls1.3
                \t\trenewal_window_ratio 0.5
                \t\talpn "{x}"
                """);
    }

    @Test
    void refusesToWriteWhatCaddyRefuses() {
        assertThatThrownBy(() -> StandardOptions.HTTP_PORT.literal("x")).hasMessageContaining("is not a whole number");
        assertThatThrownBy(() -> StandardOptions.ACME_DNS.literal("nosuch")).hasMessageContaining("no such form");
        assertThatThrownBy(() -> FileWriter.ROLL_KEEP_FOR.literal("-1s")).hasMessageContaining("less than nothing");
        assertThatThrownBy(() -> HandleErrors.TYPE.of("4x")).hasMessageContaining("is not a status");
    }

    private static Caddyfile file(String text) {
        return Caddyfile.of(SyntaxTree.parse(text));
    }

    private static List<String> errors(String text, StandardCaddy caddy) {
        return caddy.check(file(text)).stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(SiteTablesTest::toText)
                .toList();
    }

    private static String toText(CaddyfileProblem problem) {
        return problem.toString().replaceFirst("^Caddyfile:", "").replaceFirst(": ", " ");
    }
}
