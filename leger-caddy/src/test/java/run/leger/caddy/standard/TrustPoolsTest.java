package run.leger.caddy.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.leger.caddy.Argument;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.syntax.SyntaxTree;

class TrustPoolsTest {
    private static final StandardCaddy CADDY =
            StandardCaddy.standard().with(DirectiveType.site("pool", TrustPools.SHAPE));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    inline                                        | the 'trust_der' subdirective is required
                    inline { ; trust_der ; }                      | no certificates specified
                    inline { ; trust_der QUJD ; trust_der ; }     |
                    file                                          | no certificates specified
                    file a.pem b.pem                              |
                    file { ; pem_file a.pem ; }                   |
                    pki_root                                      | no authorities specified
                    pki_intermediate local                        |
                    storage                                       |
                    storage { ; storage file_system ; }           | missing root path (to use default, omit storage config entirely)
                    storage k { ; storage file_system /x ; }      |
                    storage { ; storage nosuch ; }                | module not registered: caddy.storage.nosuch
                    http https://a.example { ; tls ; tls ; }      | tls already specified
                    http { ; tls { ; ca file ; } ; }              | no certificates specified
                    http { ; tls { ; renegotiation x ; } ; }      | 'x' is none of never, once, freely
                    system                                        |
                    system x                                      | wrong argument count or unexpected line ending after 'x'
                    combined { ; source combined { ; } ; }        | the 'source' subdirective is required
                    combined { ; source inline { ; trust_der a ; } ; } |
                    nosuch                                        | module not registered: tls.ca_pool.source.nosuch
                    """)
    void reads_as_caddy_does(String pool, String error) {
        assertThat(errors("pool " + pool.replace(" ; ", "\n")))
                .isEqualTo(Optional.ofNullable(error).map(List::of).orElse(List.of()));
    }

    @Test
    void warns_of_a_pool_that_cannot_be_combined() {
        assertThat(CADDY.check(file("pool combined {\nsource system\n}")))
                .extracting(CaddyfileProblem::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void reads_values() {
        Directive pool = (Directive) file("pool http https://a.example {\ntls {\nhandshake_timeout 1d\n}\n}")
                .sites()
                .get(0)
                .lines()
                .get(0);

        assertThat(TrustPools.URLS.allIn(pool))
                .extracting(Argument::token)
                .containsExactly(Optional.of("https://a.example"));
        assertThat(TrustPools.TLS.in(pool).flatMap(TrustPools.HANDSHAKE_TIMEOUT::in))
                .contains(Duration.ofDays(1));
    }

    @Test
    void writes_lines() {
        Setting<Directive> pool = Setting.line("trust_pool", TrustPools.SHAPE);

        Directive line = pool.literal("inline").withBlock(List.of(TrustPools.TRUST_DER.literal("QUJD")));

        Caddyfile file = Caddyfile.builder()
                .site("a.example", site -> site.directive(line))
                .build();

        assertThat(file.render()).contains("trust_pool inline {\n\t\ttrust_der QUJD\n");
    }

    private static Caddyfile file(String line) {
        return Caddyfile.of(SyntaxTree.parse("a.example {\n" + line + "\n}\n"));
    }

    private static List<String> errors(String line) {
        return CADDY.check(file(line)).stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(CaddyfileProblem::reason)
                .toList();
    }
}
