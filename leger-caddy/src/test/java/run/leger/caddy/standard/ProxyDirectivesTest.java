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
import run.leger.caddy.UnwritableValueException;
import run.leger.caddy.syntax.SyntaxTree;

class ProxyDirectivesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    reverse_proxy a:80 https://b                          |
                    reverse_proxy https://b a:80                          | 2:25 for now, all proxy upstreams must use the same scheme (transport protocol); expecting 'https://' but got '://'
                    reverse_proxy http://a { ; to https://b ; }           | 3:4 for now, all proxy upstreams must use the same scheme (transport protocol); expecting 'http://' but got 'https://'
                    reverse_proxy http://a:443                            | 2:15 upstream address has conflicting scheme (http://) and port (:443, the HTTPS port)
                    reverse_proxy wss://a                                 | 2:15 the scheme wss:// is only supported in browsers; use https:// instead
                    reverse_proxy http://a/b                              | 2:15 for now, URLs for proxy upstreams only support scheme, host, and port components
                    reverse_proxy http://{env.X}                          | 2:15 due to parsing difficulties, placeholders are not allowed when an upstream address contains a scheme
                    reverse_proxy a:9-1                                   | 2:15 end port must not be less than start port
                    reverse_proxy https://[::1%25eth0]:8000-8001 fd/3     | 2:46 for now, all proxy upstreams must use the same scheme (transport protocol); expecting 'https://' but got '://'
                    reverse_proxy { ; lb_policy cookie { ; max_age 0s ; } ; } | 4:9 invalid duration: 0s, max_age should be non-zero and positive
                    reverse_proxy { ; lb_policy header X { ; fallback nosuch ; } ; } | 4:10 module not registered: http.reverse_proxy.selection_policies.nosuch
                    reverse_proxy { ; lb_policy header X y { ; nosuch ; } ; } |
                    reverse_proxy { ; lb_retry_match method GET ; }       |
                    reverse_proxy { ; lb_retry_match nosuch ; }           | 3:16 module not registered: http.matchers.nosuch
                    reverse_proxy { ; dynamic multi { ; a b 1 ; nosuch ; } ; } | 5:1 module not registered: http.reverse_proxy.upstreams.nosuch
                    reverse_proxy { ; health_port 1 ; health_upstream a:1 ; } |
                    reverse_proxy { ; health_upstream a:1 ; health_port 1 ; } | 4:1 the 'health_port' subdirective is ignored if 'health_upstream' is used!
                    reverse_proxy http://a { ; transport http { ; tls_timeout 1s ; } ; } | 3:1 upstream address scheme is HTTP but transport is configured for HTTP+TLS (HTTPS)
                    reverse_proxy https://a { ; transport fastcgi ; }     | 3:1 upstreams are configured for HTTPS but transport module does not support TLS: fastcgi
                    reverse_proxy { ; header_up ?X y ; }                  | 3:11 ?X: the default header modifier ('?') can only be used on response headers; for conditional manipulation of request headers, use matchers
                    reverse_proxy { ; replace_status @a 1 ; @a status 2xx ; } | 3:16 no named response matcher defined with name 'a'
                    reverse_proxy { ; handle_response @a ; @a status 2xx ; } |
                    intercept x { ; nosuch ; }                            |
                    intercept { ; handle_response { ; nosuch ; } ; }      | 4:1 unrecognized directive: nosuch - are you sure your Caddyfile structure (nesting and braces) is correct?
                    forward_auth a:1                                      | 2:1 the 'uri' subdirective is required
                    forward_auth a:1 { ; uri "" ; }                       | 2:1 the 'uri' subdirective is required
                    forward_auth a:1 { ; uri /a ; copy_headers A { ; B>C ; X} ; } ; } | 6:1 'X}' is not a header to copy
                    forward_auth a:1 { ; uri /a ; header_up X uri ; }     | 4:13 Caddy takes 'uri' for the beginning of a line here
                    php_fastcgi a:1 { ; transport http ; }                | 3:1 unrecognized subdirective 'transport' of php_fastcgi
                    php_fastcgi a:1 { ; env A ; }                         | 3:1 wrong argument count or unexpected line ending after 'A'
                    php_fastcgi a:1 { ; capture_stderr x ; index off ; }  |
                    """)
    void reads_as_caddy_does(String lines, String error) {
        assertThat(errors(lines.replace(" ; ", "\n")))
                .isEqualTo(Optional.ofNullable(error).map(List::of).orElse(List.of()));
    }

    @Test
    void reads_values() {
        Directive proxy = first("""
                reverse_proxy http://a b {
                flush_interval -1
                response_buffers unlimited
                request_buffers 4KiB
                health_interval 1m30s
                health_status 2xx
                lb_policy weighted_round_robin 3 1
                transport http {
                keepalive off
                dial_timeout 2d
                }
                }""");

        assertThat(ReverseProxy.UPSTREAMS.allIn(proxy))
                .extracting(argument -> argument.token().orElseThrow())
                .containsExactly("http://a", "b");
        assertThat(ReverseProxy.FLUSH_INTERVAL.in(proxy)).contains(Duration.ofNanos(-1));
        assertThat(ReverseProxy.RESPONSE_BUFFERS.in(proxy)).contains(-1L);
        assertThat(ReverseProxy.REQUEST_BUFFERS.in(proxy)).contains(4096L);
        assertThat(ReverseProxy.HEALTH_INTERVAL.in(proxy)).contains(Duration.ofSeconds(90));
        assertThat(ReverseProxy.HEALTH_STATUS.in(proxy)).contains("2xx");
        assertThat(ReverseProxy.LB_POLICY.in(proxy).map(SelectionPolicies.WEIGHTS::allIn))
                .contains(List.of(3L, 1L));
        Directive transport = ReverseProxy.TRANSPORT.in(proxy).orElseThrow();
        assertThat(HttpTransport.DIAL_TIMEOUT.in(transport)).contains(Duration.ofDays(2));
        assertThat(HttpTransport.KEEPALIVE.in(transport).flatMap(Argument::token))
                .contains("off");
    }

    @Test
    void writes_what_it_reads() {
        Directive proxy = ReverseProxy.TYPE
                .of("unix//run/a.sock")
                .withBlock(List.of(
                        ReverseProxy.FLUSH_INTERVAL.of(Duration.ofNanos(-1)),
                        ReverseProxy.STREAM_TIMEOUT.of(Duration.ofHours(36)),
                        ReverseProxy.REQUEST_BUFFERS.of(-1L),
                        ReverseProxy.HEADER_UP.literal("X-A", "{host}"),
                        ReverseProxy.HEALTH_BODY.literal("^ok{2}$"),
                        ReverseProxy.LB_POLICY
                                .literal("cookie", "lb", "s e")
                                .withBlock(List.of(SelectionPolicies.MAX_AGE.of(Duration.ofDays(1))))));

        assertThat(Caddyfile.builder()
                        .site("a.example", site -> site.directive(proxy))
                        .build()
                        .render())
                .isEqualTo("""
                        a.example {
                        \treverse_proxy * unix//run/a.sock {
                        \t\tflush_interval -1
                        \t\tstream_timeout 36h
                        \t\trequest_buffers unlimited
                        \t\theader_up X-A "\\{host\\}"
                        \t\thealth_body "^ok{2}$"
                        \t\tlb_policy cookie lb "s e" {
                        \t\t\tmax_age 24h
                        \t\t}
                        \t}
                        }
                        """);
    }

    @Test
    void does_not_write_what_caddy_refuses_or_takes_for_something_else() {
        assertThatThrownBy(() -> ReverseProxy.TYPE.of("http://a/b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReverseProxy.TO.of(List.of(Argument.text("ftp://a"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SelectionPolicies.MAX_AGE.of(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ForwardAuth.COPY_HEADERS.literal("X}{env.SECRET"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReverseProxy.HEADER_UP.literal("?X", "y"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReverseProxy.TRUSTED_PROXIES.literal("private_ranges"))
                .isInstanceOf(IllegalArgumentException.class);
        Directive authorize = ForwardAuth.TYPE
                .of("localhost:80")
                .withBlock(
                        List.of(ForwardAuth.URI.literal("/a"), ReverseProxy.HEADER_UP.literal("X-A", "copy_headers")));
        assertThatThrownBy(() -> Caddyfile.builder()
                        .site("a.example", site -> site.directive(authorize))
                        .build()
                        .render())
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageContaining("forward_auth > header_up");
        Directive body = ReverseProxy.HEALTH_BODY.literal("{host}");
        assertThatThrownBy(() -> Caddyfile.builder()
                        .site("a.example", site -> site.directive(body))
                        .build()
                        .render())
                .isInstanceOf(UnwritableValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'reverse_proxy {\nlb_policy random {\nx\n}\n}'",
        "'reverse_proxy {\ntransport http x {\ny\n}\n}'",
        "'reverse_proxy {\ntransport http {\ncompression on\n}\n}'",
        "'reverse_proxy {\nhealth_headers {\nA b {\nc\n}\n}\n}'",
        "'php_fastcgi https://a'"
    })
    void warns_of_what_caddy_takes_for_something_else(String lines) {
        assertThat(StandardCaddy.standard().check(file(lines)))
                .isNotEmpty()
                .extracting(CaddyfileProblem::severity)
                .containsOnly(Severity.WARNING);
    }

    @Test
    void takes_plugins_by_the_ids_of_their_modules() {
        Caddyfile file = file("reverse_proxy {\ntransport mine {\nx y\n}\ndynamic multi {\nmine\n}\n}");

        assertThat(StandardCaddy.standard()
                        .withPlugins(Set.of("http.reverse_proxy.transport.mine", "http.reverse_proxy.upstreams.mine"))
                        .check(file))
                .isEmpty();
        assertThat(StandardCaddy.standard().check(file)).hasSize(2);
    }

    @Test
    void knows_nothing_of_what_depends_on_the_environment() {
        assertThat(errors("reverse_proxy http://{$A} https://b {\ntransport http {\ntls_timeout {$T}\n}\n}"))
                .isEmpty();
    }

    private static Caddyfile file(String lines) {
        return Caddyfile.of(SyntaxTree.parse("a.example {\n" + lines + "\n}\n"));
    }

    private static Directive first(String lines) {
        return (Directive) file(lines).sites().get(0).lines().get(0);
    }

    private static List<String> errors(String lines) {
        return StandardCaddy.standard().check(file(lines)).stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(problem -> problem.toString().replaceFirst("^[^:]*:([0-9]+:[0-9]+):", "$1"))
                .toList();
    }
}
