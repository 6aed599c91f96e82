package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.testkit.FakeSetec;

/** Whatever secrets are called: no refusal of their variables names a way out that is none. */
class SecretVariablesProperties {
    @Provide
    Arbitrary<Set<String>> names() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "path", "ld-preload", "LD_PRELOAD", "ld.preload", "env", "ENV", "java_tool_options"),
                        Arbitraries.strings().withChars("ab-_.").ofMinLength(1).ofMaxLength(3))
                .set()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Property(tries = 100)
    void whoever_does_as_each_refusal_says_has_all_secrets_in_the_end(@ForAll("names") Set<String> names) {
        try (FakeSetec setec = FakeSetec.start()) {
            names.forEach(name -> setec.rotate("p/" + name, new byte[] {'x'}));
            List<String> args = new ArrayList<>(
                    List.of("secrets", "export", "--prefix=p/", "--json", "--dry-run", "--setec=" + setec.address()));
            Cli.Result result = new Cli().run(args.toArray(String[]::new));
            for (int i = 0; i < names.size() && result.code() != 0; i++) {
                Matcher both = Pattern.compile("both \\S+ and (\\S+) would be").matcher(result.err());
                args.add(both.find() ? "--env=V" + i + "=" + both.group(1) : SecretsFixture.fix(result));
                result = new Cli().run(args.toArray(String[]::new));
            }
            assertThat(result.code()).as("%s after %s", result, args).isZero();
            Cli.Result plan = result;
            assertThat(IntStream.range(0, names.size())
                            .mapToObj(i -> plan.text("secrets", Integer.toString(i), "name")))
                    .containsExactlyInAnyOrderElementsOf(
                            names.stream().map(name -> "p/" + name).toList());
        }
    }
}
