package run.leger.caddy.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.caddy.Argument;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.Directive;
import run.leger.caddy.InvalidCaddyfileException;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;
import run.leger.caddy.syntax.SyntaxTree;

class StandardCaddyTest {
    private static final StandardCaddy STANDARD = StandardCaddy.standard();

    private static Caddyfile read(String text) {
        return Caddyfile.of(SyntaxTree.parse(text));
    }

    private static List<String> problems(String text) {
        return STANDARD.check(read(text)).stream()
                .map(CaddyfileProblem::toString)
                .toList();
    }

    @Test
    void a_first_argument_is_read_as_a_matcher_where_the_directive_takes_one() {
        for (DirectiveType type : STANDARD.grammar().directives()) {
            Directive read = (Directive) read("a.example {\n\t" + type.name() + " /x y\n}\n")
                    .sites()
                    .get(0)
                    .lines()
                    .get(0);
            assertThat(read.matcher().isPresent()).as(type.name()).isEqualTo(type.takesMatcher());
        }
    }

    @Test
    void what_addresses_say_of_each_other_is_looked_at() {
        assertThat(problems("a.example {\n}\nb.example, a.example {\n}\n"))
                .containsExactly("Caddyfile:3:12: ambiguous site definition: a.example");
        assertThat(problems("https://a.example:80 {\n}\n"))
                .contains("Caddyfile:1:1: [https://a.example:80] scheme and port violate convention");
        assertThat(problems("a.*.example {\n}\n"))
                .containsExactly("Caddyfile:1:1: subject does not qualify for certificate: 'a.*.example'");
        assertThat(problems("http://a.example:8080, https://b.example:8080 {\n}\n"))
                .singleElement()
                .asString()
                .contains("cannot natively multiplex HTTP and HTTPS");
        assertThat(problems("respond {\n}\n")).first().asString().contains("it is a known directive");
        assertThat(problems("http://0.0.0.0/x {\n}\n")).hasSize(2).allMatch(problem -> problem.contains("warning: "));
        assertThat(problems("a.example {\n\tbind 127.0.0.1\n}\nhttps://a.example {\n\tbind 127.0.0.2\n}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example:+80", "a.example:-0", ":+0", "http://a.example:+8080", "a.example:99999999999"})
    void a_port_of_an_address_is_digits_and_one_that_there_is(String address) {
        assertThatThrownBy(() -> read(address + " {\n}\n"))
                .isInstanceOf(InvalidCaddyfileException.class)
                .hasMessageStartingWith("Caddyfile:1:1: ")
                .hasMessageContaining("port");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reverse_proxy b:~",
                "reverse_proxy http://b:~",
                "reverse_proxy http://b:1-~",
                "reverse_proxy tcp/b:~",
                "reverse_proxy { ; to b:~ ; }",
                "php_fastcgi b:~",
                "forward_auth b:~ { ; uri /x ; }"
            })
    void a_port_out_of_range_is_a_problem_of_its_line(String line) {
        for (String port : List.of("65536", "2147483648", "99999999999", "9".repeat(100))) {
            assertThat(problems(
                            "http://a.example {\n" + line.replace(" ; ", "\n").replace("~", port) + "\n}\n"))
                    .as(port)
                    .isNotEmpty()
                    .allMatch(problem -> problem.contains("port"));
        }
    }

    @Test
    void names_that_a_file_gives_are_looked_up_in_it() {
        assertThat(problems("http://a.example {\n\tinvoke x\n\trespond @m ok\n}\n"))
                .containsExactlyInAnyOrder(
                        "Caddyfile:2:2: cannot invoke named route 'x', which was not defined",
                        "Caddyfile:3:2: unrecognized matcher name: @m");
        assertThat(
                        problems(
                                "&(x) {\n\trespond ok\n}\nhttp://a.example {\n\t@m path /m\n\thandle {\n\t\trespond @m ok\n\t}\n\tinvoke x\n}\n"))
                .isEmpty();
        assertThat(problems("http://a.example {\n\t@m path /m\n\thandle {\n\t\t@m path /n\n\t}\n}\n"))
                .containsExactly("Caddyfile:4:3: matcher is defined more than once: @m");
    }

    @Test
    void what_an_import_may_bring_is_not_missed() {
        assertThat(problems("import routes\nhttp://a.example {\n\timport matchers\n\tinvoke x\n\trespond @m ok\n}\n"))
                .isEmpty();
    }

    @Test
    void plugins_are_taken_once_they_are_named_or_described() {
        Caddyfile file = read("http://a.example {\n\trate_limit ten {\n\t\tx\n\t}\n}\n");
        assertThatThrownBy(() -> STANDARD.require(file))
                .isInstanceOf(InvalidCaddyfileException.class)
                .hasMessage("Caddyfile:2:2: unrecognized directive: rate_limit");
        assertThat(STANDARD.withPlugins(Set.of("rate_limit")).require(file)).isSameAs(file);

        Slot<Long> events = new Slot<>(0, "events", Values.integer(1, 100));
        DirectiveType type = DirectiveType.handler("rate_limit", Shape.of(events));
        assertThat(STANDARD.with(type).check(file)).hasSize(2);
        assertThat(STANDARD.with(type).check(read("http://a.example {\n\t" + "rate_limit 10\n}\n")))
                .isEmpty();
        assertThat(events.in(type.of("10"))).hasValue(10L);
        assertThatThrownBy(() -> type.of("1000")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void what_depends_on_the_environment_is_not_refused() {
        assertThat(problems("http://a.example {\n\treverse_proxy {$HOST} {\n\t\thealth_interval {$EVERY}\n\t}\n}\n"))
                .isEmpty();
    }

    @Test
    void what_was_read_is_read_in_types_and_what_is_written_is_spelt_by_them() {
        Directive proxy =
                (Directive) read("http://a.example {\n\treverse_proxy /x b:1 {\n\t\thealth_interval 1.5h\n\t}\n}\n")
                        .sites()
                        .get(0)
                        .lines()
                        .get(0);
        assertThat(ReverseProxy.TYPE.is(proxy)).isTrue();
        assertThat(ReverseProxy.HEALTH_INTERVAL.in(proxy)).hasValue(Duration.ofMinutes(90));
        assertThat(ReverseProxy.UPSTREAMS.allIn(proxy))
                .extracting(Argument::token)
                .hasSize(1);
        assertThat(Respond.TYPE.of("{env.HOME}", "200").arguments().get(0).token())
                .hasValue("\\{env.HOME\\}");
        assertThat(ReverseProxy.HEALTH_INTERVAL.in(Directive.of("reverse_proxy")))
                .isEmpty();
    }
}
