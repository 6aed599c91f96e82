package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import run.leger.caddy.CaddyOracleSuite.Adapted;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Grammar;
import run.leger.caddy.grammar.LineSamples;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.standard.StandardCaddy;

/**
 * The tables of the standard build against Caddy: files made of every directive, matcher and option are refused by both or by none, and mean the
 * same when they went through the model. {@code -Dleger.tries=N} makes N files of each kind of line, {@code -Dleger.lines=a,b} only those lines,
 * {@code -Dleger.seed=N} others than the last time.
 */
class StandardCaddyIT {
    private static final int TRIES = Integer.getInteger("leger.tries", 25);
    private static final String ONLY = System.getProperty("leger.lines", "");
    private static final long SEED = Long.getLong("leger.seed", 1);
    private static final int SHOWN = 12;

    private static final StandardCaddy STANDARD = StandardCaddy.standard();
    private static @Nullable AdaptingCaddy running;

    @BeforeAll
    static void start() {
        running = AdaptingCaddy.start();
    }

    @AfterAll
    static void stop() {
        caddy().close();
    }

    private static AdaptingCaddy caddy() {
        return Objects.requireNonNull(running, "started before");
    }

    @TestFactory
    Stream<DynamicTest> lines() {
        Grammar grammar = STANDARD.grammar();
        List<DynamicTest> tests = new ArrayList<>();
        for (DirectiveType type : grammar.directives()) {
            test(tests, type.name(), random -> file(random, type));
        }
        for (Setting<?> matcher : grammar.matchers()) {
            test(tests, "matcher " + matcher.name(), random -> file(random, matcher));
        }
        for (Setting<?> option : grammar.options()) {
            test(
                    tests,
                    "option " + option.name(),
                    random -> "{\n" + LineSamples.line(random, option.name(), option.shape())
                            + "\n}\n\nhttp://a.example {\n\trespond ok\n}\n");
        }
        return tests.stream();
    }

    private interface Maker {
        String make(Random random);
    }

    private static void test(List<DynamicTest> tests, String name, Maker maker) {
        if (ONLY.isEmpty() || List.of(ONLY.split(",", -1)).contains(name)) {
            tests.add(DynamicTest.dynamicTest(name, () -> agree(name, maker)));
        }
    }

    private static String file(Random random, DirectiveType type) {
        String line = LineSamples.line(random, type.name(), type.shape());
        if (type.takesMatcher() && random.nextBoolean()) {
            String matcher = List.of("*", "/p*", "@m", "@nosuch", "@m").get(random.nextInt(5));
            line = "\t" + type.name() + " " + matcher
                    + line.substring(1 + type.name().length());
        }
        if (type.place() == DirectiveType.Place.RESPONSE) {
            line = "\treverse_proxy localhost:1 {\n\thandle_response {\n" + line + "\n\t}\n\t}";
        }
        String around = random.nextInt(8) > 0 ? "" : List.of("handle", "route").get(random.nextInt(2));
        if (!around.isEmpty()) {
            line = "\t" + around + " {\n" + line + "\n\t}";
        }
        String scheme = type.name().equals("tls") ? "https" : "http";
        return scheme + "://a.example {\n\t@m path /m\n" + line + "\n}\n\n&(r) {\n\trespond r\n}\n";
    }

    private static String file(Random random, Setting<?> matcher) {
        String line = LineSamples.line(random, matcher.name(), matcher.shape());
        String definition = random.nextBoolean() ? "\t@m " + line.strip() : "\t@m {\n" + line + "\n\t}";
        return "http://a.example {\n" + definition + "\n\trespond @m ok\n}\n";
    }

    private static void agree(String name, Maker maker) {
        List<String> differences = new ArrayList<>();
        int taken = 0;
        Random random = new Random(SEED * 31 + name.hashCode());
        for (int i = 0; i < TRIES; i++) {
            String text = maker.make(random);
            Adapted theirs = caddy().adapt(text);
            taken += theirs.config().isPresent() ? 1 : 0;
            Disagreement.about(text, theirs, caddy()).ifPresent(differences::add);
        }
        assertThat(differences.size())
                .as(() -> differences.size() + " of " + TRIES + " files differ:\n"
                        + String.join("\n----\n", differences.subList(0, Math.min(SHOWN, differences.size()))))
                .isZero();
        // A table whose lines are all refused proves nothing.
        assertThat(taken).as("files that Caddy took").isGreaterThan(Differences.needPlugin(name) ? -1 : TRIES / 10);
    }
}
