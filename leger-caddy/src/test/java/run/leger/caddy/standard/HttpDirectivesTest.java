package run.leger.caddy.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.caddy.Argument;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.Directive;
import run.leger.caddy.Line;
import run.leger.caddy.UnwritableValueException;
import run.leger.caddy.syntax.SyntaxTree;

class HttpDirectivesTest {
    private static final StandardCaddy CADDY = StandardCaddy.standard();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    respond                                    | wrong argument count or unexpected line ending after 'respond'
                    respond /x                                 | wrong argument count or unexpected line ending after 'respond'
                    respond 404 { ; body gone ; }              |
                    respond hello { ; body again ; }           | body already specified
                    respond 404 404 { ; body again ; }         | body already specified
                    error gone { ; message again ; }           | message already specified
                    abort x                                    | wrong argument count or unexpected line ending after 'x'
                    redir /a                                   | wrong argument count or unexpected line ending after 'redir'
                    redir /a /b 404                            | Redir code not in the 3xx range or 401: '404'
                    redir https://a.example 307                |
                    redir https://a.example {http.vars.code}   |
                    redir https://a.example moved              | Not a supported redir code type or not valid integer: 'moved'
                    rewrite /index.html                        |
                    rewrite * /index.html                      |
                    rewrite * /index.html more                 | too many arguments; should only be a matcher and a to
                    root /srv                                  |
                    root @nosuch /srv                          | unrecognized matcher name: @nosuch
                    basic_auth sha1 { ; a b ; }                | 'sha1' is none of bcrypt, argon2id
                    basic_auth { ; alice ; }                   | wrong argument count or unexpected line ending after 'alice'
                    basic_auth { ; `` x ; }                    | username and password cannot be empty or missing
                    encode br                                  | module not registered: http.encoders.br
                    encode { ; br ; }                          | module not registered: http.encoders.br
                    encode { ; gzip x ; }                      | 'x' is not a whole number
                    encode { ; zstd best { ; level best ; } ; } | compression level already specified
                    encode { ; match status 200 ; match status 404 ; } | match already specified
                    encode { ; match header !X y ; }           | malformed header matcher: null matching headers cannot have a field value
                    file_server browse { ; browse ; }          | browsing is already configured
                    file_server { ; precompressed lz4 ; }      | module not registered: http.precompressed.lz4
                    header X-Y z { ; X-Z y ; }                 | cannot specify headers in both arguments and block
                    header { ; ?X-Y z ; match header x-y z ; } | cannot match on response header x-y and also set a default for it
                    header { ; ?X-Y z ; match header !x-y ; }  |
                    request_header ?X-Y z                      | ?X-Y: the default header modifier ('?') can only be used on response headers; for conditional manipulation of request headers, use matchers
                    push { ; headers { ; ?X-Y z ; } ; }        | ?X-Y: the default header modifier ('?') can only be used on response headers; for conditional manipulation of request headers, use matchers
                    invoke nosuch                              | cannot invoke named route 'nosuch', which was not defined
                    log_level FATAL                            | 'FATAL' is none of debug, info, warn, warning, error,
                    map {path} {my} { ; /a b c ; }             | too many outputs
                    map {path} {host}                          | destination {host} conflicts with a Caddyfile placeholder shorthand
                    map {path} {http.request.host}             | destination {http.request.host} conflicts with a Caddyfile placeholder shorthand
                    timeouts { ; read_timeout 1d ; }           | '1d' is not a duration such as 1h30m
                    try_files /a { ; policy newest ; }         | 'newest' is none of first_exist, first_exist_fallback, smallest_size, largest_size, most_recently_modified
                    uri strip /a                               | 'strip' is none of
                    uri replace a b x                          | 'x' is not a whole number
                    uri query -a b                             | wrong argument count or unexpected line ending after '-a'
                    uri query a>b                              |
                    uri query a b { ; c d ; }                  | Cannot specify uri query rewrites in both argument and block
                    uri query { ; a ; }                        | wrong argument count or unexpected line ending after 'a'
                    vars a                                     | wrong argument count or unexpected line ending after 'a'
                    route { ; acme_server { ; ca local ; } ; } | only handler directives can be used in routes, and acme_server with a ca is more
                    handle { ; acme_server { ; ca local ; } ; } |
                    templates { ; mimes a mime ; }             | Caddy takes 'mime' for the beginning of a line here
                    """)
    void readsAsCaddyDoes(String line, String error) {
        List<String> errors = problems(line, Severity.ERROR);

        if (error == null) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).singleElement().asString().startsWith(error);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    timeouts x { ; nosuch ; }             | Caddy passes over the block of timeouts
                    templates { ; nosuch ; }              | Caddy passes over 'nosuch', which it does not know
                    redir / https://a.example 301 more    | Caddy passes over 'more' and what follows
                    log_append key value { ; a ; }        | Caddy passes over the block of log_append
                    acme_server { ; challenges http-02 ; } | 'http-02' is none of http-01, tls-alpn-01, dns-01, device-attest-01: Caddy does not load it
                    copy_response x                       | Caddy passes over the arguments: only one that is a number is a status
                    """)
    void warnsOfWhatCaddyPassesOver(String line, String warning) {
        assertThat(problems(line, Severity.WARNING)).contains(warning);
        assertThat(problems(line, Severity.ERROR)).isEmpty();
    }

    /** Each could be right, whatever the variable is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "respond {$X} { ; body a ; }",
                "vars {$X}",
                "map {path} {$X} { ; a b c ; }",
                "redir /a {$X}",
                "uri query {$X} b c",
                "header {$X} { ; X-Y z ; }",
                "encode { ; zstd {$X} { ; level best ; } ; }",
                "acme_server { ; lifetime {$X} ; }",
                "request_header {$X}"
            })
    void doesNotGuessWhatTheEnvironmentHolds(String line) {
        assertThat(problems(line, Severity.ERROR)).isEmpty();
    }

    @Test
    void warnsOfCopiesWhereThereIsNoResponse() {
        String warning = "copy_response only works where a reverse_proxy handles a response";
        String within = "reverse_proxy a:1 { ; handle_response { ; handle { ; copy_response ; } ; } ; }";

        assertThat(problems("copy_response", Severity.WARNING)).containsExactly(warning);
        assertThat(CADDY.check(file(within))).isEmpty();
    }

    @Test
    void takesTheModulesOfPlugins() {
        StandardCaddy plugged = CADDY.withPlugins(Set.of("http.encoders.br", "http.precompressed.lz4"));

        assertThat(plugged.check(file("encode br { ; br { ; quality 5 ; } ; }")))
                .isEmpty();
        assertThat(plugged.check(file("file_server { ; precompressed lz4 ; }"))).isEmpty();
    }

    @Test
    void saysWhereAMistakeStands() {
        CaddyfileProblem problem = CADDY.check(file("file_server { ; browse { ; file_limit many ; } ; }"))
                .get(0);

        assertThat(problem).hasToString("Caddyfile:4:12: 'many' is not a whole number");
    }

    @Test
    void readsValues() {
        assertThat(AcmeServer.LIFETIME.in(line("acme_server { ; lifetime 1d ; }")))
                .contains(Duration.ofDays(1));
        assertThat(Timeouts.READ_TIMEOUT.in(line("timeouts { ; read_timeout 1m30s 500 ; }")))
                .hasValueSatisfying(timeout -> {
                    assertThat(Timeouts.TIMEOUT.in(timeout)).contains(Duration.ofSeconds(90));
                    assertThat(Timeouts.RATE.in(timeout)).contains(500L);
                });
        assertThat(RequestBody.MAX_SIZE.in(line("request_body { ; max_size 10MB ; }")))
                .contains(10_000_000L);
        assertThat(Encode.MATCH
                        .in(line("encode { ; match { ; status 2xx 404 ; } ; }"))
                        .flatMap(ResponseMatchers.STATUS::in))
                .contains(List.of("2xx", "404"));
        assertThat(FileServer.HIDE.allIn(line("file_server { ; hide a b ; hide c ; }")))
                .hasSize(2);
        assertThat(Redir.CODE.in(line("redir * /a permanent")).flatMap(Argument::token))
                .contains("permanent");
        assertThat(Rewrite.TO.in(line("rewrite /a")).flatMap(Argument::token)).contains("/a");
    }

    @Test
    void writesTextThatStaysWhatItIs() {
        Caddyfile file = Caddyfile.builder()
                .site(
                        "a.example",
                        site -> site.directive(Respond.TYPE.of("{path} is \"gone\"", "404"))
                                .directive(Rewrite.TYPE.of("/a{host}"))
                                .directive(Uri.TYPE.of("path_regexp", "/{2,}", "/"))
                                .directive(Header.TYPE.of("X-Y", "{env.SECRET}")))
                .build();

        assertThat(file.render())
                .contains("respond * \"\\{path\\} is \\\"gone\\\"\" 404")
                .contains("rewrite * \"/a\\{host\\}\"")
                .contains("uri * path_regexp \"/{2,}\" /")
                .contains("header * X-Y \"\\{env.SECRET\\}\"");
    }

    @Test
    void refusesTextThatCouldBeAPlaceholder() {
        Directive operation = Uri.TYPE.of("query", "a", "{env.SECRET}");

        assertThatThrownBy(() -> Caddyfile.builder()
                        .site("a.example", site -> site.directive(operation))
                        .build()
                        .render())
                .isInstanceOf(UnwritableValueException.class);
        assertThatThrownBy(() -> Redir.TYPE.of("/a", "{env.CODE}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogLevel.TYPE.of("loud"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("log_level, level: ")
                .hasMessageContaining("is none of")
                .hasMessageNotContaining("loud");
    }

    private static Caddyfile file(String line) {
        return Caddyfile.of(SyntaxTree.parse("a.example {\n" + line.replace(" ; ", "\n") + "\n}\n"));
    }

    private static Directive line(String text) {
        Line line = file(text).sites().get(0).lines().get(0);
        return (Directive) line;
    }

    private static List<String> problems(String line, Severity severity) {
        return CADDY.check(file(line)).stream()
                .filter(problem -> problem.severity() == severity)
                .map(CaddyfileProblem::reason)
                .toList();
    }
}
