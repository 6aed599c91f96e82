package run.leger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.SetecRule;

/** A fake of Setec on a real socket, and {@code leger secrets} on it. */
abstract class SecretsFixture {
    @TempDir
    Path folder;

    FakeSetec setec;

    @BeforeEach
    void start() {
        setec = FakeSetec.builder()
                .identity("informed", SetecRule.of("*", "info"))
                .identity("deleter", SetecRule.of("*", "delete"))
                .start();
    }

    @AfterEach
    void stop() {
        setec.close();
    }

    Cli.Result run(String... args) {
        return run(new Cli(), args);
    }

    Cli.Result run(Cli cli, String... args) {
        return cli.run(Stream.concat(Stream.of("secrets", "--setec=" + setec.address()), Stream.of(args))
                .toArray(String[]::new));
    }

    Cli.Result put(String value, String... args) {
        return run(
                new Cli().input(value.getBytes(UTF_8)),
                Stream.concat(Stream.of("put"), Stream.of(args)).toArray(String[]::new));
    }

    static Cli.Result refused(int code, String said, Cli.Result result) {
        assertThat(result.code()).as(result.toString()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("leger: ").contains(said).doesNotContain("\tat ");
        return result;
    }

    void store(String name, String... values) {
        for (String value : values) {
            setec.rotate(name, value.getBytes(UTF_8));
        }
    }

    long requests(String path) {
        return setec.server("admin").requests().stream()
                .filter(request -> request.path().equals(path))
                .count();
    }

    static String token(Cli.Result refused) {
        Matcher token = Pattern.compile("([0-9a-f]+[.][0-9a-f]{16})").matcher(refused.err());
        assertThat(token.find()).as(refused.err()).isTrue();
        return token.group(1);
    }

    /** Returns the option that a refusal names as the way out. */
    static String fix(Cli.Result refused) {
        Matcher fix = Pattern.compile("    fix  --env (\\S+),").matcher(refused.err());
        assertThat(fix.find()).as(refused.err()).isTrue();
        return "--env=" + fix.group(1);
    }
}
