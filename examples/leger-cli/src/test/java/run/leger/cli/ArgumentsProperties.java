package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The short way past the parser reads what the parser reads. */
class ArgumentsProperties {
    @Property
    void with_and_without_the_parser_is_the_same(@ForAll("lines") List<String> args) {
        assertThat(outcome(() -> Arguments.of(args))).isEqualTo(outcome(() -> Arguments.parse(args)));
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> usual = Arbitraries.of(
                "status", "secrets", "--json", "-json", "--", "-", "", "--demo", "--out", "--out=x", "-v", "a b",
                "\"a\"", "--env", "A=b", "--jso");
        return Arbitraries.oneOf(
                        usual,
                        Arbitraries.of("status", "whois", "--json", "x"),
                        Arbitraries.strings().ofMaxLength(4))
                .list()
                .ofMaxSize(6);
    }

    @Property
    void no_value_of_an_option_is_lost(@ForAll("lines") List<String> args) {
        if (!(outcome(() -> Arguments.of(args)) instanceof Arguments read)) {
            return;
        }
        read.options().forEach((option, values) -> {
            if (!List.of(CliOptions.ENV, CliOptions.PREFIX).contains(option)) {
                assertThat(values).as(option).hasSizeLessThanOrEqualTo(1);
            }
        });
    }

    private static Object outcome(java.util.function.Supplier<Arguments> way) {
        try {
            return way.get();
        } catch (UsageException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
