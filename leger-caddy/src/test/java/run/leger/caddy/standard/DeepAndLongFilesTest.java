package run.leger.caddy.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.InvalidCaddyfileException;
import run.leger.caddy.imports.Expansion;
import run.leger.caddy.imports.ImportResolver;
import run.leger.caddy.syntax.SyntaxTree;

/** Files whose blocks are as deep, and whose words are as long, as somebody writes them who means no good. */
class DeepAndLongFilesTest {
    private static final int DEEPEST = 100;
    /** Half of what a thread has that nobody gave a size. */
    private static final long STACK = 512 * 1024;

    private static String nested(String opening) {
        return nested(opening, (DEEPEST - 1) / opening.split("\n").length);
    }

    private static String nested(String opening, int times) {
        int blocks = opening.split("\n").length * times;
        return "http://a.example {\n" + (opening + "\n").repeat(times) + "}\n".repeat(blocks) + "}\n";
    }

    private static <T> T onSmallStack(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(null, task, "small stack", STACK).start();
        return task.get();
    }

    private static List<String> problems(String text) {
        return StandardCaddy.standard().check(Caddyfile.of(SyntaxTree.parse(text))).stream()
                .map(CaddyfileProblem::reason)
                .toList();
    }

    private static List<String> problemsOfProxy(String upstream) throws Exception {
        return onSmallStack(() -> problems("http://a.example {\n\treverse_proxy " + upstream + "\n}\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"handle {", "route {", "reverse_proxy x {\nhandle_response {", "intercept {\nhandle_response {"})
    void a_hundred_blocks_in_one_another_are_checked(String opening) throws Exception {
        assertThat(onSmallStack(() -> problems(nested(opening)))).isEmpty();
    }

    @Test
    void a_hundred_matchers_and_policies_in_one_another_are_checked() throws Exception {
        String matchers = nested("not {").replaceFirst("not", "@m not");
        assertThat(onSmallStack(() -> problems(matchers))).isEmpty();
        String policies =
                nested("fallback header X {", DEEPEST - 2).replaceFirst("fallback", "reverse_proxy x {\nlb_policy")
                        + "}\n";
        assertThat(onSmallStack(() -> problems(policies))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 100_000})
    void more_than_a_hundred_are_refused_with_the_place(int times) {
        SyntaxTree tree = SyntaxTree.parse(nested("handle_errors {", times));
        assertThatThrownBy(() -> onSmallStack(() -> Caddyfile.of(tree)))
                .cause()
                .isInstanceOf(InvalidCaddyfileException.class)
                .hasMessage("Caddyfile:101:1: more than 100 blocks stand in one another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"handle {", "handle_errors {", "reverse_proxy x {\nhandle_response {", "nosuch {"})
    void what_is_as_deep_as_it_may_be_is_expanded_compared_and_written(String opening) throws Exception {
        SyntaxTree tree = SyntaxTree.parse(nested(opening));
        String written = onSmallStack(() -> {
            Caddyfile file = Caddyfile.of(tree);
            Caddyfile expanded =
                    Caddyfile.of(Expansion.of(tree, ImportResolver.none()).tree());
            assertThat(file).isEqualTo(expanded).hasSameHashCodeAs(expanded);
            return expanded.render();
        });
        assertThat(Caddyfile.of(SyntaxTree.parse(written)).render()).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://~", "https://u~@b", "h2c://~:80", "http://é~", "http://%25~", "~:80", "https://%20~@b"})
    void a_long_upstream_is_checked(String upstream) throws Exception {
        assertThat(problemsOfProxy(upstream.replace("~", "a".repeat(100_000)))).isEmpty();
        assertThat(problemsOfProxy(
                        upstream.replace("~", "%ff%25".repeat(30_000)).replace("é", "é".repeat(1_000))))
                .isEmpty();
    }

    @Test
    void a_long_range_of_ports_is_looked_at_once() throws Exception {
        assertThat(problemsOfProxy("http://a:" + "-".repeat(300_000) + ":x/y"))
                .containsExactly("for now, URLs for proxy upstreams only support scheme, host, and port components");
    }
}
