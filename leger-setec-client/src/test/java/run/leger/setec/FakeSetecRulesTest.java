package run.leger.setec;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.SetecRule;

/** The rules over the fake. */
final class FakeSetecRulesTest extends SetecRulesSuite {
    private static FakeSetec fake;

    @BeforeAll
    static void start() {
        fake = FakeSetec.builder()
                .identity(
                        "caller",
                        SetecRule.of("stars/a*c*/d", "get", "fly"),
                        SetecRule.of("exact", "get"),
                        SetecRule.of("", "get"),
                        SetecRule.of("both/*", "delete"),
                        SetecRule.of("both/*", "info"))
                .start();
    }

    @AfterAll
    static void stop() {
        fake.close();
    }

    @Override
    protected URI admin() {
        return fake.address();
    }

    @Override
    protected URI caller() {
        return fake.address("caller");
    }
}
