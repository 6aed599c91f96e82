package run.leger.caddy.standard;

import static org.assertj.core.api.Assertions.assertThat;

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
import run.leger.caddy.syntax.SyntaxTree;

class RequestMatchersTest {
    private static final StandardCaddy CADDY = StandardCaddy.standard();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    @m                                            |
                    @m path /a /b                                 |
                    @m path /a { ; host b ; }                     | unexpected token '{'
                    @m { ; path /a ; path /b ; }                  |
                    @m nosuch /a                                  | module not registered: http.matchers.nosuch
                    @m { ; nosuch /a ; }                          | module not registered: http.matchers.nosuch
                    @m "nosuch > 1"                               |
                    @m "path" /a                                  |
                    @m { ; "path('/a')" ; }                       | module not registered: http.matchers.path('/a')
                    @m query a                                    | malformed query matcher token: a; must be in param=val format
                    @m header !X-Y z                              | malformed header matcher: null matching headers cannot have a field value
                    @m header X-Y                                 | malformed header matcher: expected both field and value
                    @m header !                                   | malformed header matcher: must have field name following ! character
                    @m { ; header_regexp A x ; header_regexp n A y ; } | header_regexp matcher can only be used once per named matcher, per header field: A
                    @m { ; path_regexp a ; path_regexp b ; }      | path_regexp already specified
                    @m { ; expression a ; expression b ; }        | expression already specified
                    @m tls late                                   | 'late' is none of early_data
                    @m remote_ip forwarded 10.0.0.0/8             | the 'forwarded' option is no longer supported; use the 'client_ip' matcher instead
                    @m client_ip private_ranges                   |
                    @m vars a                                     | wrong argument count or unexpected line ending after 'a'
                    @m file { ; try_files ; }                     | wrong argument count or unexpected line ending after 'try_files'
                    @m file a { ; try_files ; }                   |
                    @m file { ; split .php ; }                    | unrecognized subdirective 'split'
                    @m url_pattern /a { ; base_url ; }            | wrong argument count or unexpected line ending after 'base_url'
                    @m not path /a                                |
                    @m not not not path /a                        |
                    @m not not nosuch                             | module not registered: http.matchers.nosuch
                    @m not header X-Y                             | malformed header matcher: expected both field and value
                    @m not "path('/a')"                           |
                    @m not { ; "path('/a')" ; host b ; }          |
                    @m { ; not "path('/a')" { ; } ; }             |
                    @m { ; not "path('/a')" { ; host b ; } ; }    |
                    @m { ; not "path('/a')" { ; nosuch b ; } ; }  | module not registered: http.matchers.nosuch
                    @m not { ; "path" /a ; }                      | Caddy reads 'path' as an expression, since it is in quotes
                    @m not { ; not { ; not { ; not nosuch ; } ; } ; } | module not registered: http.matchers.nosuch
                    """)
    void readsAsCaddyDoes(String definition, String error) {
        List<String> errors = problems(definition, Severity.ERROR);

        if (error == null) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).singleElement().asString().startsWith(error);
        }
    }

    @Test
    void warnsOfWordsThatCaddyDoesNotKnow() {
        assertThat(problems("@m protocol gopher", Severity.WARNING))
                .singleElement()
                .asString()
                .startsWith("'gopher' is none of http, https, grpc,")
                .endsWith(": it matches nothing");
        assertThat(problems("@m file { ; try_policy newest ; }", Severity.WARNING))
                .singleElement()
                .asString()
                .endsWith(": Caddy does not load it");
    }

    @Test
    void takesTheMatchersOfPlugins() {
        StandardCaddy plugged = CADDY.withPlugins(Set.of("http.matchers.geo"));

        assertThat(plugged.check(file("@m geo de { ; at ; }"))).isEmpty();
        assertThat(plugged.check(file("@m { ; geo de ; not { ; geo fr { ; x ; } ; } ; }")))
                .isEmpty();
    }

    @Test
    void readsValues() {
        Directive definition =
                (Directive) file("@m path /a /b").sites().get(0).lines().get(0);
        Directive block = (Directive) file("@m { ; host a.example ; host b.example ; }")
                .sites()
                .get(0)
                .lines()
                .get(0);

        assertThat(RequestMatchers.PATH.allIn(List.of(definition.inner().orElseThrow())))
                .singleElement()
                .satisfies(paths -> assertThat(paths)
                        .extracting(Argument::token)
                        .containsExactly(Optional.of("/a"), Optional.of("/b")));
        assertThat(RequestMatchers.HOST.allIn(block)).hasSize(2);
    }

    @Test
    void writesTextThatStaysWhatItIs() {
        Directive definition = Directive.of("@m")
                .withBlock(List.of(
                        RequestMatchers.PATH.literal("/{host}/*"),
                        RequestMatchers.PATH_REGEXP.literal("^/[0-9]{3}$"),
                        RequestMatchers.NOT
                                .literal()
                                .withBlock(List.of(RequestMatchers.HEADER.literal("X-Y", "{env.A}")))));

        Caddyfile file = Caddyfile.builder()
                .site("a.example", site -> site.directive(definition))
                .build();

        assertThat(file.render()).contains("""
                \t@m {
                \t\tpath "/\\{host\\}/*"
                \t\tpath_regexp "^/[0-9]{3}$"
                \t\tnot {
                \t\t\theader X-Y "\\{env.A\\}"
                \t\t}
                \t}
                """);
    }

    private static Caddyfile file(String definition) {
        return Caddyfile.of(SyntaxTree.parse("a.example {\n" + definition.replace(" ; ", "\n") + "\n}\n"));
    }

    private static List<String> problems(String definition, Severity severity) {
        return CADDY.check(file(definition)).stream()
                .filter(problem -> problem.severity() == severity)
                .map(CaddyfileProblem::reason)
                .toList();
    }
}
